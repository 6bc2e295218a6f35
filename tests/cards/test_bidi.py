"""Text from right to left: Unicode's own cases of its order, and what cards make of it."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from bot.cards.text.hyphenation import breaks
from bot.cards.words import bidi
from tests.cards.samples import HEADLINE, by_class, drawn, laid_out


def cases() -> list[tuple[str, int, list[str], list[int]]]:
    """A text, its direction, the levels it must have, and the order of what is kept."""
    lines = (Path(__file__).parent / "bidi_cases.txt").read_text("utf-8").splitlines()
    return [_case(*line.split(";")) for line in lines if not line.startswith("#")]


def _case(codes: str, base: str, levels: str, order: str) -> tuple[str, int, list[str], list[int]]:
    text = "".join(chr(int(code, 16)) for code in codes.split())
    return text, int(base), levels.split(), [int(place) for place in order.split()]


def agrees(text: str, base: int, wanted: list[str], order: list[int]) -> bool:
    levels = bidi.levels(text, base)
    kept = [place for place, level in enumerate(wanted) if level != "x"]
    same = all(int(wanted[place]) == levels[place] for place in kept)
    return same and [kept[at] for at in bidi.order([levels[at] for at in kept])] == order


def test_levels_and_order_are_those_of_unicodes_cases() -> None:
    wrong = [case for case in cases() if not agrees(*case)]
    assert not wrong


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("123", None),
        ("abc", bidi.LTR),
        ("שלום", bidi.RTL),
        ("3 שלום", bidi.RTL),
        ("Le שלום", bidi.LTR),
    ],
)
def test_the_first_letter_tells_the_direction(text: str, expected: int | None) -> None:
    assert bidi.first_strong(text) == expected


def xs(body: str, css: str = "") -> list[tuple[int, float]]:
    """Every glyph of the first line with its place, as they stand from left to right."""
    paragraph = by_class(laid_out(css, body), "a").children[0].box.paragraph
    assert paragraph is not None
    glyphs = [glyph for run in paragraph.lines(300)[0].runs for glyph in run.glyphs]
    return sorted(((glyph, x) for glyph, x, _ in glyphs), key=lambda found: found[1])


def test_the_first_letter_stands_at_the_right() -> None:
    alone = xs("<p class='a'>ש</p>")[0][0]
    assert xs("<p class='a' dir='rtl'>שלום</p>")[-1][0] == alone


def test_a_number_keeps_its_own_order() -> None:
    number = [glyph for glyph, _ in xs("<p class='a'>12</p>")]
    assert [glyph for glyph, _ in xs("<p class='a' dir='rtl'>ש 12</p>")][:2] == number


def test_brackets_are_mirrored() -> None:
    opening = xs("<p class='a'>(</p>")[0][0]
    assert xs("<p class='a' dir='rtl'>(ש)</p>")[0][0] == opening


def test_the_template_is_told_the_direction_of_the_language(tmp_path: Path) -> None:
    arabic = replace(HEADLINE, language="ar-EG", headline="سيبقى الجسر مغلقًا")
    page = "<html{}><style>p {{ font-size: 24px }}</style><p>{{{{ headline }}}}"
    right = drawn(page.format(' dir="{{ direction }}"'), tmp_path, content=arabic)
    assert right.findings == ()
    wrong = drawn(page.format(""), tmp_path, content=arabic)
    assert [finding.rule for finding in wrong.findings] == ["direction"]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("gouvernementale", "fr", ["gou", "ver", "ne", "men", "tale"]),
        ("Gouvernementale", "fr", ["Gouvernementale"]),  # a name stays whole
        ("Verfassung", "de", ["Ver", "fas", "sung"]),  # a German noun does not
        ("oder", "de", ["oder"]),
        ("mot", "xx", ["mot"]),
    ],
)
def test_words_are_hyphenated_by_their_language(
    text: str, language: str, expected: list[str]
) -> None:
    root = laid_out("p { hyphens: auto }", f"<p class='a'>{text}</p>", language=language)
    paragraph = by_class(root, "a").children[0].box.paragraph
    assert paragraph is not None
    ends = [0, *(each.at for each in breaks(text, paragraph.shaped.spans, language)), len(text)]
    assert [text[start:end] for start, end in pairwise(ends)] == expected
