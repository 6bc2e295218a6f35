"""``bot queue approve``, ``reject``, ``hold``, ``edit``, ``reschedule``, ``retry``, ``found``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot import clock, decisions, queue_json
from bot.commands.deciding import actor_of
from bot.commands.queue.looking import time_in
from bot.errors import BotError, UsageError
from bot.model import QueuedPost, State
from bot.review import Actor
from bot.review.editing import Edit
from bot.settings import Settings
from bot.store import CardStore, Store


@dataclass(frozen=True, kw_only=True, slots=True)
class _Call:
    """One call of the command, for one of the posts that it names."""

    store: Store
    cards: CardStore
    settings: Settings
    arguments: argparse.Namespace
    actor: Actor
    now: datetime

    def time(self, name: str) -> datetime | None:
        """The time that an option names. Raises UsageError for what is none."""
        text = getattr(self.arguments, name)
        try:
            return clock.moment_of(text, self.now, self.settings.zone) if text else None
        except ValueError as error:
            raise UsageError(f"--{name}: {error}") from error

    def told(self, moment: datetime) -> str:
        """When something happens, as people say it."""
        if moment <= self.now:
            return "at the next pass"
        return time_in(moment, self.settings.zone)


def run(store: Store, cards: CardStore, arguments: argparse.Namespace, settings: Settings) -> int:
    """Change each post that is named; 1 where one of them could not be changed."""
    call = _Call(
        store=store,
        cards=cards,
        settings=settings,
        arguments=arguments,
        actor=actor_of(arguments),
        now=clock.now(),
    )
    numbers = arguments.posts if "posts" in arguments else [arguments.post]
    results: list[dict[str, object]] = []
    failed = False
    for number in numbers:
        try:
            post, told = _ACTIONS[arguments.action](call, number)
        except UsageError:
            raise
        except BotError as error:
            failed = True
            results.append({"id": number, "error": str(error)})
            print(f"bot: post {number}: {error}", file=sys.stderr)
            continue
        results.append(queue_json.post_as_json(post))
        if not arguments.json:
            print(f"post {post.id} {told}")
            for warning in post.warnings if arguments.action in ("approve", "edit") else ():
                print(f"  warning: {warning}")
    if arguments.json:
        print(json.dumps(results, ensure_ascii=False))
    return int(failed)


Told = tuple[QueuedPost, str]


def _approve(call: _Call, number: int) -> Told:
    post = decisions.approve(
        call.store,
        number,
        call.settings,
        actor=call.actor,
        at=call.now,
        earliest=call.time("earliest"),
        latest=call.time("latest"),
    )
    if post.state is not State.APPROVED:
        return post, "has the first of two approvals; it waits for another person's"
    return post, f"is approved and {_when(call, post)}"


def _when(call: _Call, post: QueuedPost) -> str:
    without = "" if post.cards else ", without a card"
    told = f"goes out {call.told(post.due_at)}{without}"
    if call.arguments.dry_run:
        return f"{told}; a dry run sends nothing"
    if pause := call.store.paused(post.account):
        return f"{told}; not now: {pause}"
    return told if call.settings.live else f"{told}; LIVE is not yes, so nothing is sent"


def _move(call: _Call, number: int, end: State) -> Told:
    post = call.store.queue.move(
        number, end, actor=call.actor, at=call.now, reason=call.arguments.reason
    )
    return post, f"is {end.value}"


def _reject(call: _Call, number: int) -> Told:
    return _move(call, number, State.REJECTED)


def _hold(call: _Call, number: int) -> Told:
    return _move(call, number, State.HELD)


def _reschedule(call: _Call, number: int) -> Told:
    due_at = call.time("at")
    assert due_at is not None
    post = call.store.queue.reschedule(
        number,
        due_at,
        expires_at=call.time("until"),
        actor=call.actor,
        at=call.now,
        reason=call.arguments.reason,
    )
    asked = "" if post.state is State.APPROVED else "; it waits for approval"
    return post, f"is due {call.told(post.due_at)}{asked}"


def _retry(call: _Call, number: int) -> Told:
    post = decisions.retry(
        call.store,
        number,
        call.settings,
        actor=call.actor,
        at=call.now,
        absent=call.arguments.absent,
        reason=call.arguments.reason,
    )
    if post.state is State.PENDING:
        return post, "is offered again; it waits for approval"
    return post, f"is tried again and {_when(call, post)}"


def _edit(call: _Call, number: int) -> Told:
    given = call.arguments
    alone = [name for name in ("variant", "translated") if getattr(given, name) is not None]
    words = [name for name in ("text", "alt") if getattr(given, name) is not None]
    if not (alone or words) or len(alone) + bool(words) > 1:
        raise UsageError("say what to change: --text, --alt, or alone --variant or --translated")
    if given.translated is not None:
        return _mark(call, number)
    if given.variant is not None:
        post = decisions.swap(
            call.store, number, given.variant, actor=call.actor, at=call.now, reason=given.reason
        )
        return post, f"is now its variant {given.variant}{_asked_again(post)}"
    text = None if given.text is None else _text(given.text)
    change = Edit(
        texts={} if text is None else {given.piece: text},
        alt_texts={} if given.alt is None else {given.card: given.alt},
    )
    post = decisions.edit(
        call.store, number, change, actor=call.actor, at=call.now, reason=given.reason
    )
    return post, f"is changed{_asked_again(post)}"


def _mark(call: _Call, number: int) -> Told:
    from bot.marking import mark_translated

    given = call.arguments
    post = mark_translated(
        call.store,
        call.cards,
        call.settings,
        number,
        number=given.quote,
        translated=given.translated == "yes",
        actor=call.actor,
        at=call.now,
        reason=given.reason,
    )
    marked = "marked as translated" if given.translated == "yes" else "no longer marked"
    return post, f"is {marked}{_asked_again(post)}"


def _text(given: str) -> str:
    return sys.stdin.read().rstrip("\n") if given == "-" else given


def _asked_again(post: QueuedPost) -> str:
    return f"; it is {post.state.value}"


def _found(call: _Call, number: int) -> Told:
    post = call.store.queue.found(number, call.arguments.url, actor=call.actor, at=call.now)
    return post, "is published"


def _delete(call: _Call, number: int) -> Told:
    from bot import accounts
    from bot.corrections import take_down

    if not call.settings.live:
        raise UsageError("LIVE is not yes, so nothing is changed on any platform")
    post = call.store.queue.get(number)
    account = next((each for each in call.settings.accounts if each.name == post.account), None)
    platform = accounts.opened(account, call.store) if account else None
    if platform is None:
        raise UsageError(f"nothing publishes to {post.account}")
    reason = call.arguments.reason
    post = take_down(call.store, number, platform, actor=call.actor, at=call.now, reason=reason)
    return post, "is taken down"


def _correct(call: _Call, number: int) -> Told:
    given = call.arguments.text
    text = _text(given) if given else decisions.correction_text(call.store, number, call.settings)
    post = decisions.correct(call.store, number, text, call.settings, at=call.now, actor=call.actor)
    return post, f"corrects post {number}; it waits for approval"


_ACTIONS: dict[str, Callable[[_Call, int], Told]] = {
    "approve": _approve,
    "reject": _reject,
    "hold": _hold,
    "reschedule": _reschedule,
    "retry": _retry,
    "edit": _edit,
    "found": _found,
    "delete": _delete,
    "correct": _correct,
}
