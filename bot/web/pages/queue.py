"""The queue: what waits, one post as it will look, and the article that it comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from starlette.responses import JSONResponse, Response

from bot import decisions
from bot.accounts import limits_for
from bot.composing.counting import length
from bot.composing.limits import Limits
from bot.model import QueuedPost, State
from bot.review.roles import Role, wrote
from bot.store.pages import Filter, Page
from bot.store.records import Change, StoredArticle
from bot.store.talk import Comment, FirstApproval
from bot.web import show
from bot.web.calls import Call, query_string
from bot.web.site import UNDO

SHOWN = 40
VIEWS: Mapping[str, tuple[State, ...]] = {
    "waiting": (State.PENDING, State.HELD),
    "held": (State.HELD,),
    "approved": (State.APPROVED,),
    "done": (State.REJECTED, State.EXPIRED, State.CANCELLED),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Looking:
    """Which part of the queue somebody looks at, as the address says it."""

    view: str = "waiting"
    account: str = ""
    text: str = ""
    warned: str = ""
    page: int = 1

    @property
    def which(self) -> Filter:
        """The filter that it means."""
        warned = {"yes": True, "no": False}.get(self.warned)
        return Filter(
            states=VIEWS[self.view], account=self.account or None, text=self.text, warned=warned
        )

    def address(self, **changes: str | int) -> str:
        """The parameters of the same look with some of it changed."""
        values = {
            "view": "" if self.view == "waiting" else self.view,
            "account": self.account,
            "q": self.text,
            "warned": self.warned,
            "page": self.page if self.page > 1 else 0,
            **changes,
        }
        return query_string(values)


def looking(call: Call) -> Looking:
    """What the address asks for; what it cannot ask for is left out."""
    view, page = call.query("view", "waiting"), call.query("page", "1")
    return Looking(
        view=view if view in VIEWS else "waiting",
        account=call.query("account")[:200],
        text=call.query("q").strip()[:200],
        warned=call.query("warned"),
        page=max(1, int(page)) if page.isdecimal() and len(page) < 7 else 1,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Whole:
    """A post with everything that is shown beside it."""

    post: QueuedPost
    article: StoredArticle
    passages: tuple[show.Passage, ...]
    history: tuple[Change, ...]
    comments: tuple[Comment, ...]
    siblings: tuple[QueuedPost, ...]
    limits: Limits
    handle: str
    name: str
    due_at: datetime
    first: FirstApproval | None
    wrote: bool
    approvals: int
    paused: str | None
    checked_at: datetime


def show_queue(call: Call) -> Response:
    """The queue with the first of what waits."""
    return _answer(call, None)


def show_post(call: Call) -> Response:
    """The queue with one post."""
    return _answer(call, call.site.store.queue.get(call.number("post")))


def measure(call: Call) -> Response:
    """How long a text is, as the post's platform counts."""
    post = call.site.store.queue.get(call.number("post"))
    limits = limits_of_piece(limits_for(post, call.site.store), has_cards=bool(post.cards))
    return JSONResponse({"length": length(call.field("text"), limits), "limit": limits.limit})


def limits_of_piece(limits: Limits, *, has_cards: bool) -> Limits:
    """What a piece is measured by."""
    return limits if has_cards else limits.without_pictures()


def refused(call: Call, post: QueuedPost, problem: str, status: int) -> Response:
    """The queue with a post whose edit cannot be kept: what was typed stays in the form."""
    return _answer(call, post, problem=problem, status=status)


def _answer(
    call: Call, post: QueuedPost | None, *, problem: str | None = None, status: int = 200
) -> Response:
    look = looking(call)
    queue = call.site.store.queue
    found = queue.page(look.which, limit=SHOWN, offset=(look.page - 1) * SHOWN)
    asked = post is not None
    if post is None and found.posts:
        post = queue.get(found.posts[0].id)
    before, after = _neighbours(found.posts, post)
    return call.render(
        "queue.html",
        status,
        problem=problem,
        look=look,
        found=found,
        last_page=max(1, -(-found.total // SHOWN)),
        counts=queue.counts(),
        views=VIEWS,
        asked=asked,
        whole=whole_of(call, post) if post else None,
        before=before,
        after=after,
        told=told(call),
        clean=_clean(found) if call.may(Role.APPROVER) else (),
        notices=call.site.store.notices.open(),
        pauses=call.site.store.pauses.standing(),
    )


def whole_of(call: Call, post: QueuedPost) -> Whole:
    """A post with what is shown beside it."""
    site, store = call.site, call.site.store
    article = store.leases.article(post)
    history = store.queue.history(post.id)
    account = site.account(post.account)
    facts = store.accounts.facts(post.account)
    first = store.talk.first_approval(post.id)
    pause = store.paused(post.account)
    return Whole(
        post=post,
        article=article,
        passages=show.article(article.text, post.quotes),
        history=history,
        comments=store.talk.of(post.id),
        siblings=tuple(
            each for each in store.queue.of_article(post.article_id) if each.id != post.id
        ),
        limits=limits_for(post, store),
        handle=(account.handle if account else None) or post.account,
        name=(facts.name if facts else None) or site.settings.publication or post.account,
        due_at=decisions.times_of(post, site.settings, call.now)[0],
        first=first if first and first.seen_sha256 == post.seen_sha256 else None,
        wrote=not site.settings.web.self_approval
        and call.user is not None
        and wrote(call.user.name, ((line.actor, line.action) for line in history)),
        approvals=account.approvals if account else 1,
        paused=str(pause) if pause else None,
        checked_at=store.articles.checked_at(post.article_id),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What was just decided, and until when it can be taken back."""

    post: QueuedPost
    undo: bool
    seconds: int


def told(call: Call) -> Told | None:
    """What the address says was just done, by the log; None where it was not this person."""
    number = call.query("told")
    if not number.isdecimal() or len(number) > 9:
        return None
    history = call.site.store.queue.history(int(number))
    if not history:
        return None
    first = call.site.store.talk.first_approval(int(number))
    if first and first.actor == call.person.name and first.at >= history[-1].at:
        at, decided = first.at, True
    elif history[-1].actor == call.person.name:
        at, decided = history[-1].at, history[-1].action == "move"
    else:
        return None
    left = at + UNDO - call.now
    return Told(
        post=call.site.store.queue.get(int(number)),
        undo=left > timedelta(0) and decided,
        seconds=max(0, int(left.total_seconds())),
    )


def _neighbours(
    posts: Sequence[QueuedPost], post: QueuedPost | None
) -> tuple[int | None, int | None]:
    """The posts before and after one in the list."""
    numbers = [each.id for each in posts]
    if post is None or post.id not in numbers:
        return None, numbers[0] if numbers and post else None
    at = numbers.index(post.id)
    return (
        numbers[at - 1] if at else None,
        numbers[at + 1] if at + 1 < len(numbers) else None,
    )


def _clean(found: Page) -> tuple[QueuedPost, ...]:
    """What may be approved together: it waits, and nothing warns of it."""
    return tuple(post for post in found.posts if post.state is State.PENDING and not post.warnings)
