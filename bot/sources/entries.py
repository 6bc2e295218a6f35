"""What every kind of source lists: entries, newest first."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

_TAG = re.compile(r"<[^<>]{0,2000}>")
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


def feed_of(title: str, entries: Iterable[Entry | None]) -> Feed:
    """The feed of these entries, each key once.

    Articles that share a guid, which some sites give all of theirs, are told apart by their pages.
    """
    found = [entry for entry in entries if entry is not None]
    pages: dict[str, set[str | None]] = {}
    for entry in found:
        pages.setdefault(entry.key, set()).add(entry.url)
    unique: dict[str, Entry] = {}
    for entry in found:
        shared = len(pages[entry.key]) > 1 and entry.url is not None
        own = replace(entry, key=entry.url or entry.key) if shared else entry
        unique.setdefault(own.key, own)
    return Feed(title=title, entries=tuple(sorted(unique.values(), key=_newest_first)))


def plain(value: object) -> str:
    """``value`` without markup, on one line; "" where it is no text."""
    if not isinstance(value, str):
        return ""
    words = html.unescape(_TAG.sub(" ", html.unescape(value)) if "<" in value else value)
    return " ".join(words.split())[:_LONGEST]


def _newest_first(entry: Entry) -> tuple[bool, float]:
    at = entry.published_at or entry.updated_at
    return at is None, -at.timestamp() if at else 0.0
