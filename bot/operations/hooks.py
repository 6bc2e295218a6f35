"""Articles that are handed in: ``POST /hooks/SOURCE``, signed with the source's secret.

The signature is the HMAC-SHA256 (RFC 2104) of the time stamp, a full stop and the body, in hex. A
call that comes twice is one article, so that a call played back does nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.errors import SourceError
from bot.settings import Settings, SourceSettings
from bot.sources.handed import SUFFIX, as_file, form_of, published_at
from bot.sources.urls import absolute
from bot.store import Store
from bot.store.records import EntryState, Listed

TIMESTAMP, SIGNATURE = "X-Bot-Timestamp", "X-Bot-Signature"
LARGEST = 2_000_000  # bytes of a call
PATIENCE = timedelta(minutes=5)  # by which the caller's clock may differ


class HookError(SourceError):
    """A call that is not taken; ``status`` is the HTTP status of the answer."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, kw_only=True, slots=True)
class Hooks:
    """Takes calls for the sources of kind "webhook"; what they hand in lies in ``folder``."""

    settings: Settings
    store: Store
    folder: Path
    now: Callable[[], datetime]

    def take(self, name: str, headers: Mapping[str, str], body: bytes) -> bool:
        """Take a call; whether it is an article that was not handed in before.

        Raises HookError for one that is not signed, too large, or says nothing.
        """
        source = next((each for each in self.settings.sources if each.name == name), None)
        if source is None or source.kind != "webhook" or not source.secret:
            raise HookError("no source of that name takes calls", 404)
        if len(body) > LARGEST:
            raise HookError(f"larger than {LARGEST / 1e6:g} MB; that is no article", 413)
        self._check(source.secret, headers, body)
        return self.store.feeds.receive(source.name, self._listed(source, body), self.now())

    def _check(self, secret: str, headers: Mapping[str, str], body: bytes) -> None:
        stamp = headers.get(TIMESTAMP.lower(), "")
        if not re.fullmatch(r"[0-9]{1,11}", stamp):
            raise HookError(f"{TIMESTAMP} should be the seconds since 1970", 401)
        if abs(self.now().timestamp() - int(stamp)) > PATIENCE.total_seconds():
            raise HookError(f"{TIMESTAMP} is over five minutes off; set the clock", 401)
        given = headers.get(SIGNATURE.lower(), "").removeprefix("sha256=")
        if not hmac.compare_digest(given.encode(), signature(secret, stamp, body).encode()):
            raise HookError(f"{SIGNATURE} is not right; see SOURCE_…_SECRET", 401)

    def _listed(self, source: SourceSettings, body: bytes) -> Listed:
        try:
            said = json.loads(body)
        except (ValueError, RecursionError):
            said = None
        if not isinstance(said, dict):
            raise HookError("the body should be a JSON object", 400)
        form = form_of(said)
        url = absolute(None, said.get("url"))
        if form is None and url is None:
            raise HookError("name the article's url, or give it as markdown, html or text", 400)
        tags = said.get("tags")
        words = [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []
        return Listed(
            key=str(said.get("id") or url or hashlib.sha256(body).hexdigest())[:500],
            url=self._kept(source, as_file(said)) if form else url or "",
            title=str(said.get("title") or url or "")[:500],
            published_at=published_at(said, self.settings.zone.key),
            state=EntryState.WAITING,
            tags=tuple(words[:20]),
        )

    def _kept(self, source: SourceSettings, text: str) -> str:
        """The file in which the words of an article are kept until it is read."""
        folder = self.folder / source.name
        folder.mkdir(parents=True, exist_ok=True)
        name = hashlib.sha256(text.encode()).hexdigest()[:32]
        file = folder / f"{name}{SUFFIX}"
        file.write_text(text, encoding="utf-8")
        return str(file.resolve())


def signature(secret: str, stamp: str, body: bytes) -> str:
    """The signature of a call at ``stamp``, in seconds since 1970."""
    return hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
