"""LinkedIn: pictures by the Images API, then a post by the Posts API.

Requests as documented at learn.microsoft.com/linkedin, "Posts API", "Images API" and "MultiImage
API" (2026-11). A version of the interface is retired after about a year and then answers 426.
LinkedIn has no key to send with. Words that a post of the last days has are refused as a duplicate,
or dropped without a word (ComposioHQ/composio, issue 2710; Arisamiga/Linkedin-RSS, issue 5).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import quote, urlencode, urlsplit

from bot.composing.limits import Limits
from bot.composing.richtext import as_sent, from_little
from bot.errors import Duplicate, NotSent, Outdated, Refused, Unauthorized, Uncertain
from bot.model import Piece
from bot.publishing import oauth
from bot.publishing.content import Content, Gap, content, json_content
from bot.publishing.contract import Access, Picture, Plan, Receipt, Standing, Step, Submission
from bot.publishing.line import Answer, Line, headers_of
from bot.publishing.pictures import check_pictures
from bot.publishing.transport import Timeouts
from bot.store.records import FreshToken

HOST = "https://api.linkedin.com"
VERSION = "202607"  # each is kept for a year at least ("Versioning"); a setting names another
UNKNOWN_AUTHOR = "urn:li:organization:0"  # shown in place of one that is not set
MOST_PIXELS = 36_152_320  # Images API
CLOCKS = timedelta(minutes=10)  # how far LinkedIn's clock and ours may be apart
NEWEST = 50  # posts
UPLOAD_KEEPS = timedelta(hours=20)  # uploadUrlExpiresAt is about a day away
PLACES = ("linkedin.com", "licdn.com")  # where pictures may be sent
# "Programmatic Refresh Tokens" and "Token Introspection"
RENEWAL = "https://www.linkedin.com/oauth/v2/accessToken"
INSPECTION = "https://www.linkedin.com/oauth/v2/introspectToken"

_AUTHOR = re.compile(r"urn:li:(?:organization|person):[\w-]{1,40}")
_POST = re.compile(r"urn:li:(?:share|ugcPost):\d{1,25}")
_IMAGE = re.compile(r"urn:li:image:[\w-]{1,80}")
_BEARER = content("Bearer ", Gap("access_token"))
_PERMISSIONS = {"organization": "w_organization_social", "person": "w_member_social"}
_APP = {"client_id": "client_id", "client_secret": "client_secret"}


class LinkedIn:
    """One page or person, whose handle is a URN: ``urn:li:organization:123``."""

    settles = timedelta(minutes=2)  # no document says how soon a post can be read; seconds, as seen
    tokens: tuple[str, ...] = ("access_token", "refresh_token")
    lives: timedelta | None = timedelta(days=60)
    renewing: tuple[str, ...] = ("client_id", "client_secret", "refresh_token")
    remedy = (
        "make a new token with your application's OAuth token tools, "
        "linkedin.com/developers/tools/oauth"
    )

    def __init__(self, access: Access, *, timeouts: Timeouts | None = None) -> None:
        self._name = access.account.upper()
        self._author = access.handle or ""
        self._version = access.version or VERSION
        self._token = access.credentials.get("access_token", "")
        self._line = Line(access, timeouts=timeouts)

    def missing(self) -> tuple[str, ...]:
        """What is not set, or is no URN."""
        found = {"handle": _AUTHOR.fullmatch(self._author), "access_token": self._token}
        return tuple(name for name, value in found.items() if not value)

    def prepare(self, submission: Submission, limits: Limits) -> Plan:
        """For each picture a place to send it to, and the picture; then the post."""
        author = self._author or UNKNOWN_AUTHOR
        uploads: list[Step] = []
        posts: list[Step] = []
        for index, piece in enumerate(submission.pieces):
            check_pictures(piece, limits)
            numbers = range(len(uploads) // 2 + 1, len(uploads) // 2 + 1 + len(piece.cards))
            for number, picture in zip(numbers, piece.cards, strict=True):
                if picture.width * picture.height > MOST_PIXELS:
                    raise Refused(f"picture {number} has over {MOST_PIXELS:,} pixels")
                uploads += (_place(author, number), _picture(number, picture))
            posts.append(_post(author, index, piece, as_sent(piece.text, limits), numbers))
        steps = tuple(_asked_in(self._version, step) for step in (*uploads, *posts))
        return Plan(submission=submission, steps=steps)

    def send(self, step: Step, results: Sequence[Receipt]) -> Receipt:
        """Send one step of a plan."""
        answer = self._ask(step, results)
        if step.name.startswith("place:"):
            return Receipt(step=step.name, values=_place_in(answer, step.name.partition(":")[2]))
        if not step.public:
            return Receipt(step=step.name)
        found = answer.headers.get("x-restli-id", "")
        if not _POST.fullmatch(found):
            raise Uncertain("no clear answer: it was taken, and its id is none")
        return replace(_receipt(step, found), rest=answer.rest)

    def find(
        self, plan: Plan, step: Step, results: Sequence[Receipt], since: datetime
    ) -> Receipt | None:
        """Read the author's newest posts for one with the same words."""
        self._check_set()
        answer = self._newest(NEWEST)
        wanted = plan.submission.pieces[step.piece].text
        known = {receipt.remote_id for receipt in results}
        for post in _posts_in(answer):
            created = datetime.fromtimestamp(int(str(post["createdAt"])) / 1000, UTC)
            found = str(post["id"])
            same = from_little(str(post["commentary"])) == wanted
            if same and found not in known and created >= since - CLOCKS:
                return _receipt(step, found)
        return None

    def delete(self, receipt: Receipt) -> None:
        """Take a post down."""
        path = f"/rest/posts/{quote(receipt.remote_id or '', safe='')}"
        try:
            self._ask(replace(_read("delete", path, "DELETE"), method="DELETE"), [])
        except Refused as error:
            if error.status != 404:
                raise

    def standing(self) -> Standing:
        """The page's name, or the person's; when the token runs out, where the app may ask."""
        self._check_set()
        kind, number = self._author.split(":")[2:]
        name = self._page(number) if kind == "organization" else self._person()
        expires_at, scopes = self._told()
        needed = _PERMISSIONS[kind]
        lacks = scopes is not None and needed not in scopes
        notes = (f"its token lacks {needed}",) if lacks else ()
        return Standing(name=name, expires_at=expires_at, notes=notes)

    def _person(self) -> str:
        return self._ask(_read("look", "/v2/userinfo"), []).text("name")

    def _page(self, number: str) -> str:
        """A page's name; its URN for a token that may read its posts and not look it up."""
        try:
            return self._ask(_read("look", f"/rest/organizations/{number}"), []).text(
                "localizedName"
            )
        except Refused as error:
            if error.status != 403:
                raise
        self._newest(1)
        return self._author

    def renew(self) -> Mapping[str, FreshToken]:
        """A token for another 60 days, where the application has refresh tokens.

        The refresh token stays as it is, and lives for a year from when the account was connected.
        """
        if not all(self._line.secrets.get(name) for name in self.renewing):
            return {}
        secrets = {"refresh_token": "refresh_token", **_APP}
        step = oauth.ask("renew", RENEWAL, {"grant_type": "refresh_token"}, secrets)
        try:
            answer = self._ask(step, [])
        except Refused as error:
            if error.answer.get("error") == "invalid_grant":
                told = f"its refresh token is not taken: {error}"
                raise Unauthorized(told, status=error.status, answer=error.answer) from None
            raise
        fresh = {"access_token": oauth.fresh_token(answer)}
        if "refresh_token" in answer.json():
            life = "refresh_token_expires_in"
            fresh["refresh_token"] = oauth.fresh_token(answer, "refresh_token", life)
        return fresh

    def _told(self) -> tuple[datetime | None, Sequence[str] | None]:
        """When the token runs out and what it may do ("Token Introspection"), where one can ask."""
        if not all(self._line.secrets.get(name) for name in _APP):
            return None, None
        step = oauth.ask("token", INSPECTION, {}, {"token": "access_token", **_APP})
        said = self._ask(step, []).json()
        scope = said.get("scope")
        scopes = re.split(r"[\s,]+", scope) if isinstance(scope, str) else None
        return oauth.moment(said.get("expires_at")), scopes

    def _newest(self, count: int) -> Answer:
        asked = urlencode({"author": self._author, "q": "author", "count": count})
        return self._ask(_read("find", f"/rest/posts?{asked}&sortBy=CREATED", "FINDER"), [])

    def _check_set(self) -> None:
        if self.missing():
            raise NotSent(f"not set, or not as it should be: {', '.join(self.missing())}")

    def _ask(self, step: Step, results: Sequence[Receipt]) -> Answer:
        self._check_set()
        try:
            return self._line.send(_asked_in(self._version, step), results)
        except Refused as error:
            if error.status == 426:
                told = (
                    f"LinkedIn has retired version {self._version} of its interface; set "
                    f"ACCOUNT_{self._name}_VERSION to a newer one, of those that "
                    "learn.microsoft.com/linkedin/marketing/versioning lists, and start again"
                )
                raise Outdated(told, status=426, answer=error.answer) from None
            if error.status == 422 and "duplicate" in str(error).lower():
                raise Duplicate(str(error), status=422, answer=error.answer) from None
            raise


