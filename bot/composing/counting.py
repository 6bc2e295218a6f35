"""How long a post is, by its platform's own counting."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

import regex

from bot.composing.limits import Limits
from bot.composing.weighted import weighted_length

# X's library is superlinear on runs such as "a.a.a."; a URL cannot hold white space, so words are
# counted one by one, and a longer dotted one counts as written unless it is plainly a URL.
# Measured: 0.1 s for 200 characters of "a.", 2.9 s for 1,000.
LONGEST_DOTTED = 200
LONGEST_TEXT = 100_000
URL_LENGTH = 23  # twitter-text configuration v3, transformedURLLength

_BLANKS = re.compile(r"[ \t\n]+")
_GRAPHEME = regex.compile(r"\X")
# A pictograph, a flag or a keycap anywhere in it makes a grapheme an emoji (UTS #51).
_EMOJI = regex.compile(r"[\p{Extended_Pictographic}\p{Regional_Indicator}\u20e3]")
_RESERVED = re.compile(r"[\\|{}@\[\]()<>#*_~]")
_PLAIN_URL = re.compile(
    r"(?P<host>https?://[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,6})(?:[/?#][!-~]*)?", re.I
)
_URL = re.compile(r"https?://\S*[^\s.,;:!?'\"’”»)\]]", re.I)


def length(text: str, limits: Limits) -> int:
    """The length of ``text`` in the platform's unit; its characters where no post is that long."""
    if len(text) > LONGEST_TEXT:
        return len(text)
    if limits.url_length and limits.unit != "weighted":
        text = _URL.sub("x" * limits.url_length, text)
    return _UNITS[limits.unit](text)


def fits(text: str, limits: Limits) -> bool:
    """Whether the platform takes ``text`` as one post with a picture."""
    if limits.byte_limit is not None and _bytes(text) > limits.byte_limit:
        return False
    return 0 < length(text, limits) <= limits.limit


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "replace"))


def _graphemes(text: str) -> int:
    """What a reader sees as one sign each (UAX #29)."""
    return len(_GRAPHEME.findall(text))


def _emoji_bytes(text: str) -> int:
    """Characters, but the UTF-8 bytes of an emoji."""
    return sum(
        _bytes(grapheme) if _EMOJI.search(grapheme) else len(grapheme)
        for grapheme in _GRAPHEME.findall(text)
    )


def _utf16(text: str) -> int:
    """UTF-16 code units: no platform's characters are more than these."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _little(text: str) -> int:
    """UTF-16 code units of the text as it is sent, with a backslash before each reserved sign."""
    return _utf16(text) + len(_RESERVED.findall(text))


def _weighted(text: str) -> int:
    """Weighted length by X's own rules (twitter-text configuration v3)."""
    total = 0
    blanks = 0
    for blank in _BLANKS.finditer(text):
        blanks += len(blank[0])
    for word in _BLANKS.split(text):
        total += _weighted_word(word)
    return total + blanks


@lru_cache(maxsize=4096)
def _weighted_word(word: str) -> int:
    if word.isascii() and "." not in word:
        return len(word)
    if len(word) > LONGEST_DOTTED and "." in word:
        url = _PLAIN_URL.fullmatch(word)
        return URL_LENGTH if url and weighted_length(url["host"]) == URL_LENGTH else len(word)
    return weighted_length(word)


_UNITS: Mapping[str, Callable[[str], int]] = {
    "weighted": _weighted,
    "graphemes": _graphemes,
    "emoji_bytes": _emoji_bytes,
    "utf16": _utf16,
    "little": _little,
}
