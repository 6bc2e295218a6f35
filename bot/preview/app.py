"""The page's server, on loopback alone: thin routes round ``Sheet``, and news of saved files."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from watchfiles import awatch

from bot.cards import FORMATS
from bot.errors import BotError
from bot.model import Finding
from bot.preview import browser, changes
from bot.preview.articles import LARGEST
from bot.preview.samples import Sample
from bot.preview.sheet import Look, Sheet, View, safe_areas
from bot.resources import shipped

STEP, DEBOUNCE = 15, 60  # ms: files saved together count as one change
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
ReadArticle = Callable[[bytes, str], tuple[str, Sample]]


class News:
    """Tells every open page what has changed."""

    def __init__(self) -> None:
        self._pages: set[asyncio.Queue[dict[str, object]]] = set()

    def tell(self, message: dict[str, object]) -> None:
        """Send a message to all pages."""
        for page in self._pages:
            page.put_nowait(message)

    async def stream(self) -> AsyncIterator[str]:
        """The messages from now on, as server-sent events."""
        mine: asyncio.Queue[dict[str, object]] = asyncio.Queue()
        self._pages.add(mine)
        try:
            yield "retry: 500\n\n"
            while True:
                yield f"data: {json.dumps(await mine.get())}\n\n"
        finally:
            self._pages.discard(mine)


def application(sheet: Sheet, read_article: ReadArticle) -> Starlette:
    """The page for a sheet; ``read_article`` makes a sample of a dropped file."""
    news = News()
    pages = shipped("templates") / "web"

    def look(request: Request) -> Look:
        asked = request.query_params
        return Look(**{name: asked[name] for name in ("kit", "template", "sample", "format")})

    async def page(request: Request) -> Response:
        return FileResponse(pages / "preview.html", headers=_HEADERS)

    async def part(request: Request) -> Response:
        return FileResponse(pages / f"preview.{request.path_params['kind']}", headers=_HEADERS)

    async def contents(request: Request) -> Response:
        return _json(_contents(sheet))

    async def card(request: Request) -> Response:
        asked, begun = look(request), time.perf_counter()
        view = await run_in_threadpool(sheet.view, asked)
        return _json(_shown(view, time.perf_counter() - begun))

    async def picture(request: Request) -> Response:
        data = sheet.picture(request.path_params["sha256"])
        if data is None:
            return Response("the picture is no longer kept", status_code=404)
        kept = {**_HEADERS, "Cache-Control": "max-age=31536000, immutable"}
        return Response(data, media_type="image/png", headers=kept)

    async def boxes(request: Request) -> Response:
        found = await run_in_threadpool(sheet.boxes, look(request))
        return _json([asdict(box) for box in found])

    async def in_browser(request: Request) -> Response:
        asked = look(request)
        library, words = sheet.libraries[asked.kit], sheet.words(asked)
        data = await run_in_threadpool(
            browser.picture, library, asked.template, words, FORMATS[asked.format]
        )
        return Response(data, media_type="image/png", headers=_HEADERS)

    async def article(request: Request) -> Response:
        if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return _json({"error": "only this page may send articles"}, 403)
        data = bytearray()
        async for piece in request.stream():
            data += piece
            if len(data) > LARGEST:
                return _json({"error": f"larger than {LARGEST:,} bytes; an article is text"}, 413)
        name, words = await run_in_threadpool(
            read_article, bytes(data), request.query_params.get("name", "article.txt")
        )
        sheet.samples[name] = words
        news.tell({"contents": True})
        return _json({"sample": name})

    async def events(request: Request) -> Response:
        return StreamingResponse(
            news.stream(), media_type="text/event-stream", headers={"Cache-Control": "no-store"}
        )

    @asynccontextmanager
    async def watching(_: Starlette) -> AsyncIterator[None]:
        stop = asyncio.Event()
        watch = asyncio.create_task(_watch(sheet, news, stop))
        try:
            yield
        finally:
            stop.set()
            watch.cancel()
            with suppress(asyncio.CancelledError):
                await watch

    return Starlette(
        routes=[
            Route("/", page),
            Route("/preview.{kind:str}", part),
            Route("/favicon.ico", lambda _: Response(status_code=204)),
            Route("/contents", contents),
            Route("/card", card),
            Route("/picture/{sha256:str}", picture),
            Route("/boxes", boxes),
            Route("/browser", in_browser),
            Route("/article", article, methods=["POST"]),
            Route("/events", events),
        ],
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"]),
        ],
        exception_handlers={BotError: _told, KeyError: _unknown},
        lifespan=watching,
    )


async def _watch(sheet: Sheet, news: News, stop: asyncio.Event) -> None:
    folders = changes.watched(sheet.libraries.values())
    library = next(iter(sheet.libraries.values()))
    known = set(library.names())
    async for batch in awatch(*folders, step=STEP, debounce=DEBOUNCE, stop_event=stop):
        paths = [Path(name) for _, name in batch]
        paths = [path for path in paths if changes.of_interest(path, folders)]
        if not paths:
            continue
        if set(library.names()) != known:
            known = set(library.names())
            news.tell({"contents": True})
        news.tell({"changed": changes.touched(paths, library)})


def _contents(sheet: Sheet) -> dict[str, object]:
    return {
        "templates": sheet.templates(),
        "formats": {
            name: {"width": each.width, "height": each.height, "safe": safe_areas(name)}
            for name, each in FORMATS.items()
        },
        "samples": {name: list(words) for name, words in sheet.samples.items()},
        "kits": list(sheet.libraries),
        "browser": browser.BROWSER is not None,
    }


def _shown(view: View, seconds: float) -> dict[str, object]:
    return {
        "sha256": view.sha256,
        "findings": [_line(finding) for finding in view.findings],
        "broken": [_line(finding) for finding in view.broken],
        "ms": round(1000 * seconds),
    }


def _line(finding: Finding) -> dict[str, object]:
    name = "/".join(Path(finding.file).parts[-2:])
    place = f"{name}:{finding.line}" if finding.line else name
    return {"rule": finding.rule, "message": finding.message, "place": place, "file": finding.file}


def _json(value: object, status: int = 200) -> Response:
    return JSONResponse(value, status_code=status, headers=_HEADERS)


async def _told(_: Request, problem: Exception) -> Response:
    return _json({"error": str(problem)}, 422)


async def _unknown(_: Request, problem: Exception) -> Response:
    return _json({"error": f"there is no {problem.args[0]} here"}, 404)
