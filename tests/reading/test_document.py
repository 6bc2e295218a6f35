"""From pasted text to an article: what is kept, what is dropped, what is taken out."""

from __future__ import annotations

import pytest

from bot.errors import DocumentError
from bot.model import fingerprint
from bot.reading import article_from_text, read
from tests.reading.build import FETCHED, article

BODY = "Le pont de Vaux est fermé depuis mardi. La mairie a fait poser des barrières.\n"


def text_of(raw: str) -> str:
    return article("Le pont ferme\n\n" + raw + "\n\n" + BODY, title=None).text


FURNITURE = [
    "Publicité",
    "logo lejournal",
    "Publié le , mis à jour le",
    "Publié le 3 mars 2026 à 8 h",
    "À lire aussi : « Nous partons demain », le cri des riverains",
    "Accessibilité : partiellement conforme",
    "Crédit photo : DR",
    "Le port de Vaux, jeudi 2 juin. | Anne Roux / Le Journal",
    "Partager sur X Copier le lien",
    "Nous utilisons des cookies. Tout accepter | Paramétrer",
    "Inscrivez-vous à notre newsletter",
    "https://example.org/une-page",
    "* * *",
    "---",
]


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_is_dropped(line: str) -> None:
    assert text_of(line) == BODY.strip()


@pytest.mark.parametrize(
    "line",
    [
        "La publicité du pont a fait rire toute la ville.",
        "Il faut lire aussi entre les lignes de ce contrat.",
        "Le cookie, un biscuit, reste le goûter préféré des enfants de la ville de Vaux.",
    ],
)
def test_sentences_that_only_resemble_furniture_stay(line: str) -> None:
    assert line in text_of(line)


def test_the_headline_is_the_first_line_and_is_not_repeated() -> None:
    found = article("Le pont ferme\n\nLe pont ferme\n\n" + BODY, title=None)
    assert (found.title, found.text) == ("Le pont ferme", BODY.strip())


def test_a_text_that_starts_with_its_lead_keeps_it() -> None:
    lead = "Le pont de Vaux a été fermé mardi par la mairie après une nuit de pluie."
    found = article(f"{lead}\n\n{BODY}", title=None)
    assert found.text.startswith(lead)
    assert found.title == lead


SUMMARIES = [
    ("fr", "Tl;dr", "  • {}\n  • {}"),
    ("fr", "L’essentiel", "- {}\n- {}"),
    ("fr", "Ce qu’il faut savoir :", "– {}\n– {}"),
    ("fr", "En bref", "{}\n{}"),
    ("en", "Key points", "* {}\n* {}"),
    ("es", "Lo esencial", "• {}\n• {}"),
    ("de", "Das Wichtigste in Kürze", "• {}\n• {}"),
    ("it", "In sintesi", "• {}\n• {}"),
    ("pt", "Em resumo", "• {}\n• {}"),
    ("nl", "In het kort", "• {}\n• {}"),
    ("fr", "L’info en deux points", "1. {}\n2. {}"),  # a heading that no list has
    ("en", "Why it matters", "- {}\n- {}"),
]


@pytest.mark.parametrize(("language", "heading", "form"), SUMMARIES)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_the_summary_block_becomes_the_points(
    language: str, heading: str, form: str, gap: str
) -> None:
    block = heading + gap + form.format("Un pont ferme.", "Deux ans de travaux.")
    found = article(f"Titre\n\n{block}\n\n{BODY}", title=None, language=language)
    assert found.summary_points == ("Un pont ferme.", "Deux ans de travaux.")
    assert found.text == BODY.strip()


def test_a_list_without_a_summary_heading_is_no_summary() -> None:
    found = article(f"Titre\n\nLes rues fermées\n\n• Quai Nord\n• Quai Sud\n\n{BODY}", title=None)
    assert found.summary_points == ()
    assert "• Quai Nord\n• Quai Sud" in found.text


def test_a_list_above_all_text_is_a_summary_without_any_heading() -> None:
    found = article(f"Titre\n\n* Un pont ferme\n* Deux ans de travaux\n\n{BODY}", title=None)
    assert found.summary_points == ("Un pont ferme", "Deux ans de travaux")
    assert found.text == BODY.strip()


def test_a_table_above_the_text_is_no_summary() -> None:
    found = article(
        f"Titre\n\n* DATE : 27 mars 2026\n* STADE : Vieux Quai de Vaux\n\n{BODY}", title=None
    )
    assert found.summary_points == ()


