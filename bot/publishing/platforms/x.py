"""X, by tweepy: pictures and alternative texts first, then the post.

Requests and answers as in X's OpenAPI description 2.167. tweepy 4.17 signs them (OAuth 1.0a, user
context); it has no method for v2 media, and reads timelines by parameters of an older description.
"""

from __future__ import annotations

import base64
import html
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from bot.composing.limits import Limits
from bot.errors import Duplicate, NotReady, NotSent, Refused, Uncertain
from bot.model import Piece
from bot.publishing.content import Gap, content, json_content
from bot.publishing.contract import Access, Picture, Plan, Receipt, Standing, Step, Submission
from bot.publishing.line import Answer, Line, headers_of
from bot.publishing.pictures import check_pictures

if TYPE_CHECKING:
    import requests

    from bot.publishing.transport import Timeouts

HOST = "https://api.twitter.com"
CREDENTIALS = ("consumer_key", "consumer_secret", "access_token", "access_secret")
MEDIA_KEEPS = timedelta(hours=23)  # MediaUploadResponse.expires_after_secs is 86400
# How far X's clock and ours may be apart, and what is looked through: the newest of a timeline.
CLOCKS = timedelta(minutes=15)
READ_ONLY = (
    "its token may only read: give the application read and write permission, then make a new "
    "access token and secret"
)
AT_WORK = ":at work"  # behind an upload's name, in its receipt
READY_AGAIN = timedelta(seconds=1)
NEWEST = 100  # posts; max_results of GET /2/users/{id}/tweets

_ID = re.compile(r"[0-9]{1,19}")
_AUTHORIZATION = content(
    'OAuth oauth_nonce="',
    Gap("nonce"),
    '", oauth_timestamp="',
    Gap("timestamp"),
    '", oauth_version="1.0", oauth_signature_method="HMAC-SHA1", oauth_consumer_key="',
    Gap("consumer_key"),
    '", oauth_token="',
    Gap("access_token"),
    '", oauth_signature="',
    Gap("signature"),
    '"',
)


