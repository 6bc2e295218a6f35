"""Looking up what nobody knows of: found, it is published; surely absent, it goes out again."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.errors import (
    Later,
    NotSent,
    PublishError,
    Refused,
    StoreError,
    TransitionError,
    Unknowable,
)
from bot.model import State
from bot.publishing.contract import Plan, Receipt, Step
from bot.publishing.outcome import Means, Outcome
from bot.publishing.receipts import kept, to_json
from bot.publishing.resting import backoff
from bot.publishing.sending import FIRST_PAUSE, LONGEST_PAUSE, publication_of
from bot.publishing.submission import submission_of
from bot.store.records import Claim, SentStep

ASK_FOR = timedelta(days=1)  # then a person looks
ASK_A_PERSON = "look on the platform whether the post is there"


class Looking:
    """The look for one claimed uncertain post. To be used once."""

    def __init__(self, means: Means, claim: Claim) -> None:
        self._means = means
        self._claim = claim
        self._post = claim.post
        self._platform = means.platforms[claim.post.account]
        self._leases = means.store.leases

    def run(self) -> Outcome:
        """Look, and commit what was seen."""
        try:
            return self._look()
        except TransitionError as error:  # a person, or a slow worker's answer, was first
            now_at = self._means.store.queue.get(self._post.id)
            return Outcome(post=self._post, state=now_at.state, reason=str(error))

    def _look(self) -> Outcome:
        try:
            submission = submission_of(self._post, self._means.cards)
            plan = self._platform.prepare(submission, self._means.limits(self._post))
        except (Refused, StoreError) as error:
            return self._ask_a_person(str(error))
        unclear = self._unclear_step(plan)
        if unclear is None:
            return self._ask_a_person("it was sent in another form than it has now")
        step, sent = unclear
        results = kept(plan, self._claim.steps, self._means.now())
        self._means.passing(f"looking for {step.name}")
        assert sent.began_at is not None
        try:
            found = self._platform.find(plan, step, results, sent.began_at)
        except Unknowable as error:
            return self._ask_a_person(str(error))
        except PublishError as error:
            return self._could_not_look(sent, error)
        self._means.passing(f"looked for {step.name}")
        if found is None:
            return self._absent()
        return self._found(plan, step, found, results, sent.began_at)

    def _unclear_step(self, plan: Plan) -> tuple[Step, SentStep] | None:
        """The step that may have been obeyed, if it would be sent today as it was then."""
        by_name = {step.name: step for step in plan.steps if step.public}
        for sent in self._claim.steps:
            step = by_name.get(sent.name)
            if step and sent.began_at and not sent.done_at:
                return (step, sent) if step.request_sha256 == sent.request_sha256 else None
        return None

    def _found(
        self, plan: Plan, step: Step, found: Receipt, results: list[Receipt], began_at: datetime
    ) -> Outcome:
        """It went out when its request did, and not now."""
        now, raw = self._means.now(), to_json(found)
        self._means.resting.succeeded(self._post.account)
        if step is plan.steps[-1]:
            publication = publication_of(plan, [*results, found], began_at)
            self._leases.completed(
                self._claim, step.name, step.request_sha256, raw, publication, now
            )
            told = "found on the platform"
            return Outcome(post=self._post, state=State.PUBLISHED, reason=told, url=publication.url)
        told = f"piece {step.piece + 1} was found on the platform; the rest goes out"
        self._leases.goes_on(self._claim, step.name, step.request_sha256, raw, told, now)
        return Outcome(post=self._post, state=State.APPROVED, reason=told)

    def _absent(self) -> Outcome:
        now = self._means.now()
        pause = backoff(FIRST_PAUSE, LONGEST_PAUSE, self._claim.attempts, self._means.spread())
        told = f"not on the platform; again from {now + pause:%H:%M} UTC"
        self._leases.postpone(self._claim, now + pause, told, now)
        return Outcome(post=self._post, state=State.APPROVED, reason=told)

    def _could_not_look(self, sent: SentStep, error: PublishError) -> Outcome:
        now, account = self._means.now(), self._post.account
        if sent.began_at and now - sent.began_at > ASK_FOR:
            return self._ask_a_person(f"it could not be looked up for a day: {error}")
        look_at = now + FIRST_PAUSE
        if isinstance(error, Later):
            look_at = self._means.resting.asked(account, error.wait, str(error))
        elif isinstance(error, NotSent):
            self._means.resting.failed(account, str(error))
        told = f"it could not be looked up: {error}"
        self._leases.look_again(self._claim, look_at, told)
        return Outcome(post=self._post, state=State.UNCERTAIN, reason=told)

    def _ask_a_person(self, why: str) -> Outcome:
        told = f"{why}; {ASK_A_PERSON}"
        self._leases.look_again(self._claim, None, told)
        return Outcome(post=self._post, state=State.UNCERTAIN, reason=told, urgent=True)
