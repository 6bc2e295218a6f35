"""The order of painting: a stacking context in, its steps from back to front out.

Source: CSS 2.2 Appendix E, CSS Flexbox 1 §4.3 and CSS Grid 2 §6.4 (items are painted as one).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from bot.cards.css.styled import Styled
from bot.cards.layout.boxes import is_group
from bot.cards.layout.places import Placed
from bot.cards.record import record


class Part(Enum):
    """What of a box a step paints."""

    GROUND = "ground"  # shadows, backgrounds, borders
    CONTENT = "content"  # a picture or a text
    CONTEXT = "context"  # a stacking context, all of it


@record
class Step:
    """Something to paint; ``clips`` are the boxes whose ``overflow`` cuts it, outermost first."""

    part: Part
    place: Placed
    clips: tuple[Placed, ...] = ()


Strays = Mapping[Styled, Sequence[Placed]]
NO_STRAYS: Strays = {}


def strays_of(root: Placed) -> Strays:
    """The absolute boxes that stand elsewhere than in the element they are painted with."""
    found: dict[Styled, list[Placed]] = {}
    for place in root.walk():
        if place.box.group is not None:
            found.setdefault(place.box.group, []).append(place)
    return found


def is_context(place: Placed, *, item: bool) -> bool:
    """Whether a box is a stacking context; ``item``: it is a child of a flex or grid container."""
    if place.box.paragraph is not None:
        return False
    return is_group(place.box.style, ordered=place.box.positioned or item)


def layered(place: Placed) -> bool:
    """Whether a box is painted apart, then filtered or blended with what lies beneath."""
    style = place.box.style
    return bool(style.filter) or style.mix_blend_mode != "normal"


def blending(within: list[Step]) -> bool:
    """Whether one of a context's steps is blended with what the context alone has painted."""
    return any(
        step.part is Part.CONTEXT and step.place.box.style.mix_blend_mode != "normal"
        for step in within
    )


def steps(context: Placed, strays: Strays = NO_STRAYS) -> list[Step]:
    """The steps of a stacking context, without its own ground."""
    sorter = _Sorter()
    grounds: list[Step] = []
    contents: list[Step] = []
    sorter.flow(context, (), grounds, contents)
    for stray in strays.get(context.box.owner, ()):
        sorter.child(stray, (), grounds, contents, items=False)
    levels = sorted(sorter.levels.items())
    below = [step for level, found in levels if level < 0 for step in _ordered(found)]
    above = [step for level, found in levels if level >= 0 for step in _ordered(found)]
    return [*below, *grounds, *contents, *above]


def _ordered(found: list[tuple[int, list[Step]]]) -> list[Step]:
    found.sort(key=lambda entry: entry[0])
    return [step for _, group in found for step in group]


@dataclass(slots=True)
class _Sorter:
    """Gathers what stands out of the flow, by level, each with its order in the document."""

    levels: dict[int, list[tuple[int, list[Step]]]] = field(default_factory=dict)

    def flow(
        self,
        place: Placed,
        clips: tuple[Placed, ...],
        grounds: list[Step],
        contents: list[Step],
    ) -> None:
        """The parts of what is in the flow of a box."""
        if place.box.picture is not None:
            contents.append(Step(Part.CONTENT, place, clips))
        if place.box.style.overflow == "hidden" and place.box.paragraph is None:
            clips = (*clips, place)
        items = place.box.style.display in ("flex", "grid")
        for child in place.children:
            if child.box.paragraph is not None:
                contents.append(Step(Part.CONTENT, child, clips))
            elif child.box.group is None:
                self.child(child, clips, grounds, contents, items=items)

    def child(
        self,
        child: Placed,
        clips: tuple[Placed, ...],
        grounds: list[Step],
        contents: list[Step],
        *,
        items: bool,
    ) -> None:
        """The parts of a box that stands in another; ``items``: that is a flex box or a grid."""
        if is_context(child, item=items):
            level = (child.box.style.z_index or 0) if child.box.positioned or items else 0
            self._level(level, child).append(Step(Part.CONTEXT, child, clips))
        elif child.box.positioned:
            self._whole(child, clips, self._level(0, child))
        elif items:
            self._whole(child, clips, contents)
        else:
            grounds.append(Step(Part.GROUND, child, clips))
            self.flow(child, clips, grounds, contents)

    def _whole(self, place: Placed, clips: tuple[Placed, ...], steps: list[Step]) -> None:
        """A box that is painted as one, but for what stands out of its flow."""
        grounds: list[Step] = []
        contents: list[Step] = []
        steps.append(Step(Part.GROUND, place, clips))
        self.flow(place, clips, grounds, contents)
        steps += [*grounds, *contents]

    def _level(self, level: int, place: Placed) -> list[Step]:
        group: list[Step] = []
        self.levels.setdefault(level, []).append((place.box.order, group))
        return group
