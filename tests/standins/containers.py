"""Threads and Instagram on loopback, by developers.facebook.com (2026-11).

Pictures are fetched from where they are said to be, by ``fetch``. Unless told otherwise, ``place``
is what stands there, by file name.
"""

from __future__ import annotations

import itertools
import re
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tests.standins.graph import ACCOUNT, Graph, coded, moment
from tests.standins.server import Posted, Problem, Reply, Seen, kind_of, size_of

MOST_HASHTAGS, LONGEST_CAPTION = 5, 2200  # Instagram
LARGEST_PICTURE = 8_000_000
DAY = timedelta(days=1)
PLACE = "https://pictures.journal.example/cards"


@dataclass(frozen=True, kw_only=True)
class _Container:
    text: str
    pictures: tuple[tuple[bytes, str], ...]
    looks: int  # until it is ready
    child: bool
    reply_to: str | None = None
    published: bool = False


@dataclass(frozen=True, kw_only=True)
class _Media:
    id: str
    container: _Container
    at: datetime


class Containers(Graph):
    """One account. ``work`` is how often a container is not ready yet when asked.

    ``most_posts`` and ``most_replies`` are what it takes in 24 hours.
    """

    version: str
    edge: str
    quota: str
    words: str
    status: str
    why: str
    most_posts: int
    most_replies: int | None = None
    most_text: int
    carousel: tuple[int, int]
    link: str
    kinds: tuple[str, ...]
    ratios: tuple[float, float]

    def __init__(self) -> None:
        super().__init__()
        self.work = 0
        self.ends: deque[str] = deque()  # what the next containers come to, in place of FINISHED
        self.place: dict[str, bytes] = {}
        self.fetch: Callable[[str], bytes | None] = self._from_place
        self.containers: dict[str, _Container] = {}
        self.media: list[_Media] = []
        self.links: list[str] = []
        self.hidden = False  # whether a new post is not in the account's list yet
        self._numbers = itertools.count(17_900_000_000_000_000)

    def posted(self) -> list[Posted]:
        """What readers see."""
        return [
            Posted(
                id=each.id,
                text=each.container.text,
                pictures=each.container.pictures,
                reply_to=each.container.reply_to,
            )
            for each in self.media
        ]

    def obey(self, request: Seen) -> Reply:
        """Do what the request asks. Raises Problem where the platform would refuse."""
        if request.path == "/refresh_access_token":
            return self.renewed(request)
        path = self.check(request)
        if path == ["me"]:
            return Reply(body={"id": ACCOUNT})
        if path == [ACCOUNT]:
            return Reply(body={"id": ACCOUNT, "username": "journal"})
        if path == [ACCOUNT, self.edge]:
            return self._make(request.json()) if request.method == "POST" else self._newest()
        if path == [ACCOUNT, self.quota] and request.method == "GET":
            return self._left(request.query.get("fields", "quota_usage"))
        if path == [ACCOUNT, f"{self.edge}_publish"]:
            self.refuse()
            return self._publish(str(request.json().get("creation_id")))
        if len(path) == 1 and path[0] in self.containers and request.method == "GET":
            return self._state(path[0])
        found = next((each for each in self.media if [each.id] == path), None)
        if found and request.method == "GET":
            return Reply(body={"id": found.id, "permalink": self._permalink(found)})
        if found and request.method == "DELETE":
            return self._delete(found)
        raise coded(100, "Unsupported request", subcode=33)

    def _make(self, body: Mapping[str, object]) -> Reply:
        text = str(body.get(self.words) or "")
        if len(text.encode()) > self.most_text:
            raise coded(100, "Param text must be at most 500 characters long")
        children = body.get("children")
        if isinstance(children, list):
            pictures = tuple(self._child(str(child)) for child in children)
            if not self.carousel[0] <= len(pictures) <= self.carousel[1]:
                raise coded(100, "a carousel of that many is not possible")
        else:
            pictures = self._fetched(body)
        self._check_type(body, pictures)
        number = str(next(self._numbers))
        made = _Container(
            text=text,
            pictures=pictures,
            looks=self.work if pictures else 0,
            child=body.get("is_carousel_item") is True,
            reply_to=str(body["reply_to_id"]) if "reply_to_id" in body else None,
        )
        if body.get("auto_publish_text") is True:
            if pictures or not any(each.id == made.reply_to for each in self.media):
                raise coded(100, "auto_publish_text is for texts")
            return Reply(body={"id": self._keep(made).id})
        if link := body.get("link_attachment"):
            self.links.append(str(link))
        self.containers[number] = made
        return Reply(body={"id": number})

    def _check_type(self, body: Mapping[str, object], pictures: tuple[object, ...]) -> None:
        """Refuse a type that does not go with the pictures."""
        raise NotImplementedError

    def _fetched(self, body: Mapping[str, object]) -> tuple[tuple[bytes, str], ...]:
        if "image_url" not in body:
            return ()
        picture = self.fetch(str(body["image_url"]))
        if picture is None:
            raise coded(9004, "The media could not be fetched from this URI")
        self._check_picture(picture)
        alt = str(body.get("alt_text", ""))
        if len(alt) > 1000:
            raise coded(100, "alt_text is too long")
        return ((picture, alt),)

    def _from_place(self, url: str) -> bytes | None:
        place, _, name = url.rpartition("/")
        return self.place.get(name) if place == PLACE else None

    def _check_picture(self, data: bytes) -> None:
        """Refuse what the platform's "Image specifications" do not allow."""
        if len(data) > LARGEST_PICTURE:
            raise coded(36001, "The image size is too large")
        kind, (width, height) = kind_of(data), size_of(data)
        ratio = width / height
        if kind not in self.kinds:
            raise coded(36000, f"The image format is not supported: {kind}")
        if not self.ratios[0] <= ratio <= self.ratios[1]:
            raise coded(36003, "The submitted image has an aspect ratio that is not supported")

    def _child(self, number: str) -> tuple[bytes, str]:
        child = self.containers.get(number)
        if child is None or not child.child or child.looks:
            raise coded(9007, "a child is not ready")
        return child.pictures[0]

    def _state(self, number: str) -> Reply:
        container = self.containers[number]
        if container.looks:
            self.containers[number] = replace(container, looks=container.looks - 1)
            return Reply(body={"id": number, self.status: "IN_PROGRESS"})
        if self.ends:
            told = {self.status: self.ends.popleft(), self.why: "FAILED_PROCESSING"}
            return Reply(body={"id": number, **told})
        state = "PUBLISHED" if container.published else "FINISHED"
        return Reply(body={"id": number, self.status: state})

    def _publish(self, number: str) -> Reply:
        container = self.containers.get(number)
        if container is None or container.child:
            raise coded(24, "The requested resource does not exist")
        if container.looks:
            raise coded(9007, "The media is not ready for publishing")
        if container.published:
            raise coded(9008, "The container was published already")
        self.containers[number] = replace(container, published=True)
        return Reply(body={"id": self._keep(container).id})

    def _left(self, fields: str) -> Reply:
        """How much of the day's quota is used, as far as ``fields`` ask."""
        told: dict[str, object] = {"quota_usage": self._used(replies=False)}
        told["config"] = {"quota_total": self.most_posts, "quota_duration": 86400}
        if self.most_replies is not None:
            told["reply_quota_usage"] = self._used(replies=True)
            told["reply_config"] = {"quota_total": self.most_replies, "quota_duration": 86400}
        asked = fields.split(",")
        if not set(asked) <= told.keys():
            raise coded(100, "Tried accessing nonexisting field")
        return Reply(body={"data": [{name: told[name] for name in asked}]})

    def _used(self, *, replies: bool) -> int:
        of_the_day = [each for each in self.media if each.at > self.now() - DAY]
        return sum(bool(each.container.reply_to) is replies for each in of_the_day)

    def _keep(self, container: _Container) -> _Media:
        replies = bool(container.reply_to)
        most = self.most_replies if replies else self.most_posts
        if most is not None and self._used(replies=replies) >= most:
            raise coded(9, "The account has reached its daily limit", subcode=2207042)
        media = _Media(id=str(next(self._numbers)), container=container, at=self.now())
        self.media.append(media)
        return media

    def _newest(self) -> Reply:
        shown = [] if self.hidden else list(reversed(self.media))
        data = [
            {
                "id": each.id,
                self.words: each.container.text,
                "timestamp": moment(each.at),
                "permalink": self._permalink(each),
            }
            for each in shown
        ]
        return Reply(body={"data": data})

    def _permalink(self, media: _Media) -> str:
        return f"{self.link}/{int(media.id):x}/"

    def _delete(self, media: _Media) -> Reply:
        raise coded(10, "This operation is not supported")


