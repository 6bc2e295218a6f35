"""What is new in the sources, and what is made of that.

Sources and pages are fetched side by side; what came is gone through one after the other, so that
one slow server holds up nobody else. Several processes share the sources: each takes some that are
due, for a few minutes, and those of one that has died are taken by the others then.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.drafting import Drafter
from bot.errors import SourceError
from bot.intake import Intake
from bot.listing import Listing, Poll
from bot.model import Article
from bot.settings import Settings, SourceSettings
from bot.sources.crew import Crew, Job
from bot.sources.fetch import Fetcher, limits_of
from bot.sources.harvest import Harvest, harvest, host_asked
from bot.sources.robots import Robots
from bot.sources.urls import host_of
from bot.store import Store
from bot.store.feeds import is_due, remembered
from bot.store.records import Entry, Feed

__all__ = ["Poll", "Poller"]

PAGES_A_POLL = 20  # the rest of a flood waits for the next poll
QUIET_AT_ONCE = 100  # polls without news that are written down together
TAKEN_AT_ONCE = 100  # sources; other processes take the others
LEASE = timedelta(minutes=3)  # after which a source is due again that nobody has answered for
RENEWED = timedelta(minutes=1)
LOOK_UP = 0.5  # seconds without an answer after which the caller may do something else

_log = logging.getLogger(__name__)


@dataclass(kw_only=True, slots=True)
class _Visit:
    """A source that is being polled, and the pages that are still to be drafted, in order.

    ``waiting``: something of it is to be read; ``begun``: what it lists is known.
    """

    source: SourceSettings
    poll: Poll
    feed: Feed
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
        self._robots = Robots(self._fetcher, now)
        self._intake = Intake(settings, store, drafter, self._fetcher, self._robots, now)
        self._listing = Listing(store, now)
        self._crew: Crew[Harvest | Article] = Crew(settings.fetch_at_once, settings.fetch_per_host)
        self._visits: dict[int, _Visit] = {}  # by the job that is waited for
        self._held_since = now()

    def close(self) -> None:
        """Let the threads end."""
        self._crew.close()

    def due(self) -> tuple[SourceSettings, ...]:
        """The sources whose time to be polled has come, the longest waiting first."""
        now = self._now()
        known = self._store.feeds.all()
        since: dict[str, datetime] = {}
        for source in self._settings.sources:
            feed = remembered(known.get(source.name), source.name, source.url, now)
            if is_due(feed, now):
                since[source.name] = feed.next_poll_at
        due = [source for source in self._settings.sources if source.name in since]
        return tuple(sorted(due, key=lambda source: since[source.name]))

    def polls(
        self,
        wanted: Collection[SourceSettings],
        stopping: Callable[[], bool],
        meanwhile: Callable[[], None] = lambda: None,
        *,
        whatever: bool = False,
    ) -> Iterator[Poll]:
        """Read sources, remember what they list, and draft what waits, each as it comes.

        Of the ``wanted`` those are read that are due, and that no other process reads; all of them
        with ``whatever``. A source's failures are in its Poll. ``meanwhile`` is called between any
        two steps. Raises StoreError and OutputError, which are not the source's.
        """
        left = deque(wanted)
        waiting = self._store.feeds.with_waiting()
        self._visits.clear()
        try:
            while not stopping():
                self._take_some(left, waiting, whatever=whatever)
                if not self._visits:
                    break
                meanwhile()
                done = self._crew.next(LOOK_UP)
                if done is not None and (visit := self._visits.pop(id(done), None)):
                    yield from self._step(visit, done, stopping)
                if done is None or self._listing.kept >= QUIET_AT_ONCE:
                    self._listing.flush()
            yield from self._unfinished()
        finally:
            self._crew.drop()
            self._listing.flush()

    # --- whose it is ---------------------------------------------------------------------

    def _take_some(
        self, left: deque[SourceSettings], waiting: Collection[str], *, whatever: bool
    ) -> None:
        """Take more sources as soon as few are still to be listed, and hold on to those."""
        now = self._now()
        asked = [visit.source.name for visit in self._visits.values() if not visit.begun]
        if asked and now - self._held_since >= RENEWED:
            self._store.feeds.hold(asked, now + LEASE)
            self._held_since = now
        if not left or len(asked) > TAKEN_AT_ONCE // 2:
            return
        some = [left.popleft() for _ in range(min(TAKEN_AT_ONCE, len(left)))]
        places = {source.name: source.url for source in some}
        taken = self._store.feeds.take(places, now, now + LEASE, whatever=whatever)
        for source in some:
            if source.name in taken:
                self._visit(source, taken[source.name], waiting=source.name in waiting)

    def _visit(self, source: SourceSettings, feed: Feed, *, waiting: bool) -> None:
        job = self._listing_job(source, feed)
        self._visits[id(job)] = _Visit(
            source=source, poll=Poll(source=source.name), feed=feed, waiting=waiting
        )
        self._crew.add(job)

    def _unfinished(self) -> Iterator[Poll]:
        """What a pass that is stopped leaves undone: the tries at its pages do not count."""
        visits = {id(visit): visit for visit in self._visits.values()}.values()
        asked = [visit.source.name for visit in visits if not visit.begun]
        self._store.feeds.hold(asked, self._now())
        for visit in visits:
            for entry, _ in visit.pages:
                self._store.feeds.forgive(entry, entry.note)
            if visit.begun:
                yield visit.poll

    # --- the list, and the pages ---------------------------------------------------------

    def _step(
        self, visit: _Visit, done: Job[Harvest | Article], stopping: Callable[[], bool]
    ) -> Iterator[Poll]:
        """Go on with a source of which something came; it comes out once all of it is done."""
        if not visit.begun:
            visit.begun = True
            self._list(visit, done)
            found = self._store.feeds.waiting(visit.source.name) if visit.waiting else ()
            for entry in found[:PAGES_A_POLL]:
                job = self._page_job(visit.source, entry)
                self._visits[id(job)] = visit
                visit.pages.append((entry, job))
                self._crew.add(job)
        while visit.pages and visit.pages[0][1].done.done() and not stopping():
            entry, job = visit.pages.pop(0)
            self._take(visit, entry, job)
            self._visits.pop(id(job), None)
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
                robots=self._robots,
            )

        return Job(host=host_asked(source), work=work)

    def _page_job(self, source: SourceSettings, entry: Entry) -> Job[Harvest | Article]:
        return Job(host=host_of(entry.url), work=lambda: self._intake.read(source, entry))

    def _list(self, visit: _Visit, done: Job[Harvest | Article]) -> None:
        source, feed, poll = visit.source, visit.feed, visit.poll
        error = done.done.exception()
        if error is not None:
            self._listing.failed(source, feed, poll, error)
            return
        found = done.done.result()
        assert isinstance(found, Harvest)
        visit.waiting |= self._listing.remember(source, feed, poll, found)

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
