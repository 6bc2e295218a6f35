"""A pass over everything, on a newspaper on loopback."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.composing.counting import fits
from bot.composing.limits import limits_of
from bot.desk import Desk, Pass
from bot.errors import SettingsError
from bot.model import Lane, State
from bot.publishing.contract import Platform
from bot.settings import Settings
from bot.store.records import AccountFacts, EntryState
from tests.newsroom import NOW, SAID, Newspaper, Story, configured
from tests.publishing.accounts import x_at
from tests.queued import ADA
from tests.sources.server import Answer, WebServer
from tests.standins import x as standin
from tests.standins.server import serving


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **delta: float) -> None:
        self.at += timedelta(**delta)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def paper(web: WebServer) -> Newspaper:
    return Newspaper(web)


@contextmanager
def desk_of(
    settings: Settings,
    clock: Callable[[], datetime],
    *,
    dry_run: bool = False,
    platforms: Mapping[str, Platform] | None = None,
) -> Iterator[Desk]:
    with Desk(settings, dry_run=dry_run, now=clock, platforms=platforms) as desk:
        yield desk


def one_pass(settings: Settings, clock: Callable[[], datetime], *, every: bool = True) -> Pass:
    """A pass of a program that starts, does it, and ends."""
    with desk_of(settings, clock) as desk:
        return desk.run(every_source=every)


def titles(done: Pass) -> list[str]:
    return [drafted.title for poll in done.polls for drafted in poll.drafted]


def stories(*numbers: int, hours: float = 1) -> list[Story]:
    return [Story(number=n, published_at=NOW - timedelta(hours=hours, minutes=n)) for n in numbers]


# --- polling -----------------------------------------------------------------------------


def test_the_first_poll_drafts_the_newest_few_and_the_second_nothing(
    tmp_path: Path, paper: Newspaper, clock: Clock
) -> None:
    newest = stories(1, 2, 3, 4, 5)
    paper.publish(*newest)
    settings = configured(tmp_path, paper.server, first=2)
    with desk_of(settings, clock) as desk:
        done = desk.run()
        assert titles(done) == [newest[1].title, newest[0].title]
        assert done.polls[0].new == 5
        assert done.counts == {State.PENDING: 4}
        assert desk.store.feeds.counts("front") == {EntryState.DRAFTED: 2, EntryState.SEEN: 3}
        again = desk.run()
        assert (titles(again), again.polls[0].new, again.counts) == ([], 0, done.counts)


def test_a_restart_changes_nothing(tmp_path: Path, paper: Newspaper, clock: Clock) -> None:
    paper.publish(*stories(1, 2, 3))
    settings = configured(tmp_path, paper.server, first=1)
    assert len(titles(one_pass(settings, clock))) == 1
    clock.forward(minutes=5)
    assert titles(one_pass(settings, clock)) == []
    paper.publish(*stories(4), *stories(1, 2, 3))
    clock.forward(minutes=5)
    assert titles(one_pass(settings, clock)) == [stories(4)[0].title]


def test_what_is_drafted_is_what_the_article_says(
    tmp_path: Path, paper: Newspaper, clock: Clock
) -> None:
    paper.publish(*stories(1))
    with desk_of(configured(tmp_path, paper.server), clock) as desk:
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
    with desk_of(configured(tmp_path, paper.server, platform="mastodon"), clock) as desk:
        desk.store.accounts.remember(facts)
        desk.run()
        limits = limits_of("mastodon", said)
        posts = desk.store.queue.list()
        assert posts
        assert all(fits(post.text, limits) for post in posts)


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


def test_a_live_blog_is_seen_and_not_drafted(
    tmp_path: Path, paper: Newspaper, clock: Clock
) -> None:
    paper.publish(replace(stories(1)[0], live_blog=True))
    done = one_pass(configured(tmp_path, paper.server), clock)
    assert titles(done) == []
    assert "a live blog" in done.polls[0].notes[0]
    assert one_pass(configured(tmp_path, paper.server), clock).polls[0].notes == []


def test_a_page_that_fails_is_tried_three_times(
    tmp_path: Path, paper: Newspaper, clock: Clock
) -> None:
    (story,) = stories(1)
    paper.publish(story)
    paper.server.answer(story.path, Answer(status=503))
    settings = configured(tmp_path, paper.server)
    notes = [one_pass(settings, clock).polls[0].notes for _ in range(4)]
    assert ["read again" in note for (note,) in notes[:2]] == [True, True]
    assert "given up" in notes[2][0]
    assert notes[3] == []
    assert paper.fetched(story.path) == 3


def test_a_page_that_is_mended_in_between_is_drafted(
    tmp_path: Path, paper: Newspaper, clock: Clock
) -> None:
    (story,) = stories(1)
    paper.publish(story)
    paper.server.answer(story.path, Answer(status=503))
    settings = configured(tmp_path, paper.server)
    one_pass(settings, clock)
    paper.publish(story)
    assert titles(one_pass(settings, clock)) == [story.title]


def test_a_feed_that_fails_does_not_stop_the_others(
    tmp_path: Path, paper: Newspaper, clock: Clock
) -> None:
    paper.publish(*stories(1))
    settings = configured(tmp_path, paper.server)
    (front,) = settings.sources
    broken = replace(front, name="broken", url=paper.server.serve("/broken.xml", "<rss"))
    gone = replace(front, name="gone", url=paper.server.url("/gone.xml"))
    done = one_pass(replace(settings, sources=(broken, gone, front)), clock)
    assert [bool(poll.error) for poll in done.polls] == [True, True, False]
    assert len(titles(done)) == 1


def test_a_feed_that_fails_at_first_is_still_read_for_the_first_time(
    tmp_path: Path, paper: Newspaper, clock: Clock
) -> None:
    settings = configured(tmp_path, paper.server, first=1)
    assert one_pass(settings, clock).polls[0].error
    paper.publish(*stories(1, 2, 3))
    assert len(titles(one_pass(settings, clock))) == 1


def test_an_unchanged_feed_is_not_sent_again(
    tmp_path: Path, paper: Newspaper, clock: Clock
) -> None:
    paper.publish(*stories(1), etag='"v1"')
    settings = configured(tmp_path, paper.server)
    one_pass(settings, clock)
    paper.unchanged()
    done = one_pass(settings, clock)
    assert done.polls[0].unchanged
    assert paper.server.requests[-1].headers["if-none-match"] == '"v1"'
    paper.unchanged()
    one_pass(settings, clock)
    assert paper.server.requests[-1].headers["if-none-match"] == '"v1"'


def test_a_feed_at_a_new_address_is_asked_for_whole(
    tmp_path: Path, paper: Newspaper, clock: Clock
) -> None:
    paper.publish(*stories(1))
    settings = configured(tmp_path, paper.server)
    one_pass(settings, clock)
    paper.publish(*stories(1, 2), feed="/moved.xml")
    (front,) = settings.sources
    moved = replace(front, url=paper.server.url("/moved.xml"))
    done = one_pass(replace(settings, sources=(moved,)), clock)
    asked = next(each for each in paper.server.requests if each.path == "/moved.xml")
    assert "if-none-match" not in asked.headers
    assert titles(done) == [stories(2)[0].title]


def test_between_its_times_a_feed_is_left_alone(
    tmp_path: Path, paper: Newspaper, clock: Clock
) -> None:
    paper.publish(*stories(1))
    settings = configured(tmp_path, paper.server)
    assert len(one_pass(settings, clock, every=False).polls) == 1
    clock.forward(minutes=4, seconds=59)
    assert one_pass(settings, clock, every=False).polls == ()
    clock.forward(seconds=1)
    assert len(one_pass(settings, clock, every=False).polls) == 1


def test_a_flood_is_drafted_in_portions(
    tmp_path: Path, paper: Newspaper, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.polling.PAGES_A_POLL", 2)
    paper.publish(*stories(1, 2, 3))
    settings = configured(tmp_path, paper.server)
    assert [len(titles(one_pass(settings, clock))) for _ in range(3)] == [2, 1, 0]


def test_a_pass_that_is_stopped_is_taken_up_where_it_was(
    tmp_path: Path, paper: Newspaper, clock: Clock
) -> None:
    paper.publish(*stories(1, 2, 3))
    settings = configured(tmp_path, paper.server)
    with desk_of(settings, clock) as desk:
        stopped = desk.run(stopping=lambda: bool(desk.store.queue.counts()))
    assert len(titles(stopped)) == 1
    assert len(titles(one_pass(settings, clock))) == 2


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


def test_what_was_handed_in_is_not_kept_for_ever(
    tmp_path: Path, paper: Newspaper, clock: Clock
) -> None:
    settings = configured(tmp_path, paper.server)
    folder = settings.data / "received/cms"
    folder.mkdir(parents=True)
    for name, days in (("old.md", 91), ("new.md", 89)):
        (folder / name).touch()
        at = (clock.at - timedelta(days=days)).timestamp()
        os.utime(folder / name, (at, at))
    one_pass(settings, clock)
    assert [file.name for file in folder.iterdir()] == ["new.md"]


def test_a_date_far_ahead_is_a_mistake_and_no_embargo(
    tmp_path: Path, paper: Newspaper, clock: Clock
) -> None:
    paper.publish(Story(number=1, published_at=NOW + timedelta(days=26_000)))
    with desk_of(configured(tmp_path, paper.server), clock) as desk:
        (drafted,) = desk.run().polls[0].drafted
        assert all(post.due_at - NOW < timedelta(days=2) for post in drafted.posts)


def test_two_processes_poll_each_source_once(
    tmp_path: Path, paper: Newspaper, clock: Clock
) -> None:
    plain = configured(tmp_path, paper.server)
    names = [f"s{n}" for n in range(6)]
    for name in names:
        paper.publish(feed=f"/{name}.xml")
    sources = tuple(
        replace(plain.sources[0], name=name, url=paper.server.url(f"/{name}.xml")) for name in names
    )
    settings = replace(plain, sources=sources)
    with desk_of(settings, clock) as one, desk_of(settings, clock) as other:
        due = [each._poller.due() for each in (one, other)]  # both have looked, as at one time
        polled: list[str] = []
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("bot.polling.TAKEN_AT_ONCE", 2)
            runs = [
                each._poller.polls(mine, lambda: False)
                for each, mine in zip((one, other), due, strict=True)
            ]
            while runs:
                poll = next(runs[0], None)
                runs = runs[1:] + runs[:1] if poll else runs[1:]
                polled += [poll.source] if poll else []
    assert sorted(polled) == names
    assert all(paper.fetched(f"/{name}.xml") == 1 for name in names)


def test_what_a_site_keeps_from_programs_is_not_read(
    tmp_path: Path, paper: Newspaper, clock: Clock
) -> None:
    paper.server.serve("/robots.txt", "User-agent: *\nDisallow: /1.html\nCrawl-delay: 60")
    paper.publish(*stories(1, 2, 3))
    settings = configured(tmp_path, paper.server, first=3)
    done = one_pass(settings, clock)
    assert [title.split()[3] for title in titles(done)] in (["2"], ["3"])
    told = " ".join(done.polls[0].notes)
    assert "robots.txt keeps this program from it" in told
    assert "60 seconds between pages" in told
    assert (paper.fetched("/feed.xml"), paper.fetched("/1.html")) == (1, 0)
    own = replace(settings, sources=(replace(settings.sources[0], polite=False),))
    assert len(titles(one_pass(own, clock))) == 1


def test_a_server_that_asks_for_patience_gets_it(
    tmp_path: Path, paper: Newspaper, clock: Clock
) -> None:
    settings = configured(tmp_path, paper.server)
    paper.server.answer("/feed.xml", Answer(status=429, headers={"Retry-After": "7200"}))
    assert one_pass(settings, clock, every=False).polls[0].error
    clock.forward(minutes=119)
    assert one_pass(settings, clock, every=False).polls == ()
    clock.forward(minutes=1)
    assert len(one_pass(settings, clock, every=False).polls) == 1


def test_a_clock_that_was_set_back_keeps_no_source_waiting(
    tmp_path: Path, paper: Newspaper, clock: Clock
) -> None:
    paper.publish(*stories(1))
    settings = configured(tmp_path, paper.server)
    one_pass(settings, clock)
    clock.forward(days=-2)
    assert len(one_pass(settings, clock, every=False).polls) == 1


MARKDOWN = f"""---
title: La piscine rouvrira en juin
url: https://journal.example.com/piscine
embargo: 2026-03-02 18:30
---

