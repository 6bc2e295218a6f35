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
FAMILY |= {",,": Family.DOUBLE, "``": Family.DOUBLE, "`": Family.SINGLE, "´": Family.SINGLE}
_CANONICAL = {"<<": "«", ">>": "»", ",,": "„", "‟": "“", "‛": "‘", "``": "“", "`": "'", "´": "'"}
# An apostrophe inside a word is never a mark. Two in a row are italics in wiki text and marks in
# some archives: as they cannot be told apart, what stands between them is passed over, unless two
# grave accents open it, as typewriters' marks do.
# A mark doubled counts once; eight or more in a row are an ornament or damage.
_MARK = re.compile(
    # As it opens with one set, the search skips all else at once. Most commas and apostrophes
    # stand behind a letter, and leave it here.
    r"(?P<sign>[«»‹›“”„‟\"‚‘‛'’<>,`´](?:(?<![,'’´])|(?<!\w.)|(?<!,)(?!\w)))"
    r"(?:(?P<noise>(?<!,)\s?(?:[«»‹›“”„‟\"‚‘‛'’<>]\s?){7,})"
    r"|(?<=')'+|(?<=<)<|(?<=>)>|(?<=(?<!\w),),(?=\w)"
    r"|(?<=[«»‹›“”„‟\"‚‘‛`])(?P=sign)*|(?<=(?<!\w)['’´])|(?<=['’´])(?!\w))"
)
_REPEATED = frozenset('«»‹›“”„‟"‚‘‛')  # signs of which several in a row are one mark
SPACES = " \t\n\u00a0\u202f\u2009\u200a\u2002\u2003\u2007\u3000"
PADDING = SPACES + "\ufeff\u200b\u2060"
BEFORE_OPENING = "([{:;—–-/'’¿¡…"
AFTER_CLOSING = frozenset(".,;:!?…)]}—–-/")
CLOSED_OFF = SPACES + ",.;:!?)]}"
_BOUNDARY_BEFORE = frozenset(BEFORE_OPENING).union(SPACES, FAMILY)
_BOUNDARY_AFTER = AFTER_CLOSING.union(SPACES, FAMILY)


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


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the words between two marks start and end, without padding and commas round them."""
    words = text[start:end].lstrip(PADDING + ",")
    start = end - len(words)
    return start, start + len(words.rstrip(PADDING + ","))


def _closes_commas(text: str, at: int, found: list[Mark]) -> bool:
    """Whether two raised commas close what two commas have opened: ,,…’’."""
    if not text.startswith("’’", at) or text.startswith("’’’", at):
        return False
    return "„" in [mark.sign for mark in found]


def _closes_accents(text: str, start: int, at: int) -> bool:
    """Whether two apostrophes close what two grave accents have opened: ``…''."""
    return text.startswith("''", at) and text.find("``", start, at) >= 0


def scan(text: str, start: int, end: int) -> list[Mark]:
    """The marks of one paragraph; the same mark doubled counts once."""
    found: list[Mark] = []
    for match in _MARK.finditer(text, start, end):
        if match.lastgroup == "noise":
            continue
        sign = match["sign"]
        at, stop = match.span()
        if found and at < found[-1].end:
            continue
        doubled = stop - at > 1 and sign in _REPEATED
        if stop - at > 1 and not doubled:
            sign = "”" if _closes_accents(text, start, at) else text[at : at + 2]
        elif _closes_commas(text, at, found):
            sign, stop = "”", min(at + 2, end)
        family = FAMILY[sign]
        before = text[at - 1] if at > start else " "
        after = text[stop] if stop < end else " "
        found.append(
            Mark(
                _CANONICAL.get(sign, sign),
                family,
                at,
                stop,
                before in SPACES,
                after in CLOSED_OFF,
                before in _BOUNDARY_BEFORE,
                after in _BOUNDARY_AFTER,
                doubled,
            )
        )
    return found
