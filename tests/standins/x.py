"""X on loopback: signatures, media, posts, replies, timelines, duplicates and rate limits."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from twitter_text import parse_tweet

from tests.standins.schema import query_problems, request_problems
from tests.standins.server import Posted, Problem, Reply, Seen, StandIn, kind_of

PUBLIC_HOST = "https://api.twitter.com"
USER_ID = "12345"
CREDENTIALS = {
    "consumer_key": "marked-consumer-key",
    "consumer_secret": "marked-consumer-secret",
    "access_token": f"{USER_ID}-marked-access-token",
    "access_secret": "marked-access-secret",
}
UPLOAD, METADATA, POST = "/2/media/upload", "/2/media/metadata", "/2/tweets"
TIMELINE = f"/2/users/{USER_ID}/tweets"
LARGEST_PICTURE = 5_000_000
SKEW = timedelta(minutes=5)  # a signature is good for that long

_URL = re.compile(r"https?://\S+")


@dataclass(frozen=True, kw_only=True)
class _Post:
    id: str
    text: str
    media: tuple[str, ...]
    reply_to: str | None
    at: datetime


class X(StandIn):
    """What X knows of one account.

    With ``check_time`` it refuses signatures of another time, as X does; with ``takes_duplicates``
    it takes the same words twice, as X does not.
    """

    post_route = POST
    secrets = (CREDENTIALS["consumer_key"], CREDENTIALS["access_secret"])

    def __init__(self) -> None:
        super().__init__()
        self.media: dict[str, bytes] = {}
        self.alt_texts: dict[str, str] = {}
        self.posts: list[_Post] = []
        self.nonces: set[str] = set()
        self.check_time = False
        self.level = "read-write"  # what the application's permission was when the token was made
        self.takes_duplicates = False
        self.work = 0  # looks until a picture is ready
        self.spoils = False  # whether a picture comes to nothing
        self.working: dict[str, int] = {}

    @property
    def texts(self) -> list[str]:
        """The texts that readers see, in order."""
        return [post.text for post in self.posts]

    def posted(self) -> list[Posted]:
        """What readers see."""
        return [
            Posted(
                id=post.id,
                text=post.text,
                pictures=tuple(
                    (self.media[each], self.alt_texts.get(each, "")) for each in post.media
                ),
                reply_to=post.reply_to,
            )
            for post in self.posts
        ]

    def write(self, text: str) -> str:
        """Post ``text`` by hand; its number."""
        number = str(1_800_000_000_000_000_000 + len(self.posts))
        post = _Post(id=number, text=text, media=(), reply_to=None, at=self.now())
        self.posts.append(post)
        return number

    def problem(self, status: int, detail: str) -> dict[str, object]:
        """A problem as RFC 9457 has it."""
        return {"title": "Problem", "detail": detail, "status": status, "type": "about:blank"}

    def limited(self) -> Mapping[str, str]:
        """X's own headers, in Unix time."""
        return {"x-rate-limit-remaining": "0", "x-rate-limit-reset": str(self.reset_at)}

    def obey(self, request: Seen) -> Reply:
        """Do what the request asks. Raises Problem where X would refuse."""
        self._check_signature(request)
        if request.method == "GET":
            return self._get(request)
        if request.method == "DELETE":
            return self._delete(request.path.rpartition("/")[2])
        body = request.json()
        wrong = request_problems(request.path, body)
        if wrong:
            raise Problem(400, "; ".join(wrong))
        match request.path:
            case "/2/media/upload":
                return self._upload(body)
            case "/2/media/metadata":
                return self._describe(body)
            case "/2/tweets":
                return self._post(body)
        raise Problem(404, "Not Found")

    def _upload(self, body: dict[str, object]) -> Reply:
        try:
            picture = base64.b64decode(str(body["media"]), validate=True)
        except binascii.Error:
            raise Problem(400, "media is no base64") from None
        if kind_of(picture) not in ("JPEG", "PNG", "GIF", "WEBP") or len(picture) > LARGEST_PICTURE:
            raise Problem(400, "media is no picture that X takes")
        media_id = str(1_000 + len(self.media))
        self.media[media_id] = picture
        if self.work or self.spoils:
            self.working[media_id] = self.work
        return self._told(media_id)

    def _told(self, media_id: str) -> Reply:
        """What is known of an upload; with processing_info while there is work, or was."""
        size = len(self.media[media_id])
        data: dict[str, object] = {"id": media_id, "media_key": f"3_{media_id}", "size": size}
        if media_id in self.working:
            ended = "failed" if self.spoils else "succeeded"
            state = "in_progress" if self.working[media_id] else ended
            data["processing_info"] = {"state": state, "check_after_secs": 1}
        return Reply(body={"data": data})

    def _status(self, query: Mapping[str, str]) -> Reply:
        media_id = query.get("media_id", "")
        if query.get("command") != "STATUS" or media_id not in self.media:
            raise Problem(400, "no such media")
        self.working[media_id] = max(0, self.working.get(media_id, 0) - 1)
        return self._told(media_id)

    def _describe(self, body: dict[str, object]) -> Reply:
        media_id = str(body["id"])
        if media_id not in self.media:
            raise Problem(400, "no such media")
        metadata = body["metadata"]
        assert isinstance(metadata, dict)
        alt_text = metadata["alt_text"]["text"]
        if len(alt_text) > 1000:
            raise Problem(400, "alt_text is too long")
        self.alt_texts[media_id] = alt_text
        return Reply(body={"data": {"id": media_id}})

    def _post(self, body: dict[str, object]) -> Reply:
        media, reply, text = body.get("media", {}), body.get("reply", {}), str(body["text"])
        assert isinstance(media, dict)
        assert isinstance(reply, dict)
        media_ids = tuple(media.get("media_ids", ()))
        reply_to = reply.get("in_reply_to_tweet_id")
        unready = [each for each in media_ids if self.working.get(each) or self.spoils]
        if len(media_ids) > 4 or unready or any(each not in self.media for each in media_ids):
            raise Problem(400, "Your media IDs are invalid.")
        if reply_to and reply_to not in [post.id for post in self.posts]:
            raise Problem(400, "The Tweet that is replied to does not exist.")
        if not parse_tweet(text).valid:
            raise Problem(403, "Your Tweet text is too long.")
        if text in self.texts and not self.takes_duplicates:
            raise Problem(403, "You are not allowed to create a Tweet with duplicate content.")
        number = self.write(text)
        self.posts[-1] = _Post(
            id=number, text=text, media=media_ids, reply_to=reply_to, at=self.now()
        )
        return Reply(status=201, body={"data": {"id": number, "text": text}})

    def _delete(self, number: str) -> Reply:
        if number not in [post.id for post in self.posts]:
            raise Problem(404, "Not Found")
        self.posts = [post for post in self.posts if post.id != number]
        return Reply(body={"data": {"deleted": True}})

    def _get(self, request: Seen) -> Reply:
        if request.path == "/2/users/me":
            data = {"id": USER_ID, "name": "Journal", "username": "journal"}
            return Reply(body={"data": data}, headers={"x-access-level": self.level})
        if request.path == UPLOAD:
            wrong = query_problems(UPLOAD, request.query)
            if wrong:
                raise Problem(400, "; ".join(wrong))
            return self._status(request.query)
        if request.path != TIMELINE:
            raise Problem(404, "Not Found")
        wrong = query_problems("/2/users/{id}/tweets", request.query)
        if wrong:
            raise Problem(400, "; ".join(wrong))
        since = datetime.fromisoformat(request.query["start_time"])
        newest = [post for post in reversed(self.posts) if post.at >= since]
        found = [self._shown(post) for post in newest[: int(request.query["max_results"])]]
        return Reply(body={"data": found, "meta": {"result_count": len(found)}} if found else {})

    def _shown(self, post: _Post) -> dict[str, object]:
        """A post as timelines have it: URLs as t.co links, the signs of HTML escaped."""
        urls: list[dict[str, object]] = []

        def shortened(url: str, **more: str) -> str:
            short = f"https://t.co/{post.id[-4:]}{len(urls)}"
            urls.append({"url": short, "expanded_url": url, **more})
            return short

        text = _URL.sub(lambda match: shortened(match[0]), post.text)
        if post.media:
            photo = f"https://x.com/journal/status/{post.id}/photo/1"
            text += " " + shortened(photo, media_key=f"3_{post.media[0]}")
        text = html.escape(text, quote=False)
        return {"id": post.id, "text": text, "entities": {"urls": urls}}

    def _check_signature(self, request: Seen) -> None:
        """OAuth 1.0a, HMAC-SHA1 (RFC 5849, 3.4): a JSON body is not part of what is signed."""
        given = {
            name: unquote(value)
            for name, value in re.findall(
                r'(oauth_\w+)="([^"]*)"', request.headers.get("authorization", "")
            )
        }
        signature = given.pop("oauth_signature", "")
        signed = [*given.items(), *parse_qsl(urlsplit(request.target).query)]
        pairs = "&".join(sorted(f"{quote(k, '')}={quote(v, '')}" for k, v in signed))
        url = PUBLIC_HOST + request.path
        base = "&".join(quote(part, "") for part in (request.method, url, pairs))
        key = (
            f"{quote(CREDENTIALS['consumer_secret'], '')}&{quote(CREDENTIALS['access_secret'], '')}"
        )
        digest = hmac.new(key.encode(), base.encode(), hashlib.sha1).digest()
        right = base64.b64encode(digest).decode()
        fresh = given.get("oauth_nonce", "") not in self.nonces
        self.nonces.add(given.get("oauth_nonce", ""))
        if not (hmac.compare_digest(signature, right) and fresh):
            raise Problem(401, "Unauthorized")
        stamp = int(given.get("oauth_timestamp", "0"))
        if self.check_time and abs(stamp - self.now().timestamp()) > SKEW.total_seconds():
            raise Problem(401, "Timestamp out of bounds.")
