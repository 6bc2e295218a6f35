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
from itertools import pairwise

from bot.cards.boxes import Box
from bot.cards.style import Edge, Style
from bot.cards.values import Length

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


# --- Taffy's dictionaries ----------------------------------------------------------------

_Dict = dict[str, object]
_NAN = float("nan")
_AUTO: _Dict = {"dim": 0, "value": _NAN}
_ZERO: _Dict = {"dim": 1, "value": 0.0}
_WHOLE: _Dict = {"dim": 2, "value": 1.0}
_DISPLAY = {"none": 0, "flex": 1, "block": 3, "inline": 3}
_DIRECTION = {"row": 0, "column": 1, "row-reverse": 2, "column-reverse": 3}
_WRAP = {"nowrap": 0, "wrap": 1, "wrap-reverse": 2}
_ITEMS = {
    "start": 0,
    "end": 1,
    "flex-start": 2,
    "flex-end": 3,
    "center": 4,
    "baseline": 2,  # baselines are ours: see settle_baselines
    "stretch": 6,
}
_CONTENT = {
    "start": 0,
    "end": 1,
    "flex-start": 2,
    "flex-end": 3,
    "center": 4,
    "stretch": 5,
    "space-between": 6,
    "space-evenly": 7,
    "space-around": 8,
}
_TRACK: _Dict = {"min_size": _AUTO, "max_size": _AUTO}
_NO_LINE: _Dict = {"kind": 0, "value": 0}
_BASE: _Dict = {
    "display": 3,
    "box_sizing": 0,
    "overflow_x": 0,
    "overflow_y": 0,
    "scrollbar_width": 0.0,
    "position": 0,
    "inset": dict.fromkeys(("top", "right", "bottom", "left"), _AUTO),
    "gap": {"width": _ZERO, "height": _ZERO},
    "margin": dict.fromkeys(("top", "right", "bottom", "left"), _ZERO),
    "border": dict.fromkeys(("top", "right", "bottom", "left"), _ZERO),
    "padding": dict.fromkeys(("top", "right", "bottom", "left"), _ZERO),
    "size": {"width": _AUTO, "height": _AUTO},
    "min_size": {"width": _AUTO, "height": _AUTO},
    "max_size": {"width": _AUTO, "height": _AUTO},
    "flex_wrap": 0,
    "flex_direction": 0,
    "flex_grow": 0.0,
    "flex_shrink": 1.0,
    "flex_basis": _AUTO,
    "grid_template_rows": [],
    "grid_template_columns": [],
    "grid_auto_rows": [],
    "grid_auto_columns": [],
    "grid_auto_flow": 0,
    "grid_row": {"start": _NO_LINE, "end": _NO_LINE},
    "grid_column": {"start": _NO_LINE, "end": _NO_LINE},
    "aspect_ratio": None,
    "align_items": None,
    "justify_items": None,
    "align_self": None,
    "justify_self": None,
    "align_content": None,
    "justify_content": None,
}


def _dimension(edge: Edge, reference: float | None) -> _Dict:
    if edge is None:
        return _AUTO
    if edge.percent and edge.px:
        return _points(edge.of(reference)) if reference is not None else _AUTO
    if edge.percent:
        return {"dim": 2, "value": edge.percent / 100}
    return _points(edge.px)


def _points(value: float) -> _Dict:
    return {"dim": 1, "value": float(value)}


