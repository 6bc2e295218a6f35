"""Mastodon on loopback: pictures that take their time, statuses, keys, and a server's own limits.

Rules as documented at docs.joinmastodon.org (2026-11). With ``ignores_keys`` it is one of those
servers that publish the same status twice.
"""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.standins.server import Posted, Problem, Reply, Seen, StandIn

TOKEN = "marked-mastodon-token"
POST = "/api/v1/statuses"
UPLOAD = "/api/v2/media"
ACCOUNT = "109"
KEY_LIVES = timedelta(hours=1)
LARGEST_PICTURE = 16_777_216
KINDS = ("image/png", "image/jpeg", "image/webp", "image/gif")

_URL = re.compile(r"https?://\S+")


@dataclass(kw_only=True)
class _Media:
    data: bytes
    description: str
    work: int  # looks until it is ready
    used: bool = False


@dataclass(frozen=True, kw_only=True)
class _Status:
    id: str
    text: str
    media: tuple[str, ...]
    reply_to: str | None
    at: datetime


class Mastodon(StandIn):
    """One account on one server. ``work`` is how often a picture is not ready yet when asked."""

    post_route = POST
    secrets = (TOKEN,)

    def __init__(self, *, ignores_keys: bool = False, work: int = 0) -> None:
        super().__init__()
        self.ignores_keys = ignores_keys
        self.work = work
        self.most_characters = 500
        self.tells_sources = True  # whether it tells how a status was written
        self.spoils = False  # whether pictures come to nothing
        self.numbered = False  # whether ids are numbers, as some servers of another kind have them
        self.instances: dict[str, object] = {"v2": self._instance}  # what it says of itself
        self.media: dict[str, _Media] = {}
        self.statuses: list[_Status] = []
        self.keys: dict[str, tuple[datetime, str]] = {}
        self._numbers = itertools.count(114_000_000_000_000_000)

    def posted(self) -> list[Posted]:
        """What readers see."""
        return [
            Posted(
                id=status.id,
                text=status.text,
                pictures=tuple(
                    (self.media[each].data, self.media[each].description) for each in status.media
                ),
                reply_to=status.reply_to,
            )
            for status in self.statuses
        ]

    def limited(self) -> Mapping[str, str]:
        """Mastodon's own headers, in ISO 8601."""
        reset = datetime.fromtimestamp(self.reset_at).astimezone().isoformat()
        return {"x-ratelimit-remaining": "0", "x-ratelimit-reset": reset}

    def obey(self, request: Seen) -> Reply:
        """Do what the request asks. Raises Problem where a server would refuse."""
        path = request.path.rstrip("/")
        if path.endswith("/instance"):
            return self._said(path.split("/")[2])
        if request.headers.get("authorization") != f"Bearer {TOKEN}":
            raise Problem(401, "The access token is invalid")
        match request.method, path.split("/")[3:]:
            case "POST", ["media"] if path == UPLOAD:
                return self._upload(request)
            case "GET", ["media", number]:
                return self._media(number)
            case "POST", ["statuses"]:
                return self._post(request)
            case "DELETE", ["statuses", number]:
                return self._delete(number)
            case "GET", ["statuses", number, "source"] if self.tells_sources:
                status = self._status(number)
                body = {"id": status.id, "text": status.text, "spoiler_text": ""}
                return Reply(body=body)
            case "GET", ["accounts", "verify_credentials"]:
                return Reply(body=self._account())
            case "GET", ["accounts", number, "statuses"] if number == ACCOUNT:
                newest = reversed(self.statuses[-int(request.query.get("limit", "20")) :])
                return Reply(body=[self._shown(status) for status in newest])
        raise Problem(404, "Record not found")

    def _upload(self, request: Seen) -> Reply:
        found = request.form()
        if "file" in found and found["file"].media_type not in KINDS:
            raise Problem(422, "Validation failed: File content type is invalid")
        if "file" not in found or len(found["file"].data) > LARGEST_PICTURE:
            raise Problem(422, "Validation failed: File is missing or too large")
        description = found["description"].text if "description" in found else ""
        if len(description) > 1500:
            raise Problem(422, "Validation failed: Description is too long")
        number = str(next(self._numbers))
        self.media[number] = _Media(
            data=found["file"].data, description=description, work=self.work
        )
        return Reply(status=202 if self.work else 200, body=self._attachment(number))

    def _media(self, number: str) -> Reply:
        media = self.media.get(number)
        if media is None or media.used:
            raise Problem(404, "Record not found")
        if self.spoils:
            raise Problem(422, "Error processing thumbnail for uploaded media")
        if media.work:
            media.work -= 1
            return Reply(status=206, body=self._attachment(number))
        return Reply(body=self._attachment(number))

    def _attachment(self, number: str) -> dict[str, object]:
        media = self.media[number]
        url = None if media.work else f"{self.base_url}/media/{number}.png"
        return {
            "id": self._id(number),
            "type": "image",
            "url": url,
            "description": media.description,
        }

    def _post(self, request: Seen) -> Reply:
        body = request.json()
        key = request.headers.get("idempotency-key")
        if key and not self.ignores_keys and (known := self.keys.get(key)):
            at, number = known
            if self.now() - at < KEY_LIVES:
                return Reply(body=self._shown(self._status(number)))
        text, given = str(body.get("status", "")), body.get("media_ids") or []
        assert isinstance(given, list)
        media = [str(number) for number in given]
        self._check(text, media, body)
        reply_to = body.get("in_reply_to_id")
        status = _Status(
            id=str(next(self._numbers)),
            text=text,
            media=tuple(media),
            reply_to=str(reply_to) if reply_to else None,
            at=self.now(),
        )
        self.statuses.append(status)
        for number in media:
            self.media[number].used = True
        if key:
            self.keys[key] = (self.now(), status.id)
        return Reply(body=self._shown(status))

    def _check(self, text: str, media: list[str], body: Mapping[str, object]) -> None:
        if not text and not media:
            raise Problem(422, "Validation failed: Text can't be blank")
        if len(_URL.sub("x" * 23, text)) > self.most_characters:
            raise Problem(422, "Validation failed: Text character limit exceeded")
        if len(media) > 4:
            raise Problem(422, "Validation failed: Cannot attach more than 4 files")
        for number in media:
            found = self.media.get(number)
            if found is None or found.used:
                raise Problem(422, "Validation failed: Media not found")
            if found.work:
                raise Problem(422, "Cannot attach files that have not finished processing")
        if body.get("in_reply_to_id"):
            self._status(str(body["in_reply_to_id"]))
        if not re.fullmatch(r"[a-z]{2,3}", str(body.get("language", "fr"))):
            raise Problem(422, "Validation failed: Language is invalid")

    def _delete(self, number: str) -> Reply:
        status = self._status(number)
        self.statuses.remove(status)
        return Reply(body=self._shown(status))

    def _status(self, number: str) -> _Status:
        found = next((status for status in self.statuses if status.id == number), None)
        if found is None:
            raise Problem(404, "Record not found")
        return found

    def _account(self) -> dict[str, object]:
        return {
            "id": ACCOUNT,
            "username": "journal",
            "acct": "journal",
            "url": f"{self.base_url}/@journal",
        }

    def _shown(self, status: _Status) -> dict[str, object]:
        """A status as timelines have it: HTML, with links cut for the eye."""
        shown = _URL.sub(
            lambda match: f'<a href="{match[0]}"><span class="invisible">https://</span>…</a>',
            html.escape(status.text, quote=False),
        )
        return {
            "id": self._id(status.id),
            "created_at": status.at.isoformat(),
            "content": f"<p>{shown}</p>",
            "url": f"{self.base_url}/@journal/{status.id}",
            "uri": f"{self.base_url}/users/journal/statuses/{status.id}",
            "in_reply_to_id": status.reply_to,
            "account": self._account(),
            "media_attachments": [self._attachment(number) for number in status.media],
        }

    def _id(self, number: str) -> object:
        return int(number) if self.numbered else number

    def _said(self, version: str) -> Reply:
        said = self.instances.get(version)
        if said is None:
            raise Problem(404, "Record not found")
        return Reply(body=said() if callable(said) else said)

    def _instance(self) -> dict[str, object]:
        return {
            "domain": "mastodon.test",
            "version": "4.5.0",
            "configuration": {
                "statuses": {
                    "max_characters": self.most_characters,
                    "max_media_attachments": 4,
                    "characters_reserved_per_url": 23,
                },
                "media_attachments": {
                    "image_size_limit": LARGEST_PICTURE,
                    "image_matrix_limit": 33_177_600,
                    "description_limit": 1500,
                    "supported_mime_types": list(KINDS),
                },
            },
        }
