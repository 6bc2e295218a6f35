"""Documents that differ in their words only: parsed once, and filled with the words of each card.

The cards of a template are such documents. A text between two tags is a word to be filled in; all
else, attributes, stylesheets and blanks, makes the shape.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from xml.etree.ElementTree import Element

from bot.cards.html import markup
from bot.errors import TemplateError


@dataclass(frozen=True, eq=False, slots=True)
class _Node:
    """An element in the order of the document, with its parent's number (its own for the root)."""

    parent: int
    tag: str
    attributes: dict[str, str]
    text: str | None
    tail: str | None


@dataclass(frozen=True, eq=False, slots=True)
class _Slot:
    """A piece of the source that is text: of which element, or behind which one."""

    piece: int
    node: int
    behind: bool


@dataclass(frozen=True, eq=False, slots=True)
class Shape:
    """A document without its words; one object for all documents that have it."""

    nodes: tuple[_Node, ...]
    slots: tuple[_Slot, ...]
    length: int  # characters of the texts that are always there


def parse(source: str) -> tuple[Element, Shape | None]:
    """The ``html`` element of a document, and its shape, where that is sure.

    Raises TemplateError as ``markup.parse`` does.
    """
    pieces = _TAG.split(source)
    shape = None if _MARK in source else _shape(tuple(_shaping(pieces)))
    root = _filled(shape, pieces) if shape is not None else None
    return (markup.parse(source), None) if root is None else (root, shape)


_TAG = re.compile(r"(<[^<>]*>)")
_WHOLE = re.compile(r"""<(?:[^<>"']|"[^"<>]*"|'[^'<>]*')*>|<!--[^<>]*-->""")
_STRAY = re.compile("[<>]")
_MARK = "\ue000"  # of no script: stands for a text
_MARKED = re.compile(rf"{_MARK}(\d+){_MARK}")


def _shaping(pieces: list[str]) -> list[str | None]:
    """The pieces that make the shape, None for each that is a text."""
    found: list[str | None] = list(pieces)
    for index in range(2, len(pieces) - 1, 2):
        piece = pieces[index]
        if piece and not (piece.isspace() or _STRAY.search(piece) or _styles(pieces, index)):
            found[index] = None
    return found


def _styles(pieces: Sequence[str | None], index: int) -> bool:
    """Whether a piece is a stylesheet."""
    return index > 0 and (pieces[index - 1] or "").lower().startswith("<style")


@lru_cache(maxsize=64)
def _shape(pieces: tuple[str | None, ...]) -> Shape | None:
    """The shape of a document, None where a text is more or less than one of an element.

    Tags must be whole, and none begin in a text: there a quotation mark may end an attribute.
    """
    texts = (piece for at, piece in enumerate(pieces[::2]) if not _styles(pieces, 2 * at))
    if any(_STRAY.search(text or "") for text in texts):
        return None
    if not all(_WHOLE.fullmatch(tag or "") for tag in pieces[1::2]):
        return None
    marked = "".join(
        f"{_MARK}{index}{_MARK}" if piece is None else piece for index, piece in enumerate(pieces)
    )
    try:
        root = markup.parse(marked)
    except TemplateError:
        return None
    parents = {child: parent for parent in root.iter() for child in parent}
    numbers: dict[Element, int] = {}
    nodes: list[_Node] = []
    slots: list[_Slot] = []
    length = 0
    for number, element in enumerate(root.iter()):
        numbers[element] = number
        if any(_MARK in value for value in element.attrib.values()):
            return None
        for text, behind in ((element.text, False), (element.tail, True)):
            match = _MARKED.fullmatch(text or "")
            if match is not None:
                slots.append(_Slot(int(match[1]), number, behind))
            elif behind or element.tag != "style":
                length += len(text or "")
        parent = numbers[parents.get(element, element)]
        nodes.append(_Node(parent, element.tag, element.attrib, element.text, element.tail))
    return Shape(tuple(nodes), tuple(slots), length) if len(slots) == pieces.count(None) else None


def _filled(shape: Shape, pieces: list[str]) -> Element | None:
    """The document with the words of the pieces, None where a text is none, or is too long."""
    texts = [unescape(pieces[slot.piece]) for slot in shape.slots]
    blank = any(not text or text.isspace() for text in texts)
    if blank or shape.length + sum(map(len, texts)) > markup.LONGEST:
        return None
    elements: list[Element] = []
    for node in shape.nodes:
        element = Element(node.tag, node.attributes)
        element.text, element.tail = node.text, node.tail
        if elements:
            elements[node.parent].append(element)
        elements.append(element)
    for slot, text in zip(shape.slots, texts, strict=True):
        if slot.behind:
            elements[slot.node].tail = text
        else:
            elements[slot.node].text = text
    return elements[0]
