"""Adapters that reach the stand-ins."""

from __future__ import annotations

from bot.publishing.contract import Access
from bot.publishing.platforms.x import X
from bot.publishing.transport import Timeouts
from tests.standins import x as standin

PATIENT = Timeouts(connect=5.0, read=20.0, total=30.0)  # a busy machine answers within that
QUICK = Timeouts(connect=5.0, read=1.0, total=5.0)  # for those who are not answered


def x_at(base_url: str, *, credentials: bool = True) -> X:
    """X at an address of loopback."""
    secrets = standin.CREDENTIALS if credentials else {}
    return X(Access(account="main", credentials=secrets, base_url=base_url), timeouts=PATIENT)
