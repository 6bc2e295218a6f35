"""Sending what is approved and due: at most once, whatever happens in between.

    claim (lease, token) → look again → upload pictures → commit "about to send" → send → commit

What stops before "about to send" is done again once its lease has run out: nothing was public.
What stops after it is uncertain, and no program sends it again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import clock
from bot.errors import NotSent, RateLimited, Refused, StoreError, TransitionError, Uncertain
from bot.model import Publication, QueuedPost, State
from bot.publishing.check import Objection, plan_of
from bot.publishing.contract import Plan, Platform, Receipt
from bot.store import CardStore, Store
from bot.store.leases import DRY_RUN, LAPSED
from bot.store.records import Claim

# Longer than the longest step, all timeouts spent; the lease is renewed before each.
LEASE = timedelta(minutes=5)
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(minutes=30)
RECORD_ATTEMPTS = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What became of a post in this pass."""

    post: QueuedPost
    state: State
    reason: str | None = None
    url: str | None = None


class Outbox:
    """Sends for some accounts. ``passing`` is called with the name of each point that is passed.

    With ``dry_run`` everything is the same up to the first request, which is not made.
    """

    def __init__(
        self,
        *,
        store: Store,
        cards: CardStore,
        platforms: Mapping[str, Platform],
        dry_run: bool = False,
        now: Callable[[], datetime] = clock.now,
        passing: Callable[[str], None] = lambda point: None,
        lease: timedelta = LEASE,
    ) -> None:
        self._store = store
        self._cards = cards
        self._platforms = platforms
        self._dry_run = dry_run
        self._now = now
        self._passing = passing
        self._lease = lease
        self._resting: set[str] = set()

    def send_due(self, stopping: Callable[[], bool] = lambda: False) -> tuple[Outcome, ...]:
        """Send what is due, one post after the other, until nothing is or ``stopping()`` is true.

        An account whose platform cannot be reached, or asks for a pause, is left alone for the
        rest of the pass.
        """
        self._resting = set()
        lapsed = self._store.leases.lapse(self._now())
        outcomes = [_uncertain(post) for post in lapsed]
        while (accounts := self._platforms.keys() - self._resting) and not stopping():
            claim = self._store.leases.claim(accounts, self._now(), self._lease)
            if claim is None:
                break
            self._passing("claimed")
            outcomes.append(self._send(claim))
        return tuple(outcomes)

    def _send(self, claim: Claim) -> Outcome:
        try:
            plan = plan_of(
                claim.post, claim.article, self._platforms[claim.post.account], self._cards
            )
            if isinstance(plan, Objection):
                self._store.leases.release(claim, plan.end, plan.reason, self._now())
                return Outcome(post=claim.post, state=plan.end, reason=plan.reason)
            self._passing("checked")
            return self._go_through(claim, plan)
        except TransitionError as error:
            now_at = self._store.queue.get(claim.post.id)
            return Outcome(post=claim.post, state=now_at.state, reason=str(error))

    def _go_through(self, claim: Claim, plan: Plan) -> Outcome:
        platform = self._platforms[claim.post.account]
        results: list[Receipt] = []
        announced = False
        for step in plan.steps:
            if step.public and not announced:
                self._store.leases.about_to_send(
                    claim, plan.request_sha256, self._now(), self._lease
                )
                announced = True
            elif not announced:
                self._store.leases.renew(claim, self._now(), self._lease)
            self._passing(f"before {step.name}")
            if self._dry_run:
                continue
            try:
                results.append(platform.send(step, results))
            except NotSent as error:
                return self._postpone(claim, str(error), self._pause(claim))
            except RateLimited as error:
                return self._postpone(claim, str(error), error.until)
            except Refused as error:
                return self._release(claim, State.FAILED, str(error))
            except Uncertain as error:
                if announced:
                    return self._release(claim, State.UNCERTAIN, str(error))
                return self._postpone(claim, str(error), self._pause(claim))
            self._passing(f"after {step.name}")
        return self._record(claim, plan, results)

    def _record(self, claim: Claim, plan: Plan, results: list[Receipt]) -> Outcome:
        last = next((receipt for receipt in results if receipt.remote_id), None)
        publication = Publication(
            remote_id=last.remote_id or "" if last else f"dry-run-{claim.post.id}",
            url=last.url if last else None,
            request_sha256=plan.request_sha256,
            sent_at=self._now(),
        )
        for attempt in range(1, RECORD_ATTEMPTS + 1):
            try:
                self._store.leases.published(claim, publication, self._now(), dry_run=self._dry_run)
                break
            except TransitionError:
                raise
            except StoreError as error:
                if attempt == RECORD_ATTEMPTS:
                    reason = f"it is out as {publication.remote_id} and could not be recorded"
                    raise StoreError(f"post {claim.post.id}: {reason}: {error}") from error
        self._passing("recorded")
        return Outcome(
            post=claim.post,
            state=State.PUBLISHED,
            reason=DRY_RUN if self._dry_run else None,
            url=publication.url,
        )

    def _release(self, claim: Claim, end: State, reason: str) -> Outcome:
        self._store.leases.release(claim, end, reason, self._now())
        return Outcome(post=claim.post, state=end, reason=reason)

    def _postpone(self, claim: Claim, reason: str, until: datetime) -> Outcome:
        self._resting.add(claim.post.account)
        self._store.leases.postpone(claim, until, reason, self._now())
        why = f"{reason}; again from {until:%H:%M} UTC"
        return Outcome(post=claim.post, state=State.APPROVED, reason=why)

    def _pause(self, claim: Claim) -> datetime:
        """When to try again: after a minute, then twice as long each time, up to half an hour."""
        pause = FIRST_PAUSE * (1 << min(claim.attempts, 10))
        return self._now() + min(pause, LONGEST_PAUSE)


def _uncertain(post: QueuedPost) -> Outcome:
    return Outcome(post=post, state=State.UNCERTAIN, reason=LAPSED)
