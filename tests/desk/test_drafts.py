"""What a draft says, and what becomes of it where a template is not right."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.composing.counting import fits
from bot.composing.limits import limits_of
from bot.model import State
from bot.store.records import AccountFacts, EntryState
from tests.newsroom import (
    NOW,
    SAID,
    Clock,
    Newspaper,
    configured,
    desk_of,
    one_pass,
    stories,
    titles,
)


def test_what_is_drafted_is_what_the_article_says(
    tmp_path: Path, paper: Newspaper, clock: Clock
) -> None:
    paper.publish(*stories(1))
    with desk_of(configured(tmp_path, paper.server, variants=2), clock) as desk:
        desk.run()
        quote, points = desk.store.queue.list()
        link = paper.server.url("/1.html")
        assert quote.text.startswith(f"«\u00a0{SAID}\u00a0»\n— Ada Martin")
        assert quote.text.count(link) == points.text.count(link) == 1
        assert [said.text for said in quote.quotes] == [SAID]
        for post in (quote, points):
            assert post.state is State.PENDING
            (card,) = post.cards
            assert desk.cards.get(card.sha256).startswith(b"\x89PNG")
            assert SAID in card.alt_text or post.article_title in card.alt_text


def test_a_post_keeps_within_what_the_accounts_own_server_allows(
    tmp_path: Path, paper: Newspaper, clock: Clock
) -> None:
    paper.publish(*stories(1))
    said = {"limit": 140, "url_length": 40}
    facts = AccountFacts(account="main", name="@journal", limits=said, tested_at=NOW)
    with desk_of(
        configured(tmp_path, paper.server, platform="mastodon", variants=2), clock
    ) as desk:
        desk.store.accounts.remember(facts)
        desk.run()
        limits = limits_of("mastodon", said)
        posts = desk.store.queue.list()
        assert posts
        assert all(fits(post.text, limits) for post in posts)


def test_what_is_drafted_goes_by_source_and_score(
    tmp_path: Path, paper: Newspaper, clock: Clock
) -> None:
    paper.publish(*stories(1))
    settings = configured(tmp_path, paper.server, variants=2)
    (source,), (account,) = settings.sources, settings.accounts
    other = replace(account, name="other", sources=("elsewhere",))
    picky = replace(source, score=1.0)
    with desk_of(replace(settings, sources=(picky,), accounts=(account, other)), clock) as desk:
        desk.run()
        posts = desk.store.queue.list()
    assert [(post.account, post.kind.value) for post in posts] == [("main", "tldr")]


@pytest.mark.parametrize(
    ("score", "sources", "why"),
    [(1.0, (), "has a quote that scores 1 (SCORE)"), (0.0, ("elsewhere",), "no account takes")],
)
def test_an_article_of_which_nothing_is_wanted_says_why(
    tmp_path: Path, paper: Newspaper, clock: Clock, score: float, sources: tuple[str, ...], why: str
) -> None:
    paper.publish(*stories(1))
    settings = configured(tmp_path, paper.server)
    source = replace(settings.sources[0], score=score)
    account = replace(settings.accounts[0], posts=("quote",), sources=sources)
    with desk_of(replace(settings, sources=(source,), accounts=(account,)), clock) as desk:
        (poll,) = desk.run().polls
        assert [why in note for note in poll.notes] == [True]
        assert desk.store.feeds.counts("front") == {EntryState.SKIPPED: 1}
        assert desk.run(every_source=True).polls[0].notes == []


def test_a_draft_too_close_to_an_earlier_one_says_so(
    tmp_path: Path, paper: Newspaper, clock: Clock
) -> None:
    first, second = stories(1), stories(2)
    paper.publish(*first)
    settings = configured(tmp_path, paper.server, variants=2)
    with desk_of(settings, clock) as desk:
        desk.run()
        (earlier,) = [post for post in desk.store.queue.list() if post.quotes]
        assert not [line for line in earlier.warnings if "the same quote" in line]
        paper.publish(*first, *second)
        clock.forward(hours=1)
        desk.run()
        later = [post for post in desk.store.queue.list() if post.quotes and post != earlier]
        assert any(
            f"the same quote as post {earlier.id} of 02 Mar" in line
            for post in later
            for line in post.warnings
        )


def test_a_card_that_cannot_be_drawn_holds_its_post(
    tmp_path: Path, paper: Newspaper, clock: Clock
) -> None:
    own = tmp_path / "newsroom" / "templates" / "cards"
    own.mkdir(parents=True)
    (own / "quote.html").write_text("<div>{{ nothing.such }}</div>{% endif %}", "utf-8")
    paper.publish(*stories(1))
    settings = replace(
        configured(tmp_path / "data", paper.server, variants=2), newsroom=tmp_path / "newsroom"
    )
    with desk_of(settings, clock) as desk:
        desk.run()
        states = {post.kind.value: (post.state, post.reason) for post in desk.store.queue.list()}
    state, reason = states["quote"]
    assert state is State.HELD
    assert "quote.html:1" in str(reason)
    assert states["tldr"] == (State.PENDING, None)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ('<p style="width: 90px; -card-fit: 60px 70px">{{ quote }}</p>', "is not right"),
        ("{% endif %}", "cannot be drawn"),
    ],
)
def test_where_an_accounts_own_template_fails_the_usual_one_is_taken(
    tmp_path: Path, paper: Newspaper, clock: Clock, body: str, told: str
) -> None:
    own = tmp_path / "newsroom" / "templates" / "cards"
    own.mkdir(parents=True)
    (own / "quote-tight.html").write_text(body, "utf-8")
    paper.publish(*stories(1))
    settings = replace(
        configured(tmp_path / "data", paper.server, variants=2), newsroom=tmp_path / "newsroom"
    )
    (account,) = settings.accounts
    tight = replace(account, posts=("quote",), templates=("quote-tight",))
    with desk_of(replace(settings, accounts=(tight,)), clock) as desk:
        desk.run()
        (post,) = desk.store.queue.list()
    assert (post.state, post.cards[0].template) == (State.PENDING, "quote")
    (note,) = [note for note in post.notes if "usual template" in note]
    assert "quote-tight.html:1" in note
    assert told in note


def test_a_post_template_that_is_broken_keeps_the_article_waiting(
    tmp_path: Path, paper: Newspaper, clock: Clock
) -> None:
    own = tmp_path / "newsroom" / "templates" / "posts"
    own.mkdir(parents=True)
    (own / "quote.txt").write_text("{% endif %}", "utf-8")
    (story,) = stories(1)
    paper.publish(story)
    settings = replace(
        configured(tmp_path / "data", paper.server, variants=2), newsroom=tmp_path / "newsroom"
    )
    for _ in range(5):
        assert "quote.txt" in one_pass(settings, clock).polls[0].notes[0]
    (own / "quote.txt").unlink()
    assert titles(one_pass(settings, clock)) == [story.title]
