"""Bluesky, by the AT Protocol: blobs first, then a record for each piece under a key of our own.

The key (a TID) is made of what never changes about the post, so every attempt writes the record to
the same place, and only where none stands yet (``swapRecord: null``): it is posted exactly once,
however often it is sent. Requests as in the lexicons of ``com.atproto`` and ``app.bsky``; records
are checked by the models that the atproto library makes of them, for the server checks little.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.composing.addresses import Kind
from bot.composing.limits import Limits
from bot.composing.richtext import Facet, facets
from bot.errors import Refused, Uncertain, Unknowable
from bot.model import Piece
from bot.publishing.content import Gap, content, json_content
from bot.publishing.contract import Access, Picture, Plan, Receipt, Standing, Step, Submission
from bot.publishing.line import Answer, Line
from bot.publishing.pictures import check_pictures
from bot.publishing.xrpc import DID, Session, procedure, query

if TYPE_CHECKING:
    from bot.publishing.transport import Timeouts

SERVER = "https://bsky.social"
COLLECTION = "app.bsky.feed.post"
# A blob that no record names is deleted, "at least" an hour after its upload by the specification
# (atproto.com/specs/blob, "Blob Lifecycle").
BLOB_KEEPS = timedelta(minutes=50)

_BASE32 = "234567abcdefghijklmnopqrstuvwxyz"  # atproto.com/specs/tid, "base32-sortable"
_CID = re.compile(r"[a-zA-Z0-9]{8,256}")


class Bluesky:
    """One account on Bluesky, or on any server of the AT Protocol."""

    settles = timedelta()  # sent again, it writes the same record to the same place, or none

    def __init__(self, access: Access, *, timeouts: Timeouts | None = None) -> None:
        self._server = (access.server or SERVER).rstrip("/")
        self._line = Line(access, timeouts=timeouts)
        self._session = Session(access, self._server, self._line)

    def missing(self) -> tuple[str, ...]:
        """The credentials that are not set."""
        return self._session.missing()

    def prepare(self, submission: Submission, limits: Limits) -> Plan:
        """Blobs and the accounts that are named, then a record for each piece."""
        makes = _Maker(self._server, submission, limits)
        return Plan(submission=submission, steps=makes.steps())

    def send(self, step: Step, results: Sequence[Receipt]) -> Receipt:
        """Send one step of a plan. What stands under its key already, just as sent, is taken."""
        try:
            answer = self._send(step, results)
        except Refused as error:
            if error.answer.get("error") != "InvalidSwap":
                raise
            found = self._look(step, results)
            if found is None:
                raise Uncertain("no clear answer: the key is taken, and nothing is there") from None
            return found
        return _receipt(step, answer)

    def find(
        self, plan: Plan, step: Step, results: Sequence[Receipt], since: datetime
    ) -> Receipt | None:
        """Look under the record's key."""
        del plan, since
        return self._look(step, results)

    def delete(self, receipt: Receipt) -> None:
        """Take a record down; the server says "done" too where there is none."""
        key = (receipt.remote_id or "").rpartition("/")[2]
        body = json_content({"repo": Gap("did"), "collection": COLLECTION, "rkey": key})
        self._send(procedure(self._server, "delete", "com.atproto.repo.deleteRecord", body), [])

    def standing(self) -> Standing:
        """Whose session it is."""
        name = "com.atproto.server.getSession"
        handle = self._send(query(self._server, "session", name, {}), []).text("handle")
        return Standing(name=f"@{handle}", url=f"https://bsky.app/profile/{handle}")

    # --- asking --------------------------------------------------------------------------

    def _look(self, step: Step, results: Sequence[Receipt]) -> Receipt | None:
        """What stands under the key of ``step``, if it is what ``step`` would write."""
        did = self._session.open()
        where = {"repo": did, "collection": COLLECTION, "rkey": step.key or ""}
        ask = query(self._server, "look", "com.atproto.repo.getRecord", where)
        try:
            answer = self._send(ask, [])
        except Refused as error:
            if error.answer.get("error") == "RecordNotFound":
                return None
            raise
        wanted = json.loads(step.body.filled(self._line.values_of(results)))["record"]
        if answer.json().get("value") != wanted:
            raise Unknowable(f"another post stands under the key {step.key}; look at it")
        return _receipt(step, answer)

    def _send(self, step: Step, results: Sequence[Receipt]) -> Answer:
        """Send within a session, made anew where it has run out: such a request was not obeyed."""
        self._session.open()
        try:
            return self._line.send(step, results)
        except Refused as error:
            if error.answer.get("error") not in ("ExpiredToken", "InvalidToken"):
                raise
        self._session.renew()
        return self._line.send(step, results)


# --- steps -------------------------------------------------------------------------------


