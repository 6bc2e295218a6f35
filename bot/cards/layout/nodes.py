"""Nodes: what the passes of the layout have found out about each box."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.cards.layout import gridrepeats
from bot.cards.layout.boxes import Box
from bot.cards.layout.intrinsic import flows
from bot.cards.layout.items import Item, alignment, keeps_ratio
from bot.cards.layout.taffy import taffylib
from bot.cards.layout.taffy_grid import TaffyStyle, shares_room
from bot.cards.layout.taffy_sizes import must_know_room
from bot.cards.layout.taffy_style import needs_references
from bot.cards.record import record


class Inner:
    """The frame of a text that fills a block: Taffy is given only a strut in its place."""

    __slots__ = ("height", "width", "x", "y")
    border_left = border_top = border_right = border_bottom = 0.0
    padding_left = padding_top = padding_right = padding_bottom = 0.0
    margin_left = margin_top = margin_right = 0.0

    def __init__(self, block: taffylib.PyLayout, height: float) -> None:
        self.x = block.border_left + block.padding_left
        self.y = block.border_top + block.padding_top
        self.width = content_width(block)
        self.height = height


@dataclass(slots=True)
class Node:
    """An item with its Taffy node and what the passes have found out about it."""

    item: Item
    style: TaffyStyle
    id: int = 0
    children: list[Node] = field(default_factory=list)
    struts: list[int] = field(default_factory=list)  # what stands in a text's place, or in rows
    mixing: list[Node] = field(default_factory=list)  # the children that must know its size
    by_ratio: bool = False  # whether its height follows from its width
    fills: bool = False  # whether it is a grid that repeats tracks as often as they fit
    shares: bool = False  # whether it is a grid whose columns share what room is left
    sharing: list[Node] = field(default_factory=list)  # the children with a common baseline
    area: int | None = None  # what is stretched to an item's area in a grid, once it is asked
    text_width: float = -1.0
    frame: taffylib.PyLayout | Inner = field(default_factory=taffylib.PyLayout)
    block: Node | None = None  # of a text that is all that a block holds, that block

    @property
    def box(self) -> Box:
        return self.item.box

    def walk(self) -> Iterator[Node]:
        """This node and all inside it."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += reversed(node.children)

    def learn(self) -> None:
        """Work out what the passes have to look after."""
        if self.item.box.paragraph is not None:
            return
        style = self.item.box.style
        self.mixing = [
            child
            for child in self.children
            if child.item.box.paragraph is None
            and (needs_references(child.item.box.style) or must_know_room(child.item))
        ]
        self.by_ratio = keeps_ratio(self.item)
        self.fills = gridrepeats.fills(style)
        self.shares = style.display == "grid" and shares_room(style)
        row = style.display == "flex" and style.flex_direction in ("row", "row-reverse")
        self.sharing = [
            child for child in self.children if row and alignment(child.item, style) == "baseline"
        ]


@record
class Standing:
    """A node with the left and top of its margin box, and of the padding box it stands in."""

    node: Node
    x: float
    y: float
    within: tuple[float, float]


def standing(node: Node, x: float, y: float, within: tuple[float, float]) -> Iterator[Standing]:
    frame = node.frame
    margin = frame.margin_right if node.item.mirrored else frame.margin_left
    yield Standing(node, x - margin, y - frame.margin_top, within)
    rtl = node.box.style.direction == "rtl"
    inner = (x + (frame.border_right if rtl else frame.border_left), y + frame.border_top)
    for child in node.children:
        yield from standing(child, x + left_of(child, node), y + child.frame.y, inner)


def left_of(child: Node, parent: Node) -> float:
    """How far right of its parent a box stands; see ``style_of`` for the mirror."""
    if child.item.mirrored:
        return float(parent.frame.width - child.frame.x - child.frame.width)
    return float(child.frame.x)


def content_width(frame: taffylib.PyLayout) -> float:
    taken = frame.padding_left + frame.padding_right + frame.border_left + frame.border_right
    return float(frame.width - taken)


def content_height(frame: taffylib.PyLayout) -> float:
    taken = frame.padding_top + frame.padding_bottom + frame.border_top + frame.border_bottom
    return float(frame.height - taken)


def baseline_of(node: Node) -> float:
    """The first baseline of a laid-out box, from its top; its bottom where it has no text."""
    if node.box.paragraph is not None:
        return node.box.paragraph.first_baseline
    for child in node.children:
        if flows(child.box):
            return float(child.frame.y) + baseline_of(child)
    return float(node.frame.height)
