"""Telegram, by a bot: a message, a picture with a caption, or an album whose first has the caption.

Requests as documented at core.telegram.org/bots/api (2026-11). Bots read no history and there is no
key to send with: what is unclear is never sent again, and a person decides.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.composing.limits import Limits
from bot.errors import (
    NotSent,
    PublishError,
    RateLimited,
    Refused,
    Unauthorized,
    Uncertain,
    Unknowable,
)
from bot.model import Piece
from bot.publishing.content import Content, Gap, content, form_data, json_content
from bot.publishing.contract import Access, Picture, Plan, Receipt, Standing, Step, Submission
from bot.publishing.line import Answer, Line, headers_of
from bot.publishing.pictures import as_file, check_pictures
from bot.publishing.rates import seconds
from bot.publishing.transport import Timeouts

HOST = "https://api.telegram.org"
LONGEST_SIDES = 10_000  # pixels, width and height together (sendPhoto)
WIDEST = 20  # times as long as it is wide, either way (sendPhoto)
UNKNOWN_CHAT = "@channel"  # shown in place of one that is not set

_TOKEN = re.compile(r"\d{3,20}:[\w-]{20,100}")


class Telegram:
    """One bot in one chat, whose handle is ``@channel`` or the chat's number."""

    settles = timedelta()

    def __init__(self, access: Access, *, timeouts: Timeouts | None = None) -> None:
        self._name = access.account.upper()
        self._chat = access.handle
        self._token = access.credentials.get("bot_token", "")
        self._line = Line(access, timeouts=timeouts)

    def missing(self) -> tuple[str, ...]:
        """What is not set, or is no bot's token."""
        found = {"handle": self._chat, "bot_token": _TOKEN.fullmatch(self._token)}
        return tuple(name for name, value in found.items() if not value)

    def prepare(self, submission: Submission, limits: Limits) -> Plan:
        """One message for each piece."""
        chat = self._chat or UNKNOWN_CHAT
        steps = []
        for index, piece in enumerate(submission.pieces):
            check_pictures(piece, limits)
            _check_shapes(piece)
            steps.append(_message(chat, index, piece))
        return Plan(submission=submission, steps=tuple(steps))

    def send(self, step: Step, results: Sequence[Receipt]) -> Receipt:
        """Send one message."""
        answer = self._ask(step, results)
        said = answer.json().get("result")
        first = said[0] if isinstance(said, list) and said else said
        number = first.get("message_id") if isinstance(first, dict) else None
        if not isinstance(number, int):
            raise Uncertain("no clear answer: it was taken, and its number is missing")
        return Receipt(
            step=step.name,
            values={step.name: str(number)},
            remote_id=str(number),
            url=self._url(number),
            rest=answer.rest,
        )

    def find(
        self, plan: Plan, step: Step, results: Sequence[Receipt], since: datetime
    ) -> Receipt | None:
        """Nobody can tell but a person who looks at the chat."""
        raise Unknowable("a bot cannot look through its chat: look there yourself")

    def delete(self, receipt: Receipt) -> None:
        """Take a message down; of an album, its first picture with the words."""
        value = {"chat_id": self._chat or UNKNOWN_CHAT, "message_id": int(receipt.remote_id or 0)}
        try:
            self._ask(_step("delete", "deleteMessage", json_content(value)), [])
        except Refused as error:
            if "not found" not in str(error):
                raise

    def standing(self) -> Standing:
        """The chat's name. Raises Refused where the bot may not post there."""
        chat: dict[str, object] = {"chat_id": self._chat or UNKNOWN_CHAT}
        name = self._ask(_step("look", "getChat", json_content(chat)), []).text("result", "title")
        bot = {**chat, "user_id": int(self._token.partition(":")[0])}
        answer = self._ask(_step("look", "getChatMember", json_content(bot)), [])
        if not _may_post(answer.json().get("result")):
            raise Refused(f"the bot may not post in {name}: make it an administrator who may")
        return Standing(name=name)

    def _ask(self, step: Step, results: Sequence[Receipt]) -> Answer:
        """Send a step; "too many requests" says in its body when to come back."""
        if self.missing():
            raise NotSent(f"not set, or not as it should be: {', '.join(self.missing())}")
        try:
            return self._line.send(step, results)
        except RateLimited as error:
            error.wait = seconds(_parameter(error, "retry_after")) or error.wait
            raise
        except Refused as error:
            chat = _parameter(error, "migrate_to_chat_id")
            if not isinstance(chat, int):
                raise
            setting = f"ACCOUNT_{self._name}_HANDLE"
            told = f"the group has become a supergroup: set {setting}={chat} and start again"
            raise Unauthorized(told, status=error.status, answer=error.answer) from None

    def _url(self, number: int) -> str:
        """Where readers find a message: by the channel's name, or by its number for members."""
        chat = self._chat or UNKNOWN_CHAT
        return f"https://t.me/{chat.removeprefix('@').replace('-100', 'c/', 1)}/{number}"


def _parameter(error: PublishError, name: str) -> object:
    """What an error's ``ResponseParameters`` tell under that name."""
    parameters = error.answer.get("parameters")
    return parameters.get(name) if isinstance(parameters, dict) else None


def _may_post(member: object) -> bool:
    """Whether a ChatMember may post. Only in channels does an administrator need a right for it."""
    if not isinstance(member, dict):
        raise Uncertain("the answer is not as documented")
    match member.get("status"):
        case "creator" | "member":
            return True
        case "administrator":
            return member.get("can_post_messages") is not False
        case "restricted":
            return member.get("can_send_messages") is True
    return False


def _check_shapes(piece: Piece[Picture]) -> None:
    for number, picture in enumerate(piece.cards, start=1):
        wide, tall = picture.width, picture.height
        if wide + tall > LONGEST_SIDES or max(wide, tall) > WIDEST * min(wide, tall):
            raise Refused(f"picture {number} is {wide}×{tall}, which Telegram does not show")


def _message(chat: str, index: int, piece: Piece[Picture]) -> Step:
    if not piece.cards:
        value = {"chat_id": chat, "text": piece.text}
        return _step(f"post:{index + 1}", "sendMessage", json_content(value), index)
    boundary = piece.cards[0].sha256[:40]
    fields = {"chat_id": chat}
    files = [
        as_file(picture, f"photo{number}", number)
        for number, picture in enumerate(piece.cards, start=1)
    ]
    if len(files) == 1:
        method, fields["caption"] = "sendPhoto", piece.text
        files = [as_file(piece.cards[0], "photo", 1)]
    else:
        media = [{"type": "photo", "media": f"attach://{file.part}"} for file in files]
        media[0]["caption"] = piece.text
        method = "sendMediaGroup"
        fields["media"] = json.dumps(media, ensure_ascii=False, separators=(",", ":"))
    kind = f"multipart/form-data; boundary={boundary}"
    return _step(f"post:{index + 1}", method, form_data(boundary, fields, *files), index, kind)


def _step(
    name: str,
    method: str,
    body: Content,
    piece: int | None = None,
    kind: str = "application/json",
) -> Step:
    return Step(
        name=name,
        public=piece is not None,
        url=content(HOST + "/bot", Gap("bot_token"), "/" + method),
        headers=headers_of(HOST + "/", body, Content_Type=kind),
        body=body,
        piece=piece or 0,
    )
