"""Ten thousand feeds, each polled every five minutes, by one process.

    python -m benchmarks.feeds [FEEDS] [MINUTES]

A server on loopback, in a process of its own, has a feed of 20 entries under each of so many names;
one feed in fifty changes in five minutes, the others answer 304 to a conditional request. The bot
works as ``bot run`` does, with a pass every 15 seconds, and drafts nothing: what is new is in no
section that is taken. Lag is how much later than its time a feed was polled, from the second round
on; in the first all are due at once.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import re
import resource
import sys
import tempfile
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path

from benchmarks.machine import machine
from bot import settings
from bot.desk import Desk, Pass
from bot.scheduling.ticker import tick
from bot.settings import Settings
from bot.sources.fetch import Fetcher, FetchLimits
from tests.newsroom import FEED, ITEM

FEEDS, MINUTES = 10_000, 11.0
EVERY = timedelta(seconds=15)
ROUND = timedelta(minutes=5)
ENTRIES = 20
CHANGES = 50  # one feed in so many has something new in each round
_PATH = re.compile(rb"GET /(\d+) ")
_TAG = re.compile(rb'if-none-match: ("[^"]*")', re.IGNORECASE)


def main(feeds: int = FEEDS, minutes: float = MINUTES) -> None:
    """Print the figures, and exit with 1 where unchanged feeds are fetched whole."""
    print(machine("httpcore", "feedparser", "SQLAlchemy"))
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.Process(target=_serve, args=(theirs,), daemon=True)
    server.start()
    port = ours.recv()
    with tempfile.TemporaryDirectory(prefix="bot-feeds-") as name:
        figures = _Figures(feeds)
        _work(_settings(Path(name), feeds, port), minutes, figures)
    ours.send("end")
    asked, unchanged, conditional = ours.recv()
    figures.print()
    share = conditional / max(unchanged, 1)
    print(f"the server: {asked} requests, {unchanged} of them for what had not changed since the")
    print(f"  last answer to the same feed, {share:.1%} of those conditional")
    if share < 0.95:
        sys.exit(1)


class _Figures:
    """What is measured in the process that polls."""

    def __init__(self, feeds: int) -> None:
        self._feeds = feeds
        self._due: dict[str, datetime] = {}
        self._lags: list[float] = []
        self._began = time.monotonic()
        self._cpu = time.process_time()
        self._passes: list[float] = []
        self._failed = 0
        self._polls = 0

    def passed(self, done: Pass, seconds: float) -> None:
        """Count a pass."""
        now = datetime.now(UTC)
        self._passes.append(seconds)
        for poll in done.polls:
            self._polls += 1
            self._failed += bool(poll.error)
            before = self._due.get(poll.source)
            if before is not None:
                self._lags.append((now - before).total_seconds())
            if poll.next_at is not None:
                self._due[poll.source] = poll.next_at

    def print(self) -> None:
        """The table."""
        seconds = time.monotonic() - self._began
        cpu = time.process_time() - self._cpu
        rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        lags = sorted(self._lags) or [0.0]
        print(f"{self._feeds} feeds every 5 minutes for {seconds / 60:.1f} minutes")
        print(f"{'polls, of which failed':32} {self._polls:>8} {self._failed:>6}")
        print(f"{'polls a second':32} {self._polls / seconds:>8.1f}")
        print(f"{'CPU, of one core':32} {cpu / seconds:>8.1%}")
        print(f"{'CPU a poll':32} {1000 * cpu / max(self._polls, 1):>8.2f} ms")
        print(f"{'memory at most':32} {rss:>8.0f} MB")
        for share in (0.5, 0.95, 0.99, 1.0):
            lag = lags[min(int(len(lags) * share), len(lags) - 1)]
            print(f"{f'lag, {share:.0%} of polls':32} {lag:>8.1f} s")
        print(f"{'longest pass':32} {max(self._passes):>8.1f} s")


def _settings(folder: Path, feeds: int, port: int) -> Settings:
    plain = settings.of(
        {
            "DATA": str(folder),
            "SOURCES": "front",
            "SOURCE_FRONT_URL": f"http://f0.test:{port}/0",
            "SOURCE_FRONT_EVERY_MOST": "5",
            "SOURCE_FRONT_TAKE": "nothing",
            "ACCOUNTS": "main",
            "ACCOUNT_MAIN_PLATFORM": "discord",
        }
    )
    (one,) = plain.sources
    every = tuple(
        replace(one, name=f"f{number}", url=f"http://f{number}.test:{port}/{number}", first=0)
        for number in range(feeds)
    )
    return replace(plain, sources=every, fetch_at_once=16)


def _work(configured: Settings, minutes: float, figures: _Figures) -> None:
    allowed = frozenset(f"f{number}.test" for number in range(len(configured.sources)))
    limits = replace(FetchLimits(), allow_private=allowed)
    fetcher = Fetcher(limits, resolve=lambda host, port: ["127.0.0.1"])
    stop = threading.Event()
    threading.Timer(minutes * 60, stop.set).start()
    with Desk(configured, fetcher=fetcher) as desk:

        def work() -> None:
            began = time.monotonic()
            done = desk.run(every_source=False, stopping=stop.is_set)
            figures.passed(done, time.monotonic() - began)

        tick(work, every=EVERY, stop=stop)


# --- the server --------------------------------------------------------------------------


def _serve(pipe: Connection) -> None:
    """Answer until there is something in the pipe; then say what was asked."""
    asyncio.run(_server(pipe))
    os._exit(0)


async def _server(pipe: Connection) -> None:
    site = _Site()
    server = await asyncio.start_server(site.answer, "127.0.0.1", 0, backlog=512)
    async with server:
        pipe.send(server.sockets[0].getsockname()[1])
        while not pipe.poll():
            await asyncio.sleep(0.1)
        pipe.send((site.asked, site.unchanged, site.conditional))


class _Site:
    """Feeds by number. ``unchanged`` counts requests for what the bot has already been given."""

    def __init__(self) -> None:
        self.asked = self.unchanged = self.conditional = 0
        self._began = time.monotonic()
        self._given: dict[int, str] = {}

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One request."""
        try:
            request = await reader.readuntil(b"\r\n\r\n")
            writer.write(self._answer(request))
            await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            return
        finally:
            writer.close()

    def _answer(self, request: bytes) -> bytes:
        path = _PATH.match(request)
        number = int(path.group(1)) if path else 0
        round_ = int((time.monotonic() - self._began) / ROUND.total_seconds())
        version = round_ if (number + round_) % CHANGES == 0 else 0
        tag = f'"{version}"'
        given = _TAG.search(request)
        self.asked += 1
        if self._given.get(number) == tag:
            self.unchanged += 1
            self.conditional += given is not None
        self._given[number] = tag
        if given and given.group(1).decode() == tag:
            return f"HTTP/1.1 304 x\r\nETag: {tag}\r\nConnection: close\r\n\r\n".encode()
        items = "".join(
            ITEM.format(
                title=f"Un titre {number} {entry}",
                url=f"http://f{number}.test/{version}/{entry}",
                guid=f"{number}-{version}-{entry}",
                dated="<category>une</category>",
            )
            for entry in range(ENTRIES)
        )
        body = FEED.format(items=items).encode()
        head = f"HTTP/1.1 200 x\r\nContent-Type: text/xml\r\nETag: {tag}\r\n"
        return f"{head}Content-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body


if __name__ == "__main__":
    words = [float(word) for word in sys.argv[1:]]
    main(int(words[0]) if words else FEEDS, words[1] if len(words) > 1 else MINUTES)
