"""What the team says about a post, and the first of two approvals of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, delete, insert, select

from bot.errors import StoreError
from bot.review.states import Actor
from bot.store.engine import put, reading, writing
from bot.store.team_tables import comments, first_approvals

LONGEST_COMMENT = 2_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Comment:
    """Something that somebody of the team said about a post."""

    id: int
    post_id: int
    at: datetime
    actor: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class FirstApproval:
    """The first of two approvals; ``seen_sha256`` is that of the post as it was seen."""

    post_id: int
    at: datetime
    actor: str
    seen_sha256: str


class Talk:
    """Comments and first approvals."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def say(self, post_id: int, text: str, *, actor: Actor, at: datetime) -> None:
        """Add a comment. Raises StoreError for an empty or endless one."""
        text = text.strip()
        if not text or len(text) > LONGEST_COMMENT:
            raise StoreError(f"a comment has 1 to {LONGEST_COMMENT} characters")
        row = {"post_id": post_id, "at": at, "actor": actor.name, "text": text}
        with writing(self._engine) as connection:
            connection.execute(insert(comments).values(row))

    def of(self, post_id: int) -> tuple[Comment, ...]:
        """What was said about a post, oldest first."""
        query = select(comments).where(comments.c.post_id == post_id).order_by(comments.c.id)
        with reading(self._engine) as connection:
            return tuple(Comment(**row._asdict()) for row in connection.execute(query))

    def first_approval(self, post_id: int) -> FirstApproval | None:
        """The first approval of a post; None where there is none."""
        query = select(first_approvals).where(first_approvals.c.post_id == post_id)
        with reading(self._engine) as connection:
            row = connection.execute(query).first()
        return FirstApproval(**row._asdict()) if row else None

    def approve_first(self, post_id: int, seen_sha256: str, *, actor: Actor, at: datetime) -> None:
        """Keep a first approval, in place of one that was given to something else."""
        values = {"at": at, "actor": actor.name, "seen_sha256": seen_sha256}
        with writing(self._engine) as connection:
            put(connection, first_approvals, {"post_id": post_id}, values)

    def take_back(self, post_id: int, *, actor: Actor) -> bool:
        """Take one's own first approval back; whether there was one."""
        query = delete(first_approvals).where(
            first_approvals.c.post_id == post_id, first_approvals.c.actor == actor.name
        )
        with writing(self._engine) as connection:
            return connection.execute(query).rowcount > 0
