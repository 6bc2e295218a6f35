"""What a poll has brought: remembered, and what of it is news."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.errors import FetchError, SourceError
from bot.intake import Drafted, sections_asked
from bot.scheduling.choosing import believed, choose, interval, is_another, page_key
from bot.settings import SourceSettings
from bot.sources.entries import Entry as Item
from bot.sources.harvest import Harvest
from bot.store import Store
from bot.store.records import Entry, EntryState, Feed, Listed

LONGEST_REST = timedelta(hours=1)  # between two polls of a feed that fails
LONGEST_RETRY_AFTER = timedelta(days=1)
GONE = 410  # HTTP: taken away for good

_log = logging.getLogger(__name__)


@dataclass(kw_only=True, slots=True)
class Poll:
    """What came of a source: ``listed`` entries, ``new`` ones, what was made of them and why not.

    ``failures`` counts those in a row; ``next_at`` is when it is asked again.
    """

    source: str
    listed: int = 0
    new: int = 0
    first: bool = False
    unchanged: bool = False
    drafted: list[Drafted] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    error: str | None = None
    failures: int = 0
    next_at: datetime | None = None


class Listing:
    """Remembers what sources list. Polls that brought nothing are kept until ``flush``."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now
        self._quiet: list[Feed] = []

    @property
    def kept(self) -> int:
        """How many polls are still to be written down."""
        return len(self._quiet)

    def flush(self) -> None:
        """Write down the polls that brought nothing: one commit for many, which costs the disk."""
        quiet, self._quiet = self._quiet, []
        self._store.feeds.quiet(quiet)

    def remember(self, source: SourceSettings, feed: Feed, poll: Poll, found: Harvest) -> bool:
        """Remember what a source lists that it did not list before; whether any is to be read."""
        now = self._now()
        poll.first = feed.first_read_at is None and source.kind != "webhook"
        poll.unchanged = found.unchanged
        listed = self._new(source, found.entries, poll, now)
        changed_at = now if poll.new else feed.changed_at or feed.first_read_at or now
        rest = interval(source.every, source.every_most, changed_at, now)
        asked = min(timedelta(seconds=found.retry_after or 0), LONGEST_RETRY_AFTER)
        after = replace(
            feed,
            etag=found.etag,
            last_modified=found.last_modified,
            first_read_at=feed.first_read_at or now,
            polled_at=now,
            next_poll_at=now + max(rest, asked),
            failures=0,
            error=None,
            changed_at=changed_at,
        )
        poll.next_at = after.next_poll_at
        if not listed:
            self._quiet.append(after)
            return False
        self._store.feeds.polled(after, listed, now)
        return any(each.state is EntryState.WAITING for each in listed)

    def _new(
        self, source: SourceSettings, found: Collection[Item], poll: Poll, now: datetime
    ) -> list[Listed]:
        found, known = self._told_apart(source, found)
        fresh = [entry for entry in found if entry.key not in known]
        before = self._pages_before(source) if fresh and not poll.first else frozenset()
        new = [entry for entry in fresh if not _is_among(before, entry)]
        poll.listed, poll.new = len(found), len(new)
        choices = choose(
            new,
            first_poll=poll.first,
            first=source.first,
            fresh=source.fresh,
            now=now,
            sections=sections_asked(source),
        )
        return [
            *(
                _listed(entry, EntryState(choice), now, None if entry.url else "it has no link")
                for entry, choice in zip(new, choices, strict=True)
            ),
            *(
                _listed(
                    entry, EntryState.SEEN, now, "its page was listed before, under another guid"
                )
                for entry in fresh
                if _is_among(before, entry)
            ),
        ]

    def _told_apart(
        self, source: SourceSettings, found: Collection[Item]
    ) -> tuple[list[Item], Collection[str]]:
        """The entries, another article under a guid from before by its page; and those known."""
        before = self._store.feeds.known(source.name, [entry.key for entry in found])
        own = [_by_its_page(entry, before.get(entry.key)) for entry in found]
        moved = [each.key for each in own if each.key not in before]
        return own, before.keys() | self._store.feeds.known(source.name, moved).keys()

    def _pages_before(self, source: SourceSettings) -> frozenset[str]:
        """The pages that the source has listed, whatever their guids were."""
        return frozenset(map(page_key, self._store.feeds.addresses(source.name)))

    def failed(self, source: SourceSettings, feed: Feed, poll: Poll, error: BaseException) -> None:
        """After one more failure a source rests twice as long each time, or as it asks."""
        now = self._now()
        told = str(error)
        if not isinstance(error, SourceError):
            _log.error("%s cannot be read", source.name, exc_info=error)
            told = f"{source.name}: the program fails on it ({type(error).__name__})"
        rest = min(source.every * (1 << min(feed.failures, 10)), max(source.every, LONGEST_REST))
        if isinstance(error, FetchError):
            asked = timedelta(seconds=error.retry_after or 0)
            longest = LONGEST_RETRY_AFTER
            rest = longest if error.status == GONE else max(rest, min(asked, longest))
        after = replace(
            feed,
            polled_at=now,
            next_poll_at=now + rest,
            failures=feed.failures + 1,
            error=told,
        )
        poll.error, poll.failures, poll.next_at = told, after.failures, after.next_poll_at
        self._store.feeds.polled(after, (), now)


def _by_its_page(entry: Item, before: Entry | None) -> Item:
    if before is None or entry.url is None:
        return entry
    was = (before.url, before.title, before.published_at)
    is_now = (entry.url, entry.title, entry.published_at)
    return replace(entry, key=entry.url) if is_another(was, is_now) else entry


def _is_among(pages: Collection[str], entry: Item) -> bool:
    return entry.url is not None and page_key(entry.url) in pages


def _listed(entry: Item, state: EntryState, now: datetime, note: str | None) -> Listed:
    return Listed(
        key=entry.key,
        url=entry.url or "",
        title=entry.title,
        published_at=believed(entry.published_at or entry.updated_at, now),
        state=state,
        note=note,
        tags=entry.tags,
    )
