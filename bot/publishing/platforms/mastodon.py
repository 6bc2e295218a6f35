"""Mastodon: pictures first, then a status for each piece, with a key that makes it count once.

Requests as documented at docs.joinmastodon.org (2026-11). What is sent is made here, byte for byte;
what is read, Mastodon.py asks for, on the same line. A server keeps an ``Idempotency-Key`` for an
hour, two requests at once race past it, and some servers ignore it: so before a status is sent
again, the account's own are read.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from bot.composing.fediverse import limits_of_instance
from bot.composing.limits import Limits
from bot.errors import NotReady, NotSent, PublishError, Refused, Uncertain, Unknowable
from bot.model import Piece, fingerprint
from bot.publishing.content import Content, Gap, content, form_data, json_content
from bot.publishing.contract import Access, Picture, Plan, Receipt, Standing, Step, Submission
from bot.publishing.line import HEADERS, Answer, Line, headers_of
from bot.publishing.pictures import as_file, check_pictures

if TYPE_CHECKING:
    import mastodon
    from mastodon.return_types import Status

    from bot.publishing.transport import Timeouts

UNKNOWN_SERVER = "https://mastodon.example"  # shown in place of one that is not set
MEDIA_KEEPS = timedelta(
    hours=20
)  # media that no status shows go after a day (Scheduler::MediaCleanup)
READY_AGAIN = timedelta(seconds=1)
CLOCKS = timedelta(minutes=10)  # how far the server's clock and ours may be apart
NEWEST = 40  # statuses; the most that one request brings

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_URL = re.compile(r"https?://[!-~]{1,1000}")
_BREAK, _TAG = re.compile(r"<br\b[^>]*>|</p>"), re.compile(r"<[^>]*>")
_BEARER = content("Bearer ", Gap("access_token"))


class Mastodon:
    """One account on a server that speaks Mastodon's interface."""

    settles = timedelta(minutes=1)  # timelines may be read from a copy of the database

    def __init__(self, access: Access, *, timeouts: Timeouts | None = None) -> None:
        self._server = access.server
        self._token = access.credentials.get("access_token", "")
        self._line = Line(access, timeouts=timeouts)

    def missing(self) -> tuple[str, ...]:
        """What is not set."""
        needed = {"server": self._server, "access_token": self._token}
        return tuple(name for name, value in needed.items() if not value)

    def prepare(self, submission: Submission, limits: Limits) -> Plan:
        """For each picture an upload and a look whether it is ready; then the statuses."""
        server = self._server or UNKNOWN_SERVER
        uploads: list[Step] = []
        statuses: list[Step] = []
        pictures = 0
        for index, piece in enumerate(submission.pieces):
            check_pictures(piece, limits)
            numbers = range(pictures + 1, pictures + 1 + len(piece.cards))
            for number, picture in zip(numbers, piece.cards, strict=True):
                uploads += (_upload(server, number, picture), _is_ready(server, number))
            statuses.append(_status(server, submission, index, numbers))
            pictures += len(piece.cards)
        return Plan(submission=submission, steps=(*uploads, *statuses))

    def send(self, step: Step, results: Sequence[Receipt]) -> Receipt:
        """Send one step of a plan. Raises NotReady while the server works on a picture."""
        self._check_set()
        answer = self._line.send(step, results)
        if step.public:
            return _published(step, answer)
        if answer.status == 206:
            raise NotReady("the server is at work on a picture", READY_AGAIN)
        values = {step.name: _id_in(answer)} if step.name.startswith("media:") else {}
        return Receipt(step=step.name, values=values, rest=answer.rest)

    def find(
        self, plan: Plan, step: Step, results: Sequence[Receipt], since: datetime
    ) -> Receipt | None:
        """Read the account's own newest statuses for one with the same source."""
        wanted = plan.submission.pieces[step.piece].text
        known = {receipt.remote_id for receipt in results}
        with self._reading():
            me = self._client.account_verify_credentials().id
            newest = self._client.account_statuses(me, exclude_reblogs=True, limit=NEWEST)
            read_as_shown = False
            for status in newest:
                if str(status.id) in known or status.created_at < since - CLOCKS:
                    continue
                source = self._source(status)
                read_as_shown = read_as_shown or source is None
                if source == wanted or (source is None and _shows(status.content, wanted)):
                    return _receipt(step, str(status.id), status.url)
        if read_as_shown:
            raise Unknowable("its server does not tell how a status was written: look there")
        return None

    def delete(self, receipt: Receipt) -> None:
        """Take a status down."""
        self._check_set()
        url = f"{self._server}/api/v1/statuses/{receipt.remote_id}"
        headers = headers_of(url, Authorization=_BEARER)
        try:
            self._line.send(Step(name="delete", method="DELETE", url=content(url), headers=headers))
        except Refused as error:
            if error.status != 404:
                raise

    def standing(self) -> Standing:
        """Whose the token is, and what the server allows; not all servers say."""
        with self._reading():
            me = self._client.account_verify_credentials()
            name, url = f"@{me.acct}", me.url
        return Standing(name=name, url=url, limits=self._allowed())

    def _allowed(self) -> dict[str, int]:
        """What the server says that it takes; nothing where it says so in no way that we know."""
        for version in ("v2", "v1"):
            url = f"{self._server}/api/{version}/instance"
            headers = headers_of(url, Authorization=_BEARER)
            step = Step(name="instance", method="GET", url=content(url), headers=headers)
            try:
                answer = self._line.send(step)
            except Refused:
                continue
            with suppress(Uncertain):  # a page for people, from a server that has no such answer
                return limits_of_instance(answer.json())
        return {}

    # --- reading -------------------------------------------------------------------------

    def _check_set(self) -> None:
        if self.missing():
            raise NotSent(f"not set: {', '.join(self.missing())}")

    def _source(self, status: Status) -> str | None:
        """A status as it was written: what it shows is HTML, with shortened links.

        None where the server does not tell, as some of another kind do not.
        """
        from mastodon.errors import MastodonError

        try:
            return str(self._client.status_source(status.id).text)
        except MastodonError as error:
            if isinstance(error.__context__, Refused) and error.__context__.status in (404, 405):
                return None
            raise

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Ask by Mastodon.py, which wraps what goes wrong beneath it in errors of its own."""
        from mastodon.errors import MastodonError

        self._check_set()
        with self._line.asking():
            try:
                yield
            except MastodonError as error:
                beneath = error.__context__
                if isinstance(beneath, PublishError):
                    raise beneath from None
                raise Uncertain("the server's answer could not be read") from None
            except (AttributeError, KeyError, TypeError, ValueError):
                raise Uncertain("the server's answer is not as documented") from None

    @cached_property
    def _client(self) -> mastodon.Mastodon:
        import mastodon

        return mastodon.Mastodon(
            access_token=self._token,
            api_base_url=self._server,
            session=self._line.session,
            version_check_mode="none",
            ratelimit_method="throw",
            user_agent=HEADERS["User-Agent"],
        )


# --- steps -------------------------------------------------------------------------------


def _upload(server: str, number: int, picture: Picture) -> Step:
    boundary = picture.sha256[:40]
    fields = {"description": picture.alt_text} if picture.alt_text else {}
    file = as_file(picture, "file")
    body = form_data(boundary, fields, file)
    kind = f"multipart/form-data; boundary={boundary}"
    step = _post(f"media:{number}", f"{server}/api/v2/media", body, Content_Type=kind)
    return replace(step, keeps=MEDIA_KEEPS)


def _is_ready(server: str, number: int) -> Step:
    url = f"{server}/api/v1/media/"
    return Step(
        name=f"ready:{number}",
        method="GET",
        url=content(url, Gap(f"media:{number}")),
        headers=headers_of(url, Authorization=_BEARER),
        keeps=MEDIA_KEEPS,
    )


def _status(server: str, submission: Submission, index: int, media: range) -> Step:
    piece = submission.pieces[index]
    value: dict[str, object] = {"status": piece.text}
    if media:
        value["media_ids"] = [Gap(f"media:{number}") for number in media]
    if index:
        value["in_reply_to_id"] = Gap(f"post:{index}")
    value["language"] = submission.language.partition("-")[0]
    key = _key(submission, index, piece)
    body = json_content(value)
    more = {"Content_Type": "application/json", "Idempotency_Key": key}
    step = _post(f"post:{index + 1}", f"{server}/api/v1/statuses", body, **more)
    return replace(step, public=True, piece=index, key=key)


def _key(submission: Submission, index: int, piece: Piece[Picture]) -> str:
    """The same for every attempt at a piece, another for everything else."""
    pictures = [text for each in piece.cards for text in (each.sha256, each.alt_text)]
    about = (submission.account, str(submission.post_id), str(index), submission.at.isoformat())
    return fingerprint(*about, piece.text, *pictures)[:32]


def _post(name: str, url: str, body: Content, **more: str) -> Step:
    headers = headers_of(url, body, Authorization=_BEARER, **more)
    return Step(name=name, url=content(url), headers=headers, body=body)


# --- answers -----------------------------------------------------------------------------


def _published(step: Step, answer: Answer) -> Receipt:
    found = _receipt(step, _id_in(answer), answer.json().get("url"))
    return replace(found, rest=answer.rest)


def _shows(content: str, wanted: str) -> bool:
    """Whether a status that is shown so has these words, white space left aside."""
    shown = html.unescape(_TAG.sub("", _BREAK.sub("\n", content)))
    return "".join(shown.split()) == "".join(wanted.split())


def _receipt(step: Step, status_id: str, told: object) -> Receipt:
    url = told if isinstance(told, str) and _URL.fullmatch(told) else None
    return Receipt(step=step.name, values={step.name: status_id}, remote_id=status_id, url=url)


def _id_in(answer: Answer) -> str:
    found = answer.text("id")
    if not _ID.fullmatch(found):
        raise Uncertain("no clear answer: it was taken, and its id is none")
    return found
