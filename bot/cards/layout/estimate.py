"""About how large a fitted text can get, from its layout at some size.

Only where the search looks next: texts grow in proportion, but for optical sizes and rounding.
"""

from __future__ import annotations

from bisect import bisect_right
from math import inf
from xml.etree.ElementTree import Element

from bot.cards.css.style import Style
from bot.cards.layout.intrinsic import flows
from bot.cards.layout.places import Placed
from bot.cards.text.paragraph import Paragraph


def estimate(root: Placed, element: Element, size: float, steps: list[float]) -> int:
    """The index of about the largest of ``steps`` at which the element's texts fit its box.

    ``root`` is laid out with the element at ``size``.
    """
    way = _way_to(root, element)
    place = way[-1]
    room = _room_down(place) + _free_about(way)

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
    return _stacked(place, larger / size, place, give=_OPTICAL) > room + _SURE


def _box_of(root: Placed, element: Element) -> Placed:
    return next(
        each
        for each in root.walk()
        if each.box.owner.element is element and each.box.paragraph is None
    )


def _way_to(root: Placed, element: Element) -> list[Placed]:
    """The box of an element, behind all that it stands in; empty where it is not there."""
    if root.box.owner.element is element and root.box.paragraph is None:
        return [root]
    for child in root.children:
        way = _way_to(child, element)
        if way:
            return [root, *way]
    return []


def _sizes(place: Placed) -> tuple[float, float]:
    left, top, right, bottom = place.content
    return right - left, bottom - top


_NEAR, _SURE = 0.5, 1.5  # pixels
_OPTICAL = 0.985  # of their share: letters of a font with optical sizes are set tighter when larger


def _room_down(place: Placed) -> float:
    """How high the contents of a box can get."""
    most = place.box.style.max_height
    return max(_inner(place), most.px if most is not None else 0.0)


def _free_about(way: list[Placed]) -> float:
    """How much higher the last box of the way can get, with those about it, by its contents."""
    free = 0.0
    for around, place in zip(way[-2::-1], way[:0:-1], strict=True):
        style, outer = place.box.style, around.box.style
        across = outer.display == "flex" and outer.flex_direction in ("row", "row-reverse")
        grows = outer.display == "flex" and not across and style.flex_grow
        given = style.height is not None or style.max_height is not None
        if given or grows or not flows(place.box) or outer.display == "grid":
            break
        if across:
            free += max(0.0, _inner(around) - _outer(place))
            continue
        items = [child for child in around.children if flows(child.box)]
        gaps = outer.row_gap.px * (len(items) - 1) if outer.display == "flex" else 0.0
        free += max(0.0, _inner(around) - gaps - sum(map(_outer, items)))
    return free


def _inner(place: Placed) -> float:
    return place.content[3] - place.content[1]


def _outer(place: Placed) -> float:
    """The height of a box with its margins."""
    return place.height + (0.0 if place.box.paragraph is not None else _margins(place.box.style))


def _margins(style: Style) -> float:
    return sum(edge.px for edge in (style.margin_top, style.margin_bottom) if edge is not None)


def _stacked(
    place: Placed, factor: float, fitted: Placed, beside: float = 0.0, give: float = 1.0
) -> float:
    """How high the contents of a box are when everything in it grows by a factor.

    ``beside`` is how wide that is which stands beside it, and grows too; ``give`` is of how much of
    the factor texts get wider.
    """
    style = place.box.style
    items = [child for child in place.children if flows(child.box)]
    across = style.display == "flex" and style.flex_direction in ("row", "row-reverse")
    taken = _beside(items, style) if across else [0.0] * len(items)
    heights = [
        _height(child, factor, fitted, beside + more, give)
        for child, more in zip(items, taken, strict=True)
    ]
    if across and style.align_items == "baseline":
        sunk = [child.y - place.content[1] for child in items]
        heights = [height + down * factor for height, down in zip(heights, sunk, strict=True)]
    if across or style.display == "grid":
        return max(heights, default=0.0)
    gaps = style.row_gap.px * max(0, len(heights) - 1) if style.display == "flex" else 0.0
    return sum(heights) + gaps * factor


def _beside(items: list[Placed], style: Style) -> list[float]:
    """How much of a row its gaps take from each item, and other items of a width of their own."""
    gaps = style.column_gap.px * (len(items) - 1)
    own = [
        item.width if item.box.paragraph is None and not item.box.style.flex_grow else 0.0
        for item in items
    ]
    return [gaps + sum(own) - width for width in own]


def _height(place: Placed, factor: float, fitted: Placed, beside: float, give: float) -> float:
    paragraph = place.box.paragraph
    if paragraph is not None:
        across = _room_across(place, paragraph, factor, fitted, beside)
        if paragraph.narrowest * factor * give > across:
            return inf
        return paragraph.height(across / (factor * give)) * factor
    style = place.box.style
    if style.height is not None or place.box.picture is not None:
        return place.height
    frame = place.height - _inner(place)
    return _stacked(place, factor, fitted, beside, give) + (frame + _margins(style)) * factor


def _room_across(
    text: Placed, paragraph: Paragraph, factor: float, fitted: Placed, beside: float
) -> float:
    """How wide a text can get.

    As wide as it is, less what grows beside it; more where it hugs its words, or where its box
    has a width, as in ``em``.
    """
    if abs(text.width - paragraph.widest) < 0.01:
        return fitted.content[2] - fitted.content[0] - beside * factor
    if text.box.style.width is not None:
        return text.width * factor
    return text.width - beside * (factor - 1)
