"""Discord, by a channel's webhook: one message with its pictures.

Requests as documented at docs.discord.com, "Execute Webhook" (2026-11). A webhook reads no messages
but those whose id it knows, and takes no key: what is unclear is for a person.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.composing.limits import Limits
from bot.composing.richtext import as_sent
from bot.errors import NotSent, RateLimited, Refused, Uncertain, Unknowable
from bot.model import Piece
from bot.publishing.content import Content, Gap, content, form_data, json_content
from bot.publishing.contract import (
    Access,
    Picture,
    Plan,
    Receipt,
    Standing,
    Step,
    Submission,
    value_of,
)
from bot.publishing.line import Answer, Line, headers_of
from bot.publishing.pictures import as_file, check_pictures
from bot.publishing.rates import seconds
from bot.publishing.transport import Timeouts

HOST = "https://discord.com"
HOOK = (HOST + "/api/webhooks/", Gap("webhook_id"), "/", Gap("webhook_token"))

_WEBHOOK = re.compile(
    r"https://(?:canary\.|ptb\.)?discord(?:app)?\.com/api/(?:v\d+/)?webhooks/(\d{1,20})/([\w-]{1,100})/?"
)
_ID = re.compile(r"\d{1,20}")


class Discord:
    """One channel, through its webhook."""

    settles = timedelta()

    def __init__(self, access: Access, *, timeouts: Timeouts | None = None) -> None:
        self._hook = _WEBHOOK.fullmatch(access.credentials.get("webhook_url", ""))
        self._line = Line(access, timeouts=timeouts)
        if self._hook:
            self._line.values["webhook_id"] = self._hook[1]
            self._line.secrets["webhook_token"] = self._hook[2]

    def missing(self) -> tuple[str, ...]:
        """What is not set, or is no webhook's address."""
        return () if self._hook else ("webhook_url",)

    def prepare(self, submission: Submission, limits: Limits) -> Plan:
        """A look at the webhook, whose server is in every message's address; then the messages."""
        steps = [_on_hook("server", "GET")]
        for index, piece in enumerate(submission.pieces):
            check_pictures(piece, limits)
            steps.append(_message(index, piece, as_sent(piece.text, limits)))
        return Plan(submission=submission, steps=tuple(steps))

    def send(self, step: Step, results: Sequence[Receipt]) -> Receipt:
        """Send one step; of a message, wait until Discord has stored it."""
        answer = self._ask(step, results)
        if not step.public:
            guild = answer.text("guild_id")
            return Receipt(step=step.name, values={"server": _checked(guild)})
        message, channel = _checked(answer.text("id")), _checked(answer.text("channel_id"))
        guild = value_of(results, "server")
        return Receipt(
            step=step.name,
            values={step.name: message},
            remote_id=message,
            url=f"{HOST}/channels/{guild}/{channel}/{message}",
            rest=answer.rest,
        )

    def find(
        self, plan: Plan, step: Step, results: Sequence[Receipt], since: datetime
    ) -> Receipt | None:
        """Nobody can tell but a person who looks at the channel."""
        raise Unknowable("a webhook cannot look through its channel: look there yourself")

    def delete(self, receipt: Receipt) -> None:
        """Take a message down."""
        message = value_of([receipt], receipt.step)
        try:
            self._ask(_on_hook("delete", "DELETE", f"/messages/{message}"))
        except Refused as error:
            if error.status != 404:
                raise

    def standing(self) -> Standing:
        """The webhook's own name."""
        return Standing(name=self._ask(_on_hook("server", "GET")).text("name"))

    def _ask(self, step: Step, results: Sequence[Receipt] = ()) -> Answer:
        """Send a step; "too many requests" says in its body, too, when to come back."""
        if self.missing():
            raise NotSent("not set, or no webhook's address: webhook_url")
        try:
            return self._line.send(step, results)
        except RateLimited as error:
            error.wait = seconds(error.answer.get("retry_after")) or error.wait
            raise


def _checked(found: str) -> str:
    if not _ID.fullmatch(found):
        raise Uncertain("no clear answer: it was taken, and its id is none")
    return found


def _message(index: int, piece: Piece[Picture], text: str) -> Step:
    value: dict[str, object] = {"content": text, "allowed_mentions": {"parse": []}}
    files = [
        as_file(picture, f"files[{number}]", number + 1)
        for number, picture in enumerate(piece.cards)
    ]
    if files:
        value["attachments"] = [
            {"id": number, "filename": file.name, "description": picture.alt_text}
            for number, (file, picture) in enumerate(zip(files, piece.cards, strict=True))
        ]
    if not files:
        return _step(index, json_content(value), "application/json")
    boundary = piece.cards[0].sha256[:40]
    fields = {"payload_json": json.dumps(value, ensure_ascii=False, separators=(",", ":"))}
    kind = f"multipart/form-data; boundary={boundary}"
    return _step(index, form_data(boundary, fields, *files), kind)


def _step(index: int, body: Content, kind: str) -> Step:
    return Step(
        name=f"post:{index + 1}",
        public=True,
        url=content(*HOOK, "?wait=true"),
        headers=headers_of(HOST + "/", body, Content_Type=kind),
        body=body,
        piece=index,
    )


def _on_hook(name: str, method: str, path: str = "") -> Step:
    return Step(name=name, method=method, url=content(*HOOK, path), headers=headers_of(HOST + "/"))
