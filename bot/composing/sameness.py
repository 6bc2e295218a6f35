"""Whether a draft is too close to what its account has posted lately: pure, over given texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from bot.composing.addresses import addresses
from bot.model import CardOrder, Variant, plain_words

# Out of 100 (rapidfuzz, ratio of the words in order): measured on pairs of posts of one article and
# of different ones, see tests/composing/test_sameness.py.
CLOSE = 85.0
MOST_COMPARED = 500  # the latest posts of an account
_SHORTEST = 20  # characters of words: shorter texts are alike by chance
_BLANK = re.compile(r"\s+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Recent:
    """What an account has posted lately: its text, the quotes in it, and how to name it."""

    account: str
    text: str
    quotes: tuple[str, ...] = ()
    name: str = "an earlier post"


def too_close(version: Variant[CardOrder], recent: Sequence[Recent]) -> Iterator[str]:
    """A line for the nearest of ``recent`` that has the same quote, or nearly the same words."""
    if not recent:
        return
    said = {plain_words(quote.display) for quote in version.quotes}
    words = bare(" ".join(piece.text for piece in version.pieces))
    nearest: tuple[float, str] | None = None
    for each in recent[:MOST_COMPARED]:
        if said & {plain_words(quote) for quote in each.quotes}:
            yield f"the same quote as {each.name}"
            return
        score = likeness(words, bare(each.text))
        if score >= CLOSE and (nearest is None or score > nearest[0]):
            nearest = (score, each.name)
    if nearest:
        yield f"nearly the same words as {nearest[1]} ({nearest[0]:.0f} % alike)"


def likeness(first: str, second: str) -> float:
    """How alike two texts are, 0 to 100; 0 for texts too short to tell."""
    if min(len(first), len(second)) < _SHORTEST:
        return 0.0
    return fuzz.ratio(first, second, score_cutoff=CLOSE)


@lru_cache(maxsize=4 * MOST_COMPARED)
def bare(text: str) -> str:
    """The words of a post without its links, hashtags and handles, in one line and one case."""
    pieces, end = [], 0
    for address in addresses(text):
        pieces.append(text[end : address.start])
        end = address.end
    pieces.append(text[end:])
    return _BLANK.sub(" ", "".join(pieces)).strip().casefold()
