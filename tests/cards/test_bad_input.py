"""Whatever a template, picture or font holds: a named error, soon, or a card with findings."""

from pathlib import Path

import pytest
from PIL import Image

from bot.cards import FORMATS, Library, draw
from bot.errors import CardError, FontError, TemplateError
from bot.preview.samples import SAMPLES
from bot.resources import shipped
from tests.cards.samples import drawn, picture

TEXT = (
    "<style>.all { position: absolute; inset: 0 }</style><p style='font-size: 24px'>{{ headline }}"
)
HUGE = "width: 99999px; height: 99999px; "
DOUBLING = " ".join(f"--a{i}: var(--a{i + 1}) var(--a{i + 1});" for i in range(40))
LOOPS = "".join(f"{{% for {name} in headline %}}" for name in "abcde") + "x" + "{% endfor %}" * 5
GROWING = (
    "{% set n = namespace(x='aaaa') %}{% for i in range(60) %}{% set n.x = n.x ~ n.x %}"
    "{% endfor %}{{ n.x | length }}"
)

# What is in a template, and what the error says of it.
TEMPLATES = {
    "loops in loops": (LOOPS, "10,000 turns"),
    "a text that doubles": (GROWING, "100,000 characters"),
    "blocks in blocks": ("{% for a in 'a' %}" * 30 + "x" + "{% endfor %}" * 30, "too deeply"),
    "brackets in brackets": ("{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}", "too deeply"),
    "boxes in boxes": ("<div>" * 3_000, "more than 200 elements"),
    "boxes beside boxes": ("<div></div>" * 5_100, "more than 5000 elements"),
    "a book": ("mot " * 6000, "20,000 characters"),
    "a line of a factor": ("<p style='line-height: 1e9'>x", "larger than any card"),
    "1e9px": ("<p style='width: 1e9px'>x", "larger than any card"),
    "infinite": ("<p style='width: calc(1px * 1e400)'>x", "larger than any card"),
    "a huge box": (f"<div style='{HUGE} background: red; border-radius: 9px'></div>", "too large"),
    "a huge shadow": (f"<div style='{HUGE} box-shadow: 0 0 9px red'></div>", "too large"),
    "a huge gradient": (f"<div style='{HUGE} background: linear-gradient(red, blue)'></div>",
                        "too large"),
    "a huge picture": (f"<img src='photo.png' style='display: block; {HUGE}'>", "too large"),
    "a huge clip": (f"<div style='{HUGE} overflow: hidden; border-radius: 9px'>"
                    "<div style='background: red; height: 9px'></div></div>", "too large"),
    "cyclic variables": ("<style>p { --a: var(--b); --b: var(--a); color: var(--a) }</style><p>x",
                         "needs itself: --a → --b → --a"),
    "variables that double": (
        f"<style>p {{ {DOUBLING} --a40: 1px; width: var(--a0) }}</style><p>x", "grows past"),
    "empty ones that double": (
        f"<style>p {{ {DOUBLING.replace(') var', ')var')} --a40: ; width: var(--a0) }}</style><p>x",
        "the value is empty"),
    "sums in sums": ("<p style='width: calc(" + "(" * 3000 + "1px" + ")" * 3000 + ")'>x",
                     "30 brackets"),
    "selectors in selectors": ("<style>p" + ":not(" * 999 + "a" + ")" * 999 + " {}</style><p>x",
                               "30 brackets"),
    "too long a stylesheet": (f"<style>{'p { color: red } ' * 15_000}</style>", "200,000"),
    "too many rules": (f"<style>{'p {} ' * 3_100}</style>", "more than 3,000 rules"),
    "many shadows": ("<p style='box-shadow: " + ", ".join(["0 0 9px red"] * 500) + "'>x",
                     "20 are the most"),
    "many stops": ("<p style='background: linear-gradient(" + ", ".join(["red"] * 500) + ")'>x",
                   "64 stops"),
    "many layers": ("<div style='opacity: .9'>" * 50, "too many elements with opacity"),
    "many blurs": ("<div class='all' style='background: red; filter: blur(99px)'></div>" * 40,
                   "so many pixels"),
    "many shadows of boxes": ("<p style='height: 900px; box-shadow: 0 0 99px red'>x</p>" * 240,
                              "so many pixels"),
    "many round boxes": ("<p class='all' style='border-radius: 9px; background: red'>x" * 999,
                         "so many pixels"),
    "many gradients": ("<p style='height: 900px; background: linear-gradient(red, blue)'>x" * 240,
                       "so many pixels"),
    "a wide stroke": ("<p style='-webkit-text-stroke: 100000px red'>a", "100 px wide at most"),
    "a list with signs": ("<ul><li>a</ul>", "use list-style: none and li::before"),
    "a sum for a gap": ("<p style='gap: calc(1% + 2px)'>a", "not in a sum of both"),
    "many fits": ("<p style='-card-fit: 20px 90px'>x</p>" * 50, "more than 30 elements"),
    "many columns": ("<p style='display: grid; grid-template-columns: repeat(99999, 1fr)'>x",
                     "1 to 100"),
    "many cells": ("<div style='display: grid'>"
                   + "<p style='grid-area: span 99 / span 99'></p>" * 99, "than 100,000 cells"),
    "a feature out of bounds": ("<p style='font-feature-settings: \"tnum\" 99999999999'>x",
                                "no setting"),
}  # fmt: skip