class _Maker:
    """Makes the steps of one submission."""

    def __init__(self, server: str, submission: Submission, limits: Limits) -> None:
        self._server = server
        self._submission = submission
        self._limits = limits
        self._uploads: list[Step] = []
        self._names: dict[str, Step] = {}

    def steps(self) -> tuple[Step, ...]:
        """All of them, the records last."""
        records = [
            self._record_step(index, piece) for index, piece in enumerate(self._submission.pieces)
        ]
        return (*self._uploads, *self._names.values(), *records)

    def _record_step(self, index: int, piece: Piece[Picture]) -> Step:
        check_pictures(piece, self._limits)
        record = self._record(index, piece)
        _check_record(record, self._limits)
        key = record_key(self._submission, index)
        body = json_content(
            {
                "repo": Gap("did"),
                "collection": COLLECTION,
                "rkey": key,
                "record": record,
                "swapRecord": None,
            }
        )
        name = f"post:{index + 1}"
        put = "com.atproto.repo.putRecord"
        return procedure(self._server, name, put, body, public=True, piece=index, key=key)

    def _record(self, index: int, piece: Piece[Picture]) -> dict[str, object]:
        record: dict[str, object] = {"$type": COLLECTION, "text": piece.text}
        if found := facets(piece.text, self._submission.link):
            record["facets"] = [self._facet(facet) for facet in found]
        if embed := self._embed(piece):
            record["embed"] = embed
        if index:
            record["reply"] = {"root": _reference(1), "parent": _reference(index)}
        record["langs"] = [self._submission.language]
        record["createdAt"] = f"{self._submission.at:%Y-%m-%dT%H:%M:%S}.{index:03}Z"
        return record

    def _facet(self, facet: Facet) -> dict[str, object]:
        record = facet.record()
        if facet.kind is Kind.MENTION:
            gap = f"did:{facet.value}"
            name = "com.atproto.identity.resolveHandle"
            self._names[gap] = query(self._server, gap, name, {"handle": facet.value})
            record["features"] = [{"$type": "app.bsky.richtext.facet#mention", "did": Gap(gap)}]
        return record

    def _embed(self, piece: Piece[Picture]) -> dict[str, object] | None:
        link = piece.link_card
        if link:
            external: dict[str, object] = {
                "uri": link.url,
                "title": link.title,
                "description": link.description,
            }
            if piece.cards:
                external["thumb"] = self._blob(piece.cards[0])
            return {"$type": "app.bsky.embed.external", "external": external}
        if piece.cards:
            images = [self._image(picture) for picture in piece.cards]
            return {"$type": "app.bsky.embed.images", "images": images}
        return None

    def _image(self, picture: Picture) -> dict[str, object]:
        return {
            "alt": picture.alt_text,
            "image": self._blob(picture),
            "aspectRatio": {"width": picture.width, "height": picture.height},
        }

    def _blob(self, picture: Picture) -> dict[str, object]:
        name = f"media:{len(self._uploads) + 1}"
        body, kind = content(picture.data), picture.kind.media_type
        upload = "com.atproto.repo.uploadBlob"
        self._uploads.append(
            procedure(self._server, name, upload, body, content_type=kind, keeps=BLOB_KEEPS)
        )
        return {
            "$type": "blob",
            "ref": {"$link": Gap(name)},
            "mimeType": kind,
            "size": len(picture.data),
        }


def record_key(submission: Submission, index: int) -> str:
    """The TID under which a piece stands: the same for one post, another for every other one.

    Its time is that of the post, with microseconds made of the post's number and the piece's, and
    its clock's number is made of the account's name (atproto.com/specs/tid).
    """
    seconds = int(submission.at.timestamp())
    micros = (submission.post_id * 32 + index) % 1_000_000
    clock = int.from_bytes(hashlib.sha256(submission.account.encode()).digest()[:2]) % 1024
    number = ((seconds * 1_000_000 + micros) << 10) | clock
    return "".join(_BASE32[(number >> shift) & 31] for shift in range(60, -1, -5))


def _reference(number: int) -> dict[str, object]:
    return {"uri": Gap(f"post:{number}"), "cid": Gap(f"post:{number}:cid")}


def _check_record(record: Mapping[str, object], limits: Limits) -> None:
    """Raise Refused for a record that is not as its lexicon has it."""
    from atproto_client import models
    from atproto_client.exceptions import ModelError

    try:
        models.get_or_create(
            _with_examples(record), models.AppBskyFeedPost.Record, strict_string_format=True
        )
    except ModelError as error:
        what = " ".join(str(error.__cause__ or error).split())[:200]
        raise Refused(f"{limits.name} would not take the record: {what}") from None


def _with_examples(value: object) -> object:
    """``value`` with something of the right form in each gap."""
    match value:
        case Gap(name):
            if name.startswith("did"):
                return "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa"
            of_cid = name.startswith("media") or name.endswith("cid")
            return _A_CID if of_cid else f"at://did:plc:a/{COLLECTION}/3jzfcijpj2z2a"
        case dict():
            return {name: _with_examples(each) for name, each in value.items()}
        case list():
            return [_with_examples(each) for each in value]
    return value


_A_CID = "bafkreibme22gw2h7y2h7tg2fhqotaqjucnbc24deqo72b6mkl2egezxhvy"


# --- answers -----------------------------------------------------------------------------


def _receipt(step: Step, answer: Answer) -> Receipt:
    if step.public:
        return _published(step, answer)
    if step.name.startswith("did:"):
        did = answer.text("did")
        if not DID.fullmatch(did):
            raise Refused(f"{step.name.removeprefix('did:')} is nobody on Bluesky")
        return Receipt(step=step.name, values={step.name: did}, rest=answer.rest)
    values = {step.name: _cid(answer.text("blob", "ref", "$link"))} if step.keeps else {}
    return Receipt(step=step.name, values=values, rest=answer.rest)


def _published(step: Step, answer: Answer) -> Receipt:
    uri, cid = answer.text("uri"), _cid(answer.text("cid"))
    did = uri.removeprefix("at://").partition("/")[0]
    if not (DID.fullmatch(did) and uri == f"at://{did}/{COLLECTION}/{step.key}"):
        raise Uncertain(
            "no clear answer: it was taken, and its address is not the one it should be"
        )
    return Receipt(
        step=step.name,
        values={step.name: uri, f"{step.name}:cid": cid},
        remote_id=uri,
        url=f"https://bsky.app/profile/{did}/post/{step.key}",
        rest=answer.rest,
    )


def _cid(text: str) -> str:
    if not _CID.fullmatch(text):
        raise Uncertain("no clear answer: it was taken, and its hash is none")
    return text