class X:
    """One account on X."""

    settles = timedelta(minutes=2)  # no document says how soon a timeline has it; seconds, as seen

    def __init__(self, access: Access, *, timeouts: Timeouts | None = None) -> None:
        self._credentials = access.credentials
        self._line = Line(access, timeouts=timeouts, sign=self._signed)

    def missing(self) -> tuple[str, ...]:
        """The credentials that are not set."""
        return tuple(name for name in CREDENTIALS if not self._credentials.get(name))

    def prepare(self, submission: Submission, limits: Limits) -> Plan:
        """Uploads with their alternative texts, then a post for each piece."""
        uploads: list[Step] = []
        posts: list[Step] = []
        pictures = 0
        for index, piece in enumerate(submission.pieces):
            check_pictures(piece, limits)
            numbers = range(pictures + 1, pictures + 1 + len(piece.cards))
            for number, picture in zip(numbers, piece.cards, strict=True):
                uploads += _picture_steps(number, picture)
            posts.append(_post_step(index, piece, numbers))
            pictures += len(piece.cards)
        return Plan(submission=submission, steps=(*uploads, *posts))

    def send(self, step: Step, results: Sequence[Receipt]) -> Receipt:
        """Send one step of a plan. Raises NotReady while X works on a picture of a post."""
        self._check_credentials()
        if step.public:
            self._check_processed(step, results)
        try:
            answer = self._line.send(step, results)
        except Refused as error:
            if error.status == 403 and "duplicate content" in str(error):
                raise Duplicate(str(error), status=403, answer=error.answer) from None
            raise
        if step.name.startswith("alt:"):
            return Receipt(step=step.name, rest=answer.rest)
        receipt = _receipt(step, answer)
        if not step.public and _is_at_work(answer):
            return replace(receipt, values={**receipt.values, step.name + AT_WORK: "yes"})
        return receipt

    def find(
        self, plan: Plan, step: Step, results: Sequence[Receipt], since: datetime
    ) -> Receipt | None:
        """Look through the account's own newest posts for the same words, URLs expanded."""
        wanted = _plain(plan.submission.pieces[step.piece].text)
        known = {receipt.remote_id for receipt in results}
        for post in self._timeline(since - CLOCKS):
            number = post.get("id")
            if not isinstance(number, str) or not _ID.fullmatch(number) or number in known:
                continue
            if _plain(_expanded(post)) == wanted:
                return _published(step, number)
        return None

    def delete(self, receipt: Receipt) -> None:
        """Take a post down."""
        try:
            self._line.send(_bare("delete", "DELETE", f"/2/tweets/{receipt.remote_id}"))
        except Refused as error:
            if error.status != 404:
                raise

    def standing(self) -> Standing:
        """Whose the credentials are."""
        self._check_credentials()
        answer = self._line.send(_bare("me", "GET", "/2/users/me"))
        name = answer.text("data", "username")
        reads_only = answer.headers.get("x-access-level") == "read"
        notes = (READ_ONLY,) if reads_only else ()
        return Standing(name=f"@{name}", url=f"https://x.com/{name}", notes=notes)

    def _check_processed(self, step: Step, results: Sequence[Receipt]) -> None:
        """Ask after the pictures of a post of which X has said that it is still at work on them."""
        values = {name: value for each in results for name, value in each.values.items()}
        for media in sorted(step.body.gaps & values.keys()):
            if media + AT_WORK not in values:
                continue
            query = urlencode({"command": "STATUS", "media_id": values[media]})
            try:
                answer = self._line.send(_bare("status", "GET", f"/2/media/upload?{query}"))
            except Uncertain as error:  # of a question alone: the post has not left
                raise NotSent(f"a picture could not be asked after: {error}") from None
            if _is_at_work(answer):
                raise NotReady("X is at work on a picture", READY_AGAIN)

    def _check_credentials(self) -> None:
        if self.missing():
            raise NotSent(f"credentials are missing: {', '.join(self.missing())}")

    def _timeline(self, since: datetime) -> list[dict[str, object]]:
        """The account's own posts since then, newest first, replies among them."""
        self._check_credentials()
        query = urlencode(
            {
                "max_results": NEWEST,
                "start_time": f"{since:%Y-%m-%dT%H:%M:%SZ}",
                "post.fields": "entities,note_post",
            }
        )
        route = f"/2/users/{self._user_id()}/tweets?{query}"
        found = self._line.send(_bare("timeline", "GET", route)).json().get("data", [])
        if not isinstance(found, list):
            raise Uncertain("the timeline could not be read")
        return [post for post in found if isinstance(post, dict)]

    def _user_id(self) -> str:
        """The account's number, with which X begins its access tokens."""
        number, dash, _ = self._credentials["access_token"].partition("-")
        if dash and _ID.fullmatch(number):
            return number
        return self._line.send(_bare("me", "GET", "/2/users/me")).text("data", "id")

    def _signed(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        import tweepy

        handler = tweepy.OAuth1UserHandler(*(self._credentials[name] for name in CREDENTIALS))
        signed: requests.PreparedRequest = handler.apply_auth()(request)
        return signed


# --- steps -------------------------------------------------------------------------------


def _picture_steps(number: int, picture: Picture) -> list[Step]:
    media = f"media:{number}"
    encoded = base64.b64encode(picture.data).decode("ascii")
    upload = {"media": encoded, "media_category": "tweet_image"}
    steps = [_step(media, "/2/media/upload", upload, keeps=MEDIA_KEEPS)]
    if picture.alt_text:
        metadata = {"id": Gap(media), "metadata": {"alt_text": {"text": picture.alt_text}}}
        steps.append(_step(f"alt:{number}", "/2/media/metadata", metadata, keeps=MEDIA_KEEPS))
    return steps


def _post_step(index: int, piece: Piece[Picture], media: range) -> Step:
    body: dict[str, object] = {"text": piece.text}
    if media:
        body["media"] = {"media_ids": [Gap(f"media:{number}") for number in media]}
    if index:
        body["reply"] = {"in_reply_to_tweet_id": Gap(f"post:{index}")}
    return replace(_step(f"post:{index + 1}", "/2/tweets", body), public=True, piece=index)


def _step(name: str, route: str, value: object, *, keeps: timedelta | None = None) -> Step:
    body = json_content(value)
    headers = headers_of(HOST, body, Content_Type="application/json", Authorization=_AUTHORIZATION)
    return Step(name=name, url=content(HOST + route), headers=headers, body=body, keeps=keeps)


def _bare(name: str, method: str, route: str) -> Step:
    headers = headers_of(HOST, Authorization=_AUTHORIZATION)
    return Step(name=name, method=method, url=content(HOST + route), headers=headers)


# --- answers -----------------------------------------------------------------------------


def _receipt(step: Step, answer: Answer) -> Receipt:
    found = answer.text("data", "id")
    if not _ID.fullmatch(found):
        raise Uncertain("no clear answer: X took the request and gave no id")
    if step.public:
        return _published(step, found, answer.rest)
    return Receipt(step=step.name, values={step.name: found}, rest=answer.rest)


def _is_at_work(answer: Answer) -> bool:
    """Whether X is still at work on a picture. Raises Refused where it could not use it."""
    data = answer.json().get("data")
    said = data.get("processing_info") if isinstance(data, dict) else None
    state = said.get("state") if isinstance(said, dict) else None
    if state == "failed":
        raise Refused("X could not use a picture: upload it again, or take another one")
    return state in ("pending", "in_progress")


def _published(step: Step, post_id: str, rest: timedelta | None = None) -> Receipt:
    return Receipt(
        step=step.name,
        values={step.name: post_id},
        remote_id=post_id,
        url=f"https://x.com/i/status/{post_id}",
        rest=rest,
    )


def _expanded(post: Mapping[str, object]) -> str:
    """A post's text with its t.co links as they were written, and without those of its media."""
    note = post.get("note_post")
    source = note if isinstance(note, dict) else post
    text = str(source.get("text", ""))
    entities = source.get("entities")
    urls = entities.get("urls") if isinstance(entities, dict) else None
    for url in urls if isinstance(urls, list) else ():
        if isinstance(url, dict) and url.get("url"):
            full = "" if url.get("media_key") else str(url.get("expanded_url", ""))
            text = text.replace(str(url["url"]), full)
    return html.unescape(text)


def _plain(text: str) -> str:
    """The words as X keeps them: normalised, white space and an address's form left aside."""
    words = unicodedata.normalize("NFC", text).split()
    return " ".join(
        word.removeprefix("https://").removeprefix("http://").rstrip("/") for word in words
    )
