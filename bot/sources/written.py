"""Dates as people and careless programs write them: month names, half days, names of zones."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache

from bot.settings.row import LANGUAGES

_PATTERN = re.compile(
    r"(?:^|[\s,.(])(?:"
    r"(?P<day>\d{1,2})(?:er|st|nd|rd|th|º|\.)?[\s-]+(?:de\s+)?(?P<month>[^\W\d_]{3,12})\.?"
    r"|(?P<us_month>[^\W\d_]{3,12})\.?\s+(?P<us_day>\d{1,2})(?:st|nd|rd|th)?,"
    r")[\s,-]*(?:de\s+)?(?P<year>\d{4}|\d{2})(?!\d)"
    r"(?:[\s,]*(?:à|at|um|a las|alle|às|om|[-–|])?\s*"
    r"(?P<hour>\d{1,2})\s?[:h]\s?(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?"
    r"(?:\s*(?P<half>[ap])\.?m\b\.?)?"
    r"(?:\s*(?:uhr\s*)?\(?(?:GMT|UTC)?(?P<offset>[+-]\d{1,2}(?::?\d{2})?)|\s*\(?(?P<zone>[A-Z]{1,5})\b)?"
    r")?",
    re.IGNORECASE,
)
# Hours from UTC. RFC 5322 §4.3 has the American ones; the others stand so in the tz database
# (iana.org/time-zones). Names that mean several zones, as IST, are left out.
_ZONES = {
    "Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7,
    "MDT": -6, "PST": -8, "PDT": -7, "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "CEST": 2, "MET": 1,
    "MEST": 2, "MEZ": 1, "MESZ": 2, "EET": 2, "EEST": 3, "MSK": 3, "SAST": 2, "HKT": 8, "JST": 9,
    "KST": 9, "AWST": 8, "ACST": 9.5, "ACDT": 10.5, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
}  # fmt: skip


def written(text: str, zone: tzinfo) -> tuple[datetime, bool, bool] | None:
    """The moment in UTC, whether a time is in it, and whether a zone is; None for no such date.

    What names no zone that is known is taken in ``zone``, a bare date as that day's midnight.
    """
    found = _PATTERN.search(text)
    if found is None:
        return None
    said = found.groupdict()
    month = _months().get(_folded(said["month"] or said["us_month"]))
    offset = _offset(said["offset"], said["zone"])
    if month is None:
        return None
    year = int(said["year"]) + (2000 if len(said["year"]) == 2 else 0)
    try:
        moment = datetime(
            year,
            month,
            int(said["day"] or said["us_day"]),
            _hour(said["hour"], said["half"]),
            int(said["minute"] or 0),
            int(said["second"] or 0),
            tzinfo=zone if offset is None else offset,
        )
        return moment.astimezone(UTC), said["hour"] is not None, offset is not None
    except (ValueError, OverflowError):
        return None


def _hour(hour: str | None, half: str | None) -> int:
    number = int(hour or 0)
    if half is None:
        return number
    return number % 12 + (12 if half.lower() == "p" else 0)


def _offset(offset: str | None, name: str | None) -> tzinfo | None:
    if offset:
        digits = offset[1:].replace(":", "")
        hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
        distance = timedelta(hours=int(hours), minutes=int(minutes))
        if distance >= timedelta(hours=24):
            return None
        return timezone(-distance if offset.startswith("-") else distance)
    hours_off = _ZONES.get((name or "").upper())
    return None if hours_off is None else timezone(timedelta(hours=hours_off))


@cache
def _months() -> dict[str, int]:
    """Names of months and what they are cut to, in all languages; none that means two months."""
    from babel.dates import get_month_names

    found: dict[str, set[int]] = {}
    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, locale=language).items():
                word = _folded(name)
                for end in range(3, len(word) + 1):
                    found.setdefault(word[:end], set()).add(number)
    return {word: numbers.pop() for word, numbers in found.items() if len(numbers) == 1}


def _folded(word: str) -> str:
    parted = unicodedata.normalize("NFD", word.strip(".").casefold())
    return "".join(each for each in parted if not unicodedata.combining(each))
