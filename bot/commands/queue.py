"""``bot queue``: what waits, and what becomes of it."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot import clock, settings
from bot.commands.deciding import actor_of, add_actor
from bot.errors import BotError, StoreError
from bot.model import CardFile, Piece, QueuedPost, State

if TYPE_CHECKING:
    from bot.as_json import JSON
    from bot.review import Actor
    from bot.store import CardStore, Store
    from bot.store.records import Change

EXAMPLE = """\
  bot queue list
  bot queue show 12
  bot queue approve 12 13
  bot queue reject 14 --reason "too long ago"
  bot queue --dry-run list"""

OPEN = (
    State.PENDING,
    State.HELD,
    State.APPROVED,
    State.SENDING,
    State.FAILED,
    State.UNCERTAIN,
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments the command takes."""
    parser.add_argument(
        "--dry-run", action="store_true", help="the queue of `bot once --dry-run`, not the real one"
    )
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    listing = actions.add_parser("list", help="what is open, by the time it is due")
    listing.add_argument("--state", choices=[state.value for state in State], help="only these")
    listing.add_argument("--account", help="only this account's")
    listing.add_argument("--all", action="store_true", help="also what is done with")
    show = actions.add_parser("show", help="a post whole, with its passage and its history")
    show.add_argument("post", type=int, metavar="NUMBER")
    for each in (listing, show):
        each.add_argument("--json", action="store_true", help="for a program")
    for name, what in _DECISIONS.items():
        decide = actions.add_parser(name, help=what)
        decide.add_argument("posts", type=int, nargs="+", metavar="NUMBER")
        add_actor(decide)
        if name != "approve":
            decide.add_argument("--reason", help="why, for the record")


_DECISIONS = {
    "approve": "let posts go out once they are due",
    "reject": "keep posts from going out",
    "hold": "put posts aside",
}


def run(arguments: argparse.Namespace) -> int:
    """Do what the action says."""
    from bot.desk import card_store, open_store
    from bot.store import exists

    configured = settings.load(arguments.config)
    data = configured.data / "dry-run" if arguments.dry_run else configured.data
    url = None if arguments.dry_run else configured.database_url
    if not exists(url, data / "bot.sqlite"):
        if arguments.action == "list":
            print("[]" if arguments.json else "the queue is empty; `bot once` fills it")
            return 0
        raise StoreError("the queue is empty; `bot once` fills it")
    with open_store(configured, dry_run=arguments.dry_run) as store:
        match arguments.action:
            case "list":
                return _list(store, arguments, configured.zone)
            case "show":
                cards = card_store(configured, dry_run=arguments.dry_run)
                return _show(store, cards, arguments, configured.zone)
            case _:
                return _decide(store, arguments, configured)


# --- looking -----------------------------------------------------------------------------


def _list(store: Store, arguments: argparse.Namespace, zone: ZoneInfo) -> int:
    states: tuple[State, ...] | None = None if arguments.all else OPEN
    if arguments.state:
        states = (State(arguments.state),)
    found = store.queue.list(states, account=arguments.account)
    if arguments.json:
        print(json.dumps([as_json(post) for post in found], ensure_ascii=False))
        return 0
    for pause in store.pauses.standing():
        print(f"{pause}; `bot resume` ends that")
    for post in found:
        print("\n".join(_row(post, zone)))
    print(_next_step(found, "--dry-run " if arguments.dry_run else ""))
    return 0


def _row(post: QueuedPost, zone: ZoneInfo) -> Iterator[str]:
    cards = ", ".join(f"{card.template} {card.format}" for card in post.cards) or "no card"
    head = f"{post.id:>4}  {post.state.value:9} {post.account:12}"
    yield f"{head} {_time(post.due_at, zone)}  {cards}"
    for piece in post.pieces:
        yield from (f"      {line}" for line in piece.text.splitlines() if line.strip())
    yield from (f"      warning: {warning}" for warning in post.warnings)
    if post.reason:
        yield f"      {post.state.value}: {post.reason}"
    yield ""


def _next_step(found: Sequence[QueuedPost], flag: str) -> str:
    if any(post.state in (State.PENDING, State.HELD) for post in found):
        return f"next: bot queue {flag}show NUMBER, bot queue {flag}approve NUMBER"
    if found:
        return "nothing here waits for a decision"
    return "nothing is open; `bot once` looks for more, `bot queue list --all` shows what was"


def _show(store: Store, cards: CardStore, arguments: argparse.Namespace, zone: ZoneInfo) -> int:
    post = store.queue.get(arguments.post)
    history = store.queue.history(post.id)
    if arguments.json:
        whole = {**as_json(post), "history": [_change_as_json(change) for change in history]}
        print(json.dumps(whole, ensure_ascii=False))
        return 0
    passage = _passage(post, store.leases.article(post).text)
    print("\n".join(_page(post, passage, cards.path, zone)))
    for change in history:
        why = f": {change.reason}" if change.reason else ""
        print(f"  {_time(change.at, zone)}  {change.end.value} by {change.actor}{why}")
    return 0


