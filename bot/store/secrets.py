"""What opens an account: credentials, tokens and sessions, each encrypted, none ever printed.

A token that its platform replaces is written ahead. What the platform gave stands beside the old
one until it has worked, so that a crash, or an answer cut short, loses neither:

    begin ──► (ask the platform) ──► receive ──► (use it) ──► confirm
      │                                 │
      └ died here: the old one          └ died here: both are there, the new one first
        is tried again
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, Select, delete, select, update

from bot import clock
from bot.store.engine import put, reading, writing
from bot.store.tables import secrets
from bot.store.vault import Vault

CREDENTIAL, MEMORY = "credential:", "memory:"


@dataclass(frozen=True, kw_only=True, slots=True)
class Token:
    """A token with its replacement, where one has come that has not been used yet.

    ``expires_at`` is the newest one's, in UTC; None where it does not expire.
    """

    value: str = field(repr=False)
    pending: str | None = field(default=None, repr=False)
    expires_at: datetime | None = None

    @property
    def newest_first(self) -> tuple[str, ...]:
        """What to try, in this order."""
        return (self.pending, self.value) if self.pending else (self.value,)


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

    def credentials(self, account: str) -> dict[str, str]:
        """The credentials that are kept for an account, by name; the newest of each."""
        query = select(secrets).where(
            secrets.c.account == account, secrets.c.name.startswith(CREDENTIAL)
        )
        with reading(self._engine) as connection:
            rows = connection.execute(query).all()
        return {
            row.name.removeprefix(CREDENTIAL): self._vault.open(
                account, row.name, row.pending or row.value
            )
            for row in rows
        }

    def names(self, account: str) -> tuple[str, ...]:
        """The names of the credentials that are kept; needs no key."""
        query = (
            select(secrets.c.name)
            .where(secrets.c.account == account, secrets.c.name.startswith(CREDENTIAL))
            .order_by(secrets.c.name)
        )
        with reading(self._engine) as connection:
            return tuple(name.removeprefix(CREDENTIAL) for name in connection.scalars(query))

    def keep(self, account: str, credentials: Mapping[str, str], *, at: datetime) -> None:
        """Keep credentials in place of what was kept under their names, all of them or none."""
        with writing(self._engine) as connection:
            for name, value in credentials.items():
                self._put(connection, account, CREDENTIAL + name, value, at)

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
        pending = self._vault.open(account, name, row.pending) if row.pending else None
        value = self._vault.open(account, name, row.value)
        return Token(value=value, pending=pending, expires_at=row.expires_at)

    def begin(self, account: str, name: str, *, at: datetime, lease: timedelta) -> bool:
        """Claim the right to ask for a new token; False while another process has it.

        One that died with it is taken for done when its lease has run out.
        """
        free = secrets.c.refreshing_until.is_(None) | (secrets.c.refreshing_until <= at)
        query = (
            update(secrets)
            .where(secrets.c.account == account, secrets.c.name == CREDENTIAL + name, free)
            .values(refreshing_until=at + lease)
        )
        with writing(self._engine) as connection:
            return connection.execute(query).rowcount > 0

    def receive(
        self, account: str, name: str, value: str, *, expires_at: datetime | None, at: datetime
    ) -> None:
        """Keep the new token beside the old one; safe once this returns."""
        closed = self._vault.close(account, CREDENTIAL + name, value)
        self._change(
            account,
            name,
            pending=closed,
            expires_at=expires_at,
            refreshing_until=None,
            changed_at=at,
        )

    def confirm(self, account: str, name: str, *, at: datetime) -> None:
        """The new token has worked: the old one is no longer needed."""
        with writing(self._engine) as connection:
            row = connection.execute(_row(account, CREDENTIAL + name).with_for_update()).first()
            if row is not None and row.pending:
                values = {"value": row.pending, "pending": None, "changed_at": at}
                connection.execute(
                    update(secrets)
                    .where(secrets.c.account == account, secrets.c.name == row.name)
                    .values(values)
                )

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
                    update(secrets)
                    .where(secrets.c.account == row.account, secrets.c.name == row.name)
                    .values(closed)
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
        where = (secrets.c.account == account, secrets.c.name == CREDENTIAL + name)
        with writing(self._engine) as connection:
            connection.execute(update(secrets).where(*where).values(columns))


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


def _row(account: str, name: str) -> Select[Any]:
    return select(secrets).where(secrets.c.account == account, secrets.c.name == name)
