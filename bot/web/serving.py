"""Serving the pages, and the link with which the first admin gets in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import uvicorn

from bot import clock
from bot.errors import OutputError
from bot.review.roles import Role
from bot.settings import Settings
from bot.store import CardStore, Store
from bot.web.app import make_app

FIRST_ADMIN = "admin"
ALONE = ("127.0.0.1", 8080)  # where `bot web` listens although LISTEN is no
_FIRST_LINK_LASTS = timedelta(hours=24)
_STOP_SECONDS = 3  # for answers under way; open event streams are cut


def welcome(settings: Settings, store: Store) -> Iterator[str]:
    """What is printed at the start: where the pages are, and once how the first admin gets in.

    Where nobody can log in yet an admin is made, with a link that is good once and for a day; one
    that was printed before ends.
    """
    yield f"the pages are at {settings.web.url}/"
    if settings.web.proxy_header is None and not store.users.any():
        admin = store.users.get(FIRST_ADMIN) or store.users.add(
            FIRST_ADMIN, Role.ADMIN, clock.now()
        )
        token = store.users.invite(admin, clock.now(), lasts=_FIRST_LINK_LASTS)
        yield "nobody has a password yet; this link, good once and for a day, opens them to you:"
        yield f"{settings.web.url}/welcome/{token}"


def server(settings: Settings, store: Store, cards: CardStore, *, dry_run: bool) -> uvicorn.Server:
    """A server of the pages, to be run in whatever loop or thread; ``should_exit`` stops it.

    Addresses of clients are taken from the headers of the proxies in WEB_PROXIES alone.
    """
    web, (host, port) = settings.web, settings.listen or ALONE
    app = make_app(settings, store, cards, dry_run=dry_run)
    return uvicorn.Server(
        uvicorn.Config(
            app,
            host=host,
            port=port,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=web.proxy_header is None,
            forwarded_allow_ips=list(web.proxies),
            timeout_graceful_shutdown=_STOP_SECONDS,
            limit_concurrency=500,
        )
    )


def serve(
    settings: Settings,
    store: Store,
    cards: CardStore,
    *,
    dry_run: bool,
    say: Callable[[str], None],
) -> int:
    """Serve until SIGINT or SIGTERM. Raises OutputError where the address is taken."""
    running = server(settings, store, cards, dry_run=dry_run)
    try:
        running.run()
    except SystemExit:
        host, port = settings.listen or ALONE
        raise OutputError(f"{host}:{port} cannot be listened on; set LISTEN or --port") from None
    except KeyboardInterrupt:
        pass
    say("stopped")
    return 0
