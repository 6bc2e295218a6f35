"""What is wrong, as it can be told from how everything stands. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.expiry import in_words
from bot.model import QueuedPost, State
from bot.store.records import Expiry, Feed, Rest

FAILURES = 3  # in a row, until a source or an account counts as failing
STUCK = timedelta(minutes=30)  # past its time
UNCLEAR = timedelta(hours=1)
EMPTY = timedelta(hours=24)  # without a draft
OLD_BACKUP = timedelta(hours=36)


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """How everything stands at ``now``; all times in UTC, sizes in bytes.

    ``late`` are approved posts that are due and did not go out, for no reason that was told.
    ``unclear`` are those that are being sent or may be out. ``drafted_at`` is when the last draft
    was made, ``backup_at`` the last backup; None where there was none. ``least_disk`` is None where
    nobody cares.
    """

    now: datetime
    feeds: Sequence[Feed] = ()
    rests: Sequence[Rest] = ()
    expiries: Sequence[Expiry] = ()
    late: Sequence[QueuedPost] = ()
    unclear: Sequence[QueuedPost] = ()
    waiting: int = 0
    drafted_at: datetime | None = None
    started_at: datetime
    backup_at: datetime | None = None
    backup_error: str | None = None
    backups: bool = True
    free_disk: int | None = None
    least_disk: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Condition:
    """Something wrong: ``key`` says what it is about, ``text`` what it is and the mend."""

    key: str
    kind: str
    text: str


def conditions(standing: Standing) -> Iterator[Condition]:
    """Everything that is wrong."""
    yield from _sources(standing)
    yield from _accounts(standing)
    yield from _posts(standing)
    yield from _machine(standing)


def _sources(standing: Standing) -> Iterator[Condition]:
    for feed in standing.feeds:
        if feed.failures >= FAILURES:
            text = f"source {feed.source} cannot be read: {feed.error}"
            yield Condition(key=f"source:{feed.source}", kind="source", text=text)


def _accounts(standing: Standing) -> Iterator[Condition]:
    for rest in standing.rests:
        if rest.failures >= FAILURES or rest.until > standing.now + timedelta(minutes=10):
            text = f"nothing is sent to {rest.account} for now: {rest.reason}"
            yield Condition(key=f"account:{rest.account}", kind="account", text=text)
    for expiry in standing.expiries:
        told = in_words(expiry, standing.now)
        yield Condition(
            key=f"token:{expiry.account}:{expiry.what}",
            kind="token",
            text=f"{expiry.account}: its {told}; `bot doctor` says how to renew it",
        )


def _posts(standing: Standing) -> Iterator[Condition]:
    for post in standing.late:
        if post.due_at <= standing.now - STUCK:
            text = f"post {post.id} of {post.account} is approved and {_late(post, standing.now)}"
            yield Condition(key=f"stuck:{post.id}", kind="stuck", text=text)
    for post in standing.unclear:
        if post.due_at <= standing.now - UNCLEAR:
            what = "may be out" if post.state is State.UNCERTAIN else "is still being sent"
            text = f"post {post.id} of {post.account} {what}: look at it with `bot queue show`"
            yield Condition(key=f"stuck:{post.id}", kind="stuck", text=text)
    since = max(standing.drafted_at or standing.started_at, standing.started_at - EMPTY)
    if standing.feeds and not standing.waiting and since <= standing.now - EMPTY:
        text = "the queue is empty, and nothing was drafted for a day; `bot doctor` looks why"
        yield Condition(key="empty", kind="queue", text=text)


def _late(post: QueuedPost, now: datetime) -> str:
    minutes = int((now - post.due_at).total_seconds() // 60)
    return f"{minutes} minutes late; `bot queue show {post.id}` says why"


def _machine(standing: Standing) -> Iterator[Condition]:
    free = standing.free_disk
    if free is not None and free < standing.least_disk:
        text = f"{free / 1e6:.0f} MB are free where DATA is; make room, or give it a larger disk"
        yield Condition(key="disk", kind="disk", text=text)
    if not standing.backups:
        return
    last = standing.backup_at or standing.started_at
    if last <= standing.now - OLD_BACKUP:
        told = (
            f"the last backup is of {last:%d %b %H:%M} UTC" if standing.backup_at else "no backup"
        )
        why = f" ({standing.backup_error})" if standing.backup_error else ""
        text = f"{told}{why}; see whether the folder of BACKUPS can be written"
        yield Condition(key="backup", kind="backup", text=text)