@dataclass(slots=True)
class _Node:
    """A box with its Taffy node and what the passes have found out about it."""

    box: Box
    id: int
    children: list[_Node]
    container: Style | None  # of the parent, when that is a flex container
    text_height: float = 0.0
    text_width: float = -1.0
    strut: int | None = None
    mixed: bool = False  # whether a length of it is a sum of pixels and percent
    baseline_shift: float = 0.0
    gaps: dict[str, float] = field(default_factory=dict)  # see _gaps
    references: tuple[float, float] | None = None  # the parent's content width and height
    frame: taffylib.PyLayout = field(default_factory=taffylib.PyLayout)


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
        node = self.grow(root, None, {})
        for _ in range(_MOST_PASSES):
            self.compute(node)
            if not self.settle(node):
                break
        return self.placed(node, 0.0, 0.0)

    def grow(self, box: Box, container: Style | None, gaps: dict[str, float]) -> _Node:
        node = _Node(box, 0, [], container, gaps=gaps)
        node.mixed = box.paragraph is None and _mixes_units(box.style)
        node.id = taffylib.node_create(self.taffy, self.style(node))
        if box.paragraph is not None:
            node.strut = taffylib.node_create(self.taffy, _strut(box.paragraph.widest))
            taffylib.node_add_child(self.taffy, node.id, node.strut)
        inner = box.style if box.style.display == "flex" else None
        for child, child_gaps in zip(box.children, _gaps(box), strict=True):
            grown = self.grow(child, inner, child_gaps)
            node.children.append(grown)
            taffylib.node_add_child(self.taffy, node.id, grown.id)
        return node

    def compute(self, root: _Node) -> None:
        space = {"width": _points(self.size[0]), "height": _points(self.size[1])}
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
            if child.mixed and child.references != inner:
                child.references = inner
                taffylib.node_set_style(self.taffy, child.id, self.style(child))
                changed = True
            changed = self.settle(child) or changed
        return self.settle_baselines(node) or changed

    def settle_text(self, node: _Node) -> bool:
        paragraph = node.box.paragraph
        if paragraph is None or abs(node.frame.width - node.text_width) < 0.01:
            return False
        node.text_width = node.frame.width
        height = paragraph.height(node.frame.width)
        if height == node.text_height:
            return False
        node.text_height = height
        taffylib.node_set_style(self.taffy, node.id, self.style(node))
        return True

    def settle_baselines(self, node: _Node) -> bool:
        """Push items down to a common first baseline: Taffy knows no baseline of our texts."""
        style = node.box.style
        if style.display != "flex" or style.flex_direction not in ("row", "row-reverse"):
            return False
        sharing = [child for child in node.children if _align(child, style) == "baseline"]
        baselines = [
            child.frame.margin_top - child.baseline_shift + _baseline(child) for child in sharing
        ]
        changed = False
        for child, own in zip(sharing, baselines, strict=True):
            shift = max(baselines) - own
            if abs(shift - child.baseline_shift) > 0.01:
                child.baseline_shift = shift
                taffylib.node_set_style(self.taffy, child.id, self.style(child))
                changed = True
        return changed

    # --- styles --------------------------------------------------------------------------

    def style(self, node: _Node) -> _Dict:
        if node.box.paragraph is not None:
            return _text_style(node)
        style, (width, height) = node.box.style, node.references or (None, None)
        is_item = node.container is not None
        return {
            **_BASE,
            "display": _DISPLAY[style.display],
            "box_sizing": 0 if style.box_sizing == "border-box" else 1,
            "overflow_x": 1 if style.overflow == "hidden" else 0,
            "overflow_y": 1 if style.overflow == "hidden" else 0,
            "position": 1 if style.position == "absolute" else 0,
            "inset": _sides(style, "{}", width, height),
            "margin": _margins(node, width),
            "padding": _sides(style, "padding_{}", width, width),
            "border": {
                side: _points(style.border_width(side))
                for side in ("top", "right", "bottom", "left")
            },
            "gap": {"width": _ZERO, "height": _ZERO}
            if any(child for child in _gaps(node.box))
            else {
                "width": _dimension(style.column_gap, width),
                "height": _dimension(style.row_gap, height),
            },
            **_sizes(node, width, height, self.size),
            "flex_wrap": _WRAP[style.flex_wrap],
            "flex_direction": _DIRECTION[style.flex_direction],
            "flex_grow": style.flex_grow if is_item else 0.0,
            "flex_shrink": style.flex_shrink,
            "flex_basis": _dimension(style.flex_basis, width),
            "align_items": _ITEMS.get(style.align_items),
            "align_self": _ITEMS.get(style.align_self),
            "align_content": _CONTENT.get(style.align_content),
            "justify_content": _CONTENT.get(style.justify_content),
        }

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


