"""Many posts and many processes on one queue: each is sent once, and looking stays fast.

    python -m benchmarks.queue [PROCESSES] [POSTS] [MOST ROWS]

On both databases; with 0 processes nothing is sent. The far side is a file to which each send
appends a line, so what is measured is the queue and the outbox, with five commits a post, and not a
platform.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from benchmarks.machine import machine
from bot.store import Store, sqlite_url
from tests import postgres
from tests.queued import NOON, approve_one
from tests.store import many

PROCESSES, POSTS, MOST_ROWS = 8, 2_000, 1_000_000
RUNS = 30
LEASE = timedelta(minutes=5)


def main(processes: int = PROCESSES, posts: int = POSTS, most_rows: int = MOST_ROWS) -> None:
    """Print both tables, and exit with 1 when a post was sent twice or not at all."""
    print(machine("SQLAlchemy", "psycopg"))
    wrong = 0
    with tempfile.TemporaryDirectory() as name, postgres.running() as server:
        for database in ("SQLite", "PostgreSQL") if processes else ():
            with _fresh(database, Path(name), server) as url:
                wrong += _side_by_side(database, url, Path(name), processes, posts)
        sizes = [1_000 * 10**n for n in range(4) if 1_000 * 10**n <= most_rows]
        for database in ("SQLite", "PostgreSQL"):
            for rows in sizes:
                with _fresh(database, Path(name), server) as url:
                    _looking(database, url, rows)
    sys.exit(int(wrong > 0))


@contextmanager
def _fresh(database: str, folder: Path, server: postgres.Postgres) -> Iterator[str]:
    """The address of an empty database; PostgreSQL with commits on disk, as in earnest."""
    if database == "SQLite":
        with tempfile.TemporaryDirectory(dir=folder) as name:
            yield sqlite_url(Path(name) / "bot.sqlite")
        return
    for setting in ("fsync", "full_page_writes"):
        server.run(f"ALTER SYSTEM SET {setting} = on")
    server.run("SELECT pg_reload_conf()")
    name = server.create()
    yield server.url(name)
    server.drop(name)


def _side_by_side(database: str, url: str, folder: Path, processes: int, posts: int) -> int:
    with Store(url) as store:
        expected = {approve_one(store, number=number).id for number in range(posts)}
    arrived, took = many.send(url, folder / f"{database}.ledger", processes, NOON)
    twice = sum(count > 1 for count in arrived.values())
    never = len(expected - arrived.keys())
    print(
        f"{database}: {processes} processes, {posts} posts: {len(arrived)} sent, {twice} twice, "
        f"{never} never; {posts / took:.0f} posts a second",
        flush=True,
    )
    return twice + never


def _looking(database: str, url: str, rows: int) -> None:
    with Store(url) as store:
        many.fill(store, rows)
        asked: dict[str, Callable[[], object]] = {
            "claim": lambda: store.leases.claim({"main", "paused"}, NOON, LEASE),
            "claim unclear": lambda: store.leases.claim_unclear({"main"}, NOON, LEASE),
            "lapse": lambda: store.leases.lapse(NOON),
            "expire": lambda: store.queue.expire(NOON),
            "paused": lambda: store.paused("main"),
            "list": lambda: store.queue.list(limit=50),
            "recent": lambda: store.queue.recent("main", NOON - timedelta(days=1), most=500),
            "spent": lambda: store.leases.spent("main", NOON - timedelta(days=1)),
        }
        times = {name: _times(ask) for name, ask in asked.items()}
    told = ", ".join(
        f"{name} {min(each):.1f}/{statistics.median(each):.1f}" for name, each in times.items()
    )
    print(f"{database}: {rows:>9,} rows: {told} (ms, best and median of {RUNS})", flush=True)


def _times(ask: Callable[[], object]) -> list[float]:
    took = []
    for _ in range(RUNS):
        began = time.perf_counter()
        ask()
        took.append(1000 * (time.perf_counter() - began))
    return took


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
