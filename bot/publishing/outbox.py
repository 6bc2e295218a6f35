"""Sending what is approved and due: at most once, whatever happens in between.

    claim (lease, token) → look again → uploads → for each piece: commit "about to send", send,
    commit the answer

What stops before "about to send" is done again once its lease has run out: nothing was public.
What stops after it is uncertain, and is looked up on the platform before anything else.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from bot import clock
from bot.composing.limits import Limits, limits_of
from bot.model import QueuedPost, State
from bot.publishing.contract import Platform
from bot.publishing.looking import Looking
from bot.publishing.outcome import Gate, Means, Outcome, Recheck
from bot.publishing.resting import Resting
from bot.publishing.sending import Sending
from bot.store import CardStore, Store
from bot.store.leases import LAPSED
from bot.store.records import StoredArticle

# Longer than the longest step, all timeouts spent; the lease is renewed before each.
LEASE = timedelta(minutes=5)


def usual_limits(post: QueuedPost) -> Limits:
    """The platform's row, where nothing is known of the account's own server."""
    return limits_of(post.platform)


def no_recheck(post: QueuedPost, article: StoredArticle) -> None:
    """Take the stored article for the article."""


class Outbox:
    """Sends for some accounts, one post after the other.

    With ``dry_run`` everything is the same up to the first request, which is not made.
    """

    def __init__(
        self,
        *,
        store: Store,
        cards: CardStore,
        platforms: Mapping[str, Platform],
        limits: Callable[[QueuedPost], Limits] = usual_limits,
        recheck: Recheck = no_recheck,
        gates: Sequence[Gate] = (),
        dry_run: bool = False,
        lease: timedelta = LEASE,
        now: Callable[[], datetime] = clock.now,
        wait: Callable[[float], None] = time.sleep,
        spread: Callable[[], float] = random.random,
        passing: Callable[[str], None] = lambda point: None,
    ) -> None:
        self._means = Means(
            store=store,
            cards=cards,
            platforms=platforms,
            limits=limits,
            recheck=recheck,
            gates=gates,
            dry_run=dry_run,
            lease=lease,
            resting=Resting(store, now, spread),
            now=now,
            wait=wait,
            spread=spread,
            passing=passing,
        )

    def send_due(self, stopping: Callable[[], bool] = lambda: False) -> tuple[Outcome, ...]:
        """Look up what is uncertain and send what is due, until nothing is or ``stopping()``.

        An account whose platform cannot be reached is left alone for the rest of the pass, one
        that fails again and again, or whose platform asks for a pause, for longer.
        """
        means = self._means
        means.resting.begin_pass()
        lapsed = means.store.leases.lapse(means.now())
        outcomes = [_lapsed(post) for post in lapsed]
        while not stopping():
            outcome = self._next(stopping)
            if outcome is None:
                break
            outcomes.append(outcome)
        return tuple(outcomes)

    def _next(self, stopping: Callable[[], bool]) -> Outcome | None:
        """One look or one post; None when there is nothing to do."""
        means = self._means
        accounts = means.resting.awake(means.platforms)
        if not accounts:
            return None
        leases = means.store.leases
        if not means.dry_run:
            unclear = leases.claim_unclear(accounts, means.now(), means.lease)
            if unclear:
                means.passing("claimed to look")
                return Looking(means, unclear).run()
        claim = leases.claim(accounts, means.now(), means.lease)
        if claim is None:
            return None
        means.passing("claimed")
        return Sending(means, claim, stopping).run()


def _lapsed(post: QueuedPost) -> Outcome:
    return Outcome(post=post, state=State.UNCERTAIN, reason=LAPSED)
