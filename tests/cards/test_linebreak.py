"""Where lines may end, and which of the ways to break a text is chosen."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cards.words.linebreak import Break, breaks
from bot.cards.words.linechoice import Lines, Measure, Row, Word, balanced, greedy, pretty


def pieces(text: str, language: str = "fr") -> list[str]:
    places = [0, *(place.at for place in breaks(text, language)), len(text)]
    return [text[start:end] for start, end in pairwise(places)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("un deux  trois", ["un ", "deux  ", "trois"]),
        ("Non merci !", ["Non ", "merci !"]),  # French signs, even with a plain space
        ("Non : rien", ["Non : ", "rien"]),
        ("Il a dit « non » hier", ["Il ", "a ", "dit ", "« non » ", "hier"]),
        ("«\u202fnon\u202f»", ["«\u202fnon\u202f»"]),
        ("10\u00a0000 euros", ["10\u00a0000 euros"]),
        ("97 400 habitants", ["97 400 ", "habitants"]),
        ("3 millions de gens", ["3 millions ", "de ", "gens"]),
        ("le 15 décembre prochain", ["le ", "15 décembre ", "prochain"]),
        ("à 420 m³ par jour", ["à ", "420 m³ ", "par ", "jour"]),
        ("Vasseur-Delorme", ["Vasseur-", "Delorme"]),
        ("-5 degrés", ["-5 ", "degrés"]),
        ("130 km/h", ["130 km/h"]),
        ("et/ou", ["et/", "ou"]),
        ("2023/24", ["2023/24"]),
        ("long\u00admot", ["long\u00ad", "mot"]),
        ("une\nligne", ["une\n", "ligne"]),
        ("“Yes” he said", ["“Yes” ", "he ", "said"]),
        ("„Ja“ sagte er", ["„Ja“ ", "sagte ", "er"]),
        ("世界新聞", ["世", "界", "新", "聞"]),
        ("", [""]),
    ],
)
def test_where_a_line_may_end(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


def words(text: str, language: str = "fr") -> Row:
    """The words of a text in which every character is one pixel wide."""
    made, start = [], 0
    for place in (*breaks(text, language), None):
        end = place.at if place else len(text)
        ink = len(text[start:end].rstrip(" \n"))
        made.append(Word(float(ink), float(end - start - ink), place))
        start = end
    return Row(made)


def broken(text: str, lines: Lines) -> list[str]:
    parts = pieces(text)
    return ["".join(parts[start:end]).rstrip() for start, end in lines]


def test_greedy_fills_each_line() -> None:
    text = "aaa bbb ccc ddd e"
    assert broken(text, greedy(words(text), Measure(11))) == ["aaa bbb ccc", "ddd e"]


def test_the_first_line_gives_up_its_indent_and_gains_a_hanging_mark() -> None:
    text = "aaa bbb ccc"
    assert broken(text, greedy(words(text), Measure(7, indent=4))) == ["aaa", "bbb ccc"]
    assert broken(text, greedy(words(text), Measure(7, indent=-4))) == ["aaa bbb ccc"]


def test_balanced_lines_are_even() -> None:
    text = "aaaa bbbb cccc dddd eeee ffff gggg"
    lengths = [len(line) for line in broken(text, balanced(words(text), Measure(29)))]
    assert sorted(lengths) == [14, 19]


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("Personne ne croyait à la victoire", 20),
        ("Une phrase courte pour le public", 22),
        ("Nous irons tous dans les rues demain", 22),
    ],
)
def test_balanced_lines_do_not_end_on_weak_words(text: str, width: float) -> None:
    ends = [line.split()[-1] for line in broken(text, balanced(words(text), Measure(width)))]
    assert not {"à", "la", "le", "pour", "dans", "les", "une"} & set(ends[:-1])


def test_pretty_leaves_no_lone_last_word() -> None:
    text = "aaaa bbbb cccc dddd eeee f"
    assert broken(text, greedy(words(text), Measure(24)))[-1] == "f"
    assert broken(text, pretty(words(text), Measure(24)))[-1] != "f"


TEXTS = st.lists(st.integers(1, 12), min_size=1, max_size=40).map(
    lambda lengths: " ".join("x" * length for length in lengths)
)


@given(TEXTS, st.integers(12, 60))
def test_no_way_of_breaking_makes_more_lines_or_wider_ones(text: str, width: int) -> None:
    made = words(text)
    plain = greedy(made, Measure(width))
    for choose in (balanced, pretty):
        lines = choose(made, Measure(width))
        assert len(lines) == len(plain)
        assert [word for start, end in lines for word in range(start, end)] == list(
            range(len(made.words))
        )
        assert all(len(line) <= width for line in broken(text, lines))


@given(st.text("ab «»!?:-1 \u00a0\n", max_size=40))
def test_no_line_starts_with_a_closing_sign_or_ends_with_an_opening_one(text: str) -> None:
    for place in breaks(text, "fr"):
        if not place.forced:
            assert text[place.at] not in "»!?:"
            assert not text[: place.at].rstrip(" ").endswith("«")


def test_a_break_is_plain_unless_it_costs() -> None:
    assert breaks("un mot", "fr") == (Break(3, cost=breaks("un mot", "fr")[0].cost),)
    assert breaks("un mot", "fr")[0].cost > breaks("mot un", "fr")[0].cost == 0
