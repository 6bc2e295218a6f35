"""When a post goes out: its account's slots, quiet hours, gap and daily number. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.clock import Quiet, Slot, day_of, in_utc, next_slot, quiet_until

HORIZON = timedelta(days=8)  # a slot a week
_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Rhythm:
    """When an account posts. Slots and quiet hours are times of day in ``zone``.

    ``gap`` is the least time between two posts, ``jitter`` the most that a slot is put off by, so
    that posts do not go out on the dot; ``daily`` is the most posts a day of ``zone``.
    """

    zone: ZoneInfo
    slots: tuple[Slot, ...] = ()
    quiet: Quiet | None = None
    gap: timedelta = timedelta()
    jitter: timedelta = timedelta()
    daily: int | None = None


def planned(
    rhythm: Rhythm, moment: datetime, taken: Collection[datetime], *, latest: datetime, seed: str
) -> datetime:
    """When something is due that could go out from ``moment`` on, in UTC.

    That is the first slot that none of ``taken`` (when the account's other posts are due) has, that
    is no quiet hour, keeps the gap and is on a day with room. Where there is none before
    ``latest``, it is the first slot outside quiet hours: what is taken there may not be approved,
    and what is goes out one after the other. Without slots it is the first moment outside quiet
    hours. ``seed`` says by how much of the jitter the slot is put off, always the same.
    """
    moment = in_utc(moment)
    first = _slot(rhythm, moment, seed)
    if not rhythm.slots:
        return first
    others = sorted(taken)
    at, candidate = first, moment
    end = min(in_utc(latest), moment + HORIZON)
    while at <= end:
        again = _taken_until(rhythm, at, others)
        if again is None:
            return at
        candidate = max(again, candidate + _INSTANT)
        at = _slot(rhythm, candidate, seed)
    return first


def _slot(rhythm: Rhythm, moment: datetime, seed: str) -> datetime:
    """The first slot from ``moment`` on outside quiet hours, put off by its jitter."""
    start = moment
    while start <= moment + HORIZON:
        slot = next_slot(start, rhythm.slots, rhythm.zone)
        quiet = quiet_until(slot, rhythm.quiet, rhythm.zone)
        if quiet is None:
            return _put_off(rhythm, slot, seed)
        start = quiet
    return next_slot(moment, rhythm.slots, rhythm.zone)  # every slot lies in quiet hours


def _put_off(rhythm: Rhythm, slot: datetime, seed: str) -> datetime:
    """The slot put off, where that leads neither into quiet hours nor into another day."""
    if not (rhythm.slots and rhythm.jitter):
        return slot
    share = int.from_bytes(hashlib.sha256(f"{seed} {slot:%c}".encode()).digest()[:4]) / 2**32
    later = slot + timedelta(seconds=int(rhythm.jitter.total_seconds() * share))
    next_day = later.astimezone(rhythm.zone).date() != slot.astimezone(rhythm.zone).date()
    return slot if next_day or quiet_until(later, rhythm.quiet, rhythm.zone) else later


def _taken_until(rhythm: Rhythm, at: datetime, others: list[datetime]) -> datetime | None:
    """From when on to look again where ``at`` is taken; None where it is free."""
    start, end = day_of(at, rhythm.zone)
    if rhythm.daily is not None and sum(start <= each < end for each in others) >= rhythm.daily:
        return end
    slot = at - rhythm.jitter  # the slot that it was put off from is in between
    near = [
        each for each in others if abs(each - at) < rhythm.gap or slot <= each <= at + rhythm.jitter
    ]
    return max(near) + max(rhythm.gap, _INSTANT) if near else None
