"""Items: boxes with what their places depend on, besides their own CSS."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.cards.css.style import Style
from bot.cards.css.values import Unsupported
from bot.cards.layout import taffy_grid
from bot.cards.layout.boxes import Box
from bot.cards.layout.gaps import gaps_as_margins
from bot.cards.layout.gridplaces import Cell
from bot.cards.layout.gridrepeats import ONCE, Repeats
from bot.cards.layout.intrinsic import flows

MOST_CELLS = 100_000  # of a grid; cards have a hundred


@dataclass(slots=True)
class Item:
    """A box with what its style for Taffy depends on besides its own CSS."""

    box: Box
    container: Style | None  # of the parent, when that is a flex or grid container
    gaps: dict[str, float]  # see gaps_as_margins
    text_height: float = 0.0
    baseline_shift: float = 0.0
    references: tuple[float, float] | None = None  # the parent's content width and height
    in_grid: bool = False  # whether it stands anywhere within a grid
    mirrored: bool = False  # whether its container runs from right to left
    alone: bool = False  # whether it is the text of a block, and all that this holds
    kept: tuple[float, float] = (0.0, 0.0)  # width and height of the box whose place it keeps
    static: tuple[float, float] | None = None  # left and top, where such a box has none; pixels
    definite: bool = False  # whether its height is known before that of its contents
    in_definite: bool = False  # whether its container's is
    in_page: bool = False  # whether its container is ``html``, which has no height of its own
    ratio_height: float | None = None  # what its aspect ratio makes of its width, in pixels
    repeats: Repeats = ONCE  # of a grid's own tracks
    cell: Cell | None = None  # where it stands in the grid that it is an item of
    grid_repeats: Repeats = ONCE  # of that grid's tracks
    roomy: bool = True  # whether a grid's columns all have room for their contents

    @property
    def is_absolute(self) -> bool:
        """Whether it is an absolute box, and no placeholder of one."""
        absolute = self.box.paragraph is None and self.box.style.position == "absolute"
        return absolute and self.box.keeps is None

    @property
    def flex(self) -> Style | None:
        """The style of the flex container that it is an item of."""
        found = self.container
        return found if found is not None and found.display == "flex" else None

    @property
    def grid(self) -> Style | None:
        """The style of the grid that it is an item of."""
        found = self.container
        return found if found is not None and found.display == "grid" else None


def page_of(root: Box) -> Item:
    """The item of ``html``."""
    return Item(root, None, {}, definite=root.style.height is not None)


def items_in(item: Item) -> Iterator[Item]:
    """The items of a box's children."""
    box = item.box
    if not box.children:
        return
    container = box.style if box.style.display in ("flex", "grid") else None
    in_grid = item.in_grid or box.style.display == "grid"
    mirrored = box.paragraph is None and box.style.direction == "rtl"
    grid = box.paragraph is None and box.style.display == "grid"
    cells = cells_of(item) if grid else {}
    in_page = box.owner.element.tag == "html" and not item.definite
    alone = container is None and len(box.children) == 1 and not in_grid
    for child, gaps in zip(box.children, gaps_as_margins(box), strict=True):
        made = Item(child, container, gaps, in_grid=in_grid, mirrored=mirrored)
        made.cell, made.grid_repeats = cells.get(child.order), item.repeats
        absolute = child.paragraph is None and child.style.position == "absolute"
        made.in_page = in_page and not absolute
        made.in_definite = item.definite or absolute
        made.definite = is_definite(made, item)
        made.alone = alone and child.paragraph is not None
        yield made


def is_definite(item: Item, parent: Item) -> bool:
    """Whether a box's height is known before that of its contents.

    Sources: CSS Sizing 3 §2.1, Flexbox 1 §9.8.
    """
    if item.box.paragraph is not None:
        return False
    style = item.box.style
    if style.height is not None:
        return not style.height.percent or parent.definite or style.position == "absolute"
    if style.position == "absolute":
        return style.top is not None and style.bottom is not None
    if item.container is None:
        return False
    column = item.container.display == "flex" and item.container.flex_direction.startswith("column")
    return parent.definite and (column or stretches(item, item.container))


def stretches(item: Item, container: Style) -> bool:
    """Whether an item of a row, or of a grid, is as high as its line."""
    return alignment(item, container) in ("normal", "stretch")


def alignment(item: Item, container: Style) -> str:
    """How an item stands across its flex container or in its area: ``align-self``, or what the
    container says."""
    if item.box.paragraph is not None:
        return container.align_items
    own = item.box.style.align_self
    return container.align_items if own == "auto" else own


def keeps_ratio(item: Item) -> bool:
    """Whether a box's height follows from its width by ``aspect-ratio``; Sizing 4 §5."""
    box, style = item.box, item.box.style
    if box.paragraph is not None or box.picture is not None or box.keeps is not None:
        return False
    if not style.aspect_ratio or style.height is not None:
        return False
    if style.position == "absolute":
        return style.top is None or style.bottom is None
    if item.container is None:
        return True
    if item.flex is not None and item.flex.flex_direction.startswith("column"):
        return not style.flex_grow
    if item.grid is not None:
        return alignment(item, item.grid) != "stretch"
    return not (item.in_definite and stretches(item, item.container))


def cells_of(item: Item) -> dict[int, Cell]:
    """Where the items of a grid stand, by the order of their boxes."""
    container, boxes = item.box.style, [child for child in item.box.children if flows(child)]
    asked = [_asked(child, container, item.repeats) for child in boxes]
    if sum(cell.row.tracks * cell.column.tracks for cell in asked) > MOST_CELLS:
        raise item.box.owner.error(f"its items span more than {MOST_CELLS:,} cells of the grid")
    cells = taffy_grid.cells(asked, container, item.repeats)
    return {box.order: cell for box, cell in zip(boxes, cells, strict=True)}


def _asked(box: Box, container: Style, repeats: Repeats) -> Cell:
    if box.paragraph is not None:
        return taffy_grid.ANYWHERE
    try:
        return taffy_grid.asked(box.style, container, repeats)
    except Unsupported as problem:
        raise box.owner.error(problem) from None
