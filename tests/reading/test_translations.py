"""Words spoken in another language are marked where the article says so, and only there."""

import pytest

from bot import reading
from bot.reading import article_from_text
from tests.readings import SEEN

SAID = "Nous partirons demain matin sans attendre personne"
TRANSLATED = [
    f"« {SAID} », a expliqué Ada Martin en anglais devant la presse.",
    f"Ada Martin a répondu en espagnol : « {SAID}. »",
    f"« {SAID} », a dit Ada Martin par l’intermédiaire d’un interprète.",
    f"« {SAID} », a dit Ada Martin (propos traduits de l’anglais).",
]
SPOKEN_HERE = [
    f"« {SAID} », a dit Ada Martin en français.",
    f"« {SAID} », a dit Ada Martin. Le film sort en anglais.",
    f"Le film sort en anglais. « {SAID} », a dit Ada Martin.",
    f"« {SAID} », a dit Ada Martin, professeure d’anglais.",
    f"« {SAID} », a dit Ada Martin. « Je le dis en anglais, et puis voilà », a-t-elle ajouté.",
    f"« {SAID} », a dit Ada Martin en annonçant la nouvelle.",
]


def translated(text: str) -> list[bool]:
    title = "Un départ\n\nLa ville se prépare au départ de ses habitants.\n\n"
    read = reading.read(article_from_text(title + text, source="a", fetched_at=SEEN, language="fr"))
    return [quote.translated for quote in read.quotes]


@pytest.mark.parametrize("text", TRANSLATED)
def test_a_translation_is_marked(text: str) -> None:
    assert translated(text) == [True]


@pytest.mark.parametrize("text", SPOKEN_HERE)
def test_what_was_spoken_in_the_articles_language_is_not(text: str) -> None:
    assert not any(translated(text))


OTHERS = [
    ("en", f"“{SAID},” Ada Martin said in French on Monday."),
    ("de", f"„{SAID}“, sagte Ada Martin auf Englisch."),
    ("es", f"«{SAID}», dijo Ada Martin en inglés."),
    ("it", f"«{SAID}», ha detto Ada Martin in inglese."),
    ("pt", f"“{SAID}”, disse Ada Martin em inglês."),
    ("nl", f"“{SAID}”, zei Ada Martin in het Engels."),
]


@pytest.mark.parametrize(("language", "text"), OTHERS)
def test_every_language_says_it_in_its_own_way(language: str, text: str) -> None:
    article = article_from_text(
        f"Title\n\n{text}", source="a", fetched_at=SEEN, language=language, title="Title"
    )
    assert [quote.translated for quote in reading.read(article).quotes] == [True]
