"""What opens an account: credentials, tokens and sessions, each encrypted, none ever printed.

A token that its platform replaces is written ahead. What the platform gave stands beside the old
one until it has worked, so that a crash, or an answer cut short, loses neither:

    begin ──► (ask the platform) ──► receive ──► (use it) ──► confirm, or withdraw
      │                                 │
      └ died here: the old one          └ died here: both are there, the new one first
        is tried again

A token that stands in the settings is adopted before it is replaced: what was made of it is used
in its place, until the settings have another one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, Select, delete, select, update

from bot import clock
from bot.errors import StoreError
from bot.store.engine import put, reading, writing
from bot.store.records import FreshToken, Token
from bot.store.tables import secrets
from bot.store.vault import Vault

# What a row's name begins with. An origin is what the settings had when they were adopted.
CREDENTIAL, MEMORY, ORIGIN = "credential:", "memory:", "origin:"
NOTHING: Mapping[str, str] = MappingProxyType({})


class Secrets:
    """The encrypted part of the database. Its methods raise StoreError without a fitting key."""

    def __init__(self, engine: Engine, vault: Vault) -> None:
        self._engine = engine
        self._vault = vault

    @property
    def can_keep(self) -> bool:
        """Whether there is a key to keep anything with."""
        return bool(self._vault)

    # --- credentials ---------------------------------------------------------------------

    def credentials(
        self, account: str, given: Mapping[str, str] = NOTHING, *, newest: bool = True
    ) -> dict[str, str]:
        """What opens an account, by name: what is ``given`` in the settings before what is kept.

        What is kept goes first where it has come of just what is given. Of a token with a
        replacement it is that one, or with ``newest`` false the one before.
        """
        kept: dict[str, str] = {}
        origins: dict[str, str] = {}
        for row in self._rows(account):
            if row.name.startswith(CREDENTIAL):
                closed = row.pending if newest and row.pending else row.value
                kept[row.name.removeprefix(CREDENTIAL)] = self._open(row, closed)
            elif row.name.startswith(ORIGIN):
                origins[row.name.removeprefix(ORIGIN)] = self._open(row, row.value)
        own = {name: value for name, value in given.items() if origins.get(name) != value}
        return {**given, **kept, **own}

    def names(self, account: str) -> tuple[str, ...]:
        """The names of the credentials that are kept; needs no key."""
        with reading(self._engine) as connection:
            rows = connection.execute(_of(account, CREDENTIAL).order_by(secrets.c.name)).all()
        return tuple(row.name.removeprefix(CREDENTIAL) for row in rows)

    def keep(self, account: str, credentials: Mapping[str, str], *, at: datetime) -> None:
        """Keep credentials in place of what was kept under their names, all of them or none."""
        with writing(self._engine) as connection:
            for name, value in credentials.items():
                self._put(connection, account, CREDENTIAL + name, value, at)
                connection.execute(delete(secrets).where(*_is(account, ORIGIN + name)))

    def adopt(self, account: str, given: Mapping[str, str], *, at: datetime) -> tuple[str, ...]:
        """Keep what the settings give, to be replaced from now on; which of it is new.

        What was adopted before, and whatever has come of it, stays as it is.
        """
        with writing(self._engine) as connection:
            known = {
                row.name.removeprefix(ORIGIN): self._open(row, row.value)
                for row in connection.execute(_of(account, ORIGIN)).all()
            }
            new = {name: value for name, value in given.items() if known.get(name) != value}
            for name, value in new.items():
                self._put(connection, account, CREDENTIAL + name, value, at)
                self._put(connection, account, ORIGIN + name, value, at)
        return tuple(new)

    def forget(self, account: str) -> bool:
        """Take away everything that is kept for an account; False where there was nothing."""
        with writing(self._engine) as connection:
            gone = connection.execute(delete(secrets).where(secrets.c.account == account))
            return gone.rowcount > 0

    def memory(self, account: str) -> SecretMemory:
        """What an adapter wants kept of its account between two runs."""
        return SecretMemory(self, account)

    def recall(self, account: str, name: str) -> str | None:
        """What was kept under a name of the memory."""
        name = MEMORY + name
        with reading(self._engine) as connection:
            row = connection.execute(_row(account, name)).first()
        return self._vault.open(account, name, row.value) if row else None

    def remember(self, account: str, name: str, value: str, *, at: datetime) -> None:
        """Keep a value in the memory in place of what was kept before."""
        with writing(self._engine) as connection:
            self._put(connection, account, MEMORY + name, value, at)

    # --- tokens that are replaced --------------------------------------------------------

    def token(self, account: str, name: str) -> Token | None:
        """A credential as a token, with its replacement where one waits."""
        name = CREDENTIAL + name
        with reading(self._engine) as connection:
            row = connection.execute(_row(account, name)).first()
        if row is None:
            return None
        return Token(
            value=self._open(row, row.value),
            pending=self._open(row, row.pending) if row.pending else None,
            expires_at=row.expires_at,
            changed_at=row.changed_at,
        )

    def begin(self, account: str, name: str, *, at: datetime, lease: timedelta) -> bool:
        """Claim the right to ask for a new token; False while another process has it.

        One that died with it is taken for done when its lease has run out.
        """
        free = secrets.c.refreshing_until.is_(None) | (secrets.c.refreshing_until <= at)
        query = (
            update(secrets)
            .where(*_is(account, CREDENTIAL + name), free)
            .values(refreshing_until=at + lease)
        )
        with writing(self._engine) as connection:
            return connection.execute(query).rowcount > 0

    def postpone(self, account: str, name: str, until: datetime) -> None:
        """Give the right back; nobody has it before ``until``."""
        self._change(account, name, refreshing_until=until)

    def receive(self, account: str, fresh: Mapping[str, FreshToken], *, at: datetime) -> None:
        """Keep new tokens beside the old ones, all of them or none; safe once this returns."""
        with writing(self._engine) as connection:
            for name, token in fresh.items():
                values = {
                    "pending": self._vault.close(account, CREDENTIAL + name, token.value),
                    "expires_at": at + token.lives if token.lives else None,
                    "refreshing_until": None,
                    "changed_at": at,
                }
                row = _is(account, CREDENTIAL + name)
                if connection.execute(update(secrets).where(*row).values(values)).rowcount == 0:
                    raise StoreError(f"{account}: {name} is gone, so a new one cannot be kept")

    def unsettled(self) -> frozenset[str]:
        """The accounts that have a new token of which nobody knows whether it works."""
        query = select(secrets.c.account).where(secrets.c.pending.is_not(None))
        with reading(self._engine) as connection:
            return frozenset(connection.scalars(query))

    def confirm(self, account: str, *, at: datetime) -> None:
        """The new tokens have worked: the old ones are no longer needed."""
        self._settle(account, {"value": secrets.c.pending, "changed_at": at})

    def withdraw(self, account: str) -> None:
        """The new tokens do not work, and the old ones do: forget the new, and when they end."""
        self._settle(account, {"expires_at": None})

    def _settle(self, account: str, values: Mapping[str, object]) -> None:
        waiting = (secrets.c.account == account, secrets.c.pending.is_not(None))
        done = {**values, "pending": None, "refreshing_until": None}
        with writing(self._engine) as connection:
            connection.execute(update(secrets).where(*waiting).values(done))

    def expires(self, account: str, name: str, expires_at: datetime | None) -> None:
        """Say when a credential that was kept runs out."""
        self._change(account, name, expires_at=expires_at)

    # --- keys ----------------------------------------------------------------------------

    def close_anew(self) -> int:
        """Encrypt everything with the first key; how many secrets there were.

        All of it or nothing: an old key can go once this has returned.
        """
        with writing(self._engine) as connection:
            rows = connection.execute(select(secrets).with_for_update()).all()
            for row in rows:
                closed = {
                    column: self._again(row.account, row.name, value)
                    for column, value in (("value", row.value), ("pending", row.pending))
                    if value
                }
                connection.execute(
                    update(secrets).where(*_is(row.account, row.name)).values(closed)
                )
        return len(rows)

    def _again(self, account: str, name: str, closed: str) -> str:
        return self._vault.close(account, name, self._vault.open(account, name, closed))

    def _put(
        self, connection: Connection, account: str, name: str, value: str, at: datetime
    ) -> None:
        row = {
            "value": self._vault.close(account, name, value),
            "pending": None,
            "expires_at": None,
            "refreshing_until": None,
            "changed_at": at,
        }
        put(connection, secrets, {"account": account, "name": name}, row)

    def _change(self, account: str, name: str, **columns: object) -> None:
        where = _is(account, CREDENTIAL + name)
        with writing(self._engine) as connection:
            connection.execute(update(secrets).where(*where).values(columns))

    def _rows(self, account: str) -> Sequence[Row[Any]]:
        with reading(self._engine) as connection:
            return connection.execute(select(secrets).where(secrets.c.account == account)).all()

    def _open(self, row: Row[Any], closed: str) -> str:
        return self._vault.open(row.account, row.name, closed)


class SecretMemory:
    """One account's memory: text by name, encrypted."""

    def __init__(self, secrets: Secrets, account: str) -> None:
        self._secrets = secrets
        self._account = account

    def get(self, name: str) -> str | None:
        """What was kept under ``name``."""
        return self._secrets.recall(self._account, name)

    def put(self, name: str, value: str) -> None:
        """Keep ``value`` in place of what was kept before; it is safe once this returns."""
        self._secrets.remember(self._account, name, value, at=clock.now())


def _is(account: str, name: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return secrets.c.account == account, secrets.c.name == name


def _row(account: str, name: str) -> Select[Any]:
    return select(secrets).where(*_is(account, name))


def _of(account: str, prefix: str) -> Select[Any]:
    return select(secrets).where(secrets.c.account == account, secrets.c.name.startswith(prefix))
