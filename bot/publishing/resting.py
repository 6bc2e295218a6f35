"""A circuit breaker for each account: what cannot be sent to is left alone for a while."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from bot.store import Store
from bot.store.records import Rest

OPENS_AFTER = 3  # failures in a row
FIRST_REST = timedelta(minutes=5)
LONGEST_REST = timedelta(hours=1)
LOCKED_OUT = timedelta(hours=1)  # credentials that are not taken need a person


def backoff(first: timedelta, longest: timedelta, failures: int, spread: float) -> timedelta:
    """``first``, then twice as long after each failure, up to ``longest``, and a quarter off it.

    ``spread`` from 0 to 1 says where in that quarter, so that many accounts that failed together
    do not all come back together.
    """
    whole = min(first * (1 << min(failures, 20)), longest)
    return whole * (0.75 + 0.25 * spread)


class Resting:
    """Which accounts are left alone: for this pass, or for longer and by every process."""

    def __init__(
        self,
        store: Store,
        now: Callable[[], datetime],
        spread: Callable[[], float] = random.random,
    ) -> None:
        self._store = store
        self._now = now
        self._spread = spread
        self._known: dict[str, Rest] = {}
        self._for_this_pass: set[str] = set()

    def begin_pass(self) -> None:
        """Forget the last pass, and see what other processes have found."""
        self._known = self._store.rests.all()
        self._for_this_pass = set()

    def awake(self, accounts: Iterable[str]) -> set[str]:
        """Those of ``accounts`` that may be sent to now."""
        return {account for account in accounts if not self._rests(account)}

    def _rests(self, account: str) -> bool:
        rest = self._known.get(account)
        return account in self._for_this_pass or (rest is not None and rest.until > self._now())

    def failed(self, account: str, reason: str) -> None:
        """Note a failure that was the platform's or the network's, and none of the post."""
        self._for_this_pass.add(account)
        before = self._known.get(account)
        failures = (before.failures if before else 0) + 1
        until = self._now()
        if failures >= OPENS_AFTER:
            until += backoff(FIRST_REST, LONGEST_REST, failures - OPENS_AFTER, self._spread())
        self._put(Rest(account=account, until=until, failures=failures, reason=reason))

    def asked(self, account: str, wait: timedelta, reason: str) -> datetime:
        """Note that the platform wants nothing more for so long; until when that is."""
        self._for_this_pass.add(account)
        before = self._known.get(account)
        failures = before.failures if before else 0
        until = self._now() + wait
        self._put(Rest(account=account, until=until, failures=failures, reason=reason))
        return until

    def locked_out(self, account: str, reason: str) -> datetime:
        """Note that the account's credentials are not taken; until when nothing is tried."""
        return self.asked(account, LOCKED_OUT, reason)

    def succeeded(self, account: str) -> None:
        """Forget the failures: the platform took something."""
        rest = self._known.get(account)
        if rest and rest.until <= self._now():
            del self._known[account]
            self._store.rests.end(account)

    def _put(self, rest: Rest) -> None:
        self._known[rest.account] = rest
        self._store.rests.put(rest)
