"""A budget a month: what would go beyond it waits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import update

from bot.model import State
from bot.publishing.budget import within_budget
from bot.store.engine import writing
from bot.store.tables import posts
from tests.publishing.world import World

PARIS = ZoneInfo("Europe/Paris")


def test_what_would_go_beyond_the_months_budget_waits_for_the_next(x_world: World) -> None:
    x_world.at = datetime(2026, 3, 31, 21, 0, tzinfo=UTC)  # an hour before April in Paris
    waiting = [x_world.approve(number=number, picture=False) for number in range(1, 4)]
    with writing(x_world.store._engine) as connection:
        connection.execute(update(posts).values(cost=0.20))
    spent = x_world.store.leases.spent
    x_world.gates = [within_budget({"main": 0.40}, spent, PARIS)]
    outcomes = x_world.go()
    assert [outcome.state for outcome in outcomes[:2]] == [State.PUBLISHED] * 2
    assert outcomes[2].state is State.APPROVED
    told = "main has spent $0.40 of $0.40 this month, and this post costs $0.200"
    assert told in str(outcomes[2].reason)
    assert x_world.go() == ()
    x_world.at += timedelta(hours=1)
    assert [outcome.state for outcome in x_world.go()] == [State.PUBLISHED]
    assert x_world.texts == [post.text for post in waiting]


def test_an_account_without_a_budget_and_a_platform_that_bills_nothing_are_not_held_up(
    x_world: World,
) -> None:
    post = x_world.approve()
    gate = within_budget({"main": 0.0}, x_world.store.leases.spent, PARIS)
    assert gate(post, x_world.at) is None  # it costs nothing
    assert within_budget({}, x_world.store.leases.spent, PARIS)(post, x_world.at) is None
