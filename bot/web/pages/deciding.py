"""What somebody decides about a post: each form of the queue's page ends here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from starlette.responses import Response

from bot import clock, decisions
from bot.composing.retouching import Retouch, hashtags_from, hashtags_of
from bot.errors import BotError, ChangedMeanwhile, TransitionError, UsageError
from bot.model import QueuedPost, State
from bot.review import Actor
from bot.review.difference import difference
from bot.review.editing import Edit
from bot.review.roles import wrote
from bot.store.records import Change
from bot.store.rows import piece_from_json
from bot.web.calls import Call, own_path, status_of
from bot.web.pages.queue import refused
from bot.web.site import UNDO, Site


def approve(call: Call) -> Response:
    """Say yes to a post as it was seen: for its own time, the next slot, now or a time."""
    post_id = call.number("post")
    when = _when(call, post_id)
    try:
        approve_as(call.site, call.actor, post_id, call.now, seen=call.field("seen"), due_at=when)
    except ChangedMeanwhile:
        return conflict(call, post_id)
    return _on(call, post_id)


def approve_as(
    site: Site,
    actor: Actor,
    post_id: int,
    at: datetime,
    *,
    seen: str | None,
    due_at: datetime | None = None,
    absent: bool = False,
) -> QueuedPost:
    """Say yes in somebody's name; the post can be taken back for a while, and is not sent before.

    Raises TransitionError for who wrote words of it, unless SELF_APPROVAL says otherwise.
    """
    store = site.store
    history = store.queue.history(post_id)
    own = wrote(actor.name, ((line.actor, line.action) for line in history))
    if own and not site.settings.web.self_approval:
        raise TransitionError(f"you wrote words of post {post_id}; somebody else must approve it")
    return decisions.approve(
        store,
        post_id,
        site.settings,
        actor=actor,
        at=at,
        seen=seen,
        due_at=due_at,
        absent=absent,
        not_before=at + UNDO,
    )


def approve_many(call: Call) -> Response:
    """Say yes to several posts without warnings, each as it was seen; what failed is told."""
    problems = []
    for pair in call.form.getlist("posts"):
        number, _, seen = str(pair).partition(":")
        if not number.isdecimal():
            continue
        try:
            post = call.site.store.queue.get(int(number))
            if post.warnings:
                raise TransitionError("it has warnings: look at it by itself")
            approve_as(call.site, call.actor, post.id, call.now, seen=seen)
        except BotError as error:
            problems.append(f"{number}: {call.told(str(error))}")
    if problems:
        said = call.text("These were not approved:") + " " + "; ".join(problems)
        return call.render("message.html", 409, message=said)
    return call.go(own_path(call.field("back"), "/queue"))


def reject(call: Call) -> Response:
    """Say no, with a reason."""
    reason = call.field("reason").strip()
    if not reason:
        raise UsageError(call.text("Say why: the reason stays on record."))
    return _move(call, State.REJECTED, reason[:2_000])


def hold(call: Call) -> Response:
    """Put a post aside."""
    return _move(call, State.HELD, call.field("reason").strip()[:2_000] or None)


def offer(call: Call) -> Response:
    """Offer a held post again."""
    return _move(call, State.PENDING, None, stay=True)


def leave(call: Call) -> Response:
    """Leave an uncertain post as it is: somebody has looked."""
    return _move(call, State.CANCELLED, call.field("reason").strip()[:2_000] or None)


def undo(call: Call) -> Response:
    """Take back what one just decided."""
    post_id, store = call.number("post"), call.site.store
    if not store.talk.take_back(post_id, actor=call.actor):
        store.queue.undo(post_id, actor=call.actor, at=call.now, within=UNDO)
    return call.go(f"/posts/{post_id}")


def edit(call: Call) -> Response:
    """Change texts, alternative texts, link and hashtags where the form differs from the post."""
    post_id, store = call.number("post"), call.site.store
    post = store.queue.get(post_id)
    change = Edit(
        texts=dict(_changed(call, "text", [piece.text for piece in post.pieces])),
        alt_texts=dict(_changed(call, "alt", [card.alt_text for card in post.cards])),
    )
    reason = call.field("reason").strip()[:2_000] or None
    try:
        touch = _touch(call, post)
        decisions.edit(
            store,
            post_id,
            change,
            actor=call.actor,
            at=call.now,
            reason=reason,
            seen=call.field("seen"),
            touch=touch,
        )
    except ChangedMeanwhile:
        return conflict(call, post_id)
    except BotError as error:
        return refused(call, post, call.told(str(error)), status_of(error))
    return _stay(call, post_id)


def _touch(call: Call, post: QueuedPost) -> Retouch:
    """What the form's own fields for link and hashtags change."""
    link = call.field("link", post.link or "").strip()
    had, said = hashtags_of(post), hashtags_from(call.field("hashtags"))
    new = "hashtags" in call.form and said != had
    return Retouch(link=link if link != (post.link or "") else None, hashtags=said if new else None)


def swap(call: Call) -> Response:
    """Take a variant in place of the post's own words."""
    post_id, number = call.number("post"), call.field("number")
    if not number.isdecimal():
        raise UsageError(call.text("Name a variant."))
    try:
        decisions.swap(
            call.site.store,
            post_id,
            int(number),
            actor=call.actor,
            at=call.now,
            reason=None,
            seen=call.field("seen"),
        )
    except ChangedMeanwhile:
        return conflict(call, post_id)
    return _stay(call, post_id)


