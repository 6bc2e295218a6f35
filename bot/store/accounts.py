"""What the platforms say of the accounts, and when their credentials run out."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, select, update

from bot.store.engine import put, reading, writing
from bot.store.records import AccountFacts, Expiry
from bot.store.rows import facts_from_row
from bot.store.secrets import CREDENTIAL
from bot.store.tables import account_facts, secrets


class Accounts:
    """The accounts as they were when they were last tested."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def facts(self, account: str) -> AccountFacts | None:
        """What is known of an account; None before it was tested once."""
        query = select(account_facts).where(account_facts.c.account == account)
        with reading(self._engine) as connection:
            row = connection.execute(query).first()
        return facts_from_row(row._asdict()) if row else None

    def remember(self, facts: AccountFacts) -> None:
        """Keep what a test found, in place of what the one before did."""
        values = {
            "name": facts.name,
            "url": facts.url,
            "limits": dict(facts.limits),
            "notes": list(facts.notes),
            "expires_at": facts.expires_at,
            "tested_at": facts.tested_at,
        }
        with writing(self._engine) as connection:
            put(connection, account_facts, {"account": facts.account}, values)

    def forget(self, account: str) -> bool:
        """Take away what is known of an account; False where nothing was."""
        query = delete(account_facts).where(account_facts.c.account == account)
        with writing(self._engine) as connection:
            return connection.execute(query).rowcount > 0

    def forget_expiry(self, account: str) -> None:
        """Take away when credentials run out that are no longer the account's."""
        query = update(account_facts).where(account_facts.c.account == account)
        with writing(self._engine) as connection:
            connection.execute(query.values(expires_at=None))

    def came(self, account: str, credential: str) -> datetime | None:
        """When a credential that is kept came here; None where it is not kept. Needs no key."""
        query = select(secrets.c.changed_at).where(
            secrets.c.account == account, secrets.c.name == CREDENTIAL + credential
        )
        with reading(self._engine) as connection:
            found: datetime | None = connection.scalar(query)
        return found

    def expiring(self, at: datetime, within: timedelta) -> tuple[Expiry, ...]:
        """The credentials that have run out or will do so ``within`` that time, soonest first."""
        end = at + within
        of_secrets = select(secrets.c.account, secrets.c.name, secrets.c.expires_at)
        of_facts = select(account_facts.c.account, account_facts.c.expires_at)
        with reading(self._engine) as connection:
            kept = connection.execute(of_secrets.where(secrets.c.expires_at <= end)).all()
            told = connection.execute(of_facts.where(account_facts.c.expires_at <= end)).all()
        found = {
            Expiry(
                account=row.account,
                what=row.name.removeprefix(CREDENTIAL),
                expires_at=row.expires_at,
            )
            for row in kept
        } | {Expiry(account=row.account, what="token", expires_at=row.expires_at) for row in told}
        return tuple(sorted(found, key=lambda each: (each.expires_at, each.account, each.what)))
