"""The table of faults: what goes wrong, what the bot does then, and how it ends."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.errors import StoreError
from bot.model import State
from bot.store import CardStore, Store
from tests.postgres import Postgres
from tests.publishing.sides import SIDES
from tests.publishing.untold import assert_untold, listen
from tests.publishing.world import World
from tests.queued import NOON
from tests.standins import x
from tests.standins.server import OBEYED, Fault

PAGE = Path(__file__).parent.parent.parent / "docs" / "reference" / "faults.md"


def the_page() -> dict[Fault, tuple[State, State]]:
    """What the documented table says of each fault: where a post stands after an upload that met
    it, and after the request that readers see."""
    rows = re.findall(r"^\| `([^`]+)`[^|]*\| (\w+)[^|]*\| (\w+)", PAGE.read_text("utf-8"), re.M)
    return {Fault(name): (State(before), State(at_post)) for name, before, at_post in rows}


TABLE = the_page()
AT_AN_UPLOAD = {fault: before for fault, (before, _) in TABLE.items()}
AT_THE_POST = {fault: at_post for fault, (_, at_post) in TABLE.items()}
UPLOADING = sorted(SIDES.keys() - {"telegram"})


def test_the_page_has_every_fault() -> None:
    assert set(TABLE) == set(Fault)


# what the reason says of it, beside the platform's own words
SAID = {
    Fault.STATUS_401: "the credentials are not taken: 401",
    Fault.STATUS_429: "asked to come back later",
    Fault.SILENT_AFTER: "took too long to answer",
    Fault.RESET_AFTER: "the connection failed or broke off",
}


@pytest.mark.parametrize("fault", AT_THE_POST, ids=str)
def test_a_fault_at_the_post_never_makes_two_of_it_and_loses_none(
    any_world: World, fault: Fault, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    world, stands = any_world, AT_THE_POST[fault]
    listen(caplog)
    post = world.approve()
    outcomes = world.suffer(fault, at_upload=False)
    assert outcomes[0].state is stands
    assert SAID.get(fault, "") in str(outcomes[0].reason)
    assert "\n" not in str(outcomes[0].reason)
    assert [each.text for each in world.far.posted()] == [post.text] * (fault in OBEYED)
    nobody_can_tell = stands is State.UNCERTAIN and not world.side.finds
    ended = world.settle(post, hours=0.2 if nobody_can_tell else 12)
    if stands is State.FAILED:
        assert (ended, world.texts) == (State.FAILED, [])
        assert outcomes[0].urgent
    elif nobody_can_tell:
        assert (ended, world.texts) == (State.UNCERTAIN, [post.text] * (fault in OBEYED))
        assert "look on the platform" in str(world.store.queue.get(post.id).reason)
    else:
        assert (ended, world.texts) == (State.PUBLISHED, [post.text])
        publication = world.store.leases.publication(post.id)
        assert publication is not None
        assert publication.remote_id == world.far.posted()[0].id
    assert_untold(world, tmp_path, caplog.text, repr(outcomes))


@pytest.mark.parametrize("any_side", UPLOADING, indirect=True)
@pytest.mark.parametrize("fault", AT_AN_UPLOAD, ids=str)
def test_a_fault_at_an_upload_leaves_nothing_public(
    any_world: World, fault: Fault, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    world = any_world
    listen(caplog)
    post = world.approve()
    (outcome,) = world.suffer(fault, at_upload=True)
    assert outcome.state is world.state(post) is AT_AN_UPLOAD[fault]
    assert world.far.asked(world.far.post_route) == 0
    if outcome.state is State.APPROVED:
        assert world.settle(post) is State.PUBLISHED
        assert world.texts == [post.text]
    assert_untold(world, tmp_path, caplog.text, repr(outcome))


UNREACHABLE = {
    "nobody listens": "http://127.0.0.1:1",
    "no such name": "http://platform.invalid",
    "no TLS": "https://127.0.0.1:{port}",
}


@pytest.mark.parametrize("address", UNREACHABLE.values(), ids=UNREACHABLE.keys())
def test_what_cannot_have_left_goes_out_once_the_platform_is_there(
    any_world: World, address: str
) -> None:
    world = any_world
    posts = [world.approve(number=number) for number in (1, 2)]
    world.address = address.format(port=world.far.base_url.rsplit(":", 1)[1])
    (outcome,) = world.go()  # the second is not tried in the same pass
    assert outcome.state is State.APPROVED
    assert "no connection" in str(outcome.reason)
    assert {world.state(post) for post in posts} == {State.APPROVED}
    world.address = None
    for post in posts:
        assert world.settle(post) is State.PUBLISHED
    assert sorted(world.texts) == [post.text for post in posts]


def test_a_platform_that_is_down_is_left_alone_longer_and_longer(world: World) -> None:
    post = world.approve(picture=False)
    world.address = "http://127.0.0.1:1"
    tried = []
    for minute in range(180):
        if world.go():
            tried.append(minute)
        world.later(minutes=1)
    assert world.state(post) is State.APPROVED
    gaps = [later - sooner for sooner, later in pairwise(tried)]
    assert len(tried) < 12
    assert gaps == sorted(gaps)
    assert gaps[-1] <= 61


# --- the clock ---------------------------------------------------------------------------


def test_a_wrong_clock_is_named(x_world: World) -> None:
    post = x_world.approve()
    x_world.far.date = "Thu, 01 Jan 2026 00:00:00 GMT"
    x_world.far.faults[x.UPLOAD].append(Fault.STATUS_401)
    (outcome,) = x_world.go()
    assert "this machine's clock is" in str(outcome.reason)
    assert "min fast: set it right" in str(outcome.reason)
    assert x_world.state(post) is State.APPROVED


def test_the_platforms_clock_may_be_off(world: World) -> None:
    post = world.approve(picture=False)
    world.far.now = lambda: world.at - timedelta(minutes=8)
    world.far.faults[world.far.post_route].append(Fault.RESET_AFTER)
    world.go()
    assert world.settle(post) is State.PUBLISHED
    assert world.texts == [post.text]


# --- the database ------------------------------------------------------------------------


def locked(world: World, stack: ExitStack) -> None:
    """Another program holds the database."""
    other = sqlite3.connect(str(world.store._engine.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    stack.callback(other.close)
    stack.callback(other.execute, "ROLLBACK")


def full(world: World, stack: ExitStack) -> None:
    """The disk is full: whatever is written needs one more page, and there is none."""
    grow = "BEGIN INSERT INTO filler VALUES (zeroblob(100000)); END"
    with world.store._engine.connect() as connection:
        connection.execute(text("CREATE TABLE filler (x)"))
        for table in ("posts", "steps"):
            on = f"CREATE TRIGGER {table}_{{0}} AFTER {{0}} ON {table} {grow}"
            connection.execute(text(on.format("INSERT")))
            connection.execute(text(on.format("UPDATE")))
        connection.commit()
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
        connection.execute(text(f"PRAGMA max_page_count = {pages}"))

    def make_room() -> None:
        with world.store._engine.connect() as connection:
            connection.execute(text("PRAGMA max_page_count = 1000000"))

    stack.callback(make_room)


TROUBLES: dict[str, Callable[[World, ExitStack], None]] = {"locked": locked, "full": full}
SAID_OF_IT = {"locked": "another program holds it", "full": "the disk is full; make room"}


@pytest.mark.parametrize("trouble", TROUBLES.values(), ids=TROUBLES.keys())
@pytest.mark.parametrize("point", ["after media:1", "after post:1", "after post:2"])
def test_an_answer_is_recorded_once_the_database_is_back(
    tmp_path: Path, x_world: World, trouble: Callable[[World, ExitStack], None], point: str
) -> None:
    with Store(str(x_world.store._engine.url), busy_seconds=0.05) as hasty, ExitStack() as stack:
        world = World(hasty, x_world.cards, x_world.side)
        post = world.approve("Un", "Deux")
        world.passing = lambda name: trouble(world, stack) if name == point else None

        def back_after_three() -> None:
            if len(world.waits) == 3:
                stack.close()

        world.at_wait = back_after_three
        (outcome,) = world.go()
        assert outcome.state is world.state(post) is State.PUBLISHED
        assert world.texts == ["Un", "Deux"]


@pytest.mark.parametrize("trouble", TROUBLES)
@pytest.mark.parametrize("point", ["claimed", "before post:1", "after post:1", "after post:2"])
def test_a_database_that_stays_away_leaves_nothing_lost_or_twice(
    x_world: World, point: str, trouble: str
) -> None:
    with Store(str(x_world.store._engine.url), busy_seconds=0.05) as hasty, ExitStack() as stack:
        world = World(hasty, x_world.cards, x_world.side)
        post = world.approve("Un", "Deux", picture=False)
        world.passing = lambda name: TROUBLES[trouble](world, stack) if name == point else None
        with pytest.raises(StoreError, match=SAID_OF_IT[trouble]):
            world.go()
        stack.close()
        world.later(minutes=6)
        assert world.settle(post) is State.PUBLISHED
        assert world.texts == ["Un", "Deux"]


@pytest.mark.parametrize("point", ["after media:1", "after post:1", "after post:2"])
def test_a_database_server_that_is_gone_for_a_minute(
    postgres: Postgres, x_world: World, cards: CardStore, point: str
) -> None:
    name = postgres.create()
    with Store(postgres.url(name)) as store, ExitStack() as stack:
        world = World(store, cards, x_world.side)
        post = world.approve("Un", "Deux")
        world.passing = lambda passed: (
            stack.enter_context(postgres.gone(name)) if passed == point else None
        )

        def back() -> None:
            if sum(world.waits) >= 60:
                stack.close()

        world.at_wait = back
        (outcome,) = world.go()
        assert outcome.state is world.state(post) is State.PUBLISHED
        assert world.texts == ["Un", "Deux"]
        assert world.at - NOON >= timedelta(minutes=1)
    postgres.drop(name)
