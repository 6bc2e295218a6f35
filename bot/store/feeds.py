"""What the feeds have listed so far, so that nothing is taken for news twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import Connection, Engine, Select, bindparam, func, insert, select, update

from bot.store.engine import add_missing, add_once, reading, writing
from bot.store.records import Entry, EntryState, Feed, Listed
from bot.store.rows import entry_from_row, feed_from_row
from bot.store.tables import entries, feeds

AHEAD = timedelta(minutes=1)  # by which clocks of several machines may differ
Query = TypeVar("Query", bound="Select[*tuple[object, ...]]")
KEYS_AT_ONCE = 500  # SQLite takes 999 parameters where it is old


class Feeds:
    """The feeds and their entries."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def get(self, source: str) -> Feed | None:
        """The feed of a source as it was last polled; None before its first poll."""
        with reading(self._engine) as connection:
            row = connection.execute(select(feeds).where(feeds.c.source == source)).first()
        return feed_from_row(row._asdict()) if row else None

    def all(self) -> dict[str, Feed]:
        """Every feed as it was last polled, by source."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(feeds)).mappings()
            return {row["source"]: feed_from_row(dict(row)) for row in rows}

    def addresses(self, source: str, most: int = 5_000) -> tuple[str, ...]:
        """The addresses that a source has listed, the last that many."""
        query = (
            select(entries.c.url)
            .where(entries.c.source == source)
            .order_by(entries.c.id.desc())
            .limit(most)
        )
        with reading(self._engine) as connection:
            return tuple(connection.scalars(query))

    def known(self, source: str, keys: Sequence[str]) -> dict[str, Entry]:
        """The entries of those of ``keys`` that the source has listed before."""
        with reading(self._engine) as connection:
            return {
                row.key: entry_from_row(row._asdict())
                for some in _some(keys)
                for row in connection.execute(_of(select(entries), source, some))
            }

    def take(
        self, places: Mapping[str, str], at: datetime, until: datetime, *, whatever: bool = False
    ) -> dict[str, Feed]:
        """Take those of the sources that are due, so that nobody else polls them ``until`` then.

        ``places`` are their addresses by name; all of them are taken with ``whatever``. Who does
        not say what came of a poll has lost it by then.
        """
        names = sorted(places)
        mine = select(feeds).where(feeds.c.source.in_(names)).with_for_update(skip_locked=True)
        with writing(self._engine) as connection:
            there = set(connection.scalars(select(feeds.c.source).where(feeds.c.source.in_(names))))
            new = [remembered(None, name, places[name], at) for name in names if name not in there]
            add_missing(connection, feeds, [asdict(feed) for feed in new])
            found = [feed_from_row(row._asdict()) for row in connection.execute(mine)]
            kept = [remembered(feed, feed.source, places[feed.source], at) for feed in found]
            taken = [
                replace(feed, polled_at=min(feed.polled_at, at), next_poll_at=until)
                for feed in kept
                if whatever or is_due(feed, at)
            ]
            _put(connection, taken)
        return {feed.source: feed for feed in taken}

    def hold(self, sources: Sequence[str], until: datetime) -> None:
        """Keep sources that were taken for longer; or give them back, with a time that has come."""
        if sources:
            mine = update(feeds).where(feeds.c.source.in_(sorted(sources)))
            with writing(self._engine) as connection:
                connection.execute(mine.values(next_poll_at=until))

    def polled(self, feed: Feed, listed: Iterable[Listed], at: datetime) -> None:
        """Remember a poll and what it found, in one transaction; known entries stay as they are."""
        by_key = {each.key: each for each in reversed(list(listed))}
        with writing(self._engine) as connection:
            if not add_once(connection, feeds, asdict(feed)):
                mine = update(feeds).where(feeds.c.source == feed.source)
                connection.execute(mine.values(asdict(feed)))
            known = _known(connection, feed.source, list(by_key))
            rows = [
                {
                    **asdict(each),
                    "state": each.state.value,
                    "source": feed.source,
                    "first_seen_at": at,
                    "attempts": 0,
                }
                for key, each in by_key.items()
                if key not in known
            ]
            add_missing(connection, entries, rows)

    def quiet(self, polled: Sequence[Feed]) -> None:
        """Remember polls that brought nothing, of feeds that are known, in one transaction."""
        if polled:
            with writing(self._engine) as connection:
                _put(connection, polled)

    def with_waiting(self) -> frozenset[str]:
        """The sources that have something to be read."""
        query = select(entries.c.source).where(entries.c.state == EntryState.WAITING.value)
        with reading(self._engine) as connection:
            return frozenset(connection.scalars(query.distinct()))

    def receive(self, source: str, listed: Listed, at: datetime) -> bool:
        """Take an entry that somebody handed in; the source is due at once. Whether it is new."""
        feed = Feed(source=source, url="", first_read_at=at, polled_at=at, next_poll_at=at)
        with writing(self._engine) as connection:
            add_once(connection, feeds, asdict(feed))
            if _known(connection, source, [listed.key]):
                return False
            row = {**asdict(listed), "state": listed.state.value, "source": source}
            connection.execute(insert(entries).values(first_seen_at=at, attempts=0, **row))
            mine = update(feeds).where(feeds.c.source == source)
            connection.execute(mine.values(next_poll_at=at, changed_at=at))
            return True

    def waiting(self, source: str) -> tuple[Entry, ...]:
        """What is still to be read of a source, in the order in which it was published."""
        when = func.coalesce(entries.c.published_at, entries.c.first_seen_at)
        query = (
            select(entries)
            .where(entries.c.source == source, entries.c.state == EntryState.WAITING.value)
            .order_by(when, entries.c.id.desc())
        )
        with reading(self._engine) as connection:
            return tuple(entry_from_row(row._asdict()) for row in connection.execute(query))

    def begin(self, entry: Entry) -> int:
        """Count one more attempt at an entry, before it is made; how many there were.

        Counted first, so that a page that brings the program down is given up like any other.
        """
        with writing(self._engine) as connection:
            connection.execute(
                update(entries)
                .where(entries.c.id == entry.id)
                .values(attempts=entries.c.attempts + 1)
            )
        return entry.attempts + 1

    def settle(
        self, entry: Entry, state: EntryState, note: str | None, article_id: int | None = None
    ) -> None:
        """Say what became of an entry, and why."""
        with writing(self._engine) as connection:
            connection.execute(
                update(entries)
                .where(entries.c.id == entry.id)
                .values(state=state.value, note=note, article_id=article_id)
            )

    def note(self, entry: Entry, note: str) -> None:
        """Write down why the last attempt failed; the entry goes on waiting."""
        self.settle(entry, EntryState.WAITING, note)

    def forgive(self, entry: Entry, note: str | None) -> None:
        """Take an attempt back that failed through no fault of the entry."""
        with writing(self._engine) as connection:
            connection.execute(
                update(entries)
                .where(entries.c.id == entry.id)
                .values(attempts=entry.attempts, note=note)
            )

    def counts(self, source: str) -> dict[EntryState, int]:
        """How many entries of a source stand in each state."""
        query = (
            select(entries.c.state, func.count())
            .where(entries.c.source == source)
            .group_by(entries.c.state)
        )
        with reading(self._engine) as connection:
            return {EntryState(state): count for state, count in connection.execute(query)}


def remembered(feed: Feed | None, source: str, url: str, at: datetime) -> Feed:
    """What is known of a source at an address: of another address, only that it was read once."""
    if feed and feed.url == url:
        return feed
    first_read_at = feed.first_read_at if feed else None
    return Feed(source=source, url=url, first_read_at=first_read_at, polled_at=at, next_poll_at=at)


def is_due(feed: Feed, at: datetime) -> bool:
    """Whether it is time to poll a feed; so it is where the clock was set back since the last."""
    return feed.next_poll_at <= at or feed.polled_at > at + AHEAD


def _put(connection: Connection, changed: Sequence[Feed]) -> None:
    """Write feeds down that are there already; in order, so that nobody waits for one another."""
    if not changed:
        return
    rows = [asdict(feed) for feed in sorted(changed, key=lambda feed: feed.source)]
    names = [name for name in rows[0] if name != "source"]
    query = update(feeds).where(feeds.c.source == bindparam("own"))
    connection.execute(
        query.values({name: bindparam(name) for name in names}),
        [{**{name: row[name] for name in names}, "own": row["source"]} for row in rows],
    )


def _known(connection: Connection, source: str, keys: Sequence[str]) -> frozenset[str]:
    found: set[str] = set()
    for some in _some(keys):
        found.update(connection.scalars(_of(select(entries.c.key), source, some)))
    return frozenset(found)


def _some(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    return (keys[start : start + KEYS_AT_ONCE] for start in range(0, len(keys), KEYS_AT_ONCE))


def _of(query: Query, source: str, keys: Sequence[str]) -> Query:
    return query.where(entries.c.source == source, entries.c.key.in_(keys))
