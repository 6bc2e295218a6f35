"""Which entries of a feed are taken, and what counts as the same story: pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from bot.links import is_tracking


class Choice(StrEnum):
    """What is done with an entry."""

    READ = "waiting"
    LEAVE = "seen"
    STALE = "stale"
    SKIP = "skipped"


class Listing(Protocol):
    """An entry as a feed lists it; times in UTC."""

    @property
    def url(self) -> str | None:
        """The page of the article."""

    @property
    def published_at(self) -> datetime | None:
        """When the feed says that it was published."""

    @property
    def updated_at(self) -> datetime | None:
        """When the feed says that it was last changed."""


def choose(
    entries: Sequence[Listing],
    *,
    first_poll: bool,
    first: int,
    fresh: timedelta,
    now: datetime,
) -> tuple[Choice, ...]:
    """What is done with each of a feed's new ``entries``, which are newest first.

    Of the first poll the newest ``first`` are read and the rest is left: a new feed floods nobody.
    Later, what is no older than ``fresh`` is read. An entry without a date is as old as its first
    sight, which is now.
    """
    choices: list[Choice] = []
    room = first
    for entry in entries:
        if entry.url is None:
            choices.append(Choice.SKIP)
        elif not first_poll:
            at = entry.published_at or entry.updated_at
            choices.append(Choice.READ if is_fresh(at, now, fresh, now) else Choice.STALE)
        elif room > 0:
            room -= 1
            choices.append(Choice.READ)
        else:
            choices.append(Choice.LEAVE)
    return tuple(choices)


def is_fresh(
    published_at: datetime | None, seen_at: datetime, fresh: timedelta, now: datetime
) -> bool:
    """Whether something is still news; without a date it counts from when it was first seen."""
    return now - (published_at or seen_at) <= fresh


def story_key(url: str) -> str:
    """``url`` without what does not change the page: fragment, tracking, case of the host.

    >>> story_key("HTTPS://News.example.com/a?id=7&utm_source=rss#top")
    'https://news.example.com/a?id=7'
    """
    parts = urlsplit(url)
    kept = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not is_tracking(name)
    ]
    host = parts.netloc.lower()
    return urlunsplit((parts.scheme.lower(), host, parts.path or "/", urlencode(kept), ""))
