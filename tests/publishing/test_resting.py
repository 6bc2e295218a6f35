"""A circuit breaker for each account, shared by all processes."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.model import State
from bot.publishing.resting import FIRST_REST, LONGEST_REST, OPENS_AFTER, Resting, backoff
from bot.store import Store
from tests.publishing.world import World
from tests.queued import NOON
from tests.standins.server import Fault


class Clock:
    def __init__(self) -> None:
        self.at = NOON

    def __call__(self) -> datetime:
        return self.at


def test_pauses_double_up_to_a_bound_and_are_spread() -> None:
    first, longest = timedelta(minutes=1), timedelta(minutes=30)
    whole = [backoff(first, longest, failures, 1.0) for failures in range(8)]
    assert [pause.total_seconds() / 60 for pause in whole] == [1, 2, 4, 8, 16, 30, 30, 30]
    assert backoff(first, longest, 3, 0.0) == timedelta(minutes=6)
    assert backoff(first, longest, 10_000, 1.0) == longest


def test_an_account_that_fails_again_and_again_rests_longer_and_longer(store: Store) -> None:
    clock = Clock()
    rests = []
    for failures in range(1, 12):
        resting = Resting(store, clock, lambda: 1.0)  # another process each time
        resting.begin_pass()
        assert resting.awake(["main", "other"]) == {"main", "other"}
        resting.failed("main", "no connection")
        assert resting.awake(["main", "other"]) == {"other"}
        until = store.rests.all()["main"].until
        rests.append(until - clock.at)
        assert store.rests.all()["main"].failures == failures
        clock.at = until
    assert rests[: OPENS_AFTER - 1] == [timedelta()] * (OPENS_AFTER - 1)
    assert rests[OPENS_AFTER - 1] == FIRST_REST
    assert rests[-1] == LONGEST_REST


def test_a_success_closes_it(store: Store) -> None:
    clock = Clock()
    resting = Resting(store, clock, lambda: 1.0)
    for _ in range(OPENS_AFTER):
        resting.begin_pass()
        resting.failed("main", "no connection")
    clock.at += FIRST_REST
    resting.begin_pass()
    resting.succeeded("main")
    assert store.rests.all() == {}


def test_a_success_does_not_end_a_rest_that_the_platform_asked_for(store: Store) -> None:
    resting = Resting(store, Clock(), lambda: 1.0)
    resting.begin_pass()
    resting.asked("main", timedelta(minutes=15), "the window is used up")
    resting.succeeded("main")
    resting.begin_pass()
    assert resting.awake(["main"]) == set()


def test_after_the_last_request_of_a_window_nothing_is_sent_until_the_next(world: World) -> None:
    posts = [world.approve(number=number, picture=False) for number in (1, 2)]
    world.far.remaining = 0
    assert [outcome.state for outcome in world.go()] == [State.PUBLISHED]
    before = len(world.far.seen)
    world.later(minutes=14)
    assert world.go() == ()
    assert len(world.far.seen) == before
    world.far.remaining = None
    world.later(minutes=2)
    assert [outcome.state for outcome in world.go()] == [State.PUBLISHED]
    assert world.texts == [post.text for post in posts]


def test_credentials_that_are_not_taken_stop_the_account_and_call_a_person(world: World) -> None:
    posts = [world.approve(number=number, picture=False) for number in (1, 2, 3)]
    world.far.faults[world.far.post_route].append(Fault.STATUS_401)
    (outcome,) = world.go()
    assert (outcome.state, outcome.urgent) == (State.APPROVED, True)
    world.later(minutes=59)
    assert world.go() == ()
    world.later(minutes=1)
    assert {outcome.state for outcome in world.go()} == {State.PUBLISHED}
    assert sorted(world.texts) == [post.text for post in posts]