class Threads(Containers):
    """An account on Threads."""

    post_route = f"/v1.0/{ACCOUNT}/threads_publish"
    grant = "th_refresh_token"
    version, edge, words, status = "v1.0", "threads", "text", "status"
    why, quota, most_posts, most_replies = "error_message", "threads_publishing_limit", 250, 1000
    most_text = 500
    carousel = (2, 20)
    kinds, ratios = ("JPEG", "PNG"), (0.1, 10.0)
    link = "https://www.threads.com/@journal/post"

    def _check_type(self, body: Mapping[str, object], pictures: tuple[object, ...]) -> None:
        if "link_attachment" in body and (pictures or "children" in body):
            raise coded(100, "link_attachment is for posts of text alone")
        wanted = "CAROUSEL" if "children" in body else "IMAGE" if pictures else "TEXT"
        if body.get("media_type") != wanted:
            raise coded(100, f"media_type should be {wanted}")

    def _delete(self, media: _Media) -> Reply:
        self.media.remove(media)
        return Reply(body={"success": True, "deleted_id": media.id})


class Instagram(Containers):
    """An account on Instagram."""

    post_route = f"/v24.0/{ACCOUNT}/media_publish"
    grant = "ig_refresh_token"
    version, edge, words, status = "v24.0", "media", "caption", "status_code"
    why, quota, most_posts = "status", "content_publishing_limit", 100
    most_text = 2200 * 4
    carousel = (2, 10)
    kinds, ratios = ("JPEG",), (0.8, 1.91)
    link = "https://www.instagram.com/p"

    def _check_type(self, body: Mapping[str, object], pictures: tuple[object, ...]) -> None:
        caption = str(body.get("caption", ""))
        if len(re.findall(r"#\w", caption)) > MOST_HASHTAGS:
            raise coded(2207040, "The caption has too many hashtags")
        if len(caption.encode("utf-16-le")) // 2 > LONGEST_CAPTION:
            raise coded(2207010, "The caption was too long")
        if not pictures:
            raise Problem(400, "The image_url is required")
        if ("children" in body) != (body.get("media_type") == "CAROUSEL"):
            raise coded(100, "media_type should be CAROUSEL with children alone")
