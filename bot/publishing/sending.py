"""One claimed post gone through, step by step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.errors import (
    Duplicate,
    Lapsed,
    Later,
    NotReady,
    NotSent,
    PublishError,
    Refused,
    SourceError,
    StoreError,
    TransitionError,
    Unauthorized,
    Uncertain,
)
from bot.model import Publication, State
from bot.publishing.check import Objection, plan_of
from bot.publishing.contract import Plan, Receipt, Step
from bot.publishing.outcome import Means, Outcome
from bot.publishing.receipts import changed_since, kept, left, to_json
from bot.publishing.resting import backoff
from bot.store.leases import DRY_RUN
from bot.store.records import Claim

FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(minutes=30)
MOST_FETCHES = 3  # of an article that cannot be read, before its post is held
MOST_DUPLICATES = 3  # refusals as a duplicate of something that cannot be found
LONGEST_WAIT = timedelta(seconds=45)  # in place, for an upload that is being worked on
SLICE = 0.5  # seconds between two looks at the kill switch
# Seconds between attempts to commit what the platform has answered; less than a lease in all.
RECORD_PAUSES = (0.2, 1.0, 3.0, 10.0, 20.0, 30.0, 30.0)
RECHECK = "article"


class Sending:
    """The way of one claimed post. To be used once."""

    def __init__(self, means: Means, claim: Claim, stopping: Callable[[], bool]) -> None:
        self._means = means
        self._claim = claim
        self._post = claim.post
        self._platform = means.platforms[claim.post.account]
        self._leases = means.store.leases
        self._stopping = stopping
        self._waited = timedelta()
        self._leased_until = means.now() + means.lease

    def run(self) -> Outcome:
        """Check, upload, send. Raises StoreError where the database cannot be written."""
        try:
            return self._check_and_send()
        except TransitionError as error:  # decided otherwise, or no longer ours
            now_at = self._means.store.queue.get(self._post.id)
            return Outcome(post=self._post, state=now_at.state, reason=str(error))

    def _check_and_send(self) -> Outcome:
        plan = plan_of(
            self._post,
            self._claim.article,
            self._platform,
            self._means.cards,
            self._means.limits(self._post),
        )
        if isinstance(plan, Objection):
            return self._object(plan)
        if changed := changed_since(plan, self._claim.steps):
            return self._object(Objection(end=State.HELD, reason=changed))
        held_back = self._gates() or self._article()
        if held_back:
            return held_back
        self._means.passing("checked")
        return self._go_through(plan)

    # --- before anything is sent ---------------------------------------------------------

    def _object(self, objection: Objection) -> Outcome:
        return self._release(objection.end, objection.reason, urgent=True)

    def _gates(self) -> Outcome | None:
        for gate in self._means.gates:
            if wait := gate(self._post, self._means.now()):
                return self._put_back(wait.reason, wait.until)
        return None

    def _article(self) -> Outcome | None:
        """Read the article again: are the words still there?"""
        if self._means.dry_run:
            return None
        try:
            gone = self._means.recheck(self._post, self._claim.article)
        except SourceError as error:
            return self._unread(str(error))
        return self._object(Objection(end=State.HELD, reason=gone)) if gone else None

    def _unread(self, reason: str) -> Outcome:
        tries = self._leases.count(self._claim, RECHECK, self._means.now())
        if tries < MOST_FETCHES:
            return self._postpone(f"its article cannot be read again: {reason}")
        told = f"its article could not be read again in {tries} attempts: {reason}"
        return self._object(Objection(end=State.HELD, reason=told))

    # --- the steps -----------------------------------------------------------------------

    def _go_through(self, plan: Plan) -> Outcome:
        results = kept(plan, self._claim.steps, self._means.now())
        for step in left(plan, results):
            if why := self._stopped(step):
                return self._put_back(why, self._means.now())
            ended = self._do(plan, step, results)
            if ended:
                return ended
        return self._end_dry_run(plan)

    def _do(self, plan: Plan, step: Step, results: list[Receipt]) -> Outcome | None:
        tries = self._announce(step)
        self._means.passing(f"before {step.name}")
        if self._means.dry_run:
            return None
        try:
            receipt = self._send(step, results)
        except PublishError as error:
            return self._went_wrong(step, tries, error)
        self._means.passing(f"after {step.name}")
        results.append(receipt)
        if receipt.rest:
            reason = f"{self._post.platform} wants nothing more for now"
            self._means.resting.asked(self._post.account, receipt.rest, reason)
        return self._keep(plan, step, receipt, results)

    def _announce(self, step: Step) -> int:
        now, lease = self._means.now(), self._means.lease
        self._leased_until = now + lease
        if not step.public:
            self._leases.renew(self._claim, now, lease)
            return 1
        return self._leases.about_to_send(
            self._claim, step.request_sha256, now, lease, step=step.name
        )

    def _send(self, step: Step, results: list[Receipt]) -> Receipt:
        """Send; wait in place, for a while, where the platform is still at work on an upload."""
        while True:
            if late := self._late(step):
                raise NotReady(late, timedelta())
            try:
                return self._platform.send(step, results)
            except NotReady as error:
                if self._waited + error.wait > LONGEST_WAIT or not self._waits(error.wait):
                    raise
                now = self._means.now()
                self._leases.renew(self._claim, now, self._means.lease)
                self._leased_until = now + self._means.lease

    def _late(self, step: Step) -> str | None:
        """Why a step must not be sent any more, though it was announced in time.

        A commit waits for the database, an upload for the platform, and a machine may sleep.
        """
        now = self._means.now()
        if now >= self._leased_until:
            return "its lease ran out before it could be sent"
        if step.public and not step.piece and now >= self._post.expires_at:
            return "its time ran out before it could be sent"
        return None

    def _waits(self, time: timedelta) -> bool:
        """Wait; False as soon as the kill switch is thrown, or the program is to end."""
        self._waited += time
        seconds = time.total_seconds()
        while seconds > 0:
            if self._paused() or self._stopping():
                return False
            self._means.wait(min(SLICE, seconds))
            seconds -= SLICE
        return True

    def _stopped(self, step: Step) -> str | None:
        """Why nothing more may be sent now. A thread that has begun is finished before the end."""
        if self._stopping() and not (step.public and step.piece):
            return "the program was stopped"
        return self._paused()

    def _paused(self) -> str | None:
        pause = None if self._means.dry_run else self._means.store.paused(self._post.account)
        return str(pause) if pause else None

    # --- answers -------------------------------------------------------------------------

    def _keep(
        self, plan: Plan, step: Step, receipt: Receipt, results: list[Receipt]
    ) -> Outcome | None:
        """Commit what was answered; with the answer to the last step, the post is published."""
        raw, now = to_json(receipt), self._means.now()
        if step is not plan.steps[-1]:
            self._record(
                receipt,
                lambda: self._leases.done(self._claim, step.name, step.request_sha256, raw, now),
            )
            return None
        publication = publication_of(plan, results, now)
        self._record(
            receipt,
            lambda: self._leases.completed(
                self._claim, step.name, step.request_sha256, raw, publication, now
            ),
        )
        self._means.passing("recorded")
        self._means.resting.succeeded(self._post.account)
        return Outcome(post=self._post, state=State.PUBLISHED, url=publication.url)

    def _record(self, receipt: Receipt, commit: Callable[[], None]) -> None:
        """Commit, again and again for a while where the database is locked, full or away."""
        for pause in (*RECORD_PAUSES, None):
            try:
                return commit()
            except TransitionError:
                raise
            except StoreError as error:
                if pause is None:
                    what = (
                        f"it is out as {receipt.remote_id}" if receipt.remote_id else receipt.step
                    )
                    told = f"post {self._post.id}: {what}, which could not be recorded: {error}"
                    raise StoreError(told) from error
                self._means.wait(pause)
        return None

    def _end_dry_run(self, plan: Plan) -> Outcome:
        now = self._means.now()
        publication = Publication(
            remote_id=f"dry-run-{self._post.id}",
            url=None,
            request_sha256=plan.request_sha256,
            sent_at=now,
        )
        self._leases.published(self._claim, publication, now, dry_run=True)
        self._means.passing("recorded")
        return Outcome(post=self._post, state=State.PUBLISHED, reason=DRY_RUN)

    # --- what goes wrong -----------------------------------------------------------------

    def _went_wrong(self, step: Step, tries: int, error: PublishError) -> Outcome:
        account, reason = self._post.account, str(error)
        match error:
            case NotSent():
                self._means.resting.failed(account, reason)
                return self._postpone(reason)
            case Lapsed():
                return self._postpone(reason, anew=True)
            case NotReady():
                return self._put_back(reason, self._means.now() + error.wait)
            case Later():
                until = self._means.resting.asked(account, error.wait, reason)
                return self._put_back(reason, until)
            case Unauthorized():
                until = self._means.resting.locked_out(account, reason)
                return self._put_back(reason, until, urgent=True)
            case Duplicate() if 1 < tries < MOST_DUPLICATES:
                return self._unclear(f"{reason}; it may be ours", self._means.now())
            case Refused():
                return self._release(State.FAILED, reason, urgent=True)
            case Uncertain() if step.public:
                self._means.resting.failed(account, reason)
                return self._unclear(reason, self._means.now() + self._platform.settles)
            case _:
                self._means.resting.failed(account, reason)
                return self._postpone(reason)

    def _unclear(self, reason: str, look_at: datetime) -> Outcome:
        now = self._means.now()
        self._leases.release(self._claim, State.UNCERTAIN, reason, now, look_at=look_at)
        told = f"{reason}; it is looked up from {look_at:%H:%M} UTC on"
        return Outcome(post=self._post, state=State.UNCERTAIN, reason=told)

    def _release(self, end: State, reason: str, *, urgent: bool = False) -> Outcome:
        self._leases.release(self._claim, end, reason, self._means.now())
        return Outcome(post=self._post, state=end, reason=reason, urgent=urgent)

    def _postpone(self, reason: str, *, anew: bool = False) -> Outcome:
        """Try again after a minute, then twice as long each time, up to half an hour."""
        pause = backoff(FIRST_PAUSE, LONGEST_PAUSE, self._claim.attempts, self._means.spread())
        return self._later(reason, self._means.now() + pause, counts=True, anew=anew)

    def _put_back(self, reason: str, until: datetime, *, urgent: bool = False) -> Outcome:
        return self._later(reason, until, counts=False, urgent=urgent)

    def _later(
        self,
        reason: str,
        until: datetime,
        *,
        counts: bool,
        urgent: bool = False,
        anew: bool = False,
    ) -> Outcome:
        now = self._means.now()
        self._leases.postpone(self._claim, until, reason, now, counts=counts, anew=anew)
        told = f"{reason}; again from {until:%H:%M} UTC"
        return Outcome(post=self._post, state=State.APPROVED, reason=told, urgent=urgent)


def publication_of(plan: Plan, results: list[Receipt], at: datetime) -> Publication:
    """Where readers find the post: at its first piece."""
    first = next(receipt for receipt in results if receipt.remote_id)
    return Publication(
        remote_id=first.remote_id or "",
        url=first.url,
        request_sha256=plan.request_sha256,
        sent_at=at,
    )
