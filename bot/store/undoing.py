"""Taking a decision back, while nothing has come of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from bot.errors import TransitionError
from bot.model import State
from bot.review.states import Actor
from bot.store.changes import get, locked, move
from bot.store.records import Change
from bot.store.rows import change_from_row
from bot.store.tables import audit, posts

_DECIDED = frozenset({State.APPROVED, State.REJECTED, State.HELD})
_UNDECIDED = frozenset({State.PENDING, State.HELD, State.APPROVED})


def undo(
    connection: Connection, post_id: int, *, actor: Actor, at: datetime, within: timedelta
) -> None:
    """Take back what ``actor`` decided last about a post, no longer ago than ``within``.

    The post is asked about again, or held again, and due when it was before. Raises
    TransitionError for what somebody else did, what is too long ago, and what is at work already.
    """
    post = locked(connection, post_id)
    query = select(audit).where(audit.c.post_id == post_id).order_by(audit.c.id.desc()).limit(2)
    lines = [change_from_row(row._asdict()) for row in connection.execute(query)]
    last = lines[0]
    if not _is_decision(last, actor) or at > last.at + within:
        raise TransitionError(f"post {post_id} can no longer be taken back: look at it again")
    lease = select(posts.c.lease_until).where(posts.c.id == post_id)
    until = connection.scalar(lease)
    if until is not None and until > at:
        raise TransitionError(f"post {post_id} is on its way already")
    columns = {**_times(last.before or {}), **_NO_APPROVAL}
    move(connection, post, State.PENDING, actor=actor, at=at, reason=None, **columns)
    if last.start is State.HELD:
        again = get(connection, post_id)
        move(connection, again, State.HELD, actor=actor, at=at, reason=_held_for(lines))


def _held_for(lines: Sequence[Change]) -> str | None:
    """Why the post was held before the decision."""
    return lines[1].reason if len(lines) > 1 else None


def _is_decision(line: Change, actor: Actor) -> bool:
    return (
        line.actor == actor.name
        and line.action == "move"
        and line.start in _UNDECIDED
        and line.end in _DECIDED
    )


def _times(before: Mapping[str, object]) -> dict[str, object]:
    """When the post was due before the decision, where that moved it."""
    names = ("due_at", "expires_at")
    return {name: datetime.fromisoformat(str(before[name])) for name in names if name in before}


_NO_APPROVAL: dict[str, object] = {
    "approved_by": None,
    "approved_at": None,
    "approved_earliest": None,
    "approved_latest": None,
    "approved_sha256": None,
    "not_before": None,
}
