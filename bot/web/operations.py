"""What programs may ask for: one table, by which requests are checked and described."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot import clock, decisions, queue_json
from bot.composing.retouching import Retouch, hashtags_from
from bot.errors import UsageError
from bot.model import QueuedPost, State
from bot.review import Actor
from bot.review.editing import Edit
from bot.review.roles import Role
from bot.store.pages import Filter
from bot.web.pages import composing
from bot.web.pages.deciding import approve_as
from bot.web.show import safe_link
from bot.web.site import UNDO, Site

Value = None | bool | int | float | str | list["Value"] | dict[str, "Value"]
Object = dict[str, Value]

MOST = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """A field of a body or a query, its JSON type and its meaning; arrays hold strings."""

    name: str
    type: str = "string"
    required: bool = False
    meaning: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Ask:
    """A request that was checked: ``given`` has only fields that the operation names."""

    site: Site
    actor: Actor
    now: datetime
    post_id: int
    given: Mapping[str, Value]

    def text(self, name: str) -> str | None:
        """A field that is text; None where it is left out."""
        value = self.given.get(name)
        return value if isinstance(value, str) else None

    def number(self, name: str, usual: int = 0) -> int:
        """A field that is a number."""
        value = self.given.get(name, usual)
        return value if isinstance(value, int) else usual

    def texts(self, name: str) -> dict[int, str]:
        """A field that is an object from numbers to texts. Raises UsageError for any other."""
        value = self.given.get(name)
        if value is None:
            return {}
        assert isinstance(value, dict)
        if not all(key.isdecimal() and len(key) < 4 for key in value) or not all(
            isinstance(each, str) for each in value.values()
        ):
            raise UsageError(f'{name} should be as {{"1": "text"}}')
        return {int(key): str(each) for key, each in value.items()}

    def moment(self, name: str) -> datetime:
        """A field that is a time: ISO 8601, in the newsroom's zone where it names none."""
        try:
            found = clock.moment_of(str(self.given.get(name)), self.now, self.site.settings.zone)
        except (ValueError, OverflowError) as error:
            raise UsageError(f"{name}: {error}") from error
        if not self.now <= found or found.year > 9000:
            raise UsageError(f"{name}: that time has passed, or never comes")
        return found


@dataclass(frozen=True, kw_only=True, slots=True)
class Operation:
    """Something to ask for; ``name`` is the last part of a post's address, or the whole path."""

    name: str
    least: Role
    does: str
    handler: Callable[[Ask], Value]
    fields: tuple[Field, ...] = ()
    method: str = "POST"
    of_post: bool = True

    @property
    def path(self) -> str:
        """Its address."""
        if not self.of_post:
            return f"/api/{self.name}"
        return f"/api/posts/{{post}}/{self.name}" if self.name else "/api/posts/{post}"


def _told(post: QueuedPost) -> Value:
    made: Value = json.loads(json.dumps(queue_json.post_as_json(post)))
    return made


def _list(ask: Ask) -> Value:
    state = ask.text("state")
    states = (State(state),) if state else (State.PENDING, State.HELD)
    which = Filter(states=states, account=ask.text("account"), text=ask.text("q") or "")
    limit = min(max(ask.number("limit", 50), 1), MOST)
    offset = min(max(ask.number("offset"), 0), 10_000_000)
    page = ask.site.store.queue.page(which, limit=limit, offset=offset)
    return {"total": page.total, "posts": [_told(post) for post in page.posts]}


def _show(ask: Ask) -> Value:
    post = _told(ask.site.store.queue.get(ask.post_id))
    assert isinstance(post, dict)
    history = [
        queue_json.change_as_json(line) for line in ask.site.store.queue.history(ask.post_id)
    ]
    post["history"] = json.loads(json.dumps(history))
    return post


