"""Templates are Jinja2 in a sandbox: they print words, and do nothing else."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from bot.cards import Library, draw
from bot.cards.html.markup import parse, place_of
from bot.cards.html.template import mark_places
from bot.cards.words.wording import marked
from bot.errors import CardError, TemplateError
from tests.cards.samples import HEADLINE, QUOTE, SMALL, drawn, parsed, picture

ESCAPES = [
    "{{ ''.__class__.__mro__ }}",
    "{{ format.__init__.__globals__ }}",
    "{{ headline.encode.__self__.__class__ }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ namespace.__init__.__globals__ }}",
    "{{ self.__init__.__globals__ }}",
    "{{ (1).__reduce__() }}",
    "{{ '{0.__class__}'.format(1) }}",
    "{{ headline | attr('__class__') }}",
    "{{ headline | safe }}",
    "{{ nothing_of_that_name }}",
    "{% for i in range(10**9) %}x{% endfor %}",
    "{% for a in range(5000) %}{% for b in range(5000) %}{% endfor %}{% endfor %}",
    "{{ 'a' * 1000000000 }}",
    "{{ 'a' | center(1000000000) }}",
    "{{ '%01000000000d' % 1 }}",
    "{% include 'sample.html' %}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% set format.width = 1 %}",
    "{% import 'os' as os %}",
]


@pytest.mark.parametrize("source", ESCAPES)
def test_what_is_more_than_printing_is_refused_with_its_place(source: str, tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"sample\.html:[12]: "):
        drawn("<p>\n" + source, tmp_path)


@pytest.mark.parametrize("name", ["../secret.html", "link.html", "{root}/secret.html", "\\0"])
@pytest.mark.parametrize("tag", ["{{% include '{}' %}}", "{{% extends '{}' %}}"])
def test_nothing_outside_the_folders_is_included(name: str, tag: str, tmp_path: Path) -> None:
    (tmp_path / "secret.html").write_text("secret")
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "link.html").symlink_to(tmp_path / "secret.html")
    with pytest.raises(TemplateError, match="no such template"):
        drawn(tag.format(name.format(root=tmp_path)), folder)


@pytest.mark.parametrize(
    "source",
    [
        '<link rel="stylesheet" href="../secret.css">',
        '<img src="../secret.png" style="display: block">',
        '<p style="background: url(../secret.png)">x',
        '<p style="background: url(http://example.org/x.png)">x',
        '<p style="background: url(file:///etc/hosts)">x',
    ],
)
def test_no_file_outside_the_folders_is_read(source: str, tmp_path: Path) -> None:
    for name in ("secret.css", "secret.png"):
        (tmp_path / name).write_text("secret")
    folder = tmp_path / "templates"
    folder.mkdir()
    with pytest.raises(TemplateError, match=r"sample\.html:1: "):
        drawn(source, folder)


def test_words_are_never_markup(tmp_path: Path) -> None:
    style = "<style>p { font-size: 24px } b { color: white }</style>"
    content = replace(HEADLINE, headline="<b>Gras & <script>x</script></b>")
    card = drawn(style + "<p>{{ headline }}</p>", tmp_path, content=content)
    assert card.findings == ()


def test_the_newsrooms_template_wins_over_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "quote.html").write_text("<body style='background: #010203'></body>")
    card = draw(QUOTE, template="quote", format=SMALL, alt_text="", library=Library.of(tmp_path))
    assert picture(card).getpixel((9, 9)) == (1, 2, 3)


def test_a_template_is_read_anew_where_another_of_its_age_takes_its_place(tmp_path: Path) -> None:
    template, library = tmp_path / "quote.html", Library.of(tmp_path)
    for colour in ((1, 2, 3), (100, 200, 250)):
        made = tmp_path / "made.html"
        made.write_text(f"<body style='background: rgb{colour}'></body>")
        os.utime(made, (1_000_000_000,) * 2)
        made.replace(template)
        card = draw(QUOTE, template="quote", format=SMALL, alt_text="", library=library)
        assert picture(card).getpixel((9, 9)) == colour


def test_a_template_that_takes_a_shipped_ones_place_is_found_at_once(tmp_path: Path) -> None:
    library = Library.of(tmp_path)
    shipped = draw(HEADLINE, template="headline", format=SMALL, alt_text="", library=library)
    own = tmp_path / "headline.html"
    own.write_text("<p>{{ nothing_of_that_name }}")
    with pytest.raises(TemplateError, match=r"headline\.html:1: "):
        draw(HEADLINE, template="headline", format=SMALL, alt_text="", library=library)
    own.unlink()
    again = draw(HEADLINE, template="headline", format=SMALL, alt_text="", library=library)
    assert again.sha256 == shipped.sha256


def test_the_newsrooms_brand_colours_the_shipped_template(tmp_path: Path) -> None:
    brand = Library.of().read("brand.css")[0].replace("#f5efe4", "#fefdfc")
    (tmp_path / "brand.css").write_text(brand, encoding="utf-8")
    card = draw(QUOTE, template="quote", format=SMALL, alt_text="", library=Library.of(tmp_path))
    assert picture(card).getpixel((3, 3)) == (0xFE, 0xFD, 0xFC)


@pytest.mark.parametrize("tag", ["svg", "input", "q", "hr", "sup", "wbr"])
def test_what_browsers_draw_otherwise_is_refused(tag: str) -> None:
    with pytest.raises(TemplateError, match=rf"sample\.html:2: <{tag}> is not supported"):
        parse(mark_places(f"<p>Un mot\n<{tag}>", "sample.html"))


def test_an_unknown_template_is_refused_with_those_there_are() -> None:
    there = "there are: cover, end, figure, headline, points, quote"
    with pytest.raises(TemplateError, match=there):
        draw(QUOTE, template="quot", format=SMALL, alt_text="", library=Library.of())


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CardError, match="no such folder"):
        Library.of(tmp_path / "missing")


def test_each_element_knows_its_line_whatever_jinja_and_styles_do() -> None:
    source = "<div>\n{# <p>\n#}{% if 1 %}\n<p>\n<style>\na > b {}\n</style><!-- <i>\n --><b>x"
    assert mark_places(source, "t.html").count("\n") == source.count("\n")
    places = {element.tag: place_of(element) for element in parsed(source).iter()}
    assert places["div"] == ("sample.html", 1)
    assert places["p"] == ("sample.html", 4)
    assert places["style"] == ("sample.html", 5)
    assert places["b"] == ("sample.html", 8)
    assert "i" not in places


@pytest.mark.parametrize(
    ("quote", "opening", "closing"),
    [
        ("«\u202fOui\u202f»", "«\u202f", "\u202f»"),
        ("„Ja“", "„", "“"),
        ("“Yes”", "“", "”"),
        ("»Nej»", "»", "»"),
    ],
)
def test_the_outer_marks_get_a_span_of_their_own(quote: str, opening: str, closing: str) -> None:
    html = str(marked(quote))
    assert html.startswith(f'<span class="mark">{opening}</span>')
    assert html.endswith(f'<span class="mark">{closing}</span>')


def test_a_quote_without_marks_stays_as_it_is() -> None:
    assert marked("Oui & non") == "Oui &amp; non"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>a<p>b", ["p", "p"]),
        ("<ul><li>a<li>b</ul>c", ["ul", "li", "li"]),
        ("<p>a<div>b</div>", ["p", "div"]),
        ("<b>a</i></b>", ["b"]),
        ("<br/><img src=x>", ["br", "img"]),
        ("</p></div>x", []),
    ],
)
def test_html_is_read_leniently(source: str, expected: list[str]) -> None:
    body = parsed(source).find("body")
    assert body is not None
    assert [element.tag for element in body.iter()][1:] == expected
