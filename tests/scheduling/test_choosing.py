"""Which entries are taken, and what counts as the same story."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.scheduling.choosing import (
    Choice,
    Sections,
    choose,
    interval,
    is_another,
    is_fresh,
    sections_of,
    story_key,
)

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
DAY = timedelta(hours=24)


@dataclass(frozen=True)
class Item:
    url: str | None = "https://journal.example.com/a"
    published_at: datetime | None = None
    updated_at: datetime | None = None
    tags: tuple[str, ...] = ()


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


# --- sections ----------------------------------------------------------------------------

RULES = Sections(
    take=("Sport", "Politique"), leave=("Football",), fresh=(("sport", timedelta(hours=6)),)
)
SECTIONS = [
    # tags, folders of the address, is it surely all that it is in → what happens
    (("Sport",), "/a.html", Choice.READ),
    (("sport", "FOOTBALL"), "/a.html", Choice.SKIP),
    (("Culture",), "/a.html", Choice.SKIP),
    ((), "/a.html", Choice.READ),  # its page may name a section that is taken
    ((), "/politique/a.html", Choice.READ),
    ((), "/football/a.html", Choice.SKIP),
]


@pytest.mark.parametrize(("tags", "path", "expected"), SECTIONS)
def test_sections_in_and_out(tags: tuple[str, ...], path: str, expected: Choice) -> None:
    item = Item(url=f"https://journal.example.com{path}", published_at=NOW, tags=tags)
    found = choose([item], first_poll=False, first=3, fresh=DAY, now=NOW, sections=RULES)
    assert found == (expected,)


def test_a_section_may_be_news_for_less_long() -> None:
    item = Item(published_at=NOW - timedelta(hours=7), tags=("Sport",))
    found = choose([item], first_poll=False, first=3, fresh=DAY, now=NOW, sections=RULES)
    assert found == (Choice.STALE,)


def test_an_article_without_its_section_is_not_taken_once_it_was_read() -> None:
    assert RULES.left_out(sections_of([], "https://a.example/x")) == "in none of Sport, Politique"


BEFORE = ("https://v.test/piscine", "La piscine rouvre lundi", NOW)
HOUR = timedelta(hours=1)
UNDER_ITS_GUID = [
    ("another", "https://v.test/trains", "Grève des trains dimanche", NOW + HOUR, True),
    ("where it was", "https://v.test/piscine?utm_source=x", "Grève", NOW + HOUR, False),
    ("edited and moved", "https://v.test/piscine-2", "La piscine rouvre enfin", NOW + HOUR, False),
    ("of the same date", "https://v.test/trains", "Grève des trains dimanche", NOW, False),
    ("without a date", "https://v.test/trains", "Grève des trains dimanche", None, False),
    ("without a headline", "https://v.test/trains", "", NOW + HOUR, False),
    ("without a page", None, "Grève des trains dimanche", NOW + HOUR, False),
]


@pytest.mark.parametrize(
    ("url", "title", "at", "expected"), [u[1:] for u in UNDER_ITS_GUID],
    ids=[u[0] for u in UNDER_ITS_GUID],
)  # fmt: skip
def test_what_comes_under_a_guid_from_before(
    url: str | None, title: str, at: datetime | None, *, expected: bool
) -> None:
    assert is_another(BEFORE, (url, title, at)) is expected


@given(st.text(max_size=40), st.text(max_size=40))
def test_an_entry_is_never_another_than_itself(url: str, title: str) -> None:
    assert not is_another((url, title, NOW), (url, title, NOW + HOUR))


@given(st.integers(1, 60), st.integers(1, 60), st.one_of(st.none(), st.integers(0, 10**6)))
def test_a_quiet_feed_is_asked_less_often(every: int, most: int, quiet: int | None) -> None:
    shortest, longest = timedelta(minutes=every), timedelta(minutes=max(every, most))
    changed = None if quiet is None else NOW - timedelta(minutes=quiet)
    found = interval(shortest, longest, changed, NOW)
    assert shortest <= found <= longest
    assert found == shortest or changed is not None
    if changed and found > shortest:
        assert found <= (NOW - changed) / 12
