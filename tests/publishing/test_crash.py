"""The publisher is killed at every step: never two posts for one, none lost without a word."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.model import State
from bot.publishing.outbox import LEASE, Outbox
from bot.store import CardStore, Store
from tests.publishing.accounts import x_at
from tests.queued import NOON, approve_one
from tests.standins import x as standin
from tests.standins.server import serving

ROOT = Path(__file__).parent.parent.parent
LATER = NOON + LEASE + timedelta(seconds=1)


@pytest.fixture
def x() -> Iterator[standin.X]:
    with serving(standin.X()) as served:
        yield served


# where it dies → how the post stands once another process has looked, and the posts on X
POINTS = [
    ("claimed", State.PUBLISHED, 1),
    ("checked", State.PUBLISHED, 1),
    ("before media:1", State.PUBLISHED, 1),
    ("after media:1", State.PUBLISHED, 1),
    ("after alt:1", State.PUBLISHED, 1),
    ("before post:1", State.PUBLISHED, 1),  # looked up, surely not there, sent again
    ("after post:1", State.PUBLISHED, 1),  # looked up, and there
    ("recorded", State.PUBLISHED, 1),
]


@pytest.mark.parametrize(("point", "state", "on_x"), POINTS, ids=[row[0] for row in POINTS])
def test_a_kill_makes_no_second_post_and_loses_none(
    store: Store,
    cards: CardStore,
    tmp_path: Path,
    x: standin.X,
    point: str,
    state: State,
    on_x: int,
) -> None:
    post = approve_one(store, cards)
    assert start(tmp_path, x, NOON, point).wait() == -signal.SIGKILL
    take_up(store, cards, x, LATER)
    take_up(store, cards, x, LATER + LEASE)
    assert store.queue.get(post.id).state is state
    assert len(x.posts) == on_x
    assert (store.leases.publication(post.id) is not None) == (state is State.PUBLISHED)


def test_a_kill_while_x_is_at_work_is_looked_up(
    store: Store, cards: CardStore, tmp_path: Path, x: standin.X
) -> None:
    post = approve_one(store, cards)
    process: list[subprocess.Popen[bytes]] = []
    x.at_post = lambda: process[0].kill()
    process.append(start(tmp_path, x, NOON, "nowhere"))
    assert process[0].wait() == -signal.SIGKILL
    x.at_post = lambda: None
    take_up(store, cards, x, LATER)
    assert store.queue.get(post.id).state is State.PUBLISHED
    assert len(x.posts) == 1


def test_processes_side_by_side_send_each_post_once(
    store: Store, cards: CardStore, tmp_path: Path, x: standin.X
) -> None:
    for number in range(6):
        approve_one(store, number=number)
    processes = [start(tmp_path, x, NOON, "nowhere") for _ in range(2)]
    assert [process.wait() for process in processes] == [0, 0]
    assert store.queue.counts() == {State.PUBLISHED: 6}
    assert len(x.texts) == len(set(map(str, x.texts))) == 6


def start(folder: Path, x: standin.X, at: datetime, point: str) -> subprocess.Popen[bytes]:
    where = [str(folder / "bot.sqlite"), str(folder / "cards"), x.base_url]
    module = [sys.executable, "-m", "tests.publishing.crashing"]
    return subprocess.Popen([*module, *where, at.isoformat(), point], cwd=ROOT)


def take_up(store: Store, cards: CardStore, x: standin.X, at: datetime) -> None:
    """What the next process does, at a later moment."""
    platforms = {"main": x_at(x.base_url)}
    Outbox(store=store, cards=cards, platforms=platforms, now=lambda: at).send_due()
