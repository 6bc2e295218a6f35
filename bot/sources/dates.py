"""Dates as pages and feeds write them for machines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from bot.sources.written import written

_ISO = re.compile(
    r"(\d{4}-\d{2}-\d{2})"
    r"(?:[T ]+(\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?"
    r"(?![\d-])",
    re.IGNORECASE,
)
_BASIC = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(Z?))?", re.IGNORECASE)
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")
# Older dates come from templates and broken clocks: there was no web before.
_FIRST_YEAR = 1990


@dataclass(frozen=True, kw_only=True, slots=True)
class Stamp:
    """A moment in UTC, and how much of it the page said itself."""

    at: datetime
    has_time: bool
    has_zone: bool


def parse_stamp(text: object, zone: str) -> Stamp | None:
    """An ISO 8601 date, an RFC 5322 date, one with the name of a month, or seconds since 1970.

    None for anything else.
    What names no zone is taken in ``zone`` (an IANA name), a bare date as that day's midnight.
    """
    if not isinstance(text, str):
        return None
    text = text.strip()[:100]
    stamp = _iso(text, zone) or _epoch(text) or _written(text, zone) or _mail(text, zone)
    return stamp if stamp is not None and stamp.at.year >= _FIRST_YEAR else None


def best_stamp(texts: Iterable[object], zone: str) -> Stamp | None:
    """The first of those that say most: time and zone, else a time, else a day."""
    stamps = [stamp for text in texts if (stamp := parse_stamp(text, zone)) is not None]
    return max(
        stamps, key=lambda stamp: (stamp.has_time and stamp.has_zone, stamp.has_time), default=None
    )


def _iso(text: str, zone: str) -> Stamp | None:
    if basic := _BASIC.fullmatch(text):
        year, month, day, hour, minute, second, utc = basic.groups()
        clock = f"T{hour}:{minute}:{second or '00'}{utc}" if hour else ""
        text = f"{year}-{month}-{day}{clock}"
    match = _ISO.match(text)
    if match is None:
        return None
    day, clock, offset = match.groups()
    if offset and offset.upper() in ("Z", "UTC", "GMT"):
        offset = "+00:00"
    try:
        moment = datetime.combine(date.fromisoformat(day), _time(clock))
        if offset:
            zoned = datetime.fromisoformat(f"{moment.isoformat()}{offset}")
        else:
            zoned = moment.replace(tzinfo=ZoneInfo(zone))
        at = zoned.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return Stamp(at=at, has_time=clock is not None, has_zone=bool(offset))


def _time(clock: str | None) -> time:
    return (
        time.fromisoformat(clock.rjust(5, "0") if len(clock) < 6 else clock.rjust(8, "0"))
        if clock
        else time()
    )


def _epoch(text: str) -> Stamp | None:
    if not _EPOCH.fullmatch(text):
        return None
    seconds = int(text) / (1000 if len(text) == 13 else 1)
    return Stamp(at=datetime.fromtimestamp(seconds, UTC), has_time=True, has_zone=True)


def _written(text: str, zone: str) -> Stamp | None:
    found = written(text, ZoneInfo(zone))
    return Stamp(at=found[0], has_time=found[1], has_zone=found[2]) if found else None


def _mail(text: str, zone: str) -> Stamp | None:
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(text)
        zoned = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))
        return Stamp(at=zoned.astimezone(UTC), has_time=True, has_zone=moment.tzinfo is not None)
    except (ValueError, OverflowError, IndexError, TypeError):
        return None