def test_crossheads_start_sections_at_their_place_in_the_text() -> None:
    found = article(
        f"Titre\n\n{BODY}\nUn pont fatigué\n\n{BODY}\n## La suite\n\n{BODY}", title=None
    )
    assert [section.heading for section in found.sections] == [
        None,
        "Un pont fatigué",
        "La suite",
    ]
    for section in found.sections[1:]:
        assert section.heading and found.text.startswith(section.heading, section.start)
    assert found.sections[-1].end == len(found.text)


CHARACTERS = [
    ("crlf", "Un pont.\r\nDeux ponts.\r\n", "Un pont.\nDeux ponts."),
    ("byte order mark", "\ufeffUn pont.", "Un pont."),
    ("NUL", "Un\x00 pont.", "Un pont."),
    ("lone surrogate", "Un \ud83dpont.", "Un pont."),
    ("named entities", "&laquo;&nbsp;Un&nbsp;pont&nbsp;&raquo;", "«\u00a0Un\u00a0pont\u00a0»"),
    ("numeric entities", "&#8220;Un pont&#x201D;", "“Un pont”"),
    ("entities escaped twice", "&amp;quot;Un pont&amp;quot;", '"Un pont"'),
    ("tags", "<p>Un <b>pont</b>.</p>", "Un pont."),
    ("a page's own tags", 'Un <card-x at="a &quot;b">pont</card-x><card-x/> 2<3.', "Un pont 2<3."),
    ("marks of angles", "<<A bridge>> and <<a b>> hold.", "<<A bridge>> and <<a b>> hold."),
    ("UTF-8 read as Latin-1", "Â«Â\u00a0Un pont fermÃ©Â\u00a0Â»", "«\u00a0Un pont fermé\u00a0»"),
    ("UTF-8 without its lost bytes", "â€œOui,â€ dit-elle. â€œNonâ€", "“Oui,” dit-elle. “Non”"),
    ("UTF-8 read as Windows-1252", "L’Ã©tÃ© â€œchaudâ€\x9d", "L’été “chaud”"),
    ("right to left", "הגשר נסגר.", "הגשר נסגר."),
    ("emoji", "Un pont 👩‍🚒 fermé.", "Un pont 👩‍🚒 fermé."),
    ("less than", "Il y a 3 < 4 ponts & 2 > 1.", "Il y a 3 < 4 ponts & 2 > 1."),
]


@pytest.mark.parametrize(("name", "raw", "clean"), CHARACTERS)
def test_damaged_characters_are_mended_and_others_kept(name: str, raw: str, clean: str) -> None:
    assert article(raw + "\n\n" + BODY).text == f"{clean}\n\n{BODY.strip()}", name


@pytest.mark.parametrize("raw", ["", " \n\n ", "Publicité\n\nPartager", "\ufeff", "***", "12 34"])
def test_a_text_without_an_article_is_refused_by_name(raw: str) -> None:
    with pytest.raises(DocumentError, match=r"test\.txt"):
        article(raw, title=None, language=None)


LANGUAGES = [
    ("fr", "La mairie a fermé le pont et les habitants ne sont pas contents de la décision."),
    ("en", "The town hall has closed the bridge and the people are not happy with it."),
    ("es", "El ayuntamiento ha cerrado el puente y los vecinos no están contentos con la obra."),
    ("de", "Die Stadt hat die Brücke gesperrt und die Anwohner sind nicht glücklich damit."),
    ("it", "Il comune ha chiuso il ponte e gli abitanti non sono contenti della decisione."),
    ("pt", "A câmara fechou a ponte e os moradores não estão contentes com a decisão."),
    ("nl", "De gemeente heeft de brug gesloten en de bewoners zijn er niet blij mee."),
]


@pytest.mark.parametrize(("code", "text"), LANGUAGES)
def test_the_language_is_told_by_its_small_words(code: str, text: str) -> None:
    assert article(f"Titre\n\n{text}", title=None, language=None).language == code


def test_the_hash_is_of_title_points_and_text() -> None:
    found = article_from_text(
        f"Titre\n\nEn bref\n\n• Un point.\n\n{BODY}", source="x", fetched_at=FETCHED
    )
    assert found.sha256 == fingerprint("Titre", "Un point.", found.text)


def test_the_full_stop_of_a_day_ends_no_sentence() -> None:
    text = (
        "Am 27. Dezember 2009 hat der Verein die Marke von einer Million Artikeln überschritten. "
        "Das teilte er mit.\n\nEin zweiter Absatz steht hier mit mehr Wörtern über die Artikel."
    )
    found = article_from_text(text, source="any", fetched_at=FETCHED, language="de")
    title = (
        "Am 27. Dezember 2009 hat der Verein die Marke von einer Million Artikeln überschritten."
    )
    assert found.title == title
    assert title in read(found).summary.points
