"""Which entries of a feed are taken, and what counts as the same story: pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
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

    @property
    def tags(self) -> tuple[str, ...]:
        """The sections and subjects that the feed names."""


MOST_SHARED = 1 / 3  # of the words of two headlines, where they are of two articles
LONGEST_EMBARGO = timedelta(days=60)


@dataclass(frozen=True, kw_only=True, slots=True)
class Sections:
    """What is taken of a source by section: names as the site writes them, in any case.

    ``fresh`` is how long an article of a section is news, where that differs.
    """

    take: tuple[str, ...] = ()
    leave: tuple[str, ...] = ()
    fresh: tuple[tuple[str, timedelta], ...] = ()

    def left_out(self, sections: Collection[str], *, surely: bool = True) -> str | None:
        """Why an article of these sections is not wanted; None where it is.

        Not ``surely`` all its sections: it may have another one that is to be taken.
        """
        for name in self.leave:
            if name.casefold() in sections:
                return f"in {name}, which is left out"
        if surely and self.take and not named(self.take, sections):
            return f"in none of {', '.join(self.take)}"
        return None

    def fresh_for(self, sections: Collection[str], usual: timedelta) -> timedelta:
        """How long an article of these sections is news: as long as the longest of them."""
        own = [hours for name, hours in self.fresh if name.casefold() in sections]
        return max(own, default=usual)


def named(names: Iterable[str], sections: Collection[str]) -> bool:
    """Whether one of the ``names`` is among the ``sections``."""
    return any(name.casefold() in sections for name in names)


def sections_of(tags: Iterable[str], url: str | None) -> frozenset[str]:
    """The sections of an article, in small letters: its tags, and the folders of its address.

    >>> sorted(sections_of(["Politique"], "https://journal.example.com/sport/rugby/42.html"))
    ['politique', 'rugby', 'sport']
    """
    folders = [part for part in urlsplit(url or "").path.split("/")[:-1] if part]
    return frozenset(each.strip().casefold() for each in (*tags, *folders)) - {""}


def interval(
    every: timedelta, most: timedelta, changed_at: datetime | None, now: datetime
) -> timedelta:
    """How long to wait before the next poll: ``every`` while there is news, up to ``most``.

    A twelfth of the time since the last news: what comes is seen late by that much at most. A feed
    that has had none is taken for a new one.
    """
    quiet_for = now - changed_at if changed_at else timedelta()
    return max(every, min(most, quiet_for / 12))


def choose(
    entries: Sequence[Listing],
    *,
    first_poll: bool,
    first: int,
    fresh: timedelta,
    now: datetime,
    sections: Sections | None = None,
) -> tuple[Choice, ...]:
    """What is done with each of a feed's new ``entries``, which are newest first.

    Of the first poll the newest ``first`` are read and the rest is left: a new feed floods nobody.
    Later, what is no older than ``fresh`` is read, or than ``sections`` say. An entry without a
    date is as old as its first sight, which is now. What the sections leave out is skipped.
    """
    asked = sections or Sections()
    choices: list[Choice] = []
    room = first
    for entry in entries:
        of = sections_of(entry.tags, entry.url)
        if entry.url is None or asked.left_out(of, surely=bool(entry.tags)):
            choices.append(Choice.SKIP)
        elif not first_poll:
            at = entry.published_at or entry.updated_at
            news = is_fresh(at, now, asked.fresh_for(of, fresh), now)
            choices.append(Choice.READ if news else Choice.STALE)
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


def believed(published_at: datetime | None, now: datetime) -> datetime | None:
    """A date of publication; None for one so far ahead that it is a mistake and no embargo."""
    return None if published_at and published_at > now + LONGEST_EMBARGO else published_at


def is_another(
    before: tuple[str, str, datetime | None], now: tuple[str | None, str, datetime | None]
) -> bool:
    """Whether an entry with the guid of one from before is another article all the same.

    Both are address, title and date of publication. Some sites give the guid of their front page to
    whatever stands on it. An article that is edited may move and get another headline, and may be
    dated anew; it keeps some words of its headline. So it is another one only where address, date
    and most words of the headline are others.
    """
    (url, title, at), (own_url, own_title, own_at) = before, now
    if not (url and own_url and at and own_at and own_at > at):
        return False
    words, own_words = _words(title), _words(own_title)
    shared = len(words & own_words) / max(1, min(len(words), len(own_words)))
    told_apart = bool(words and own_words) and shared < MOST_SHARED
    return told_apart and page_key(url) != page_key(own_url)


def _words(title: str) -> frozenset[str]:
    """The words of a headline that tell it from others: not the short ones, which all have."""
    return frozenset(word for word in re.findall(r"\w+", title.casefold()) if len(word) > 3)


def page_key(url: str) -> str:
    """``url`` as it tells whether a feed has listed a page before: by host and path alone.

    What differs in scheme, ``www.``, a slash at the end or tracking is one page to it.

    >>> page_key("http://www.news.example.com/a/?utm_source=rss")
    'news.example.com/a'
    """
    parts = urlsplit(story_key(url))
    query = f"?{parts.query}" if parts.query else ""
    return parts.netloc.removeprefix("www.") + parts.path.rstrip("/") + query


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
