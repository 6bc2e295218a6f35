"""One account whose token runs out, of a platform on loopback, at a time that a test sets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot import accounts, clock, settings
from bot.settings import AccountSettings
from bot.store import Store
from bot.tokens import Tokens
from tests.standins.__main__ import ROWS
from tests.standins.server import StandIn

RENEWED = ("threads", "instagram", "linkedin")
POINTS = ("renewed", "received", "confirmed")  # what is passed while a token is renewed


class Stopped(BaseException):
    """The process stops."""


@dataclass
class Newsroom:
    """The account, by its settings alone."""

    store: Store
    far: StandIn
    values: Mapping[str, str]
    at: datetime = field(default_factory=clock.now)
    die_at: str | None = None

    def __post_init__(self) -> None:
        self.far.now = lambda: self.at

    @property
    def given(self) -> dict[str, str]:
        """The env file."""
        own = {f"ACCOUNT_MAIN_{name}": value for name, value in self.values.items()}
        return {"ACCOUNTS": "main", "ACCOUNT_MAIN_SERVER": self.far.base_url, **own}

    @property
    def settings(self) -> settings.Settings:
        """The same, read."""
        return settings.of(self.given)

    @property
    def account(self) -> AccountSettings:
        """The account's own."""
        return self.settings.accounts[0]

    def set(self, **values: str) -> None:
        """Change the env file, and start the bot again."""
        self.values = {**self.values, **values}

    def tend(self, *, look: bool = False) -> tuple[str, ...]:
        """What the bot does every hour; with ``look``, once a day."""
        tokens = Tokens(self.store, now=lambda: self.at, passing=self._passing)
        return tokens.tend(self.account, look=look)

    def _passing(self, point: str) -> None:
        if point == self.die_at:
            self.die_at = None
            raise Stopped

    def later(self, time: timedelta) -> None:
        """Let time go by."""
        self.at += time

    @property
    def token(self) -> str:
        """The token that the next request carries."""
        return accounts.credentials_of(self.account, self.store)["access_token"]

    @property
    def works(self) -> bool:
        """Whether the platform takes the account as it is now."""
        platform = accounts.opened(self.account, self.store)
        assert platform is not None
        return bool(platform.standing().name)

    def told(self) -> list[str]:
        """What nobody has seen yet."""
        return [each.text for each in self.store.notices.open()]


def newsroom(platform: str, store: Store, far: StandIn) -> Newsroom:
    """The account as it is first set up."""
    return Newsroom(store, far, {"PLATFORM": platform, **ROWS[platform][1]})
