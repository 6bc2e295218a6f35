"""Setting a text changes its spaces and marks, never its words."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.composing.typography import quoted, righted, typeset
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
    ('Il a dit "oui" hier', f"Il a dit «{N}oui{N}» hier"),
    ("l'« Europe »", f"l’«{N}Europe{N}»"),
    ("à 10:30 précises", "à 10:30 précises"),
    ("80 000 abonnés en 2024 300 villes", f"80{N}000 abonnés en 2024 300 villes"),
    ("1 234 567 €", f"1{N}234{N}567{N}€"),
    ("12% et 3,5 %, 5 km à 10 h", f"12{N}% et 3,5{N}%, 5{N}km à 10{N}h"),
    ("M. Martin, n° 5, Mme A", f"M.{N}Martin, n°{N}5, Mme{N}A"),
    ("50 av. J.-C.", f"50 av.{N}J.-C."),
    ("l'offre d'OpenAI", "l’offre d’OpenAI"),
    ("Fin « citée » ?", f"Fin «{N}citée{N}»{F}?"),
]
REGIONS = [
    ("fr-CA", "Quoi ? Non! « Oui » : 5 %", f"Quoi{N}? Non! «{N}Oui{N}»{N}: 5{N}%"),
    ("fr_CA", "Un mot: deux", f"Un mot{N}: deux"),
    ("fr-CH", "Quoi? Un « mot » : 50%", f"Quoi? Un «mot»{N}: 50%"),
    ("fr-BE", "Quoi?", f"Quoi{F}?"),
    ("de-CH", "Er sagt: « so »", "Er sagt: «so»"),
    ("pt-PT", 'Disse "sim"', "Disse «sim»"),
    ("pt-BR", 'Disse "sim"', "Disse “sim”"),
]
OTHERS = [
    ("en", "Really? It's so: yes!", "Really? It’s so: yes!"),
    ("en", 'He said "no" - twice', "He said “no” - twice"),
    ("en", "'We won't go,' she said", "‘We won’t go,’ she said"),
    ("en", "the '90s, workers' rights", "the ’90s, workers’ rights"),
    ("en", "rock 'n' roll", "rock ’n’ roll"),
    ("en", "Dr. Smith paid $ 5", f"Dr.{N}Smith paid ${N}5"),
    ("de", "Wirklich? Ja: so!", "Wirklich? Ja: so!"),
    ("de", 'Sie sagte "nein".', "Sie sagte „nein“."),
    ("de", "z. B. 5 % und § 3", f"z.{N}B. 5{N}% und §{N}3"),
    ("es", "¿De veras? ¡Sí!", "¿De veras? ¡Sí!"),
    ("es", "Dijo « sí » al 20 %", f"Dijo «sí» al 20{N}%"),
    ("it", 'L\'ha detto "no"', "L’ha detto «no»"),
    ("nl", "'s ochtends zei hij 'nee'", "’s ochtends zei hij ‘nee’"),
    ("xx", "It's 5 km", f"It’s 5{N}km"),
]
UNTOUCHED = [
    "Voir https://a.example/x?y=1;z!",
    "Voir www.a.example/x?y=1;z!",
    "a.example/x;y!",
    "`let a = 'b' ; !`",
    "&#8217; &nbsp;",
    "https://a.example/l'offre",
]
BESIDE = [
    ("Écrire à ada@journal.example.com ?", f"Écrire à ada@journal.example.com{F}?"),
    ("Avec #OpenAI ! et @ada ?", f"Avec #OpenAI{F}! et @ada{F}?"),
    ("« https://a.example/x »", f"«{N}https://a.example/x{N}»"),
]
QUOTED = [
    ("fr", "Non merci", f"«{N}Non merci{N}»"),
    ("fr", "Il a dit « non »", f"«{N}Il a dit “non”{N}»"),
    ("fr-CA", "Il a dit « non »", f"«{N}Il a dit “non”{N}»"),
    ("fr-CH", "Il a dit « non »", "«Il a dit ‹non›»"),
    ("en", "He said “no”", "“He said ‘no’”"),
    ("en", 'He said "no"', "“He said ‘no’”"),
    ("de", "Er sagte „nein“ dazu", "„Er sagte ‚nein‘ dazu“"),
    ("de-CH", "Er sagte «nein»", "«Er sagte ‹nein›»"),
    ("it", "Ha detto “no”", "«Ha detto “no”»"),
    ("pt-PT", "Disse “não”", "«Disse “não”»"),
    ("nl", "Nee", "‘Nee’"),
    ("xx", "No", "“No”"),
]


@pytest.mark.parametrize(("text", "expected"), FRENCH + BESIDE)
def test_french(text: str, expected: str) -> None:
    assert typeset(text, "fr") == expected


@pytest.mark.parametrize(("language", "text", "expected"), REGIONS + OTHERS)
def test_other_languages_and_regions(language: str, text: str, expected: str) -> None:
    assert typeset(text, language) == expected


@pytest.mark.parametrize("text", UNTOUCHED)
def test_addresses_entities_and_code_are_left_alone(text: str) -> None:
    for language in LANGUAGES:
        assert typeset(text, language) == text


@pytest.mark.parametrize(("language", "words", "expected"), QUOTED)
def test_quotes_stand_between_the_marks_of_the_language(
    language: str, words: str, expected: str
) -> None:
    assert quoted(words, language) == expected


WRONG_WAY_ROUND = [
    ("fr", "le » Chaudron « jouera", "le « Chaudron » jouera"),
    ("fr", "il répond : » Non merci »", "il répond : « Non merci »"),
    ("es", "dijo »hola« ayer, y »adiós«.", "dijo «hola» ayer, y «adiós»."),
    # right already, or nothing that could be pairs
    ("fr", "« Non », dit-il, « merci »", "« Non », dit-il, « merci »"),
    ("fr", "« Non, dit « Ada », merci »", "« Non, dit « Ada », merci »"),
    ("fr", "et puis plus rien », dit-il", "et puis plus rien », dit-il"),
    ("fr", "fin», dit-il, et «début", "fin», dit-il, et «début"),
    ("de", "er sagt »nein« dazu", "er sagt »nein« dazu"),
]


@pytest.mark.parametrize(("language", "text", "expected"), WRONG_WAY_ROUND)
def test_guillemets_the_wrong_way_round_are_put_right(
    language: str, text: str, expected: str
) -> None:
    assert righted(text, language) == expected
    assert righted(expected, language) == expected
    assert same_words(text, expected)


LANGUAGES = ["fr", "fr-CA", "fr-CH", "en", "de", "de-CH", "es", "it", "pt", "pt-PT", "nl"]
PIECES = [
    *("l'offre", "d'", "'n'", "'90s", "'", '"', "«", "»", "“", "”", "‘", "’", "„", " ", N, F, "\n"),
    *(
        "!",
        "?",
        ";",
        ":",
        ".",
        ",",
        "…",
        "%",
        "(",
        ")",
        "5",
        "12",
        "000",
        "€",
        "$",
        "km",
        "M.",
        "p.",
    ),
    *(
        "https://a.example/x'y?",
        "@ada",
        "#Été",
        "ada@b.example",
        "www.a.b",
        "`c'd`",
        "&nbsp;",
        "é",
        "z.",
    ),
]
PROSE = st.lists(st.sampled_from(PIECES) | st.text("ab É1-/&;", max_size=4), max_size=30).map(
    "".join
)


@settings(max_examples=200)
@given(PROSE, st.sampled_from(LANGUAGES))
@example("'a'b'", "en")
def test_setting_keeps_the_words_and_is_done_once(text: str, language: str) -> None:
    once = typeset(text, language)
    assert same_words(once, text)
    assert typeset(once, language) == once


@settings(max_examples=200)
@given(PROSE, st.sampled_from(LANGUAGES))
def test_quoting_keeps_the_words(text: str, language: str) -> None:
    assert same_words(quoted(text, language)[1:-1], text)


@pytest.mark.parametrize(
    "piece", ["a-", "a.", "a@", "'", '"a', "« ", "1 ", "&", "`", "M. ", " '", "'a "]
)
def test_a_text_without_end_is_set(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    for language in ("fr", "en"):
        assert same_words(typeset(text, language), text)
