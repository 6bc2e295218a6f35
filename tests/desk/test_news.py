"""What counts as news, and that no article is drafted twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.model import State
from bot.store.records import EntryState
from tests.newsroom import (
    NOW,
    Clock,
    Newspaper,
    Story,
    configured,
    desk_of,
    one_pass,
    stories,
    titles,
)


@pytest.mark.parametrize(
    ("published_at", "drafted"),
    [
        (NOW - timedelta(hours=23), 1),
        (NOW - timedelta(hours=25), 0),
        (None, 1),  # it counts from when it was first seen
    ],
)
def test_later_only_what_is_news_is_drafted(
    tmp_path: Path,
    paper: Newspaper,
    clock: Clock,
    published_at: datetime | None,
    drafted: int,
) -> None:
    settings = configured(tmp_path, paper.server)
    paper.publish(*stories(1))
    one_pass(settings, clock)
    paper.publish(Story(number=2, published_at=published_at), *stories(1))
    assert len(titles(one_pass(settings, clock))) == drafted
    assert titles(one_pass(settings, clock)) == []


def test_after_an_outage_only_what_is_fresh_is_taken(
    tmp_path: Path, paper: Newspaper, clock: Clock
) -> None:
    paper.publish(*stories(1))
    settings = configured(tmp_path, paper.server)
    one_pass(settings, clock)
    clock.forward(days=3)
    missed = [Story(number=n, published_at=clock.at - timedelta(hours=12 * n)) for n in (2, 3, 4)]
    paper.publish(*missed)
    assert titles(one_pass(settings, clock)) == [missed[0].title]


def test_an_old_article_of_a_first_poll_says_that_it_is_old(
    tmp_path: Path, paper: Newspaper, clock: Clock
) -> None:
    paper.publish(*stories(1, hours=100))
    with desk_of(configured(tmp_path, paper.server), clock) as desk:
        desk.run()
        notes = [note for post in desk.store.queue.list() for note in post.notes]
    assert len([note for note in notes if "older than what counts as news" in note]) == 2


def test_an_article_without_a_date_says_so(tmp_path: Path, paper: Newspaper, clock: Clock) -> None:
    paper.publish(Story(number=1, published_at=None))
    with desk_of(configured(tmp_path, paper.server), clock) as desk:
        desk.run()
        assert all("no date" in " ".join(post.notes) for post in desk.store.queue.list())


def test_a_date_far_ahead_is_a_mistake_and_no_embargo(
    tmp_path: Path, paper: Newspaper, clock: Clock
) -> None:
    paper.publish(Story(number=1, published_at=NOW + timedelta(days=26_000)))
    with desk_of(configured(tmp_path, paper.server), clock) as desk:
        (drafted,) = desk.run().polls[0].drafted
        assert all(post.due_at - NOW < timedelta(days=2) for post in drafted.posts)


def test_a_live_blog_is_seen_and_not_drafted(
    tmp_path: Path, paper: Newspaper, clock: Clock
) -> None:
    paper.publish(replace(stories(1)[0], live_blog=True))
    done = one_pass(configured(tmp_path, paper.server), clock)
    assert titles(done) == []
    assert "a live blog" in done.polls[0].notes[0]
    assert one_pass(configured(tmp_path, paper.server), clock).polls[0].notes == []


def test_one_article_in_two_feeds_is_drafted_once(
    tmp_path: Path, paper: Newspaper, clock: Clock
) -> None:
    (story,) = stories(1)
    paper.publish(story)
    paper.publish(replace(story, guid="another"), feed="/other.xml")
    settings = configured(tmp_path, paper.server)
    (front,) = settings.sources
    other = replace(front, name="other", url=paper.server.url("/other.xml"))
    done = one_pass(replace(settings, sources=(front, other)), clock)
    assert titles(done) == [story.title]
    assert done.counts == {State.PENDING: 2}
    assert "drafted before" in done.polls[1].notes[0]


def test_one_article_under_two_addresses_is_drafted_once(
    tmp_path: Path, paper: Newspaper, clock: Clock
) -> None:
    canonical = paper.server.url("/piscine")
    first, second = stories(1, 2)
    paper.publish(
        replace(first, canonical=canonical),
        replace(second, canonical=canonical + "?utm_source=rss#top"),
    )
    assert len(titles(one_pass(configured(tmp_path, paper.server), clock))) == 1


def test_the_same_words_at_another_address_are_drafted_once(
    tmp_path: Path, paper: Newspaper, clock: Clock
) -> None:
    paper.publish(*stories(1))
    settings = configured(tmp_path, paper.server)
    one_pass(settings, clock)
    clock.forward(minutes=5)
    feed = paper.server.answers["/feed.xml"]
    page = paper.server.answers["/1.html"]
    paper.server.answer(
        "/copy.html", replace(page, body=page.body.replace(b"/1.html", b"/copy.html"))
    )
    moved = feed.body.replace(b"/1.html", b"/copy.html")
    paper.server.answer("/feed.xml", replace(feed, body=moved))
    done = one_pass(settings, clock)
    assert titles(done) == []
    assert "word for word" in done.polls[0].notes[0]


def test_new_guids_for_old_articles_are_no_news(
    tmp_path: Path, paper: Newspaper, clock: Clock
) -> None:
    undated = [Story(number=n, published_at=None) for n in (1, 2, 3)]
    paper.publish(*undated)
    settings = configured(tmp_path, paper.server, first=1)
    assert len(titles(one_pass(settings, clock))) == 1
    clock.forward(minutes=5)
    paper.publish(*(replace(story, guid=f"new:{story.number}") for story in undated))
    with desk_of(settings, clock) as desk:
        again = desk.run()
        assert (titles(again), again.polls[0].new) == ([], 0)
        assert desk.store.feeds.counts("front") == {EntryState.DRAFTED: 1, EntryState.SEEN: 5}


def test_an_article_that_is_dated_anew_does_not_come_back(
    tmp_path: Path, paper: Newspaper, clock: Clock
) -> None:
    paper.publish(*stories(1, 2))
    settings = configured(tmp_path, paper.server, first=1)
    one_pass(settings, clock)
    clock.forward(hours=30)
    paper.publish(*(Story(number=n, published_at=clock.at) for n in (1, 2)))
    assert titles(one_pass(settings, clock)) == []


@pytest.mark.parametrize(
    ("headline", "drafted"),
    [
        ("Les trains s’arrêtent dimanche", 1),
        ("La piscine municipale rouvrira en juillet", 0),  # the same, moved and dated anew
    ],
)
def test_another_article_under_the_guid_of_one_before_is_news(
    tmp_path: Path, paper: Newspaper, clock: Clock, headline: str, drafted: int
) -> None:
    settings = configured(tmp_path, paper.server)
    paper.publish(Story(number=1, guid="front page"))
    one_pass(settings, clock)
    clock.forward(minutes=5)
    second = Story(number=2, guid="front page", published_at=clock.at)
    paper.publish(second)
    feed = paper.server.answers["/feed.xml"]
    listed = feed.body.replace(second.title.encode(), headline.encode())
    paper.server.answer("/feed.xml", replace(feed, body=listed))
    assert len(titles(one_pass(settings, clock))) == drafted
    clock.forward(minutes=5)
    again = one_pass(settings, clock)
    assert (titles(again), again.polls[0].new) == ([], 0)
