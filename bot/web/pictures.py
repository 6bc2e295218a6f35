"""Cards for platforms that fetch pictures themselves, under signed paths that expire.

The route needs no login, for Threads and Instagram have none: the signature is the permission.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot import clock
from bot.errors import StoreError
from bot.model import PictureKind
from bot.publishing.public_pictures import SIGNED, is_signed
from bot.store import CardStore

PATH = f"/{SIGNED}/{{signature}}/{{file}}"

_FILE = re.compile(r"([0-9a-f]{64})(\.[a-z]{3,4})", re.ASCII)
_HEADERS = {
    "Cache-Control": "private, max-age=3600",
    "Content-Security-Policy": "default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}


def pictures_route(
    cards: CardStore, keys: Sequence[str], *, now: Callable[[], datetime] = clock.now
) -> Route:
    """Serves the cards of ``cards`` whose paths one of ``keys`` (SECRET_KEY) has signed.

    Whatever is wrong is answered by the same 404: a path that was forged, one that has expired, a
    card that is gone.
    """

    def picture(request: Request) -> Response:
        file = _FILE.fullmatch(request.path_params["file"])
        if not file or not is_signed(keys, file[1], request.path_params["signature"], now()):
            return Response(status_code=404)
        try:
            data = cards.get(file[1])
        except StoreError:
            return Response(status_code=404)
        kind = PictureKind.of(data)
        if kind.suffix != file[2]:
            return Response(status_code=404)
        return Response(data, media_type=kind.media_type, headers=_HEADERS)

    return Route(PATH, picture, methods=["GET", "HEAD"], name="pictures")
