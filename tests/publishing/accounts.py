"""Adapters that reach the stand-ins."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.composing.limits import Limits
from bot.errors import PublishError
from bot.publishing.contract import Access, Plan, Platform, Receipt, Standing, Step, Submission
from bot.publishing.platforms.x import X
from bot.publishing.transport import Timeouts
from tests.standins import x as standin

PATIENT = Timeouts(connect=5.0, read=20.0, total=30.0)  # a busy machine answers within that
QUICK = Timeouts(connect=5.0, read=1.0, total=5.0)  # for those who are not answered

HASTY = Timeouts(connect=5.0, read=0.1, total=5.0)  # for a single step that is not answered


@dataclass
class Watched:
    """An adapter of which a test hears all errors. Steps that are ``unanswered`` go by ``hasty``,
    so that no test waits long for what does not come, and all others have their time."""

    patient: Platform
    hasty: Platform
    unanswered: Callable[[Step], bool] = lambda step: False
    errors: list[PublishError] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.settles: timedelta = self.patient.settles

    def missing(self) -> tuple[str, ...]:
        """The adapter's own."""
        return self.patient.missing()

    def prepare(self, submission: Submission, limits: Limits) -> Plan:
        """The adapter's own."""
        return self.patient.prepare(submission, limits)

    def send(self, step: Step, results: Sequence[Receipt]) -> Receipt:
        """Send, and keep what was raised."""
        sender = self.hasty if self.unanswered(step) else self.patient
        try:
            return sender.send(step, results)
        except PublishError as error:
            self.errors.append(error)
            raise

    def find(
        self, plan: Plan, step: Step, results: Sequence[Receipt], since: datetime
    ) -> Receipt | None:
        """Look, and keep what was raised."""
        try:
            return self.patient.find(plan, step, results, since)
        except PublishError as error:
            self.errors.append(error)
            raise

    def delete(self, receipt: Receipt) -> None:
        """The adapter's own."""
        self.patient.delete(receipt)

    def standing(self) -> Standing:
        """Look, and keep what was raised."""
        try:
            return self.patient.standing()
        except PublishError as error:
            self.errors.append(error)
            raise


def x_at(base_url: str, *, credentials: bool = True) -> X:
    """X at an address of loopback."""
    secrets = standin.CREDENTIALS if credentials else {}
    return X(Access(account="main", credentials=secrets, base_url=base_url), timeouts=PATIENT)
