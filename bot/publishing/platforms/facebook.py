"""Facebook, for a Page: pictures that are not shown yet, then the post that shows them.

Requests as documented at developers.facebook.com/docs/graph-api, "Page Photos" and "Page Feed"
(2026-11). There is no key to send with: what is unclear is looked up among the Page's own posts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.composing.limits import Limits
from bot.errors import NotSent, Refused, Uncertain
from bot.model import Piece
from bot.publishing import graph
from bot.publishing.content import Gap, content, form_data
from bot.publishing.contract import Access, Picture, Plan, Receipt, Standing, Step, Submission
from bot.publishing.line import QUOTED, Answer, Line, headers_of
from bot.publishing.oauth import moment
from bot.publishing.pictures import as_file, check_pictures
from bot.publishing.transport import Timeouts
from bot.store.records import FreshToken

HOST = "https://graph.facebook.com/v24.0"
UNKNOWN_PAGE = "0"  # shown in place of one that is not set
NEEDED = frozenset({"pages_manage_posts", "pages_read_engagement"})  # permissions
PHOTO_KEEPS = timedelta(hours=23)  # photos that no post shows go after about a day

_PAGE = re.compile(r"\d{1,30}")
_ID = re.compile(r"\d{1,30}(?:_\d{1,30})?")


class Facebook:
    """One Page, whose handle is its number."""

    settles = timedelta(minutes=2)  # no document says how soon a list has a post; seconds, as seen
    tokens: tuple[str, ...] = ("access_token",)
    lives: timedelta | None = None
    renewing: tuple[str, ...] = ()
    remedy = (
        "make a new Page token: as a system user's in business.facebook.com/settings, or of a "
        "long-lived token of your own"
    )

    def __init__(self, access: Access, *, timeouts: Timeouts | None = None) -> None:
        self._page = access.handle or ""
        self._token = access.credentials.get("access_token", "")
        self._line = Line(access, timeouts=timeouts)

    def missing(self) -> tuple[str, ...]:
        """What is not set, or is no Page's number."""
        found = {"handle": _PAGE.fullmatch(self._page), "access_token": self._token}
        return tuple(name for name, value in found.items() if not value)

    def prepare(self, submission: Submission, limits: Limits) -> Plan:
        """For each picture an upload; then the posts."""
        page = self._page or UNKNOWN_PAGE
        uploads: list[Step] = []
        posts: list[Step] = []
        for index, piece in enumerate(submission.pieces):
            check_pictures(piece, limits)
            shown = () if piece.link_card else piece.cards  # a link's card has its page's picture
            numbers = range(len(uploads) + 1, len(uploads) + 1 + len(shown))
            uploads += map(_upload, [page] * len(shown), numbers, shown)
            posts.append(_post(page, index, piece, numbers))
        return Plan(submission=submission, steps=(*uploads, *posts))

    def send(self, step: Step, results: Sequence[Receipt]) -> Receipt:
        """Send one step of a plan."""
        answer = self._ask(step, results)
        found = answer.text("id")
        if not _ID.fullmatch(found):
            raise Uncertain("no clear answer: it was taken, and its id is none")
        if step.public:
            return replace(_receipt(step, found), rest=answer.rest)
        return Receipt(step=step.name, values={step.name: found})

    def find(
        self, plan: Plan, step: Step, results: Sequence[Receipt], since: datetime
    ) -> Receipt | None:
        """Read the Page's newest posts for one with the same words."""
        wanted = plan.submission.pieces[step.piece].text
        known = {receipt.remote_id for receipt in results}
        asked = graph.read(
            "find",
            HOST,
            (f"/{self._page or UNKNOWN_PAGE}/posts",),
            fields="id,message,created_time",
            limit=graph.NEWEST,
        )
        posts = graph.listed(self._ask(asked, []), "message")
        found = graph.newest_like(
            posts, lambda post: post.text == wanted and post.id not in known, since
        )
        return _receipt(step, found.id) if found else None

    def delete(self, receipt: Receipt) -> None:
        """Take a post down."""
        try:
            self._ask(graph.remove(HOST, f"/{receipt.remote_id}"), [])
        except Refused as error:
            if not graph.is_gone(error):
                raise

    def standing(self) -> Standing:
        """The Page's name and address, and when its token or its reach runs out, if it tells."""
        asked = graph.read("look", HOST, (f"/{self._page or UNKNOWN_PAGE}",), fields="name,link")
        answer = self._ask(asked, [])
        link = answer.json().get("link")
        expires_at, notes = self._end()
        return Standing(
            name=answer.text("name"),
            url=link if isinstance(link, str) else None,
            expires_at=expires_at,
            notes=notes,
        )

    def own_handle(self) -> str:
        """The number of the Page that the token is of."""
        return graph.own_number(self._line, HOST)

    def renew(self) -> Mapping[str, FreshToken]:
        """Nothing: a Page's token made of a long-lived one does not run out."""
        return {}

    def _end(self) -> tuple[datetime | None, tuple[str, ...]]:
        """When the token or what it may look at runs out, the earlier of both ("debug_token")."""
        url = content(HOST, "/debug_token?input_token=", Gap(QUOTED + "access_token"))
        headers = headers_of(HOST, Authorization=graph.BEARER)
        step = Step(name="token", method="GET", url=url, headers=headers)
        try:
            data = self._ask(step, []).json().get("data")
        except Refused:
            return None, ("Facebook does not tell this token when it runs out",)
        told = data if isinstance(data, dict) else {}
        ends = (moment(told.get("expires_at")), moment(told.get("data_access_expires_at")))
        scopes = told.get("scopes")
        lacking = sorted(NEEDED - set(scopes)) if isinstance(scopes, list) else []
        notes = (f"its token lacks {', '.join(lacking)}",) if lacking else ()
        return min((end for end in ends if end), default=None), notes

    def _ask(self, step: Step, results: Sequence[Receipt]) -> Answer:
        if self.missing():
            raise NotSent(f"not set, or not as it should be: {', '.join(self.missing())}")
        with graph.meaning():
            return self._line.send(step, results)


def _upload(page: str, number: int, picture: Picture) -> Step:
    boundary = picture.sha256[:40]
    fields = {"published": "false"}
    if picture.alt_text:
        fields["alt_text_custom"] = picture.alt_text
    file = as_file(picture, "source")
    body = form_data(boundary, fields, file)
    step = graph.form(f"media:{number}", f"{HOST}/{page}/photos", boundary, body)
    return replace(step, keeps=PHOTO_KEEPS)


def _post(page: str, index: int, piece: Piece[Picture], media: range) -> Step:
    value: dict[str, object] = {"message": piece.text}
    if piece.link_card:
        value["link"] = piece.link_card.url
    if media:
        value["attached_media"] = [{"media_fbid": Gap(f"media:{number}")} for number in media]
    step = graph.write(f"post:{index + 1}", f"{HOST}/{page}/feed", value)
    return replace(step, public=True, piece=index)


def _receipt(step: Step, post: str) -> Receipt:
    url = f"https://www.facebook.com/{post}"
    return Receipt(step=step.name, values={step.name: post}, remote_id=post, url=url)