def move(call: Call) -> Response:
    """Move a post in time; within the approved window it stays approved."""
    post_id = call.number("post")
    due_at = _moment(call, call.field("at"))
    try:
        call.site.store.queue.reschedule(
            post_id, due_at, actor=call.actor, at=call.now, seen=call.field("seen") or None
        )
    except ChangedMeanwhile:
        return conflict(call, post_id)
    return call.go(own_path(call.field("back"), f"/posts/{post_id}"))


def comment(call: Call) -> Response:
    """Say something about a post."""
    post = call.site.store.queue.get(call.number("post"))
    call.site.store.talk.say(post.id, call.field("text"), actor=call.actor, at=call.now)
    return _stay(call, post.id)


def duplicate(call: Call) -> Response:
    """Offer the same to another account: of the same platform as it is, else composed anew."""
    post, account = call.site.store.queue.get(call.number("post")), call.field("account")
    chosen = call.site.account(account)
    if chosen is None:
        raise UsageError(f"there is no account {account}")
    made = call.site.duplicator.duplicate(post, chosen, at=call.now, actor=call.actor)
    return call.go(f"/posts/{made.id}")


def retry(call: Call) -> Response:
    """Let a post that failed try again, or one that somebody looked for and did not find."""
    post_id = call.number("post")
    decisions.retry(
        call.site.store,
        post_id,
        call.site.settings,
        actor=call.actor,
        at=call.now,
        absent=call.field("absent") == "yes",
    )
    return call.go(own_path(call.field("back"), "/sent"))


def found(call: Call) -> Response:
    """Say where an uncertain post stands on its platform."""
    from bot.web.show import safe_link

    url = safe_link(call.field("url").strip())
    if url is None:
        raise UsageError(call.text("Give the address of the post, as https://…"))
    call.site.store.queue.found(call.number("post"), url, actor=call.actor, at=call.now)
    return call.go(own_path(call.field("back"), "/sent"))


def correct(call: Call) -> Response:
    """Offer a correction of a published post."""
    post_id, store, settings = call.number("post"), call.site.store, call.site.settings
    text = call.field("text").strip() or decisions.correction_text(store, post_id, settings)
    made = decisions.correct(store, post_id, text, settings, at=call.now, actor=call.actor)
    return call.go(f"/posts/{made.id}")


# --- a post that has changed -------------------------------------------------------------------


def conflict(call: Call, post_id: int) -> Response:
    """The page that shows what has changed since somebody looked; nothing was decided."""
    store = call.site.store
    post = store.queue.get(post_id)
    history = store.queue.history(post_id)
    before = _as_seen(post, history, call.field("seen"))
    told = difference("\n\n".join(before.texts), "\n\n".join(post.texts)) if before else ""
    return call.render(
        "changed.html",
        409,
        post=post,
        told=told,
        before=before,
        last=history[-1],
    )


def _as_seen(post: QueuedPost, history: tuple[Change, ...], seen: str) -> QueuedPost | None:
    """The post as it was when it was seen, or as far back as its words can be told."""
    then = None
    for line in reversed(history):
        if line.before and "pieces" in line.before:
            raw = line.before["pieces"]
            assert isinstance(raw, list)
            then = replace(then or post, pieces=tuple(map(piece_from_json, raw)))
            if then.content_sha256 == seen:
                break
    return then


# --- what forms say -----------------------------------------------------------------------------


def _move(call: Call, end: State, reason: str | None, *, stay: bool = False) -> Response:
    post_id = call.number("post")
    try:
        call.site.store.queue.move(
            post_id,
            end,
            actor=call.actor,
            at=call.now,
            reason=reason,
            seen=call.field("seen") or None,
        )
    except ChangedMeanwhile:
        return conflict(call, post_id)
    return _stay(call, post_id) if stay else _on(call, post_id)


def _on(call: Call, post_id: int) -> Response:
    """To the next post of the list, with a word about this one."""
    back = own_path(call.field("back"), "/queue")
    sign = "&" if "?" in back else "?"
    return call.go(f"{back}{sign}told={post_id}")


def _stay(call: Call, post_id: int) -> Response:
    return call.go(own_path(call.field("here"), f"/posts/{post_id}"))


def _when(call: Call, post_id: int) -> datetime | None:
    """When the form wants a post to go out; None for its own time."""
    match call.field("when", "own"):
        case "now":
            return call.now
        case "next":
            post = call.site.store.queue.get(post_id)
            account = call.site.account(post.account)
            return clock.next_slot(call.now, account.slots, account.zone) if account else None
        case "at":
            return _moment(call, call.field("at"))
    return None


def _moment(call: Call, text: str) -> datetime:
    """A time that a form gives, in the newsroom's zone. Raises UsageError for what is none."""
    try:
        moment = clock.moment_of(text.replace("T", " "), call.now, call.site.settings.zone)
    except ValueError as error:
        raise UsageError(str(error)) from error
    if moment < call.now:
        raise UsageError(call.text("That time has passed; choose a later one."))
    return moment


def _changed(call: Call, name: str, before: list[str]) -> Iterator[tuple[int, str]]:
    """The fields ``name-1`` and so on that differ from what the post has."""
    for number, old in enumerate(before, start=1):
        new = call.field(f"{name}-{number}", old)
        if new != old:
            yield number, new.rstrip()
