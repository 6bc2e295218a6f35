"""Where lines end best: words and a width in, the lines out. Source: CSS Text 4, ``text-wrap``."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from bot.cards.words.linebreak import Break

# In squares of a line's relative shortfall, as the costs of breaks.
_LONE_WORD = 0.20  # the last line is one short word
_LINE = 1e-6  # prefers fewer lines when all else is equal


class Word(NamedTuple):
    """What stands between two breaks: its width, that of the spaces after it, and the break.

    ``opening`` and ``closing`` are widths that a line has in addition where it begins or ends with
    the word: the hyphen, and what ``box-decoration-break: clone`` repeats.
    """

    width: float
    space: float
    after: Break | None  # None at the end of the text
    opening: float = 0.0
    closing: float = 0.0


class Measure(NamedTuple):
    """The width for lines; the first has ``indent`` less (more where it is negative)."""

    width: float
    indent: float = 0.0

    def of(self, *, first: bool) -> float:
        return self.width - self.indent if first else self.width


Lines = list[tuple[int, int]]  # first word and the one after the last
_SLACK = 0.01  # pixels; sums of widths are not exact
_NARROWEST = 1.0  # pixels, of a line that a line's lack is measured by


class Row:
    """All words of a text on one line, and how far along it each begins and ends.

    ``inks`` are where the words end, ``ends`` where they would with what a line's end adds.
    """

    def __init__(self, words: Sequence[Word]) -> None:
        self.words = words
        self.starts = [0.0, *accumulate([word.width + word.space for word in words])]
        self.openings = [word.opening for word in words]
        self.inks = [start + word.width for start, word in zip(self.starts, words, strict=False)]
        self.ends = [ink + word.closing for ink, word in zip(self.inks, words, strict=True)]
        self.furthest = list(accumulate(self.ends, max))
        self.costs = [word.after.cost if word.after else 0.0 for word in words]
        self.forced = [
            index for index, word in enumerate(words) if word.after and word.after.forced
        ]
        self.widest = max([word.width for word in words], default=0.0)

    def width(self, line: tuple[int, int]) -> float:
        """How wide a line of these words is."""
        first, last = line[0], line[1] - 1
        return self.ends[last] - self.starts[first] + self.openings[first]

    def full(self, start: int, room: float) -> int:
        """The word after the last that goes on a line with the one at ``start``, which always does.

        No line goes on after a break that is forced.
        """
        limit = self.starts[start] - self.openings[start] + room + _SLACK
        if self.furthest[start] > limit:  # by the hyphen alone, it may be
            beyond = (at for at in range(start + 1, len(self.ends)) if self.ends[at] > limit)
            end = next(beyond, len(self.ends))
        else:
            end = bisect_right(self.furthest, limit, start + 1)
        if self.forced:
            place = bisect_left(self.forced, start)
            end = min([end, *(at + 1 for at in self.forced[place : place + 1])])
        return end


def greedy(row: Row, measure: Measure) -> Lines:
    """As many words on each line as go; a word wider than the line stands alone on it."""
    lines: Lines = []
    start, room, full = 0, measure.of(first=True), row.full
    while start < len(row.words):
        end = full(start, room)
        lines.append((start, end))
        start, room = end, measure.width
    return lines


def balanced(row: Row, measure: Measure) -> Lines:
    """As few lines as ``greedy`` makes, of even length, ending on strong words where they can."""
    plain = greedy(row, measure)
    if len(plain) < 2 or row.forced:
        return plain
    low, high = 0.0, measure.width
    while high - low > max(1.0, measure.width / 200):
        middle = (low + high) / 2
        too_wide = row.widest > middle + _SLACK
        if too_wide or len(greedy(row, Measure(middle, measure.indent))) > len(plain):
            low = middle
        else:
            high = middle
    chosen = _best(row, measure, high)
    return chosen if len(chosen) == len(plain) else greedy(row, Measure(high, measure.indent))


def pretty(row: Row, measure: Measure) -> Lines:
    """As few lines as ``greedy`` makes, full, without a lone last word or weak line ends."""
    plain = greedy(row, measure)
    if len(plain) < 2 or row.forced:
        return plain
    chosen = _best(row, measure, measure.width, ragged_end=True)
    return chosen if len(chosen) == len(plain) else plain


def _best(row: Row, measure: Measure, target: float, *, ragged_end: bool = False) -> Lines:
    """The cheapest way to set the words, by dynamic programming over line ends."""
    count, inks, costs = len(row.words), row.inks, row.costs
    cheapest = [0.0] + [float("inf")] * count
    origin = [0] * (count + 1)
    for start in range(count):
        first = start == 0
        goal = max(_NARROWEST, target - measure.indent if first else target)
        left, begun = row.starts[start] - row.openings[start], cheapest[start] + _LINE
        for last in range(start, row.full(start, measure.of(first=first))):
            line = (goal - (inks[last] - left)) / goal
            if last + 1 < count:
                price = begun + line * line + costs[last]
            else:
                price = begun + _last(line, count - start, start, ragged_end=ragged_end)
            if price < cheapest[last + 1]:
                cheapest[last + 1], origin[last + 1] = price, start
    lines: Lines = []
    end = count
    while end:
        lines.append((origin[end], end))
        end = origin[end]
    return lines[::-1]


def _last(shortfall: float, words: int, start: int, *, ragged_end: bool) -> float:
    lone = _LONE_WORD if words == 1 and start and shortfall > 0.5 else 0.0
    return lone if ragged_end else lone + shortfall * shortfall