def _page(
    post: QueuedPost, passage: str | None, path: Callable[[str], Path], zone: ZoneInfo
) -> Iterator[str]:
    yield f"post {post.id} for {post.account} ({post.platform}), {post.state.value}"
    if post.reason:
        yield f"  {post.reason}"
    yield f"of: {post.article_title}"
    if post.article_url:
        yield f"    {post.article_url}"
    yield f"due {_time(post.due_at, zone)}, not after {_time(post.expires_at, zone)} ({zone.key})"
    yield ""
    for piece in post.pieces:
        yield piece.text
        yield ""
        for card in piece.cards:
            yield f"card: {path(card.sha256)} ({card.template}, {card.format})"
            yield f"  alternative text: {card.alt_text}"
    if passage:
        yield f"in the article: {passage}"
    yield from (f"warning: {warning}" for warning in post.warnings)
    yield from (f"note: {note}" for note in post.notes)
    yield ""


def _passage(post: QueuedPost, text: str, around: int = 120) -> str | None:
    """The quote's passage, with what stands before and after it."""
    if not post.quotes:
        return None
    quote = post.quotes[0]
    start, end = max(0, quote.start - around), quote.end + around
    words = " ".join(text[start:end].split())
    return f"{'…' if start else ''}{words}{'…' if end < len(text) else ''}"


def _time(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%a %d %b %H:%M}"


# --- deciding ----------------------------------------------------------------------------


def _decide(store: Store, arguments: argparse.Namespace, configured: settings.Settings) -> int:
    actor = actor_of(arguments)
    failed = False
    for number in arguments.posts:
        try:
            print(_decide_one(store, number, arguments, configured, actor))
        except BotError as error:
            failed = True
            print(f"bot: post {number}: {error}", file=sys.stderr)
    return int(failed)


def _decide_one(
    store: Store,
    number: int,
    arguments: argparse.Namespace,
    configured: settings.Settings,
    actor: Actor,
) -> str:
    now = clock.now()
    if arguments.action == "approve":
        told = _approve(store, number, configured, actor, now)
        if arguments.dry_run:
            return f"{told}; a dry run sends nothing"
        return told if configured.live else f"{told}; LIVE is not yes, so nothing is sent"
    end = State.REJECTED if arguments.action == "reject" else State.HELD
    store.queue.move(number, end, actor=actor, at=now, reason=arguments.reason)
    return f"post {number} is {end.value}"


def _approve(
    store: Store, number: int, configured: settings.Settings, actor: Actor, now: datetime
) -> str:
    """Approve, for the next slot where the post's own has passed."""
    post = store.queue.get(number)
    account = next((each for each in configured.accounts if each.name == post.account), None)
    due_at, expires_at = post.due_at, post.expires_at
    if account and account.slots and due_at < now:
        due_at = clock.next_slot(now, account.slots, configured.zone)
        expires_at = max(expires_at, due_at + account.expires)
    post = store.queue.approve(number, actor=actor, at=now, due_at=due_at, expires_at=expires_at)
    when = "at the next pass" if due_at <= now else _time(due_at, configured.zone)
    without = "" if post.cards else ", without a card"
    return f"post {number} is approved and goes out {when}{without}"


# --- for programs ------------------------------------------------------------------------


def as_json(post: QueuedPost) -> dict[str, JSON]:
    """A queued post for a program. Times are in UTC."""
    return {
        "id": post.id,
        "state": post.state.value,
        "reason": post.reason,
        "account": post.account,
        "platform": post.platform,
        "kind": post.kind.value,
        "language": post.language,
        "text": post.text,
        "link": post.link,
        "cost": post.cost,
        "article": {"title": post.article_title, "url": post.article_url},
        "pieces": [_piece_as_json(piece) for piece in post.pieces],
        "notes": list(post.notes),
        "warnings": list(post.warnings),
        "variants": [
            {"kind": variant.kind.value, "pieces": [_piece_as_json(p) for p in variant.pieces]}
            for variant in post.variants
        ],
        "due_at": post.due_at.isoformat(),
        "expires_at": post.expires_at.isoformat(),
        "approved_by": post.approval.actor if post.approval else None,
        "content_sha256": post.content_sha256,
    }


def _piece_as_json(piece: Piece[CardFile]) -> dict[str, JSON]:
    link = piece.link_card
    return {
        "text": piece.text,
        "length": piece.length,
        "cards": [
            {
                "template": card.template,
                "format": card.format,
                "sha256": card.sha256,
                "alt_text": card.alt_text,
            }
            for card in piece.cards
        ],
        "link_card": {"url": link.url, "title": link.title, "description": link.description}
        if link
        else None,
    }


def _change_as_json(change: Change) -> dict[str, JSON]:
    return {
        "at": change.at.isoformat(),
        "actor": change.actor,
        "from": change.start.value if change.start else None,
        "to": change.end.value,
        "reason": change.reason,
    }
