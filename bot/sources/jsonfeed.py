"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from bot.errors import FeedError
from bot.model import fingerprint
from bot.sources.dates import parse_stamp
from bot.sources.entries import Entry, Feed, feed_of, plain
from bot.sources.urls import absolute

_VERSION = "https://jsonfeed.org/version/"


def parse_json_feed(text: str, *, source: str, url: str | None, zone: str) -> Feed:
    """The feed in ``text``. Raises FeedError, naming ``source``, for what is none."""
    try:
        raw = json.loads(text)
    except ValueError as error:
        where = f" in line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise FeedError(f"{source}: broken JSON{where}; the site must mend its feed") from None
    except RecursionError:
        raise FeedError(f"{source}: nested too deep; that is no feed") from None
    version = raw.get("version") if isinstance(raw, dict) else None
    if not (isinstance(version, str) and version.startswith(_VERSION)):
        raise FeedError(f"{source}: no RSS or Atom feed, and no JSON Feed; check the address")
    items = raw.get("items")
    found = items if isinstance(items, list) else []
    entries = (_entry(item, url, zone) for item in found if isinstance(item, dict))
    return feed_of(plain(raw.get("title")), entries)


def _entry(item: Mapping[str, object], base: str | None, zone: str) -> Entry | None:
    # ``external_url`` is what a link blog writes about: not the newsroom's own article.
    # An ``id`` that is an address is the article's, as the standard would have it.
    url = absolute(base, item.get("url")) or absolute(None, item.get("id"))
    title, summary = plain(item.get("title")), plain(item.get("summary"))
    if url is None and not title:
        return None
    number = item.get("id")
    key = str(number).strip() if isinstance(number, str | int) else ""
    tags = item.get("tags")
    return Entry(
        key=key or url or fingerprint(title, summary),
        url=url,
        title=title,
        published_at=_moment(item.get("date_published"), zone),
        updated_at=_moment(item.get("date_modified"), zone),
        summary=summary,
        tags=tuple(dict.fromkeys(filter(None, map(plain, tags if isinstance(tags, list) else ())))),
    )


def _moment(value: object, zone: str) -> datetime | None:
    stamp = parse_stamp(value, zone)
    return stamp.at if stamp else None
