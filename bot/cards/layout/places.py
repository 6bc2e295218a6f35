"""Boxes in, places out: the one file that speaks to Taffy (through stretchable).

Taffy's functions are called directly with plain dictionaries: stretchable's own ``Node`` checks
each length by ``dir()``, keeps what it makes, and its measure callbacks lose memory. So texts
are given their sizes in passes: lay out, break lines at the widths found, give the heights, lay
out again until nothing moves. Rounding is off; each document has a Taffy of its own and frees it.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.cards.layout import gridrepeats
from bot.cards.layout.boxes import Box
from bot.cards.layout.intrinsic import narrowest
from bot.cards.layout.items import Item, cells_of, items_in, page_of
from bot.cards.layout.matrix import Matrix, matrix_of
from bot.cards.layout.nodes import (
    Inner,
    Node,
    baseline_of,
    content_height,
    content_width,
    left_of,
    standing,
)
from bot.cards.layout.struts import area_of, struts_of
from bot.cards.layout.taffy import taffylib
from bot.cards.layout.taffy_style import style_of
from bot.cards.layout.taffy_values import points
from bot.cards.record import record
from bot.cards.text.paragraph import Paragraph


@record
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
        waiting = [self]
        while waiting:
            place = waiting.pop()
            yield place
            waiting += reversed(place.children)

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
    with Layouter(width, height) as layouter:
        return layouter.place(root)


_MOST_PASSES = 8


class Layouter:
    """Lays out box trees of one document, one after the other, on a card of that size.

    Only what has changed since the last is given to Taffy anew: boxes that are the same object.
    """

    def __init__(self, width: float, height: float) -> None:
        self.size = (width, height)
        self.root: Node | None = None
        self.nodes: list[Node] = []  # all of them
        self.keeps = False  # whether a box keeps the place of another
        self.taffy = taffylib.init()
        taffylib.disable_rounding(self.taffy)

    def __enter__(self) -> Layouter:
        return self

    def __exit__(self, *_: object) -> None:
        taffylib.node_drop_all(self.taffy)
        taffylib.free(self.taffy)
        for node in self.nodes:  # which know one another, and would wait for the collector
            node.children.clear()
        narrowest.cache_clear()

    def place(self, root: Box) -> Placed:
        """The places of a box tree, which has the shape of those before."""
        if self.root is None:
            self.root = self.grow(page_of(root))
            self.nodes = list(self.root.walk())
        else:
            self.change(self.root, page_of(root))
        for _ in range(_MOST_PASSES):
            self.forget()
            self.compute(self.root)
            settled = self.settled()
            if not (self.keeps and self.settle_static(self.root)) and settled:
                break
        return self.placed(self.root, self.root.frame.x, self.root.frame.y)

    def grow(self, item: Item) -> Node:
        if item.box.paragraph is not None:  # many texts have a line for themselves
            item.text_height = item.box.paragraph.height(item.box.paragraph.widest)
        node = Node(item, style_of(item, self.size))
        node.id = taffylib.node_create(self.taffy, node.style)
        self.keeps = self.keeps or item.box.keeps is not None
        self.prop(node)
        for child in items_in(item):
            grown = self.grow(child)
            grown.block = node if child.alone else None
            node.children.append(grown)
            taffylib.node_add_child(self.taffy, node.id, grown.id)
        node.learn()
        return node

    def change(self, node: Node, item: Item) -> None:
        """Put another item in a node's place, with what the passes found out so far."""
        old = node.item
        item.repeats = old.repeats
        same = item.box is old.box and item.container is old.container and item.gaps == old.gaps
        if same and (item.cell, item.grid_repeats) == (old.cell, old.grid_repeats):
            return
        item.text_height, item.baseline_shift = old.text_height, old.baseline_shift
        item.references, item.ratio_height = old.references, old.ratio_height
        item.kept, item.static = old.kept, old.static
        node.item, node.text_width = item, -1.0
        if item.box.paragraph is not None:  # most keep their width
            node.text_width = node.frame.width
            item.text_height = item.box.paragraph.height(node.text_width)
        self.restyle(node)
        self.prop(node)
        for child, changed in zip(node.children, items_in(item), strict=True):
            self.change(child, changed)
        node.learn()

    def prop(self, node: Node) -> None:
        """Give Taffy the widths of a text, and the least heights of a grid's rows, as boxes."""
        styles = struts_of(node.item)
        if len(styles) == len(node.struts):
            for strut_id, style in zip(node.struts, styles, strict=True):
                taffylib.node_set_style(self.taffy, strut_id, style)
            return
        for strut_id in node.struts:
            taffylib.node_remove_child(self.taffy, node.id, strut_id)
        node.struts = [taffylib.node_create(self.taffy, style) for style in styles]
        for strut_id in node.struts:
            taffylib.node_add_child(self.taffy, node.id, strut_id)

    def restyle(self, node: Node) -> None:
        style = style_of(node.item, self.size)
        if style != node.style:  # telling Taffy takes three times as long as comparing
            node.style = style
            taffylib.node_set_style(self.taffy, node.id, style)

    def forget(self) -> None:
        """Have Taffy work everything out: what it kept may be of a width that it only tried."""
        for node in self.nodes:
            if not node.children:
                taffylib.node_mark_dirty(self.taffy, node.id)

    def compute(self, root: Node) -> None:
        space = {"width": points(self.size[0]), "height": points(self.size[1])}
        taffylib.node_compute_layout(self.taffy, root.id, space)
        layout_of = taffylib.node_get_layout
        for node in self.nodes:
            if node.block is None:
                layout_of(self.taffy, node.id, node.frame)
            else:
                node.frame = Inner(node.block.frame, node.item.text_height)

    # --- passes --------------------------------------------------------------------------

    def settled(self) -> bool:
        """Take what a pass has found into the tree; whether no other pass is needed."""
        changed = False
        for node in self.nodes:
            paragraph = node.item.box.paragraph
            if paragraph is not None:
                changed = self.settle_text(node, paragraph) or changed
            elif node.mixing:
                changed = self.settle_references(node) or changed
            if node.by_ratio:
                changed = self.settle_ratio(node) or changed
            if node.fills:
                changed = self.settle_repeats(node) or changed
            if node.shares and node.item.roomy:
                changed = self.settle_room(node) or changed
            if node.sharing:
                changed = self.settle_baselines(node) or changed
        return not changed

    def settle_references(self, node: Node) -> bool:
        """Tell children whose sizes depend on it what room they have."""
        changed = False
        for child in node.mixing:
            around = self.around(child, node)
            if around is None:
                changed = True
                continue
            width, height = content_width(around), content_height(around)
            if child.item.is_absolute:  # the padding box
                width += around.padding_left + around.padding_right
                height += around.padding_top + around.padding_bottom
            before = child.item.references or (-1.0, -1.0)
            if abs(before[0] - width) >= 0.01 or abs(before[1] - height) >= 0.01:
                child.item.references = (width, height)
                self.restyle(child)
                changed = True
        return changed

    def around(self, child: Node, node: Node) -> taffylib.PyLayout | Inner | None:
        """What a box stands in: an item of a grid in its area, which the next pass tells first."""
        if child.item.cell is None:
            return node.frame
        style = area_of(child.item)
        if child.area is None:
            child.area = taffylib.node_create(self.taffy, style)
            taffylib.node_add_child(self.taffy, node.id, child.area)
            return None
        taffylib.node_set_style(self.taffy, child.area, style)
        found = taffylib.PyLayout()
        taffylib.node_get_layout(self.taffy, child.area, found)
        return found

    def settle_ratio(self, node: Node) -> bool:
        """Make a box as high as its aspect ratio asks, or as its contents where they show."""
        item, style, frame = node.item, node.box.style, node.frame
        assert style.aspect_ratio
        down = frame.height - content_height(frame)
        if style.box_sizing == "border-box":
            height = frame.width / style.aspect_ratio
        else:
            height = content_width(frame) / style.aspect_ratio + down
        if style.overflow == "visible" and style.min_height is None:
            below = frame.padding_bottom + frame.border_bottom
            bottoms = (child.frame.y + child.frame.height + below for child in node.children)
            height = max([height, *bottoms])
        height -= 0.0 if style.box_sizing == "border-box" else down
        if item.ratio_height is not None and abs(item.ratio_height - height) < 0.01:
            return False
        item.ratio_height = height
        self.restyle(node)
        return True

    def settle_repeats(self, node: Node) -> bool:
        """Repeat a grid's tracks as often as they fit in the room it has got."""
        item, style = node.item, node.box.style
        height = content_height(node.frame) if style.height is not None else 0.0
        most = gridrepeats.repeats_in(style, content_width(node.frame), height)
        item.repeats, before = most, item.repeats
        item.repeats = gridrepeats.trimmed(style, list(cells_of(item).values()), most)
        if item.repeats == before:
            return False
        self.restyle(node)
        self.prop(node)
        for child, changed in zip(node.children, items_in(item), strict=True):
            child.item.cell, child.item.grid_repeats = changed.cell, changed.grid_repeats
            self.restyle(child)
        return True

    def settle_room(self, node: Node) -> bool:
        """Let a grid's columns be narrower than their contents would like, where they must."""
        frame = node.frame
        end = frame.border_left + frame.padding_left + content_width(frame) + 0.5
        items = [child for child in node.children if not child.item.is_absolute]
        if all(child.frame.x + child.frame.width <= end for child in items):
            return False
        node.item.roomy = False
        self.restyle(node)
        return True

    def settle_static(self, root: Node) -> bool:
        """Put each absolute box that gives no side where it was written."""
        places = list(standing(root, 0.0, 0.0, (0.0, 0.0)))
        absolute = {each.node.box.order: each for each in places if each.node.item.is_absolute}
        changed = False
        for keeper in places:
            if keeper.node.box.keeps is None:
                continue
            made = absolute[keeper.node.box.order]
            kept = (made.node.frame.width, made.node.frame.height)
            static = (keeper.x - made.within[0], keeper.y - made.within[1])
            if (keeper.node.item.kept, made.node.item.static) != (kept, static):
                keeper.node.item.kept, made.node.item.static = kept, static
                self.restyle(keeper.node)
                self.restyle(made.node)
                changed = True
        return changed

    def settle_text(self, node: Node, paragraph: Paragraph) -> bool:
        if abs(node.frame.width - node.text_width) < 0.01:
            return False
        node.text_width = node.frame.width
        height = paragraph.height(node.frame.width)
        if height == node.item.text_height:
            return False
        node.item.text_height = height
        self.restyle(node)
        return True

    def settle_baselines(self, node: Node) -> bool:
        """Push items down to a common first baseline: Taffy knows no baseline of our texts."""
        baselines = [
            child.frame.margin_top - child.item.baseline_shift + baseline_of(child)
            for child in node.sharing
        ]
        changed = False
        for child, own in zip(node.sharing, baselines, strict=True):
            shift = max(baselines) - own
            if abs(shift - child.item.baseline_shift) > 0.01:
                child.item.baseline_shift = shift
                self.restyle(child)
                changed = True
        return changed

    def placed(self, node: Node, x: float, y: float) -> Placed:
        """A box that stands there, with all it holds."""
        frame = node.frame
        box = node.item.box
        rtl = box.paragraph is None and box.style.direction == "rtl"
        left, right = (
            frame.border_left + frame.padding_left,
            frame.border_right + frame.padding_right,
        )
        if rtl:
            left, right = right, left
        content = (
            x + left,
            y + frame.border_top + frame.padding_top,
            x + frame.width - right,
            y + frame.height - frame.border_bottom - frame.padding_bottom,
        )
        children = [
            self.placed(child, x + left_of(child, node), y + child.frame.y)
            for child in node.children
            if child.item.box.keeps is None
        ]
        return Placed(box, x, y, frame.width, frame.height, content, tuple(children))
