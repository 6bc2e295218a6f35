"""What the memory of feeds promises: each source is polled by one, each entry drafted once."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from bot.store import Store
from bot.store.engine import writing
from bot.store.records import EntryState, Feed, Listed
from bot.store.tables import feeds
from tests.queued import NOON, offer_of, story

LEASE = timedelta(minutes=5)
LATER = NOON + LEASE
FEED = Feed(
    source="front",
    url="https://journal.example.com/feed",
    etag='"1"',
    first_read_at=NOON,
    polled_at=NOON,
    next_poll_at=NOON + timedelta(minutes=5),
)


def listed(key: str, state: EntryState = EntryState.WAITING, hour: int | None = 1) -> Listed:
    published = None if hour is None else NOON - timedelta(hours=hour)
    url = f"https://journal.example.com/{key}"
    return Listed(key=key, url=url, title=key, published_at=published, state=state)


class FeedContract:
    """Tests on a fixture ``store``: an empty database of the newest schema."""

    def test_sources_are_taken_by_one_process_at_a_time(self, store: Store, url: str) -> None:
        places = {f"s{n}": f"https://journal.example.com/{n}" for n in range(40)}
        taken: list[str] = []

        def take() -> None:
            with Store(url, upgrade=False) as other:
                for name, place in places.items():
                    taken.extend(other.feeds.take({name: place}, NOON, LATER))
                taken.extend(other.feeds.take(places, NOON, LATER))

        threads = [threading.Thread(target=take) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(taken) == sorted(places)

    def test_the_sources_of_a_process_that_died_are_taken_by_another(self, store: Store) -> None:
        places = {"a": "https://journal.example.com/a", "b": "https://journal.example.com/b"}
        assert set(store.feeds.take(places, NOON, LATER)) == {"a", "b"}
        store.feeds.hold(["b"], LATER + LEASE)  # by its owner, who is still at it
        assert store.feeds.take(places, LATER - timedelta(seconds=1), LATER) == {}
        taken = store.feeds.take(places, LATER, LATER + LEASE)
        assert set(taken) == {"a"}
        assert taken["a"].first_read_at is None

    def test_a_source_at_another_address_is_due_once(self, store: Store) -> None:
        store.feeds.polled(FEED, (), NOON)
        moved = {"front": "https://journal.example.com/other"}
        taken = store.feeds.take(moved, NOON, LATER)["front"]
        assert (taken.url, taken.etag, taken.first_read_at) == (moved["front"], None, NOON)
        assert store.feeds.take(moved, NOON, LATER) == {}

    def test_a_source_that_was_polled_in_the_future_is_due_once(self, store: Store) -> None:
        store.feeds.polled(FEED, (), NOON)
        before = NOON - timedelta(hours=2)
        assert set(store.feeds.take({"front": FEED.url}, before, before + LEASE)) == {"front"}
        assert store.feeds.take({"front": FEED.url}, before, before + LEASE) == {}

    def test_a_feed_is_remembered_with_what_it_listed(self, store: Store) -> None:
        assert store.feeds.get("front") is None
        entries = [listed("a"), listed("b", EntryState.SEEN), listed("c", hour=None)]
        store.feeds.polled(FEED, entries, NOON)
        assert store.feeds.get("front") == FEED
        known = store.feeds.known("front", ["a", "b", "c", "d"])
        assert known.keys() == {"a", "b", "c"}
        assert {key: entry.key for key, entry in known.items()} == {key: key for key in known}
        assert [entry.key for entry in store.feeds.waiting("front")] == ["a", "c"]

    def test_what_a_feed_lists_again_stays_as_it_was(self, store: Store) -> None:
        store.feeds.polled(FEED, [listed("a", EntryState.SEEN)], NOON)
        later = replace(FEED, etag='"2"', polled_at=LATER)
        store.feeds.polled(later, [listed("a"), listed("b"), listed("b")], LATER)
        assert store.feeds.get("front") == later
        assert [entry.key for entry in store.feeds.waiting("front")] == ["b"]
        assert store.feeds.counts("front") == {EntryState.SEEN: 1, EntryState.WAITING: 1}

    def test_an_entry_is_marked_drafted_with_its_posts(self, store: Store) -> None:
        store.feeds.polled(FEED, [listed("a")], NOON)
        (entry,) = store.feeds.waiting("front")
        assert store.feeds.begin(entry) == 1
        of = story()
        store.queue.offer("k", of, [offer_of(of)], at=NOON, entry=entry)
        assert store.feeds.waiting("front") == ()
        assert store.feeds.counts("front") == {EntryState.DRAFTED: 1}

    def test_the_oldest_comes_first_and_attempts_are_counted(self, store: Store) -> None:
        store.feeds.polled(FEED, [listed("new", hour=1), listed("old", hour=2)], NOON)
        assert [entry.key for entry in store.feeds.waiting("front")] == ["old", "new"]
        (old, _) = store.feeds.waiting("front")
        store.feeds.begin(old)
        store.feeds.note(old, "404")
        (old, _) = store.feeds.waiting("front")
        assert (old.attempts, old.note) == (1, "404")
        store.feeds.settle(old, EntryState.FAILED, "404")
        assert [entry.key for entry in store.feeds.waiting("front")] == ["new"]

    def test_an_entry_needs_its_feed(self, store: Store) -> None:
        store.feeds.polled(FEED, [listed("a")], NOON)
        with pytest.raises(IntegrityError), writing(store._engine) as connection:
            connection.execute(delete(feeds))
