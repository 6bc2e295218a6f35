"""What the bot remembers: feeds, articles, the queue with its log, publications, cards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Self

from bot.store import checks, schema
from bot.store.accounts import Accounts
from bot.store.alerts import Alerts
from bot.store.articles import Articles
from bot.store.cards import CardFolder, CardStore
from bot.store.chores import Chores
from bot.store.decision_links import DecisionLinks
from bot.store.engine import BUSY_SECONDS, connect, name_of, sqlite_url
from bot.store.feeds import Feeds
from bot.store.leases import Leases
from bot.store.notices import Notices
from bot.store.pace import Pace
from bot.store.pauses import Pauses
from bot.store.queue import Queue
from bot.store.records import Pause
from bot.store.rests import Rests
from bot.store.secrets import Secrets
from bot.store.sessions import Sessions, Throttles
from bot.store.talk import Talk
from bot.store.users import Users
from bot.store.vault import Vault

__all__ = ["CardFolder", "CardStore", "Store", "exists", "sqlite_url"]


def exists(url: str | None, file: Path) -> bool:
    """Whether there may be a database: one by ``url``, or else a SQLite ``file``."""
    return url is not None or file.is_file()


class Store:
    """The database, by subject. Close it, or use it as a context manager."""

    def __init__(
        self,
        url: str,
        *,
        upgrade: bool = True,
        keys: Sequence[str] = (),
        busy_seconds: float = BUSY_SECONDS,
    ) -> None:
        """Open the database at a SQLAlchemy ``url`` and, with ``upgrade``, bring it up to date.

        ``keys`` open its secrets and know its links; the first one closes and signs them.

        Raises StoreError for one that cannot be reached, is made by a newer program or, without
        ``upgrade``, by an older one; OutputError for a folder that cannot be made.
        """
        self._engine = connect(url, busy_seconds=busy_seconds)
        (schema.upgrade if upgrade else schema.check)(self._engine)
        self.feeds = Feeds(self._engine)
        self.articles = Articles(self._engine)
        self.queue = Queue(self._engine)
        self.leases = Leases(self._engine)
        self.alerts = Alerts(self._engine)
        self.pace = Pace(self._engine)
        self.pauses = Pauses(self._engine)
        self.rests = Rests(self._engine)
        self.notices = Notices(self._engine)
        self.accounts = Accounts(self._engine)
        self.chores = Chores(self._engine)
        self.secrets = Secrets(self._engine, Vault(keys))
        self.users = Users(self._engine)
        self.sessions = Sessions(self._engine)
        self.throttles = Throttles(self._engine)
        self.talk = Talk(self._engine)
        self.decision_links = DecisionLinks(self._engine, keys)

    def paused(self, account: str) -> Pause | None:
        """The pause that keeps an account from being sent to; None while it may be sent to.

        Asked between any two steps of sending: it is one read of a handful of rows.
        """
        return self.pauses.of(account)

    @property
    def name(self) -> str:
        """The database as it can be shown, without its password."""
        return name_of(self._engine)

    def findings(self, cards: CardStore) -> Iterator[str]:
        """What is wrong with the database and its cards, a line each; nothing when all is well."""
        return checks.findings(self._engine, cards, self.secrets)

    def sizes(self) -> dict[str, int]:
        """How many rows each table has."""
        return checks.sizes(self._engine)

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
