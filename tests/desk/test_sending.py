"""When what is drafted goes out, and that nothing does which may not."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.desk import Desk
from bot.errors import SettingsError
from bot.model import Lane, State
from tests.newsroom import Clock, Newspaper, Story, configured, desk_of, stories
from tests.publishing.accounts import x_at
from tests.queued import ADA
from tests.sources.server import WebServer
from tests.standins import x as standin


def test_the_whole_way_from_a_feed_to_x(
    tmp_path: Path, paper: Newspaper, clock: Clock, x: standin.X
) -> None:
    paper.publish(*stories(1))
    settings = configured(tmp_path, paper.server, live=True, variants=2)
    platforms = {"main": x_at(x.base_url)}
    with desk_of(settings, clock, platforms=platforms) as desk:
        desk.run()
        posts = desk.store.queue.list()
        assert x.seen == []
        for post in posts:
            desk.store.queue.approve(post.id, actor=ADA, at=clock.at)
        done = desk.run()
    assert [outcome.state for outcome in done.outcomes] == [State.PUBLISHED] * 2
    assert x.texts == [post.text for post in posts]
    assert set(x.alt_texts.values()) == {post.cards[0].alt_text for post in posts}
    assert done.ready == ()


@pytest.mark.parametrize("case", ["not live", "no credentials", "no publisher"])
def test_nothing_is_sent_unless_everything_allows_it(
    tmp_path: Path, paper: Newspaper, clock: Clock, x: standin.X, case: str
) -> None:
    paper.publish(*stories(1))
    platform = "mastodon" if case == "no publisher" else "x"
    settings = configured(tmp_path, paper.server, live=case != "not live", platform=platform)
    own = {"main": x_at(x.base_url, credentials=case == "not live")}
    platforms = {} if case == "no publisher" else own
    with desk_of(settings, clock, platforms=platforms) as desk:
        desk.run()
        for post in desk.store.queue.list():
            desk.store.queue.approve(post.id, actor=ADA, at=clock.at)
        done = desk.run()
        assert done.outcomes == ()
        assert len(done.ready) == 2
        assert done.obstacles
        assert done.counts == {State.APPROVED: 2}
    assert x.seen == []


def test_a_dry_run_keeps_to_itself(
    tmp_path: Path, paper: Newspaper, clock: Clock, x: standin.X
) -> None:
    paper.publish(*stories(1))
    settings = configured(tmp_path / "data", paper.server, live=True)
    platforms = {"main": x_at(x.base_url)}
    with desk_of(settings, clock, dry_run=True, platforms=platforms) as desk:
        desk.run()
        for post in desk.store.queue.list():
            desk.store.queue.approve(post.id, actor=ADA, at=clock.at)
        done = desk.run()
    assert [outcome.state for outcome in done.outcomes] == [State.PUBLISHED] * 2
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["dry-run"]
    assert x.seen == []


def test_without_accounts_there_is_nothing_to_do(tmp_path: Path, web: WebServer) -> None:
    with pytest.raises(SettingsError, match="ACCOUNTS is empty"):
        Desk(replace(configured(tmp_path, web), accounts=()))
    assert os.listdir(tmp_path) == []  # noqa: PTH208


def test_posts_are_due_at_the_next_slot_and_expire_after_it(
    tmp_path: Path, paper: Newspaper, clock: Clock
) -> None:
    paper.publish(*stories(1))
    settings = configured(tmp_path, paper.server, slots=(time(8), time(18, 30)))
    with desk_of(settings, clock) as desk:
        desk.run()
        slot = datetime(2026, 3, 2, 17, 30, tzinfo=UTC)  # half past six in Paris
        due = [post.due_at for post in desk.store.queue.list()]
        assert due == [slot, datetime(2026, 3, 3, 7, tzinfo=UTC)]  # each slot takes one post
        for post in desk.store.queue.list():
            assert post.expires_at == post.due_at + timedelta(hours=24)
        clock.at = due[1] + timedelta(hours=24)
        assert len(desk.run().expired) == 2


def test_breaking_news_does_not_wait_for_a_slot(
    tmp_path: Path, paper: Newspaper, clock: Clock
) -> None:
    paper.publish(*stories(1))
    settings = configured(tmp_path, paper.server, slots=(time(8),))
    (source,) = settings.sources
    hasty = replace(source, url=paper.server.url("/feed.xml"), breaking=("alert",))
    story_tag = "<category>Alert</category></item>"
    feed = paper.server.answers["/feed.xml"]
    tagged = feed.body.replace(b"</item>", story_tag.encode())
    paper.server.answer("/feed.xml", replace(feed, body=tagged))
    with desk_of(replace(settings, sources=(hasty,)), clock) as desk:
        desk.run()
        posts = desk.store.queue.list()
    assert {(post.lane, post.due_at) for post in posts} == {(Lane.BREAKING, clock.at)}


def test_an_article_under_embargo_is_due_when_it_is_public(
    tmp_path: Path, paper: Newspaper, clock: Clock, x: standin.X
) -> None:
    public = clock.at + timedelta(hours=2)
    paper.publish(Story(number=1, published_at=public))
    settings = configured(tmp_path, paper.server, live=True)
    with desk_of(settings, clock, platforms={"main": x_at(x.base_url)}) as desk:
        desk.run()
        posts = desk.store.queue.list()
        assert {post.due_at for post in posts} == {public}
        for post in posts:
            hasty = desk.store.queue.reschedule(post.id, clock.at, actor=ADA, at=clock.at)
            desk.store.queue.approve(hasty.id, actor=ADA, at=clock.at)
        desk.run()
        assert x.texts == []
        clock.forward(hours=2)
        desk.run()
    assert len(x.texts) == 2


def test_the_months_money_counts_what_was_published(
    tmp_path: Path, paper: Newspaper, clock: Clock, x: standin.X
) -> None:
    paper.publish(*stories(1))
    plain = configured(tmp_path, paper.server, live=True)
    account = replace(plain.accounts[0], budget=0.45, posts=("tldr",))
    settings = replace(plain, accounts=(account,))
    with desk_of(settings, clock, platforms={"main": x_at(x.base_url)}) as desk:
        for number in (1, 2, 3):
            paper.publish(*stories(number))
            desk.run()
            (post,) = desk.store.queue.list([State.PENDING])
            desk.store.queue.approve(post.id, actor=ADA, at=clock.at)
            clock.forward(minutes=2)
            desk.run()
        month = datetime(2026, 2, 28, 23, tzinfo=UTC)  # March, in Paris
        assert desk.store.leases.spent("main", month) == pytest.approx(0.415)
        assert [post.cost for post in desk.store.queue.list()] == [0.2, 0.2, 0.015]


def test_an_evergreen_article_comes_back_in_other_words_after_its_rest(
    tmp_path: Path, paper: Newspaper, clock: Clock, x: standin.X
) -> None:
    paper.publish(*stories(1))
    feed = paper.server.answers["/feed.xml"]
    tagged = feed.body.replace(b"</item>", b"<category>Recettes</category></item>")
    paper.server.answer("/feed.xml", replace(feed, body=tagged))
    plain = configured(tmp_path, paper.server, live=True, variants=2)
    source = replace(plain.sources[0], evergreen=("recettes",))
    account = replace(plain.accounts[0], posts=("quote",), evergreen=timedelta(days=30))
    settings = replace(plain, sources=(source,), accounts=(account,))
    platforms = {"main": x_at(x.base_url)}
    came: list[tuple[int, str]] = []
    with desk_of(settings, clock, platforms=platforms) as desk:
        for day in range(0, 100, 10):
            done = desk.run()
            came += [(day, line) for line in done.told if "once more" in line]
            for post in desk.store.queue.list([State.PENDING]):
                desk.store.queue.approve(post.id, actor=ADA, at=clock.at)
            desk.run()
            clock.forward(days=10)
        posts = desk.store.queue.list()
    assert [day for day, _ in came][:1] == [40]  # the first day that is over 30 days later
    assert len(set(x.texts)) == len(x.texts) == len(posts) >= 2
    assert [post.lane for post in posts][:2] == [Lane.USUAL, Lane.EVERGREEN]
