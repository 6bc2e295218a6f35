"""One URL over HTTP, within limits: what a hostile server can cost is bounded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from bot import __version__
from bot.settings import Settings

if TYPE_CHECKING:
    import ssl

    from bot.sources.connect import Connect, Resolve

Leave = Callable[[str], None]
"""Called with an address before it is asked for; raises SourceError where it must not be."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FetchLimits:
    """What one fetch may cost.

    Times are in seconds: ``connect`` and ``read`` for each single step, ``total`` for the whole
    fetch with all its redirects. ``max_bytes`` holds for what is received and again for what it
    unpacks to. ``allow_private`` names hosts, as written in the URL, that may have private
    addresses.
    """

    connect: float = 10.0
    read: float = 15.0
    total: float = 30.0
    max_bytes: int = 20_000_000
    max_redirects: int = 5
    allow_private: frozenset[str] = frozenset()
    user_agent: str = f"newsroom-bot/{__version__}"


def limits_of(settings: Settings) -> FetchLimits:
    """What one fetch may cost, by the settings."""
    return FetchLimits(
        total=settings.fetch_timeout,
        max_bytes=settings.fetch_max_bytes,
        allow_private=frozenset(settings.allow_private_hosts),
        user_agent=settings.user_agent or FetchLimits().user_agent,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Fetched:
    """An answer. ``body`` is unpacked but not decoded; ``charset`` is the header's word for it.

    ``content_type`` is in lower case and without parameters. ``retry_after`` is in seconds,
    ``date`` the server's own time in UTC, where it tells one.
    ``not_modified``: the server says that what ``etag`` or ``last_modified`` named still stands;
    the body is empty then.
    """

    url: str
    final_url: str
    status: int
    content_type: str
    charset: str | None
    body: bytes = field(repr=False)
    etag: str | None
    last_modified: str | None
    retry_after: float | None
    not_modified: bool
    date: datetime | None = None


class Fetcher:
    """Fetches URLs within ``limits``. Keeps nothing between two fetches and may be shared.

    ``resolve``, ``connect`` and ``tls`` are the doors to the network; only a program with a
    network or certificates of its own has reason to pass them.
    """

    def __init__(
        self,
        limits: FetchLimits,
        *,
        resolve: Resolve | None = None,
        connect: Connect | None = None,
        tls: ssl.SSLContext | None = None,
        leave: Leave | None = None,
    ) -> None:
        self.limits = limits
        self._resolve = resolve
        self._connect = connect
        self._tls = tls
        self._leave = leave

    def within(self, limits: FetchLimits) -> Fetcher:
        """The same fetcher with other limits."""
        return type(self)(
            limits, resolve=self._resolve, connect=self._connect, tls=self._tls, leave=self._leave
        )

    def asking(self, leave: Leave) -> Fetcher:
        """The same fetcher, which asks for ``leave`` before each address, redirects too."""
        return type(self)(
            self.limits, resolve=self._resolve, connect=self._connect, tls=self._tls, leave=leave
        )

    def get(
        self, url: str, *, etag: str | None = None, last_modified: str | None = None
    ) -> Fetched:
        """The answer for ``url``; conditional where ``etag`` or ``last_modified`` is given.

        Raises FetchError, with the server's status where it gave one, for everything that keeps
        the page from being read: a bad or forbidden address, DNS, TLS, a timeout, too many
        redirects, too many bytes, an answer that is an error. Raises what asking for leave raises.
        """
        from bot.sources.exchange import Exchange

        exchange = Exchange(
            url,
            self.limits,
            resolve=self._resolve,
            connect=self._connect,
            tls=self._tls,
            leave=self._leave,
        )
        return exchange.get(etag=etag, last_modified=last_modified)
