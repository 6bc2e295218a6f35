"""A post's text as each platform is sent it: with facets on Bluesky, with escapes on some others.

All functions are pure and take the text of the post as people read it. Telegram, like X, Mastodon
and Threads, finds links, mentions and hashtags in plain text by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.composing.addresses import Address, Kind, addresses
from bot.composing.limits import Limits
from bot.composing.units import utf8

_RESERVED = re.compile(r"([\\|{}@\[\]()<>#*_~])")
_LITTLE_ESCAPE = re.compile(r"\\" + _RESERVED.pattern)
_PLAIN_TAG = re.compile(r"[^\W_]+")
_MARKDOWN = re.compile(
    r"([\\*_~`|<>\[\]])|^[ \t]*(-#?|\+|#{1,3})(?=[ \t])|^[ \t]*\d+(\.)(?=[ \t])", re.MULTILINE
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Facet:
    """A stretch of a Bluesky post that leads somewhere: UTF-8 bytes ``start`` to ``end``.

    ``value`` is a link's URI, a mention's handle or a tag without its ``#``.
    """

    kind: Kind
    start: int
    end: int
    value: str

    def record(self) -> dict[str, object]:
        """The facet as ``app.bsky.richtext.facet`` has it.

        A mention carries ``{did:HANDLE}`` in place of the DID that only the server can give.
        """
        feature: dict[str, object] = {"$type": f"app.bsky.richtext.facet#{self.kind}"}
        match self.kind:
            case Kind.LINK:
                feature["uri"] = self.value
            case Kind.MENTION:
                feature["did"] = f"{{did:{self.value}}}"
            case Kind.TAG:
                feature["tag"] = self.value
        return {"index": {"byteStart": self.start, "byteEnd": self.end}, "features": [feature]}


def facets(text: str, link: str | None = None) -> tuple[Facet, ...]:
    """The facets of a Bluesky post in their order, none over another.

    ``link`` is the post's own: it is one link wherever it stands, whatever signs it ends in.
    """
    found: list[Facet] = []
    at = end = 0
    for address in addresses(text, link):
        start = at + utf8(text[end : address.start])
        at, end = start + utf8(text[address.start : address.end]), address.end
        found.append(Facet(kind=address.kind, start=start, end=at, value=address.value))
    return tuple(found)


def little(text: str) -> str:
    """``text`` in LinkedIn's little text format: a backslash before each reserved sign.

    Hashtags of letters and digits stay hashtags. Source: learn.microsoft.com/linkedin, "little
    Text Format" (2026-11), which asks for the escapes wherever the signs stand.
    """
    tags = (a for a in addresses(text) if a.kind is Kind.TAG and _PLAIN_TAG.fullmatch(a.value))
    return _escaped(text, tags, _RESERVED)


def from_little(text: str) -> str:
    """The words of a text in LinkedIn's little text format."""
    return _LITTLE_ESCAPE.sub(r"\1", text)


def discord_markdown(text: str) -> str:
    """``text`` for Discord, whose Markdown would make marks of its own of some signs.

    URLs stay as they are. Source: "Markdown Text 101" of support.discord.com (2026-11).
    """
    links = (address for address in addresses(text) if address.kind is Kind.LINK)
    return _escaped(text, links, _MARKDOWN)


def _escaped(text: str, kept: Iterable[Address], signs: re.Pattern[str]) -> str:
    pieces: list[str] = []
    end = 0
    for address in kept:
        pieces += _with_backslashes(text, end, address.start, signs)
        pieces.append(text[address.start : address.end])
        end = address.end
    return "".join([*pieces, *_with_backslashes(text, end, len(text), signs)])


def _with_backslashes(text: str, start: int, end: int, signs: re.Pattern[str]) -> Iterator[str]:
    for match in signs.finditer(text, start, end):
        at = match.start(match.lastindex or 0)
        yield text[start:at] + "\\"
        start = at
    yield text[start:end]


def as_sent(text: str, limits: Limits) -> str:
    """``text`` with the escapes with which the platform is sent it."""
    match limits.markup:
        case "little":
            return little(text)
        case "markdown":
            return discord_markdown(text)
    return text
