"""Hashtags: from the article's own tags and the newsroom's book of them, readable when spoken.

Each word begins with a capital (CamelCase), so that a screen reader says words and not letters
(w3.org/WAI, "Make hashtags accessible"; the platforms' own advice is the same).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import regex

from bot.model import Article

LONGEST = 32  # characters: nobody reads a longer one
MOST_CONSIDERED = 50  # of an article's tags; the first are the ones that matter
_HAYSTACK = (
    20_000  # characters of the article's text, and of its summary, that a tag is looked for in
)

_PARTING = re.compile(r"[\s'’‘`_.\-‐‑–—·]+")
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_LETTER = regex.compile(r"\p{L}")
_LONGEST_ACRONYM = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class TagBook:
    """What a newsroom has laid down; names without regard to case, accents and spaces.

    ``names`` maps an article's tag to the hashtag that stands for it, without ``#``; to none where
    it is empty.
    """

    always: tuple[str, ...] = ()
    never: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)


def hashtag(words: str) -> str | None:
    """A tag's words as a hashtag without ``#``; None where no platform would take or show one.

    >>> hashtag("intelligence artificielle"), hashtag("Côte d'Ivoire"), hashtag("2026")
    ('IntelligenceArtificielle', 'CôteDIvoire', None)
    """
    words = unicodedata.normalize("NFC", words[: 4 * LONGEST]).strip().lstrip("#＃")
    parts = [part for part in _PARTING.split(words) if part]
    if not all(_WORD.fullmatch(part) for part in parts):
        return None
    shouted = len(parts) > 1 and all(part.isupper() for part in parts)
    made = "".join(_capital(part, shouted=shouted) for part in parts)
    return made if len(made) <= LONGEST and _LETTER.search(made) else None


def hashtags(article: Article, book: TagBook) -> tuple[str, ...]:
    """The hashtags of an article, without ``#``: the book's own, then the article's by weight.

    Of the article's tags those are taken that the book names, or that stand in the title, in the
    lead and summary, or in the text: in that order. Tags that the article never says are sections
    and keywords for machines.
    """
    ranked = sorted(_ranked(article, book), key=lambda found: found[0])
    tags: dict[str, str] = {}
    for tag in (*book.always, *(tag for _, tag in ranked)):
        tags.setdefault(fold(tag), tag)
    return tuple(tags.values())


def _ranked(article: Article, book: TagBook) -> Iterator[tuple[int, str]]:
    stacks = [
        fold(article.title),
        fold(" ".join((article.lead or "", *article.summary_points))[:_HAYSTACK]),
        fold(article.text[:_HAYSTACK]),
    ]
    for name in article.tags[:MOST_CONSIDERED]:
        key = fold(name)
        if key in book.never or not key:
            continue
        if key in book.names:
            if book.names[key]:
                yield 0, book.names[key]
            continue
        made = hashtag(name)
        rank = next((rank for rank, stack in enumerate(stacks, 1) if key in stack), None)
        if made and rank:
            yield rank, made


def fold(text: str) -> str:
    """``text`` without case, accents and all that is neither letter nor digit."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(sign for sign in plain if sign.isalnum())


def _capital(word: str, *, shouted: bool) -> str:
    """``word`` with a capital in front, unless it has a form of its own (iPhone, OpenAI, ONU)."""
    letters = sum(sign.isalpha() for sign in word)
    if word.isupper() and (letters > _LONGEST_ACRONYM or (shouted and letters > 3)):
        return word[0] + word[1:].lower()
    if any(sign.isupper() for sign in word[1:]):
        return word
    return word[0].upper() + word[1:]
