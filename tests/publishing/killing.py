"""Kills a publisher again and again, and counts what readers see; and who renews tokens."""

from __future__ import annotations

import random
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from pathlib import Path

from bot.composing.limits import limits_of
from bot.errors import PublishError
from bot.model import QueuedPost, State
from bot.publishing.looking import ASK_A_PERSON
from bot.publishing.outbox import LEASE
from bot.tokens import EVERY
from tests.conftest import KEYS
from tests.publishing.nursery import Nursery, Publish, Renew, Report
from tests.publishing.world import World
from tests.renewing import Newsroom
from tests.standins import linkedin, mastodon, x
from tests.standins.server import StandIn

AFTER = LEASE + timedelta(seconds=1)
MOST_RUNS = 60  # of one post, before it is called lost


def make_it_hard(far: StandIn) -> None:
    """Leave nothing between the bot and a second post but the bot itself."""
    if isinstance(far, x.X | linkedin.LinkedIn):
        far.takes_duplicates = True
    if isinstance(far, mastodon.Mastodon):
        far.ignores_keys = True


@dataclass
class Figures:
    """What many kills have led to. ``twice`` and ``lost`` must be empty."""

    kills: int = 0
    at: dict[str, int] = field(default_factory=dict)
    published: int = 0
    uncertain: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


class Killer:
    """Kills publishers of one world's posts. ``database`` is the world's, as its URL."""

    def __init__(self, nursery: Nursery, world: World, database: str, cards: Path) -> None:
        self._nursery = nursery
        self._world = world
        self._database = database
        self._cards = cards
        self.figures = Figures()

    def approve(self, number: int) -> QueuedPost:
        """A post that is due, where the platform has threads a thread of two."""
        texts = [f"Un {number}", f"Deux {number}"]
        pieces = texts if limits_of(self._world.side.name).threads else texts[:1]
        return self._world.approve(*pieces, number=number)

    def undisturbed(self, post: QueuedPost) -> Report:
        """What a publisher of ``post`` does when nobody kills it."""
        report = self._run()
        self._check(post)
        return report

    def undisturbed_so_far(self) -> None:
        """Let a publisher do what it can; nothing is checked yet."""
        self._run()

    def kill_at(self, post: QueuedPost, point: int) -> None:
        """Kill the first publisher at that point, and let others end the work."""
        self._run(die_at=point)
        self._finish(post)

    def kill_while(self, post: QueuedPost, random_: random.Random, longest: float) -> None:
        """Kill publishers at random instants, up to five in a row, and let others end the work."""
        for _ in range(random_.randint(1, 5)):
            self._run(die_after=random_.uniform(0.0, longest))
        self._finish(post)

    def _run(self, *, die_at: int | None = None, die_after: float | None = None) -> Report:
        access = asdict(self._world.side.access)
        access.pop("memory")
        report = self._nursery.run(
            Publish(
                database=self._database,
                cards=str(self._cards),
                platform=self._world.side.name,
                access=access,
                at=self._world.at.isoformat(),
                die_at=die_at,
                die_after=die_after,
            )
        )
        assert not report.failed
        if report.killed:
            self.figures.kills += 1
            where = report.points[-1] if report.points else "started"
            self.figures.at[where] = self.figures.at.get(where, 0) + 1
        self._world.at += AFTER
        return report

    def _finish(self, post: QueuedPost) -> None:
        """Let publishers work undisturbed until nothing more happens to the post."""
        for _ in range(MOST_RUNS):
            self._run()
            if self._settled(post):
                break
        self._check(post)

    def _settled(self, post: QueuedPost) -> bool:
        """Whether nothing more happens by itself: it has ended, or a person has to look."""
        now = self._world.store.queue.get(post.id)
        if now.state is State.UNCERTAIN:
            return ASK_A_PERSON in str(now.reason)
        return now.state not in (State.APPROVED, State.SENDING)

    def _check(self, post: QueuedPost) -> None:
        state = self._world.state(post)
        self.figures.published += state is State.PUBLISHED
        if state is State.UNCERTAIN:
            self.figures.uncertain.append(str(self._world.store.queue.get(post.id).reason))
        seen = self._world.texts
        for piece in post.pieces:
            times = seen.count(piece.text)
            if times > 1:
                self.figures.twice.append(f"post {post.id}: {times} times")
            if times == 0 and state is not State.UNCERTAIN:
                self.figures.lost.append(f"post {post.id}: {state.value}, and not there")
            if times == 1 and state not in (State.PUBLISHED, State.UNCERTAIN):
                self.figures.lost.append(f"post {post.id}: {state.value}, and there")


class TokenKiller:
    """Kills who renews one account's tokens. ``database`` is the account's, as its URL.

    ``dead`` says after which kills the account did not work any more; it must be empty.
    """

    def __init__(self, nursery: Nursery, room: Newsroom, database: str) -> None:
        self._nursery = nursery
        self._room = room
        self._database = database
        self.kills = 0
        self.dead: list[str] = []

    def kill_at(self, point: int) -> str:
        """Kill at that point, look, and let another one end the work; the point's name."""
        return self._ended(self._run(die_at=point))

    def kill_while(self, random_: random.Random, longest: float) -> None:
        """The same at a random instant."""
        self._ended(self._run(die_after=random_.uniform(0.0, longest)))

    def undisturbed(self) -> Report:
        """What one does that nobody kills."""
        report = self._run()
        self._look("undisturbed")
        return report

    def _run(self, *, die_at: int | None = None, die_after: float | None = None) -> Report:
        self._room.later(EVERY)
        return self._tend(die_at, die_after)

    def _tend(self, die_at: int | None = None, die_after: float | None = None) -> Report:
        report = self._nursery.run(
            Renew(
                database=self._database,
                settings=self._room.given,
                keys=list(KEYS),
                at=self._room.at.isoformat(),
                die_at=die_at,
                die_after=die_after,
            )
        )
        assert not report.failed
        return report

    def _ended(self, report: Report) -> str:
        where = report.points[-1] if report.points else "started"
        self.kills += report.killed
        self._look(f"killed after {where}")
        self._room.at += AFTER
        self._tend()
        self._look(f"killed after {where}, and taken up again")
        if self._room.store.secrets.unsettled():
            self.dead.append(f"killed after {where}: two tokens are left")
        return where

    def _look(self, when: str) -> None:
        try:
            works = self._room.works
        except PublishError as error:
            self.dead.append(f"{when}: {error}")
        else:
            assert works
