"""About how large a fitted text can get, from its layout at some size.

Only where the search looks next: texts grow in proportion, but for optical sizes and rounding.
"""

from __future__ import annotations

from bisect import bisect_right
from math import inf
from xml.etree.ElementTree import Element

from bot.cards.intrinsic import flows
from bot.cards.layout import Placed
from bot.cards.paragraph import Paragraph
from bot.cards.style import Style


def estimate(root: Placed, element: Element, size: float, steps: list[float]) -> int:
    """The index of about the largest of ``steps`` at which the element's texts fit its box.

    ``root`` is laid out with the element at ``size``.
    """
    place = _box_of(root, element)
    room = _room_down(place)

    def lacking(step: float) -> float:
        """How much room lacks at a size, below zero where there is enough."""
        return _stacked(place, step / size, place) - room

    return max(0, bisect_right(steps, 0.0, key=lacking) - 1)


def lacks(smallest: Placed, root: Placed, element: Element, size: float, larger: float) -> bool:
    """Whether the element's texts surely do not fit their box at a larger size.

    ``root`` is laid out with the element at ``size``, which fits, ``smallest`` with it at its
    smallest. Not sure where the box grew from one to the other, where the estimate errs about the
    size that fits, or where little is lacking.
    """
    place, before = _box_of(root, element), _box_of(smallest, element)
    if any(
        abs(one - other) > _NEAR for one, other in zip(_sizes(place), _sizes(before), strict=True)
    ):
        return False
    room = _room_down(place)
    if _stacked(place, 1.0, place) > room + _NEAR:
        return False
    return _stacked(place, larger / size, place) > room + _SURE


def _box_of(root: Placed, element: Element) -> Placed:
    return next(each for each in root.walk() if _is_box_of(each, element))


def _sizes(place: Placed) -> tuple[float, float]:
    left, top, right, bottom = place.content
    return right - left, bottom - top


_NEAR, _SURE = 0.5, 1.5  # pixels


def _is_box_of(place: Placed, element: Element) -> bool:
    return place.box.paragraph is None and place.box.owner.element is element


def _room_down(place: Placed) -> float:
    """How high the contents of a box can get."""
    most = place.box.style.max_height
    return max(place.content[3] - place.content[1], most.px if most is not None else 0.0)


def _stacked(place: Placed, factor: float, fitted: Placed, taken: float = 0.0) -> float:
    """How high the contents of a box are when everything in it grows by a factor.

    ``taken`` is how much narrower the box gets by what grows beside it.
    """
    style = place.box.style
    items = [child for child in place.children if flows(child.box)]
    across = style.display == "flex" and style.flex_direction in ("row", "row-reverse")
    if across:
        taken += _growing(items, style) * (factor - 1)
    heights = [_height(child, factor, fitted, taken) for child in items]
    if across and style.align_items == "baseline":
        sunk = [child.y - place.content[1] for child in items]
        heights = [height + down * factor for height, down in zip(heights, sunk, strict=True)]
    if across or style.display == "grid":
        return max(heights, default=0.0)
    gaps = style.row_gap.px * max(0, len(heights) - 1) if style.display == "flex" else 0.0
    return sum(heights) + gaps * factor


def _growing(items: list[Placed], style: Style) -> float:
    """How much of a row is taken by its gaps and by items of a width of their own."""
    fixed = [item for item in items if item.box.paragraph is None and not item.box.style.flex_grow]
    return style.column_gap.px * (len(items) - 1) + sum(item.width for item in fixed)


def _height(place: Placed, factor: float, fitted: Placed, taken: float) -> float:
    paragraph = place.box.paragraph
    if paragraph is not None:
        across = _room_across(place, paragraph, factor, fitted, taken)
        if paragraph.narrowest * factor > across:
            return inf
        return paragraph.height(across / factor) * factor
    style = place.box.style
    if style.height is not None or place.box.picture is not None:
        return place.height
    frame = place.height - (place.content[3] - place.content[1])
    margins = sum(edge.px for edge in (style.margin_top, style.margin_bottom) if edge is not None)
    return _stacked(place, factor, fitted, taken) + (frame + margins) * factor


def _room_across(
    text: Placed, paragraph: Paragraph, factor: float, fitted: Placed, taken: float
) -> float:
    """How wide a text can get.

    As wide as it is, less what is taken beside it; more where it hugs its words, or where its box
    has a width, as in ``em``.
    """
    if abs(text.width - paragraph.widest) < 0.01:
        return fitted.content[2] - fitted.content[0] - taken
    return text.width * factor if text.box.style.width is not None else text.width - taken
