"""What Threads and Instagram share: a container is made, waited for, and then published.

Both fetch pictures themselves, from an address that everybody can reach. A container is published
once: its status tells whether it was, so nothing goes out twice. Before anything is made, the
platform is asked how much of the day's posts is left ("IG User Content Publishing Limit"; Threads,
"Retrieve a User's Publishing Quota Limit").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot import clock
from bot.composing.limits import Limits
from bot.errors import (
    Lapsed,
    NotReady,
    NotSent,
    PublishError,
    RateLimited,
    Refused,
    Unauthorized,
    Uncertain,
)
from bot.model import Piece
from bot.publishing import graph
from bot.publishing.content import Gap, content
from bot.publishing.contract import Access, Picture, Plan, Receipt, Standing, Step, Submission
from bot.publishing.line import QUOTED, Answer, Line, headers_of
from bot.publishing.oauth import fresh_token
from bot.publishing.pictures import check_pictures
from bot.publishing.public_pictures import PublicPictures
from bot.publishing.transport import LONGEST_REASON, Timeouts
from bot.store.records import FreshToken

UNKNOWN_ACCOUNT = "0"  # shown in place of one that is not set

QUOTA = "quota"
_POSTS = ("quota_usage", "config")  # the fields that tell how many there are, and how many may be
_REPLIES = ("reply_quota_usage", "reply_config")

_ACCOUNT = re.compile(r"\d{1,30}")
_ID = re.compile(r"\d{1,30}")
_PERMALINK = re.compile(r"https://[\w.-]{1,80}/[!-~]{1,200}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Dialect:
    """What a platform calls things. ``edge`` is where containers are made and posts are listed."""

    host: str
    edge: str
    publish: str
    quota: str  # where it is told how many posts are left
    words: str  # the field of a post's text
    status: str  # the field of a container's status
    why: str  # the field that tells more of it
    names_single: bool  # whether a single picture is told by ``media_type``, too
    renewal: str  # where a token is renewed, up to the token itself


class Containers:
    """One account, whose handle is its number.

    Its token can be renewed from the second day of its life on.
    """

    dialect: Dialect
    settles = timedelta(minutes=1)
    tokens: tuple[str, ...] = ("access_token",)
    lives: timedelta | None = timedelta(days=60)
    renewing: tuple[str, ...] = ()
    remedy: str

    def __init__(self, access: Access, *, timeouts: Timeouts | None = None) -> None:
        self._account = access.handle or ""
        self._pictures = PublicPictures(place=access.pictures, keys=access.picture_keys)
        self._token = access.credentials.get("access_token", "")
        self._line = Line(access, timeouts=timeouts)

    def missing(self) -> tuple[str, ...]:
        """What is not set, or is no account's number."""
        found = {"handle": _ACCOUNT.fullmatch(self._account), "access_token": self._token}
        return tuple(name for name, value in found.items() if not value)

    def prepare(self, submission: Submission, limits: Limits) -> Plan:
        """Containers for the pictures and for the post, a look whether they are ready, the post."""
        first, *others = submission.pieces
        for piece in submission.pieces:
            check_pictures(piece, limits)
        pictures = () if first.link_card else first.cards
        if pictures and self._token:
            self._pictures.check(limits.name)
        quota = self._quota(replies=bool(others))
        steps = [quota, *self._containers(first, pictures), self._published()]
        steps += [self._reply(index, piece) for index, piece in enumerate(others, start=1)]
        return Plan(submission=submission, steps=tuple(steps))

    def send(self, step: Step, results: Sequence[Receipt]) -> Receipt:
        """Send one step of a plan. Raises NotReady while the platform fetches a picture."""
        if step.name == QUOTA:
            self._check_quota(step)
            return Receipt(step=step.name)
        self._line.values |= self._pictures.signatures(step.body.gaps, clock.now())
        answer = self._ask(step, results)
        if step.name.startswith("ready:"):
            self._check_ready(answer)
            return Receipt(step=step.name)
        found = answer.text("id")
        if not _ID.fullmatch(found):
            raise Uncertain("no clear answer: it was taken, and its id is none")
        if not step.public:
            return Receipt(step=step.name, values={step.name: found})
        receipt = Receipt(step=step.name, values={step.name: found}, remote_id=found)
        return replace(receipt, url=self._permalink(found), rest=answer.rest)

    def find(
        self, plan: Plan, step: Step, results: Sequence[Receipt], since: datetime
    ) -> Receipt | None:
        """Ask the container whether it was published; if so, look for the post it has become."""
        container = _container(results) if step.piece == 0 else None
        if container and self._status(container) != "PUBLISHED":
            return None
        piece = plan.submission.pieces[step.piece]
        known = {receipt.remote_id for receipt in results}
        posts = graph.listed(self._ask(self._list(), []), self.dialect.words)
        found = graph.newest_like(
            posts, lambda post: post.text == piece.text and post.id not in known, since
        )
        if found is None and container:
            raise Uncertain("it was published, and the account's own list does not have it yet")
        if found is None:
            return None
        receipt = Receipt(step=step.name, values={step.name: found.id}, remote_id=found.id)
        return replace(receipt, url=found.url)

    def delete(self, receipt: Receipt) -> None:
        """Take a post down, where the platform lets programs do it."""
        raise Refused("it lets no program take a post down: do it in its app")

    def standing(self) -> Standing:
        """The account's name."""
        account = self._account or UNKNOWN_ACCOUNT
        asked = graph.read("look", self.dialect.host, (f"/{account}",), fields="username")
        return Standing(name="@" + self._ask(asked, []).text("username"))

    def own_handle(self) -> str:
        """The account's number."""
        return graph.own_number(self._line, self.dialect.host)

    def renew(self) -> Mapping[str, FreshToken]:
        """A token that lives for another 60 days; the one in use lives on as it would have."""
        url = content(self.dialect.renewal, Gap(QUOTED + "access_token"))
        headers = headers_of(self.dialect.renewal)
        step = Step(name="renew", method="GET", url=url, headers=headers)
        return {"access_token": fresh_token(self._ask(step, []))}

    # --- steps ---------------------------------------------------------------------------

    def _quota(self, *, replies: bool) -> Step:
        fields = [*_POSTS, *(_REPLIES if replies else ())]
        path = f"/{self._account or UNKNOWN_ACCOUNT}/{self.dialect.quota}"
        step = graph.read(QUOTA, self.dialect.host, (path,), fields=",".join(fields))
        return replace(step, keeps=timedelta())  # asked again at every attempt

    def _containers(self, piece: Piece[Picture], pictures: Sequence[Picture]) -> Iterator[Step]:
        several = len(pictures) > 1
        for number, picture in enumerate(pictures if several else (), start=1):
            yield self._container(f"media:{number}", {**self._shown(picture), **_CHILD})
            yield self._is_ready(f"media:{number}")
        value: dict[str, object] = {self.dialect.words: piece.text}
        if several:
            children = [Gap(f"media:{number}") for number in range(1, len(pictures) + 1)]
            value |= {"media_type": "CAROUSEL", "children": children}
        elif pictures:
            value |= self._shown(pictures[0])
        else:
            value |= self._alone(piece)
        yield self._container("container:1", value)
        yield self._is_ready("container:1")

    def _shown(self, picture: Picture) -> dict[str, object]:
        value: dict[str, object] = {"image_url": self._pictures.url(picture)}
        if self.dialect.names_single:
            value["media_type"] = "IMAGE"
        if picture.alt_text:
            value["alt_text"] = picture.alt_text
        return value

    def _alone(self, piece: Piece[Picture]) -> dict[str, object]:
        """What a container of a post without pictures has beside its words."""
        raise NotImplementedError

    def _container(self, name: str, value: dict[str, object]) -> Step:
        step = graph.write(name, self._url(self.dialect.edge), value)
        return replace(step, keeps=graph.CONTAINER_KEEPS)

    def _is_ready(self, of: str) -> Step:
        path = ("/", Gap(of))
        fields = f"{self.dialect.status},{self.dialect.why}"
        step = graph.read(f"ready:{of}", self.dialect.host, path, fields=fields)
        return replace(step, keeps=graph.CONTAINER_KEEPS)

    def _published(self) -> Step:
        value = {"creation_id": Gap("container:1")}
        step = graph.write("post:1", self._url(self.dialect.publish), value)
        return replace(step, public=True)

    def _reply(self, index: int, piece: Piece[Picture]) -> Step:
        """The step for a later piece of a thread."""
        raise Refused("it has no threads")

    def _list(self) -> Step:
        account = self._account or UNKNOWN_ACCOUNT
        fields = f"id,{self.dialect.words},timestamp,permalink"
        path = (f"/{account}/{self.dialect.edge}",)
        return graph.read("find", self.dialect.host, path, fields=fields, limit=graph.NEWEST)

    def _url(self, edge: str) -> str:
        return f"{self.dialect.host}/{self._account or UNKNOWN_ACCOUNT}/{edge}"

    # --- answers -------------------------------------------------------------------------

    def _check_quota(self, step: Step) -> None:
        """Raise RateLimited where the day's posts or replies are used up.

        Where the platform does not tell, it is asked to publish all the same: it says no itself.
        """
        try:
            told = _told(self._ask(step, []))
        except Unauthorized:
            raise
        except Refused:
            return
        for what, (used, config) in (("posts", _POSTS), ("replies", _REPLIES)):
            limits = told.get(config)
            most = limits.get("quota_total") if isinstance(limits, dict) else None
            count = told.get(used)
            if isinstance(count, int) and isinstance(most, int) and count >= most:
                text = f"asked to come back later: {count} of {most} {what} a day are used up"
                raise RateLimited(text, graph.LONG_PAUSE)

    def _check_ready(self, answer: Answer) -> None:
        status = answer.text(self.dialect.status)
        if status == "IN_PROGRESS":
            raise NotReady("at work on a picture", graph.READY_AGAIN)
        if status == "EXPIRED":
            raise Lapsed("the container has expired: another one is made")
        if status not in ("FINISHED", "PUBLISHED"):
            why = " ".join(str(answer.json().get(self.dialect.why) or "").split())[:LONGEST_REASON]
            told = f"{status[:40]}: {why}" if why else status[:40]
            raise Refused(f"it could not take the picture or the text: {told}")

    def _status(self, container: str) -> str:
        path = ("/", Gap("container:1"))
        asked = graph.read("ready", self.dialect.host, path, fields=self.dialect.status)
        values = Receipt(step="container:1", values={"container:1": container})
        return self._ask(asked, [values]).text(self.dialect.status)

    def _permalink(self, post: str) -> str | None:
        """A post's address, which only a second question tells; the post is out without it, too."""
        values = Receipt(step="post", values={"post": post})
        asked = graph.read("permalink", self.dialect.host, ("/", Gap("post")), fields="permalink")
        try:
            found = self._ask(asked, [values]).text("permalink")
        except PublishError:
            return None
        return found if _PERMALINK.fullmatch(found) else None

    def _ask(self, step: Step, results: Sequence[Receipt]) -> Answer:
        if self.missing():
            raise NotSent(f"not set, or not as it should be: {', '.join(self.missing())}")
        with graph.meaning():
            return self._line.send(step, results)


_CHILD: dict[str, object] = {"is_carousel_item": True}


def _told(answer: Answer) -> Mapping[str, object]:
    """What a quota's answer holds; nothing where it is not as documented."""
    try:
        data = answer.json().get("data")
    except Uncertain:
        return {}
    first = data[0] if isinstance(data, list) and data else {}
    return first if isinstance(first, dict) else {}


def _container(results: Sequence[Receipt]) -> str | None:
    return next(
        (each.values["container:1"] for each in results if "container:1" in each.values), None
    )
