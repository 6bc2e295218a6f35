"""What changes while somebody looks: server-sent events, one for each line of the audit log.

One look at the database a second serves every browser of this process. An event says only that
something has changed and to which post; what it is now is asked for as always.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from bot.store.pages import Event
from bot.web.site import Site

_EVERY = 1.0  # seconds between two looks
_ALIVE = 20.0  # seconds after which a line is sent to keep proxies from hanging up
_LONGEST = 15 * 60.0  # seconds; the browser comes back by itself, and is asked who it is


def stream(site: Site) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint of the stream; only for who is logged in."""
    watcher = _Watcher(site)

    async def endpoint(request: Request) -> Response:
        token = request.cookies.get("session", "")
        user = await run_in_threadpool(site.store.sessions.user, token, site.now())
        if user is None:
            return PlainTextResponse("not logged in\n", 401)
        return _Stream(
            _lines(request, watcher),
            media_type="text/event-stream",
            headers={"X-Accel-Buffering": "no"},
        )

    return endpoint


class _Stream(StreamingResponse):
    """A stream that ends quietly when the server stops."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Stream until the browser leaves or the server stops."""
        try:
            await super().__call__(scope, receive, send)
        except asyncio.CancelledError:
            await send({"type": "http.response.body", "body": b"", "more_body": False})


class _Watcher:
    """The newest line of the log, asked for at most once a second."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._at = -_EVERY
        self._last = 0
        self._lock = asyncio.Lock()

    async def last(self) -> int:
        """The number of the newest line."""
        async with self._lock:
            if time.monotonic() - self._at >= _EVERY:
                self._last = await run_in_threadpool(self._site.store.queue.last_event)
                self._at = time.monotonic()
            return self._last

    async def after(self, number: int) -> tuple[Event, ...]:
        """The lines after a number."""
        return await run_in_threadpool(self._site.store.queue.events, number)


async def _lines(request: Request, watcher: _Watcher) -> AsyncIterator[str]:
    began = said = time.monotonic()
    known = await watcher.last()
    yield "retry: 3000\n\n"
    while time.monotonic() - began < _LONGEST and not await request.is_disconnected():
        last = await watcher.last()
        if last > known:
            posts = sorted({event.change.post_id for event in await watcher.after(known)})
            known, said = last, time.monotonic()
            yield f"id: {known}\ndata: {json.dumps({'posts': posts})}\n\n"
        elif time.monotonic() - said > _ALIVE:
            said = time.monotonic()
            yield ": nothing new\n\n"
        await asyncio.sleep(_EVERY)
