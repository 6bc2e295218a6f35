"""The kill switch: accounts that nothing is sent for until a person says so."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine, Select, select, update

from bot.review.states import Actor
from bot.store.engine import add_once, reading, writing
from bot.store.records import Pause
from bot.store.rows import pause_from_row
from bot.store.tables import EVERY_ACCOUNT, pauses

_standing = pauses.c.lifted_at.is_(None)


class Pauses:
    """Who paused what. A pause that was lifted stays on record."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def of(self, account: str) -> Pause | None:
        """What keeps an account from being sent to: a pause of everything before one of its own."""
        with reading(self._engine) as connection:
            row = connection.execute(standing_for(account)).first()
        return pause_from_row(row._asdict()) if row else None

    def standing(self) -> tuple[Pause, ...]:
        """The pauses that hold, oldest first."""
        query = select(pauses).where(_standing).order_by(pauses.c.id)
        with reading(self._engine) as connection:
            return tuple(pause_from_row(row._asdict()) for row in connection.execute(query))

    def begin(self, account: str | None, *, actor: Actor, at: datetime, reason: str | None) -> bool:
        """Pause an account, or all of them where None; False where that was so already."""
        row = {"account": account or EVERY_ACCOUNT, "at": at, "actor": actor.name, "reason": reason}
        with writing(self._engine) as connection:
            return add_once(connection, pauses, row)

    def lift(self, account: str | None, *, actor: Actor, at: datetime) -> bool:
        """End the pause of an account, or the one of all where None; False where there is none.

        An account's own pause outlasts the one of all.
        """
        query = (
            update(pauses)
            .where(_standing, pauses.c.account == (account or EVERY_ACCOUNT))
            .values(lifted_at=at, lifted_by=actor.name)
        )
        with writing(self._engine) as connection:
            return connection.execute(query).rowcount > 0


def standing_for(account: str) -> Select[tuple[object, ...]]:
    """The pauses that hold for an account, the one of everything first."""
    return (
        select(pauses)
        .where(_standing, pauses.c.account.in_((account, EVERY_ACCOUNT)))
        .order_by(pauses.c.account != EVERY_ACCOUNT)
    )
