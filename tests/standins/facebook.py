"""A Facebook Page on loopback, by developers.facebook.com/docs/graph-api (2026-11)."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import datetime

from tests.standins.graph import ACCOUNT, Graph, coded, moment
from tests.standins.server import Posted, Problem, Reply, Seen, kind_of

LARGEST_PHOTO = 4_000_000
LONGEST = 63_206


@dataclass(frozen=True, kw_only=True)
class _Post:
    id: str
    message: str
    photos: tuple[str, ...]
    link: str | None
    at: datetime


class Facebook(Graph):
    """One Page."""

    post_route = f"/v24.0/{ACCOUNT}/feed"

    def __init__(self) -> None:
        super().__init__()
        self.photos: dict[str, tuple[bytes, str]] = {}
        self.posts: list[_Post] = []
        self.reach_ends: datetime | None = None  # when what the token may look at runs out
        self.scopes = ["pages_show_list", "pages_read_engagement", "pages_manage_posts"]
        self._numbers = itertools.count(122_100_000_000_000)

    def posted(self) -> list[Posted]:
        """What readers see."""
        return [
            Posted(
                id=post.id,
                text=post.message,
                pictures=tuple(self.photos[photo] for photo in post.photos),
            )
            for post in self.posts
        ]

    def obey(self, request: Seen) -> Reply:
        """Do what the request asks. Raises Problem where Facebook would refuse."""
        path = self.check(request)
        match request.method, path:
            case "POST", [page, "photos"] if page == ACCOUNT:
                return self._photo(request)
            case "POST", [page, "feed"] if page == ACCOUNT:
                return self._post(request)
            case "GET", [page, "posts"] if page == ACCOUNT:
                data = [self._shown(post) for post in reversed(self.posts)]
                return Reply(body={"data": data[: int(request.query["limit"])]})
            case "GET", ["me"]:
                return Reply(body={"id": ACCOUNT})
            case "GET", ["debug_token"]:
                return self._told(request.query["input_token"])
            case "GET", [page] if page == ACCOUNT:
                return Reply(body={"id": page, "name": "journal", "link": "https://fb.example/j"})
            case "DELETE", [number]:
                return self._delete(number)
        raise coded(100, "Unsupported request", subcode=33)

    def _told(self, token: str) -> Reply:
        """What is known of a token ("Debug-Token"); 0: it does not expire."""
        issued = self.tokens.get(token)
        ends = (issued.expires_at if issued else None, self.reach_ends)
        expires_at, reach_ends = (int(end.timestamp()) if end else 0 for end in ends)
        data = {
            "is_valid": issued is not None,
            "expires_at": expires_at,
            "type": "PAGE",
            "scopes": self.scopes,
        }
        return Reply(body={"data": {**data, "data_access_expires_at": reach_ends}})

    def _photo(self, request: Seen) -> Reply:
        form = request.form()
        source = form.get("source")
        if source is None or form["published"].text != "false":
            raise coded(324, "Missing or invalid image file")
        if len(source.data) >= LARGEST_PHOTO:
            raise Problem(413, "too large")
        if kind_of(source.data) not in ("JPEG", "PNG", "GIF"):
            raise coded(324, "Missing or invalid image file")
        alt = form["alt_text_custom"].text if "alt_text_custom" in form else ""
        number = str(next(self._numbers))
        self.photos[number] = (source.data, alt)
        return Reply(body={"id": number})

    def _post(self, request: Seen) -> Reply:
        self.refuse()
        body = request.json()
        if len(str(body.get("message", ""))) > LONGEST:
            raise coded(100, "The message is too long")
        attached = body.get("attached_media") or []
        assert isinstance(attached, list)
        photos = tuple(str(each["media_fbid"]) for each in attached)
        if unknown := set(photos) - self.photos.keys():
            raise coded(100, f"no photo {unknown}")
        if not (body.get("message") or photos or body.get("link")):
            raise coded(100, "nothing to post")
        post = _Post(
            id=f"{ACCOUNT}_{next(self._numbers)}",
            message=str(body.get("message", "")),
            photos=photos,
            link=str(body["link"]) if body.get("link") else None,
            at=self.now(),
        )
        self.posts.append(post)
        return Reply(body={"id": post.id})

    def _delete(self, number: str) -> Reply:
        kept = [post for post in self.posts if post.id != number]
        if len(kept) == len(self.posts):
            raise coded(100, "Object does not exist", subcode=33)
        self.posts = kept
        return Reply(body={"success": True})

    def _shown(self, post: _Post) -> dict[str, object]:
        return {"id": post.id, "message": post.message, "created_time": moment(post.at)}
