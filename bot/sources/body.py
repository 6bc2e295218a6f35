"""The body of a page as plain text: paragraphs, crossheads and points, nothing round them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass

import lxml.etree
import lxml.html

from bot.sources.markup import tidy

HEADING = "## "
POINT = "• "

# On more elements than this the extractor does not ask its fallbacks, which take time with the
# square of the number (6,000 list items: 16 s). Real articles measured have 800 to 2,000.
_SECOND_OPINION = 3_000
_LINKED_SHARE = 0.8
_LABELLED_SHARE = 0.5
_LONGEST_LABEL = 60  # characters of "See also on our site:"
_ENDS_SENTENCE = re.compile(r"[.!?…»”\"’)\]]$")
# What the extractor lets through on markup that it was not made for.
_EXTRACTION_ERRORS = (
    ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError,
    ValueError, lxml.etree.LxmlError,
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """One paragraph, crosshead or point, on one line; ``mark`` is "", HEADING or POINT."""

    mark: str
    text: str
    linked: float = 0.0

    def __str__(self) -> str:
        return self.mark + self.text


def blocks_of(tree: lxml.html.HtmlElement) -> list[Block]:
    """The blocks of the article in ``tree``, in order; empty where there is none."""
    from trafilatura import bare_extraction

    try:
        document = bare_extraction(
            copy(tree),
            fast=sum(1 for _ in tree.iter()) > _SECOND_OPINION,
            favor_precision=True,
            include_comments=False,
            include_tables=False,
            include_links=True,
        )
    except _EXTRACTION_ERRORS:
        return []
    if document is None or isinstance(document, dict):
        return []
    return without_links(list(_blocks(document.body)))


def _leads_elsewhere(block: Block) -> bool:
    """A block that is one link, or a label with its link and no sentence ("See also: …")."""
    if block.linked >= _LINKED_SHARE:
        return True
    sentence = block.mark or _ENDS_SENTENCE.search(block.text)
    return block.linked >= _LABELLED_SHARE and not sentence


def _is_label(block: Block) -> bool:
    words = block.text
    return not block.mark and len(words) <= _LONGEST_LABEL and not _ENDS_SENTENCE.search(words)


def text_of(blocks: list[Block]) -> str:
    """The blocks as one text: points of one list on lines of their own, all else parted by
    blank lines."""
    lines: list[str] = []
    before = ""
    for block in blocks:
        if lines:
            lines.append("\n" if block.mark == before == POINT else "\n\n")
        lines.append(str(block))
        before = block.mark
    return "".join(lines)


def without_links(blocks: list[Block]) -> list[Block]:
    """The blocks without those that lead elsewhere: related articles, "skip this", tags.

    Such a block is one link; what only announces it goes with it ("See also:" before a link, a
    heading over nothing but links), and so does a heading at the end with nothing under it.
    """
    kept: list[Block] = []
    follower: Block | None = None  # what comes next, links included
    for block in reversed(blocks):
        leads = _leads_elsewhere(block)
        announces = follower is not None and _leads_elsewhere(follower)
        if block.mark == HEADING:
            drop = leads or not kept or (announces and kept[-1].mark == HEADING)
        else:
            drop = leads or (announces and _is_label(block))
        follower = block
        if not drop:
            kept.append(block)
    return kept[::-1]


def _blocks(body: lxml.etree._Element) -> Iterator[Block]:
    """The blocks of trafilatura's tree, whose only tags are its own."""
    for element in _leaves(body):
        mark = {"head": HEADING, "item": POINT}.get(str(element.tag), "")
        for runs in _lines(element):
            line = " ".join("".join(words for words, _ in runs).split())
            if line:
                linked = sum(len(words.strip()) for words, inside in runs if inside)
                yield Block(mark=mark, text=line, linked=min(1.0, linked / len(line)))


def _leaves(body: lxml.etree._Element) -> Iterator[lxml.etree._Element]:
    """The elements that hold words themselves: those without a block inside them."""
    blocks = ("p", "head", "item", "quote", "list", "table", "div")
    for element in body.iter("p", "head", "item", "quote"):
        if next(element.iterdescendants(*blocks), None) is None:
            yield element
        elif element.tag == "item":
            yield from _own_words(element, blocks)


def _own_words(
    element: lxml.etree._Element, blocks: tuple[str, ...]
) -> Iterator[lxml.etree._Element]:
    """A point with points below it: its own words, as a point of their own."""
    own = copy(element)
    for inner in list(own):
        if inner.tag in blocks:
            own.remove(inner)
    yield own


def _lines(element: lxml.etree._Element) -> Iterator[list[tuple[str, bool]]]:
    """The runs of words of each line, and whether they are a link. Two line breaks part
    paragraphs; so does one, since no line of prose is broken by hand."""
    runs: list[tuple[str, bool]] = []
    for event, inner in lxml.etree.iterwalk(element, events=("start", "end")):
        if event == "start" and inner.tag == "lb":
            yield runs
            runs = []
        elif event == "start" and inner.text:
            runs.append((inner.text, any(True for _ in _links_above(inner, element))))
        elif event == "end" and inner is not element and inner.tail:
            parent = inner.getparent()
            linked = parent is not None and any(True for _ in _links_above(parent, element))
            runs.append((inner.tail, linked))
    yield runs


def _links_above(
    inner: lxml.etree._Element, top: lxml.etree._Element
) -> Iterator[lxml.etree._Element]:
    step: lxml.etree._Element | None = inner
    while step is not None and step is not top:
        if step.tag == "ref":
            yield step
        step = step.getparent()


_STANDFIRST_CLASS = re.compile(
    r"chapo|chap[eô]|standfirst|(?:^|[\s_-])(?:lead|lede|dek|intro|excerpt|summary|teaser|abstract"
    r"|subtitle|subhead|subheadline|vorspann|entradilla|sottotitolo|sommario)",
    re.IGNORECASE,
)
_TEXT_TAGS = ("p", "h2", "h3", "h4", "div", "strong", "b", "em", "span", "section", "header")


def is_standfirst(tree: lxml.html.HtmlElement, lead: str, paragraphs: list[str]) -> bool:
    """Whether ``lead`` stands above the body rather than being its first paragraph.

    It does when it has a class of its own, is a heading, or has another parent than the
    ``paragraphs`` that follow it.
    """
    holder = _holder(tree, lead)
    if holder is None:
        return False
    if str(holder.tag).startswith("h") or _named_standfirst(holder):
        return True
    next_one = next(
        (found for each in paragraphs[:3] if (found := _holder(tree, each)) is not None), None
    )
    return next_one is not None and next_one.getparent() is not holder.getparent()


def _holder(tree: lxml.html.HtmlElement, words: str) -> lxml.html.HtmlElement | None:
    """The innermost element that holds these words and no others."""
    found: lxml.html.HtmlElement | None = None
    for element in tree.iter(*_TEXT_TAGS):
        if (
            next(element.iterchildren("p", "div", "section"), None) is None
            and tidy(element) == words
        ):
            found = element if found is None or found in element.iterancestors() else found
    return found


def _named_standfirst(element: lxml.html.HtmlElement) -> bool:
    near = (element, element.getparent())
    return any(
        _STANDFIRST_CLASS.search(each.get("class") or "") for each in near if each is not None
    )
