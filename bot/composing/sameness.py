"""Whether a draft is too close to what its account has posted lately: pure, over given texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.process import extractOne

from bot.composing.addresses import addresses
from bot.model import CardOrder, Variant, plain_words

# Out of 100 (rapidfuzz, ratio of the words in order): measured on pairs of posts of one article and
# of different ones, see tests/composing/test_sameness.py.
CLOSE = 85.0
MOST_COMPARED = 500  # the latest posts of an account
KEPT = 20 * MOST_COMPARED  # of the texts of all accounts, for the next article
_SHORTEST = 20  # characters of words: shorter texts are alike by chance
_BLANK = re.compile(r"\s+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Recent:
    """What an account has posted lately: its text, the quotes in it, and how to name it."""

    account: str
    text: str
    quotes: tuple[str, ...] = ()
    name: str = "an earlier post"


class Lately:
    """What one account has posted lately, the newest first, ready to be compared with."""

    def __init__(self, recent: Sequence[Recent]) -> None:
        self._recent = recent[:MOST_COMPARED]
        self._of_quote: dict[str, int] = {}
        for number, each in enumerate(self._recent):
            for quote in each.quotes:
                self._of_quote.setdefault(_plain(quote), number)
        words = (bare(each.text) for each in self._recent)
        self._words = {n: text for n, text in enumerate(words) if len(text) >= _SHORTEST}

    def like(self, version: Variant[CardOrder]) -> Iterator[str]:
        """A line for the newest with the same quote, or the nearest in nearly the same words."""
        said = (self._of_quote.get(_plain(quote.display)) for quote in version.quotes)
        same = min((number for number in said if number is not None), default=None)
        if same is not None:
            yield f"the same quote as {self._recent[same].name}"
            return
        if not self._words:
            return
        words = bare(" ".join(piece.text for piece in version.pieces))
        if len(words) < _SHORTEST:
            return
        nearest = extractOne(words, self._words, scorer=fuzz.ratio, score_cutoff=CLOSE)
        if nearest:
            _, score, number = nearest
            yield f"nearly the same words as {self._recent[number].name} ({score:.0f} % alike)"


def likeness(first: str, second: str) -> float:
    """How alike two texts are, 0 to 100; 0 for texts too short to tell."""
    if min(len(first), len(second)) < _SHORTEST:
        return 0.0
    return fuzz.ratio(first, second, score_cutoff=CLOSE)


@lru_cache(maxsize=KEPT)
def _plain(quote: str) -> str:
    return plain_words(quote)


@lru_cache(maxsize=KEPT)
def bare(text: str) -> str:
    """The words of a post without its links, hashtags and handles, in one line and one case."""
    pieces, end = [], 0
    for address in addresses(text):
        pieces.append(text[end : address.start])
        end = address.end
    pieces.append(text[end:])
    return _BLANK.sub(" ", "".join(pieces)).strip().casefold()
