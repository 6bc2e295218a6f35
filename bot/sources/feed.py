"""A feed in, its entries out, newest first."""

from __future__ import annotations

import calendar
import html
import io
import re
import time
import xml.parsers.expat
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html.entities import html5

from bot.errors import FeedError
from bot.model import fingerprint
from bot.sources.dates import parse_stamp
from bot.sources.encoding import decode_page
from bot.sources.prolog import Prolog, declared_encoding, read_prolog
from bot.sources.urls import absolute

# The root elements of RSS 0.9x and 2.0, of Atom, and of RSS 0.90 and 1.0.
FEED_ROOTS = frozenset({"rss", "feed", "rdf"})
_OTHER_ROOTS = {
    "html": "an HTML page, no feed; give the feed's own address",
    "urlset": "a sitemap, no feed; give the address of an RSS or Atom feed",
    "sitemapindex": "a list of sitemaps, no feed; give the address of an RSS or Atom feed",
    "opml": "a list of feeds (OPML); give each feed's own address",
}
# Names of HTML that feeds use though XML does not know them; XML's own five stay as they are.
_HTML_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,31});")
_BARE_AMPERSAND = re.compile(r"&(?!(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|amp|lt|gt|quot|apos);)")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_TAG = re.compile(r"<[^<>]{0,2000}>")
_DEEPEST = 100  # elements in one another; feeds need about ten
_LONGEST = 2_000  # characters of a title or a summary that are kept


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One item. ``key`` stays the same when the item is edited: its guid, else its link.

    Times are in UTC. ``summary`` is plain text.
    """

    key: str
    url: str | None
    title: str
    published_at: datetime | None
    updated_at: datetime | None
    summary: str
    tags: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Feed:
    """``entries`` newest first; those without a date come last, as the feed orders them."""

    title: str
    entries: tuple[Entry, ...]


def parse_feed(
    raw: bytes,
    *,
    source: str,
    url: str | None = None,
    charset: str | None = None,
    zone: str = "UTC",
) -> Feed:
    """The feed in ``raw``: RSS 0.9x, 1.0 and 2.0, and Atom.

    ``charset`` is what the HTTP header says, ``url`` where the feed came from, ``zone`` the IANA
    zone for dates that name none. Raises FeedError, naming ``source`` and the place, for what is
    no feed, is no well-formed XML, or declares entities; DocumentError where the encoding cannot
    be told.
    """
    text = decode_page(raw, (charset, declared_encoding(raw)), source)
    text = _FORBIDDEN.sub("", text).lstrip("\ufeff \t\r\n")
    if not text:
        raise FeedError(f"{source}: empty; give the address of a feed")
    prolog = read_prolog(text)
    _refuse(prolog, source)
    document = _BARE_AMPERSAND.sub("&amp;", _HTML_ENTITY.sub(_character, text[prolog.end :]))
    # The lines before the root keep their number, so that an error names the right one.
    data = ("\n" * text.count("\n", 0, prolog.end) + document).encode()
    _check_well_formed(data, source)
    return _feed(data, url, zone)


def _refuse(prolog: Prolog, source: str) -> None:
    if prolog.declares:
        raise FeedError(f"{source}: declares entities of its own, which no feed needs; not read")
    if prolog.root not in FEED_ROOTS:
        what = _OTHER_ROOTS.get(prolog.root, "no RSS or Atom feed; check the address")
        raise FeedError(f"{source}: {what}")


def _character(match: re.Match[str]) -> str:
    return html.unescape(match.group()) if f"{match.group(1)};" in html5 else match.group()


def _check_well_formed(data: bytes, source: str) -> None:
    parser = xml.parsers.expat.ParserCreate("utf-8")
    depth = 0

    def start(_name: str, _attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise FeedError(f"{source}: elements nested over {_DEEPEST} deep; that is no feed")

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    try:
        parser.Parse(data, True)
    except xml.parsers.expat.ExpatError as error:
        what = xml.parsers.expat.ErrorString(error.code)
        raise FeedError(
            f"{source}: broken XML in line {error.lineno} ({what}); the site must mend its feed"
        ) from None


def _feed(data: bytes, url: str | None, zone: str) -> Feed:
    import feedparser

    headers = {"content-type": "application/xml; charset=utf-8"}
    if url:
        headers["content-location"] = url
    parsed: Mapping[str, object] = feedparser.parse(
        io.BytesIO(data.lstrip()),
        response_headers=headers,
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    items = parsed.get("entries")
    entries = [_entry(item, url, zone) for item in items] if isinstance(items, list) else []
    unique = {entry.key: entry for entry in reversed(entries) if entry is not None}
    found = list(reversed(unique.values()))
    channel = parsed.get("feed")
    title = _plain(channel.get("title")) if isinstance(channel, Mapping) else ""
    return Feed(title=title, entries=tuple(sorted(found, key=_newest_first)))


def _newest_first(entry: Entry) -> tuple[bool, float]:
    at = entry.published_at or entry.updated_at
    return at is None, -at.timestamp() if at else 0.0


def _entry(item: Mapping[str, object], base: str | None, zone: str) -> Entry | None:
    url = absolute(base, item.get("feedburner_origlink")) or absolute(base, item.get("link"))
    title = _plain(item.get("title"))
    if url is None and not title:
        return None
    guid = item.get("id")
    key = guid.strip() if isinstance(guid, str) and guid.strip() else url
    summary = _plain(item.get("summary"))
    return Entry(
        key=key or fingerprint(title, summary),
        url=url,
        title=title,
        published_at=_moment(item, "published", zone),
        updated_at=_moment(item, "updated", zone),
        summary=summary,
        tags=_tags(item.get("tags")),
    )


def _moment(item: Mapping[str, object], name: str, zone: str) -> datetime | None:
    if name not in set(item):  # asked for a missing date, feedparser gives another one
        return None
    stamp = parse_stamp(item.get(name), zone)
    if stamp is not None:
        return stamp.at
    parsed = item.get(f"{name}_parsed")
    try:
        at = calendar.timegm(parsed) if isinstance(parsed, time.struct_time) else None
        return None if at is None else datetime.fromtimestamp(at, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _plain(value: object) -> str:
    """``value`` without markup, on one line."""
    if not isinstance(value, str):
        return ""
    words = html.unescape(_TAG.sub(" ", html.unescape(value)) if "<" in value else value)
    return " ".join(words.split())[:_LONGEST]


def _tags(value: object) -> tuple[str, ...]:
    found = (
        [_plain(tag.get("term")) for tag in value or () if isinstance(tag, Mapping)]
        if isinstance(value, list)
        else []
    )
    return tuple(dict.fromkeys(tag for tag in found if tag))
