"""Telling others what becomes of posts: programs by signed JSON, chats by a message with the card.

A hook reads the audit log from where it was. What could not be told is told again at the next
turn, so that a receiver may hear something twice, with the same number; what is older than a day is
passed over.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import smtplib
import socket
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime

import httpx

from bot.composing.limits import limits_of
from bot.errors import StoreError
from bot.model import PictureKind, QueuedPost, State
from bot.operations.telling import deliver, plainly
from bot.publishing.public_pictures import LIVES, PublicPictures, sign
from bot.queue_json import change_as_json, post_as_json
from bot.settings import HookSettings, Settings
from bot.store import CardStore, Store
from bot.store.pages import Event
from bot.web.languages import Tongue
from bot.web.show import STATES

TOO_OLD = timedelta(days=1)
_TURN = timedelta(seconds=5)  # in which no other process tells the same
_SECONDS = 10.0
_LONGEST = 700  # characters of a post's text in a chat
_LARGEST_PICTURE = 8_000_000  # bytes; Discord takes 10 MB, Telegram 10 MB

Fields = dict[str, object]


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """What is told of a post, at ``at``; ``approve`` and ``reject`` are links, where there are."""

    event: Event
    post: QueuedPost
    at: datetime
    tongue: Tongue
    picture: bytes | None = None
    picture_url: str | None = None
    approve: str | None = None
    reject: str | None = None

    @property
    def title(self) -> str:
        """The message's first line."""
        platform = limits_of(self.post.platform).name
        reason = self.event.change.reason
        said = self.tongue.text(
            "%(account)s (%(platform)s), post %(number)s: %(state)s",
            account=self.post.account,
            platform=platform,
            number=self.post.id,
            state=self.tongue.text(STATES[self.event.change.end]),
        )
        why = self.tongue.told(reason.splitlines()[0]) if reason else ""
        return (f"{said} – {why}" if why else said)[:200]

    @property
    def lines(self) -> list[str]:
        """The message as plain text, links and all."""
        text = self.post.text
        body = text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …"
        return [self.title, "", body, *(self._line(name, url) for name, url in self.links)]

    def _line(self, name: str, url: str) -> str:
        return self.tongue.text("%(name)s: %(address)s", name=name, address=url)

    @property
    def links(self) -> list[tuple[str, str]]:
        """The links that decide, each with the words that it goes by."""
        approve, reject = self.tongue.text("Approve"), self.tongue.text("Reject")
        named = ((approve, self.approve), (reject, self.reject))
        return [(name, url) for name, url in named if url]


