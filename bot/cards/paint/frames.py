"""Boxes on whole pixels, as browsers snap them. Source: CSS Backgrounds 3."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PIL import Image

from bot.cards.css.styled import Styled
from bot.cards.layout.intrinsic import flows
from bot.cards.layout.places import Placed
from bot.cards.paint import shapes
from bot.cards.paint.canvas import Rect, size_of
from bot.cards.paint.shapes import SQUARE, Radii

SIDES = ("top", "right", "bottom", "left")


@dataclass(frozen=True, slots=True)
class Frame:
    """A box on whole pixels: its border box, corners and borders (top, right, bottom, left)."""

    area: Rect
    radii: Radii
    widths: tuple[int, int, int, int]

    @staticmethod
    def plain(area: Rect) -> Frame:
        """The frame of a box without corners and borders."""
        return Frame(area, SQUARE, (0, 0, 0, 0))

    @property
    def inner(self) -> Rect:
        """The padding box."""
        left, top, right, bottom = self.area
        return (
            left + self.widths[3],
            top + self.widths[0],
            max(left + self.widths[3], right - self.widths[1]),
            max(top + self.widths[0], bottom - self.widths[2]),
        )

    @property
    def inner_radii(self) -> Radii:
        """The corners of the padding box."""
        return shapes.inset(self.radii, *self.widths)

    def mask(self, fine: int) -> Image.Image | None:
        """The coverage of the border box, None where it is plain."""
        return shapes.covered(size_of(self.area), self.radii, fine)

    def inner_mask(self, fine: int) -> Image.Image | None:
        """The coverage of the padding box, None where it is plain."""
        return shapes.covered(size_of(self.inner), self.inner_radii, fine)


def frame_of(place: Placed) -> Frame:
    """A box's frame. Borders are cut down to whole pixels, one at least; Backgrounds 3 §4.3."""
    style = place.box.style
    area = snapped(place)
    top, right, bottom, left = [
        max(1, math.floor(width)) if (width := style.border_width(side)) else 0 for side in SIDES
    ]
    radii = shapes.radii_of(style, *size_of(area))
    return Frame(area, radii, (top, right, bottom, left))


MOST_PIXELS = 36_000_000  # of one box; a card has 16 million at most


def check_size(owner: Styled, size: tuple[int, int], fine: int = 1) -> None:
    """Refuse to paint what would take more memory than any card needs."""
    if size[0] * size[1] * fine * fine > MOST_PIXELS:
        raise owner.error(f"a box of {size[0]}×{size[1]} px is too large to paint")


def snapped(place: Placed) -> Rect:
    """A border box on whole pixels."""
    return (
        math.floor(place.x + 0.5),
        math.floor(place.y + 0.5),
        math.floor(place.right + 0.5),
        math.floor(place.bottom + 0.5),
    )


def root_area(root: Placed, card: tuple[int, int]) -> Rect:
    """Where ``html`` would stand in a browser, on a card of that width and height.

    The card's background begins there; Backgrounds 3 §2.11.2. Without a height of its own it is as
    high as its contents, though it is laid out as high as the card.
    """
    style, (width, height) = root.box.style, card
    if style.height is not None:
        return (0, 0, width, max(1, round(root.height)))
    bottoms = [style.min_height.of(height) if style.min_height is not None else 0.0]
    for child in root.children:
        if flows(child.box):
            margin = child.box.style.margin_bottom if child.box.paragraph is None else None
            below = margin.of(width) if margin is not None else 0.0
            bottoms.append(child.y + child.height + below)
    return (0, 0, width, max(1, round(max(bottoms))))
