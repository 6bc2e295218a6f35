"""A card is right, or it says what is wrong with it and where."""

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from bot.cards.css.colors import Color
from bot.cards.paint.contrast import certain, contrast, worst
from bot.model import CardContent, Format, PostKind
from tests.cards.samples import HEADLINE, POINTS, QUOTE, SMALL, drawn

PICTURED = replace(HEADLINE, image="x.png", credit="Photo : A. B.")
STORY = Format(name="story", width=1080, height=1920)
BASE = "<style>* { margin: 0; padding: 0 } body { font-size: 24px }</style>\n"


def rules(source: str, folder: Path, content: CardContent, format: Format = SMALL) -> set[str]:
    return {
        finding.rule for finding in drawn(source, folder, content=content, format=format).findings
    }


CASES = {
    "clean": ("<p>{{ headline }}", set()),
    "too tall": ("<div style='height: 20px'><p>{{ headline }}</p></div>", {"overflow"}),
    "too wide": ("<p style='white-space: nowrap; font-size: 40px'>{{ headline }}", {"overflow"}),
    "below the card": ("<p style='margin-top: 280px'>{{ headline }}", {"overflow"}),
    "off the card": (
        "<p style='position: absolute; left: 300px; width: 300px'>{{ headline }}",
        {"overflow"},
    ),
    "does not fit": (
        "<p style='height: 30px; -card-fit: 30px 90px'>{{ headline }}",
        {"overflow"},
    ),
    "a pale ornament off the card": (
        "<style>p::before { content: '”'; position: absolute; left: -20px; top: -60px; "
        "z-index: -1; font-size: 300px; color: #eee }</style><p>{{ headline }}", set()),
    "an ornament of its own": (
        "<p>{{ headline }}</p><i aria-hidden='true' style='color: #eee; font-size: 5px'>*</i>",
        set()),
    "words are no ornament": (
        "<style>p::before { content: 'Vu '; color: #eee }</style><p>{{ headline }}",
        {"contrast"}),
    "what is not marked is none": (
        "<p>{{ headline }}</p><i style='color: #eee; font-size: 5px'>*</i>",
        {"contrast", "small-text"}),
    "no glyph": ("<p>{{ headline }} \U00012000", {"glyph"}),
    "no glyph in a font": ("<p>{{ headline }} ꙮ", {"glyph"}),
    "right to left": ("<p>{{ headline }}<p>שלום", {"direction"}),
    "a word from right to left": ("<p>{{ headline }} שלום", set()),
    "pale within a line": ("<p>{{ headline }}, <b style='color: #bbb'>pâle", {"contrast"}),
    "small within a line": ("<p>{{ headline }}, <b style='font-size: 7px'>petit", {"small-text"}),
    "light on a mark of its own": (
        "<p>{{ headline }}, <b style='color: white; background: black'>clair", set()),
    "light on another's mark": (
        "<p><b style='color: white'>{{ headline }}</b> <mark>un</mark>", {"contrast"}),
    "beside what is dark, not on it": (
        "<p style='background: linear-gradient(90deg, white 390px, black 390px)'>{{ headline }}",
        set()),
    "painted over": (
        "<p style='position: absolute; top: 9px'>{{ headline }}</p><div style='position: absolute;"
        " top: 0; width: 90px; height: 90px; background: #eee'></div>", {"overflow"}),
    "written over": (
        "<p style='position: absolute; top: 9px'>{{ headline }}</p><p style='position: absolute;"
        " top: 12px; color: #00a'>Autre chose", {"overflow", "contrast"}),
    "painted beside": (
        "<p style='position: absolute; top: 9px; left: 9px; width: 300px'>{{ headline }}</p><div"
        " style='position: absolute; width: 390px; height: 90px; border: 3px solid red'></div>",
        set()),
    "quoted by the template": ("<p>{{ headline }} « Non merci »", {"words"}),
    "quoted from the article": ("<p>{{ headline }} « restera fermé »", set()),
    "clamped": ("<p style='line-clamp: 1; width: 200px'>{{ headline }}", {"words"}),
    "clamped, but whole": ("<p style='line-clamp: 9'>{{ headline }}", set()),
    "shrunk": ("<p style='transform: scale(.3)'>{{ headline }}", {"small-text"}),
    "moved off the card": ("<p style='transform: translate(-30px, 0)'>{{ headline }}",
                           {"overflow"}),
    "turned off the card": ("<p style='transform: rotate(20deg)'>{{ headline }}", {"overflow"}),
    "moved back on it": ("<p style='position: absolute; left: 380px; width: 360px; transform:"
                         " translate(-100%, 20px)'>{{ headline }}", set()),
    "cut off": ("<div style='overflow: hidden; position: relative; height: 90px'><p style="
                "'position: absolute; top: 50px'>{{ headline }}</p></div>", {"overflow"}),
    "too small": ("<p style='font-size: 7px'>{{ headline }}", {"small-text"}),
    "pale": ("<p style='color: #aaa'>{{ headline }}", {"contrast"}),
    "see-through": ("<p style='opacity: .4'>{{ headline }}", {"contrast"}),
    "pale by alpha": ("<p style='color: rgb(0 0 0 / .3)'>{{ headline }}", {"contrast"}),
    "on its own colour": (
        "<p style='background: linear-gradient(to right, white, black)'>{{ headline }}",
        {"contrast"},
    ),
    "missing": ("<p>Rien", {"words"}),
    "hidden": ("<p style='display: none'>{{ headline }}", {"words"}),
    "transparent": ("<p style='opacity: 0'>{{ headline }}", {"words"}),
    "changed": ("<p>{{ headline | replace('hiver', 'été') }}", {"words"}),
    "cut": ("<p>{{ headline | truncate(20) }}", {"words"}),
    "outside the area that is kept free": (
        "<p style='-card-safe-area: 5% 0 0 10px'>{{ headline }}", {"safe-area"}),
    "inside it": ("<p style='-card-safe-area: 5% 0 0 10px; margin: 16px'>{{ headline }}", set()),
    "capitals are the same words": ("<p style='text-transform: uppercase'>{{ headline }}", set()),
}  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), CASES.values(), ids=list(CASES))
def test_what_is_wrong_is_found(source: str, expected: set[str], tmp_path: Path) -> None:
    assert rules(BASE + source, tmp_path, HEADLINE) == expected


