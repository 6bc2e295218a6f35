"""The room on a line that the edges of inline boxes take, beside the characters they stand at.

Source: CSS Writing Modes 4 §2.4.5 (boxes whose text is reordered), CSS Fragmentation 4 §5.4.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.cards.text.inline import InlineBox


@dataclass(frozen=True, slots=True)
class BoxEdges:
    """A box's left and right edge on a line, if they stand there.

    ``before`` and ``behind`` are the pixels from its first and last character to its margin's
    edges, those of boxes within it counted.
    """

    left: bool
    right: bool
    before: float
    behind: float


@dataclass(slots=True)
class EdgeRoom:
    """Pixels left and right of characters, by their places, and the edges of each box."""

    left: dict[int, float] = field(default_factory=dict)
    right: dict[int, float] = field(default_factory=dict)
    boxes: dict[InlineBox, BoxEdges] = field(default_factory=dict)


def edge_room(
    boxes: Sequence[InlineBox], order: Sequence[int], line: tuple[int, int], *, rtl: bool
) -> EdgeRoom:
    """The room on a line from one place to another, whose characters are seen in that order.

    A box opens on the line that has its first character, and its edge stands at the left of all
    that the line has of it, or at the right in a paragraph that runs from right to left.
    """
    found = EdgeRoom()
    for box in reversed(boxes):  # the inner before the outer
        held = [at for at in order if box.start <= at < box.end]
        if not held:
            continue
        opens = box.opens(min(held), line[0])
        closes = box.closes(max(held) + 1, line[1])
        left, right = (closes, opens) if rtl else (opens, closes)
        at_left, at_right = (box.trail, box.lead) if rtl else (box.lead, box.trail)
        first, last = held[0], held[-1]
        before = found.left.get(first, 0.0) + (at_left if left else 0.0)
        behind = found.right.get(last, 0.0) + (at_right if right else 0.0)
        found.left[first], found.right[last] = before, behind
        found.boxes[box] = BoxEdges(left, right, before, behind)
    return found
