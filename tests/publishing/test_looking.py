"""What nobody knows of is looked up: found, surely absent, unreachable, or not to be told."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from bot.errors import Unknowable
from bot.model import State
from bot.publishing.contract import Plan, Receipt, Step
from bot.publishing.outbox import Outbox
from bot.publishing.outcome import Outcome
from bot.publishing.platforms.x import X
from bot.store.engine import writing
from bot.store.tables import posts
from tests.publishing.accounts import PATIENT
from tests.publishing.world import World
from tests.queued import ADA
from tests.standins.server import Fault
from tests.standins.x import X as FarX


def unclear(world: World, fault: Fault, *texts: str) -> int:
    """A post of which nobody knows whether it is out; its number."""
    post = world.approve(*texts, picture=False)
    world.far.faults[world.far.post_route].append(fault)
    world.go()
    return post.id


def test_nothing_is_concluded_before_a_post_can_have_come_to_stand_there(x_world: World) -> None:
    number = unclear(x_world, Fault.RESET_BEFORE)
    x_world.later(seconds=119)
    assert x_world.go() == ()
    x_world.later(seconds=1)
    (outcome,) = x_world.go()
    assert outcome.state is State.APPROVED
    assert "not on the platform; again from" in str(outcome.reason)
    assert x_world.settle(outcome.post) is State.PUBLISHED
    assert len(x_world.texts) == 1
    ends = [change.end for change in x_world.store.queue.history(number)]
    assert ends[-4:] == [State.UNCERTAIN, State.APPROVED, State.SENDING, State.PUBLISHED]


def test_what_is_found_is_published_with_its_address_and_the_time_it_went_out(world: World) -> None:
    sent_at = world.at
    number = unclear(world, Fault.RESET_AFTER)
    world.later(minutes=1)
    world.settle(world.store.queue.get(number))
    publication = world.store.leases.publication(number)
    assert publication is not None
    assert publication.remote_id == world.far.posted()[0].id
    assert publication.sent_at == sent_at
    assert world.far.asked(world.far.post_route) == 1


def test_a_platform_that_cannot_be_asked_is_asked_again(world: World) -> None:
    number = unclear(world, Fault.RESET_AFTER)
    world.address = "http://127.0.0.1:1"
    world.later(minutes=3)
    (outcome,) = world.go()
    assert outcome.state is State.UNCERTAIN
    assert "it could not be looked up: no connection" in str(outcome.reason)
    assert not outcome.urgent
    world.address = None
    assert world.settle(world.store.queue.get(number)) is State.PUBLISHED
    assert len(world.texts) == 1


def test_after_a_day_a_person_is_asked(x_world: World) -> None:
    number = unclear(x_world, Fault.RESET_AFTER)
    x_world.address = "http://127.0.0.1:1"
    outcomes: list[Outcome] = []
    for _ in range(60):
        x_world.later(minutes=30)
        outcomes += x_world.go()
    assert outcomes[-1].urgent
    assert "could not be looked up for a day" in str(outcomes[-1].reason)
    assert "look on the platform whether the post is there" in str(outcomes[-1].reason)
    x_world.address = None
    x_world.later(days=1)
    assert x_world.go() == ()
    assert x_world.store.queue.get(number).state is State.UNCERTAIN


class Blind(X):
    """An X that cannot be looked through, as some platforms are."""

    def find(self, plan: Plan, step: Step, results: object, since: datetime) -> Receipt | None:
        raise Unknowable("nobody can look there")


def test_a_platform_that_cannot_tell_leaves_it_to_a_person(x_world: World) -> None:
    number = unclear(x_world, Fault.RESET_AFTER)
    x_world.later(minutes=3)
    blind = Blind(x_world.side.access, timeouts=PATIENT)
    outbox = Outbox(
        store=x_world.store, cards=x_world.cards, platforms={"main": blind}, now=x_world.now
    )
    (outcome,) = outbox.send_due()
    assert (outcome.state, outcome.urgent) == (State.UNCERTAIN, True)
    assert outcome.reason == "nobody can look there; look on the platform whether the post is there"
    x_world.later(days=3)
    assert outbox.send_due() == ()
    x_world.store.queue.move(number, State.APPROVED, actor=ADA, at=x_world.at)  # surely not there


def test_a_post_that_was_changed_since_is_left_to_a_person(x_world: World) -> None:
    number = unclear(x_world, Fault.RESET_AFTER)
    other = [{"text": "Autre", "length": 5, "cards": [], "link_card": None}]
    with writing(x_world.store._engine) as connection:
        connection.execute(update(posts).values(pieces=other))
    x_world.later(minutes=3)
    (outcome,) = x_world.go()
    assert outcome.urgent
    assert "it was sent in another form than it has now" in str(outcome.reason)
    assert x_world.store.queue.get(number).state is State.UNCERTAIN


def test_the_middle_of_a_thread_is_found_and_the_rest_goes_out(world: World) -> None:
    post = world.approve("Un", "Deux", "Trois", picture=False)

    def lose_the_answer(point: str) -> None:
        if point == "before post:2":
            world.far.faults[world.far.post_route].append(Fault.RESET_AFTER)

    world.passing = lose_the_answer
    world.go()
    assert world.settle(post) is State.PUBLISHED
    assert world.texts == ["Un", "Deux", "Trois"]
    one, two, three = world.far.posted()
    assert [two.reply_to, three.reply_to] == [one.id, two.id]


def test_a_duplicate_of_our_own_is_looked_up_and_found(x_world: World) -> None:
    """The look came too early: X had taken the post, and did not show it yet."""
    assert isinstance(x_world.far, FarX)
    number = unclear(x_world, Fault.RESET_AFTER)
    shown, x_world.far.posts = x_world.far.posts, []
    x_world.later(minutes=3)
    (outcome,) = x_world.go()
    assert outcome.state is State.APPROVED
    x_world.far.posts = shown
    x_world.later(minutes=2)
    outcomes = x_world.go()
    assert [each.state for each in outcomes] == [State.UNCERTAIN, State.PUBLISHED]
    assert "it may be ours" in str(outcomes[0].reason)
    assert x_world.store.queue.get(number).state is State.PUBLISHED
    assert len(x_world.texts) == 1


def test_a_duplicate_that_is_never_found_is_left_to_a_person(x_world: World) -> None:
    assert isinstance(x_world.far, FarX)
    number = unclear(x_world, Fault.RESET_AFTER)
    x_world.far.now = lambda: x_world.at  # what X shows of it is from long ago
    x_world.far.posts = [
        type(post)(**{**vars(post), "at": post.at - timedelta(days=1)})
        for post in x_world.far.posts
    ]
    assert x_world.settle(x_world.store.queue.get(number)) is State.FAILED
    assert "duplicate content" in str(x_world.store.queue.get(number).reason)
    assert len(x_world.texts) == 1


def test_a_duplicate_of_somebody_elses_is_refused(x_world: World) -> None:
    assert isinstance(x_world.far, FarX)
    post = x_world.approve()
    x_world.far.write(post.text)
    (outcome,) = x_world.go()
    assert (outcome.state, outcome.urgent) == (State.FAILED, True)
    assert x_world.store.leases.publication(post.id) is None


@pytest.mark.parametrize("who", ["a person", "a slow worker"])
def test_an_answer_that_comes_while_it_is_looked_up_is_believed(x_world: World, who: str) -> None:
    number = unclear(x_world, Fault.RESET_AFTER)
    x_world.later(minutes=3)

    def decide(point: str) -> None:
        if point == "looking for post:1":
            end = State.PUBLISHED if who == "a slow worker" else State.CANCELLED
            x_world.store.queue.move(number, end, actor=ADA, at=x_world.at)

    x_world.passing = decide
    (outcome,) = x_world.go()
    assert outcome.state is x_world.store.queue.get(number).state
    assert outcome.state in (State.PUBLISHED, State.CANCELLED)
