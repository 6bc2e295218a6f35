"""Stylesheets and the cascade: the right declaration wins, the wrong one is named."""

from pathlib import Path

import pytest

from bot.cards.css import stylesheet
from bot.cards.css.colors import Color
from bot.cards.css.values import Length
from bot.errors import TemplateError
from bot.model import Format
from tests.cards.samples import HEADLINE, by_class, drawn, laid_out

RED, BLUE, GREEN = Color(255, 0, 0), Color(0, 0, 255), Color(0, 128, 0)


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("p { color: red } p { color: blue }", BLUE),  # order
        (".a { color: red } p { color: blue }", RED),  # a class beats a tag
        ("#i { color: red } .a.b { color: blue }", RED),  # an id beats classes
        ("p { color: red !important } #i { color: blue }", RED),
        ("div { color: red }", RED),  # inherited
        ("div { color: red } p { color: initial }", Color(0, 0, 0)),
        ("div { color: red } * { color: inherit }", RED),
        ("div > p { color: red }", RED),
        ("div p:first-child { color: red }", RED),
        ("p:not(.z) { color: red }", RED),
        (":is(h1, p).b { color: red }", RED),
        ("section p { color: red } p { color: blue }", BLUE),
        (":root { --c: red } p { color: var(--c) }", RED),
        (":root { --c: red } div { --c: blue } p { color: var(--c) }", BLUE),
        # inherited as it is where it is set
        (":root { --c: red; --d: var(--c) } div { --c: blue } p { color: var(--d) }", RED),
        (":root { --c: red } div { --d: var(--c) } p { --c: blue; color: var(--d) }", RED),
        (":root { --c: red; --d: var(--c) } div { --c: var(--d) } p { color: var(--c) }", RED),
        ("p { color: var(--none, green) }", GREEN),
        ("p { color: var(--none, var(--nor, green)) }", GREEN),
        (":root { --d: var(--e); --e: red } p { color: var(--d) }", RED),
        ("@media (min-width: 400px) { p { color: red } }", RED),
        ("@media (min-width: 401px) { p { color: red } } p { color: blue }", BLUE),
    ],
)
def test_the_cascade(css: str, expected: Color) -> None:
    root = laid_out(css, '<div><p id="i" class="a b">x</p></div>')
    assert by_class(root, "a").box.style.color == expected


@pytest.mark.parametrize(
    ("query", "wide", "tall"),
    [
        ("(min-width: 1100px)", True, False),
        ("(max-width: 1100px)", False, True),
        ("(width > 1100px)", True, False),
        ("(height <= 675px)", True, False),
        ("(min-aspect-ratio: 1/1)", True, False),
        ("(max-aspect-ratio: 1)", False, True),
        ("(aspect-ratio: 16/9)", True, False),
        ("(aspect-ratio < 1)", False, True),
        ("(orientation: portrait)", False, True),
        ("(min-width: 1px) and (orientation: landscape)", True, False),
        ("(min-width: 1300px), (orientation: portrait)", False, True),
        ("screen and (min-width: 1100px)", True, False),
    ],
)
def test_media_queries(query: str, wide: bool, tall: bool) -> None:
    sheet = stylesheet.parse(f"@media {query} {{ p {{ color: red }} }}", "x.css")
    holds = sheet.rules[0].media[0]
    assert holds(Format(name="", width=1200, height=675)) is wide
    assert holds(Format(name="", width=1080, height=1920)) is tall


def test_relative_lengths_follow_the_font_size_and_the_root() -> None:
    css = "html { font-size: 20px } .a { font-size: 2em; padding: 1em 1rem; line-height: 1.5 }"
    style = by_class(laid_out(css, '<p class="a">x</p>'), "a").box.style
    assert style.font_size == 40
    assert style.padding_top == Length(40)
    assert style.padding_left == Length(20)
    assert style.line_height_px() == 60


def test_a_factor_of_line_height_is_inherited_as_a_factor() -> None:
    css = "div { font-size: 40px; line-height: 1.5 } .a { font-size: 10px }"
    assert (
        by_class(laid_out(css, '<div><p class="a">x</p></div>'), "a").box.style.line_height_px()
        == 15
    )


