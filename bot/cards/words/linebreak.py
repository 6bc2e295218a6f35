"""Where a line may end, and what a reader thinks of it.

Source: Unicode UAX #14 (the rules for spaces, marks, hyphens, dashes and ideographs); the rules for
French marks, units and weak words stand in ``line_endings.toml``.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from bot.kept import kept

SOFT_HYPHEN = "\u00ad"
_SPACES = " \t"
_OPENING = "«‹„‚([{¿¡"
_CLOSING = "»›)]}!?:;,.…%’”"
# These marks open in one language and close in another: only what stands beside them tells.
_EITHER = "\"'“‘"
_DASHES = "–—"
_HYPHENS = "-\u2010"


@dataclass(frozen=True, slots=True)
class Break:
    """A place where a line may end: before the character at ``at``.

    ``forced`` ends it whatever its width; ``hyphen`` draws one there; ``cost`` is 0 for a plain
    space, more where a reader would stumble (see ``penalty`` in ``line_endings``).
    """

    at: int
    forced: bool = False
    hyphen: bool = False
    cost: float = 0.0


# Costs are in squares of the line's relative shortfall: 0.04 is worth a line 20 % short.
_WEAK_WORD = 0.06
IN_WORD = 0.09


@kept(160)
def breaks(text: str, language: str) -> tuple[Break, ...]:
    """Every place where a line of ``text`` may end, in order; the end of the text is not one."""
    found = []
    for index in range(1, len(text)):
        before = text[index - 1]
        if before == "\n":
            found.append(Break(index, forced=True))
        elif before in _SPACES:
            if text[index] not in _SPACES and _may_part(text, index):
                found.append(Break(index, cost=_cost(text, index, language)))
        elif before == SOFT_HYPHEN:
            found.append(Break(index, hyphen=True, cost=IN_WORD))
        elif before == "\u200b" or _after_sign(text, index) or _ideographs(text, index):
            found.append(Break(index, cost=0.0 if before == "\u200b" else IN_WORD))
    return tuple(found)


def _may_part(text: str, index: int) -> bool:
    """Whether a line may end in the spaces before ``index``."""
    word = text[:index].rstrip(_SPACES)
    if not word:
        return False
    last, following = word[-1], text[index]
    if last in _OPENING or following in _CLOSING:
        return False
    if last in _EITHER and _opens(word):
        return False
    return not (last.isdigit() and _goes_with_number(text, index))


def _opens(word: str) -> bool:
    """Whether the mark at the end of ``word`` opens: nothing, a space or an opener before it."""
    return len(word) < 2 or word[-2].isspace() or word[-2] in _OPENING


_NEXT_WORD = re.compile(r"[^\s,.;:!?»”)]+")


def _goes_with_number(text: str, index: int) -> bool:
    match = _NEXT_WORD.match(text, index)
    word = match[0] if match else ""
    return word in _DATA.units or bool(re.match(r"\d{3}(?!\d)", word))


_SLASHED = re.compile(r"[^\W\d_]{2}/[^\W\d_]{2}")  # et/ou, not km/h


def _after_sign(text: str, index: int) -> bool:
    before, following = text[index - 1], text[index]
    if before in _HYPHENS:
        return index > 1 and text[index - 2].isalpha() and following.isalpha()
    if before in _DASHES:
        return following.isalnum() and index > 1 and text[index - 2] not in " \u00a0\u202f"
    return before == "/" and bool(_SLASHED.search(text[max(0, index - 3) : index + 2]))


def _ideographs(text: str, index: int) -> bool:
    before, following = text[index - 1], text[index]
    if before in "「『（【〈《" or following in "、。，．」』）】〉》・：；！？ーゃゅょっ":
        return False
    if not (_ideographic(before) or _ideographic(following)):
        return False
    return following not in _CLOSING and before not in _OPENING and not following.isspace()


def _ideographic(character: str) -> bool:
    return "\u2e80" <= character <= "\u9fff" or "\uac00" <= character <= "\ud7a3"


_LAST_WORD = re.compile(r"([^\W_]+)['’]?$")


def _cost(text: str, index: int, language: str) -> float:
    word = _LAST_WORD.search(text[max(0, index - 24) : index].rstrip(_SPACES))
    return _WEAK_WORD if word and word[1].lower() in weak_words(language) else 0.0


def weak_words(language: str) -> frozenset[str]:
    """Words that belong to what follows them, in small letters; none for an unknown language."""
    return _DATA.weak.get(language.split("-")[0].lower(), frozenset())


@dataclass(frozen=True, slots=True)
class _Data:
    units: frozenset[str]
    weak: dict[str, frozenset[str]]


def _read() -> _Data:
    with (Path(__file__).parent / "line_endings.toml").open("rb") as file:
        table = tomllib.load(file)
    weak = {language: frozenset(words) for language, words in table["weak"].items()}
    return _Data(frozenset(table["units"]), weak)


_DATA = _read()