def _sides(style: Style, pattern: str, width: float | None, height: float | None) -> _Dict:
    return {
        "top": _dimension(getattr(style, pattern.format("top")), height),
        "right": _dimension(getattr(style, pattern.format("right")), width),
        "bottom": _dimension(getattr(style, pattern.format("bottom")), height),
        "left": _dimension(getattr(style, pattern.format("left")), width),
    }


def _margins(node: _Node, width: float | None) -> _Dict:
    margins = _sides(node.box.style, "margin_{}", width, width)
    added = dict(node.gaps)
    added["top"] = added.get("top", 0.0) + node.baseline_shift
    for side, pixels in added.items():
        edge: Edge = getattr(node.box.style, f"margin_{side}")
        if pixels and edge is not None:
            margins[side] = _points(edge.of(width or 0.0) + pixels)
    return margins


_ENDS = {
    "row": ("left", "right"),
    "row-reverse": ("right", "left"),
    "column": ("top", "bottom"),
    "column-reverse": ("bottom", "top"),
}


def _gaps(box: Box) -> list[dict[str, float]]:
    """Margins, by side, that stand for a flex container's gaps, for each child.

    Taffy forgets the gaps of a line that has an ``auto`` margin; so there the gaps become
    margins, and everywhere else each of these is empty.
    """
    style = box.style
    found: list[dict[str, float]] = [{} for _ in box.children]
    if style.display != "flex" or style.flex_wrap != "nowrap":
        return found
    start, end = _ENDS[style.flex_direction]
    gap = (style.column_gap if start in ("left", "right") else style.row_gap).px
    items = [index for index, child in enumerate(box.children) if _flows(child)]
    if not gap or not any(_has_auto(box.children[index], (start, end)) for index in items):
        return found
    for before, after in pairwise(items):
        if not _has_auto(box.children[before], (end,)) and box.children[before].paragraph is None:
            found[before][end] = gap
        else:
            found[after][start] = gap
    return found


def _has_auto(box: Box, sides: tuple[str, ...]) -> bool:
    if box.paragraph is not None:
        return False
    return any(getattr(box.style, f"margin_{side}") is None for side in sides)


def _sizes(
    node: _Node, width: float | None, height: float | None, card: tuple[float, float]
) -> _Dict:
    style, picture = node.box.style, node.box.picture
    sizes = {"width": style.width, "height": style.height}
    ratio = style.aspect_ratio
    if picture is not None:
        ratio = ratio or picture.width / picture.height
        if style.width is None and style.height is None:
            sizes["width"] = Length(float(picture.width))
    if style.width is not None and style.height is not None:
        ratio = None  # Taffy would let the ratio win over the height
    if node.box.owner.element.tag == "html":
        sizes = {"width": Length(card[0]), "height": Length(card[1])}
    least = {"width": style.min_width, "height": style.min_height}
    container = node.container
    if container is not None and container.flex_direction in ("row", "row-reverse"):
        narrow = least["width"] is None and style.width is None and style.overflow == "visible"
        if narrow and picture is None:
            content_box = style.box_sizing == "content-box"
            least["width"] = Length(narrowest(node.box) - (_frame(style) if content_box else 0.0))
    return {
        "size": {
            "width": _dimension(sizes["width"], width),
            "height": _dimension(sizes["height"], height),
        },
        "min_size": {
            "width": _dimension(least["width"], width),
            "height": _dimension(least["height"], height),
        },
        "max_size": {
            "width": _WHOLE if _hugs(node) else _dimension(style.max_width, width),
            "height": _dimension(style.max_height, height),
        },
        "aspect_ratio": ratio,
    }


