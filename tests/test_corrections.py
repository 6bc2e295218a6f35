"""An article that changes: what waits is held with the difference; of what is out, it is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.corrections import take_down
from bot.desk import Desk, Pass
from bot.errors import Refused, TransitionError
from bot.model import State
from bot.publishing.contract import Access
from bot.publishing.platforms.x import X
from tests.newsroom import SAID, Clock, Newspaper, Story, configured, desk_of
from tests.queued import ADA
from tests.sources.server import WebServer
from tests.standins import x as standin
from tests.standins.server import Fault, serving


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def paper(web: WebServer) -> Newspaper:
    paper = Newspaper(web)
    paper.publish(Story(number=1))
    return paper


@pytest.fixture
def x() -> Iterator[standin.X]:
    with serving(standin.X()) as served:
        yield served


@pytest.fixture
def desk(tmp_path: Path, paper: Newspaper, clock: Clock, x: standin.X) -> Iterator[Desk]:
    settings = configured(tmp_path, paper.server, live=True)
    access = Access(account="main", credentials=standin.CREDENTIALS, base_url=x.base_url)
    with desk_of(settings, clock, platforms={"main": X(access)}) as desk:
        desk.run()
        yield desk


def rewrite(paper: Newspaper, before: str, after: str) -> None:
    answer = paper.server.answers["/1.html"]
    body = answer.body.decode().replace(before, after)
    assert body != answer.body.decode()
    paper.server.answer("/1.html", replace(answer, body=body.encode()))


def later(desk: Desk, clock: Clock) -> Pass:
    clock.forward(minutes=31)
    return desk.run()


def test_what_waits_is_held_with_the_difference(desk: Desk, paper: Newspaper, clock: Clock) -> None:
    rewrite(paper, "six mois", "neuf mois")
    assert later(desk, clock).corrections[0].revised.held == (1, 2)
    for post in desk.store.queue.list():
        assert post.state is State.HELD
        assert post.reason is not None
        assert post.reason.startswith("its article has changed\n@@ -")
        assert "[-six-] {+neuf+} mois environ." in post.reason
        approved = desk.store.queue.approve(post.id, actor=ADA, at=clock.at)
        assert approved.approval_holds
    done = later(desk, clock)
    assert [outcome.state for outcome in done.outcomes] == [State.PUBLISHED] * 2
    assert done.corrections == ()


def test_what_is_about_to_go_out_is_looked_up_once_more(
    desk: Desk, paper: Newspaper, clock: Clock, x: standin.X
) -> None:
    for post in desk.store.queue.list():
        desk.store.queue.approve(post.id, actor=ADA, at=clock.at)
    rewrite(paper, "six mois", "neuf mois")
    clock.forward(minutes=2)
    desk.run()
    assert x.posts == []
    for post in desk.store.queue.list():
        assert post.state is State.HELD
        assert "[-six-] {+neuf+}" in str(post.reason)
        desk.store.queue.approve(post.id, actor=ADA, at=clock.at)
    clock.forward(minutes=2)
    desk.run()
    assert len(x.posts) == 2


def test_a_quote_that_moved_is_followed_and_one_that_is_gone_is_named(
    desk: Desk, paper: Newspaper, clock: Clock
) -> None:
    rewrite(paper, "<p>Le conseil", "<p>Mise à jour du soir.</p><p>Le conseil")
    later(desk, clock)
    post = desk.store.queue.get(1)
    article = desk.store.articles.get(post.article_id)
    (said,) = post.quotes
    assert article.text[said.start : said.end] == SAID
    assert said.article_sha256 == article.sha256
    rewrite(paper, "avant la fin", "après la fin")
    later(desk, clock)
    reason = desk.store.queue.get(1).reason
    assert f"it no longer has: {SAID!r}" in str(reason)
    desk.store.queue.approve(1, actor=ADA, at=clock.at)
    outcome = later(desk, clock).outcomes[0]
    assert (outcome.post.id, outcome.state) == (1, State.HELD)


def test_what_is_only_set_in_other_type_is_followed_without_a_word(
    desk: Desk, paper: Newspaper, clock: Clock
) -> None:
    rewrite(paper, "L’opposition", "L'opposition")
    assert later(desk, clock).corrections == ()
    post = desk.store.queue.get(1)
    assert post.state is State.PENDING
    assert post.quotes[0].article_sha256 == desk.store.articles.get(post.article_id).sha256


def test_of_what_is_out_the_team_is_told_once(
    desk: Desk, paper: Newspaper, clock: Clock, x: standin.X
) -> None:
    for post in desk.store.queue.list():
        desk.store.queue.approve(post.id, actor=ADA, at=clock.at)
    later(desk, clock)
    rewrite(paper, "six mois", "neuf mois")
    (correction,) = later(desk, clock).corrections
    assert correction.revised.published == (1, 2)
    first, second = desk.store.notices.open()
    assert first.post_id == 1
    assert "is out, and its article has changed since" in first.text
    assert "[-six-] {+neuf+}" in first.text
    later(desk, clock)
    assert desk.store.notices.open() == (first, second)


@pytest.mark.parametrize("what", ["gone", "a live blog", "unchanged"])
def test_an_article_that_cannot_be_read_now_is_no_change(
    desk: Desk, paper: Newspaper, clock: Clock, what: str
) -> None:
    if what == "gone":
        del paper.server.answers["/1.html"]
    elif what == "a live blog":
        paper.publish(Story(number=1, live_blog=True))
    assert later(desk, clock).corrections == ()
    assert {post.state for post in desk.store.queue.list()} == {State.PENDING}


def test_an_article_is_left_alone_between_two_looks_and_after_its_time(
    desk: Desk, paper: Newspaper, clock: Clock
) -> None:
    fetched = paper.fetched("/1.html")
    clock.forward(minutes=29)
    desk.run()
    assert paper.fetched("/1.html") == fetched
    later(desk, clock)
    assert paper.fetched("/1.html") == fetched + 1
    for post in desk.store.queue.list():
        desk.store.queue.move(post.id, State.REJECTED, actor=ADA, at=clock.at)
    later(desk, clock)
    assert paper.fetched("/1.html") == fetched + 1


# --- taking down -------------------------------------------------------------------------


def test_a_published_post_is_taken_down(
    desk: Desk, paper: Newspaper, clock: Clock, x: standin.X
) -> None:
    for post in desk.store.queue.list():
        desk.store.queue.approve(post.id, actor=ADA, at=clock.at)
    later(desk, clock)
    assert len(x.posts) == 2
    platform = X(Access(account="main", credentials=standin.CREDENTIALS, base_url=x.base_url))
    post = take_down(
        desk.store, 1, platform, actor=ADA, at=clock.at, reason="the mayor was misquoted"
    )
    assert len(x.posts) == 1
    assert post.state is State.PUBLISHED
    assert post.reason == "taken down by Ada: the mayor was misquoted"
    publication = desk.store.leases.publication(1)
    assert publication is not None
    assert publication.deleted_at == clock.at
    assert desk.store.queue.history(1)[-1].action == "delete"
    take_down(desk.store, 1, platform, actor=ADA, at=clock.at, reason=None)  # gone is gone
    rewrite(paper, "six mois", "neuf mois")
    assert later(desk, clock).corrections[0].revised.published == (2,)


def test_what_is_not_out_or_will_not_go_changes_nothing(
    desk: Desk, clock: Clock, x: standin.X
) -> None:
    platform = X(Access(account="main", credentials=standin.CREDENTIALS, base_url=x.base_url))
    with pytest.raises(TransitionError, match="is pending: there is nothing to take down"):
        take_down(desk.store, 1, platform, actor=ADA, at=clock.at, reason=None)
    desk.store.queue.approve(1, actor=ADA, at=clock.at)
    later(desk, clock)
    x.faults[f"{standin.POST}/{x.posts[0].id}"].append(Fault.STATUS_403)
    with pytest.raises(Refused):
        take_down(desk.store, 1, platform, actor=ADA, at=clock.at, reason=None)
    publication = desk.store.leases.publication(1)
    assert publication is not None
    assert publication.deleted_at is None
    assert len(x.posts) == 1
