"""Accounts that are left alone for a while: asked to by their platform, or after failures."""

from __future__ import annotations

from sqlalchemy import Engine, delete, insert, select, update

from bot.store.engine import reading, writing
from bot.store.records import Rest
from bot.store.rows import rest_from_row
from bot.store.tables import rests


class Rests:
    """Who rests, and until when; shared by all processes."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def all(self) -> dict[str, Rest]:
        """Every account that rests, or has failed lately."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(rests))
            return {row.account: rest_from_row(row._asdict()) for row in rows}

    def put(self, rest: Rest) -> None:
        """Let an account rest, whatever was said of it before."""
        values = {"until": rest.until, "failures": rest.failures, "reason": rest.reason}
        mine = rests.c.account == rest.account
        with writing(self._engine) as connection:
            if not connection.execute(update(rests).where(mine).values(values)).rowcount:
                connection.execute(insert(rests).values(account=rest.account, **values))

    def end(self, account: str) -> None:
        """Forget an account's failures."""
        with writing(self._engine) as connection:
            connection.execute(delete(rests).where(rests.c.account == account))
