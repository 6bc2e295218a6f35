"""A small newspaper on loopback, with a feed, and the desk of a bot that reads it."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot import settings
from bot.clock import Slot
from bot.desk import Desk, Pass
from bot.publishing.contract import Platform
from bot.settings import AccountSettings, Settings, SourceSettings
from bot.sources.fetch import Fetcher
from tests import databases
from tests.sources.server import Answer, WebServer

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
SAID = "Nous ouvrirons la piscine avant la fin du mois de juin"

PAGE = """<!doctype html><html lang="fr"><head><title>{title}</title>
<link rel="canonical" href="{url}"><meta property="og:type" content="article">
{dated}</head><body><article><h1>{title}</h1>
<p>Le conseil municipal a voté lundi soir le budget de la piscine numéro {number}, après deux
heures de débat. Les travaux commenceront au printemps et dureront six mois environ.</p>
<p>« {said} », a déclaré Ada Martin, maire de la ville, devant les habitants réunis dans la salle
des fêtes. Elle a rappelé que le bassin était fermé depuis trois ans.</p>
<p>L’opposition regrette le coût du chantier, estimé à quatre millions d’euros. Une réunion
publique est prévue la semaine prochaine pour présenter le calendrier aux riverains.</p>
</article></body></html>"""

ITEM = "<item><title>{title}</title><link>{url}</link><guid>{guid}</guid>{dated}</item>"
FEED = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>Journal</title>{items}</channel></rss>'
)


@dataclass(frozen=True, kw_only=True)
class Story:
    """An article of the newspaper. ``published_at`` None: neither feed nor page has a date.

    ``photo`` is where its picture is on the site, ``credit`` whose it is.
    """

    number: int
    published_at: datetime | None = NOW - timedelta(hours=1)
    guid: str = ""
    canonical: str = ""
    live_blog: bool = False
    photo: str = ""
    credit: str = ""

    @property
    def path(self) -> str:
        """Where on the site it is."""
        return f"/{self.number}.html"

    @property
    def title(self) -> str:
        """Its headline."""
        return f"La piscine numéro {self.number} rouvrira en juin"


class Newspaper:
    """Serves stories and a feed of them."""

    def __init__(self, server: WebServer) -> None:
        self.server = server

    def publish(self, *stories: Story, feed: str = "/feed.xml", etag: str = '"1"') -> None:
        """Serve these stories, and a feed that lists them in this order."""
        items = []
        for story in stories:
            url = self.server.url(story.path)
            at = story.published_at
            rfc822 = f"<pubDate>{at:%a, %d %b %Y %H:%M:%S} GMT</pubDate>" if at else ""
            items.append(
                ITEM.format(title=story.title, url=url, guid=story.guid or url, dated=rfc822)
            )
            self._serve_page(story, story.canonical or url)
        body = FEED.format(items="".join(items)).encode()
        headers = {"Content-Type": "application/rss+xml", "ETag": etag}
        self.server.answer(feed, Answer(headers=headers, body=body))

    def _serve_page(self, story: Story, url: str) -> None:
        at = story.published_at
        dated = ""
        if at:
            dated = f'<meta property="article:published_time" content="{at:%Y-%m-%dT%H:%M:%SZ}">'
        if story.live_blog:
            dated += '<script type="application/ld+json">{"@type": "LiveBlogPosting"}</script>'
        if story.photo:
            image = {"url": self.server.url(story.photo), "creditText": story.credit}
            ld = json.dumps({"@type": "NewsArticle", "image": image})
            dated += f'<script type="application/ld+json">{ld}</script>'
        page = PAGE.format(title=story.title, url=url, number=story.number, said=SAID, dated=dated)
        headers = {"Content-Type": "text/html; charset=utf-8"}
        self.server.answer(story.path, Answer(headers=headers, body=page.encode()))

    def unchanged(self, feed: str = "/feed.xml") -> None:
        """Answer from now on that the feed has not changed."""
        self.server.answer(feed, Answer(status=304))

    def fetched(self, path: str) -> int:
        """How often a path has been asked for."""
        return sum(request.path == path for request in self.server.requests)


def configured(
    data: Path,
    server: WebServer,
    *,
    first: int = 3,
    live: bool = False,
    slots: tuple[time, ...] = (),
    platform: str = "x",
    variants: int = 0,
) -> Settings:
    """Settings of one account that posts what the newspaper's feed brings."""
    plain = settings.load(environment={"DATA": str(data)})
    source = SourceSettings(
        name="front",
        url=server.url("/feed.xml"),
        every=timedelta(minutes=5),
        first=first,
        fresh=timedelta(hours=24),
        language=None,
    )
    account = AccountSettings(
        name="main",
        platform=platform,
        posts=("quote", "tldr"),
        zone=ZoneInfo("Europe/Paris"),
        slots=tuple(Slot(at=at) for at in slots),
        expires=timedelta(hours=24),
        format=None,
        variants=variants,
    )
    return replace(
        plain,
        live=live,
        zone=ZoneInfo("Europe/Paris"),
        allow_private_hosts=(WebServer.host,),
        sources=(source,),
        accounts=(account,),
    )


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> datetime:
        """The time."""
        return self.at

    def forward(self, **delta: float) -> None:
        """Let time go by."""
        self.at += timedelta(**delta)


@contextmanager
def desk_of(
    settings: Settings,
    clock: Callable[[], datetime],
    *,
    dry_run: bool = False,
    platforms: Mapping[str, Platform] | None = None,
    fetcher: Fetcher | None = None,
) -> Iterator[Desk]:
    """A desk on the database of these settings, which is empty where there was none."""
    databases.begin(settings, dry_run=dry_run)
    with Desk(settings, dry_run=dry_run, now=clock, platforms=platforms, fetcher=fetcher) as desk:
        databases.share_statements(desk.store)
        gc.freeze()  # a pass clears away what it left, and need not look at what was there before
        yield desk


def one_pass(settings: Settings, clock: Callable[[], datetime], *, every: bool = True) -> Pass:
    """A pass of a program that starts, does it, and ends."""
    with desk_of(settings, clock) as desk:
        return desk.run(every_source=every)


def titles(done: Pass) -> list[str]:
    """The headlines of what a pass drafted."""
    return [drafted.title for poll in done.polls for drafted in poll.drafted]


def stories(*numbers: int, hours: float = 1) -> list[Story]:
    """Stories of these numbers, each a minute older than the one before."""
    return [Story(number=n, published_at=NOW - timedelta(hours=hours, minutes=n)) for n in numbers]


def env_file(folder: Path, server: WebServer, **more: str) -> Path:
    """An env file that says what ``configured`` says, and ``more``."""
    values = {
        "DATA": str(folder / "data"),
        "TIMEZONE": "Europe/Paris",
        "ALLOW_PRIVATE_HOSTS": WebServer.host,
        "SOURCES": "front",
        "SOURCE_FRONT_URL": server.url("/feed.xml"),
        "ACCOUNTS": "main",
        "ACCOUNT_MAIN_PLATFORM": "x",
        "ACCOUNT_MAIN_VARIANTS": "0",
        "LISTEN": "no",
        **more,
    }
    file = folder / "config.env"
    file.write_text("".join(f"{name}={value}\n" for name, value in values.items()), "utf-8")
    return file
