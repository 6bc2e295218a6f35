"""Drives a simulated newsroom: its clock, its team, its platforms, and what goes wrong."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from benchmarks.soaking.worker import Account, Plan, as_json
from bot import clock
from bot.errors import BotError
from bot.model import QueuedPost, State
from bot.publishing.looking import ASK_A_PERSON
from bot.review import Actor
from bot.store import CardFolder, Store, sqlite_url
from bot.store.engine import reading
from bot.store.tables import audit, posts, publications
from tests.piped import piped
from tests.publishing.killing import make_it_hard
from tests.publishing.sides import SIDES, Side
from tests.standins import bluesky
from tests.standins.containers import PLACE, Containers
from tests.standins.server import Fault

WORKER = "benchmarks.soaking.worker"
ADA = Actor(name="Ada")
START = datetime(2026, 10, 12, tzinfo=UTC)  # summer time ends on the 25th, and on 1 November
DAY = timedelta(days=1)
PLATFORM_FAULTS = (
    Fault.RESET_BEFORE,
    Fault.RESET_AFTER,
    Fault.TRUNCATED,
    Fault.HTML,
    Fault.ERROR_AFTER,
    Fault.STATUS_429,
    Fault.STATUS_500,
    Fault.STATUS_502,
    Fault.STATUS_503,
)
# name, platform, its settings: half have slots, in two zones, with all that can be set
ACCOUNTS: Sequence[tuple[str, str, dict[str, str]]] = (
    ("x_main", "x", {"SLOTS": "06:30,08:00,10:00,12:30,15:00,17:00,19:00,21:00", "JITTER": "9"}),
    ("masto", "mastodon", {"GAP": "15"}),
    ("bsky", "bluesky", {"TIMEZONE": "America/New_York", "QUIET": "23:00-06:00"}),
    ("threads", "threads", {"SLOTS": "02:30,07:00,09:00,11:00,13:00,16:00,18:00,20:00"}),
    ("insta", "instagram", {"DAILY": "20"}),
    ("fb", "facebook", {"SLOTS": "Mon-Fri 07:00,09:00,11:00,13:00,17:00,19:00; Sat,Sun 08:00,"
                        "09:00,10:00,11:00,17:00,18:00,20:00"}),
    ("li", "linkedin", {"GAP": "20", "QUIET": "22:00-06:30"}),
    ("tg", "telegram", {}),
    ("chat", "discord", {"MIX": "quote:15"}),
)  # fmt: skip


@dataclass
class Soak:
    """What is simulated, and what came of it. ``double``, ``lost`` and ``late`` must be empty."""

    folder: Path
    days: float = 30
    feeds: int = 200
    accounts: int = len(ACCOUNTS)
    a_day: int = 4
    every: int = 240
    kills: int = 60
    dies_within: float = 0.8  # seconds of work
    step: timedelta = timedelta(minutes=10)
    drain: timedelta = 2 * DAY  # at the end, without faults
    seed: int = 20261125
    counts: Counter[str] = field(default_factory=Counter)
    memory: list[tuple[float, int, int]] = field(default_factory=list)
    double: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    delays: list[float] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)

    def run(self) -> None:
        """Live through it."""
        self._chance = random.Random(self.seed)
        with ExitStack() as stack:
            self._sides = {
                name: stack.enter_context(_side(platform, self.folder))
                for name, platform, _ in ACCOUNTS[: self.accounts]
            }
            plan = self.folder / "plan.json"
            plan.write_text(as_json(self._plan()), encoding="utf-8")
            self._store = stack.enter_context(Store(sqlite_url(self.folder / "bot.sqlite")))
            self._steady = stack.enter_context(piped(WORKER, str(plan)))
            self._victim = stack.enter_context(piped(WORKER, str(plan), "--victim"))
            self._live()
            self._judge()

    def _plan(self) -> Plan:
        accounts = []
        for name, platform, settings in ACCOUNTS[: self.accounts]:
            access = asdict(self._sides[name].access)
            access.pop("memory")
            own = {"POSTS": "quote", "VARIANTS": "0", "EXPIRES": "48", **settings}
            accounts.append(
                Account(
                    name=name,
                    platform=platform,
                    access=access,
                    settings={**own, **_reached(access)},
                )
            )
        return Plan(
            folder=str(self.folder),
            start=START.isoformat(),
            days=self.days,
            feeds=self.feeds,
            a_day=self.a_day,
            every=self.every,
            accounts=accounts,
        )

    def _live(self) -> None:
        end = START + timedelta(days=self.days)
        # The clock is off at times; it does not go back behind what was done in an hour.
        jumps = self._jumps()
        count = int(self.days * self._a_day)
        planned = Counter(self._chance.randrange(count) for _ in range(self.kills))
        self.counts["kills planned"] = self.kills
        at, steps, kills = START, 0, 0
        while at < end + self.drain:
            calm = at >= end
            kills += planned[steps]
            kill = kills > 0 and (self._due(at) or calm)
            kills -= kill
            self._step(at, steps, calm=calm, kill=kill)
            self._team(at)
            steps += 1
            at += self.step + (jumps.pop(steps, timedelta()) if not calm else timedelta())

    def _jumps(self) -> dict[int, timedelta]:
        count = int(self.days * self._a_day)
        back = {self._chance.randrange(count): -timedelta(minutes=50) for _ in range(count // 400)}
        ahead = {self._chance.randrange(count): timedelta(hours=3) for _ in range(count // 400)}
        self.counts["clock jumps"] = len(back | ahead)
        return back | ahead

    @property
    def _a_day(self) -> int:
        """Steps a day."""
        return int(DAY / self.step)

    def _due(self, at: datetime) -> bool:
        """Whether there is something to send, so that who is killed is killed at work."""
        return bool(self._store.leases.due(list(self._sides), at))

    def _step(self, at: datetime, number: int, *, calm: bool, kill: bool) -> None:
        for side in self._sides.values():
            side.far.now = lambda: at
            # What a platform tells of its limits is reckoned from the time of its answer.
            side.far.reset_at = int(clock.now().timestamp()) + 900
            if not calm and self._chance.random() < 0.02:
                fault = self._chance.choice(PLATFORM_FAULTS)
                side.far.faults[side.far.post_route].append(fault)
                self.counts["platform faults"] += 1
            elif calm:
                side.far.faults.clear()
        database = not calm and self._chance.random() < 0.03
        self.counts["steps with database faults"] += database
        measure = number % self._a_day == 0
        order = {
            "at": at.isoformat(),
            "network": not calm,
            "database": database,
            "measure": measure,
        }
        if kill:
            die_after = self._chance.uniform(0.0, self.dies_within)
            doomed = {"database": False, "measure": False, "die_after": die_after}
            self._victim.tell({**order, **doomed})
        alone = kill and self._chance.random() < 0.5
        if alone:
            self._killed(at)
        self._steady.tell(order)
        said = self._steady.hear()
        self.counts.update(said["counts"])
        self.errors.update(said["errors"])
        self.counts["passes"] += 1
        if kill and not alone:
            self._killed(at)
        if measure:
            self.memory.append(((at - START) / DAY, said["rss"], said["files"]))

    def _killed(self, at: datetime) -> None:
        """Hear of a kill, and whether it left a post claimed that nobody else can take."""
        self.counts["passes of others"] += self._victim.hear()["ended"]
        self.counts["kills"] += 1
        claimed = select(func.count()).where(posts.c.lease_until > at)
        with reading(self._store.queue._engine) as connection:
            self.counts["kills with a post in hand"] += bool(connection.scalar(claimed))

    # --- the team ------------------------------------------------------------------------

    def _team(self, at: datetime) -> None:
        """Approve most, reject some, forget some; look where the bot cannot."""
        for post in self._store.queue.list([State.PENDING, State.UNCERTAIN, State.HELD]):
            choice = random.Random(f"{self.seed} {post.id}").random()
            try:
                self._decide(post, choice, at)
            except BotError as error:
                self.errors[f"team: {type(error).__name__}"] += 1

    def _decide(self, post: QueuedPost, choice: float, at: datetime) -> None:
        queue = self._store.queue
        match post.state:
            case State.PENDING if choice < 0.85:
                queue.approve(post.id, actor=ADA, at=at)
                self.counts["approved"] += 1
            case State.PENDING if choice < 0.93:
                queue.move(post.id, State.REJECTED, actor=ADA, at=at)
                self.counts["rejected"] += 1
            case State.UNCERTAIN if ASK_A_PERSON in str(post.reason):
                self._look(post, at)
            case State.HELD if "approved" in str(self._store.queue.history(post.id)):
                queue.move(post.id, State.PENDING, actor=ADA, at=at)
            case _:
                pass

    def _look(self, post: QueuedPost, at: datetime) -> None:
        """What a person does: look whether it is there."""
        self.counts["looked up by a person"] += 1
        there = [each for each in self._sides[post.account].far.posted() if each.text == post.text]
        if there:
            url = f"https://platform.example/{there[-1].id}"
            self._store.queue.found(post.id, url, actor=ADA, at=at)
            return
        self._store.queue.retry(
            post.id,
            actor=ADA,
            at=at,
            due_at=post.due_at,
            expires_at=max(post.expires_at, at + timedelta(hours=12)),
            absent=True,
        )

    # --- the verdict ---------------------------------------------------------------------

    def _judge(self) -> None:
        published = dict.fromkeys(self._sides, 0)
        for post, was_approved, sent_at in self._posts():
            self.counts[f"posts {post['state']}"] += 1
            if sent_at is not None:
                published[post["account"]] += 1
                self._judge_time(post, sent_at)
            elif was_approved:
                told = (
                    f"post {post['id']} of {post['account']} is {post['state']}: {post['reason']}"
                )
                self.lost.append(told)
        for name, side in self._sides.items():
            seen = Counter(each.text for each in side.far.posted())
            self.double += [f"{name}: {n} times {text!r}" for text, n in seen.items() if n > 1]
            there = sum(seen.values())
            if there != published[name]:
                text = f"{name}: {there} on the platform, {published[name]} in the database"
                (self.double if there > published[name] else self.lost).append(text)

    def _judge_time(self, post: dict[str, Any], sent_at: datetime) -> None:
        self.delays.append((sent_at - post["due_at"]).total_seconds() / 60)
        found_by_a_person = post["reason"] and "found at" in post["reason"]
        if sent_at >= post["expires_at"] and not found_by_a_person:
            self.late.append(f"post {post['id']} of {post['account']} went out at {sent_at}")

    def _posts(self) -> Iterator[tuple[dict[str, Any], bool, datetime | None]]:
        """Every post, whether it was ever approved, and when it went out."""
        with reading(self._store.queue._engine) as connection:
            approved = set(
                connection.scalars(
                    select(audit.c.post_id).where(audit.c.to_state == State.APPROVED.value)
                )
            )
            sent = {row.post_id: row.sent_at for row in connection.execute(select(publications))}
            rows = connection.execute(select(posts)).mappings()
            for row in rows:
                yield dict(row), row["id"] in approved, sent.get(row["id"])


def _reached(access: dict[str, Any]) -> dict[str, str]:
    """The settings that say how an account is reached; what opens it is given to its adapter."""
    found = {"HANDLE": access["handle"], "SERVER": access["server"]}
    return {name: str(value) for name, value in found.items() if value}


@contextmanager
def _side(platform: str, folder: Path) -> Iterator[Side]:
    with ExitStack() as stack:

        def account() -> bluesky.Account:
            return bluesky.Account(stack.enter_context(bluesky.running(folder / "bluesky")))

        side = stack.enter_context(SIDES[platform](account))
        make_it_hard(side.far)
        cards = CardFolder(folder / "cards")

        def fetch(url: str) -> bytes | None:
            place, _, name = url.rpartition("/")
            return cards.get(name.partition(".")[0]) if place == PLACE else None

        if isinstance(side.far, Containers):
            side.far.fetch = fetch
        yield side
