"""Slots, also on the days on which the clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import clock
from bot.clock import Quiet, Slot

PARIS = ZoneInfo("Europe/Paris")
ZONES = [
    ZoneInfo(name)
    for name in (
        "Europe/Paris",
        "America/New_York",
        "America/St_Johns",
        "Australia/Lord_Howe",  # half an hour of summer time
        "Pacific/Apia",  # skipped a day in 2011
        "Asia/Kathmandu",
        "Africa/Casablanca",
        "UTC",
    )
]
zones = st.sampled_from(ZONES)
moments = st.integers(0, 27 * 365 * 24 * 60).map(
    lambda minutes: datetime(2009, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
slot_lists = st.lists(
    st.times().map(lambda at: Slot(at=at.replace(second=0, microsecond=0))), min_size=1
)


def test_a_naive_time_is_an_error() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        clock.in_utc(datetime(2026, 1, 1))  # noqa: DTZ001
    with pytest.raises(ValueError, match="no time zone"):
        clock.next_slot(datetime(2026, 1, 1), [Slot(at=time(8))], PARIS)  # noqa: DTZ001


NEXT = [
    # in summer Paris is two hours ahead of UTC, in winter one
    ("2026-07-01T05:59", "08:00", "2026-07-01T06:00"),
    ("2026-07-01T06:00", "08:00", "2026-07-01T06:00"),
    ("2026-07-01T06:01", "08:00", "2026-07-02T06:00"),
    ("2026-01-15T10:00", "08:00,12:30", "2026-01-15T11:30"),
    ("2026-12-31T22:30", "00:15", "2026-12-31T23:15"),
    ("2028-02-28T23:30", "08:00", "2028-02-29T07:00"),
    # 29 March 2026: 02:00 to 03:00 does not exist, 02:30 moves to 03:30
    ("2026-03-28T23:30", "02:30", "2026-03-29T01:30"),
    ("2026-03-29T01:31", "02:30", "2026-03-30T00:30"),
    # 25 October 2026: 02:30 comes twice and fires at the first
    ("2026-10-24T23:30", "02:30", "2026-10-25T00:30"),
    ("2026-10-25T00:31", "02:30", "2026-10-26T01:30"),
]


@pytest.mark.parametrize(("moment", "slots", "expected"), NEXT)
def test_the_next_slot(moment: str, slots: str, expected: str) -> None:
    times = [Slot(at=time.fromisoformat(slot)) for slot in slots.split(",")]
    found = clock.next_slot(datetime.fromisoformat(moment + "+00:00"), times, PARIS)
    assert found == datetime.fromisoformat(expected + "+00:00")
    assert found.tzinfo is UTC


def test_without_slots_the_moment_is_its_own() -> None:
    moment = datetime(2026, 7, 1, 12, 34, tzinfo=PARIS)
    assert clock.next_slot(moment, [], PARIS) == moment


@given(moments, slot_lists, zones)
def test_a_slot_is_never_in_the_past_and_never_far_off(
    moment: datetime, slots: list[Slot], zone: ZoneInfo
) -> None:
    found = clock.next_slot(moment, slots, zone)
    # A day, the longest change of clocks, and Samoa's missing day.
    assert moment <= found <= moment + timedelta(hours=49)


@given(moments, slot_lists, zones)
def test_no_slot_lies_between_a_moment_and_its_next_slot(
    moment: datetime, slots: list[Slot], zone: ZoneInfo
) -> None:
    found = clock.next_slot(moment, slots, zone)
    between = moment + (found - moment) / 2
    assert clock.next_slot(between, slots, zone) == found
    assert clock.next_slot(found, slots, zone) == found


@given(st.dates(date(2010, 1, 1), date(2035, 12, 1)), st.times(), zones)
def test_a_slot_fires_once_a_day_on_each_day(day: date, at: time, zone: ZoneInfo) -> None:
    start = clock.slot_on(day, at, zone)
    fired = []
    moment = start
    for _ in range(5):
        fired.append(moment)
        moment = clock.next_slot(moment + timedelta(microseconds=1), [Slot(at=at)], zone)
    expected = sorted({clock.slot_on(day + timedelta(days=n), at, zone) for n in range(7)})
    assert fired == expected[:5]


# what a person writes in Paris at NOON UTC → what is meant
WRITTEN = [
    ("18:30", "2026-03-02T17:30"),
    ("08:00", "2026-03-03T07:00"),  # the next one
    ("13:00", "2026-03-02T12:00"),
    (" 2026-03-04 18:30 ", "2026-03-04T17:30"),
    ("2026-07-04T18:30", "2026-07-04T16:30"),
    ("2026-07-04 18:30+00:00", "2026-07-04T18:30"),
    ("2026-03-29 02:30", "2026-03-29T01:30"),  # does not exist
    ("2026-03-05", "2026-03-04T23:00"),
]


@pytest.mark.parametrize(("written", "meant"), WRITTEN)
def test_a_written_time_is_the_newsrooms(written: str, meant: str) -> None:
    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    found = clock.moment_of(written, noon, PARIS)
    assert found == datetime.fromisoformat(meant).replace(tzinfo=UTC)


@pytest.mark.parametrize("written", ["noon", "25:00", "18h30", "", "2026-13-01", "1"])
def test_what_is_no_time_says_how_to_write_one(written: str) -> None:
    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    with pytest.raises(ValueError, match="write 18:30 or 2026-03-02 18:30"):
        clock.moment_of(written, noon, PARIS)


QUIET = [
    # 23:00 to 07:00 in Paris
    ("2026-01-15T21:59", "23:00-07:00", None),
    ("2026-01-15T22:00", "23:00-07:00", "2026-01-16T06:00"),
    ("2026-01-16T05:59", "23:00-07:00", "2026-01-16T06:00"),
    ("2026-01-16T06:00", "23:00-07:00", None),
    ("2026-01-16T11:30", "12:00-14:00", "2026-01-16T13:00"),
    # 29 March 2026: the night is an hour shorter; an end in the missing hour moves
    ("2026-03-28T22:30", "23:00-07:00", "2026-03-29T05:00"),
    ("2026-03-29T00:30", "23:00-02:30", "2026-03-29T01:30"),
    # 25 October 2026: an hour longer; an end in the doubled hour is its first
    ("2026-10-24T21:30", "23:00-07:00", "2026-10-25T06:00"),
    ("2026-10-25T00:29", "23:00-02:30", "2026-10-25T00:30"),
    ("2026-10-25T00:31", "23:00-02:30", None),
]


@pytest.mark.parametrize(("moment", "quiet", "expected"), QUIET)
def test_quiet_hours(moment: str, quiet: str, expected: str | None) -> None:
    start, end = (time.fromisoformat(part) for part in quiet.split("-"))
    found = clock.quiet_until(
        datetime.fromisoformat(moment + "+00:00"), Quiet(start=start, end=end), PARIS
    )
    assert found == (datetime.fromisoformat(expected + "+00:00") if expected else None)


@given(moments, st.times(), st.times(), zones)
def test_quiet_hours_end_after_they_began(
    moment: datetime, start: time, end: time, zone: ZoneInfo
) -> None:
    quiet = Quiet(start=start.replace(microsecond=0), end=end.replace(microsecond=0))
    until = clock.quiet_until(moment, quiet, zone)
    if until and quiet.start != quiet.end:
        assert moment < until <= moment + timedelta(hours=50)
        assert clock.quiet_until(until - timedelta(microseconds=1), quiet, zone) == until


@given(moments, zones)
def test_a_day_holds_its_moments(moment: datetime, zone: ZoneInfo) -> None:
    start, end = clock.day_of(moment, zone)
    assert start <= moment < end
