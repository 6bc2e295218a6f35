"""Kills the publisher a thousand times and counts what readers see.

    python -m benchmarks.crash [KILLS] [PLATFORM …]

Every platform, on both databases: at every step, and at random instants, up to five kills in a row
for one post, a thread of two where the platform has threads. Bluesky is the real server; the
stand-ins take the same post twice, so nothing but the bot itself is in the way of a second one.
Beside them, whoever renews a token is killed: between the platform's answer and its keeping, at
every other step, and at random instants. The account must work, at once and when all is taken up.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.machine import machine
from bot.store import CardFolder, Store, sqlite_url
from tests import postgres
from tests.conftest import KEYS
from tests.publishing.killing import Figures, Killer, TokenKiller, make_it_hard
from tests.publishing.nursery import Nursery, nursery
from tests.publishing.sides import SIDES, Side
from tests.publishing.world import World
from tests.renewing import RENEWED, newsroom
from tests.standins import bluesky, linkedin
from tests.standins.__main__ import ROWS
from tests.standins.server import serving

SEED = 20261125
KILLS = 1_000
RENEWALS = 20  # kills while tokens are renewed, for each platform on each database
PLATFORMS = tuple(SIDES)
DATABASES = ("SQLite", "PostgreSQL")


def main(kills: int = KILLS, platforms: Sequence[str] = PLATFORMS) -> None:
    """Print the figures of each platform on each database, and exit with 1 for a wrong one."""
    print(machine("SQLAlchemy", "requests", "psycopg"))
    wanted = -(-kills // (2 * len(platforms)))
    found: list[Figures] = []
    began = time.monotonic()
    with ExitStack() as stack:
        publishers = stack.enter_context(nursery())
        server = stack.enter_context(postgres.running())
        for platform in platforms:
            for database in DATABASES:
                figures = _one(publishers, server, platform, database, wanted)
                found.append(figures)
                _print(f"{platform} on {database}", figures)
        renewed = [name for name in platforms if name in RENEWED]
        killers = [
            _renewing(publishers, server, platform, database)
            for platform in renewed
            for database in DATABASES
        ]
    total = sum(each.kills for each in found) + sum(each.kills for each in killers)
    print(f"{total} kills in {time.monotonic() - began:.0f} s")
    wrong = [what for figures in found for what in (*figures.twice, *figures.lost)]
    wrong += [what for killer in killers for what in killer.dead]
    for what in wrong:
        print(what)
    if wrong:
        sys.exit(1)


def _one(
    publishers: Nursery, server: postgres.Postgres, platform: str, database: str, kills: int
) -> Figures:
    with tempfile.TemporaryDirectory() as name, _side(platform, Path(name)) as side:
        folder = Path(name)
        url = _url(server, database, folder)
        with Store(url) as store:
            cards = CardFolder(folder / "cards")
            killer = Killer(publishers, World(store, cards, side), url, cards.folder)
            _kill(killer, kills)
            return killer.figures


def _url(server: postgres.Postgres, database: str, folder: Path) -> str:
    """An empty database."""
    if database == "PostgreSQL":
        return server.url(server.create())
    return sqlite_url(folder / "bot.sqlite")


def _renewing(
    publishers: Nursery, server: postgres.Postgres, platform: str, database: str
) -> TokenKiller:
    """Half of the kills at every step in turn, half at random instants."""
    chance = random.Random(SEED)
    with tempfile.TemporaryDirectory() as name, serving(ROWS[platform][0]()) as far:
        url = _url(server, database, Path(name))
        if isinstance(far, linkedin.LinkedIn):
            far.rotates = True
        with Store(url, keys=KEYS) as store:
            killer = TokenKiller(publishers, newsroom(platform, store, far), url)
            clean = killer.undisturbed()
            for number in range(RENEWALS // 2):
                killer.kill_at(number % len(clean.points))
            while killer.kills < RENEWALS:
                killer.kill_while(chance, clean.seconds)
    print(
        f"tokens of {platform} on {database}: {killer.kills} kills; "
        f"{len(killer.dead)} times the account did not work"
    )
    return killer


@contextmanager
def _side(platform: str, folder: Path) -> Iterator[Side]:
    """The platform, as far as it can be made to take a post twice."""
    with ExitStack() as stack:

        def account() -> bluesky.Account:
            return bluesky.Account(stack.enter_context(bluesky.running(folder / "bluesky")))

        side = stack.enter_context(SIDES[platform](account))
        make_it_hard(side.far)
        yield side


def _kill(killer: Killer, kills: int) -> None:
    """Half of the kills at every step in turn, half at random instants."""
    chance = random.Random(SEED)
    number = 1
    clean = killer.undisturbed(killer.approve(number))
    while killer.figures.kills < kills // 2:
        number += 1
        killer.kill_at(killer.approve(number), number % len(clean.points))
    while killer.figures.kills < kills:
        number += 1
        killer.kill_while(killer.approve(number), chance, clean.seconds)


def _print(name: str, figures: Figures) -> None:
    print(
        f"{name}: {figures.kills} kills of {figures.published + len(figures.uncertain)} posts; "
        f"{len(figures.twice)} twice, {len(figures.lost)} lost, "
        f"{len(figures.uncertain)} left uncertain, {figures.published} published"
    )
    most = sorted(figures.at.items(), key=lambda each: -each[1])
    for reason, count in Counter(figures.uncertain).items():
        print(f"   {count} uncertain: {reason}")
    print("   killed after: " + ", ".join(f"{point} {count}" for point, count in most))


if __name__ == "__main__":
    asked = [int(each) for each in sys.argv[1:] if each.isdecimal()]
    named = [each for each in sys.argv[1:] if each in PLATFORMS]
    main(asked[0] if asked else KILLS, named or PLATFORMS)
