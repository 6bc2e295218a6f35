"""What the team must be told: each thing once, until somebody says that it was seen."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, Engine, select, update

from bot.review.states import Actor
from bot.store.engine import add_once, reading, writing
from bot.store.records import Notice, notice_from_row
from bot.store.tables import notices


class Notices:
    """The notices, oldest first."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def open(self) -> tuple[Notice, ...]:
        """Those that nobody has seen yet."""
        return self._list(unseen=True)

    def all(self) -> tuple[Notice, ...]:
        """Every notice there ever was."""
        return self._list(unseen=False)

    def _list(self, *, unseen: bool) -> tuple[Notice, ...]:
        query = select(notices).order_by(notices.c.id)
        if unseen:
            query = query.where(notices.c.seen_at.is_(None))
        with reading(self._engine) as connection:
            return tuple(notice_from_row(row._asdict()) for row in connection.execute(query))

    def tell(
        self,
        key: str,
        text: str,
        *,
        kind: str,
        at: datetime,
        account: str | None = None,
        post_id: int | None = None,
    ) -> bool:
        """Add a notice, but for one that was told under ``key`` before; whether it is new."""
        with writing(self._engine) as connection:
            return tell(connection, key, text, kind=kind, at=at, account=account, post_id=post_id)

    def seen(self, numbers: Collection[int] | None, *, actor: Actor, at: datetime) -> int:
        """Say that notices were seen, all of them where None; how many had not been before."""
        query = update(notices).where(notices.c.seen_at.is_(None))
        if numbers is not None:
            query = query.where(notices.c.id.in_(list(numbers)))
        with writing(self._engine) as connection:
            return connection.execute(query.values(seen_at=at, seen_by=actor.name)).rowcount


def tell(
    connection: Connection,
    key: str,
    text: str,
    *,
    kind: str,
    at: datetime,
    account: str | None = None,
    post_id: int | None = None,
) -> bool:
    """Add a notice within a transaction; as ``Notices.tell`` does."""
    row = {
        "key": key,
        "kind": kind,
        "at": at,
        "account": account,
        "post_id": post_id,
        "text": text,
    }
    return add_once(connection, notices, row)
