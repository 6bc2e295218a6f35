"""Processes that die: started by fork from one that has everything loaded.

``python -m tests.publishing.nursery`` reads an order a line and answers with a report a line, both
JSON. Each order makes a process, which works with one database until it is done or is killed.
"""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from bot import settings
from bot.composing.limits import limits_of
from bot.publishing.contract import Access, Forgetful, Platform
from bot.publishing.outbox import Outbox
from bot.publishing.platforms import made
from bot.store import CardFolder, Store
from bot.tokens import Tokens
from tests.piped import Piped, piped
from tests.publishing.submissions import taken

HANGS = 60.0  # seconds

Work = Callable[[Callable[[str], None]], None]  # told what to call at each point


@dataclass(frozen=True, kw_only=True)
class Order:
    """A process to make, at a time in ISO 8601, that works with one database.

    It dies at the ``die_at``-th point that it passes, counted from 0, or after ``die_after``
    seconds, or not at all.
    """

    database: str
    at: str
    die_at: int | None = None
    die_after: float | None = None


@dataclass(frozen=True, kw_only=True)
class Publish(Order):
    """A publisher. ``access`` are fields of ``Access``."""

    cards: str
    platform: str
    access: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Renew(Order):
    """One that renews tokens, with the env file's ``settings``; ``keys`` open the database."""

    settings: dict[str, str]
    keys: list[str]


@dataclass(frozen=True, kw_only=True)
class Report:
    """What became of a process: whether it was killed, and which points it had passed."""

    killed: bool
    failed: bool
    points: list[str]
    seconds: float


class Nursery:
    """The way to the process that forks."""

    def __init__(self, process: Piped) -> None:
        self._process = process

    def run(self, order: Order) -> Report:
        """Make a process, and wait for its end."""
        self._process.tell({"work": type(order).__name__, **asdict(order)})
        return Report(**self._process.hear())


@contextmanager
def nursery() -> Iterator[Nursery]:
    """A process that forks, until the block ends."""
    with piped("tests.publishing.nursery") as process:
        yield Nursery(process)


# --- in the process that forks -----------------------------------------------------------


def main() -> None:
    """Obey orders until there are no more."""
    _load_everything()
    gc.freeze()  # no process looks at, and so copies, what they all have in common
    memories: dict[str, Forgetful] = {}
    for line in sys.stdin:
        raw = json.loads(line)
        order = Renew(**raw) if raw.pop("work") == "Renew" else Publish(**raw)
        report = _fork(order, _work(order, memories))
        sys.stdout.write(json.dumps(asdict(report)) + "\n")
        sys.stdout.flush()


def _work(order: Renew | Publish, memories: dict[str, Forgetful]) -> Work:
    """What the process has to do. What is slow the first time is done here, once for all."""
    if isinstance(order, Renew):
        return partial(_renew, order)
    key = json.dumps([order.platform, order.access["handle"]])
    if key not in memories:
        memories[key] = Forgetful()
        _log_in(order, memories[key])
    return partial(_publish, order, memories[key])


def _load_everything() -> None:
    import atproto_client
    import mastodon
    import psycopg
    import tweepy
    from PIL import Image

    Image.preinit()
    assert all((atproto_client, mastodon, psycopg, tweepy))


def _log_in(order: Publish, memory: Forgetful) -> None:
    """Do once what is slow: the login, and whatever the first plan has to load."""
    platform = _platform(order, memory)
    platform.standing()
    platform.prepare(taken(order.platform), limits_of(order.platform))


def _platform(order: Publish, memory: Forgetful) -> Platform:
    return made(order.platform, Access(memory=memory, **order.access))


def _fork(order: Order, work: Work) -> Report:
    ours, theirs = os.pipe()
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        os.close(ours)
        _be(order, work, theirs)
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


def _be(order: Order, work: Work, pipe: int) -> None:
    """Do the work, and tell of each point that is passed. Never returns."""
    passed = 0

    def passing(name: str) -> None:
        nonlocal passed
        os.write(pipe, f"{name}\n".encode())
        if passed == order.die_at:
            os.kill(os.getpid(), signal.SIGKILL)
        passed += 1

    code = 1
    try:
        work(passing)
        code = 0
    finally:
        os._exit(code)


def _publish(order: Publish, memory: Forgetful, passing: Callable[[str], None]) -> None:
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


def _renew(order: Renew, passing: Callable[[str], None]) -> None:
    (account,) = settings.of(order.settings).accounts
    with Store(order.database, upgrade=False, keys=order.keys) as store:
        tokens = Tokens(store, now=lambda: datetime.fromisoformat(order.at), passing=passing)
        tokens.tend(account, look=False)


if __name__ == "__main__":
    main()
