"""X, by tweepy: pictures and alternative texts first, then the post.

Requests and answers as in X's OpenAPI description 2.167. tweepy 4.17 signs them (OAuth 1.0a, user
context) and has no method of its own for v2 media; its host is api.twitter.com.
"""

from __future__ import annotations

import base64
import json
import logging
import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from bot import __version__
from bot.composing.limits import Limits
from bot.errors import NotSent, PublishError, Refused, Uncertain
from bot.model import QueuedPost
from bot.publishing.platform import Picture, Plan, Receipt, Step

if TYPE_CHECKING:
    import tweepy

    from bot.publishing.transport import Timeouts

HOST = "https://api.twitter.com"
CREDENTIALS = ("consumer_key", "consumer_secret", "access_token", "access_secret")
LARGEST_PICTURE = 5_000_000  # bytes; docs.x.com, "Media upload best practices", seen 2026-11
MOST_PICTURES = 4  # CreatePostsMedia.media_ids, maxItems

_ID = re.compile(r"[0-9]{1,19}")
_AUTHORIZATION = (
    'OAuth oauth_nonce="{nonce}", oauth_timestamp="{timestamp}", oauth_version="1.0", '
    'oauth_signature_method="HMAC-SHA1", oauth_consumer_key="{consumer_key}", '
    'oauth_token="{access_token}", oauth_signature="{signature}"'
)
# All that goes out with a request, so that what is shown is what is sent. One connection each: one
# that the platform has closed meanwhile would make an outcome uncertain for nothing.
HEADERS = {
    "User-Agent": f"newsroom-bot/{__version__}",
    "Accept-Encoding": "gzip, deflate",
    "Accept": "application/json",
    "Connection": "close",
}
# At their debug level these print keys, headers and bodies.
_TALKATIVE = ("tweepy", "oauthlib", "requests_oauthlib", "urllib3")


class X:
    """One account on X. Connects only when something is sent."""

    def __init__(
        self,
        credentials: Mapping[str, str],
        *,
        base_url: str | None = None,
        timeouts: Timeouts | None = None,
    ) -> None:
        self._credentials = credentials
        self._base_url = base_url
        self._timeouts = timeouts

    def missing(self) -> tuple[str, ...]:
        """The credentials that are not set."""
        return tuple(name for name in CREDENTIALS if not self._credentials.get(name))

    def prepare(
        self, post: QueuedPost, pictures: Sequence[Sequence[Picture]], limits: Limits
    ) -> Plan:
        """Uploads with their alternative texts, then the post. Raises Refused where X would."""
        if len(post.pieces) > 1:
            raise Refused("threads are not sent to X yet; take a variant that is one post")
        return self._plan(post, pictures[0], limits)

    def _plan(self, post: QueuedPost, pictures: Sequence[Picture], limits: Limits) -> Plan:
        if len(pictures) > MOST_PICTURES:
            raise Refused(f"X takes {MOST_PICTURES} pictures with a post, not {len(pictures)}")
        steps: list[Step] = []
        for number, picture in enumerate(pictures, start=1):
            steps += _picture_steps(number, picture, limits)
        body: dict[str, object] = {}
        if pictures:
            numbers = range(1, len(pictures) + 1)
            body["media"] = {"media_ids": [_placeholder(number) for number in numbers]}
        body["text"] = post.text
        steps.append(_step("post", "/2/tweets", body, public=True))
        return Plan(
            post_id=post.id, account=post.account, platform=post.platform, steps=tuple(steps)
        )

    def send(self, step: Step, results: Sequence[Receipt]) -> Receipt:
        """Send one step of a plan."""
        values = {name: value for receipt in results for name, value in receipt.values.items()}
        data = self._ask(step, _filled(json.loads(step.body), values))
        if step.name.startswith("alt:"):
            return Receipt(step=step.name)
        found = data.get("id")
        if not isinstance(found, str) or not _ID.fullmatch(found):
            raise Uncertain("no clear answer: X took the request and gave no id")
        if step.public:
            return Receipt(step=step.name, remote_id=found, url=f"https://x.com/i/status/{found}")
        return Receipt(step=step.name, values={f"{{{step.name}}}": found})

    def _ask(self, step: Step, body: Mapping[str, object]) -> Mapping[str, object]:
        import requests

        try:
            response = self._client.request(
                step.method, step.url.removeprefix(HOST), json=body, user_auth=True
            )
            said = response.json()
        except PublishError as error:
            raise self._without_secrets(error) from None
        except requests.JSONDecodeError:
            raise Uncertain("no clear answer: X answered with something else than JSON") from None
        except requests.RequestException as error:  # beside the transport, so at an unknown moment
            raise Uncertain(f"no clear answer: {type(error).__name__}") from None
        data = said.get("data") if isinstance(said, dict) else None
        return data if isinstance(data, dict) else {}

    @cached_property
    def _client(self) -> tweepy.Client:
        import tweepy

        from bot.publishing.transport import Timeouts, Transport

        if self.missing():
            raise NotSent(f"credentials are missing: {', '.join(self.missing())}")
        for name in _TALKATIVE:
            logging.getLogger(name).setLevel(logging.WARNING)
        key, secret, token, token_secret = (self._credentials[name] for name in CREDENTIALS)
        client = tweepy.Client(
            consumer_key=key,
            consumer_secret=secret,
            access_token=token,
            access_token_secret=token_secret,
        )
        client.user_agent = HEADERS["User-Agent"]
        client.session.headers.clear()
        client.session.headers.update(HEADERS)
        transport = Transport(timeouts=self._timeouts or Timeouts(), base_url=self._base_url)
        client.session.mount(HOST, transport)
        return client

    def _without_secrets(self, error: PublishError) -> PublishError:
        """The error, without any secret that the platform may have quoted back."""
        text = str(error)
        for name in CREDENTIALS:
            if secret := self._credentials.get(name):
                text = text.replace(secret, f"{{{name}}}")
        error.args = (text,)
        return error