@pytest.mark.parametrize(("source", "mend"), TEMPLATES.values(), ids=list(TEMPLATES))
def test_what_would_take_too_long_or_too_much_is_refused(
    source: str, mend: str, tmp_path: Path
) -> None:
    Image.new("RGB", (9, 9), "red").save(tmp_path / "photo.png")
    with pytest.raises(CardError, match=r"sample\.html:\d+: ") as caught:
        drawn(TEXT + source, tmp_path)
    assert mend in str(caught.value)


# What is large, and yet drawn: only what falls on the card is worked out.
DRAWN = {
    "tiny tiles": "<div style='height: 300px; background: linear-gradient(red, blue) 0 0/1px 1px'>",
    "a shadow of tall lines": "<p style='line-height: 99999px; text-shadow: 0 0 90px red'>x",
    "large letters": "<p style='font-size: 999px; -webkit-text-stroke: 60px red'>AB",
    "a radius of no height": "<p style='border-radius: 99999px / 1px; background: red'>x",
    "many emoji": "<p style='font-size: 900px'>" + "🎉" * 400,
    "many marks on a letter": "<p>a" + "\u0301" * 5000,
    "directions in directions": "<p>" + "\u202e\u2067אa" * 600,
    "a dense grid": "<div style='display: grid; grid-auto-flow: dense'>" + "<p></p>" * 4500,
    "no room for even lines": "<p style='text-wrap: balance; width: 0'>Un mot ou deux",
    "sums for paddings": "<div style='padding: calc(5% - 99px) calc(5% + 9px)'>Un</div>",
    "a stroke of nothing": "<p style='-webkit-text-stroke: 1e-9px red'>1 234,5 %",
    "one long word": "<p style='-card-fit: 20px 900px; height: 99px'>" + "a" * 4000,
}


@pytest.mark.parametrize("source", DRAWN.values(), ids=list(DRAWN))
def test_what_is_large_is_drawn_or_told(source: str, tmp_path: Path) -> None:
    assert drawn(TEXT + source, tmp_path).data


FONT = (
    "<style>@font-face {{ font-family: Own; src: url({}) }} p {{ font-family: Own;"
    " font-size: 24px }}</style><p>{{{{ headline }}}}"
)


@pytest.mark.parametrize("kept", [0, 8, 60, 5_000, 200_000])
def test_a_font_cut_short_is_refused(kept: int, tmp_path: Path) -> None:
    whole = (shipped("fonts") / "Newsreader-roman.var.ttf").read_bytes()
    (tmp_path / "own.ttf").write_bytes(whole[:kept])
    with pytest.raises(FontError, match=r"own\.ttf: .*(cut short|no TrueType)"):
        drawn(FONT.format("own.ttf"), tmp_path)


def test_a_font_in_a_wrapping_is_refused(tmp_path: Path) -> None:
    (tmp_path / "own.woff2").write_bytes(b"wOF2" + bytes(100))
    with pytest.raises(FontError, match="WOFF"):
        drawn(FONT.format("own.woff2"), tmp_path)


def test_of_an_animation_the_first_picture_is_shown(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (300, 300), color) for color in ("red", "blue")]
    frames[0].save(tmp_path / "photo.gif", save_all=True, append_images=frames[1:])
    source = "<body style='margin: 0'><img src='photo.gif' style='display: block'>"
    assert picture(drawn(source, tmp_path)).getpixel((100, 100)) == (255, 0, 0)


def test_a_font_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FontError, match=r"'own\.ttf' is not beside it"):
        drawn(FONT.format("own.ttf"), tmp_path)


def test_replacing_is_measured_before_it_is_done(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="100,000 characters"):
        drawn("{% set a = 'aaaaaa' %}" + "{% set a = a | replace('a', a) %}" * 9, tmp_path)


def draw_own(folder: Path) -> None:
    library = Library.of(folder)
    content = SAMPLES["English"]
    draw(content, template="quote-own", format=FORMATS["square"], alt_text="", library=library)


def test_all_that_is_wrong_with_a_template_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "own.css").write_text("p { float: left }\np { color: #12 }", encoding="utf-8")
    (tmp_path / "quote-own.html").write_text(
        '<link rel="stylesheet" href="own.css">\n<style>\n'
        "p { columns: 2; border: 1px dashed red }\n"
        "@import 'x';\n"
        "p:hover { color: red }\n"
        "</style><p>{{ quote }}</p>",
        encoding="utf-8",
    )
    with pytest.raises(TemplateError) as caught:
        draw_own(tmp_path)
    places = [line.partition(": ")[0] for line in str(caught.value).splitlines()]
    assert [Path(place).name for place in places] == [
        "own.css:1",
        "quote-own.html:3",
        "quote-own.html:4",
        "quote-own.html:5",
    ]
    (tmp_path / "own.css").write_text("p { color: #12 }\ni { width: 3parsec }", encoding="utf-8")
    (tmp_path / "quote-own.html").write_text(
        '<link rel="stylesheet" href="own.css">\n'
        "<style>p { border: 1px dashed red }</style><p>{{ quote }}</p>",
        encoding="utf-8",
    )
    with pytest.raises(TemplateError, match="dashed") as caught:
        draw_own(tmp_path)
    assert len(str(caught.value).splitlines()) == 3
