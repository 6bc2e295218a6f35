"""What an account's posts may cost in a month, on platforms that bill each one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.model import QueuedPost
from bot.publishing.outcome import Gate, Wait

ASK_AGAIN = timedelta(hours=1)  # the budget may have been raised
CENT = 0.005  # dollars: sums of binary fractions are a little off

Spent = Callable[[str, datetime], float]


def within_budget(budgets: Mapping[str, float], spent: Spent, zone: ZoneInfo) -> Gate:
    """A gate that lets nothing through which would cost more than is left of the month's budget.

    ``budgets`` are US dollars a calendar month in ``zone``, by account; ``spent`` says how many an
    account's posts have cost since a moment.
    """

    def gate(post: QueuedPost, now: datetime) -> Wait | None:
        budget = budgets.get(post.account)
        if budget is None or not post.cost:
            return None
        local = now.astimezone(zone)
        month = local.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        already = spent(post.account, month)
        if already + post.cost <= budget + CENT:
            return None
        told = f"{post.account} has spent ${already:.2f} of ${budget:.2f} this month"
        return Wait(until=now + ASK_AGAIN, reason=f"{told}, and this post costs ${post.cost:.3f}")

    return gate
