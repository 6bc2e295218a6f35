"""Telegram's Bot API on loopback, by the rules of core.telegram.org/bots/api (2026-11)."""

from __future__ import annotations

import itertools
import json

from tests.standins.server import Part, Posted, Problem, Reply, Seen, StandIn, size_of

TOKEN = "1234567:marked-telegram-token-of-the-bot"
CHAT = "@journal"
LARGEST_PHOTO = 10_000_000
LONGEST_SIDES, WIDEST = 10_000, 20


class Telegram(StandIn):
    """One bot that may write in one channel."""

    post_route = "send"
    secrets = (TOKEN,)

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[Posted] = []
        self.member: dict[str, object] = {"status": "administrator", "can_post_messages": True}
        self.moved_to: int | None = None  # the supergroup that the chat has become
        self._numbers = itertools.count(41)

    def route(self, request: Seen) -> str:
        """Messages go by several methods, by what they hold."""
        return "send" if "/send" in request.path else request.path

    def posted(self) -> list[Posted]:
        """What readers see."""
        return list(self.messages)

    def problem(self, status: int, detail: str) -> dict[str, object]:
        """Telegram's form of an error."""
        said: dict[str, object] = {"ok": False, "error_code": status, "description": detail}
        if status == 429:
            said["parameters"] = {"retry_after": 35}
        if self.moved_to:
            said["parameters"] = {"migrate_to_chat_id": self.moved_to}
        return said

    def obey(self, request: Seen) -> Reply:
        """Do what the request asks. Raises Problem where Telegram would refuse."""
        token, _, method = request.path.removeprefix("/bot").partition("/")
        if token != TOKEN:
            raise Problem(401, "Unauthorized")
        if self.moved_to:
            raise Problem(400, "Bad Request: group chat was upgraded to a supergroup chat")
        parts = request.form() if "multipart" in request.headers["content-type"] else {}
        body = {name: part.text for name, part in parts.items() if part.file is None}
        values: dict[str, object] = {**(request.json() if not parts else {}), **body}
        if values.get("chat_id") != CHAT:
            raise Problem(400, "Bad Request: chat not found")
        match method:
            case "getChat":
                return _done({"id": -1001, "title": "journal", "username": "journal"})
            case "getChatMember" if values.get("user_id") == int(TOKEN.partition(":")[0]):
                return _done(self.member)
            case "sendMessage":
                return _done(self._keep(_words(values.get("text"), 1, 4096)))
            case "sendPhoto":
                words = _words(values.get("caption"), 0, 1024)
                return _done(self._keep(words, _photo(parts.get("photo"))))
            case "sendMediaGroup":
                return self._album(str(values["media"]), parts)
            case "deleteMessage":
                return self._delete(str(values.get("message_id")))
        raise Problem(404, "Not Found")

    def _album(self, media: str, parts: dict[str, Part]) -> Reply:
        items = json.loads(media)
        if not 2 <= len(items) <= 10:
            raise Problem(400, "Bad Request: there must be 2 to 10 items")
        words = _words(items[0].get("caption"), 0, 1024)
        photos = [_photo(parts.get(item["media"].removeprefix("attach://"))) for item in items]
        first = self._keep(words, *photos)
        number = first["message_id"]
        assert isinstance(number, int)
        return _done([first, *({"message_id": number + n} for n in range(1, len(items)))])

    def _keep(self, words: str, *photos: bytes) -> dict[str, object]:
        number = next(self._numbers)
        pictures = tuple((photo, "") for photo in photos)
        self.messages.append(Posted(id=str(number), text=words, pictures=pictures))
        return {"message_id": number, "chat": {"id": -1001, "username": "journal"}}

    def _delete(self, number: str) -> Reply:
        kept = [each for each in self.messages if each.id != number]
        if len(kept) == len(self.messages):
            raise Problem(400, "Bad Request: message to delete not found")
        self.messages = kept
        return _done(True)


def _done(result: object) -> Reply:
    return Reply(body={"ok": True, "result": result})


def _words(value: object, fewest: int, most: int) -> str:
    words = str(value or "")
    if not fewest <= len(words.encode("utf-16-le")) // 2 <= most:
        raise Problem(400, "Bad Request: message caption is too long")
    return words


def _photo(part: Part | None) -> bytes:
    if part is None or part.media_type not in ("image/png", "image/jpeg"):
        raise Problem(400, "Bad Request: there is no photo in the request")
    if len(part.data) > LARGEST_PHOTO:
        raise Problem(413, "Request Entity Too Large")
    width, height = size_of(part.data)
    if width + height > LONGEST_SIDES or max(width, height) > WIDEST * min(width, height):
        raise Problem(400, "Bad Request: PHOTO_INVALID_DIMENSIONS")
    return part.data
