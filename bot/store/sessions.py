"""Who is logged in, and who is knocking too often."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, insert, select, update

from bot.store.engine import put, reading, writing
from bot.store.team_tables import sessions, throttles, users
from bot.store.users import User, hashed, new_token, user_of

IDLE = timedelta(hours=12)
LONGEST = timedelta(days=7)
_SEEN_EVERY = timedelta(minutes=1)  # so that looking at a page is no write

FORGOTTEN = timedelta(hours=1)  # failures that are not remembered any longer
FREE_TRIES = 5
_FIRST_WAIT = timedelta(seconds=15)
_LONGEST_WAIT = timedelta(minutes=15)


@dataclass(frozen=True, kw_only=True, slots=True)
class Session:
    """A device on which somebody is logged in. ``key`` names it without opening it."""

    key: str
    user: str
    created_at: datetime
    seen_at: datetime
    agent: str


class Sessions:
    """The sessions; what opens one is never kept, only its hash."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def begin(self, user: User, agent: str, at: datetime) -> str:
        """Log somebody in: a new token, whatever the browser had before."""
        token = new_token()
        with writing(self._engine) as connection:
            old = sessions.c.created_at <= at - LONGEST
            connection.execute(delete(sessions).where(old | (sessions.c.seen_at <= at - IDLE)))
            connection.execute(
                insert(sessions).values(
                    token_sha256=hashed(token),
                    user_id=user.id,
                    created_at=at,
                    seen_at=at,
                    agent=agent[:200],
                )
            )
        return token

    def user(self, token: str, at: datetime) -> User | None:
        """Whose session it is; None for one that ended, ran out, or whose user is gone."""
        key = hashed(token)
        query = (
            select(users, sessions.c.seen_at.label("session_seen_at"))
            .join(sessions)
            .where(
                sessions.c.token_sha256 == key,
                sessions.c.created_at > at - LONGEST,
                sessions.c.seen_at > at - IDLE,
                users.c.disabled_at.is_(None),
            )
        )
        with reading(self._engine) as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        values = row._asdict()
        if values.pop("session_seen_at") <= at - _SEEN_EVERY:
            with writing(self._engine) as connection:
                where = sessions.c.token_sha256 == key
                connection.execute(update(sessions).where(where).values(seen_at=at))
        return user_of(values)

    def end(self, token: str) -> None:
        """Log a browser out."""
        self.end_by_key(hashed(token))

    def end_by_key(self, key: str, *, user_id: int | None = None) -> None:
        """End a session by its key; with ``user_id`` only one of that user's."""
        query = delete(sessions).where(sessions.c.token_sha256 == key)
        if user_id is not None:
            query = query.where(sessions.c.user_id == user_id)
        with writing(self._engine) as connection:
            connection.execute(query)

    def all(self, at: datetime, *, user_id: int | None = None) -> tuple[Session, ...]:
        """The sessions that hold, the latest seen first; all users' where ``user_id`` is None."""
        query = (
            select(sessions, users.c.name)
            .join(users)
            .where(sessions.c.created_at > at - LONGEST, sessions.c.seen_at > at - IDLE)
            .order_by(sessions.c.seen_at.desc())
        )
        if user_id is not None:
            query = query.where(sessions.c.user_id == user_id)
        with reading(self._engine) as connection:
            return tuple(
                Session(
                    key=row.token_sha256,
                    user=row.name,
                    created_at=row.created_at,
                    seen_at=row.seen_at,
                    agent=row.agent,
                )
                for row in connection.execute(query)
            )


class Throttles:
    """How long who failed to log in has to wait before the next attempt is looked at."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def wait(self, key: str, at: datetime, *, free: int = FREE_TRIES) -> timedelta:
        """How long ``key`` has to wait from now; after ``free`` failures it doubles with each."""
        query = select(throttles).where(throttles.c.key == key)
        with reading(self._engine) as connection:
            row = connection.execute(query).first()
        if row is None or row.failures < free or row.failed_at <= at - FORGOTTEN:
            return timedelta(0)
        wait: timedelta = min(_FIRST_WAIT * 2 ** min(row.failures - free, 10), _LONGEST_WAIT)
        failed_at: datetime = row.failed_at
        return max(failed_at + wait - at, timedelta(0))

    def failed(self, key: str, at: datetime) -> None:
        """Remember that an attempt failed."""
        query = select(throttles).where(throttles.c.key == key).with_for_update()
        with writing(self._engine) as connection:
            connection.execute(delete(throttles).where(throttles.c.failed_at <= at - FORGOTTEN))
            row = connection.execute(query).first()
            failures = (row.failures if row else 0) + 1
            put(connection, throttles, {"key": key}, {"failures": failures, "failed_at": at})

    def forget(self, key: str) -> None:
        """Forget the failures of somebody who got in."""
        with writing(self._engine) as connection:
            connection.execute(delete(throttles).where(throttles.c.key == key))
