"""``-card-fit``: the largest font size at which everything still fits.

What fits is asked of the whole layout, so the size also follows what stands beside the text. The
sizes tried are few and round, so that the next card finds its glyphs in the cache.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from xml.etree.ElementTree import Element

from bot.cards.css.cascade import Document
from bot.cards.css.styled import Styled
from bot.cards.layout import boxes
from bot.cards.layout.boxes import Resources
from bot.cards.layout.estimate import estimate, lacks
from bot.cards.layout.matrix import IDENTITY, Matrix
from bot.cards.layout.places import Layouter, Placed
from bot.cards.record import record
from bot.cards.text.paragraph import Paragraph

MOST_FITTED = 30  # elements; each is laid out several times
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
    if len(wanted) > MOST_FITTED:
        raise styled.error(f"more than {MOST_FITTED} elements with -card-fit")
    for node, (smallest, _) in wanted:
        styled = document.resized(styled, node.element, smallest)
    sizes = {}
    with Layouter(document.format.width, document.format.height) as layouter:
        setter = _Setter(document, resources, layouter)
        trial = setter.set(styled)
        boxes = [each.box for each in trial.root.walk() if each.box.paragraph is None]
        boxed = {box.owner.element for box in boxes}
        for node, (smallest, largest) in wanted:
            if node.element not in boxed:
                raise node.error("-card-fit is for a box, not within a line; use display: block")
            search = _Search(setter, node.element, _steps(smallest, largest), trial)
            sizes[node.element], trial = search.largest()
    return Fitted(trial.root, sizes, trial.overflowing)


@record
class _Trial:
    """A document at certain sizes, laid out."""

    styled: Styled
    root: Placed
    overflowing: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class _Setter:
    """Lays a document out at the sizes that are tried."""

    document: Document
    resources: Resources
    layouter: Layouter

    def set(self, styled: Styled) -> _Trial:
        """The layout of a document with its styles."""
        root = self.layouter.place(boxes.build(styled, self.resources))
        return _Trial(styled, root, tuple(overflowing(root)))

    def resized(self, trial: _Trial, element: Element, size: float) -> _Trial:
        """The layout with one element at another size."""
        return self.set(self.document.resized(trial.styled, element, size))


_MOST_GUESSES = 4
_GIVEN_UP = 0.06  # of the largest size, for lines that end better


class _Search:
    """The search for the largest size of one element; ``smallest`` is laid out with the first."""

    def __init__(
        self, setter: _Setter, element: Element, steps: list[float], smallest: _Trial
    ) -> None:
        self.setter = setter
        self.element = element
        self.steps = steps
        self.trials = {0: smallest}
        self.related = set(_related(setter.document.root.element, element))

    def largest(self) -> tuple[float, _Trial]:
        """The largest size that fits, or the first, and its layout.

        Each size tried tells where about to look next, and mostly that the next is too large; when
        that does not lead on, the search halves what is left.
        """
        low, high, guess, foretold = 0, len(self.steps), self.guess(0), True
        for tries in count():
            if high - low <= 1:
                break
            probe = min(high - 1, max(low + 1, guess))
            if self.fits(probe):
                low, guess = probe, probe + 1
                if low + 1 < high and self.full(low):
                    break
            else:
                high, guess = probe, self.guess(probe)
                foretold = guess < high  # what overflows is often no measure
            if not foretold or tries >= _MOST_GUESSES:
                guess = (low + high) // 2
        low = self.better_read(low)
        return self.steps[low], self.trial(low)

    def better_read(self, index: int) -> int:
        """The size, hardly smaller, at which lines end best, foretold from the larger layout."""
        texts = list(self.texts(index))
        found, least = index, _stumbles(texts)
        begun = least
        for smaller in range(index - 1, -1, -1):
            larger_by = self.steps[index] / self.steps[smaller]
            if not least or larger_by > 1 + _GIVEN_UP:
                break
            stumbles = _stumbles(texts, larger_by)
            if stumbles < least:
                found, least = smaller, stumbles
        if found == index or not self.fits(found):
            return index
        return found if _stumbles(self.texts(found)) < begun else index

    def texts(self, index: int) -> Iterator[tuple[Paragraph, float]]:
        """The texts within the element whose line ends are chosen, with their widths."""
        within = set(self.element.iter())
        for place in self.trial(index).root.walk():
            text = place.box.paragraph
            if text is not None and text.owner.element in within and _chosen_ends(text):
                yield text, place.width

    def guess(self, index: int) -> int:
        """About the largest that fits, from the layout at a size."""
        return estimate(self.trial(index).root, self.element, self.steps[index], self.steps)

    def full(self, index: int) -> bool:
        """Whether the next size is surely too large."""
        smallest, root = self.trial(0).root, self.trial(index).root
        return lacks(smallest, root, self.element, self.steps[index], self.steps[index + 1])

    def trial(self, index: int) -> _Trial:
        """The layout at a size."""
        if index not in self.trials:
            size = self.steps[index]
            self.trials[index] = self.setter.resized(self.trials[0], self.element, size)
        return self.trials[index]

    def fits(self, index: int) -> bool:
        """Whether nothing overflows within the element or round it, or runs into what is beside.

        Boxes that overlap at the smallest size already were laid over one another on purpose.
        """
        trial = self.trial(index)
        if any(place.box.owner.element in self.related for place in trial.overflowing):
            return False
        return self.overlapped(trial) <= self.overlapped(self.trial(0))

    def overlapped(self, trial: _Trial) -> set[tuple[int, ...]]:
        """What the element, or a box round it, overlaps: the way there from the root, by number."""
        return set(_overlapped(trial.root, self.element, self.related))


def _chosen_ends(text: Paragraph) -> bool:
    return text.owner.style.text_wrap in ("balance", "pretty")


def _stumbles(texts: Iterable[tuple[Paragraph, float]], wider: float = 1.0) -> float:
    """What the line ends of texts cost a reader, but for the last, were they that much wider."""
    return sum(
        end.cost
        for paragraph, width in texts
        for _, last in paragraph.broken(width * wider)[:-1]
        if (end := paragraph.words[last - 1].after) is not None
    )


def _related(root: Element, element: Element) -> Iterator[Element]:
    """The element, all within it and all round it."""
    yield from element.iter()
    parents = {child: parent for parent in root.iter() for child in parent}
    while element in parents:
        element = parents[element]
        yield element


def _overlapped(
    place: Placed, element: Element, related: set[Element], way: tuple[int, ...] = ()
) -> Iterator[tuple[int, ...]]:
    """The boxes beside those on the way down to the element that these reach into."""
    if place.box.owner.element is element:
        return
    onward = next((each for each in place.children if each.box.owner.element in related), None)
    if onward is None:
        return
    for number, beside in enumerate(place.children):
        if beside is onward:
            yield from _overlapped(beside, element, related, (*way, number))
        elif not (_free(beside) or _free(onward)) and _overlap(_area(onward), _area(beside)):
            yield (*way, number)


def _overlap(one: Area, other: Area) -> bool:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across > _NEAR and down > _NEAR


def _fitted_elements(
    node: Styled, *, within: bool = False
) -> Iterator[tuple[Styled, tuple[float, float]]]:
    if node.style.display == "none":
        return
    if node.style.card_fit is not None:
        if str(node.element.tag).startswith("::"):
            raise node.error("-card-fit is not for ::before and ::after; give them a size in em")
        if within:
            raise node.error("-card-fit stands inside another -card-fit; give sizes in em there")
        yield node, node.style.card_fit
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
        reaching = paragraph.overflows(place.width) or not _within(_text_area(place, matrix), card)
        if reaching and not place.box.owner.ornamental:
            yield place
        return
    if place.box.style.transform:
        matrix = matrix @ place.matrix
    content = place.content
    room = (content[0] - _NEAR, content[1] - _NEAR, content[2] + _NEAR, content[3] + _NEAR)
    for child in place.children:
        if not (_within(_area(child), room) or _free(child)):
            yield place
            break
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
    left, right = (0.0, -hung) if place.box.paragraph.rtl else (hung, 0.0)
    return matrix.bounds(place.x + left, place.y, place.right + right, place.bottom)
