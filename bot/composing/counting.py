"""How long a post is, by its platform's own counting."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import regex

from bot.composing.fediverse import countable
from bot.composing.limits import Limits
from bot.composing.richtext import as_sent
from bot.composing.units import utf8, utf16
from bot.composing.weighted import is_writable, weighted_length

# No platform takes a post of more characters: it is too long whatever it counts.
LONGEST_TEXT = 100_000

_GRAPHEME = regex.compile(r"\X")
# Latin letters, punctuation and currency signs that never join into one grapheme.
_ONE_EACH = regex.compile(r"[\n\x20-\u02ff\u1e00-\u1fff\u2010-\u2027\u202f-\u205f\u20a0-\u20cf]*")
# A pictograph, a flag or a keycap anywhere in it makes a grapheme an emoji (UTS #51).
_EMOJI = regex.compile(r"[\p{Extended_Pictographic}\p{Regional_Indicator}\u20e3]")


def length(text: str, limits: Limits) -> int:
    """The length of ``text`` in the platform's unit, with what its markup adds when it is sent.

    Exact for every text that could be a post; of one far beyond every limit it is an estimate
    that is beyond it too.
    """
    if len(text) > LONGEST_TEXT:
        return len(text)
    return _UNITS[limits.unit](as_sent(text, limits), limits)


def fits(text: str, limits: Limits) -> bool:
    """Whether the platform takes ``text`` as one post, with a picture where it has one."""
    if not text or len(text) > LONGEST_TEXT:
        return False
    if limits.byte_limit is not None and utf8(as_sent(text, limits)) > limits.byte_limit:
        return False
    if limits.unit == "weighted" and not is_writable(text):
        return False
    return length(text, limits) <= limits.limit


def _codepoints(text: str, limits: Limits) -> int:
    return len(text)


def _utf16(text: str, limits: Limits) -> int:
    return utf16(text)


def _graphemes(text: str, limits: Limits) -> int:
    """What a reader sees as one sign each (UAX #29)."""
    if _ONE_EACH.fullmatch(text):
        return len(text)
    return len(_GRAPHEME.findall(text))


def _fediverse(text: str, limits: Limits) -> int:
    """Graphemes, with URLs and mentions as Mastodon counts them."""
    return _graphemes(countable(text, limits.url_length), limits)


def _emoji_bytes(text: str, limits: Limits) -> int:
    """Characters, but the UTF-8 bytes of an emoji."""
    if not _EMOJI.search(text):
        return len(text)
    return sum(
        utf8(grapheme) if _EMOJI.search(grapheme) else len(grapheme)
        for grapheme in _GRAPHEME.findall(text)
    )


def _weighted(text: str, limits: Limits) -> int:
    return weighted_length(text)


_UNITS: Mapping[str, Callable[[str, Limits], int]] = {
    "weighted": _weighted,
    "graphemes": _graphemes,
    "fediverse": _fediverse,
    "emoji_bytes": _emoji_bytes,
    "codepoints": _codepoints,
    "utf16": _utf16,
}