def test_a_finding_names_the_templates_line(tmp_path: Path) -> None:
    card = drawn(BASE + "<p>\n{{ headline }}</p>\n<p\nstyle='color: #ccc'>pâle", tmp_path)
    (finding,) = card.findings
    assert (Path(finding.file).name, finding.line, finding.rule) == ("sample.html", 4, "contrast")
    assert "4.5:1" in finding.message or "3:1" in finding.message


def test_a_story_keeps_the_apps_controls_free(tmp_path: Path) -> None:
    at = "<p style='position: absolute; left: 0; top: {}px'>{{{{ headline }}}}"
    for top, expected in ((200, {"safe-area"}), (260, set()), (1570, {"safe-area"})):
        assert rules(BASE + at.format(top), tmp_path, HEADLINE, STORY) - {"small-text"} == expected


@pytest.mark.parametrize(
    ("area", "format", "at", "expected"),
    [
        ("none", STORY, 100, set()),
        ("reel", STORY, 260, {"safe-area"}),  # too far left
        ("auto", SMALL, 0, set()),  # nothing covers it
        ("instagram-grid", Format(name="", width=1080, height=1350), 50, {"safe-area"}),
    ],
)
def test_safe_areas_by_name(
    area: str, format: Format, at: int, expected: set[str], tmp_path: Path
) -> None:
    source = f"<p style='-card-safe-area: {area}; margin: {at}px 20px'>{{{{ headline }}}}"
    assert rules(BASE + source, tmp_path, HEADLINE, format) == expected


@pytest.mark.parametrize(
    ("content", "source"),
    [
        (QUOTE, "<p>{{ quote }}</p>"),  # no speaker
        (QUOTE, "<p>{{ speaker }}</p>"),  # no quote
        (POINTS, "<p>{{ points | first }}</p>"),
        (PICTURED, "<p>{{ headline }}</p><img src='{{ image }}' style='display: block'>"),
    ],
)
def test_no_word_that_must_be_there_is_left_out(
    content: CardContent, source: str, tmp_path: Path
) -> None:
    Image.new("RGB", (8, 8)).save(tmp_path / "x.png")
    assert "words" in rules(BASE + source, tmp_path, content)


def test_a_photo_that_is_not_shown_needs_no_credit(tmp_path: Path) -> None:
    assert "words" not in rules(BASE + "<p>{{ headline }}</p>", tmp_path, PICTURED)


def test_words_may_be_cut_into_spans_and_lines(tmp_path: Path) -> None:
    source = BASE + "<div style='font-size: 20px'><p>{{ quote | marked }}</p>{{ speaker }}</div>"
    assert "words" not in rules(source, tmp_path, QUOTE)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ((0, 0, 0), (255, 255, 255), 21.0),
        ((255, 255, 255), (255, 255, 255), 1.0),
        ((119, 119, 119), (255, 255, 255), 4.48),  # WCAG's own example of a near miss
        ((118, 118, 118), (255, 255, 255), 4.54),
    ],
)
def test_contrast_ratios(
    first: tuple[int, int, int], second: tuple[int, int, int], expected: float
) -> None:
    assert contrast(first, second) == pytest.approx(expected, abs=0.01)


def test_the_worst_ground_counts() -> None:
    ground = Image.linear_gradient("L").convert("RGB")
    assert worst(Color(128, 128, 128), ground) < 1.3
    assert worst(Color(0, 0, 0, 0.0), Image.new("RGB", (9, 9), "white")) == 1.0


@pytest.mark.parametrize("tone", range(0, 256, 15))
def test_what_is_certain_by_the_extremes_is_right_by_the_pixels(tone: int) -> None:
    ground = Image.linear_gradient("L").point([64 + value // 4 for value in range(256)])
    color, pixels = Color(tone, tone, tone), ground.convert("RGB")
    assert not certain(color, pixels) or worst(color, pixels) >= 4.5


def test_a_kind_of_card_asks_for_its_own_words_only(tmp_path: Path) -> None:
    assert (
        rules(BASE + "<p>{{ headline }}", tmp_path, replace(QUOTE, kind=PostKind.HEADLINE)) == set()
    )
