"""Chores that are due now and then: whichever process comes first does them."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Engine, select, update

from bot.store.engine import add_once, reading, writing
from bot.store.tables import chores

# What was done in the future was done before the clock was set back.
AHEAD = timedelta(minutes=5)


class Chores:
    """When each chore was last done."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def done_at(self, name: str) -> datetime | None:
        """When a chore was last done."""
        with reading(self._engine) as connection:
            at: datetime | None = connection.scalar(
                select(chores.c.done_at).where(chores.c.name == name)
            )
        return at

    def claim(self, name: str, *, every: timedelta, at: datetime) -> bool:
        """Whether a chore is due; who is told so does it, and nobody else for that long."""
        due = (
            update(chores)
            .where(
                chores.c.name == name,
                (chores.c.done_at <= at - every) | (chores.c.done_at > at + AHEAD),
            )
            .values(done_at=at)
        )
        with writing(self._engine) as connection:
            if add_once(connection, chores, {"name": name, "done_at": at}):
                return True
            return connection.execute(due).rowcount > 0
