"""One decision from a link in a message: shown first, made by a form, once."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.errors import BotError, ChangedMeanwhile, UsageError
from bot.model import QueuedPost, State
from bot.review import Actor
from bot.review.roles import AUTHORING, Role
from bot.store.decision_links import DecisionLink
from bot.web.calls import Call, status_of
from bot.web.files import picture
from bot.web.pages.deciding import approve_as
from bot.web.pages.queue import whole_of


def show(call: Call) -> Response:
    """The post as it is, and the button that decides; looking decides nothing."""
    link = _link(call)
    if link is None:
        return _gone(call)
    return _page(call, link, None)


def card(call: Call) -> Response:
    """A card of the post, for who has the link and is not logged in."""
    link = _link(call)
    cards = call.site.store.queue.get(link.post_id).cards if link else ()
    number = call.number("card")
    if not 1 <= number <= len(cards):
        raise HTTPException(404, call.text("There is no such card."))
    return picture(call.site.cards.get(cards[number - 1].sha256))


def decide(call: Call) -> Response:
    """Make the decision in somebody's name; the link is used up, whatever comes of it."""
    link = _link(call)
    if link is None:
        return _gone(call)
    post = call.site.store.queue.get(link.post_id)
    try:
        if post.seen_sha256 != link.seen_sha256:
            raise ChangedMeanwhile(call.text("This post has changed since the link was made."))
        actor = _actor(call, link, post)
        reason = call.field("reason").strip()[:2_000]
        if link.action == "reject" and not reason:
            raise UsageError(call.text("Say why: the reason stays on record."))
    except BotError as error:
        return _page(call, link, call.told(str(error)), status_of(error))
    if not call.site.store.decision_links.use(_token(call), call.now):
        return _gone(call)
    if link.action == "approve":
        approve_as(call.site, actor, post.id, call.now, seen=link.seen_sha256)
    else:
        call.site.store.queue.move(
            post.id,
            State.REJECTED,
            actor=actor,
            at=call.now,
            reason=reason,
            seen=link.seen_sha256,
        )
    after = call.site.store.queue.get(post.id)
    return call.render("decided.html", post=after)


def _actor(call: Call, link: DecisionLink, post: QueuedPost) -> Actor:
    """Who decides: who is logged in and may, else who says so, where one person's word will do.

    Raises UsageError for somebody without a name, and where the pages must know who it is.
    """
    if call.user is not None:
        if not call.may(Role.APPROVER):
            raise UsageError(call.text("Your role does not allow this."))
        return call.actor
    if must_log_in(call, post):
        raise UsageError(call.text("Log in to decide about this post."))
    name = " ".join(call.field("name").split())[:80]
    if not name or not name.isprintable():
        raise UsageError(call.text("Give your name: it stays on record."))
    return Actor(name=f"{name} (link to {link.channel})")


def must_log_in(call: Call, post: QueuedPost) -> bool:
    """Whether it matters who exactly decides: two must approve, or somebody wrote words of it."""
    account = call.site.account(post.account)
    history = call.site.store.queue.history(post.id)
    by_people = any(line.action in AUTHORING and line.actor != "bot" for line in history)
    return by_people or (account is not None and account.approvals > 1)


def _page(call: Call, link: DecisionLink, problem: str | None, status: int = 200) -> Response:
    post = call.site.store.queue.get(link.post_id)
    return call.render(
        "decide.html",
        status,
        link=link,
        whole=whole_of(call, post),
        changed=post.seen_sha256 != link.seen_sha256,
        must_log_in=call.user is None and must_log_in(call, post),
        problem=problem,
    )


def _link(call: Call) -> DecisionLink | None:
    return call.site.store.decision_links.get(_token(call), call.now)


def _token(call: Call) -> str:
    token: str = call.request.path_params["token"]
    return token


def _gone(call: Call) -> Response:
    said = call.text("This link was used or has run out. The queue has what waits.")
    return call.render("message.html", 404, message=said)
