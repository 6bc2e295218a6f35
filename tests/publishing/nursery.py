"""Publishers that die: started by fork from one process that has everything loaded.

``python -m tests.publishing.nursery`` reads an order a line and answers with a report a line, both
JSON. Each order makes a publisher, which works through one database until it is done or is killed.
"""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.composing.limits import limits_of
from bot.publishing.contract import Access, Forgetful, Platform
from bot.publishing.outbox import Outbox
from bot.publishing.platforms import made
from bot.store import CardFolder, Store
from tests.publishing.submissions import taken

ROOT = Path(__file__).parent.parent.parent
HANGS = 60.0  # seconds


@dataclass(frozen=True, kw_only=True)
class Order:
    """A publisher to make. ``access`` are fields of ``Access``; ``at`` is the time, ISO 8601.

    It dies at the ``die_at``-th point that it passes, counted from 0, or after ``die_after``
    seconds, or not at all.
    """

    database: str
    cards: str
    platform: str
    access: dict[str, Any]
    at: str
    die_at: int | None = None
    die_after: float | None = None


@dataclass(frozen=True, kw_only=True)
class Report:
    """What became of a publisher: whether it was killed, and which points it had passed."""

    killed: bool
    failed: bool
    points: list[str]
    seconds: float


class Nursery:
    """The way to the process that forks."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def run(self, order: Order) -> Report:
        """Make a publisher, and wait for its end."""
        self.begin(order)
        return self.end()

    def begin(self, order: Order) -> None:
        """Make a publisher."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps(asdict(order)) + "\n")
        self._process.stdin.flush()

    def end(self) -> Report:
        """Wait for the end of the publisher that was begun."""
        assert self._process.stdout
        return Report(**json.loads(self._process.stdout.readline()))


@contextmanager
def nursery() -> Iterator[Nursery]:
    """A process that forks, until the block ends."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.publishing.nursery"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin
    assert process.stdout
    try:
        yield Nursery(process)
    finally:
        process.stdin.close()
        process.wait(timeout=HANGS)
        process.stdout.close()


# --- in the process that forks -----------------------------------------------------------


def main() -> None:
    """Obey orders until there are no more."""
    _load_everything()
    memories: dict[str, Forgetful] = {}
    for line in sys.stdin:
        order = Order(**json.loads(line))
        key = json.dumps([order.platform, order.access["handle"]])
        if key not in memories:
            memories[key] = Forgetful()
            _log_in(order, memories[key])
        sys.stdout.write(json.dumps(asdict(_fork(order, memories[key]))) + "\n")
        sys.stdout.flush()


def _load_everything() -> None:
    import atproto_client
    import mastodon
    import psycopg
    import tweepy

    assert all((atproto_client, mastodon, psycopg, tweepy))


def _log_in(order: Order, memory: Forgetful) -> None:
    """Do once what is slow: the login, and whatever the first plan has to load."""
    platform = _platform(order, memory)
    platform.standing()
    platform.prepare(taken(order.platform), limits_of(order.platform))


def _platform(order: Order, memory: Forgetful) -> Platform:
    return made(order.platform, Access(memory=memory, **order.access))


def _fork(order: Order, memory: Forgetful) -> Report:
    ours, theirs = os.pipe()
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        os.close(ours)
        _publish(order, memory, theirs)
    os.close(theirs)
    said = _listen(ours, child, order.die_after)
    _, status = os.waitpid(child, 0)
    return Report(
        killed=os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL,
        failed=os.WIFEXITED(status) and os.WEXITSTATUS(status) != 0,
        points=said.decode().split("\n")[:-1],
        seconds=time.monotonic() - began,
    )


def _listen(pipe: int, child: int, die_after: float | None) -> bytes:
    """What the child writes until it ends; it is killed once its time is up."""
    end = time.monotonic() + (HANGS if die_after is None else die_after)
    said = b""
    killed = False
    while True:
        left = max(end - time.monotonic(), 0.0)
        ready, _, _ = select.select([pipe], [], [], None if killed else left)
        if not ready:
            os.kill(child, signal.SIGKILL)
            killed = True
            continue
        piece = os.read(pipe, 65536)
        if not piece:
            os.close(pipe)
            return said
        said += piece


def _publish(order: Order, memory: Forgetful, pipe: int) -> None:
    """Be a publisher. Never returns."""
    passed = 0

    def passing(name: str) -> None:
        nonlocal passed
        os.write(pipe, f"{name}\n".encode())
        if passed == order.die_at:
            os.kill(os.getpid(), signal.SIGKILL)
        passed += 1

    code = 1
    try:
        with Store(order.database, upgrade=False) as store:
            Outbox(
                store=store,
                cards=CardFolder(Path(order.cards)),
                platforms={"main": _platform(order, memory)},
                now=lambda: datetime.fromisoformat(order.at),
                wait=lambda seconds: None,
                spread=lambda: 1.0,
                passing=passing,
            ).send_due()
        code = 0
    finally:
        os._exit(code)


if __name__ == "__main__":
    main()
