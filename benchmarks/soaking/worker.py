"""The process that does the bot's work at simulated times, an order a line, an answer a line.

``python -m benchmarks.soaking.worker PLAN`` works in one process for good, as ``bot run`` does;
with ``--victim`` each order is obeyed by a process of its own, which is killed.
"""

from __future__ import annotations

import gc
import json
import os
import random
import resource
import select
import signal
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from benchmarks.soaking.sites import HOST, Sites, stories
from bot import settings
from bot.desk import Desk
from bot.errors import BotError, OutputError
from bot.operations.keeper import Keeper
from bot.operations.memory import keep_little
from bot.publishing.contract import Access, Platform
from bot.publishing.platforms import made
from bot.settings import AlertSettings, Settings
from bot.sources.fetch import Fetcher, FetchLimits
from tests.publishing.accounts import QUICK

DATABASE_FAULTS = 0.003  # of all statements, in a step with faults


@dataclass(frozen=True, kw_only=True)
class Account:
    """An account: its platform, and the fields of ``Access``."""

    name: str
    platform: str
    access: dict[str, Any]
    settings: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is simulated; ``start`` in ISO 8601."""

    folder: str
    start: str
    days: float
    feeds: int
    a_day: int
    every: int
    accounts: list[Account]


def read_plan(file: Path) -> Plan:
    """The plan in a file."""
    raw = json.loads(file.read_text(encoding="utf-8"))
    return Plan(**{**raw, "accounts": [Account(**each) for each in raw["accounts"]]})


def settings_of(plan: Plan) -> Settings:
    """The settings of the newsroom."""
    feeds = [f"f{number}" for number in range(plan.feeds)]
    values = {
        "LIVE": "yes",
        "DATA": plan.folder,
        "TIMEZONE": "Europe/Paris",
        "LISTEN": "no",
        "LEAST_DISK_MB": "0",
        "KEEP_BACKUPS": "3",
        "KEEP_CARDS": "5",
        "RECHECK_HOURS": "0",
        "ALERT_WEBHOOK": "https://chat.example/hook",
        "DIGEST_AT": "18:00",
        "PICTURES_URL": "https://pictures.journal.example/cards",
        "SOURCES": ",".join(feeds),
        "ACCOUNTS": ",".join(account.name for account in plan.accounts),
    }
    for number, name in enumerate(feeds):
        values[f"SOURCE_{name}_URL".upper()] = f"http://{HOST}/feed/{number}"
        values[f"SOURCE_{name}_EVERY".upper()] = str(plan.every)
        values[f"SOURCE_{name}_EVERY_MOST".upper()] = str(plan.every)
    for account in plan.accounts:
        values[f"ACCOUNT_{account.name}_PLATFORM".upper()] = account.platform
        for ending, value in account.settings.items():
            values[f"ACCOUNT_{account.name}_{ending}".upper()] = value
    return settings.of(values)


class Clock:
    """The simulated time."""

    def __init__(self, at: str) -> None:
        self.at = datetime.fromisoformat(at)

    def __call__(self) -> datetime:
        return self.at


class Work:
    """A desk, at simulated times."""

    def __init__(self, plan: Plan) -> None:
        self.clock = Clock(plan.start)
        self.faulty = False
        every = stories(self.clock.at, plan.days, a_day=plan.a_day, feeds=plan.feeds)
        self.sites = Sites(self.clock, every, faulty=lambda: self.faulty)
        fetcher = Fetcher(FetchLimits(), resolve=self.sites.resolve, connect=self.sites.connect)
        platforms: dict[str, Platform] = {
            each.name: made(each.platform, Access(**each.access), timeouts=QUICK)
            for each in plan.accounts
        }
        self.desk = Desk(settings_of(plan), now=self.clock, platforms=platforms, fetcher=fetcher)
        self.told: list[str] = []
        self.keeper = Keeper(self.desk, self.clock, self._tell)

    def _tell(self, to: AlertSettings, subject: str, text: str) -> None:
        self.told.append(subject)

    def obey(self, order: dict[str, Any]) -> dict[str, Any]:
        """One pass; what came of it, and what the process takes."""
        self.clock.at = datetime.fromisoformat(order["at"])
        self.faulty = bool(order["network"])
        counts: Counter[str] = Counter()
        errors = []
        asked, conditional, told = self.sites.asked, self.sites.conditional, len(self.told)
        with self._database(faulty=bool(order["database"])):
            try:
                done = self.desk.run(every_source=False)
                for poll in done.polls:
                    counts["polls"] += 1
                    counts["failed polls"] += bool(poll.error)
                    counts["unchanged polls"] += poll.unchanged
                    counts["drafted articles"] += len(poll.drafted)
                counts["expired"] += len(done.expired)
                for outcome in done.outcomes:
                    counts[f"outcome {outcome.state.value}"] += 1
                if order["measure"]:
                    gc.collect()
                for line in self.keeper.keep():
                    counts["backups"] += line.startswith("backup ")
            except (BotError, OutputError) as error:
                errors.append(str(error))
        return {
            "counts": {
                **counts,
                "requests": self.sites.asked - asked,
                "conditional": self.sites.conditional - conditional,
                "told": len(self.told) - told,
            },
            "errors": errors,
            "rss": _rss(),
            "files": len(os.listdir("/proc/self/fd")),  # noqa: PTH208
        }

    @contextmanager
    def _database(self, *, faulty: bool) -> Iterator[None]:
        """A database of which, if ``faulty``, some statements fail."""
        engine = self.desk.store.queue._engine
        chance = random.Random(self.clock.at.timestamp())

        def fails(*arguments: object) -> None:
            if chance.random() < DATABASE_FAULTS:
                raise OperationalError("a fault of the soak", None, OSError("disk I/O error"))

        if faulty:
            event.listen(engine, "before_cursor_execute", fails)
        try:
            yield
        finally:
            if faulty:
                event.remove(engine, "before_cursor_execute", fails)


def _rss() -> int:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize()


def _as_victim(plan: Plan, order: dict[str, Any]) -> dict[str, Any]:
    """Obey in processes of their own until one is killed at its work, ``die_after`` seconds in.

    One that has ended before is followed by another, which dies in half the time.
    """
    die_after, ended = float(order["die_after"]), 0
    while not _dies(plan, order, die_after):
        die_after, ended = die_after / 2, ended + 1
    return {"ended": ended}


def _dies(plan: Plan, order: dict[str, Any], die_after: float) -> bool:
    """Obey in a process that is killed so long after it began; whether it was not done by then."""
    begun, begins = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            work = Work(plan)
            os.write(begins, b".")
            work.obey(order)
        finally:
            os._exit(0)
    os.close(begins)
    with open(begun, "rb", buffering=0) as pipe:  # noqa: PTH123
        pipe.read(1)
        # At its end the process closes the pipe.
        done, _, _ = select.select([pipe], [], [], die_after)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return not done and os.WIFSIGNALED(status)


def main() -> None:
    """Obey orders until there are no more."""
    keep_little()
    plan = read_plan(Path(sys.argv[1]))
    victim = "--victim" in sys.argv
    work = None if victim else Work(plan)
    if victim:
        _load_everything()
    for line in sys.stdin:
        order = json.loads(line)
        answer = work.obey(order) if work else _as_victim(plan, order)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def _load_everything() -> None:
    """What a pass would load, so that those that are forked need not."""
    import feedparser
    import mastodon
    import trafilatura
    import tweepy

    from bot import cards

    assert all((feedparser, mastodon, trafilatura, tweepy, cards.draw))


def as_json(plan: Plan) -> str:
    """A plan as ``read_plan`` reads it."""
    return json.dumps(asdict(plan))


if __name__ == "__main__":
    main()