def _picture_steps(number: int, picture: Picture, limits: Limits) -> list[Step]:
    if len(picture.data) > LARGEST_PICTURE:
        size = len(picture.data) / 1e6
        raise Refused(f"picture {number} has {size:.1f} MB; X takes 5 MB")
    if len(picture.alt_text) > limits.alt_limit:
        raise Refused(f"the alternative text of picture {number} is over {limits.alt_limit}")
    encoded = base64.b64encode(picture.data).decode("ascii")
    upload = {"media": encoded, "media_category": "tweet_image"}
    steps = [_step(f"media:{number}", "/2/media/upload", upload)]
    if picture.alt_text:
        metadata = {
            "id": _placeholder(number),
            "metadata": {"alt_text": {"text": picture.alt_text}},
        }
        steps.append(_step(f"alt:{number}", "/2/media/metadata", metadata))
    return steps


def _step(name: str, route: str, body: Mapping[str, object], *, public: bool = False) -> Step:
    raw = json.dumps(body).encode("ascii")  # as requests encodes it
    length = "{length}" if b"{media:" in raw else str(len(raw))
    headers = (
        ("Host", HOST.removeprefix("https://")),
        *HEADERS.items(),
        ("Content-Length", length),
        ("Content-Type", "application/json"),
        ("Authorization", _AUTHORIZATION),
    )
    return Step(
        name=name, public=public, method="POST", url=HOST + route, headers=headers, body=raw
    )


def _placeholder(number: int) -> str:
    return f"{{media:{number}}}"


def _filled(body: dict[str, object], values: Mapping[str, str]) -> dict[str, object]:
    """The body with the ids that X gave, where ids belong: a text may look like a placeholder."""
    if isinstance(body.get("id"), str):
        body["id"] = values[str(body["id"])]
    media = body.get("media")
    if isinstance(media, dict):
        body["media"] = {"media_ids": [values[name] for name in media["media_ids"]]}
    return body
