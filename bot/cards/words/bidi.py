"""Which way each character of a text runs: embedding levels, and the order that they are drawn in.

Even levels run from left to right, odd ones from right to left. Source: Unicode UAX #9, all rules
but the shaping of L3 and the mirroring of L4, which HarfBuzz does. Checked against Unicode's own
``BidiTest.txt`` and ``BidiCharacterTest.txt``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

LTR, RTL = 0, 1
_DEEPEST = 125  # BD2
_EMBEDDINGS = {"LRE": (LTR, ""), "RLE": (RTL, ""), "LRO": (LTR, "L"), "RLO": (RTL, "R")}
_ISOLATES = {"LRI": LTR, "RLI": RTL, "FSI": None}
_REMOVED = {*_EMBEDDINGS, "PDF", "BN"}  # by X9
_NEUTRAL = {"B", "S", "WS", "ON", "LRI", "RLI", "FSI", "PDI"}
_MOST_OPEN_BRACKETS = 63  # BD16
# Opening and closing brackets by turns: ``Bidi_Paired_Bracket`` of Unicode 15's BidiBrackets.txt.
_BRACKETS = (
    "()[]{}\u0f3a\u0f3b\u0f3c\u0f3d\u169b\u169c\u2045\u2046\u207d\u207e\u208d\u208e\u2308\u2309"
    "\u230a\u230b\u2329\u232a\u2768\u2769\u276a\u276b\u276c\u276d\u276e\u276f\u2770\u2771\u2772"
    "\u2773\u2774\u2775\u27c5\u27c6\u27e6\u27e7\u27e8\u27e9\u27ea\u27eb\u27ec\u27ed\u27ee\u27ef"
    "\u2983\u2984\u2985\u2986\u2987\u2988\u2989\u298a\u298b\u298c\u298d\u2990\u298f\u298e\u2991"
    "\u2992\u2993\u2994\u2995\u2996\u2997\u2998\u29d8\u29d9\u29da\u29db\u29fc\u29fd\u2e22\u2e23"
    "\u2e24\u2e25\u2e26\u2e27\u2e28\u2e29\u2e55\u2e56\u2e57\u2e58\u2e59\u2e5a\u2e5b\u2e5c\u3008"
    "\u3009\u300a\u300b\u300c\u300d\u300e\u300f\u3010\u3011\u3014\u3015\u3016\u3017\u3018\u3019"
    "\u301a\u301b\ufe59\ufe5a\ufe5b\ufe5c\ufe5d\ufe5e\uff08\uff09\uff3b\uff3d\uff5b\uff5d\uff5f"
    "\uff60\uff62\uff63"
)
_SAME_BRACKET = {"\u2329": "\u3008", "\u232a": "\u3009"}  # canonically equivalent
_OPENING = dict(zip(_BRACKETS[::2], _BRACKETS[1::2], strict=True))
_CLOSING = frozenset(_BRACKETS[1::2])


def runs_right_to_left(text: str) -> bool:
    """Whether a text has anything that runs from right to left, or orders that it do."""
    return not text.isascii() and any(
        unicodedata.bidirectional(character) in ("R", "AL", "AN", "RLE", "RLO", "RLI", "FSI")
        for character in text
        if character > "\u0589"
    )


def first_strong(text: str) -> int | None:
    """The direction of the first letter that has one, outside isolates; P2 and P3."""
    return _first_strong([unicodedata.bidirectional(character) for character in text])


def levels(text: str, base: int) -> list[int]:
    """The level of each character of a paragraph of that direction."""
    classes = [unicodedata.bidirectional(character) or "L" for character in text]
    return _Paragraph(text, classes, base).resolved()


def order(levels: Sequence[int]) -> list[int]:
    """The places of what has these levels, as they stand from left to right; L2."""
    places = list(range(len(levels)))
    for level in range(max(levels, default=0), 0, -1):
        start = 0
        while start < len(places):
            end = start
            while end < len(places) and levels[places[end]] >= level:
                end += 1
            places[start:end] = places[start:end][::-1]
            start = end + 1
    return places


def _first_strong(classes: Sequence[str]) -> int | None:
    depth = 0
    for kind in classes:
        if kind in _ISOLATES:
            depth += 1
        elif kind == "PDI":
            depth = max(0, depth - 1)
        elif depth == 0 and kind in ("L", "R", "AL"):
            return LTR if kind == "L" else RTL
    return None


def _closing_isolates(classes: Sequence[str]) -> dict[int, int]:
    """The place of the PDI that matches each isolate initiator; BD9."""
    found, opened = {}, []
    for place, kind in enumerate(classes):
        if kind in _ISOLATES:
            opened.append(place)
        elif kind == "PDI" and opened:
            found[opened.pop()] = place
    return found


@dataclass(slots=True)
class _Stack:
    """The directional status stack of X1: (level, override, isolate), and what overflowed it."""

    entries: list[tuple[int, str, bool]]
    overflowing_isolates: int = 0
    overflowing_embeddings: int = 0
    isolates: int = 0

    @property
    def level(self) -> int:
        return self.entries[-1][0]

    @property
    def override(self) -> str:
        return self.entries[-1][1]

    def push(self, direction: int, override: str, *, isolate: bool) -> None:
        level = self.level + 1 + ((self.level + 1) % 2 != direction)
        overflown = self.overflowing_isolates or self.overflowing_embeddings
        if level <= _DEEPEST and not overflown:
            self.isolates += isolate
            self.entries.append((level, override, isolate))
        elif isolate:
            self.overflowing_isolates += 1
        elif not self.overflowing_isolates:
            self.overflowing_embeddings += 1

    def pop_isolate(self) -> None:
        if self.overflowing_isolates:
            self.overflowing_isolates -= 1
        elif self.isolates:
            self.overflowing_embeddings = 0
            while not self.entries[-1][2]:
                self.entries.pop()
            self.entries.pop()
            self.isolates -= 1

    def pop_embedding(self) -> None:
        if self.overflowing_isolates:
            return
        if self.overflowing_embeddings:
            self.overflowing_embeddings -= 1
        elif len(self.entries) > 1 and not self.entries[-1][2]:
            self.entries.pop()


@dataclass(slots=True)
class _Paragraph:
    """A paragraph while its levels are worked out; rules change ``kinds``, at first the classes."""

    text: str
    classes: list[str]
    base: int
    levels: list[int] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)

    def resolved(self) -> list[int]:
        self.kinds = list(self.classes)
        closing = _closing_isolates(self.classes)
        self.explicit(closing)
        kept = [place for place, kind in enumerate(self.classes) if kind not in _REMOVED]
        for sequence, start, end in self.sequences(kept, closing):
            _Sequence(self, sequence, start, end).resolve()
        self.trail()
        return self.levels

    # --- X1 to X8 ------------------------------------------------------------------------

    def explicit(self, closing: dict[int, int]) -> None:
        stack = _Stack([(self.base, "", False)])
        for place, kind in enumerate(self.classes):
            if kind in _EMBEDDINGS:
                stack.push(*_EMBEDDINGS[kind], isolate=False)
            elif kind == "PDF":
                stack.pop_embedding()
            elif kind == "PDI":
                stack.pop_isolate()
            self.levels.append(self.base if kind == "B" else stack.level)
            if stack.override and kind not in _REMOVED and kind != "B":
                self.kinds[place] = stack.override
            if kind in _ISOLATES:
                direction = _ISOLATES[kind]
                if direction is None:
                    inner = self.classes[place + 1 : closing.get(place, len(self.classes))]
                    direction = _first_strong(inner) or LTR
                stack.push(direction, "", isolate=True)

    # --- X10 -----------------------------------------------------------------------------

    def sequences(
        self, kept: list[int], closing: dict[int, int]
    ) -> list[tuple[list[int], int, int]]:
        """The isolating run sequences, each with the levels that meet at its start and end."""
        runs: list[list[int]] = []
        for place in kept:
            if runs and self.levels[runs[-1][-1]] == self.levels[place]:
                runs[-1].append(place)
            else:
                runs.append([place])
        by_start = {run[0]: run for run in runs}
        closers = set(closing.values())
        beside = {place: before for before, place in pairwise(kept)}
        after = dict(pairwise(kept))
        found = []
        for run in runs:
            if run[0] in closers:
                continue
            sequence = list(run)
            while sequence[-1] in closing:
                sequence += by_start[closing[sequence[-1]]]
            before, behind = beside.get(sequence[0]), after.get(sequence[-1])
            start = self.base if before is None else self.levels[before]
            hangs = behind is None or self.classes[sequence[-1]] in _ISOLATES
            end = self.base if hangs or behind is None else self.levels[behind]
            found.append((sequence, start, end))
        return found

    # --- L1 ------------------------------------------------------------------------------

    def trail(self) -> None:
        """White space at the end of the text, and before separators, goes with the paragraph."""
        trailing = True
        for place in range(len(self.classes) - 1, -1, -1):
            kind = self.classes[place]
            if kind in ("B", "S"):
                trailing = True
            elif kind not in ("WS", "PDI", *_ISOLATES, *_REMOVED):
                trailing = False
            if trailing:
                self.levels[place] = self.base


class _Sequence:
    """An isolating run sequence: places of one level, and the directions about it."""

    def __init__(self, paragraph: _Paragraph, places: list[int], start: int, end: int) -> None:
        self.paragraph = paragraph
        self.places = places
        self.level = paragraph.levels[places[0]]
        self.start = "R" if max(self.level, start) % 2 else "L"
        self.end = "R" if max(self.level, end) % 2 else "L"
        self.kinds = [paragraph.kinds[place] for place in places]

    def resolve(self) -> None:
        self.weak()
        self.brackets()
        self.neutral()
        for place, kind in zip(self.places, self.kinds, strict=True):
            if self.level % 2:
                self.paragraph.levels[place] = self.level + (kind != "R")
            else:
                self.paragraph.levels[place] = self.level + {"L": 0, "R": 1}.get(kind, 2)

    # --- W1 to W7 ------------------------------------------------------------------------

    def weak(self) -> None:
        self.marks()
        self.numbers()
        self.separators()
        strong = self.start
        for index, kind in enumerate(self.kinds):
            if kind in ("L", "R"):
                strong = kind
            elif kind == "EN" and strong == "L":
                self.kinds[index] = "L"

    def marks(self) -> None:
        before = self.start
        for index, kind in enumerate(self.kinds):
            if kind == "NSM":
                self.kinds[index] = "ON" if before in ("PDI", *_ISOLATES) else before
            before = self.kinds[index]

    def numbers(self) -> None:
        strong = self.start
        for index, kind in enumerate(self.kinds):
            if kind in ("L", "R", "AL"):
                strong = kind
            if kind == "EN" and strong == "AL":
                self.kinds[index] = "AN"
        self.kinds = ["R" if kind == "AL" else kind for kind in self.kinds]

    def separators(self) -> None:
        kinds = self.kinds
        for index in range(1, len(kinds) - 1):
            before, after = kinds[index - 1], kinds[index + 1]
            if before == after == "EN" and kinds[index] in ("ES", "CS"):
                kinds[index] = "EN"
            elif before == after == "AN" and kinds[index] == "CS":
                kinds[index] = "AN"
        start = 0
        while start < len(kinds):
            end = start
            while end < len(kinds) and kinds[end] == "ET":
                end += 1
            if end > start:
                numeric = "EN" in (*kinds[max(0, start - 1) : start], *kinds[end : end + 1])
                kinds[start:end] = ["EN" if numeric else "ON"] * (end - start)
            start = end + 1
        self.kinds = ["ON" if kind in ("ES", "ET", "CS") else kind for kind in kinds]

    # --- N0 to N2 ------------------------------------------------------------------------

    def brackets(self) -> None:
        own = "R" if self.level % 2 else "L"
        for opening, closing in self.pairs():
            inner = {_strong(kind) for kind in self.kinds[opening + 1 : closing]} - {""}
            if own in inner:
                self.pair(opening, closing, own)
            elif inner:
                before = next(filter(None, map(_strong, self.kinds[:opening][::-1])), self.start)
                self.pair(opening, closing, before if before != own else own)

    def pairs(self) -> list[tuple[int, int]]:
        opened: list[tuple[str, int]] = []
        found = []
        for index, place in enumerate(self.places):
            character = self.paragraph.text[place]
            if self.kinds[index] != "ON":
                continue
            if character in _OPENING:
                if len(opened) == _MOST_OPEN_BRACKETS:
                    return []
                expected = _OPENING[character]
                opened.append((_SAME_BRACKET.get(expected, expected), index))
            elif character in _CLOSING:
                wanted = _SAME_BRACKET.get(character, character)
                for depth in range(len(opened) - 1, -1, -1):
                    if opened[depth][0] == wanted:
                        found.append((opened[depth][1], index))
                        del opened[depth:]
                        break
        return sorted(found)

    def pair(self, opening: int, closing: int, kind: str) -> None:
        for index in (opening, closing):
            self.kinds[index] = kind
            for after in range(index + 1, len(self.places)):
                if self.paragraph.classes[self.places[after]] != "NSM":
                    break
                self.kinds[after] = kind

    def neutral(self) -> None:
        kinds, own = self.kinds, "R" if self.level % 2 else "L"
        start = 0
        while start < len(kinds):
            end = start
            while end < len(kinds) and kinds[end] in _NEUTRAL:
                end += 1
            if end > start:
                before = _strong(kinds[start - 1]) if start else self.start
                after = _strong(kinds[end]) if end < len(kinds) else self.end
                kinds[start:end] = [before if before == after else own] * (end - start)
            start = end + 1


def _strong(kind: str) -> str:
    """The direction of a class, where numbers count as running from right to left."""
    return {"L": "L", "R": "R", "EN": "R", "AN": "R"}.get(kind, "")
