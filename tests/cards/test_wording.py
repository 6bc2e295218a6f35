"""Parts of a text are set apart without changing a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards.words.wording import highlighted, opened, parted, stacked, strongest

STRONGEST = [
    # the end of a quote, where its clauses are short
    ("We asked for a ferry, and they sent us a book.", "", "en", "and they sent us a book."),
    # a number before the end
    ("Il manque 40 lits, et personne ne le dit.", "", "fr", "Il manque 40 lits,"),
    # the headline's own words before others
    ("Das Geld ist da, nur der Mut fehlt, sagen wir es offen", "Der Mut fehlt", "de",
     "nur der Mut fehlt,"),
    # one long clause: its last phrase, from its first weak word on
    ("On rouvre le jour où celui qui l’a réparé accepte de passer dessus le premier", "", "fr",
     "de passer dessus le premier"),
    ("Non merci", "", "fr", "Non merci"),
    ("لن نفتح الجسر لأن الموعد حلّ، بل نفتحه حين يثبت", "", "ar", "بل نفتحه حين يثبت"),
    ("في 12 يومًا حلّ، ثم نفتحه حين يثبت أنه آمن تمامًا", "", "ar", "في 12 يومًا حلّ،"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "headline", "language", "expected"), STRONGEST)
def test_the_strongest_words(words: str, headline: str, language: str, expected: str) -> None:
    start, end = strongest(words, headline, language)
    assert words[start:end] == expected


@given(st.text(max_size=200), st.text(max_size=40))
def test_a_highlight_lies_within_the_quote_and_is_never_empty(words: str, headline: str) -> None:
    start, end = strongest(words, headline, "fr")
    assert 0 <= start <= end <= len(words)
    assert start < end or not words


def test_a_highlight_changes_no_word_and_escapes_markup() -> None:
    html = str(highlighted("«\u202fOui & non, <b>mais</b> pas demain\u202f»", language="fr"))
    plain = html.replace('<span class="mark">', "").replace("</span>", "")
    plain = plain.replace("<mark>", "").replace("</mark>", "")
    assert plain == "«\u202fOui &amp; non, &lt;b&gt;mais&lt;/b&gt; pas demain\u202f»"
    assert html.count("<mark>") == 1


def test_the_opening_mark_is_taken_off() -> None:
    assert opened("«\u202fNon\u202f»") == ("«", "Non\u202f»")
    assert opened("Non") == ("", "Non")


PARTED = [
    ("Les travaux coûteront 4,2\u00a0millions d’euros.", "4,2\u00a0millions",
     ("Les travaux coûteront ", "4,2\u00a0millions", " d’euros.")),
    ("31 years, and it ends.", "31 years", ("", "31 years,", " and it ends.")),
    ("It was 130, then 30.", "30", ("It was 130, then ", "30.", "")),  # not within 130
    ("No number here.", "7", ("", "7", "No number here.")),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "figure", "expected"), PARTED)
def test_a_sentence_is_cut_at_its_figure(
    sentence: str, figure: str, expected: tuple[str, str, str]
) -> None:
    assert parted(sentence, figure) == expected


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        ("4,2\u00a0millions", ("4,2", "millions")),
        ("1\u202f284\u00a0tonnes", ("1\u202f284", "tonnes")),
        ("42\u00a0%", ("42\u00a0%", "")),
        ("3", ("3", "")),
    ],
)
def test_a_long_unit_may_stand_under_its_digits(figure: str, expected: tuple[str, str]) -> None:
    assert stacked(figure) == expected
