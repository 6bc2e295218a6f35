"""A view of the work for a terminal: what goes out next, what went out, sources, what is wrong."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from bot import clock
from bot.commands.once import lines
from bot.desk import Desk, Pass
from bot.errors import StoreError
from bot.model import QueuedPost, State
from bot.store.records import Feed

FRAMES = 9  # lines of a terminal that the view's four frames take, and the one below it
LEAST = 8  # rows that are shown on the smallest terminal
EVERY = 2.0  # seconds between two looks while a pass goes on
DAY = timedelta(days=1)
_MARKS = {State.APPROVED: "approved", State.PENDING: "waits for approval"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Rows:
    """How many rows each part of the view has."""

    due: int
    out: int
    sources: int
    log: int


def rows_for(height: int) -> Rows:
    """What fits on a terminal that is ``height`` lines high, so that no part is cut off."""
    free = max(LEAST, height - FRAMES)
    due, out, sources = max(2, free * 2 // 7), max(1, free // 7), max(2, free * 2 // 7)
    return Rows(due=due, out=out, sources=sources, log=free - due - out - sources)


class LiveView:
    """Shows the work on a terminal, in place of a log. Use it as a context manager."""

    def __init__(
        self,
        desk: Callable[[], Desk],
        *,
        console: Console | None = None,
        now: Callable[[], datetime] = clock.now,
    ) -> None:
        self._desk = desk
        self._now = now
        self._said: deque[tuple[datetime, str, bool]] = deque(maxlen=100)
        self._shown_at = -EVERY
        self._console = console or Console()
        self._live = Live(console=self._console, auto_refresh=False, screen=False)

    def __enter__(self) -> Self:
        self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._live.stop()

    def say(self, text: str, *, error: bool = False) -> None:
        """Show a line at the end."""
        self._said.append((self._now(), text, error))

    def passed(self, done: Pass) -> None:
        """Show what a pass did, and how everything stands after it."""
        for line in lines(done):
            self.say(line)
        self._show()

    def refresh(self) -> None:
        """Show how everything stands while a pass goes on; every few seconds, however often asked.

        What cannot be read now stays as it was shown.
        """
        if time.monotonic() - self._shown_at >= EVERY:
            self._show()

    def _show(self) -> None:
        self._shown_at = time.monotonic()
        try:
            self._live.update(self.view(), refresh=True)
        except StoreError:
            return

    def view(self) -> RenderableType:
        """How everything stands."""
        desk, now = self._desk(), self._now()
        zone = desk.settings.zone
        waiting = desk.store.queue.list([State.APPROVED, State.PENDING])
        known = desk.store.feeds.all()
        feeds = [known[source.name] for source in desk.settings.sources if source.name in known]
        local = f"{now.astimezone(zone):%A %d %B, %H:%M}"
        rows = rows_for(self._console.size.height)
        return Group(
            Panel(
                _posts(waiting, zone, rows.due), title=f"Next posts, {local}", title_align="left"
            ),
            Panel(_last(desk, now, rows.out), title="Last posts", title_align="left"),
            Panel(_sources(feeds, zone, rows.sources), title="Sources", title_align="left"),
            Panel(
                self._log(zone, rows.log), title="Log", title_align="left", subtitle="Ctrl-C stops"
            ),
        )

    def _log(self, zone: ZoneInfo, rows: int) -> RenderableType:
        """The last lines, of which long ones are folded, as far as there is room."""
        width = self._console.size.width - 4
        shown: list[Text] = []
        for at, text, error in reversed(self._said):
            line = Text(f"{at.astimezone(zone):%H:%M:%S} ", style="dim")
            line.append(text, style="not dim red" if error else "not dim")
            folded = line.wrap(self._console, width, overflow="fold")
            if shown and len(shown) + len(folded) > rows:
                break
            shown[:0] = folded[:rows]
        return Text("\n").join(shown) if shown else Text("nothing happened yet", style="dim")


def _table() -> Table:
    return Table(box=None, show_header=False, expand=True, pad_edge=False)


def _line(text: str, style: str = "") -> Text:
    """On one line, however long it is."""
    return Text(text, style=style, no_wrap=True, overflow="ellipsis")


def _posts(waiting: Sequence[QueuedPost], zone: ZoneInfo, rows: int) -> RenderableType:
    table = _table()
    shown = waiting if len(waiting) <= rows else waiting[: rows - 1]
    for post in shown:
        when = f"{post.due_at.astimezone(zone):%a %H:%M}"
        style = "green" if post.state is State.APPROVED else "yellow"
        mark = _line(_MARKS[post.state], style)
        table.add_row(_line(when), _line(post.account), _line(post.article_title), mark)
    more = len(waiting) - len(shown)
    if more > 0:
        table.add_row("", "", _line(f"and {more} more", "dim"), "")
    return table if waiting else Text("nothing waits", style="dim")


def _last(desk: Desk, now: datetime, rows: int) -> RenderableType:
    """What went out last in a day, by when it did."""
    out = desk.store.pace.out_since(now - DAY, dry_run=desk.dry_run)[-rows:]
    table = _table()
    for sent in out:
        when = f"{sent.at.astimezone(desk.settings.zone):%a %H:%M}"
        table.add_row(_line(when), _line(sent.account), _line(sent.title))
    return table if out else Text("nothing went out today", style="dim")


def _sources(feeds: Sequence[Feed], zone: ZoneInfo, rows: int) -> RenderableType:
    table = _table()
    for feed in sorted(feeds, key=lambda feed: (-feed.failures, feed.source))[:rows]:
        polled = f"polled {feed.polled_at.astimezone(zone):%H:%M}"
        again = f"again {feed.next_poll_at.astimezone(zone):%H:%M}"
        told = _line(feed.error, "red") if feed.error else _line("well", "green")
        table.add_row(_line(feed.source), _line(polled), _line(again), told)
    return table if feeds else Text("no source was polled yet", style="dim")
