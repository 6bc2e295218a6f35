"""Aware time only, and the slots at which posts go out.

Everything inside the program is UTC; a zone is applied where people read or write a time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

EVERY_DAY = frozenset(range(7))


@dataclass(frozen=True, kw_only=True, slots=True)
class Slot:
    """A time of day at which a post goes out, on ``weekdays`` (0 is Monday)."""

    at: time
    weekdays: frozenset[int] = EVERY_DAY


@dataclass(frozen=True, kw_only=True, slots=True)
class Quiet:
    """Hours in which nothing goes out, from one time of day to another, maybe over midnight."""

    start: time
    end: time


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


def moment_of(text: str, moment: datetime, zone: ZoneInfo) -> datetime:
    """The time that a person wrote, in UTC: as ``18:30``, ``2026-03-02 18:30`` or ISO 8601.

    Without an offset it is meant in ``zone``. A time of day alone is the next one from ``moment``
    on. Raises ValueError for anything else.
    """
    text = text.strip()
    try:
        if re.fullmatch(r"\d\d:\d\d", text):
            return next_slot(moment, (Slot(at=time.fromisoformat(text)),), zone)
        written = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is no time; write 18:30 or 2026-03-02 18:30") from None
    if written.tzinfo is None:
        return slot_on(written.date(), written.time(), zone)
    return in_utc(written)


def month_of(moment: datetime, zone: ZoneInfo) -> datetime:
    """When the calendar month in which ``moment`` lies began in ``zone``, in UTC."""
    return slot_on(moment.astimezone(zone).date().replace(day=1), time(), zone)


def slot_on(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The moment, in UTC, of a time of day on one day.

    Where the clocks go forward over it, the slot moves by as much as they do (02:30 becomes
    03:30); where they go back, it is the first of the two. That is PEP 495's ``fold=0``.
    """
    return datetime.combine(day, at.replace(tzinfo=None, fold=0), zone).astimezone(UTC)


def next_slot(moment: datetime, slots: Sequence[Slot], zone: ZoneInfo) -> datetime:
    """The first slot at or after ``moment``, in UTC; ``moment`` itself where there are no slots.

    ``slots`` are times of day in ``zone``. Raises ValueError for a naive ``moment``.
    """
    moment = in_utc(moment)
    if not slots:
        return moment
    today = moment.astimezone(zone).date()
    # A zone may skip a whole day (Samoa, 30 December 2011), so two days ahead are looked at; a slot
    # of one weekday may be that and a week away.
    for days in (range(-1, 3), range(3, 10)):
        found = [
            at
            for day in (today + timedelta(days=offset) for offset in days)
            for slot in slots
            if day.weekday() in slot.weekdays and (at := slot_on(day, slot.at, zone)) >= moment
        ]
        if found:
            return min(found)
    raise ValueError("no slot has a weekday")


def quiet_until(moment: datetime, quiet: Quiet | None, zone: ZoneInfo) -> datetime | None:
    """When the quiet hours end in which ``moment`` lies, in UTC; None where it lies in none.

    They begin and end as a slot of that time would fire, also where the clocks change.
    """
    if quiet is None:
        return None
    moment = in_utc(moment)
    today = moment.astimezone(zone).date()
    for offset in range(-2, 2):
        day = today + timedelta(days=offset)
        last = day if quiet.start < quiet.end else day + timedelta(days=1)
        start, end = slot_on(day, quiet.start, zone), slot_on(last, quiet.end, zone)
        if start <= moment < end:
            return end
    return None


def day_of(moment: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """When the calendar day in which ``moment`` lies begins and ends in ``zone``, in UTC."""
    today = moment.astimezone(zone).date()
    return slot_on(today, time(), zone), slot_on(today + timedelta(days=1), time(), zone)
