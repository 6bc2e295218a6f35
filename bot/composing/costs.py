"""What posts cost, where a platform bills them: US dollars, piece by piece.

X bills a post with a URL about 13 times dearer than one without, and finds URLs that nobody wrote
as one ("example.com").
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.composing.limits import Limits
from bot.composing.weighted import is_host

_MAY_BE_URL = re.compile(
    r"https?://\S|(?<![\w@.-])((?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,5}[a-z]{2,24})(?![\w@-])", re.I
)


def cost_of(texts: Iterable[str], limits: Limits) -> float | None:
    """What a post of these pieces costs; None where the platform does not bill."""
    if limits.cost is None or limits.cost_with_url is None:
        return None
    prices = (limits.cost_with_url if has_url(text) else limits.cost for text in texts)
    return round(sum(prices), 6)


def has_url(text: str) -> bool:
    """Whether the platform finds a URL in ``text``."""
    return any(not match[1] or is_host(match[1]) for match in _MAY_BE_URL.finditer(text))


@dataclass(kw_only=True, slots=True)
class Purse:
    """An account's money for the month, in US dollars; ``budget`` is None where any is spent."""

    budget: float | None = None
    spent: float = 0.0

    def has(self, cost: float | None) -> bool:
        """Whether a post of that cost stays within the budget."""
        return self.budget is None or cost is None or self.spent + cost <= self.budget + 1e-9

    def pay(self, cost: float | None) -> None:
        """Count a post in, as if it were sent."""
        self.spent += cost or 0.0

    def says(self, cost: float | None) -> str:
        """Why a post of that cost is too much."""
        left = max(0.0, (self.budget or 0.0) - self.spent)
        return f"it would cost {dollars(cost)}, and {dollars(left)} of the month's budget are left"


def dollars(amount: float | None) -> str:
    """An amount in dollars and cents, to a tenth of a cent where that counts.

    >>> dollars(0.2), dollars(0.015), dollars(30), dollars(None)
    ('$0.20', '$0.015', '$30.00', '')
    """
    if amount is None:
        return ""
    return f"${amount:.3f}".removesuffix("0")
