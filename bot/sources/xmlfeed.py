"""RSS 0.9x, 1.0 and 2.0, and Atom."""

from __future__ import annotations

import calendar
import io
import time
from collections.abc import Mapping
from datetime import UTC, datetime

from bot.model import fingerprint
from bot.sources.dates import parse_stamp
from bot.sources.entries import Entry, Feed, feed_of, plain
from bot.sources.urls import absolute


def parse_xml_feed(data: bytes, url: str | None, zone: str) -> Feed:
    """The feed in ``data``, which is well-formed UTF-8 without declarations of its own."""
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
    found = [_entry(item, url, zone) for item in items] if isinstance(items, list) else []
    channel = parsed.get("feed")
    title = plain(channel.get("title")) if isinstance(channel, Mapping) else ""
    return feed_of(title, found)


def _entry(item: Mapping[str, object], base: str | None, zone: str) -> Entry | None:
    url = absolute(base, item.get("feedburner_origlink")) or absolute(base, item.get("link"))
    title = plain(item.get("title"))
    if url is None and not title:
        return None
    guid = item.get("id")
    key = guid.strip() if isinstance(guid, str) and guid.strip() else url
    summary = plain(item.get("summary"))
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


def _tags(value: object) -> tuple[str, ...]:
    found = (
        [plain(tag.get("term")) for tag in value or () if isinstance(tag, Mapping)]
        if isinstance(value, list)
        else []
    )
    return tuple(dict.fromkeys(tag for tag in found if tag))
