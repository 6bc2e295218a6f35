"""A Discord webhook on loopback, by the rules of docs.discord.com (2026-11).

Readers see Markdown: a backslash in front of a sign is not shown.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Mapping

from tests.standins.server import Part, Posted, Problem, Reply, Seen, StandIn

HOOK_ID, HOOK_TOKEN = "1220000000000000001", "marked-discord-token"
WEBHOOK = f"https://discord.com/api/webhooks/{HOOK_ID}/{HOOK_TOKEN}"
HOOK = f"/api/webhooks/{HOOK_ID}/{HOOK_TOKEN}"
LOOK = f"GET {HOOK}"
GUILD, CHANNEL = "1000000000000000007", "1000000000000000009"
LARGEST_FILE = 10 * 1024 * 1024
KINDS = ("image/png", "image/jpeg", "image/webp", "image/gif")

_ESCAPED = re.compile(r"\\([\\*_~`|<>\[\]#+.\-])")


class Discord(StandIn):
    """One channel's webhook."""

    post_route = HOOK
    secrets = (HOOK_TOKEN,)

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[Posted] = []
        self.limits_all = False  # whether "too many requests" is of all that a machine sends
        self._numbers = itertools.count(1_300_000_000_000_000_000)

    def route(self, request: Seen) -> str:
        """A look at the webhook has the same path as a message."""
        return LOOK if request.method == "GET" else request.path

    def posted(self) -> list[Posted]:
        """What readers see."""
        return list(self.messages)

    def limited(self) -> Mapping[str, str]:
        """Discord's own headers; a limit on everything may come from in front of it, without."""
        if self.limits_all:
            return {}
        return {"x-ratelimit-remaining": "0", "x-ratelimit-reset-after": "2.5", "retry-after": "3"}

    def problem(self, status: int, detail: str) -> dict[str, object]:
        """Discord's form of an error."""
        if status == 429:
            wait = 64.57 if self.limits_all else 2.5
            return {"message": detail, "retry_after": wait, "global": self.limits_all}
        return {"message": detail, "code": 50035}

    def obey(self, request: Seen) -> Reply:
        """Do what the request asks. Raises Problem where Discord would refuse."""
        if not request.path.startswith(HOOK):
            raise Problem(401, "Invalid Webhook Token")
        match request.method, request.path.removeprefix(HOOK).split("/")[1:]:
            case "GET", []:
                hook = {"id": HOOK_ID, "name": "journal", "guild_id": GUILD, "channel_id": CHANNEL}
                return Reply(body=hook)
            case "POST", []:
                return self._execute(request)
            case "DELETE", ["messages", number]:
                kept = [each for each in self.messages if each.id != number]
                if len(kept) == len(self.messages):
                    raise Problem(404, "Unknown Message")
                self.messages = kept
                return Reply(status=204, body=b"")
        raise Problem(405, "405: Method Not Allowed")

    def _execute(self, request: Seen) -> Reply:
        parts: dict[str, Part] = {}
        if request.headers["content-type"].startswith("multipart/"):
            parts = request.form()
            body = json.loads(parts["payload_json"].text)
        else:
            body = request.json()
        text = str(body.get("content", ""))
        if not 0 < len(text) <= 2000:
            raise Problem(400, "Must be 2000 or fewer in length.")
        if body.get("allowed_mentions") != {"parse": []}:
            raise Problem(400, "a newsroom's post must not call everybody")
        message = Posted(
            id=str(next(self._numbers)),
            text=_ESCAPED.sub(r"\1", text),
            pictures=tuple(_pictures(body, parts)),
        )
        self.messages.append(message)
        if request.query.get("wait") != "true":
            return Reply(status=204, body=b"")
        return Reply(body={"id": message.id, "channel_id": CHANNEL, "content": text})


def _pictures(body: Mapping[str, object], parts: Mapping[str, Part]) -> list[tuple[bytes, str]]:
    attachments = body.get("attachments") or []
    assert isinstance(attachments, list)
    if len(attachments) > 10 or len(attachments) != len(parts) - ("payload_json" in parts):
        raise Problem(400, "attachments and files do not match")
    found = []
    for each in attachments:
        part = parts.get(f"files[{each['id']}]")
        if part is None or part.file != each["filename"] or part.media_type not in KINDS:
            raise Problem(400, "Invalid attachment")
        if len(part.data) > LARGEST_FILE:
            raise Problem(413, "Request entity too large")
        if len(each["description"]) > 1024:
            raise Problem(400, "Must be 1024 or fewer in length.")
        found.append((part.data, each["description"]))
    return found
