"""Documents that differ in their words are parsed once, and come out as if each were parsed."""

from xml.etree.ElementTree import Element, tostring

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.cards.html import markup, shape
from bot.errors import TemplateError

PIECES = (
    *("<p>", "</p>", "<b class='x'>", "</b>", "<li>", "</ul>", "<br>", "<img alt='a > b'>"),
    *("<div>", "</div>", "<html>", "<body>", "<style>.a > b { }</style>", "<style>i { }</style>"),
    *("<!-- <i>word</i> -->", "<p title='", "'", "<", ">", "1 < 2", "a && b", "\ue0002\ue000"),
    *("one", "a &amp; b", "&nbsp;", " ", "\n", "«\u202fWords\u202f»", "&lt;b&gt;", "&am", "\ue000"),
)


def outline(root: Element) -> str:
    return tostring(root, "unicode")


@given(st.lists(st.sampled_from(PIECES), max_size=12))
@example(["<p>", "one", "</p>", "<p title='", "one", "</p>", "'", ">"])
@example(["<p>", "one", "<!-- <i>word</i> -->", "one", "</p>"])
@example(["<p title='", "</p>", "a && b", "'", "&lt;b&gt;", "<html>", "<br>"])
@example(["<style>i { }</style>", "<p>", "&lt;b&gt;", "</p>"])
def test_every_source_is_parsed_as_it_would_be_alone(pieces: list[str]) -> None:
    for words in ("one", "two &amp; three", "&#160;", "4\u00a0% <b>of</b> it"):
        source = "".join(words if piece == "one" else piece for piece in pieces)
        try:
            alone = outline(markup.parse(source))
        except TemplateError:
            with pytest.raises(TemplateError):
                shape.parse(source)
        else:
            assert outline(shape.parse(source)[0]) == alone


def test_documents_that_differ_in_words_have_one_shape() -> None:
    pages = [f"<style>p > b {{ }}</style><p class='a'>{text}<b>!</b></p>" for text in "ab"]
    (first, shape_of_first), (second, shape_of_second) = map(shape.parse, pages)
    assert shape_of_first is shape_of_second is not None
    assert outline(first) != outline(second)
    assert shape.parse(pages[0].replace("'a'", "'b'"))[1] is not shape_of_first
    with pytest.raises(TemplateError, match="more than"):
        shape.parse(pages[0].replace(">a<", f">{'long ' * 5_000}<"))
