"""A view of the work for a terminal: what goes out next, what went out, sources, what is wrong."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Self

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

ROWS = 8
EVERY = 2.0  # seconds between two looks while a pass goes on
_MARKS = {State.APPROVED: "approved", State.PENDING: "waits for approval"}


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
        self._said: deque[tuple[datetime, str, bool]] = deque(maxlen=ROWS)
        self._shown_at = -EVERY
        self._live = Live(console=console or Console(), auto_refresh=False, screen=False)

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
        log = Text()
        for at, text, error in tuple(self._said):
            log.append(f"{at.astimezone(zone):%H:%M:%S} ", style="dim")
            log.append(f"{text}\n", style="red" if error else "")
        log.rstrip()
        if not log:
            log.append("nothing happened yet", style="dim")
        return Group(
            Panel(_posts(waiting, desk), title=f"Next posts, {local}", title_align="left"),
            Panel(_last(desk, now), title="Last posts", title_align="left"),
            Panel(_sources(feeds, desk), title="Sources", title_align="left"),
            Panel(log, title="Log", title_align="left", subtitle="Ctrl-C stops"),
        )


def _table() -> Table:
    return Table(box=None, show_header=False, expand=True, pad_edge=False)


def _posts(waiting: Sequence[QueuedPost], desk: Desk) -> RenderableType:
    table = _table()
    for post in waiting[:ROWS]:
        when = f"{post.due_at.astimezone(desk.settings.zone):%a %H:%M}"
        style = "green" if post.state is State.APPROVED else "yellow"
        mark = Text(_MARKS[post.state], style=style)
        table.add_row(when, post.account, Text(post.article_title, overflow="ellipsis"), mark)
    more = len(waiting) - ROWS
    if more > 0:
        table.add_row("", "", Text(f"and {more} more", style="dim"), "")
    return table if waiting else Text("nothing waits", style="dim")


def _last(desk: Desk, now: datetime) -> RenderableType:
    out = desk.store.queue.list([State.PUBLISHED], limit=ROWS // 2)
    table = _table()
    for post in reversed(out):
        when = f"{post.due_at.astimezone(desk.settings.zone):%a %H:%M}"
        table.add_row(when, post.account, Text(post.article_title, overflow="ellipsis"))
    return table if out else Text("nothing went out yet", style="dim")


def _sources(feeds: Sequence[Feed], desk: Desk) -> RenderableType:
    zone = desk.settings.zone
    table = _table()
    for feed in sorted(feeds, key=lambda feed: (-feed.failures, feed.source))[:ROWS]:
        polled = f"polled {feed.polled_at.astimezone(zone):%H:%M}"
        again = f"again {feed.next_poll_at.astimezone(zone):%H:%M}"
        told = Text(feed.error, style="red") if feed.error else Text("well", style="green")
        table.add_row(feed.source, polled, again, told)
    return table if feeds else Text("no source was polled yet", style="dim")