def _approve(ask: Ask) -> Value:
    when = ask.text("when")
    due_at = None
    if when == "now":
        due_at = ask.now
    elif when == "next":
        account = ask.site.account(ask.site.store.queue.get(ask.post_id).account)
        due_at = clock.next_slot(ask.now, account.slots, account.zone) if account else None
    elif "at" in ask.given:
        due_at = ask.moment("at")
    return _told(
        approve_as(
            ask.site, ask.actor, ask.post_id, ask.now, seen=ask.text("seen_sha256"), due_at=due_at
        )
    )


def _mover(end: State) -> Callable[[Ask], Value]:
    def move(ask: Ask) -> Value:
        return _told(
            ask.site.store.queue.move(
                ask.post_id,
                end,
                actor=ask.actor,
                at=ask.now,
                reason=ask.text("reason"),
                seen=ask.text("seen_sha256"),
            )
        )

    return move


def _undo(ask: Ask) -> Value:
    return _told(ask.site.store.queue.undo(ask.post_id, actor=ask.actor, at=ask.now, within=UNDO))


def _edit(ask: Ask) -> Value:
    change = Edit(texts=ask.texts("texts"), alt_texts=ask.texts("alt_texts"))
    tags = ask.given.get("hashtags")
    touch = Retouch(
        link=ask.text("link"),
        hashtags=hashtags_from(" ".join(map(str, _array(tags)))) if tags is not None else None,
    )
    return _told(
        decisions.edit(
            ask.site.store,
            ask.post_id,
            change,
            actor=ask.actor,
            at=ask.now,
            reason=ask.text("reason"),
            seen=ask.text("seen_sha256"),
            touch=touch,
        )
    )


def _swap(ask: Ask) -> Value:
    return _told(
        decisions.swap(
            ask.site.store,
            ask.post_id,
            ask.number("number"),
            actor=ask.actor,
            at=ask.now,
            reason=ask.text("reason"),
            seen=ask.text("seen_sha256"),
        )
    )


def _move(ask: Ask) -> Value:
    return _told(
        ask.site.store.queue.reschedule(
            ask.post_id,
            ask.moment("at"),
            actor=ask.actor,
            at=ask.now,
            reason=ask.text("reason"),
            seen=ask.text("seen_sha256"),
        )
    )


def _comment(ask: Ask) -> Value:
    post = ask.site.store.queue.get(ask.post_id)
    ask.site.store.talk.say(post.id, ask.text("text") or "", actor=ask.actor, at=ask.now)
    return _told(post)


def _retry(ask: Ask) -> Value:
    return _told(
        decisions.retry(
            ask.site.store,
            ask.post_id,
            ask.site.settings,
            actor=ask.actor,
            at=ask.now,
            absent=ask.given.get("absent") is True,
            reason=ask.text("reason"),
        )
    )


def _found(ask: Ask) -> Value:
    url = safe_link(ask.text("url"))
    if url is None:
        raise UsageError("url should be an address that starts with https://")
    return _told(ask.site.store.queue.found(ask.post_id, url, actor=ask.actor, at=ask.now))


def _compose(ask: Ask) -> Value:
    accounts = [str(name) for name in _array(ask.given.get("accounts"))]
    known = [account.name for account in ask.site.settings.accounts]
    article = composing.article_of(ask.site, ask.text("url") or "", ask.text("text") or "", ask.now)
    first = composing.queue_article(ask.site, article, accounts or known, ask.actor.name, ask.now)
    return _told(ask.site.store.queue.get(first))


def _array(value: Value | None) -> list[Value]:
    return value if isinstance(value, list) else []


def _accounts(ask: Ask) -> Value:
    return [
        {"name": account.name, "platform": account.platform, "approvals": account.approvals}
        for account in ask.site.settings.accounts
    ]


_SEEN = Field(name="seen_sha256", meaning="the post's, as it was seen; 409 where it has changed")
_REASON = Field(name="reason", meaning="why, for the record")
_WHY = Field(name="reason", required=True, meaning="why, for the record")
_AT = Field(name="at", meaning="ISO 8601; in the newsroom's zone where it names none")

