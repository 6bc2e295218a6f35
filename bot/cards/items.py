"""Items: boxes with what their places depend on, besides their own CSS."""

from __future__ import annotations

from dataclasses import dataclass

from bot.cards import taffy_grid
from bot.cards.boxes import Box
from bot.cards.gridplaces import Cell
from bot.cards.gridrepeats import ONCE, Repeats
from bot.cards.intrinsic import flows
from bot.cards.style import Style
from bot.cards.values import Unsupported


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
    in_auto: bool = False  # whether its container is as high as its contents, and has no percent
    repeats: Repeats = ONCE  # of a grid's own tracks
    cell: Cell | None = None  # where it stands in the grid that it is an item of
    grid_repeats: Repeats = ONCE  # of that grid's tracks

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


def cells_of(item: Item) -> dict[int, Cell]:
    """Where the items of a grid stand, by the order of their boxes."""
    container, boxes = item.box.style, [child for child in item.box.children if flows(child)]
    asked = [_asked(child, container, item.repeats) for child in boxes]
    cells = taffy_grid.cells(asked, container, item.repeats)
    return {box.order: cell for box, cell in zip(boxes, cells, strict=True)}


def _asked(box: Box, container: Style, repeats: Repeats) -> Cell:
    if box.paragraph is not None:
        return taffy_grid.ANYWHERE
    try:
        return taffy_grid.asked(box.style, container, repeats)
    except Unsupported as problem:
        raise box.owner.error(problem) from None
