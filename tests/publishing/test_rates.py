"""What headers say of limits, as each platform writes them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from bot.publishing.rates import (
    LONGEST_REST,
    SHORTEST_REST,
    USUAL_REST,
    come_back_in,
    rest,
    seconds,
    skew,
)

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
UNIX = int(NOW.timestamp())
MINUTE = timedelta(minutes=1)


def business(**counts: int) -> dict[str, str]:
    """What Meta tells of a business's use of its interface."""
    usage = {"17841400008460056": [{"type": "instagram", **counts}]}
    return {"x-business-use-case-usage": json.dumps(usage)}


# the headers → how long nothing more is to be sent, after an answer that was a yes
AFTER_A_YES = [
    ({}, None),
    ({"x-rate-limit-remaining": "1", "x-rate-limit-reset": str(UNIX + 60)}, None),
    ({"x-rate-limit-remaining": "0", "x-rate-limit-reset": str(UNIX + 60)}, MINUTE),
    ({"x-rate-limit-remaining": "0"}, USUAL_REST),
    ({"ratelimit-remaining": "0", "ratelimit-reset": str(UNIX + 300)}, 5 * MINUTE),  # Bluesky
    ({"ratelimit-remaining": "0", "ratelimit-reset": "60"}, MINUTE),  # seconds, as IETF drafts have
    ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "2026-03-02T12:05:00.000Z"}, 5 * MINUTE),
    ({"x-ratelimit-remaining": "0", "x-ratelimit-reset-after": "60.5"}, timedelta(seconds=60.5)),
    (
        {
            "x-rate-limit-remaining": "0",
            "x-rate-limit-reset": str(UNIX + 60),
            "x-user-limit-24hour-remaining": "0",
            "x-user-limit-24hour-reset": str(UNIX + 3600),
        },
        60 * MINUTE,
    ),
    ({"x-rate-limit-remaining": "0", "x-rate-limit-reset": str(UNIX - 60)}, SHORTEST_REST),
    ({"x-rate-limit-remaining": "0", "x-rate-limit-reset": "9" * 12}, USUAL_REST),
    ({"x-rate-limit-remaining": "0", "x-rate-limit-reset": "4000000000"}, LONGEST_REST),
    ({"x-rate-limit-remaining": "0", "x-rate-limit-reset": "soon"}, USUAL_REST),
    ({"x-rate-limit-remaining": "0", "x-rate-limit-reset": "nan"}, USUAL_REST),
    ({"x-app-usage": '{"call_count":99,"total_time":25,"total_cputime":0}'}, None),
    ({"x-app-usage": '{"call_count":28,"total_time":100,"total_cputime":0}'}, USUAL_REST),
    (business(call_count=99, estimated_time_to_regain_access=0), None),
    (business(call_count=100, estimated_time_to_regain_access=19), 19 * MINUTE),
    (business(call_count=1, total_cputime=120, estimated_time_to_regain_access=0), USUAL_REST),
    (business(call_count=100, estimated_time_to_regain_access=9_999), LONGEST_REST),
    ({"x-app-usage": '{"call_count": '}, None),
    ({"x-app-usage": "[100]"}, None),
]


@pytest.mark.parametrize(("headers", "wait"), AFTER_A_YES)
def test_the_last_request_of_a_window_asks_for_a_rest(
    headers: dict[str, str], wait: timedelta | None
) -> None:
    assert rest(headers, NOW) == wait


AFTER_TOO_MANY = [
    ({}, USUAL_REST),
    ({"retry-after": "90"}, timedelta(seconds=90)),
    ({"retry-after": "0.35"}, SHORTEST_REST),
    ({"retry-after": "Mon, 02 Mar 2026 12:10:00 GMT"}, 10 * MINUTE),
    ({"retry-after": "99999999"}, LONGEST_REST),
    ({"retry-after": "-5", "x-rate-limit-reset": str(UNIX + 60)}, MINUTE),
    ({"x-rate-limit-reset": str(UNIX + 60)}, MINUTE),
    ({"retry-after": "x" * 100_000}, USUAL_REST),
    ({"retry-after": "nan", "x-ratelimit-reset": "soon"}, USUAL_REST),
    ({"retry-after": "1e400"}, USUAL_REST),
    ({"retry-after": "9999-12-31T23:59:59-10:00", "date": "Mon, 99 Foo"}, USUAL_REST),
    ({"retry-after": "0001-01-01T00:00:00+10:00", "date": "0001-01-01T00:00+14:00"}, USUAL_REST),
]


@pytest.mark.parametrize(("headers", "wait"), AFTER_TOO_MANY)
def test_too_many_requests_say_when_to_come_back(headers: dict[str, str], wait: timedelta) -> None:
    assert come_back_in(headers, NOW) == wait


def test_moments_are_by_the_servers_clock() -> None:
    slow = {"date": "Mon, 02 Mar 2026 11:50:00 GMT"}
    assert skew(slow, NOW) == 10 * MINUTE
    assert come_back_in({**slow, "retry-after": "Mon, 02 Mar 2026 11:55:00 GMT"}, NOW) == 5 * MINUTE
    reset = {"x-rate-limit-remaining": "0", "x-rate-limit-reset": str(UNIX - 9 * 60)}
    assert rest({**slow, **reset}, NOW) == MINUTE


@pytest.mark.parametrize(
    ("said", "wait"),
    [
        (64.57, timedelta(seconds=64.57)),
        (35, timedelta(seconds=35)),
        (0.3, SHORTEST_REST),
        (400_000, LONGEST_REST),
        *((each, None) for each in (None, "35", True, -1, 0, float("nan"), float("inf"), [35])),
    ],
)
def test_seconds_in_a_body_are_read_too(said: object, wait: timedelta | None) -> None:
    assert seconds(said) == wait
