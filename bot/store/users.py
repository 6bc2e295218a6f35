"""The team: who may open the pages, by which invitations and keys."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Engine, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.errors import StoreError
from bot.review.roles import Role
from bot.store.engine import reading, writing
from bot.store.rows import Row
from bot.store.team_tables import api_keys, invitations, sessions, users

INVITED_FOR = timedelta(days=7)
LONGEST_NAME = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class User:
    """Somebody of the team. ``password`` is an Argon2id hash, None until one was chosen.

    ``language`` is None where the browser's holds; ``shortcuts`` says whether keys act.
    """

    id: int
    name: str
    role: Role
    password: str | None
    language: str | None
    shortcuts: bool
    created_at: datetime
    disabled_at: datetime | None

    def __repr__(self) -> str:
        return f"User({self.name!r}, {self.role.value})"


@dataclass(frozen=True, kw_only=True, slots=True)
class ApiKey:
    """A program's key, without its secret."""

    id: int
    user: str
    name: str
    created_at: datetime
    seen_at: datetime | None


def hashed(token: str) -> str:
    """What is kept of a token: it cannot be got back from that."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_token() -> str:
    """256 random bits that a link or a cookie can carry."""
    return secrets.token_urlsafe(32)


class Users:
    """The people of the team. Who is gone is disabled, never deleted: the log names them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def all(self) -> tuple[User, ...]:
        """Everybody, by name."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(users).order_by(users.c.name)).all()
        return tuple(user_of(row._asdict()) for row in rows)

    def get(self, name: str) -> User | None:
        """Somebody by name, in any case."""
        query = select(users).where(func.lower(users.c.name) == name.strip().lower())
        with reading(self._engine) as connection:
            row = connection.execute(query).first()
        return user_of(row._asdict()) if row else None

    def by_id(self, user_id: int) -> User | None:
        """Somebody by number; None also for who is disabled."""
        query = select(users).where(users.c.id == user_id, users.c.disabled_at.is_(None))
        with reading(self._engine) as connection:
            row = connection.execute(query).first()
        return user_of(row._asdict()) if row else None

    def any(self) -> bool:
        """Whether anybody has chosen a password and may log in."""
        query = select(func.count()).where(
            users.c.password.is_not(None), users.c.disabled_at.is_(None)
        )
        with reading(self._engine) as connection:
            return connection.execute(query).scalar_one() > 0

    def add(self, name: str, role: Role, at: datetime) -> User:
        """Add somebody, who cannot log in yet. Raises StoreError for a name that is taken."""
        name = _checked(name)
        if self.get(name):
            raise StoreError(f"there is a user {name} already; take another name")
        row = {"name": name, "role": role.value, "created_at": at}
        try:
            with writing(self._engine) as connection:
                connection.execute(insert(users).values(row))
        except IntegrityError:
            raise StoreError(f"there is a user {name} already; take another name") from None
        return self.named(name)

    def named(self, name: str) -> User:
        """Somebody by name. Raises StoreError where nobody is called that."""
        found = self.get(name)
        if found is None:
            raise StoreError(f"there is no user {name}; `bot users list` shows who there is")
        return found

    def set_role(self, name: str, role: Role) -> User:
        """Trust somebody with more or less. Raises StoreError for the last admin."""
        user = self.named(name)
        with writing(self._engine) as connection:
            if role is not Role.ADMIN:
                _check_admins(connection, user)
            connection.execute(update(users).where(users.c.id == user.id).values(role=role.value))
        return self.named(name)

    def disable(self, name: str, at: datetime) -> None:
        """Shut somebody out at once, on every device. Raises StoreError for the last admin."""
        user = self.named(name)
        with writing(self._engine) as connection:
            _check_admins(connection, user)
            connection.execute(update(users).where(users.c.id == user.id).values(disabled_at=at))
            connection.execute(delete(sessions).where(sessions.c.user_id == user.id))
            connection.execute(delete(invitations).where(invitations.c.user_id == user.id))
            connection.execute(
                update(api_keys)
                .where(api_keys.c.user_id == user.id, api_keys.c.revoked_at.is_(None))
                .values(revoked_at=at)
            )

    def enable(self, name: str) -> None:
        """Let somebody in again, with the password they had."""
        user = self.named(name)
        with writing(self._engine) as connection:
            connection.execute(update(users).where(users.c.id == user.id).values(disabled_at=None))

    def prefer(self, user_id: int, *, language: str | None, shortcuts: bool) -> None:
        """Keep how somebody wants the pages."""
        values = {"language": language, "shortcuts": shortcuts}
        with writing(self._engine) as connection:
            connection.execute(update(users).where(users.c.id == user_id).values(values))

    def set_password(self, user_id: int, password_hash: str) -> None:
        """Take a new password; every session of before ends."""
        with writing(self._engine) as connection:
            connection.execute(
                update(users).where(users.c.id == user_id).values(password=password_hash)
            )
            connection.execute(delete(sessions).where(sessions.c.user_id == user_id))

    # --- invitations -----------------------------------------------------------------------

    def invite(self, user: User, at: datetime, *, lasts: timedelta = INVITED_FOR) -> str:
        """A token with which ``user`` chooses a password, once; one given before ends."""
        token = new_token()
        with writing(self._engine) as connection:
            connection.execute(delete(invitations).where(invitations.c.user_id == user.id))
            connection.execute(
                insert(invitations).values(
                    token_sha256=hashed(token),
                    user_id=user.id,
                    created_at=at,
                    expires_at=at + lasts,
                )
            )
        return token

    def invited(self, token: str, at: datetime) -> User | None:
        """Whom a token invites; None where it was used, ran out or never was."""
        query = select(users).join(invitations).where(_open(token, at))
        with reading(self._engine) as connection:
            row = connection.execute(query).first()
        return user_of(row._asdict()) if row else None

    def accept(self, token: str, password_hash: str, at: datetime) -> User | None:
        """Use an invitation: the password is kept, sessions of before end. None as ``invited``."""
        with writing(self._engine) as connection:
            used = (
                update(invitations)
                .where(_open(token, at))
                .values(used_at=at)
                .returning(invitations.c.user_id)
            )
            user_id = connection.execute(used).scalar()
            if user_id is None:
                return None
            where = users.c.id == user_id
            connection.execute(update(users).where(where).values(password=password_hash))
            connection.execute(delete(sessions).where(sessions.c.user_id == user_id))
        return self.by_id(user_id)

    # --- keys of programs ------------------------------------------------------------------

    def add_key(self, user: User, name: str, at: datetime) -> str:
        """A new key for a program that acts as ``user``; it is told this once."""
        token = new_token()
        values = {
            "user_id": user.id,
            "name": _checked(name),
            "token_sha256": hashed(token),
            "created_at": at,
        }
        with writing(self._engine) as connection:
            connection.execute(insert(api_keys).values(values))
        return token

    def keys(self) -> tuple[ApiKey, ...]:
        """The keys that hold, by user and name."""
        query = (
            select(api_keys, users.c.name.label("user"))
            .join(users)
            .where(api_keys.c.revoked_at.is_(None))
            .order_by(users.c.name, api_keys.c.name)
        )
        with reading(self._engine) as connection:
            return tuple(
                ApiKey(
                    id=row.id,
                    user=row.user,
                    name=row.name,
                    created_at=row.created_at,
                    seen_at=row.seen_at,
                )
                for row in connection.execute(query)
            )

    def revoke_key(self, key_id: int, at: datetime) -> None:
        """End a key."""
        with writing(self._engine) as connection:
            connection.execute(
                update(api_keys).where(api_keys.c.id == key_id).values(revoked_at=at)
            )

    def of_key(self, token: str) -> User | None:
        """Whose key it is; None for one that is none, was ended, or whose user is gone."""
        query = (
            select(users)
            .join(api_keys)
            .where(
                api_keys.c.token_sha256 == hashed(token),
                api_keys.c.revoked_at.is_(None),
                users.c.disabled_at.is_(None),
            )
        )
        with reading(self._engine) as connection:
            row = connection.execute(query).first()
        return user_of(row._asdict()) if row else None


def _open(token: str, at: datetime) -> ColumnElement[bool]:
    return (
        (invitations.c.token_sha256 == hashed(token))
        & invitations.c.used_at.is_(None)
        & (invitations.c.expires_at > at)
    )


def _checked(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise StoreError(f"a name has 1 to {LONGEST_NAME} letters, in one line")
    return name


def _check_admins(connection: Connection, user: User) -> None:
    """Raise StoreError where ``user`` is the last admin who may log in."""
    others = select(func.count()).where(
        users.c.role == Role.ADMIN.value, users.c.disabled_at.is_(None), users.c.id != user.id
    )
    if user.role is Role.ADMIN and not connection.execute(others).scalar_one():
        raise StoreError(f"{user.name} is the last admin; make somebody else one first")


def user_of(row: Row) -> User:
    """Somebody, of a row of ``users``."""
    return User(**{**row, "role": Role(row["role"])})
