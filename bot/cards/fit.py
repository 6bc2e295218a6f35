"""``-card-fit``: the largest font size at which everything still fits.

What fits is asked of the whole layout, so the size also follows what stands beside the text. The
sizes tried are few and round, so that the next card finds its glyphs in the cache.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from bot.cards import boxes, layout
from bot.cards.boxes import Resources
from bot.cards.cascade import Document, Styled
from bot.cards.layout import Placed
from bot.cards.matrix import IDENTITY, Matrix
from bot.model import Format

_NEAR = 0.5  # pixels that a browser would not show as overflow


@dataclass(frozen=True, slots=True)
class Fitted:
    """A layout with the font size found for each fitted element; ``overflowing`` did not fit."""

    root: Placed
    sizes: dict[Element, float]
    overflowing: tuple[Placed, ...]


def fit(document: Document, resources: Resources) -> Fitted:
    """Lay out a document with every ``-card-fit`` resolved, in the order of the document."""
    styled = document.styled()
    wanted = list(_fitted_elements(styled))
    for element, (smallest, _) in wanted:
        styled = document.resized(styled, element, smallest)
    sizes = {}
    for element, (smallest, largest) in wanted:
        steps = _steps(smallest, largest)
        low, high = 0, len(steps) - 1
        while low < high:
            middle = (low + high + 1) // 2
            tried = document.resized(styled, element, steps[middle])
            root = _lay_out(tried, document.format, resources)
            if any(_concerns(place, element) for place in overflowing(root)):
                high = middle - 1
            else:
                low = middle
        sizes[element] = steps[low]
        styled = document.resized(styled, element, steps[low])
    root = _lay_out(styled, document.format, resources)
    return Fitted(root, sizes, tuple(overflowing(root)))


def _lay_out(styled: Styled, format: Format, resources: Resources) -> Placed:
    return layout.place(boxes.build(styled, resources), format.width, format.height)


def _fitted_elements(
    node: Styled, *, within: bool = False
) -> Iterator[tuple[Element, tuple[float, float]]]:
    if node.style.display == "none":
        return
    if node.style.card_fit is not None:
        if str(node.element.tag).startswith("::"):
            raise node.error("-card-fit is not for ::before and ::after; give them a size in em")
        if within:
            raise node.error("-card-fit stands inside another -card-fit; give sizes in em there")
        yield node.element, node.style.card_fit
    within = within or node.style.card_fit is not None
    for child in node.content:
        if not isinstance(child, str):
            yield from _fitted_elements(child, within=within)


def _steps(smallest: float, largest: float) -> list[float]:
    """The sizes to try: both ends, and whole even pixels (whole ones below 40) between."""
    between = [
        float(size)
        for size in range(int(smallest) + 1, int(largest) + 1)
        if smallest < size < largest and (size < 40 or size % 2 == 0)
    ]
    return sorted({smallest, *between, largest})


def overflowing(root: Placed) -> Iterator[Placed]:
    """Every box whose contents reach out of it, and every text that leaves the card."""
    card = (root.x - _NEAR, root.y - _NEAR, root.right + _NEAR, root.bottom + _NEAR)
    yield from _overflowing(root, card, IDENTITY)


def _overflowing(place: Placed, card: Area, matrix: Matrix) -> Iterator[Placed]:
    paragraph = place.box.paragraph
    if paragraph is not None:
        if paragraph.overflows(place.width) or not _within(_text_area(place, matrix), card):
            yield place
        return
    if place.box.style.transform:
        matrix = matrix @ place.matrix
    content = place.content
    room = (content[0] - _NEAR, content[1] - _NEAR, content[2] + _NEAR, content[3] + _NEAR)
    if not all(_free(child) or _within(_area(child), room) for child in place.children):
        yield place
    for child in place.children:
        yield from _overflowing(child, card, matrix)


Area = tuple[float, float, float, float]  # left, top, right, bottom


def _area(place: Placed) -> Area:
    return place.x, place.y, place.right, place.bottom


def _free(place: Placed) -> bool:
    """Whether a box may stand outside its container: its author placed it by hand."""
    return place.box.positioned or (place.box.paragraph is None and bool(place.box.style.transform))


def _within(area: Area, room: Area) -> bool:
    inside = area[0] >= room[0] and area[1] >= room[1]
    return inside and area[2] <= room[2] and area[3] <= room[3]


def _text_area(place: Placed, matrix: Matrix) -> Area:
    """Where a text stands on the card, with an opening mark that hangs in the margin."""
    assert place.box.paragraph is not None
    hung = min(0.0, place.box.paragraph.indent)
    return matrix.bounds(place.x + hung, place.y, place.right, place.bottom)


def _concerns(place: Placed, element: Element) -> bool:
    """Whether a box is within the element, or the element within it."""
    own = place.box.owner.element
    return any(item is own for item in element.iter()) or any(
        item is element for item in own.iter()
    )
