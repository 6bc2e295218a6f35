"""What ``bot run`` serves: whether it is well, figures, webhooks, and the approval pages."""

from __future__ import annotations

import threading
from collections.abc import Callable

import anyio
import anyio.to_thread
import uvicorn
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp

from bot.errors import BotError, OutputError
from bot.operations.heart import Heart, Pulse
from bot.operations.hooks import LARGEST, HookError, Hooks
from bot.operations.metrics import CONTENT_TYPE, Metrics

PATIENCE = 3.0  # seconds: who asks whether all is well waits five, as the image's health check
_STARTS = 10.0  # seconds


def make_pages(
    heart: Heart,
    metrics: Metrics,
    hooks: Callable[[], Hooks],
    answers: Callable[[], bool],
    inner: ASGIApp | None = None,
) -> Starlette:
    """The pages; ``inner`` gets every other address.

    ``hooks`` and ``answers`` (whether the database does) are asked at each request.
    """
    turn = threading.Lock()

    def in_turn() -> bool:
        """``answers``, unless an earlier question still waits: one thread is enough for that."""
        if not turn.acquire(timeout=PATIENCE):
            return False
        try:
            return answers()
        finally:
            turn.release()

    async def live(request: Request) -> Response:
        pulse = heart.pulse()
        return _told(pulse, pulse.alive)

    async def ready(request: Request) -> Response:
        reachable = await _in_time(in_turn)
        pulse = heart.pulse()
        return _told(pulse, pulse.ready and reachable, database=reachable)

    async def figures(request: Request) -> Response:
        return Response(metrics.text(), media_type=CONTENT_TYPE)

    async def hook(request: Request) -> Response:
        try:
            body = await _body(request)
            name, headers = request.path_params["source"], dict(request.headers)
            new = await anyio.to_thread.run_sync(lambda: hooks().take(name, headers, body))
        except HookError as error:
            return JSONResponse({"error": str(error)}, error.status)
        except ClientDisconnect:
            return Response(status_code=400)
        except BotError:
            return JSONResponse({"error": "cannot be kept at the moment; call again"}, 503)
        return JSONResponse({"new": new}, 202 if new else 200)

    routes: list[BaseRoute] = [
        Route("/health/live", live),
        Route("/health/ready", ready),
        Route("/metrics", figures),
        Route("/hooks/{source}", hook, methods=["POST"]),
    ]
    if inner is not None:
        routes.append(Mount("/", inner))
    return Starlette(routes=routes)


async def _in_time(asked: Callable[[], bool]) -> bool:
    """What is said to a question; no where nothing is, as by a database that hangs."""
    with anyio.move_on_after(PATIENCE):
        return await anyio.to_thread.run_sync(asked, abandon_on_cancel=True)
    return False


async def _body(request: Request) -> bytes:
    """The body, of which no more is read than is taken. Raises HookError for a larger one."""
    whole = bytearray()
    async for chunk in request.stream():
        whole += chunk
        if len(whole) > LARGEST:
            raise HookError(f"larger than {LARGEST / 1e6:g} MB; that is no article", 413)
    return bytes(whole)


def _told(pulse: Pulse, well: bool, **more: bool) -> Response:  # noqa: FBT001
    told = {
        "well": well,
        "idle_seconds": round(pulse.idle, 1),
        "passes": pulse.passes,
        "last_pass_seconds": None if pulse.ended is None else round(pulse.ended, 1),
        "error": pulse.error,
        **more,
    }
    return JSONResponse(told, 200 if well else 503, headers={"Cache-Control": "no-store"})


class PageServer:
    """Serves an application from a thread of its own. Use it as a context manager."""

    def __init__(
        self,
        app: ASGIApp,
        host: str,
        port: int,
        *,
        proxies: tuple[str, ...] = (),
        names_users: bool = False,
    ) -> None:
        """Serve ``app``; clients' addresses are believed as ``proxies`` tell them.

        Not where a proxy ``names_users``: then it must be known that the request is a proxy's.
        """
        self._where = f"{host}:{port}"
        self._server = uvicorn.Server(
            uvicorn.Config(
                app,
                host=host,
                port=port,
                log_config=None,
                access_log=False,
                server_header=False,
                timeout_graceful_shutdown=2,
                limit_concurrency=500,
                lifespan="off",
                proxy_headers=not names_users,
                forwarded_allow_ips=list(proxies),
            )
        )
        self._thread = threading.Thread(target=self._run, name="pages", daemon=True)
        self._taken = False

    def _run(self) -> None:
        try:
            self._server.run()
        except SystemExit:  # how uvicorn says that the address is taken
            self._taken = True

    def start(self) -> int:
        """Begin to serve; the port, which the system chose where it was 0.

        Raises OutputError where the address cannot be listened on.
        """
        self._thread.start()
        waited = threading.Event()
        for _ in range(int(_STARTS / 0.02)):
            if self._server.started or not self._thread.is_alive():
                break
            waited.wait(0.02)
        if not self._server.started:
            raise OutputError(
                f"{self._where} cannot be listened on; set LISTEN to another address, or to no"
            )
        return int(self._server.servers[0].sockets[0].getsockname()[1])

    def stop(self) -> None:
        """End; answers under way have two seconds."""
        self._server.should_exit = True
        self._thread.join(3)
