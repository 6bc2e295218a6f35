"""Figures are found and compared by what they say, not by how they are written."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.composing.figures import Measure, figures

# language, text, and what is found: the figure as printed, its value, its unit
FOUND = [
    ("fr", "Il offre 97,4 milliards de dollars", [("97,4 milliards de dollars", "97.4e9", "USD")]),
    ("fr", "Il offre 97,4 Md$", [("97,4 Md$", "97.4e9", "USD")]),
    ("fr", "97 400 000 000 dollars", [("97 400 000 000 dollars", "97.4e9", "USD")]),
    (
        "fr",
        "12\u202f500\u00a0€ et 3 M€",
        [("12\u202f500\u00a0€", "12500", "EUR"), ("3 M€", "3e6", "EUR")],
    ),
    ("fr", "4,2 millions d’euros", [("4,2 millions d’euros", "4.2e6", "EUR")]),
    ("fr", "97,4 milliards pour OpenAI", [("97,4 milliards", "97.4e9", "")]),
    ("fr", "12 % ou douze pour cent", [("12 %", "12", "%"), ("douze pour cent", "12", "%")]),
    ("fr", "de 5 à 10 %", [("5", "5", "%"), ("10 %", "10", "%")]),
    (
        "fr",
        "entre 5 et 10 millions d'euros",
        [("5", "5e6", "EUR"), ("10 millions d'euros", "1e7", "EUR")],
    ),
    ("fr", "trois morts et 3 blessés", [("trois morts", "3", "mort"), ("3 blessés", "3", "bless")]),
    ("en", "a $97.4bn bid", [("$97.4bn", "97.4e9", "USD")]),
    ("en", "£2.1m or £2.1 million", [("£2.1m", "2.1e6", "GBP"), ("£2.1 million", "2.1e6", "GBP")]),
    ("en", "3,500 jobs", [("3,500 jobs", "3500", "job")]),
    ("en", "3.125 per cent", [("3.125 per cent", "3.125", "%")]),
    ("de", "86 Mio. Euro", [("86 Mio. Euro", "86e6", "EUR")]),
    ("de", "1.200 Stellen", [("1.200 Stellen", "1200", "stell")]),
    ("es", "3 mil millones de euros", [("3 mil millones de euros", "3e9", "EUR")]),
    ("it", "10 mila persone", [("10 mila persone", "10000", "person")]),
    ("pt", "R$ 4,2 bilhões", [("R$ 4,2 bilhões", "4.2e9", "BRL")]),
    ("nl", "62 miljoen euro", [("62 miljoen euro", "62e6", "EUR")]),
    # no figures: years, dates, times, ordinals, ages apart, names, scores
    ("fr", "en 2024, le 3 mars, à 20h30, la 84e minute, 3-2, A320, G7, Covid-19, 5G", []),
    ("en", "On March 3 at 10:30, in 1934, version 2.4.1, the 2nd of 3", []),
    ("fr", "https://a.fr/12-345 et 1/2", []),
    ("fr", "Il a 45 ans", [("45 ans", "45", "an")]),
]


@pytest.mark.parametrize(("language", "text", "found"), FOUND, ids=[text for _, text, _ in FOUND])
def test_a_figure_is_its_value_and_its_unit(
    language: str, text: str, found: list[tuple[str, str, str]]
) -> None:
    made = [(each.text, each.value, each.unit) for each in figures(text, language)]
    assert made == [(printed, Decimal(value), unit) for printed, value, unit in found]


def test_ages_and_durations_are_told_apart() -> None:
    measures = [each.measure for each in figures("45 ans, 12 %, 3 euros, 8 maires", "fr")]
    assert measures == [Measure.TIME, Measure.SHARE, Measure.MONEY, Measure.COUNT]


TEXTS = st.text(alphabet="0123456789 .,-–/%€$à etMmkbnds\u202f’'", max_size=200)


@given(TEXTS, st.sampled_from(["fr", "en", "de", "es", "it", "pt", "nl", "xx"]))
def test_any_text_at_all_has_figures_or_none(text: str, language: str) -> None:
    for figure in figures(text, language):
        assert text[figure.start : figure.end] == figure.text
        assert figure.value >= 0


@pytest.mark.parametrize("text", ["1 111" * 20_000, "1.1" * 50_000, "9" * 100_000, "1 " * 50_000])
def test_numbers_without_end_are_read_at_once(text: str) -> None:
    assert len(figures(text, "fr")) < 20_000
