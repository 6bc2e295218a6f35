"""Quotes that were spoken in another language than the article's, where it says so beside them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from bot.model import Article, Quote
from bot.reading.utterances.narration import SAMPLE

PIECE, OVERLAP = 4_000, 40  # characters looked at at once, and those looked at twice
AROUND = 160  # characters beside a quote in which its sentence is looked at

_END = re.compile(r"[.!?…]\s|\n")
_MARKS = re.compile(r"[«“„\"][^«»“”„\"]*[»”“\"]?")


def marked(article: Article, quotes: list[Quote], words: Collection[str]) -> list[Quote]:
    """The quotes, those marked whose own sentence says that they are translated.

    ``words`` are those of the title and of the reporter's own text up to ``SAMPLE``.
    """
    text = article.text
    ways = _ways(re.split("[-_]", article.language.lower())[0])
    if ways is None or (ways.words.isdisjoint(words) and not _names_language(text, ways)):
        return quotes
    return [
        replace(quote, translated=True) if _says_so(_beside(text, quote), ways) else quote
        for quote in quotes
    ]


def _says_so(beside: str, ways: _Ways) -> bool:
    low = beside.lower()
    return any(map(low.__contains__, ways.words)) and ways.pattern.search(beside) is not None


def _beside(text: str, quote: Quote) -> str:
    """What stands in the quote's sentence round it, without any quoted words."""
    before = text[max(0, quote.start - AROUND) : quote.start]
    after = text[quote.end : quote.end + AROUND]
    between = (
        text[first.end : second.start]
        for first, second in zip(quote.parts, quote.parts[1:], strict=False)
    )
    after = _END.split(after, maxsplit=1)[0]
    before = _END.split(before)[-1]
    return _MARKS.sub(" ", " ".join((before, *between, after)))


@dataclass(frozen=True, slots=True)
class _Ways:
    """How a language says it; one of ``words``, of four letters or more, stands in every text
    that does."""

    words: frozenset[str]
    pattern: re.Pattern[str]


def _names_language(text: str, ways: _Ways) -> bool:
    """A quick look behind the sample, piece by piece, as a text in lower case takes many times its
    own memory."""
    starts = range(SAMPLE - OVERLAP, len(text), PIECE)
    pieces = (text[at : at + PIECE + OVERLAP].lower() for at in starts)
    return any(word in piece for piece in pieces for word in ways.words)


@cache
def _ways(code: str) -> _Ways | None:
    raw = tomllib.loads(files("bot.reading").joinpath("translations.toml").read_text("utf-8"))
    row = raw.get(code)
    if row is None:
        return None
    names = _any(row["names"].split())
    before = _any([*row["spoken"], *row["from"]])
    others = (max(re.findall(r"\w+", way), key=len) for way in row["others"])
    return _Ways(
        frozenset(word.lower() for word in (*row["names"].split(), *others)),
        re.compile(rf"(?<!\w)(?:(?:{before})\s?(?:{names})(?!\w)|{_any(row['others'])})", re.I),
    )


def _any(words: Sequence[str]) -> str:
    """An alternative of words, with whatever apostrophe and space."""
    spelt = (re.escape(word).replace("'", "['’]").replace(r"\ ", r"\s") for word in words)
    return "|".join(sorted(spelt, key=len, reverse=True))
