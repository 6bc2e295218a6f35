"""What a platform's headers say of its limits: when nothing more may be sent, and how long.

x-rate-limit-remaining, -reset                   X, in Unix time (docs.x.com, "Rate limits")
x-user-limit-24hour-remaining, -reset            X, the day's posts
ratelimit-remaining, -reset                      Bluesky, in Unix time; others, in seconds
x-ratelimit-remaining, -reset, -reset-after      Mastodon, as ISO 8601; Discord, in Unix time
x-business-use-case-usage, x-app-usage           Meta, in per cent, as JSON ("Rate Limits")
retry-after                                      all, in seconds or as a date (RFC 9110, 10.2.3)
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

SHORTEST_REST = timedelta(seconds=5)
LONGEST_REST = timedelta(days=1)
USUAL_REST = timedelta(minutes=15)  # where the platform does not say: X's window
_LONGEST_USAGE = 10_000  # characters
UNIX_TIME = 1_000_000_000  # a larger number is a moment, a smaller one a number of seconds

_WINDOWS = ("x-rate-limit", "x-user-limit-24hour", "x-app-limit-24hour", "ratelimit", "x-ratelimit")

_USAGES = ("x-business-use-case-usage", "x-app-usage")
_COUNTS = ("call_count", "total_time", "total_cputime")  # per cent of what is allowed


def rest(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """How long to send nothing, if an answer says that this was the last request for now.

    ``headers`` are found by their names in lower case. ``now`` is our clock, UTC: moments are taken
    by the server's, which its ``date`` header tells.
    """
    spent = [name for name in _WINDOWS if headers.get(f"{name}-remaining", "").strip() == "0"]
    waits = [wait for name in spent if (wait := _reset(headers, name, now)) is not None]
    waits += [wait for name in _USAGES if (wait := _until_regained(headers.get(name, "")))]
    if waits:
        return _within_reason(max(waits))
    return USUAL_REST if spent else None


def come_back_in(headers: Mapping[str, str], now: datetime) -> timedelta:
    """How long to wait after "too many requests"."""
    asked = _wait(headers.get("retry-after", ""), headers, now)
    if asked is None:
        asked = rest(headers, now)
    if asked is None:
        waits = [_reset(headers, name, now) for name in _WINDOWS]
        asked = min((wait for wait in waits if wait is not None), default=USUAL_REST)
    return _within_reason(asked)


def skew(headers: Mapping[str, str], now: datetime) -> timedelta:
    """How far our clock is ahead of the server's; zero where the server does not say."""
    there = _date(headers.get("date", ""))
    return now - there if there else timedelta()


def _until_regained(usage: str) -> timedelta | None:
    """How long to rest once a count has come to 100 %; None while none has.

    A use of an app is told as one object, those of a business as a list of them by its number,
    with ``estimated_time_to_regain_access`` in minutes.
    """
    try:
        said = json.loads(usage[:_LONGEST_USAGE])
    except ValueError:
        return None
    lists = said.values() if isinstance(said, dict) else ()
    each = [one for found in lists if isinstance(found, list) for one in found]
    waits = [_regained(one) for one in (said, *each) if isinstance(one, dict) and _is_spent(one)]
    return max(waits, default=None)


def _is_spent(usage: Mapping[str, object]) -> bool:
    counts = (usage.get(name) for name in _COUNTS)
    return any(isinstance(count, int | float) and count >= 100 for count in counts)


def _regained(usage: Mapping[str, object]) -> timedelta:
    minutes = usage.get("estimated_time_to_regain_access")
    if not isinstance(minutes, int) or not 0 < minutes < 10_000:
        return USUAL_REST
    return timedelta(minutes=minutes)


def _reset(headers: Mapping[str, str], name: str, now: datetime) -> timedelta | None:
    after = headers.get(f"{name}-reset-after", "")
    return _wait(after or headers.get(f"{name}-reset", ""), headers, now)


def seconds(said: object) -> timedelta | None:
    """A number of seconds in a body, as Discord and Telegram tell when to come back."""
    if isinstance(said, bool) or not isinstance(said, int | float) or not 0 < said < 1e6:
        return None
    return _within_reason(timedelta(seconds=said))


def _wait(text: str, headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """Until a moment: in seconds, in Unix time, as ISO 8601 or as HTTP's date."""
    text = text.strip()[:40]
    try:
        number = float(text)
    except ValueError:
        moment = _date(text)
    else:
        if not 0 <= number < 1e11:
            return None
        if number < UNIX_TIME:
            return timedelta(seconds=min(number, LONGEST_REST.total_seconds()))
        moment = datetime.fromtimestamp(number, UTC)
    return moment - (now - skew(headers, now)) if moment else None


def _date(text: str) -> datetime | None:
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = parse(text)
            return moment.astimezone(UTC) if moment.tzinfo else None
        except (ValueError, OverflowError):
            continue
    return None


def _within_reason(wait: timedelta) -> timedelta:
    return min(max(wait, SHORTEST_REST), LONGEST_REST)
