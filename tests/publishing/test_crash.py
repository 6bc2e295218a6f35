"""The publisher is killed at every step: never two posts for one, none lost without a word.

``python -m benchmarks.crash`` does this a thousand times, on both databases.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from bot.model import State
from bot.store import CardFolder, Store
from tests.publishing.killing import Killer, TokenKiller, make_it_hard
from tests.publishing.nursery import Nursery, nursery
from tests.publishing.world import World
from tests.renewing import POINTS, RENEWED, newsroom
from tests.standins.__main__ import ROWS
from tests.standins.linkedin import LinkedIn
from tests.standins.server import Fault, serving


@pytest.fixture(scope="module")
def publishers() -> Iterator[Nursery]:
    """Where publishers come from."""
    with nursery() as made:
        yield made


@pytest.fixture
def killer(publishers: Nursery, world: World, cards: CardFolder) -> Killer:
    """Kills publishers for a platform that would take everything twice."""
    make_it_hard(world.far)
    return Killer(publishers, world, str(world.store._engine.url), cards.folder)


def test_a_kill_at_any_step_makes_no_second_post_and_loses_none(
    killer: Killer, world: World
) -> None:
    points = killer.undisturbed(killer.approve(1)).points
    assert {"before post:1", "after post:1", "before post:2", "recorded"} < set(points)
    for number, point in enumerate(points, start=1):
        post = killer.approve(number + 1)
        killer.kill_at(post, number - 1)
        assert world.state(post) is State.PUBLISHED, point
    assert killer.figures.kills == len(points)
    assert (killer.figures.twice, killer.figures.lost) == ([], [])


def test_a_kill_while_it_looks_forgets_nothing_halfway(killer: Killer, world: World) -> None:
    for number, point in enumerate(range(4), start=1):
        post = killer.approve(number)
        world.far.faults[world.far.post_route].append(Fault.ERROR_AFTER)
        killer.undisturbed_so_far()
        killer.kill_at(post, point)
        assert world.state(post) is State.PUBLISHED
    assert {
        "claimed to look",
        "looking for post:1",
        "looked for post:1",
    } <= killer.figures.at.keys()
    assert (killer.figures.twice, killer.figures.lost) == ([], [])


def test_kills_at_any_instant_make_no_second_post_and_lose_none(
    killer: Killer, world: World
) -> None:
    seconds = killer.undisturbed(killer.approve(1)).seconds
    for number in range(2, 6):
        killer.kill_while(killer.approve(number), random.Random(number), seconds)
    assert killer.figures.published == 5
    assert (killer.figures.twice, killer.figures.lost) == ([], [])


# What a server makes of a client that is gone is the same for every platform.
@pytest.mark.parametrize(
    ("either_store", "platform"),
    [*(("sqlite", name) for name in RENEWED), ("postgres", "linkedin")],
    indirect=["either_store"],
)
def test_a_kill_while_a_token_is_renewed_leaves_an_account_that_works(
    publishers: Nursery, either_store: Store, platform: str
) -> None:
    either_store.secrets.forget("main")
    with serving(ROWS[platform][0]()) as far:
        if isinstance(far, LinkedIn):
            far.rotates = True
        url = either_store._engine.url.render_as_string(hide_password=False)
        killer = TokenKiller(publishers, newsroom(platform, either_store, far), url)
        assert [killer.kill_at(number) for number in range(len(POINTS))] == list(POINTS)
        assert (killer.kills, killer.dead) == (len(POINTS), [])