# --- steps -------------------------------------------------------------------------------


def _place(author: str, number: int) -> Step:
    body = json_content({"initializeUploadRequest": {"owner": author}})
    path = "/rest/images?action=initializeUpload"
    return replace(_write(f"place:{number}", path, body), keeps=UPLOAD_KEEPS)


def _picture(number: int, picture: Picture) -> Step:
    """The picture to the place that LinkedIn named; the token goes along, as the document asks."""
    headers = dict(headers_of(HOST + "/", content(picture.data)))
    headers["Host"] = content(Gap(f"host:{number}"))
    headers["Content-Type"] = content(picture.kind.media_type)
    headers["Authorization"] = _BEARER
    return Step(
        name=f"media:{number}",
        method="PUT",
        url=content(Gap(f"upload:{number}")),
        headers=tuple(headers.items()),
        body=content(picture.data),
        keeps=UPLOAD_KEEPS,
    )


def _post(author: str, index: int, piece: Piece[Picture], text: str, media: range) -> Step:
    value: dict[str, object] = {
        "author": author,
        "commentary": text,
        "visibility": "PUBLIC",
        "distribution": {
            "feedDistribution": "MAIN_FEED",
            "targetEntities": [],
            "thirdPartyDistributionChannels": [],
        },
        "lifecycleState": "PUBLISHED",
        "isReshareDisabledByAuthor": False,
    }
    if shown := _shown(piece, media):
        value["content"] = shown
    step = _write(f"post:{index + 1}", "/rest/posts", json_content(value))
    return replace(step, public=True, piece=index)


