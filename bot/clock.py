"""Aware time only.

Everything inside the program is UTC; a zone is applied where people read or write a time.
"""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def in_utc(moment: datetime) -> datetime:
    """``moment`` in UTC.

    Raises ValueError for a naive datetime: guessing its zone is how posts go out an hour off.
    """
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} has no time zone")
    return moment.astimezone(UTC)
