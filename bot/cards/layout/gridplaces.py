"""Where the items of a grid stand: explicit lines first, the rest in turn. Source: CSS Grid 2 §8.

Lines are counted from 0, the first of the template; those before it are below 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bot.cards.css.grid import Areas, Line, Span, extent


class Stretch(NamedTuple):
    """Tracks that an item takes on one axis: from a line on, None where that is to be found."""

    start: int | None
    tracks: int


class Ends(NamedTuple):
    """What an item's style says of its two lines on one axis."""

    start: Line
    end: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """One axis of a grid: for how many tracks its template has sizes, and what areas it names."""

    sized: int
    areas: Areas = ()
    across: bool = False

    @property
    def tracks(self) -> int:
        """How many tracks the template makes."""
        if not self.areas:
            return self.sized
        return max(self.sized, len(self.areas[0] if self.across else self.areas))

    def stretch(self, ends: Ends) -> Stretch:
        """What an item takes on this axis. Raises Unsupported for an unknown area."""
        start, end = self.line(ends.start, last=False), self.line(ends.end, last=True)
        span = next((line.tracks for line in ends if isinstance(line, Span)), 1)
        if start is not None and end is not None:
            first, last = sorted((start, end))
            return Stretch(first, max(1, last - first))
        if start is None and end is not None:
            return Stretch(end - span, span)
        return Stretch(start, span)

    def line(self, line: Line, *, last: bool) -> int | None:
        """The line that is named, None where none is. Raises Unsupported for an unknown area."""
        if line is None or isinstance(line, Span):
            return None
        if isinstance(line, str):
            return extent(self.areas, line)[2 * last + self.across]
        return line - 1 if line > 0 else self.tracks + 1 + line


class Cell(NamedTuple):
    """The rows and columns that an item takes."""

    row: Stretch
    column: Stretch


class Place(NamedTuple):
    """The tracks that an item takes: of the axis that the grid fills first, and of the other."""

    main: Stretch
    cross: Stretch


def placed(items: Sequence[Place], tracks: int, *, dense: bool) -> list[Place]:
    """The items with all their lines, in a grid of so many tracks on the axis it fills first.

    That axis is the row's columns where the grid flows in rows. §8.5, in its steps.
    """
    filler = _Filler(dense=dense)
    found: dict[int, Place] = {}
    for index, item in enumerate(items):
        if item.main.start is not None and item.cross.start is not None:
            found[index] = filler.take(item, item.main.start, item.cross.start)
    for index, item in enumerate(items):
        if item.main.start is None and item.cross.start is not None:
            found[index] = filler.on_line(item, item.cross.start)
    filler.widen(items, tracks)
    for index, item in enumerate(items):
        if index not in found:
            found[index] = filler.next(item)
    return [found[index] for index in range(len(items))]


class _Filler:
    """The cells that are taken, and where the last item was put."""

    def __init__(self, *, dense: bool) -> None:
        self.dense = dense
        self.taken: set[tuple[int, int]] = set()
        self.first, self.last = 0, 0  # the lines of the grid on the main axis
        self.top = 0  # its first line on the other
        # Where the next item may stand, cross and main: in a dense grid, the next of its shape, as
        # what the last one of it did not fit into has not grown since.
        self.cursors: dict[tuple[object, ...], tuple[int, int]] = {}
        self.locked: dict[tuple[object, ...], int] = {}  # the same on one cross line

    def take(self, item: Place, main: int, cross: int) -> Place:
        for down in range(cross, cross + item.cross.tracks):
            self.taken.update((down, main + step) for step in range(item.main.tracks))
        return Place(Stretch(main, item.main.tracks), Stretch(cross, item.cross.tracks))

    def free(self, item: Place, main: int, cross: int) -> bool:
        cells = (
            (down, along)
            for down in range(cross, cross + item.cross.tracks)
            for along in range(main, main + item.main.tracks)
        )
        return self.taken.isdisjoint(cells)

    def on_line(self, item: Place, cross: int) -> Place:
        """Put an item that is locked to a row where it is free, in a grid that flows in rows."""
        key = (cross, *self.shape(item))
        main = self.locked.get(key, 0)
        while not self.free(item, main, cross):
            main += 1
        self.locked[key] = main + item.main.tracks
        return self.take(item, main, cross)

    def widen(self, items: Sequence[Place], tracks: int) -> None:
        """Learn how far the grid reaches, by its template and by its items."""
        along = [main for _, main in self.taken]
        starts = [(item.main.start, item.main.tracks) for item in items]
        ends = [start + span for start, span in starts if start is not None]
        spans = [span for start, span in starts if start is None]
        self.first = min([0, *along, *(start for start, _ in starts if start is not None)])
        self.last = max([tracks, *(place + 1 for place in along), *ends])
        self.last = max([self.last, *(self.first + span for span in spans)])
        self.top = min([0, *(cross for cross, _ in self.taken)])

    def shape(self, item: Place) -> tuple[object, ...]:
        """What two items must have alike to share a cursor; nothing where the grid is not dense."""
        return (item.main, item.cross.tracks) if self.dense else ()

    def next(self, item: Place) -> Place:
        """Put an item behind the last one, or in the first gap of a dense grid."""
        key = self.shape(item)
        cross, main = self.cursors.get(key, (self.top, self.first))
        if item.main.start is not None:
            if item.main.start < main:
                cross += 1
            main = item.main.start
            while not self.free(item, main, cross):
                cross += 1
        else:
            while main + item.main.tracks > self.last or not self.free(item, main, cross):
                main += 1
                if main + item.main.tracks > self.last:
                    cross, main = cross + 1, self.first
        self.cursors[key] = (cross, main)
        return self.take(item, main, cross)
