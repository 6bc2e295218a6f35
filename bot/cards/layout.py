"""Boxes in, places out: the one file that speaks to Taffy (through stretchable).

Taffy's functions are called directly with plain dictionaries: stretchable's own ``Node`` checks
each length by ``dir()``, keeps what it makes, and its measure callbacks lose memory. So texts
are given their sizes in passes: lay out, break lines at the widths found, give the heights, lay
out again until nothing moves. Rounding is off; each layout has a Taffy of its own and frees it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.cards.boxes import Box
from bot.cards.intrinsic import flows
from bot.cards.matrix import Matrix, matrix_of
from bot.cards.taffy_grid import TaffyStyle
from bot.cards.taffy_style import (
    Item,
    alignment,
    gaps_as_margins,
    mixes_units,
    points,
    strut,
    style_of,
    words,
)
from bot.cards.text import Paragraph

_handlers = logging.root.handlers[:]
from stretchable import taffylib  # noqa: E402 (it installs a log handler, which is taken out again)

logging.root.handlers[:] = _handlers


@dataclass(frozen=True, eq=False, slots=True)
class Placed:
    """A box with its border box on the card, in pixels from the card's top left corner.

    ``content`` is the content box (left, top, right, bottom).
    """

    box: Box
    x: float
    y: float
    width: float
    height: float
    content: tuple[float, float, float, float]
    children: tuple[Placed, ...]

    def walk(self) -> Iterator[Placed]:
        """This place and all inside it, in the order of the document."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def matrix(self) -> Matrix:
        """The box's own ``transform``, in pixels of the card as it was laid out."""
        style = self.box.style
        return matrix_of(
            style.transform, style.transform_origin, (self.x, self.y, self.width, self.height)
        )

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height


def place(root: Box, width: float, height: float) -> Placed:
    """Lay out the box tree on a card of that size."""
    tree = _Tree(width, height)
    try:
        return tree.lay_out(root)
    finally:
        tree.free()


@dataclass(slots=True)
class _Node:
    """An item with its Taffy node and what the passes have found out about it."""

    item: Item
    id: int = 0
    children: list[_Node] = field(default_factory=list)
    text_width: float = -1.0
    frame: taffylib.PyLayout = field(default_factory=taffylib.PyLayout)

    @property
    def box(self) -> Box:
        return self.item.box


_MOST_PASSES = 8


class _Tree:
    def __init__(self, width: float, height: float) -> None:
        self.size = (width, height)
        self.taffy = taffylib.init()
        taffylib.disable_rounding(self.taffy)

    def free(self) -> None:
        taffylib.node_drop_all(self.taffy)
        taffylib.free(self.taffy)

    def lay_out(self, root: Box) -> Placed:
        node = self.grow(Item(root, None, {}))
        for _ in range(_MOST_PASSES):
            self.compute(node)
            if not self.settle(node):
                break
        return self.placed(node, 0.0, 0.0)

    def grow(self, item: Item) -> _Node:
        node = _Node(item)
        box = item.box
        node.id = taffylib.node_create(self.taffy, style_of(item, self.size))
        if box.paragraph is not None:
            for inner in _struts(item, box.paragraph):
                made = taffylib.node_create(self.taffy, inner)
                taffylib.node_add_child(self.taffy, node.id, made)
        container = box.style if box.style.display in ("flex", "grid") else None
        in_grid = item.in_grid or box.style.display == "grid"
        for child, gaps in zip(box.children, gaps_as_margins(box), strict=True):
            grown = self.grow(Item(child, container, gaps, in_grid=in_grid))
            node.children.append(grown)
            taffylib.node_add_child(self.taffy, node.id, grown.id)
        return node

    def restyle(self, node: _Node) -> None:
        taffylib.node_set_style(self.taffy, node.id, style_of(node.item, self.size))

    def compute(self, root: _Node) -> None:
        space = {"width": points(self.size[0]), "height": points(self.size[1])}
        taffylib.node_compute_layout(self.taffy, root.id, space)
        self.read(root)

    def read(self, node: _Node) -> None:
        taffylib.node_get_layout(self.taffy, node.id, node.frame)
        for child in node.children:
            self.read(child)

    # --- passes --------------------------------------------------------------------------

    def settle(self, node: _Node) -> bool:
        """Take what a pass has found into the tree; whether another pass is needed."""
        changed = self.settle_text(node)
        inner = (_content_width(node.frame), _content_height(node.frame))
        for child in node.children:
            if child.item.references != inner and _mixed(child.box):
                child.item.references = inner
                self.restyle(child)
                changed = True
            changed = self.settle(child) or changed
        return self.settle_baselines(node) or changed

    def settle_text(self, node: _Node) -> bool:
        paragraph = node.box.paragraph
        if paragraph is None or abs(node.frame.width - node.text_width) < 0.01:
            return False
        node.text_width = node.frame.width
        height = paragraph.height(node.frame.width)
        if height == node.item.text_height:
            return False
        node.item.text_height = height
        self.restyle(node)
        return True

    def settle_baselines(self, node: _Node) -> bool:
        """Push items down to a common first baseline: Taffy knows no baseline of our texts."""
        style = node.box.style
        if style.display != "flex" or style.flex_direction not in ("row", "row-reverse"):
            return False
        sharing = [child for child in node.children if alignment(child.item, style) == "baseline"]
        baselines = [
            child.frame.margin_top - child.item.baseline_shift + _baseline(child)
            for child in sharing
        ]
        changed = False
        for child, own in zip(sharing, baselines, strict=True):
            shift = max(baselines) - own
            if abs(shift - child.item.baseline_shift) > 0.01:
                child.item.baseline_shift = shift
                self.restyle(child)
                changed = True
        return changed

    def placed(self, node: _Node, left: float, top: float) -> Placed:
        frame = node.frame
        x, y = left + frame.x, top + frame.y
        content = (
            x + frame.border_left + frame.padding_left,
            y + frame.border_top + frame.padding_top,
            x + frame.width - frame.border_right - frame.padding_right,
            y + frame.height - frame.border_bottom - frame.padding_bottom,
        )
        children = tuple(self.placed(child, x, y) for child in node.children)
        return Placed(node.box, x, y, frame.width, frame.height, content, children)


def _struts(item: Item, paragraph: Paragraph) -> list[TaffyStyle]:
    """What stands in a text's place for Taffy."""
    if item.in_grid:
        return words(paragraph.narrowest, paragraph.widest)
    return [strut(paragraph.widest)]


def _mixed(box: Box) -> bool:
    return box.paragraph is None and mixes_units(box.style)


def _content_width(frame: taffylib.PyLayout) -> float:
    taken = frame.padding_left + frame.padding_right + frame.border_left + frame.border_right
    return float(frame.width - taken)


def _content_height(frame: taffylib.PyLayout) -> float:
    taken = frame.padding_top + frame.padding_bottom + frame.border_top + frame.border_bottom
    return float(frame.height - taken)


def _baseline(node: _Node) -> float:
    """The first baseline of a laid-out box, from its top; its bottom where it has no text."""
    if node.box.paragraph is not None:
        return node.box.paragraph.first_baseline
    for child in node.children:
        if flows(child.box):
            return float(child.frame.y) + _baseline(child)
    return float(node.frame.height)
