"""What a platform's headers say of its limits: when nothing more may be sent, and until when.

x-rate-limit-remaining, -reset                   X, in Unix time (docs.x.com, "Rate limits")
x-user-limit-24hour-remaining, -reset            X, the day's posts
ratelimit-remaining, -reset                      Bluesky, in Unix time; others, in seconds
x-ratelimit-remaining, -reset, -reset-after      Mastodon, as ISO 8601; Discord, in Unix time
retry-after                                      all, in seconds or as a date (RFC 9110, 10.2.3)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

SHORTEST_REST = timedelta(seconds=5)
LONGEST_REST = timedelta(days=1)
USUAL_REST = timedelta(minutes=15)  # where the platform does not say: X's window
UNIX_TIME = 1_000_000_000  # a larger number is a moment, a smaller one a number of seconds

_WINDOWS = ("x-rate-limit", "x-user-limit-24hour", "x-app-limit-24hour", "ratelimit", "x-ratelimit")


def rest_until(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """When the next request may be made, if an answer says that this was the last one for now.

    ``headers`` are found by their names in lower case. ``now`` is our clock, UTC.
    """
    resets = [_reset(headers, name, now) for name in _spent(headers)]
    known = [reset for reset in resets if reset]
    if known:
        return _within_reason(max(known), now)
    return now + USUAL_REST if resets else None


def come_back(headers: Mapping[str, str], now: datetime) -> datetime:
    """When to come back after "too many requests"."""
    asked = _moment(headers.get("retry-after", ""), headers, now)
    return _within_reason(asked or rest_until(headers, now) or _any_reset(headers, now), now)


def skew(headers: Mapping[str, str], now: datetime) -> timedelta:
    """How far our clock is ahead of the server's; zero where the server does not say."""
    try:
        there = parsedate_to_datetime(headers.get("date", ""))
    except ValueError:
        return timedelta()
    return now - there if there.tzinfo else timedelta()


def _spent(headers: Mapping[str, str]) -> Iterator[str]:
    return (name for name in _WINDOWS if headers.get(f"{name}-remaining", "").strip() == "0")


def _any_reset(headers: Mapping[str, str], now: datetime) -> datetime:
    resets = [reset for name in _WINDOWS if (reset := _reset(headers, name, now))]
    return min(resets) if resets else now + USUAL_REST


def _reset(headers: Mapping[str, str], name: str, now: datetime) -> datetime | None:
    after = headers.get(f"{name}-reset-after", "")
    return _moment(after or headers.get(f"{name}-reset", ""), headers, now)


def _moment(text: str, headers: Mapping[str, str], now: datetime) -> datetime | None:
    """A moment by our clock: in seconds from now, in Unix time, as ISO 8601 or as HTTP's date."""
    text = text.strip()[:40]
    try:
        number = float(text)
    except ValueError:
        moment = _date(text)
        return moment + skew(headers, now) if moment else None
    if not 0 <= number < 1e11:
        return None
    if number < UNIX_TIME:
        return now + min(timedelta(seconds=number), LONGEST_REST)
    return datetime.fromtimestamp(number, UTC) + skew(headers, now)


def _date(text: str) -> datetime | None:
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = parse(text)
        except ValueError:
            continue
        return moment.astimezone(UTC) if moment.tzinfo else None
    return None


def _within_reason(moment: datetime, now: datetime) -> datetime:
    return min(max(moment, now + SHORTEST_REST), now + LONGEST_REST)
