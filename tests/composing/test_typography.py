"""Setting a text changes its spaces and marks, never its words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.composing.typography import quoted, typeset
from bot.model import same_words

N = "\u00a0"  # no-break space
F = "\u202f"  # narrow no-break space

FRENCH = [
    ("Quoi ?", f"Quoi{F}?"),
    ("Quoi?", f"Quoi{F}?"),
    ("Quoi ?!", f"Quoi{F}?!"),
    ("Une question : laquelle ; et pourquoi !", f"Une question{N}: laquelle{F}; et pourquoi{F}!"),
    ("Un mot: deux", f"Un mot{N}: deux"),
    ("Il a dit « oui » hier", f"Il a dit «{N}oui{N}» hier"),
    ("Il a dit «oui» hier", f"Il a dit «{N}oui{N}» hier"),
    ("à 10:30 précises", "à 10:30 précises"),
    ("80 000 abonnés en 2024 300 villes", f"80{N}000 abonnés en 2024 300 villes"),
    ("l'offre d'OpenAI", "l’offre d’OpenAI"),
    ("Voir https://a.example/x?y=1;z!", "Voir https://a.example/x?y=1;z!"),
    ("Écrire à ada@journal.example.com ?", f"Écrire à ada@journal.example.com{F}?"),
    ("Avec #OpenAI ! et @ada ?", f"Avec #OpenAI{F}! et @ada{F}?"),
    ("Fin « citée » ?", f"Fin «{N}citée{N}»{F}?"),
]
OTHERS = [
    ("en", "Really? It's so: yes!", "Really? It’s so: yes!"),
    ("de", "Wirklich? Ja: so!", "Wirklich? Ja: so!"),
    ("es", "¿De veras? ¡Sí!", "¿De veras? ¡Sí!"),
]
QUOTED = [
    ("fr", "Non merci", f"«{N}Non merci{N}»"),
    ("fr", "Il a dit « non »", f"«{N}Il a dit “non”{N}»"),
    ("en", "He said “no”", "“He said ‘no’”"),
    ("de", "Er sagte „nein“ dazu", "„Er sagte ‚nein‘ dazu“"),
    ("it", "Ha detto “no”", "«Ha detto “no”»"),
    ("nl", "Nee", "‘Nee’"),
    ("xx", "No", "“No”"),
]


@pytest.mark.parametrize(("text", "expected"), FRENCH)
def test_french(text: str, expected: str) -> None:
    assert typeset(text, "fr") == expected


@pytest.mark.parametrize(("language", "text", "expected"), OTHERS)
def test_other_languages_set_no_space_before_signs(language: str, text: str, expected: str) -> None:
    assert typeset(text, language) == expected


@pytest.mark.parametrize(("language", "words", "expected"), QUOTED)
def test_quotes_stand_between_the_marks_of_the_language(
    language: str, words: str, expected: str
) -> None:
    assert quoted(words, language) == expected


PROSE = st.text(alphabet="ab É1 .!?;:«»“”\"'’…@#/ \u00a0\u202f-", max_size=60)


@given(PROSE, st.sampled_from(["fr", "en", "de", "es", "it", "pt", "nl"]))
def test_setting_keeps_the_words_and_is_done_once(text: str, language: str) -> None:
    once = typeset(text, language)
    assert same_words(once, text)
    assert typeset(once, language) == once
