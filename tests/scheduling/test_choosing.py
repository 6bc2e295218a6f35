"""Which entries are taken, and what counts as the same story."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.scheduling.choosing import Choice, choose, is_fresh, story_key

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
DAY = timedelta(hours=24)


@dataclass(frozen=True)
class Item:
    url: str | None = "https://journal.example.com/a"
    published_at: datetime | None = None
    updated_at: datetime | None = None


def aged(hours: float) -> Item:
    return Item(published_at=NOW - timedelta(hours=hours))


items = st.lists(
    st.one_of(
        st.just(Item()),
        st.just(Item(url=None)),
        st.floats(min_value=-48, max_value=500).map(aged),
    ),
    max_size=30,
)


@given(items, st.integers(0, 10))
def test_the_first_poll_floods_nobody(entries: list[Item], first: int) -> None:
    choices = choose(entries, first_poll=True, first=first, fresh=DAY, now=NOW)
    linked = [choice for choice, entry in zip(choices, entries, strict=True) if entry.url]
    taken = min(first, len(linked))
    assert linked == [Choice.READ] * taken + [Choice.LEAVE] * (len(linked) - taken)


@given(items)
def test_later_polls_take_what_is_news_and_nothing_else(entries: list[Item]) -> None:
    choices = choose(entries, first_poll=False, first=3, fresh=DAY, now=NOW)
    for choice, entry in zip(choices, entries, strict=True):
        fresh = entry.published_at is None or NOW - entry.published_at <= DAY
        assert choice is (
            Choice.SKIP if entry.url is None else Choice.READ if fresh else Choice.STALE
        )


def test_a_date_of_change_counts_where_there_is_no_other() -> None:
    old = Item(updated_at=NOW - timedelta(days=3))
    assert choose([old], first_poll=False, first=3, fresh=DAY, now=NOW) == (Choice.STALE,)


def test_without_a_date_it_counts_from_its_first_sight() -> None:
    assert is_fresh(None, NOW - DAY, DAY, NOW)
    assert not is_fresh(None, NOW - DAY - timedelta(seconds=1), DAY, NOW)


SAME = [
    ("https://a.example/x", "https://A.example/x#top"),
    ("https://a.example/x", "HTTPS://a.example/x?utm_source=rss&utm_medium=feed"),
    ("https://a.example/x?id=7", "https://a.example/x?id=7&fbclid=abc"),
    ("https://a.example", "https://a.example/"),
]
OTHER = [
    ("https://a.example/x", "https://a.example/X"),
    ("https://a.example/x?id=7", "https://a.example/x?id=8"),
    ("https://a.example/x", "https://b.example/x"),
    ("https://a.example/x?q=", "https://a.example/x"),
]


@pytest.mark.parametrize(("first", "second"), SAME)
def test_one_story(first: str, second: str) -> None:
    assert story_key(first) == story_key(second)


@pytest.mark.parametrize(("first", "second"), OTHER)
def test_two_stories(first: str, second: str) -> None:
    assert story_key(first) != story_key(second)
