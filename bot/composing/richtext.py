"""A post's text as each platform is sent it: facets, entities and escapes.

All functions are pure and take the text of the post as people read it. Offsets are in the unit of
the platform: UTF-8 bytes for Bluesky, UTF-16 code units for Telegram.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

from bot.composing.addresses import Address, Kind, addresses
from bot.composing.limits import Limits
from bot.composing.units import utf8, utf16

# bluesky-social/social-app, toShortUrl: so much of a URL's path is shown, and dots for the rest.
LONGEST_PATH = 15
SHOWN_PATH = 13

_ADDRESS = re.compile(r"https?://(?P<host>[^/?#]+)(?P<path>.*)", re.IGNORECASE | re.DOTALL)
_RESERVED = re.compile(r"([\\|{}@\[\]()<>#*_~])")
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


@dataclass(frozen=True, kw_only=True, slots=True)
class RichText:
    """A Bluesky post: its text and its facets in their order, none over another."""

    text: str
    facets: tuple[Facet, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Entity:
    """A stretch of a Telegram message: ``length`` UTF-16 code units from ``offset`` on.

    ``type`` is "url", "mention" or "hashtag".
    """

    type: str
    offset: int
    length: int


def rich_text(text: str, link: str | None = None, *, short: bool = False) -> RichText:
    """``text`` with its facets; with ``short``, links are shown as ``short_link`` has them."""
    shown: list[str] = []
    facets: list[Facet] = []
    end = size = 0
    for address in addresses(text, link):
        before = text[end : address.start]
        label = _label(text, address, short=short)
        start = size + utf8(before)
        size = start + utf8(label)
        facets.append(Facet(kind=address.kind, start=start, end=size, value=address.value))
        shown += [before, label]
        end = address.end
    return RichText(text="".join(shown) + text[end:], facets=tuple(facets))


def short_link(url: str) -> str:
    """A URL as Bluesky's own app shows it: its host, and the beginning of a long path."""
    match = _ADDRESS.fullmatch(url)
    if not match:
        return url
    path = match["path"] if match["path"] != "/" else ""
    return match["host"] + (path if len(path) <= LONGEST_PATH else path[:SHOWN_PATH] + "…")


def _label(text: str, address: Address, *, short: bool) -> str:
    if short and address.kind is Kind.LINK:
        return short_link(address.value)
    return text[address.start : address.end]


def telegram_entities(text: str, link: str | None = None) -> tuple[Entity, ...]:
    """The links, mentions and hashtags of ``text`` in UTF-16 code units."""
    types = {Kind.LINK: "url", Kind.MENTION: "mention", Kind.TAG: "hashtag"}
    entities: list[Entity] = []
    end = offset = 0
    for address in addresses(text, link):
        offset += utf16(text[end : address.start])
        size = utf16(text[address.start : address.end])
        entities.append(Entity(type=types[address.kind], offset=offset, length=size))
        offset += size
        end = address.end
    return tuple(entities)


def telegram_html(text: str) -> str:
    """``text`` for Telegram's HTML mode, in which it stands as it is."""
    return escape(text, quote=False)


def little(text: str) -> str:
    """``text`` in LinkedIn's little text format: a backslash before each reserved sign.

    Hashtags of letters and digits stay hashtags. Source: learn.microsoft.com/linkedin, "little
    Text Format" (2026-11), which asks for the escapes wherever the signs stand.
    """
    tags = (a for a in addresses(text) if a.kind is Kind.TAG and _PLAIN_TAG.fullmatch(a.value))
    return _escaped(text, tags, _RESERVED)


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
    """``text`` with the escapes, or the shortened links, with which the platform is sent it."""
    match limits.markup:
        case "little":
            return little(text)
        case "markdown":
            return discord_markdown(text)
        case "short_links":
            return rich_text(text, short=True).text
    return text
