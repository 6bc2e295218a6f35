"""The application: which address leads where, and what role each takes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot import clock
from bot.errors import StoreError
from bot.hooks import Teller
from bot.publishing.contract import Platform
from bot.review.roles import Role
from bot.settings import Settings
from bot.store import CardStore, Store
from bot.web import api, events, files, openapi
from bot.web.calls import MOST_BYTES, Handler, page
from bot.web.headers import SafeHeaders
from bot.web.operations import OPERATIONS
from bot.web.pages import admin, calendar, compose, deciding, links, login, queue, sent
from bot.web.pages import cards as pages_cards
from bot.web.passwords import Passwords
from bot.web.pictures import pictures_route
from bot.web.site import Site

_TELL_EVERY = 3.0  # seconds
LOOK, EDIT, DECIDE, RUN = Role.VIEWER, Role.EDITOR, Role.APPROVER, Role.ADMIN


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """An address, the least role that it takes (None: anybody), and what answers."""

    path: str
    least: Role | None
    get: Handler | None = None
    post: Handler | None = None


POST = "/posts/{post:int}"
PLACES: tuple[Place, ...] = (
    Place(path="/login", least=None, get=login.show, post=login.log_in),
    Place(path="/logout", least=None, post=login.log_out),
    Place(path="/language", least=None, post=login.choose_language),
    Place(path="/welcome/{token}", least=None, get=login.show_invitation, post=login.accept),
    Place(path="/decide/{token}", least=None, get=links.show, post=links.decide),
    Place(path="/decide/{token}/cards/{card:int}", least=None, get=links.card),
    Place(path="/me", least=LOOK, get=login.me, post=login.prefer),
    Place(path="/me/password", least=LOOK, post=login.change_password),
    Place(path="/me/sessions", least=LOOK, post=login.end_session),
    Place(path="/queue", least=LOOK, get=queue.show_queue),
    Place(path="/queue/approve", least=DECIDE, post=deciding.approve_many),
    Place(path=POST, least=LOOK, get=queue.show_post),
    Place(path=POST + "/measure", least=LOOK, post=queue.measure),
    Place(path=POST + "/approve", least=DECIDE, post=deciding.approve),
    Place(path=POST + "/reject", least=DECIDE, post=deciding.reject),
    Place(path=POST + "/hold", least=EDIT, post=deciding.hold),
    Place(path=POST + "/offer", least=EDIT, post=deciding.offer),
    Place(path=POST + "/leave", least=DECIDE, post=deciding.leave),
    Place(path=POST + "/undo", least=EDIT, post=deciding.undo),
    Place(path=POST + "/edit", least=EDIT, post=deciding.edit),
    Place(path=POST + "/swap", least=EDIT, post=deciding.swap),
    Place(path=POST + "/move", least=EDIT, post=deciding.move),
    Place(path=POST + "/shift", least=EDIT, post=calendar.shift),
    Place(path=POST + "/comment", least=EDIT, post=deciding.comment),
    Place(path=POST + "/duplicate", least=EDIT, post=deciding.duplicate),
    Place(path=POST + "/retry", least=DECIDE, post=deciding.retry),
    Place(path=POST + "/found", least=DECIDE, post=deciding.found),
    Place(path=POST + "/correct", least=EDIT, post=deciding.correct),
    Place(path=POST + "/more", least=EDIT, get=pages_cards.show_more, post=pages_cards.add_more),
    Place(path=POST + "/cards/{card:int}", least=EDIT, get=pages_cards.show, post=pages_cards.take),
    Place(path=POST + "/cards/{card:int}/preview", least=EDIT, get=pages_cards.preview),
    Place(path="/cards/{sha256}", least=LOOK, get=files.card),
    Place(path="/calendar", least=LOOK, get=calendar.show),
    Place(path="/sent", least=LOOK, get=sent.show),
    Place(path="/notices", least=LOOK, get=sent.notices),
    Place(path="/notices", least=EDIT, post=sent.seen),
    Place(path="/compose", least=LOOK, get=compose.show),
    Place(path="/compose", least=EDIT, post=compose.compose),
    Place(path="/admin", least=RUN, get=admin.home),
    Place(path="/admin/users", least=RUN, get=admin.show_users, post=admin.change_users),
    Place(path="/admin/accounts", least=RUN, get=admin.show_accounts, post=admin.change_accounts),
    Place(path="/admin/sources", least=RUN, get=admin.show_sources, post=admin.test_source),
    Place(path="/admin/templates", least=RUN, get=admin.show_templates),
    Place(path="/admin/settings", least=RUN, get=admin.show_settings),
)


def make_app(
    settings: Settings,
    store: Store,
    cards: CardStore,
    *,
    dry_run: bool = False,
    now: Callable[[], datetime] = clock.now,
    passwords: Passwords | None = None,
    platforms: Mapping[str, Platform] | None = None,
) -> Starlette:
    """The approval pages of one newsroom, on its queue.

    ``platforms`` takes the place of the adapters that the settings would give, by account.
    """
    site = Site(
        settings=settings,
        store=store,
        cards=cards,
        dry_run=dry_run,
        now=now,
        passwords=passwords or Passwords(),
        platforms=platforms,
    )
    return Starlette(
        routes=_routes(site),
        lifespan=_telling(site),
        middleware=[
            Middleware(SafeHeaders, tls=site.tls),
            Middleware(RequestBodyLimitMiddleware, max_body_size=MOST_BYTES),
            Middleware(GZipMiddleware, minimum_size=1_000),
        ],
        exception_handlers={HTTPException: _plainly},
    )


def _routes(site: Site) -> list[BaseRoute]:
    routes: list[BaseRoute] = [
        Route("/", _home),
        Route("/static/{name}", files.static(site)),
        Route("/events", events.stream(site)),
        Route("/api/openapi.json", _description(site)),
        pictures_route(site.cards, site.settings.secret_keys, now=site.now),
    ]
    for operation in OPERATIONS:
        path = operation.path.replace("{post}", "{post:int}")
        answer = api.endpoint(site, operation)
        routes.append(Route(path, answer, methods=[operation.method]))
    for place in PLACES:
        for method, handler in (("GET", place.get), ("POST", place.post)):
            if handler is not None:
                endpoint = page(site, handler, place.least)
                routes.append(Route(place.path, endpoint, methods=[method]))
    return routes


def _telling(site: Site) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    """Tells the hooks what happens while the pages are served alone; `bot run` does so itself."""
    teller = Teller(site.settings, site.store, site.cards, site.now)

    async def tell() -> None:
        while True:
            try:
                problems = await run_in_threadpool(teller.tell)
            except StoreError as error:
                problems = (str(error),)
            for problem in problems:
                logging.getLogger("bot.web").warning(problem)
            await asyncio.sleep(_TELL_EVERY)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        telling = site.settings.hooks and not site.dry_run
        task = asyncio.create_task(tell()) if telling else None
        try:
            yield
        finally:
            if task:
                task.cancel()

    return lifespan


def _description(site: Site) -> Callable[[Request], Awaitable[Response]]:
    made = openapi.description(site.settings.web.url)

    async def answer(request: Request) -> Response:
        return JSONResponse(made)

    return answer


async def _home(request: Request) -> Response:
    return RedirectResponse("/queue", 303)


async def _plainly(request: Request, error: Exception) -> Response:
    """What has no page: an address that leads nowhere, a form that is too large."""
    assert isinstance(error, HTTPException)
    if request.url.path.startswith("/api/"):
        return api.refusal(error.detail, error.status_code, error.headers)
    text = f"{error.status_code}: {error.detail}\n"
    return PlainTextResponse(text, error.status_code, error.headers)