@pytest.mark.parametrize(
    ("source", "place", "mend"),
    [
        ("<style>\n\np { float: left }</style>", "sample.html:3", "use display: flex"),
        ("<p>\n<b style='colour: red'>x</b>", "sample.html:2", "docs/reference/css.md"),
        ("<style>\np { color: blurple }</style><p>x", "sample.html:2: color", "use #rrggbb"),
        ("<style>\np { width: var(--w) }</style><p>x", "sample.html:2: width", "set it in"),
        (
            "<style>:root { --a: var(--b); --b: var(--a) }\np { color: var(--a) }</style><p>x",
            "sample.html:2",
            "--a → --b → --a",
        ),
        ("<style>p::first-line { color: red }</style>", "sample.html:1", "use ::before, ::after"),
        ("<style>\np:hover { color: red }</style>", "sample.html:2", "use a class"),
        ("<style>p:not(.a, :focus) { color: red }</style>", "sample.html:1", ":focus means"),
        ("<style>\np { content: 'x' }</style><p>x", "sample.html:2", "::before and ::after only"),
        ("<style>p::before { content: url(x.png) }</style><p>x", "sample.html:1", "in quotes"),
        ("<style>p::before { content: 'x'; -card-fit: 9px 12px }</style>\n<p>x", "sample.html:2",
         "a size in em"),
        ("<div style='display: grid; align-items: baseline'>x", "sample.html:1", "start or end"),
        ("<div style='display: grid'>\n<p style='grid-area: head'>x", "sample.html:2",
         "name it in grid-template-areas"),
        ("<div>\n<div style='filter: blur(2px)'><p>x", "sample.html:2", "beside it"),
        ("<div style='mix-blend-mode: multiply'>x", "sample.html:1", "beside it"),
        ("<style>\n@import 'x';</style>", "sample.html:2", "use @media"),
        ("<style>@media (hover) { p { color: red } }</style>", "sample.html:1", "use (min-width"),
        ("<style>p { color red }</style>", "sample.html:1", "cannot be read"),
        ("<div>\n<table></table>", "sample.html:2", "use display: flex"),
        ("<script></script>", "sample.html:1", "delete it"),
        ("{% for i in (1, 2) %}\n<img src='no.png' style='display: block'>{% endfor %}",
         "sample.html:2", "none of the folders"),
        ("<div style='-card-fit: 9px 10px'>\n<p style='-card-fit: 9px 10px'>x", "sample.html:2",
         "in em"),
        ("<p>x\n<b style='-card-fit: 9px 12px'>x</b>", "sample.html:2", "use display: block"),
        ("<p>x\n<span style='padding: 3px'></span>", "sample.html:2", "use display: block"),
        ("<p>x\n<span style='padding: 3%'>x</span>", "sample.html:2", "use px or em"),
        ("<p>x\n<b style='position: relative'>x</b>", "sample.html:2", "use display: block"),
        ("<div style='text-decoration: underline'>\n<p>x", "sample.html:1", "element of the text"),
        ("<div style='line-clamp: 2'>\n<p>x", "sample.html:1", "element of the text"),
        ("<p style='text-decoration: wavy underline'>x", "sample.html:1", "use solid"),
        ("<p style='text-shadow: 1px 1px 1px 1px red'>x", "sample.html:1", "no spread"),
        ("<p style='text-shadow: inset 1px 1px red'>x", "sample.html:1", "no inset"),
        ("<p style='line-clamp: 0'>x", "sample.html:1", "for example 2"),
        ("<p style='text-align: match-parent'>x", "sample.html:1", "justify"),
        ("<p style='writing-mode: vertical-rl'>x", "sample.html:1", "rotate()"),
        ("<p dir='auto'>x", "sample.html:1", "dir is ltr or rtl"),
        ("<p style='font-family: Intre'>x", "sample.html:1", "there are: Inter,"),
        ("<p style='font-family: Inter Display; font-style: italic'>x", "sample.html:1",
         "has no italic"),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_is_named_with_its_place_and_the_mend(
    source: str, place: str, mend: str, tmp_path: Path
) -> None:
    with pytest.raises(TemplateError) as caught:
        drawn(source, tmp_path, content=HEADLINE)
    assert place in str(caught.value)
    assert mend in str(caught.value)


def test_the_line_is_that_of_the_included_stylesheet(tmp_path: Path) -> None:
    (tmp_path / "own.css").write_text("p { color: red }\np { clear: both }\n")
    with pytest.raises(TemplateError, match=r"own\.css:2: clear is not supported"):
        drawn('<link rel="stylesheet" href="own.css"><p>x', tmp_path)
