"""The links, mentions and hashtags in a text, found word by word in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.kept import kept

# A URL of more characters than this is no link of a post; X takes none that is longer.
LONGEST_WORD = 4096
LONGEST_TAG = 64  # app.bsky.richtext.facet#tag: maxGraphemes
LONGEST_HANDLE = 253  # atproto.com/specs/handle

_WORD = re.compile(r"\S+")
_WORTH_A_LOOK = re.compile(r"://|[@#＃]")
_URL = re.compile(r"(?<![A-Za-z0-9@#＃$_])https?://[^\s<>«»“”„‟\"]++", re.IGNORECASE)
_CLOSING = ".,;:!?…'’‘‹›*_~|\u200b\ufe0f"
_BRACKETS = {")": "(", "]": "[", "}": "{"}
# A handle is a domain name: two labels or more, the last of which starts with a letter.
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_MENTION = re.compile(
    rf"(?<![\w@/.#＃-])@((?:{_LABEL}\.)+[a-z](?:[a-z0-9-]{{0,61}}[a-z0-9])?)(?![\w@-])", re.I
)
_TAG = re.compile(r"(?<![\w@&/#＃.-])[#＃]([\w\u0300-\u036f]++)(?![#＃])")
_DIGITS = re.compile(r"[\d_]+")


class Kind(StrEnum):
    """What an address leads to."""

    LINK = "link"
    MENTION = "mention"
    TAG = "tag"


@dataclass(frozen=True, kw_only=True, slots=True)
class Address:
    """A stretch ``text[start:end]`` that leads somewhere.

    ``value`` is the URL of a link, the handle of a mention without its ``@`` and a hashtag without
    its ``#``.
    """

    kind: Kind
    start: int
    end: int
    value: str


@kept(512)
def addresses(text: str, link: str | None = None) -> tuple[Address, ...]:
    """The addresses of ``text`` in their order, none within another.

    ``link`` is the post's own: wherever it stands it is one link, whatever signs it ends in. Other
    URLs end before closing punctuation. A mention needs a whole handle (``@ada.example.com``), a
    hashtag one letter at least.
    """
    found: list[Address] = []
    end = 0
    for start in _starts(text, link):
        found += _between(text, end, start)
        end = start + len(link or "")
        found.append(Address(kind=Kind.LINK, start=start, end=end, value=text[start:end]))
    return (*found, *_between(text, end, len(text)))


def _starts(text: str, link: str | None) -> Iterator[int]:
    at = text.find(link) if link else -1
    while link and at >= 0:
        yield at
        at = text.find(link, at + len(link))


def _between(text: str, start: int, end: int) -> Iterator[Address]:
    for word in _WORD.finditer(text, start, end):
        if len(word[0]) <= LONGEST_WORD and _WORTH_A_LOOK.search(word[0]):
            yield from _of_word(word[0], word.start())


def _of_word(word: str, offset: int) -> Iterator[Address]:
    end = 0
    for url in _URL.finditer(word):
        yield from _names(word, end, url.start(), offset)
        end = url.start() + len(without_closing(url[0]))
        yield Address(
            kind=Kind.LINK,
            start=offset + url.start(),
            end=offset + end,
            value=word[url.start() : end],
        )
    yield from _names(word, end, len(word), offset)


def _names(word: str, start: int, end: int, offset: int) -> Iterator[Address]:
    """The mentions and hashtags of ``word[start:end]``."""
    found = [(Kind.MENTION, match) for match in _MENTION.finditer(word, start, end)]
    found += [(Kind.TAG, match) for match in _TAG.finditer(word, start, end)]
    for kind, match in sorted(found, key=lambda item: item[1].start()):
        if _is_name(kind, match[1]):
            yield Address(
                kind=kind, start=offset + match.start(), end=offset + match.end(), value=match[1]
            )


def _is_name(kind: Kind, name: str) -> bool:
    if kind is Kind.MENTION:
        return len(name) <= LONGEST_HANDLE
    return len(name) <= LONGEST_TAG and not _DIGITS.fullmatch(name)


def without_closing(url: str) -> str:
    """``url`` without the punctuation that closes the sentence round it."""
    while True:
        shorter = url.rstrip(_CLOSING)
        bracket = shorter[-1:]
        if bracket in _BRACKETS and shorter.count(bracket) > shorter.count(_BRACKETS[bracket]):
            shorter = shorter[:-1]
        if shorter == url:
            return url
        url = shorter
