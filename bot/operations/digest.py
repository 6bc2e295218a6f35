"""The day in a message: what went out, what waits, what failed, what it cost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.clock import month_of
from bot.model import QueuedPost, State
from bot.settings import Settings
from bot.store import Store
from bot.store.pace import Out

DAY = timedelta(days=1)
MOST = 20  # lines of a list; the rest is counted
_ASKS = (State.HELD, State.UNCERTAIN, State.FAILED)


@dataclass(frozen=True, kw_only=True, slots=True)
class Digest:
    """A day until ``until`` (UTC): ``out`` went out, ``asks`` needs a person, ``wrong`` stands.

    ``waiting`` counts what waits by state; ``spent`` is by account, in US dollars since the month
    began. Times are told in ``zone``.
    """

    until: datetime
    zone: ZoneInfo
    out: Sequence[Out]
    waiting: dict[State, int]
    next_up: Sequence[QueuedPost]
    asks: Sequence[QueuedPost]
    wrong: Sequence[str]
    spent: dict[str, float]


def digest_of(settings: Settings, store: Store, now: datetime) -> Digest:
    """The last 24 hours, as the database knows them."""
    counts = store.queue.counts()
    month = month_of(now, settings.zone)
    spent = {account.name: store.leases.spent(account.name, month) for account in settings.accounts}
    return Digest(
        until=now,
        zone=settings.zone,
        out=store.pace.out_since(now - DAY),
        waiting={state: counts.get(state, 0) for state in (State.PENDING, State.APPROVED)},
        next_up=[post for post in store.queue.list([State.APPROVED]) if post.due_at <= now + DAY],
        asks=store.queue.list(_ASKS, limit=MOST),
        wrong=[alert.text for alert in store.alerts.all() if alert.ended_at is None],
        spent={name: dollars for name, dollars in spent.items() if dollars},
    )


def subject(digest: Digest) -> str:
    """One line: how many went out, how many wait, how many need a person."""
    waiting = digest.waiting[State.PENDING]
    asks = f", {len(digest.asks)} need a person" if digest.asks else ""
    return f"Social posts: {len(digest.out)} went out, {waiting} wait for approval{asks}"


def lines(digest: Digest) -> Iterator[str]:
    """The message, line by line."""
    yield from _section("Went out", [_sent(each, digest.zone) for each in digest.out])
    if digest.out:
        counted = Counter(each.account for each in digest.out)
        yield "  " + ", ".join(f"{name}: {count}" for name, count in sorted(counted.items()))
    yield from _section("Goes out next", [_due(each, digest.zone) for each in digest.next_up])
    yield f"Waits for approval: {digest.waiting[State.PENDING]}"
    yield from _section("Needs a person", [_asked(each) for each in digest.asks])
    yield from _section("Is wrong", list(digest.wrong))
    for name, dollars in digest.spent.items():
        yield f"{name} has cost ${dollars:.2f} this month"


def _section(title: str, found: Sequence[str]) -> Iterator[str]:
    if not found:
        return
    yield f"{title}:"
    yield from (f"  {line}" for line in found[:MOST])
    if len(found) > MOST:
        yield f"  and {len(found) - MOST} more"


def _sent(out: Out, zone: ZoneInfo) -> str:
    where = f" {out.url}" if out.url else ""
    return f"{out.at.astimezone(zone):%H:%M} {out.account}: {out.title}{where}"


def _due(post: QueuedPost, zone: ZoneInfo) -> str:
    return f"{post.due_at.astimezone(zone):%a %H:%M} {post.account}: {post.article_title}"


def _asked(post: QueuedPost) -> str:
    why = f": {' '.join(post.reason.split())}" if post.reason else ""
    return f"post {post.id} of {post.account} is {post.state.value}{why}"
