"""What is new in the sources, and what is made of that.

Sources and pages are fetched side by side; what came is gone through one after the other, so that
one slow server holds up nobody else.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.drafting import Drafter
from bot.errors import FetchError, SourceError
from bot.intake import Drafted, Intake, sections_asked
from bot.model import Article
from bot.scheduling.choosing import choose, interval, page_key
from bot.settings import Settings, SourceSettings
from bot.sources.crew import Crew, Job
from bot.sources.entries import Entry as Item
from bot.sources.fetch import Fetcher, limits_of
from bot.sources.harvest import Harvest, harvest, host_asked
from bot.sources.urls import host_of
from bot.store import Store
from bot.store.records import Entry, EntryState, Feed, Listed

PAGES_A_POLL = 20  # the rest of a flood waits for the next poll
LONGEST_REST = timedelta(hours=1)  # between two polls of a feed that fails
LONGEST_RETRY_AFTER = timedelta(days=1)
QUIET_AT_ONCE = 100  # polls without news that are written down together
LOOK_UP = 0.5  # seconds without an answer after which the caller may do something else
AHEAD = timedelta(minutes=1)  # by which clocks of several machines may differ
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


@dataclass(kw_only=True, slots=True)
class _Visit:
    """A source that is being polled, and the pages that are still to be drafted, in order.

    ``known``: it was polled before; ``waiting``: something of it is to be read.
    """

    source: SourceSettings
    poll: Poll
    feed: Feed
    known: bool
    waiting: bool
    begun: bool = False
    pages: list[tuple[Entry, Job[Harvest | Article]]] = field(default_factory=list)


class Poller:
    """Polls the sources of the settings and drafts what is new in them. Close it."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        drafter: Drafter,
        now: Callable[[], datetime],
        fetcher: Fetcher | None = None,
    ) -> None:
        self._settings = settings
        self._store = store
        self._now = now
        self._fetcher = fetcher or Fetcher(limits_of(settings))
        self._intake = Intake(settings, store, drafter, self._fetcher, now)
        self._quiet: list[Feed] = []
        self._crew: Crew[Harvest | Article] = Crew(settings.fetch_at_once, settings.fetch_per_host)

    def close(self) -> None:
        """Let the threads end."""
        self._crew.close()

    def due(self) -> tuple[SourceSettings, ...]:
        """The sources whose time to be polled has come, the longest waiting first.

        One that was polled in the future is due: the clock was set back since.
        """
        now = self._now()
        known = self._store.feeds.all()
        since: dict[str, datetime] = {}
        for source in self._settings.sources:
            feed = known.get(source.name)
            told = feed if feed and feed.url == source.url else None
            since[source.name] = (
                told.next_poll_at if told and told.polled_at <= now + AHEAD else now
            )
        due = [source for source in self._settings.sources if since[source.name] <= now]
        return tuple(sorted(due, key=lambda source: since[source.name]))

    def polls(
        self,
        due: Collection[SourceSettings],
        stopping: Callable[[], bool],
        meanwhile: Callable[[], None] = lambda: None,
    ) -> Iterator[Poll]:
        """Read sources, remember what they list, and draft what waits, each as it comes.

        A source's failures are in its Poll. ``meanwhile`` is called between any two steps. Raises
        StoreError and OutputError, which are not the source's.
        """
        known = self._store.feeds.all()
        waiting = self._store.feeds.with_waiting()
        visits: dict[int, _Visit] = {}
        try:
            for source in due:
                feed = self._remembered(source, known.get(source.name))
                job = self._listing_job(source, feed)
                visits[id(job)] = _Visit(
                    source=source,
                    poll=Poll(source=source.name),
                    feed=feed,
                    known=source.name in known,
                    waiting=source.name in waiting,
                )
                self._crew.add(job)
            while visits and not stopping():
                meanwhile()
                done = self._crew.next(LOOK_UP)
                if done is not None and (visit := visits.pop(id(done), None)):
                    yield from self._step(visit, done, visits, stopping)
                if done is None or len(self._quiet) >= QUIET_AT_ONCE:
                    self._remember_quiet()
            yield from self._unfinished(visits)
        finally:
            self._crew.drop()
            self._remember_quiet()

    def _remember_quiet(self) -> None:
        """Write down the polls that brought nothing: one commit for many, which costs the disk."""
        quiet, self._quiet = self._quiet, []
        self._store.feeds.quiet(quiet)

    def _unfinished(self, visits: Mapping[int, _Visit]) -> Iterator[Poll]:
        """What a pass that is stopped leaves undone: the tries at its pages do not count."""
        for visit in {id(visit): visit for visit in visits.values() if visit.begun}.values():
            for entry, _ in visit.pages:
                self._store.feeds.forgive(entry, entry.note)
            yield visit.poll

    def _step(
        self,
        visit: _Visit,
        done: Job[Harvest | Article],
        visits: dict[int, _Visit],
        stopping: Callable[[], bool],
    ) -> Iterator[Poll]:
        """Go on with a source of which something came; it comes out once all of it is done."""
        if not visit.begun:
            visit.begun = True
            self._list(visit, done)
            found = self._store.feeds.waiting(visit.source.name) if visit.waiting else ()
            for entry in found[:PAGES_A_POLL]:
                job = self._page_job(visit.source, entry)
                visits[id(job)] = visit
                visit.pages.append((entry, job))
                self._crew.add(job)
        while visit.pages and visit.pages[0][1].done.done() and not stopping():
            entry, job = visit.pages.pop(0)
            self._take(visit, entry, job)
            visits.pop(id(job), None)
        if not visit.pages:
            yield visit.poll

    def _listing_job(self, source: SourceSettings, feed: Feed) -> Job[Harvest | Article]:
        def work() -> Harvest:
            return harvest(
                source,
                self._fetcher,
                etag=feed.etag,
                last_modified=feed.last_modified,
                now=self._now(),
                zone=self._settings.zone.key,
            )

        return Job(host=host_asked(source), work=work)

    def _page_job(self, source: SourceSettings, entry: Entry) -> Job[Harvest | Article]:
        return Job(host=host_of(entry.url), work=lambda: self._intake.read(source, entry))

    def _remembered(self, source: SourceSettings, feed: Feed | None) -> Feed:
        if feed and feed.url == source.url:
            return feed
        now = self._now()
        return Feed(
            source=source.name,
            url=source.url,
            first_read_at=feed.first_read_at if feed else None,
            polled_at=now,
            next_poll_at=now,
        )

    # --- the list ------------------------------------------------------------------------

    def _list(self, visit: _Visit, done: Job[Harvest | Article]) -> None:
        """Remember what a source lists that it did not list before, or that it failed."""
        error = done.done.exception()
        if error is not None:
            self._failed(visit, error)
            return
        found = done.done.result()
        assert isinstance(found, Harvest)
        source, feed, poll, now = visit.source, visit.feed, visit.poll, self._now()
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
        if visit.known and not listed and feed.url == source.url:
            self._quiet.append(after)
            return
        self._store.feeds.polled(after, listed, now)
        visit.waiting = visit.waiting or any(each.state is EntryState.WAITING for each in listed)

    def _new(
        self, source: SourceSettings, found: Collection[Item], poll: Poll, now: datetime
    ) -> list[Listed]:
        known = self._store.feeds.known(source.name, [entry.key for entry in found])
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
                _listed(entry, EntryState(choice), None if entry.url else "it has no link")
                for entry, choice in zip(new, choices, strict=True)
            ),
            *(
                _listed(entry, EntryState.SEEN, "its page was listed before, under another guid")
                for entry in fresh
                if _is_among(before, entry)
            ),
        ]

    def _pages_before(self, source: SourceSettings) -> frozenset[str]:
        """The pages that the source has listed, whatever their guids were."""
        return frozenset(map(page_key, self._store.feeds.addresses(source.name)))

    def _failed(self, visit: _Visit, error: BaseException) -> None:
        """After one more failure a source rests twice as long each time, or as it asks."""
        source, feed, now = visit.source, visit.feed, self._now()
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
        poll = visit.poll
        poll.error, poll.failures, poll.next_at = told, after.failures, after.next_poll_at
        self._store.feeds.polled(after, (), now)

    # --- its pages -----------------------------------------------------------------------

    def _take(self, visit: _Visit, entry: Entry, job: Job[Harvest | Article]) -> None:
        def read() -> Article:
            error = job.done.exception()
            if error is not None and not isinstance(error, SourceError):
                _log.error("%s cannot be read", entry.url, exc_info=error)
                what = type(error).__name__
                raise SourceError(f"{entry.url}: the program fails on it ({what})")
            article = job.done.result()
            assert isinstance(article, Article)
            return article

        taken = self._intake.take(visit.source, entry, read)
        if taken.drafted:
            visit.poll.drafted.append(taken.drafted)
        if taken.note:
            visit.poll.notes.append(taken.note)


def _is_among(pages: Collection[str], entry: Item) -> bool:
    return entry.url is not None and page_key(entry.url) in pages


def _listed(entry: Item, state: EntryState, note: str | None) -> Listed:
    return Listed(
        key=entry.key,
        url=entry.url or "",
        title=entry.title,
        published_at=entry.published_at or entry.updated_at,
        state=state,
        note=note,
        tags=entry.tags,
    )
