"""Tokens that run out, renewed in time; stopped at any moment, the bot has one that works.

    adopt what the settings have ──► settle what an earlier run has left ──► renew what is due

A token is renewed every week, so that it is good for months even where renewing fails for long.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import datetime, timedelta

from bot import accounts
from bot.errors import Outdated, PublishError, Refused, Unauthorized
from bot.expiry import NOT_RENEWED, remedy
from bot.publishing.contract import Renewable
from bot.publishing.platforms import renewable
from bot.settings import AccountSettings
from bot.store import Store
from bot.store.records import Token

EVERY = timedelta(days=7)
LEASE = timedelta(minutes=5)
AFTER_SILENCE = timedelta(hours=1)
AFTER_REFUSAL = timedelta(days=1)  # Meta renews a token from its second day on
PATIENCE = timedelta(days=3)  # with refusals, before a person hears of them


class Tokens:
    """Tends the tokens of accounts. ``passing`` is called with the name of each point passed."""

    def __init__(
        self,
        store: Store,
        *,
        now: Callable[[], datetime],
        passing: Callable[[str], None] = lambda point: None,
    ) -> None:
        self._store = store
        self._now = now
        self._passing = passing

    def tend(self, account: AccountSettings, *, look: bool) -> tuple[str, ...]:
        """Renew what is due, and with ``look`` ask the platform whether the account is well.

        What the team is told of it, if it is new. Raises StoreError as ``accounts.opened`` does.
        """
        platform = renewable(account)
        if platform is None or accounts.missing(account, self._store):
            return ()
        return tuple(_Account(self._store, account, platform, self._now, self._passing).tend(look))


class _Account:
    """One account while it is tended."""

    def __init__(
        self,
        store: Store,
        account: AccountSettings,
        platform: Renewable,
        now: Callable[[], datetime],
        passing: Callable[[str], None],
    ) -> None:
        self._store = store
        self._secrets = store.secrets
        self._account = account
        self._name = account.name
        self._platform = platform
        self._first = platform.tokens[0]
        self._now = now
        self._passing = passing
        self._told: list[str] = []

    def tend(self, look: bool) -> list[str]:  # noqa: FBT001 - private
        if not self._secrets.can_keep:
            return self._looked() if look else []
        adopted = self._adopt()
        token = self._secrets.token(self._name, self._first)
        if token and token.pending:
            self._settle()
        elif token and due_at(token) <= self._now():
            self._renew(token)
        return self._looked() if look or adopted else self._told

    def _adopt(self) -> bool:
        own = self._account.credentials
        given = {name: own[name] for name in self._platform.tokens if name in own}
        adopted = self._secrets.adopt(self._name, given, at=self._now())
        if adopted:
            self._store.accounts.forget_expiry(self._name)
        return bool(adopted)

    # --- renewing ------------------------------------------------------------------------

    def _renew(self, token: Token) -> None:
        """Ask for a new token, keep it beside the one in use, and see whether it works."""
        now = self._now()
        if not self._secrets.begin(self._name, self._first, at=now, lease=LEASE):
            return
        platform: object = accounts.opened(self._account, self._store)
        assert isinstance(platform, Renewable)
        try:
            fresh = platform.renew()
        except Unauthorized as error:
            self._put_off(AFTER_REFUSAL)
            self._not_taken(error)
        except Refused as error:
            self._put_off(AFTER_REFUSAL)
            if now - due_at(token) > PATIENCE:
                self._trouble(NOT_RENEWED, f"its token could not be renewed: {error}")
        except PublishError:
            self._put_off(AFTER_SILENCE)
        else:
            self._passing("renewed")
            if fresh:
                self._secrets.receive(self._name, fresh, at=self._now())
                self._passing("received")
                self._settle()
            else:
                self._put_off(AFTER_REFUSAL)

    def _settle(self) -> None:
        """Use the new token: if it works, the old one goes; if only the old one does, the new."""
        if not self._secrets.begin(self._name, self._first, at=self._now(), lease=LEASE):
            return
        try:
            if self._works(newest=True):
                self._secrets.confirm(self._name, at=self._now())
                self._passing("confirmed")
                self._renewed()
            elif self._works(newest=False):
                self._secrets.withdraw(self._name)
                self._put_off(AFTER_REFUSAL)
            else:
                self._put_off(AFTER_SILENCE)
        except PublishError:  # nobody knows: both stay
            self._put_off(AFTER_SILENCE)

    def _put_off(self, time: timedelta) -> None:
        self._secrets.postpone(self._name, self._first, self._now() + time)

    # --- looking -------------------------------------------------------------------------

    def _looked(self) -> list[str]:
        with contextlib.suppress(PublishError):  # the next look is tomorrow's
            self._works(newest=True)
        return self._told

    def _works(self, *, newest: bool) -> bool:
        """Whether the platform takes the token. Raises PublishError where it does not tell."""
        platform = accounts.opened(self._account, self._store, newest=newest)
        assert platform is not None
        try:
            accounts.test(self._account, platform, self._store, self._now())
        except Outdated as error:
            self._tell(accounts.NOT_TAKEN, str(error))
            return True
        except Unauthorized as error:
            self._not_taken(error)
            return False
        except Refused:  # it knows the token; what it may not do is not the token's fault
            return True
        return True

    # --- telling -------------------------------------------------------------------------

    def _not_taken(self, error: Unauthorized) -> None:
        self._trouble(accounts.NOT_TAKEN, str(error))

    def _trouble(self, kind: str, text: str) -> None:
        self._tell(kind, f"{text}; {remedy(self._account)}")

    def _tell(self, kind: str, text: str) -> None:
        told = f"{self._name}: {text}"
        if self._store.notices.trouble(self._name, kind, told, at=self._now()):
            self._told.append(told)

    def _renewed(self) -> None:
        text = f"{self._name}: well again: its token was renewed"
        if self._store.notices.well(self._name, NOT_RENEWED, text, at=self._now()):
            self._told.append(text)


def due_at(token: Token) -> datetime:
    """When a token is to be renewed: at once where nobody has told when it runs out."""
    if token.expires_at is None:
        return token.changed_at
    return token.changed_at + min(EVERY, (token.expires_at - token.changed_at) / 2)
