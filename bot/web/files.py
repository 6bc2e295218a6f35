"""Pictures and the pages' own files."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.model import PictureKind
from bot.resources import shipped
from bot.web.calls import Call
from bot.web.site import STATIC, Site

_FOR_GOOD = "private, max-age=31536000, immutable"
_TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "ttf": "font/ttf",
}
_FONT = "Inter-roman.var.ttf"


def card(call: Call) -> Response:
    """A card by its hash, which its address holds: it never changes."""
    sha256 = call.request.path_params["sha256"]
    if not re.fullmatch(r"[0-9a-f]{64}", sha256):
        raise HTTPException(404, "there is no such card")
    return picture(call.site.cards.get(sha256), keep=_FOR_GOOD)


def picture(data: bytes, *, keep: str = "no-store") -> Response:
    """A picture, of the kind that its first bytes say."""
    kind = PictureKind.of(data)
    return Response(data, media_type=kind.media_type, headers={"Cache-Control": keep})


def static(site: Site) -> Callable[[Request], Awaitable[Response]]:
    """The pages' style sheets, script, icon and font; nothing else is in reach."""

    async def endpoint(request: Request) -> Response:
        name = request.path_params["name"]
        if name == _FONT:
            data = (shipped("fonts") / _FONT).read_bytes()
        elif name in STATIC:
            data = (shipped("templates") / "web" / "static" / name).read_bytes()
        else:
            raise HTTPException(404, "there is no such file")
        fresh = request.query_params.get("v") == site.static_versions.get(name) or name == _FONT
        keep = _FOR_GOOD if fresh else "no-cache"
        media_type = _TYPES[name.rpartition(".")[2]]
        return Response(data, media_type=media_type, headers={"Cache-Control": keep})

    return endpoint
