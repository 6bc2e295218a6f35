"""Before a post goes out, its article is fetched again: on a newspaper on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.desk import Desk
from bot.model import QueuedPost, State
from bot.publishing.outcome import Outcome
from tests.newsroom import NOW, SAID, Clock, Newspaper, Story, configured, desk_of
from tests.publishing.accounts import x_at
from tests.queued import ADA
from tests.sources.server import Answer, WebServer
from tests.standins import x as standin
from tests.standins.server import serving

PAGE = "/1.html"


class Newsroom:
    """A newspaper with one story, of which two posts are approved and due."""

    def __init__(self, paper: Newspaper, x: standin.X, desk: Desk, clock: Clock) -> None:
        self.x = x
        self.paper = paper
        self.desk = desk
        self.later = clock.forward
        self.paper.publish(Story(number=1))
        self.desk.run()
        self.posts = [
            self.desk.store.queue.approve(post.id, actor=ADA, at=NOW)
            for post in self.desk.store.queue.list()
        ]
        self.later(minutes=5)

    def go(self) -> tuple[Outcome, ...]:
        return self.desk.run(every_source=False).outcomes

    def states(self) -> set[State]:
        return {post.state for post in self.desk.store.queue.list()}

    def reason(self, post: QueuedPost) -> str:
        return self.desk.store.queue.get(post.id).reason or ""

    def page(self, change: tuple[str, str]) -> None:
        """Change the words of the story's page."""
        answer = self.paper.server.answers[PAGE]
        body = answer.body.replace(change[0].encode(), change[1].encode())
        assert body != answer.body
        self.paper.server.answer(PAGE, Answer(headers=answer.headers, body=body))


@pytest.fixture
def newsroom(tmp_path: Path, web: WebServer) -> Iterator[Newsroom]:
    settings, clock = configured(tmp_path, web, live=True), Clock()
    with (
        serving(standin.X()) as x,
        desk_of(settings, clock, platforms={"main": x_at(x.base_url)}) as desk,
    ):
        yield Newsroom(Newspaper(web), x, desk, clock)


def test_the_article_is_read_once_for_the_posts_that_go_out_together(newsroom: Newsroom) -> None:
    before = newsroom.paper.fetched(PAGE)
    assert {outcome.state for outcome in newsroom.go()} == {State.PUBLISHED}
    assert len(newsroom.x.posts) == 2
    assert newsroom.paper.fetched(PAGE) == before + 1


def test_a_quote_that_the_article_no_longer_has_is_held(newsroom: Newsroom) -> None:
    newsroom.page((SAID, "Nous fermerons la piscine"))
    newsroom.go()
    (held,) = [post for post in newsroom.desk.store.queue.list() if post.quotes]
    assert held.state is State.HELD
    assert f"the article no longer has these words: '{SAID}'" in str(held.reason)
    assert not [text for text in newsroom.x.texts if SAID in text]


def test_an_article_that_was_taken_down_is_held_at_once(newsroom: Newsroom) -> None:
    newsroom.paper.server.answer(PAGE, Answer(status=410))
    outcomes = newsroom.go()
    assert newsroom.states() == {State.HELD}
    assert all(outcome.urgent for outcome in outcomes)
    assert "its article is gone" in newsroom.reason(newsroom.posts[0])
    assert newsroom.x.posts == []


def test_an_article_that_cannot_be_read_is_tried_three_times_and_then_held(
    newsroom: Newsroom,
) -> None:
    newsroom.paper.server.answer(PAGE, Answer(status=503))
    for _ in range(2):
        newsroom.go()
        assert newsroom.states() == {State.APPROVED}
        newsroom.later(minutes=5)
    newsroom.go()
    assert newsroom.states() == {State.HELD}
    assert "could not be read again in 3 attempts" in newsroom.reason(newsroom.posts[0])
    assert newsroom.x.posts == []


def test_an_article_that_can_be_read_again_goes_out(newsroom: Newsroom) -> None:
    whole = newsroom.paper.server.answers[PAGE]
    newsroom.paper.server.answer(PAGE, Answer(status=503))
    newsroom.go()
    newsroom.paper.server.answer(PAGE, whole)
    newsroom.later(minutes=5)
    newsroom.go()
    assert newsroom.states() == {State.PUBLISHED}
