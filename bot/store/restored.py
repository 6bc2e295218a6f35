"""What must not happen after a restore: a post that went out since the backup goes out again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, update

from bot.model import State
from bot.review.states import BOT
from bot.store.changes import change, lock_all
from bot.store.notices import tell
from bot.store.tables import posts

_WAITING = (State.DRAFT, State.PENDING, State.APPROVED, State.HELD)


def hold_everything(connection: Connection, made_at: datetime | None, at: datetime) -> None:
    """Hold every post that waits: since the backup was made it may have gone out.

    What was being sent keeps its state: it is looked up on its platform, as after any crash.
    """
    when = f"of {made_at:%d %b %Y %H:%M} UTC" if made_at else "without a date"
    why = f"restored from a backup {when}: it may have gone out since; look on its platform"
    waiting = posts.c.state.in_([state.value for state in _WAITING])
    for post in lock_all(connection, waiting):
        before = f"{post.reason}; " if post.state is State.HELD and post.reason else ""
        held = replace(post, state=State.HELD, approval=None, reason=before + why)
        change(connection, post, held, action="restore", actor=BOT, at=at, reason=why)
    idle = (posts.c.state == State.HELD.value, posts.c.lease_token.is_not(None))
    connection.execute(update(posts).where(*idle).values(lease_token=None, lease_until=None))
    tell(
        connection,
        f"restored:{at.isoformat()}",
        f"the database was restored from a backup {when}; what waited is held, and articles that "
        "came in between are drafted anew: look whether they were posted already",
        kind="restore",
        at=at,
    )