OPERATIONS: tuple[Operation, ...] = (
    Operation(
        name="posts",
        method="GET",
        of_post=False,
        least=Role.VIEWER,
        does="The posts in a state, by the time they are due",
        handler=_list,
        fields=(
            Field(name="state", choices=tuple(state.value for state in State)),
            Field(name="account"),
            Field(name="q", meaning="stands in the title or text"),
            Field(name="limit", type="integer", meaning=f"at most {MOST}"),
            Field(name="offset", type="integer"),
        ),
    ),
    Operation(
        name="", method="GET", least=Role.VIEWER, does="A post with its history", handler=_show
    ),
    Operation(
        name="accounts",
        method="GET",
        of_post=False,
        least=Role.VIEWER,
        does="The accounts",
        handler=_accounts,
    ),
    Operation(
        name="approve",
        least=Role.APPROVER,
        does="Say yes to a post as it was seen",
        handler=_approve,
        fields=(
            Field(
                name="seen_sha256",
                required=True,
                meaning="the post's, as it was seen; 409 where it has changed",
            ),
            Field(name="when", choices=("own", "next", "now")),
            _AT,
        ),
    ),
    Operation(
        name="reject",
        least=Role.APPROVER,
        does="Say no",
        handler=_mover(State.REJECTED),
        fields=(_WHY, _SEEN),
    ),
    Operation(
        name="hold",
        least=Role.EDITOR,
        does="Put aside",
        handler=_mover(State.HELD),
        fields=(_REASON, _SEEN),
    ),
    Operation(
        name="offer",
        least=Role.EDITOR,
        does="Offer a held post again",
        handler=_mover(State.PENDING),
        fields=(_REASON, _SEEN),
    ),
    Operation(
        name="undo",
        least=Role.EDITOR,
        does="Take back what the same key decided within ten seconds",
        handler=_undo,
    ),
    Operation(
        name="edit",
        least=Role.EDITOR,
        does="Change texts, alternative texts, link and hashtags",
        handler=_edit,
        fields=(
            Field(name="texts", type="object", meaning="by the piece's number from 1"),
            Field(name="alt_texts", type="object", meaning="by the card's number from 1"),
            Field(name="link", meaning="in the texts and their link card; empty: none"),
            Field(name="hashtags", type="array", meaning="all that the post is to have"),
            _REASON,
            _SEEN,
        ),
    ),
    Operation(
        name="swap",
        least=Role.EDITOR,
        does="Take a variant",
        handler=_swap,
        fields=(Field(name="number", type="integer", required=True), _REASON, _SEEN),
    ),
    Operation(
        name="move",
        least=Role.EDITOR,
        does="Move a post in time",
        handler=_move,
        fields=(Field(name="at", required=True, meaning="ISO 8601"), _REASON, _SEEN),
    ),
    Operation(
        name="comment",
        least=Role.EDITOR,
        does="Say something about a post",
        handler=_comment,
        fields=(Field(name="text", required=True),),
    ),
    Operation(
        name="retry",
        least=Role.APPROVER,
        does="Try again what failed, or what somebody looked for and did not find",
        handler=_retry,
        fields=(Field(name="absent", type="boolean"), _REASON),
    ),
    Operation(
        name="found",
        least=Role.APPROVER,
        does="Say where an uncertain post stands",
        handler=_found,
        fields=(Field(name="url", required=True),),
    ),
    Operation(
        name="compose",
        of_post=False,
        least=Role.EDITOR,
        does="Posts of an article, by its address or its text; answers with the first",
        handler=_compose,
        fields=(
            Field(name="url"),
            Field(name="text", meaning="the article, its title first"),
            Field(name="accounts", type="array", meaning="names; all of them where left out"),
        ),
    ),
)
