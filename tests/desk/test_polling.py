"""When and how often a source is read, and what becomes of one that fails."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.model import State
from bot.store.records import EntryState
from tests.newsroom import (
    SAID,
    Clock,
    Newspaper,
    Story,
    configured,
    desk_of,
    one_pass,
    stories,
    titles,
)
from tests.sources.server import Answer


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
