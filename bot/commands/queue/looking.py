"""``bot queue list`` and ``show``."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot import queue_json
from bot.model import QueuedPost, State
from bot.store import CardStore, Store
from bot.store.records import Change

OPEN = (
    State.PENDING,
    State.HELD,
    State.APPROVED,
    State.SENDING,
    State.FAILED,
    State.UNCERTAIN,
)


def listing(store: Store, arguments: argparse.Namespace, zone: ZoneInfo) -> int:
    """Print the posts that are open, or those that are asked for."""
    states: tuple[State, ...] | None = None if arguments.all else OPEN
    if arguments.state:
        states = (State(arguments.state),)
    found = store.queue.list(states, account=arguments.account, limit=arguments.limit)
    if arguments.json:
        print(json.dumps([queue_json.post_as_json(post) for post in found], ensure_ascii=False))
        return 0
    for pause in store.pauses.standing():
        print(f"{pause}; `bot resume` ends that")
    for notice in store.notices.open():
        print(f"notice {notice.id}: {notice.text.splitlines()[0]}; `bot notices` tells it whole")
    for post in found:
        print("\n".join(_row(post, zone)))
    print(_next_step(found, "--dry-run " if arguments.dry_run else ""))
    return 0


def show(store: Store, cards: CardStore, arguments: argparse.Namespace, zone: ZoneInfo) -> int:
    """Print one post whole."""
    post = store.queue.get(arguments.post)
    history = store.queue.history(post.id)
    if arguments.json:
        log = [queue_json.change_as_json(change) for change in history]
        print(json.dumps({**queue_json.post_as_json(post), "history": log}, ensure_ascii=False))
        return 0
    article = store.leases.article(post)
    for line in (*_page(post, article.text, cards, zone), *_log(history, zone)):
        print(line)
    return 0


def time_in(moment: datetime, zone: ZoneInfo) -> str:
    """A time as people read it."""
    return f"{moment.astimezone(zone):%a %d %b %H:%M}"


def _row(post: QueuedPost, zone: ZoneInfo) -> Iterator[str]:
    cards = ", ".join(f"{card.template} {card.format}" for card in post.cards) or "no card"
    head = f"{post.id:>4}  {post.state.value:9} {post.account:12}"
    yield f"{head} {time_in(post.due_at, zone)}  {cards}"
    for piece in post.pieces:
        yield from (f"      {line}" for line in piece.text.splitlines() if line.strip())
    yield from (f"      warning: {warning}" for warning in post.warnings)
    if post.reason:
        first, *more = post.reason.splitlines()
        yield f"      {post.state.value}: {first}{' …' if more else ''}"
    yield ""


def _next_step(found: Sequence[QueuedPost], flag: str) -> str:
    if any(post.state in (State.PENDING, State.HELD) for post in found):
        return f"next: bot queue {flag}show NUMBER, bot queue {flag}approve NUMBER"
    if found:
        return "nothing here waits for a decision"
    return "nothing is open; `bot once` looks for more, `bot queue list --all` shows what was"


def _page(post: QueuedPost, text: str, cards: CardStore, zone: ZoneInfo) -> Iterator[str]:
    yield f"post {post.id} for {post.account} ({post.platform}), {post.state.value}"
    if post.reason:
        yield from (f"  {line}" for line in post.reason.splitlines())
    yield f"of: {post.article_title}"
    if post.article_url:
        yield f"    {post.article_url}"
    due, end = time_in(post.due_at, zone), time_in(post.expires_at, zone)
    yield f"due {due}, not after {end} ({zone.key})"
    if post.approval:
        window = (time_in(at, zone) for at in (post.approval.earliest, post.approval.latest))
        yield f"approved by {post.approval.actor} for {' to '.join(window)}"
    yield ""
    yield from _words(post, cards)
    passage = _passage(post, text)
    if passage:
        yield f"in the article: {passage}"
    yield from (f"warning: {warning}" for warning in post.warnings)
    yield from (f"note: {note}" for note in post.notes)
    for number, variant in enumerate(post.variants, start=1):
        words = " / ".join(piece.text for piece in variant.pieces)
        yield f"variant {number} ({variant.kind.value}): {' '.join(words.split())}"
    yield ""


def _words(post: QueuedPost, cards: CardStore) -> Iterator[str]:
    number = 0
    for piece in post.pieces:
        yield piece.text
        yield ""
        for card in piece.cards:
            number += 1
            yield f"card {number}: {cards.place(card.sha256)} ({card.template}, {card.format})"
            yield f"  alternative text: {card.alt_text}"


def _passage(post: QueuedPost, text: str, around: int = 120) -> str | None:
    """The quote's passage, with what stands before and after it."""
    if not post.quotes:
        return None
    quote = post.quotes[0]
    start, end = max(0, quote.start - around), quote.end + around
    words = " ".join(text[start:end].split())
    return f"{'…' if start else ''}{words}{'…' if end < len(text) else ''}"


def _log(history: Sequence[Change], zone: ZoneInfo) -> Iterator[str]:
    for change in history:
        what = change.end.value if change.action in ("draft", "move") else f"{change.action}ed"
        what = _DONE.get(change.action, what)
        lines = change.reason.splitlines() if change.reason else []
        why = f": {lines[0]}{' …' if lines[1:] else ''}" if lines else ""
        yield f"  {time_in(change.at, zone)}  {what} by {change.actor}{why}"


_DONE = {
    "edit": "edited",
    "swap": "swapped for a variant",
    "reschedule": "moved in time",
    "retry": "tried again",
    "correct": "followed its article",
    "delete": "taken down",
}
