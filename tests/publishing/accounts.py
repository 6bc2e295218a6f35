"""Adapters that reach the stand-ins."""

from __future__ import annotations

from bot.publishing.contract import Access
from bot.publishing.platforms.x import X
from bot.publishing.transport import Timeouts
from tests.standins import x as standin

QUICK = Timeouts(connect=2.0, read=1.0, total=5.0)


def x_at(base_url: str, *, credentials: bool = True) -> X:
    """X at an address of loopback."""
    secrets = standin.CREDENTIALS if credentials else {}
    return X(Access(account="main", credentials=secrets, base_url=base_url), timeouts=QUICK)
