"""What the team must be told: each thing once, until somebody says that it was seen."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, select, update

from bot.review.states import BOT, Actor
from bot.store.engine import add_once, reading, writing
from bot.store.records import Notice
from bot.store.rows import notice_from_row
from bot.store.tables import notices

WELL = "well:"  # before the number of the notice that no longer holds


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

    def trouble(self, account: str, kind: str, text: str, *, at: datetime) -> bool:
        """Tell that something is wrong with an account, unless that is so already; whether it is.

        It is so until ``well`` has said otherwise.
        """
        with writing(self._engine) as connection:
            before = _newest(connection, account, kind)
            if before and not _is_well(before):
                return False
            key = f"{kind}:{account}:{before.id if before else 0}"
            return tell(connection, key, text, kind=kind, at=at, account=account)

    def well(self, account: str, kind: str, text: str, *, at: datetime) -> bool:
        """Tell that what was wrong no longer is, and mark it as seen; False where nothing was."""
        with writing(self._engine) as connection:
            before = _newest(connection, account, kind)
            if before is None or _is_well(before):
                return False
            done = {"seen_at": at, "seen_by": BOT.name}
            wrong = (*_of(account, kind), notices.c.seen_at.is_(None))
            connection.execute(update(notices).where(*wrong).values(done))
            return tell(connection, f"{WELL}{before.id}", text, kind=kind, at=at, account=account)

    def seen(self, numbers: Collection[int] | None, *, actor: Actor, at: datetime) -> int:
        """Say that notices were seen, all of them where None; how many had not been before."""
        query = update(notices).where(notices.c.seen_at.is_(None))
        if numbers is not None:
            query = query.where(notices.c.id.in_(list(numbers)))
        with writing(self._engine) as connection:
            return connection.execute(query.values(seen_at=at, seen_by=actor.name)).rowcount


def _of(account: str, kind: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return notices.c.account == account, notices.c.kind == kind


def _newest(connection: Connection, account: str, kind: str) -> Row[Any] | None:
    query = select(notices).where(*_of(account, kind)).order_by(notices.c.id.desc()).limit(1)
    return connection.execute(query).first()


def _is_well(notice: Row[Any]) -> bool:
    return str(notice.key).startswith(WELL)


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
