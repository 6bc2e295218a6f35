"""``bot run``: everything in one process, pass after pass, with settings that can be read again."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib.resources import files
from typing import Self

from starlette.types import ASGIApp, Receive, Scope, Send

from bot import clock
from bot.desk import Desk, Pass
from bot.errors import BotError, StoreError
from bot.operations.heart import Heart
from bot.operations.hooks import Hooks
from bot.operations.journal import Journal, ToJournal
from bot.operations.keeper import Keeper
from bot.operations.metrics import Metrics
from bot.operations.outage import Outage
from bot.operations.pages import PageServer, make_pages
from bot.operations.systemd import Supervisor
from bot.settings import Settings
from bot.sources.file import article_from_file
from bot.store.places import received
from bot.studio import Studio, studio_of

Load = Callable[[], Settings]
MakeInner = Callable[[Desk], ASGIApp | None]


def no_pages(desk: Desk) -> ASGIApp | None:
    """Serve nothing beside health, figures and webhooks."""


class Runner:
    """Works, and shows that it does. Use it as a context manager.

    ``load`` reads the settings, at the start and whenever they are to be read again. ``pages``
    makes the approval pages of a desk.
    """

    def __init__(
        self,
        load: Load,
        journal: Journal,
        *,
        dry_run: bool = False,
        stopping: Callable[[], bool] = lambda: False,
        now: Callable[[], datetime] = clock.now,
        supervisor: Supervisor | None = None,
        pages: MakeInner = no_pages,
        outage: Outage | None = None,
    ) -> None:
        self._load = load
        self.journal = journal
        self._dry_run = dry_run
        self._stopping = stopping
        self._now = now
        self._supervisor = supervisor or Supervisor()
        self._pages = pages
        self.heart = Heart()
        self.metrics = Metrics(self.heart)
        self._outage = outage or Outage()
        self.settings = load()
        self.desk, self._keeper = self._make(self.settings)
        self._inner = pages(self.desk)
        self._server: PageServer | None = None
        self._old: list[Desk] = []
        self.port: int | None = None

    # --- the life of it ------------------------------------------------------------------

    def __enter__(self) -> Self:
        if self.settings.listen is not None:
            host, port = self.settings.listen
            app = make_pages(self.heart, self.metrics, self._hooks, self._answers, self._serve)
            web = self.settings.web
            names_users = web.proxy_header is not None
            server = PageServer(app, host, port, proxies=web.proxies, names_users=names_users)
            try:
                self.port = server.start()
            except BotError:
                self.desk.close()
                raise
            self._server = server
        self._supervisor.ready(self._status())
        return self

    def __exit__(self, *_: object) -> None:
        self._supervisor.stopping()
        if self._server:
            self._server.stop()
        for desk in (*self._old, self.desk):
            desk.close()

    def greeting(self) -> str:
        """What it watches, and whether anything is sent."""
        sources = ", ".join(source.name for source in self.settings.sources[:10]) or "no sources"
        more = len(self.settings.sources) - 10
        sources += f" and {more} more" if more > 0 else ""
        sending = "nothing is sent" if self._dry_run or not self.settings.live else "LIVE"
        return f"watching {sources}; {sending}"

    def watch(self) -> None:
        """Tell whoever supervises the program that work goes on, as long as it does."""
        if self.heart.pulse().alive:
            self._supervisor.alive()

    # --- work ----------------------------------------------------------------------------

    def work(self) -> Pass | None:
        """One pass, and what is due beside it. None where it could not be ended."""
        try:
            done = self.desk.run(every_source=False, stopping=self._stopping)
            self.journal.passed(done)
            self.metrics.passed(done)
            if not self._stopping():
                self._say(self._keeper.keep())
            self.metrics.stands(self._keeper.standing())
        except BotError as error:
            self.heart.failed(str(error))
            self.journal.say(f"bot: {error}", error=True)
            if not self._dry_run:
                self._say(self._outage.failed(str(error), self.settings.alerts, self._now()))
            return None
        self.heart.passed()
        self._say(self._outage.ended(self.settings.alerts))
        return done

    def _say(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.journal.say(line)

    def reload(self) -> bool:
        """Read settings and templates again; the old ones are kept where the new are wrong."""
        self._supervisor.reloading()
        try:
            settings = self._load()
            desk, keeper = self._make(settings)
        except BotError as error:
            for line in str(error).splitlines():
                self.journal.say(f"bot: {line}", error=True)
            self.journal.say("the settings were not changed")
            self._supervisor.ready(self._status())
            return False
        if settings.listen != self.settings.listen:
            self.journal.say("LISTEN is used after a restart")
        # Requests may still be at work on the desk that was; it is closed at the reload after.
        for old in self._old:
            old.close()
        self._old = [self.desk]
        self.settings, self.desk, self._keeper = settings, desk, keeper
        self._inner = self._pages(desk)
        self.journal.say(f"read the settings again: {self.greeting()}")
        self._supervisor.ready(self._status())
        return True

    def _make(self, settings: Settings) -> tuple[Desk, Keeper]:
        """A desk whose settings and templates were tried."""
        rehearse(studio_of(settings), self._now())
        desk = Desk(settings, dry_run=self._dry_run, now=self._now, passing=self.heart.beat)
        return desk, Keeper(desk, self._now)

    def _status(self) -> str:
        return self.greeting()

    # --- pages ---------------------------------------------------------------------------

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The approval pages of the desk that there is now."""
        if self._inner is None:
            from starlette.responses import PlainTextResponse

            await PlainTextResponse("nothing here", 404)(scope, receive, send)
            return
        await self._inner(scope, receive, send)

    def _hooks(self) -> Hooks:
        folder = received(self.settings, dry_run=self._dry_run)
        return Hooks(settings=self.settings, store=self.desk.store, folder=folder, now=self._now)

    def _answers(self) -> bool:
        try:
            self.desk.store.queue.counts()
        except StoreError:
            return False
        return True


def rehearse(studio: Studio, now: datetime) -> None:
    """Draft and draw the article that ships with the program, to try templates and brand.

    Raises what drafting and drawing raise: the templates' errors, with their file and line.
    """
    sample = files("bot.demo").joinpath("article.md")
    article = article_from_file(sample.read_bytes(), "article.md", fetched_at=now)
    for post in studio.draft(article).posts:
        studio.draw(post)


@contextmanager
def logging_to(journal: Journal) -> Iterator[None]:
    """What libraries log goes to the journal."""
    handler = ToJournal(journal)
    root = logging.getLogger()
    before = root.handlers[:]
    root.handlers = [handler]
    try:
        yield
    finally:
        root.handlers = before