class Teller:
    """Tells every hook of the settings. ``transport`` is the door to the network, for tests."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        cards: CardStore,
        now: Callable[[], datetime],
        *,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._settings = settings
        self._store = store
        self._cards = cards
        self._now = now
        self._transport = transport

    def tell(self) -> tuple[str, ...]:
        """Tell every hook what it has not heard of; what went wrong, a line each, without URLs."""
        problems = []
        for hook in self._settings.hooks:
            try:
                self._tell(hook)
            except (httpx.HTTPError, OSError, smtplib.SMTPException) as error:
                problems.append(f"hook {hook.name}: {plainly(error)}; it is tried again")
        return tuple(problems)

    def _tell(self, hook: HookSettings) -> None:
        name, now = f"hook:{hook.name}"[:40], self._now()
        queue = self._store.queue
        heard = queue.cursor(name)
        if queue.last_event() <= heard:
            return
        if not self._store.chores.claim(name, every=_TURN, at=now):
            return
        for event in queue.events(heard):
            if _concerns(hook, event) and event.change.at > now - TOO_OLD:
                self._send(hook, self._message(hook, event, now))
            queue.advance(name, event.id)

    def _message(self, hook: HookSettings, event: Event, now: datetime) -> Message:
        post = self._store.queue.get(event.change.post_id)
        waits = post.state in (State.PENDING, State.HELD) and post.state is event.change.end
        decide = hook.decide and waits
        return Message(
            event=event,
            post=post,
            at=now,
            tongue=Tongue(self._settings.language, self._settings.zone),
            picture=self._picture(post) if hook.kind in _WITH_PICTURE else None,
            picture_url=self._picture_url(post, now) if hook.kind == "slack" else None,
            approve=self._link(post, "approve", hook, now) if decide else None,
            reject=self._link(post, "reject", hook, now) if decide else None,
        )

    def _link(self, post: QueuedPost, action: str, hook: HookSettings, now: datetime) -> str:
        token = self._store.decision_links.make(post, action, hook.name, now)
        return f"{self._settings.web.url}/decide/{token}"

    def _picture(self, post: QueuedPost) -> bytes | None:
        if not post.cards:
            return None
        try:
            data = self._cards.get(post.cards[0].sha256)
        except StoreError:
            return None
        return data if len(data) <= _LARGEST_PICTURE else None

    def _picture_url(self, post: QueuedPost, now: datetime) -> str | None:
        """Where a chat can fetch the card, if the bot serves its cards to everybody."""
        place = next((each.pictures for each in self._settings.accounts if each.pictures), None)
        public = PublicPictures(place=place, keys=self._settings.secret_keys)
        if not (post.cards and place and public.are_signed and public.keys):
            return None
        sha256 = post.cards[0].sha256
        picture = self._picture(post)
        if picture is None:
            return None
        signature = sign(public.keys[0], sha256, now + LIVES)
        return f"{place}/{signature}/{sha256}{PictureKind.of(picture).suffix}"

    def _send(self, hook: HookSettings, message: Message) -> None:
        if hook.kind == "mail":
            alerts = self._settings.alerts
            if not alerts.smtp:
                raise smtplib.SMTPNotSupportedError("is not set: SMTP_URL names it")
            deliver(alerts.smtp, _letter(hook, message, alerts.mail_from))
            return
        url, headers, body = _FORMS[hook.kind](hook, message)
        content, media_type = body
        headers = {**headers, "Content-Type": media_type, "User-Agent": "newsroom-bot"}
        with (
            httpx.Client(timeout=_SECONDS, transport=self._transport, trust_env=False) as client,
            client.stream("POST", url, content=content, headers=headers) as answer,
        ):
            answer.raise_for_status()  # the body is left unread


def signature(secret: str, body: bytes, at: int) -> str:
    """``t=…,v1=…``: the time in Unix seconds, and the HMAC-SHA256 of it, a dot and the body."""
    signed = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256)
    return f"t={at},v1={signed.hexdigest()}"


_WITH_PICTURE = ("discord", "telegram", "mail")
Body = tuple[bytes, str]
Request = tuple[str, Mapping[str, str], Body]


def _json(hook: HookSettings, message: Message) -> Request:
    event = message.event
    told = {
        "event": {"id": event.id, **change_as_json(event.change)},
        "post": post_as_json(message.post),
        "approve": message.approve,
        "reject": message.reject,
    }
    body = _encoded(told)
    headers = {"X-Bot-Event": str(event.id)}
    if hook.secret:
        at = int(message.at.timestamp())
        headers["X-Bot-Signature"] = signature(hook.secret, body[0], at)
    return hook.url, headers, body


def _slack(hook: HookSettings, message: Message) -> Request:
    """docs.slack.dev/messaging/sending-messages-using-incoming-webhooks; links are buttons."""
    text = "\n".join(message.lines[:3])
    blocks: list[Fields] = [
        {"type": "section", "text": {"type": "plain_text", "text": text[:3000], "emoji": False}}
    ]
    if message.picture_url:
        alt = message.post.cards[0].alt_text[:2000]
        blocks.append({"type": "image", "image_url": message.picture_url, "alt_text": alt})
    buttons = [
        {"type": "button", "text": {"type": "plain_text", "text": f"{name} …"}, "url": url}
        for name, url in message.links
    ]
    if buttons:
        blocks.append({"type": "actions", "elements": buttons})
    return hook.url, {}, _encoded({"text": _slack_escaped(message.title), "blocks": blocks})


def _slack_escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _discord(hook: HookSettings, message: Message) -> Request:
    """docs.discord.com/developers/resources/webhook: nobody is mentioned, nothing is formatted."""
    text = "\n".join(message.lines)
    plain = "".join(f"\\{sign}" if sign in "*_~`>|[]" else sign for sign in text)[:2000]
    payload: Fields = {"content": plain, "allowed_mentions": {"parse": []}, "flags": 4}
    if message.picture is None:
        return hook.url, {}, _encoded(payload)
    alt = message.post.cards[0].alt_text[:1024]
    payload["attachments"] = [{"id": 0, "description": alt}]
    fields = [("payload_json", json.dumps(payload))]
    return hook.url, {}, _multipart(fields, ("files[0]", message.picture))


def _telegram(hook: HookSettings, message: Message) -> Request:
    """core.telegram.org/bots/api: the URL is the bot's own, without a method."""
    text = "\n".join(message.lines)
    base = hook.url.rstrip("/")
    if message.picture is None:
        told = {"chat_id": hook.chat, "text": text[:4096]}
        return f"{base}/sendMessage", {}, _encoded(told)
    fields = [("chat_id", hook.chat), ("caption", text[:1024])]
    return f"{base}/sendPhoto", {}, _multipart(fields, ("photo", message.picture))


_FORMS: Mapping[str, Callable[[HookSettings, Message], Request]] = {
    "json": _json,
    "slack": _slack,
    "discord": _discord,
    "telegram": _telegram,
}


def _letter(hook: HookSettings, message: Message, sender: str) -> EmailMessage:
    """The message as a letter, with the card in it."""
    letter = EmailMessage()
    letter["Subject"] = " ".join(message.title.split())
    letter["From"] = sender or f"bot@{socket.getfqdn()}"
    letter["To"] = hook.url.removeprefix("mailto:")
    letter["Date"] = format_datetime(message.at)
    alt = [f"({card.alt_text})" for card in message.post.cards[:1]]
    letter.set_content("\n".join((*message.lines, "", *alt)))
    if message.picture is not None:
        kind = PictureKind.of(message.picture)
        letter.add_attachment(
            message.picture, maintype="image", subtype=kind.value, filename=f"card{kind.suffix}"
        )
    return letter


def _concerns(hook: HookSettings, event: Event) -> bool:
    change = event.change
    return change.start is not change.end and change.end.value in hook.events


def _encoded(told: object) -> Body:
    return json.dumps(told, ensure_ascii=False).encode(), "application/json"


def _multipart(fields: Sequence[tuple[str, str]], picture: tuple[str, bytes]) -> Body:
    request = httpx.Request(
        "POST",
        "http://localhost/",
        data=dict(fields),
        files={picture[0]: ("card.png", picture[1])},
    )
    return request.read(), request.headers["Content-Type"]