def _shown(piece: Piece[Picture], media: range) -> dict[str, object]:
    """What stands under the words: a link's own card, a picture, or several."""
    images = [
        {"id": Gap(f"image:{number}"), "altText": picture.alt_text}
        for number, picture in zip(media, piece.cards, strict=True)
    ]
    if piece.link_card:
        card = piece.link_card
        article: dict[str, object] = {"source": card.url, "title": card.title}
        if card.description:
            article["description"] = card.description
        if images:
            article |= {"thumbnail": images[0]["id"], "thumbnailAltText": images[0]["altText"]}
        return {"article": article}
    if len(images) > 1:
        return {"multiImage": {"images": images}}
    return {"media": images[0]} if images else {}


def _write(name: str, path: str, body: Content) -> Step:
    url = HOST + path
    headers = _headers(url, body, Content_Type="application/json")
    return Step(name=name, url=content(url), headers=headers, body=body)


def _headers(url: str, body: Content | None = None, **more: str) -> tuple[tuple[str, Content], ...]:
    return headers_of(
        url,
        body,
        Authorization=_BEARER,
        LinkedIn_Version=VERSION,
        X_Restli_Protocol_Version="2.0.0",
        **more,
    )


def _asked_in(version: str, step: Step) -> Step:
    """The step in that version of the interface, where its request names one."""
    headers = (
        (name, content(version) if name == "LinkedIn-Version" else value)
        for name, value in step.headers
    )
    return replace(step, headers=tuple(headers))


def _read(name: str, path: str, restli: str = "") -> Step:
    url = HOST + path
    headers = _headers(url, X_RestLi_Method=restli) if restli else _headers(url)
    return Step(name=name, method="GET", url=content(url), headers=headers)


# --- answers -----------------------------------------------------------------------------


def _place_in(answer: Answer, number: str) -> dict[str, str]:
    """Where the picture goes, and the name that it will have; nowhere but to LinkedIn."""
    url, image = answer.text("value", "uploadUrl"), answer.text("value", "image")
    parts = urlsplit(url)
    host = parts.hostname or ""
    ours = any(host == place or host.endswith("." + place) for place in PLACES)
    if parts.scheme != "https" or not ours or not _IMAGE.fullmatch(image):
        raise Uncertain("no clear answer: the place for a picture is not LinkedIn's")
    return {f"upload:{number}": url, f"host:{number}": parts.netloc, f"image:{number}": image}


def _posts_in(answer: Answer) -> list[dict[str, object]]:
    found = answer.json().get("elements")
    if not isinstance(found, list):
        raise Uncertain("the answer is not as documented")
    wanted = {"id", "commentary", "createdAt"}
    return [each for each in found if isinstance(each, dict) and wanted <= each.keys()]


def _receipt(step: Step, post: str) -> Receipt:
    url = f"https://www.linkedin.com/feed/update/{post}/"
    return Receipt(step=step.name, values={step.name: post}, remote_id=post, url=url)