« {SAID} », a déclaré Ada Martin, maire de la ville, devant les habitants réunis dans la salle.

Les travaux commenceront au printemps et dureront six mois environ, selon la mairie.
"""


def test_a_watched_folder_is_a_source(tmp_path: Path, paper: Newspaper, clock: Clock) -> None:
    drop = tmp_path / "drop"
    drop.mkdir()
    settings = configured(tmp_path / "data", paper.server)
    folder = replace(settings.sources[0], kind="folder", url=str(drop))
    settings = replace(settings, sources=(folder,))
    one_pass(settings, clock)
    (drop / "a.md").write_text(MARKDOWN, "utf-8")
    os.utime(drop / "a.md", (clock.at.timestamp() - 60,) * 2)
    clock.forward(minutes=5)
    with desk_of(settings, clock) as desk:
        assert len(titles(desk.run())) == 1
        public = datetime(2026, 3, 2, 17, 30, tzinfo=UTC)
        assert {post.due_at for post in desk.store.queue.list()} == {public}


def test_a_draft_too_close_to_an_earlier_one_says_so(
    tmp_path: Path, paper: Newspaper, clock: Clock
) -> None:
    first, second = stories(1), stories(2)
    paper.publish(*first)
    settings = configured(tmp_path, paper.server)
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


# --- templates that are not right --------------------------------------------------------


def test_a_card_that_cannot_be_drawn_holds_its_post(
    tmp_path: Path, paper: Newspaper, clock: Clock
) -> None:
    own = tmp_path / "newsroom" / "templates" / "cards"
    own.mkdir(parents=True)
    (own / "quote.html").write_text("<div>{{ nothing.such }}</div>{% endif %}", "utf-8")
    paper.publish(*stories(1))
    settings = replace(configured(tmp_path / "data", paper.server), newsroom=tmp_path / "newsroom")
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
    settings = replace(configured(tmp_path / "data", paper.server), newsroom=tmp_path / "newsroom")
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
    settings = replace(configured(tmp_path / "data", paper.server), newsroom=tmp_path / "newsroom")
    for _ in range(5):
        assert "quote.txt" in one_pass(settings, clock).polls[0].notes[0]
    (own / "quote.txt").unlink()
    assert titles(one_pass(settings, clock)) == [story.title]


# --- slots, expiry, publishing -----------------------------------------------------------


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


@pytest.fixture
def x() -> Iterator[standin.X]:
    with serving(standin.X()) as served:
        yield served


def test_the_whole_way_from_a_feed_to_x(
    tmp_path: Path, paper: Newspaper, clock: Clock, x: standin.X
) -> None:
    paper.publish(*stories(1))
    settings = configured(tmp_path, paper.server, live=True)
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


# --- choosing ----------------------------------------------------------------------------


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


def test_a_page_that_is_not_there_before_its_time_is_not_given_up(
    tmp_path: Path, paper: Newspaper, clock: Clock
) -> None:
    public = clock.at + timedelta(hours=2)
    paper.publish(Story(number=1, published_at=public))
    page = paper.server.answers["/1.html"]
    paper.server.answer("/1.html", Answer(status=404))
    settings = configured(tmp_path, paper.server)
    for _ in range(5):
        assert "not published yet" in one_pass(settings, clock).polls[0].notes[0]
        clock.forward(minutes=5)
    paper.server.answer("/1.html", page)
    clock.at = public
    assert len(titles(one_pass(settings, clock))) == 1


def test_what_is_drafted_goes_by_source_and_score(
    tmp_path: Path, paper: Newspaper, clock: Clock
) -> None:
    paper.publish(*stories(1))
    settings = configured(tmp_path, paper.server)
    (source,), (account,) = settings.sources, settings.accounts
    other = replace(account, name="other", sources=("elsewhere",))
    picky = replace(source, score=1.0)
    with desk_of(replace(settings, sources=(picky,), accounts=(account, other)), clock) as desk:
        desk.run()
        posts = desk.store.queue.list()
    assert [(post.account, post.kind.value) for post in posts] == [("main", "tldr")]


# --- evergreen ---------------------------------------------------------------------------


def test_an_evergreen_article_comes_back_in_other_words_after_its_rest(
    tmp_path: Path, paper: Newspaper, clock: Clock, x: standin.X
) -> None:
    paper.publish(*stories(1))
    feed = paper.server.answers["/feed.xml"]
    tagged = feed.body.replace(b"</item>", b"<category>Recettes</category></item>")
    paper.server.answer("/feed.xml", replace(feed, body=tagged))
    plain = configured(tmp_path, paper.server, live=True)
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