def _text_style(node: _Node) -> _Dict:
    assert node.box.paragraph is not None
    style: _Dict = {
        **_BASE,
        "size": {"width": _AUTO, "height": _points(node.text_height)},
    }
    container = node.container
    across = container is not None and container.flex_direction in ("row", "row-reverse")
    least = _points(node.box.paragraph.narrowest) if across else _AUTO
    style["min_size"] = {"width": least, "height": _points(node.text_height)}
    style["max_size"] = {"width": _WHOLE if _hugs(node) else _AUTO, "height": _AUTO}
    return style


def _hugs(node: _Node) -> bool:
    """Whether a box is as wide as its contents ask, but never wider than there is room for."""
    text, style = node.box.paragraph is not None, node.box.style
    if not text and style.position == "absolute":
        return style.width is None and (style.left is None or style.right is None)
    container = node.container
    if container is None or container.flex_direction in ("row", "row-reverse"):
        return False
    if not text and (style.width is not None or style.max_width is not None):
        return False
    margins = () if text else (style.margin_left, style.margin_right)
    return _align(node, container) not in ("normal", "stretch") or None in margins


def _strut(width: float) -> _Dict:
    """A box without height that tells Taffy how wide the text would like to be."""
    return {
        **_BASE,
        "size": {"width": _points(width), "height": _ZERO},
        "max_size": {"width": _WHOLE, "height": _AUTO},
    }


def _mixes_units(style: Style) -> bool:
    edges: tuple[Edge, ...] = (
        *(style.width, style.height, style.min_width, style.min_height, style.max_width),
        *(style.max_height, style.top, style.right, style.bottom, style.left, style.flex_basis),
        *(style.margin_top, style.margin_right, style.margin_bottom, style.margin_left),
        *(style.padding_top, style.padding_right, style.padding_bottom, style.padding_left),
    )
    return any(edge is not None and edge.px and edge.percent for edge in edges)


def _content_width(frame: taffylib.PyLayout) -> float:
    taken = frame.padding_left + frame.padding_right + frame.border_left + frame.border_right
    return float(frame.width - taken)


def _content_height(frame: taffylib.PyLayout) -> float:
    taken = frame.padding_top + frame.padding_bottom + frame.border_top + frame.border_bottom
    return float(frame.height - taken)


# --- intrinsic widths and baselines ------------------------------------------------------


def narrowest(box: Box) -> float:
    """The min-content width of a box with its padding and border, in pixels."""
    if box.paragraph is not None:
        return box.paragraph.narrowest
    style = box.style
    if style.width is not None and not style.width.percent:
        return style.width.px + (_frame(style) if style.box_sizing == "content-box" else 0.0)
    inner = [narrowest(child) + _margin(child) for child in box.children if _flows(child)]
    across = style.display == "flex" and style.flex_direction in ("row", "row-reverse")
    if across and style.flex_wrap == "nowrap":
        width = sum(inner) + style.column_gap.px * max(0, len(inner) - 1)
    else:
        width = max(inner, default=0.0)
    least = style.min_width.px if style.min_width is not None else 0.0
    return max(width + _frame(style), least)


def _flows(box: Box) -> bool:
    return box.paragraph is not None or box.style.position != "absolute"


def _frame(style: Style) -> float:
    borders = style.border_width("left") + style.border_width("right")
    return style.padding_left.px + style.padding_right.px + borders


def _margin(box: Box) -> float:
    if box.paragraph is not None:
        return 0.0
    style = box.style
    return sum(edge.px for edge in (style.margin_left, style.margin_right) if edge is not None)


def _align(node: _Node, container: Style) -> str:
    if node.box.paragraph is not None:
        return container.align_items
    own = node.box.style.align_self
    return container.align_items if own == "auto" else own


def _baseline(node: _Node) -> float:
    """The first baseline of a laid-out box, from its top; its bottom where it has no text."""
    if node.box.paragraph is not None:
        return node.box.paragraph.first_baseline
    for child in node.children:
        if _flows(child.box):
            return float(child.frame.y) + _baseline(child)
    return float(node.frame.height)
