"""From piece to piece: threads that are broken off and go on, uploads, the kill switch."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.model import Piece, State
from bot.publishing.outcome import Wait
from bot.store.engine import writing
from bot.store.rows import to_json
from bot.store.tables import posts
from tests.publishing.world import World
from tests.queued import ADA
from tests.standins.containers import Containers
from tests.standins.mastodon import Mastodon
from tests.standins.server import Fault, StandIn
from tests.standins.x import X

# --- threads -----------------------------------------------------------------------------


def test_a_thread_goes_out_piece_by_piece(world: World) -> None:
    post = world.approve("Un", "Deux", "Trois")
    (outcome,) = world.go()
    assert outcome.state is world.state(post) is State.PUBLISHED
    one, two, three = world.far.posted()
    assert [one.text, two.text, three.text] == ["Un", "Deux", "Trois"]
    assert [two.reply_to, three.reply_to] == [one.id, two.id]
    publication = world.store.leases.publication(post.id)
    assert publication is not None
    assert publication.remote_id == one.id
    assert outcome.url == publication.url


# what comes of the second piece → where the thread stands then
SECOND = {
    Fault.STATUS_400: State.FAILED,
    Fault.STATUS_429: State.APPROVED,
    Fault.STATUS_401: State.APPROVED,
    Fault.RESET_BEFORE: State.UNCERTAIN,
    Fault.RESET_AFTER: State.UNCERTAIN,
    Fault.ERROR_AFTER: State.UNCERTAIN,
}


@pytest.mark.parametrize("fault", SECOND, ids=str)
def test_a_thread_that_is_broken_off_goes_on_where_it_was(world: World, fault: Fault) -> None:
    post = world.approve("Un", "Deux", "Trois")

    def break_off(point: str) -> None:
        if point == "before post:2":
            world.far.faults[world.far.post_route].append(fault)

    world.passing = break_off
    (outcome, *_) = world.go()
    assert outcome.state is SECOND[fault]
    assert world.texts[:1] == ["Un"]
    if outcome.state is State.FAILED:  # a person mends the cause, and the rest goes out
        world.passing = lambda point: None
        world.store.queue.approve(post.id, actor=ADA, at=world.at)
    assert world.settle(post) is State.PUBLISHED
    assert world.texts == ["Un", "Deux", "Trois"]
    assert world.far.asked(world.side.upload_route) == 1


def test_a_thread_that_was_changed_after_its_first_piece_is_held(world: World) -> None:
    post = world.approve("Un", "Deux")

    def stop(point: str) -> None:
        if point == "after post:1":
            world.store.pauses.begin(None, actor=ADA, at=world.at, reason=None)

    world.passing = stop
    world.go()
    world.passing = lambda point: None
    world.store.pauses.lift(None, actor=ADA, at=world.at)
    changed = to_json([Piece(text="A", length=1), Piece(text="B", length=1)])
    with writing(world.store._engine) as connection:
        connection.execute(update(posts).values(pieces=changed))
    world.store.queue.move(post.id, State.PENDING, actor=ADA, at=world.at)
    world.store.queue.approve(post.id, actor=ADA, at=world.at)
    (outcome,) = world.go()
    assert (outcome.state, outcome.urgent) == (State.HELD, True)
    assert outcome.reason == "piece 1 is out already, and was changed since"
    assert world.texts == ["Un"]


# --- uploads -----------------------------------------------------------------------------


def test_an_upload_that_is_done_is_not_done_again(world: World) -> None:
    post = world.approve()
    world.far.faults[world.far.post_route].append(Fault.STATUS_429)
    world.go()
    assert world.settle(post) is State.PUBLISHED
    assert world.far.asked(world.side.upload_route) == 1
    assert [len(each.pictures) for each in world.far.posted()] == [1]


def test_an_upload_that_the_platform_no_longer_keeps_is_done_again(world: World) -> None:
    post = world.approve()
    world.far.faults[world.far.post_route].append(Fault.STATUS_429)
    world.go()
    world.later(hours=23.5)
    world.go()
    assert world.state(post) is State.PUBLISHED
    assert world.far.asked(world.side.upload_route) == 2
    ((picture, words),) = world.far.posted()[0].pictures
    assert words == "Ada"
    assert picture.startswith(b"\x89PNG")


def test_a_picture_that_takes_its_time_is_waited_for(mastodon_world: World) -> None:
    assert isinstance(mastodon_world.far, Mastodon)
    mastodon_world.far.work = 5
    post = mastodon_world.approve()
    mastodon_world.go()
    assert mastodon_world.state(post) is State.PUBLISHED
    assert sum(mastodon_world.waits) == 5.0


def test_a_picture_that_takes_too_long_is_asked_for_later(mastodon_world: World) -> None:
    assert isinstance(mastodon_world.far, Mastodon)
    mastodon_world.far.work = 60
    post = mastodon_world.approve()
    (outcome,) = mastodon_world.go()
    assert outcome.state is State.APPROVED
    assert sum(mastodon_world.waits) <= 45.0
    assert mastodon_world.settle(post) is State.PUBLISHED
    assert mastodon_world.far.asked(mastodon_world.side.upload_route) == 1


# --- what is late ------------------------------------------------------------------------

# the last point before the first piece leaves, and how long work stands still there
LATE = {
    "its time runs out during the upload": ("after media:1", timedelta(hours=24)),
    "its time runs out while it is announced": ("before post:1", timedelta(hours=24)),
    "the machine sleeps before it is sent": ("before post:1", timedelta(days=3)),
}


@pytest.mark.parametrize(("point", "pause"), LATE.values(), ids=LATE.keys())
def test_what_is_late_when_it_would_be_sent_expires(
    x_world: World, point: str, pause: timedelta
) -> None:
    post = x_world.approve()

    def stand_still(now_at: str) -> None:
        if now_at == point:
            x_world.at += pause

    x_world.passing = stand_still
    x_world.go()
    assert x_world.far.asked(x_world.far.post_route) == 0
    assert x_world.settle(post) is not State.PUBLISHED
    x_world.store.queue.expire(x_world.at)
    assert x_world.state(post) is State.EXPIRED
    assert x_world.texts == []


def test_a_worker_that_slept_leaves_a_post_to_the_one_that_came_after(x_world: World) -> None:
    post = x_world.approve(picture=False)

    def sleep(now_at: str) -> None:
        if now_at == "before post:1":
            x_world.passing = lambda point: None
            x_world.later(minutes=6)
            assert x_world.settle(post) is State.PUBLISHED

    x_world.passing = sleep
    x_world.go()
    assert x_world.state(post) is State.PUBLISHED
    assert len(x_world.texts) == 1


def test_a_thread_that_has_begun_does_not_run_out_of_time(x_world: World) -> None:
    post = x_world.approve("Un", "Deux", picture=False)

    def break_off(now_at: str) -> None:
        if now_at == "before post:2":
            x_world.far.faults[x_world.far.post_route].append(Fault.STATUS_429)

    x_world.passing = break_off
    x_world.go()
    x_world.later(hours=25)
    assert x_world.store.queue.expire(x_world.at) == ()
    assert x_world.settle(post) is State.PUBLISHED
    assert x_world.texts == ["Un", "Deux"]


@pytest.mark.parametrize("any_side", ["threads", "instagram"], indirect=True)
def test_a_container_that_has_expired_is_made_again(any_world: World) -> None:
    assert isinstance(any_world.far, Containers)
    any_world.far.ends.append("EXPIRED")
    post = any_world.approve()
    (outcome,) = any_world.go()
    assert outcome.state is State.APPROVED
    assert "the container has expired" in str(outcome.reason)
    assert any_world.settle(post) is State.PUBLISHED
    assert (any_world.texts, len(any_world.far.containers)) == ([post.text], 2)


def spoiled_container(far: StandIn) -> str:
    assert isinstance(far, Containers)
    far.ends.append("ERROR")
    return "ERROR: FAILED_PROCESSING"


def spoiled_picture(far: StandIn) -> str:
    assert isinstance(far, X | Mastodon)
    far.spoils = True
    return "could not use a picture" if isinstance(far, X) else "Error processing thumbnail"


SPOILED = {
    "threads": spoiled_container,
    "instagram": spoiled_container,
    "x": spoiled_picture,
    "mastodon": spoiled_picture,
}


@pytest.mark.parametrize("any_side", SPOILED, indirect=True)
def test_an_upload_that_came_to_nothing_is_made_anew_once_a_person_says_so(
    any_world: World,
) -> None:
    told = SPOILED[any_world.side.name](any_world.far)
    post = any_world.approve()
    (outcome,) = any_world.go()
    assert (outcome.state, outcome.urgent, any_world.texts) == (State.FAILED, True, [])
    assert told in str(outcome.reason)
    if isinstance(any_world.far, X | Mastodon):
        any_world.far.spoils = False
    any_world.store.queue.approve(post.id, actor=ADA, at=any_world.at)
    assert any_world.settle(post) is State.PUBLISHED
    assert any_world.texts == [post.text]


def test_x_is_waited_for_while_it_works_on_a_picture(x_world: World) -> None:
    assert isinstance(x_world.far, X)
    x_world.far.work = 3
    post = x_world.approve()
    x_world.go()
    assert x_world.state(post) is State.PUBLISHED
    assert sum(x_world.waits) == 2.0


@pytest.mark.parametrize("any_side", ["threads", "instagram"], indirect=True)
def test_nothing_is_made_once_the_days_posts_are_used_up(any_world: World) -> None:
    far = any_world.far
    assert isinstance(far, Containers)
    far.most_posts = 1
    first = any_world.approve(number=1)
    any_world.go()
    any_world.later(hours=20)
    second = any_world.approve(number=2)
    (outcome,) = any_world.go()
    assert outcome.state is State.APPROVED
    assert "1 of 1 posts a day are used up" in str(outcome.reason)
    assert len(far.containers) == 1
    assert any_world.go() == ()  # the account rests
    assert any_world.settle(second) is State.PUBLISHED
    assert any_world.texts == [first.text, second.text]


# --- the kill switch ---------------------------------------------------------------------

POINTS = ["claimed", "checked", "before media:1", "after media:1", "after post:1"]


@pytest.mark.parametrize("account", [None, "main"], ids=["all", "one"])
@pytest.mark.parametrize("point", POINTS)
def test_the_kill_switch_stops_before_the_next_request(
    x_world: World, point: str, account: str | None
) -> None:
    for number in (1, 2):
        x_world.approve(f"Un {number}", f"Deux {number}", number=number)
    sent_until_then = 0

    def throw(passed: str) -> None:
        nonlocal sent_until_then
        if passed == point:
            sent_until_then = len(x_world.far.seen)
            x_world.store.pauses.begin(account, actor=ADA, at=x_world.at, reason="wrong photo")

    x_world.passing = throw
    (outcome,) = x_world.go()
    assert outcome.state is State.APPROVED
    assert "paused by Ada" in str(outcome.reason)
    allowed = 1 if point.startswith("before") else 0  # that one was on its way
    assert len(x_world.far.seen) <= sent_until_then + allowed
    x_world.passing = lambda passed: None
    x_world.later(minutes=10)
    assert x_world.go() == ()
    x_world.store.pauses.lift(account, actor=ADA, at=x_world.at)
    assert {outcome.state for outcome in x_world.go()} == {State.PUBLISHED}
    assert x_world.texts == ["Un 1", "Deux 1", "Un 2", "Deux 2"]


def test_the_kill_switch_ends_a_wait_within_a_second(mastodon_world: World) -> None:
    assert isinstance(mastodon_world.far, Mastodon)
    mastodon_world.far.work = 60
    mastodon_world.approve()
    thrown_at = mastodon_world.at + timedelta(seconds=3)

    def throw() -> None:
        if mastodon_world.at >= thrown_at:
            mastodon_world.store.pauses.begin(None, actor=ADA, at=mastodon_world.at, reason=None)

    mastodon_world.at_wait = throw
    mastodon_world.go()
    assert mastodon_world.at - thrown_at < timedelta(seconds=1)
    assert mastodon_world.texts == []


def test_another_accounts_pause_holds_nothing_up(x_world: World) -> None:
    post = x_world.approve()
    x_world.store.pauses.begin("other", actor=ADA, at=x_world.at, reason=None)
    x_world.go()
    assert x_world.state(post) is State.PUBLISHED


def test_a_program_that_is_to_end_finishes_its_thread_and_begins_no_other(x_world: World) -> None:
    first = x_world.approve("Un", "Deux", number=1)
    second = x_world.approve("Trois", number=2)
    stopped = False

    def stop(point: str) -> None:
        nonlocal stopped
        stopped = stopped or point == "after post:1"

    x_world.passing = stop
    x_world.go(stopping=lambda: stopped)
    assert [x_world.state(post) for post in (first, second)] == [State.PUBLISHED, State.APPROVED]
    assert x_world.texts == ["Un", "Deux"]


def test_a_program_that_is_to_end_publishes_nothing_after_an_upload(x_world: World) -> None:
    post = x_world.approve()
    stopped = False

    def stop(point: str) -> None:
        nonlocal stopped
        stopped = stopped or point == "after media:1"

    x_world.passing = stop
    (outcome,) = x_world.go(stopping=lambda: stopped)
    assert "the program was stopped" in str(outcome.reason)
    assert x_world.texts == []
    assert x_world.settle(post) is State.PUBLISHED


# --- gates -------------------------------------------------------------------------------


def test_a_gate_keeps_a_post_until_it_opens(x_world: World) -> None:
    post = x_world.approve()
    opens = x_world.at + timedelta(hours=2)
    x_world.gates = [
        lambda post, now: None if now >= opens else Wait(until=opens, reason="quiet hours")
    ]
    (outcome,) = x_world.go()
    assert outcome.state is State.APPROVED
    assert "quiet hours; again from 14:00 UTC" in str(outcome.reason)
    assert x_world.far.seen == []
    assert x_world.settle(post) is State.PUBLISHED
    assert x_world.at >= opens
