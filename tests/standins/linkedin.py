"""LinkedIn's Posts and Images interfaces on loopback, by learn.microsoft.com/linkedin (2026-11)."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import parse_qsl, unquote

from tests.standins.server import Posted, Problem, Reply, Seen, StandIn, kind_of, size_of

TOKEN = "marked-linkedin-token"
AUTHOR = "urn:li:organization:5515715"
REFRESH_TOKEN = "marked-linkedin-refresh+token"
CLIENT = {"client_id": "marked-client-id", "client_secret": "marked=client&secret"}
POSTS = "/rest/posts"
LIVES, REFRESHED_FOR = timedelta(days=60), timedelta(days=365)
UPLOADS = "https://www.linkedin.com/dms-uploads/"
# Those of the last year: one is retired after about a year ("Versioning", "Migrations").
VERSIONS = {f"2026{month:02}" for month in range(1, 11)}
LONGEST, MOST_PIXELS = 3000, 36_152_320

# "little text format": these signs stand for themselves only behind a backslash
_BARE = re.compile(r"(?<!\\)(?:\\\\)*([|{}@\[\]()<>*_~])")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class _Post:
    id: str
    commentary: str
    images: tuple[tuple[str, str], ...]
    at: datetime


class LinkedIn(StandIn):
    """One page. Its tokens are renewed by a refresh token, which stays as it is.

    With ``rotates`` each renewal brings another refresh token; the one before goes on working.
    With ``takes_duplicates`` it takes the same words twice, as LinkedIn does not.
    """

    post_route = POSTS
    secrets = (TOKEN, REFRESH_TOKEN, *CLIENT.values())

    def __init__(self) -> None:
        super().__init__()
        self.uploads: dict[str, bytes | None] = {}  # image → its bytes, once they are there
        self.posts: list[_Post] = []
        self.articles: list[dict[str, object]] = []
        self.tokens = {TOKEN: self.now() + LIVES}  # and when each runs out
        self.refresh_tokens = {REFRESH_TOKEN: self.now() + REFRESHED_FOR}
        self.rotates = False
        self.takes_duplicates = False
        self.names_pages = True  # whether the token may look a page up (rw_organization_admin)
        self.scopes = ["r_organization_social", "w_organization_social"]
        self._numbers = itertools.count(7_100_000_000_000_000_000)

    def posted(self) -> list[Posted]:
        """What readers see."""
        return [
            Posted(
                id=post.id,
                text=_ESCAPED.sub(r"\1", post.commentary),
                pictures=tuple((self.uploads[image] or b"", alt) for image, alt in post.images),
            )
            for post in self.posts
        ]

    def problem(self, status: int, detail: str) -> dict[str, object]:
        """LinkedIn's form of an error."""
        return {"status": status, "code": "REFUSED", "message": detail}

    def obey(self, request: Seen) -> Reply:
        """Do what the request asks. Raises Problem where LinkedIn would refuse."""
        if request.path.startswith("/oauth/v2/"):
            return self._oauth(request)
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        if token not in self.tokens:
            raise Problem(401, "Invalid access token")
        if self.tokens[token] <= self.now():
            raise Problem(401, "The token used in the request has expired")
        if request.method == "PUT" and request.path.startswith("/dms-uploads/"):
            return self._picture(request)
        if request.headers.get("linkedin-version") not in VERSIONS:
            raise Problem(426, "Requested version is not active")
        if request.headers.get("x-restli-protocol-version") != "2.0.0":
            raise Problem(400, "Invalid protocol version")
        match request.method, request.path.strip("/").split("/")[1:]:
            case "POST", ["images"] if request.query.get("action") == "initializeUpload":
                return self._place()
            case "POST", ["posts"]:
                return self._post(request)
            case "GET", ["posts"]:
                return self._newest(request)
            case "DELETE", ["posts", number]:
                return self._delete(unquote(number))
            case "GET", ["organizations", "5515715"] if not self.names_pages:
                raise Problem(403, "Not enough permissions to access: organizations.GET.NO_VERSION")
            case "GET", ["organizations", "5515715"]:
                return Reply(body={"id": 5515715, "localizedName": "journal"})
        raise Problem(404, "Not found")

    def _oauth(self, request: Seen) -> Reply:
        """ "Programmatic Refresh Tokens" and "Token Introspection"."""
        form = dict(parse_qsl(request.body.decode(), strict_parsing=True))
        if request.method != "POST" or any(form.get(k) != v for k, v in CLIENT.items()):
            said = {"error": "invalid_client", "error_description": "Client authentication failed"}
            raise Problem(401, "Client authentication failed", said)
        if request.path.endswith("/introspectToken"):
            end = self.tokens.get(form["token"])
            if end is None:
                return Reply(body={"active": False})
            told = {"active": end > self.now(), "expires_at": int(end.timestamp())}
            return Reply(body={**told, "scope": ",".join(self.scopes)})
        end = self.refresh_tokens.get(form.get("refresh_token", ""), self.now())
        if form.get("grant_type") != "refresh_token" or end <= self.now():
            said = {"error": "invalid_grant", "error_description": "The token is revoked"}
            raise Problem(400, "The token is revoked", said)
        token = f"{TOKEN}-{len(self.tokens)}"
        self.tokens[token] = self.now() + LIVES
        refresh_token = form["refresh_token"]
        if self.rotates:
            refresh_token = f"{REFRESH_TOKEN}-{len(self.tokens)}"
            self.refresh_tokens[refresh_token] = end
        body = {
            "access_token": token,
            "expires_in": int(LIVES.total_seconds()),
            "refresh_token": refresh_token,
            "refresh_token_expires_in": int((end - self.now()).total_seconds()),
        }
        return Reply(body=body)

    def _place(self) -> Reply:
        image = f"urn:li:image:C{next(self._numbers)}"
        self.uploads[image] = None
        url = f"{UPLOADS}{image.rpartition(':')[2]}/0?ca=vector&sync=0&v=beta"
        return Reply(body={"value": {"uploadUrl": url, "image": image, "uploadUrlExpiresAt": 1}})

    def _picture(self, request: Seen) -> Reply:
        image = "urn:li:image:" + request.path.split("/")[2]
        if image not in self.uploads or request.headers["host"] != "www.linkedin.com":
            raise Problem(404, "Not found")
        width, height = size_of(request.body)
        if kind_of(request.body) not in ("JPEG", "PNG", "GIF") or width * height > MOST_PIXELS:
            raise Problem(400, "The image is not of a kind or size that is supported")
        self.uploads[image] = request.body
        return Reply(status=201, body=b"")

    def _post(self, request: Seen) -> Reply:
        body = request.json()
        commentary = str(body.get("commentary", ""))
        if len(commentary) > LONGEST or body.get("author") != AUTHOR:
            raise Problem(422, "ShareCommentary text length exceeded the maximum allowed")
        if _BARE.search(commentary):
            raise Problem(400, "commentary has signs that are not escaped")
        if body.get("lifecycleState") != "PUBLISHED" or body.get("visibility") != "PUBLIC":
            raise Problem(422, "lifecycleState or visibility is missing")
        known = next((post.id for post in self.posts if post.commentary == commentary), None)
        if known and not self.takes_duplicates:
            detail = f"Content is a duplicate of {known}"
            inputs = [{"description": "Duplicate post is detected", "code": "DUPLICATE_POST"}]
            said = {"status": 422, "message": detail, "errorDetails": {"inputErrors": inputs}}
            raise Problem(422, detail, said)
        shown = body.get("content") or {}
        assert isinstance(shown, dict)
        if "article" in shown:
            self.articles.append(shown["article"])
        images = self._images(shown)
        share = f"urn:li:share:{next(self._numbers)}"
        self.posts.append(_Post(id=share, commentary=commentary, images=images, at=self.now()))
        return Reply(status=201, body=b"", headers={"x-restli-id": share})

    def _images(self, shown: dict[str, dict[str, object]]) -> tuple[tuple[str, str], ...]:
        several = shown.get("multiImage", {}).get("images", [])
        assert isinstance(several, list)
        if several and not 2 <= len(several) <= 20:
            raise Problem(422, "a multiImage post has 2 to 20 images")
        every = [*several, *([shown["media"]] if "media" in shown else [])]
        found = tuple((str(each["id"]), str(each.get("altText", ""))) for each in every)
        for image, alt in found:
            if self.uploads.get(image) is None or len(alt) > 4086:
                raise Problem(422, "an image is not there, or its text is too long")
        return found

    def _newest(self, request: Seen) -> Reply:
        if request.query.get("author") != AUTHOR or request.query.get("q") != "author":
            raise Problem(400, "author is missing")
        elements = [
            {
                "id": post.id,
                "commentary": post.commentary,
                "createdAt": int(post.at.timestamp() * 1000),
            }
            for post in reversed(self.posts)
        ]
        return Reply(body={"elements": elements})

    def _delete(self, number: str) -> Reply:
        kept = [post for post in self.posts if post.id != number]
        if len(kept) == len(self.posts):
            raise Problem(404, "Not found")
        self.posts = kept
        return Reply(status=204, body=b"")
