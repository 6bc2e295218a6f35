"""The signs that may be quotation marks, each with what its neighbours say of it."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple


class Family(StrEnum):
    """Marks that can close each other."""

    GUILLEMETS = "«»"
    SINGLE_GUILLEMETS = "‹›"
    DOUBLE = "“”„‟"
    STRAIGHT = '"'
    SINGLE = "‘’‚‛'"
    APOSTROPHES = "''"


FAMILY = {sign: family for family in list(Family)[:5] for sign in family.value}
FAMILY["''"] = Family.APOSTROPHES
FAMILY |= {"<<": Family.GUILLEMETS, ">>": Family.GUILLEMETS}
FAMILY |= {",,": Family.DOUBLE}
_CANONICAL = {"<<": "«", ">>": "»", ",,": "„", "‟": "“", "‛": "‘"}
# An apostrophe inside a word is never a mark. Two in a row are italics in wiki text and marks in
# some archives: as they cannot be told apart, what stands between them is passed over.
# A mark doubled counts once; eight or more in a row are an ornament or damage.
_MARK = re.compile(
    r"(?=[«»‹›“”„‟\"‚‘‛'’<>,])"  # told at once of most signs, this makes it five times as fast
    r"(?:(?P<noise>(?:[«»‹›“”„‟\"‚‘‛'’<>]\s?){8,})"
    r"|''+|<<|>>|(?<!\w),,(?=\w)|(?P<sign>[«»‹›“”„‟\"‚‘‛])(?P=sign)*|(?<!\w)['’]|['’](?!\w))"
)
SPACES = " \t\n\u00a0\u202f\u2009\u200a\u2002\u2003\u2007\u3000"
_BEFORE_OPENING = frozenset("([{:;—–-/'’¿¡…")
AFTER_CLOSING = frozenset(".,;:!?…)]}—–-/")


class Mark(NamedTuple):
    """A mark with what its neighbours say of it."""

    sign: str
    family: Family
    start: int
    end: int
    space_before: bool
    closed_off: bool
    at_boundary_before: bool
    at_boundary_after: bool
    doubled: bool

    @property
    def leans_right(self) -> bool:
        """Set as an opening mark: after a space or bracket, tight against the next word."""
        return self.at_boundary_before and not self.closed_off

    @property
    def leans_left(self) -> bool:
        """Set as a closing mark: tight against the last word, before a space or a sign."""
        return not self.space_before and self.at_boundary_after


def scan(text: str, start: int, end: int) -> list[Mark]:
    """The marks of one paragraph; the same mark doubled counts once."""
    found: list[Mark] = []
    for match in _MARK.finditer(text, start, end):
        if match.lastgroup == "noise":
            continue
        sign = match.group("sign") or match.group()[:2]
        at, stop = match.span()
        family = FAMILY[sign]
        sign = _CANONICAL.get(sign, sign)
        before = text[at - 1] if at > start else " "
        after = text[stop] if stop < end else " "
        found.append(
            Mark(
                sign,
                family,
                at,
                stop,
                before in SPACES,
                after in SPACES or after in ",.;:!?)]}",
                before in SPACES or before in _BEFORE_OPENING or before in FAMILY,
                after in SPACES or after in AFTER_CLOSING or after in FAMILY,
                match.lastgroup == "sign" and stop - at > 1,
            )
        )
    return found
