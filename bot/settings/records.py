"""The settings as they are used: checked, frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.clock import Quiet, Slot


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceSettings:
    """Something to watch: a feed, a page, a folder, or a webhook that others call.

    ``url`` is where it is, for a folder its path, "" for a webhook, of whom ``secret`` signs the
    calls. ``links`` is the pattern of a page's links that are articles. It is polled after
    ``every`` while it has news, and up to ``every_most`` while it has none. ``fresh`` is how long
    an article is news, ``fresh_sections`` how long in some sections. ``take``, ``leave``,
    ``breaking`` and ``evergreen`` are sections; ``score`` is the least that a quote must have;
    ``polite`` is whether its pages are read as robots.txt of their site allows.
    ``photos``: those of its articles are licensed for cards.
    """

    name: str
    url: str
    kind: str = "feed"
    links: str | None = None
    secret: str | None = field(default=None, repr=False)
    every: timedelta
    every_most: timedelta = timedelta(minutes=15)
    first: int
    fresh: timedelta
    fresh_sections: tuple[tuple[str, timedelta], ...] = ()
    language: str | None
    take: tuple[str, ...] = ()
    leave: tuple[str, ...] = ()
    breaking: tuple[str, ...] = ()
    evergreen: tuple[str, ...] = ()
    score: float = 0.0
    polite: bool = True
    photos: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class AccountSettings:
    """An account to post to.

    ``slots`` and ``quiet`` are times of day in ``zone``, the newsroom's where it has none of its
    own; ``daily`` and ``mix`` (by kind of post or source) are the most posts of a day there.
    ``sources`` are those whose articles it posts, all where empty. ``evergreen`` is how long an
    article rests before it is posted again. ``link`` and ``hashtags`` are None where the
    platform's usual holds; ``budget`` is in US dollars a calendar month, None where there is none.
    """

    name: str
    platform: str
    posts: tuple[str, ...]
    tldr: str = "post"
    numbered: bool = False
    link: str | None = None
    campaign: tuple[tuple[str, str], ...] = ()
    hashtags: int | None = None
    variants: int = 2
    budget: float | None = None
    zone: ZoneInfo
    slots: tuple[Slot, ...]
    quiet: Quiet | None = None
    gap: timedelta = timedelta()
    jitter: timedelta = timedelta()
    daily: int | None = None
    mix: tuple[tuple[str, int], ...] = ()
    sources: tuple[str, ...] = ()
    evergreen: timedelta | None = None
    expires: timedelta
    approvals: int = 1
    format: str | None
    templates: tuple[str, ...] = ()
    handle: str | None = None
    server: str | None = None
    pictures: str | None = None
    picture_keys: tuple[str, ...] = field(default=(), repr=False)
    version: str | None = None
    credentials: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class AlertSettings:
    """Whom to tell what is wrong: by mail through the server ``smtp``, and by a ``webhook``."""

    mail: tuple[str, ...] = ()
    mail_from: str = ""
    smtp: str | None = field(default=None, repr=False)
    webhook: str | None = field(default=None, repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class HookSettings:
    """A web address that is told what becomes of posts: those that come to one of ``events``."""

    name: str
    url: str = field(repr=False)
    kind: str
    events: tuple[str, ...]
    secret: str = field(repr=False)
    chat: str
    decide: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class WebSettings:
    """The approval pages: the address under which they are opened, and whom they believe.

    ``url`` ends in no slash. ``proxy_header`` is None where people log in with a password.
    """

    url: str = "http://127.0.0.1:8080"
    proxy_header: str | None = None
    proxies: tuple[str, ...] = ()
    self_approval: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """All settings, checked. ``language`` and ``zone`` are the newsroom's.

    ``fetch_max_bytes`` counts bytes.

    ``recheck`` is how long after a post went out its article is read again; ``keep_cards`` how long
    the cards of posts that are done with are kept. ``listen`` is the host and port of the pages.
    ``backups`` is the folder of backups, None for one in ``data``; ``backup_at`` and ``digest_at``
    are times of day in ``zone``. ``least_disk`` counts bytes.
    """

    live: bool
    data: Path
    newsroom: Path | None
    brand: str
    publication: str
    database_url: str | None = field(repr=False)
    secret_keys: tuple[str, ...] = field(repr=False)
    language: str
    zone: ZoneInfo
    user_agent: str
    fetch_timeout: float
    fetch_max_bytes: int
    allow_private_hosts: tuple[str, ...]
    recheck: timedelta
    keep_cards: timedelta
    fetch_at_once: int
    fetch_per_host: int
    listen: tuple[str, int] | None
    backups: Path | None
    keep_backups: int
    backup_at: time
    digest_at: time | None
    alerts: AlertSettings
    least_disk: int
    sources: tuple[SourceSettings, ...]
    accounts: tuple[AccountSettings, ...]
    web: WebSettings = WebSettings()
    hooks: tuple[HookSettings, ...] = ()
