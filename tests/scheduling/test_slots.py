"""When posts are due: never in quiet hours, never too close, also when the clocks change."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.clock import Quiet, Slot, day_of, next_slot, quiet_until
from bot.scheduling.slots import Rhythm, planned
from tests.test_clock import moments, zones

PARIS = ZoneInfo("Europe/Paris")
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
times = st.times().map(lambda at: at.replace(second=0, microsecond=0))
weekdays = st.frozensets(st.integers(0, 6), min_size=1)
slots = st.builds(Slot, at=times, weekdays=weekdays)
quiets = st.builds(Quiet, start=times, end=times).filter(lambda quiet: quiet.start != quiet.end)
rhythms = st.builds(
    Rhythm,
    zone=zones,
    slots=st.lists(slots, max_size=5).map(tuple),
    quiet=st.one_of(st.none(), quiets),
    gap=st.integers(0, 240).map(lambda minutes: minutes * MINUTE),
    jitter=st.integers(0, 30).map(lambda minutes: minutes * MINUTE),
    daily=st.one_of(st.none(), st.integers(1, 4)),
)


def plan(rhythm: Rhythm, moment: datetime, count: int) -> list[datetime]:
    """When ``count`` posts that come at once are due."""
    due: list[datetime] = []
    for number in range(count):
        due.append(planned(rhythm, moment, due, latest=moment + 30 * DAY, seed=str(number)))
    return due


@settings(max_examples=40)
@given(rhythms, moments)
def test_a_post_is_due_at_a_slot_or_within_its_jitter(rhythm: Rhythm, moment: datetime) -> None:
    at = planned(rhythm, moment, [], latest=moment + 30 * DAY, seed="a")
    assert at >= moment
    if rhythm.slots:
        earliest = max(moment, at - rhythm.jitter)
        assert next_slot(earliest, rhythm.slots, rhythm.zone) <= at


@settings(max_examples=40)
@given(rhythms, moments)
def test_no_post_is_due_in_quiet_hours_that_leave_a_slot(rhythm: Rhythm, moment: datetime) -> None:
    at = planned(rhythm, moment, [], latest=moment + 30 * DAY, seed="a")
    every = [moment + number * 30 * MINUTE for number in range(7 * 48)]
    free = any(
        quiet_until(next_slot(each, rhythm.slots, rhythm.zone), rhythm.quiet, rhythm.zone) is None
        for each in (every if rhythm.slots else every[:96])
    )
    if free and rhythm.quiet:
        assert quiet_until(at, rhythm.quiet, rhythm.zone) is None


@settings(max_examples=30)
@given(rhythms.filter(lambda rhythm: bool(rhythm.slots)), moments)
def test_posts_that_find_a_slot_keep_gap_and_number(rhythm: Rhythm, moment: datetime) -> None:
    due = plan(rhythm, moment, 4)
    for number, at in enumerate(due[1:], 1):
        if at == planned(rhythm, moment, [], latest=moment, seed=str(number)):
            continue  # there was no slot left, and it waits behind the others
        assert all(abs(at - other) >= rhythm.gap for other in due[:number])
        if rhythm.daily is not None:
            start, end = day_of(at, rhythm.zone)
            assert sum(start <= other < end for other in due[:number]) < rhythm.daily


def test_each_slot_takes_one_post() -> None:
    rhythm = Rhythm(zone=PARIS, slots=(Slot(at=time(8)), Slot(at=time(18))))
    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    told = [f"{at:%d %H:%M}" for at in plan(rhythm, noon, 3)]
    assert told == ["02 17:00", "03 07:00", "03 17:00"]


def test_where_no_slot_is_free_in_time_the_first_one_is_shared() -> None:
    rhythm = Rhythm(zone=PARIS, slots=(Slot(at=time(8)),))
    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    taken = [datetime(2026, 3, 3, 7, tzinfo=UTC)]
    assert planned(rhythm, noon, taken, latest=noon + DAY, seed="") == taken[0]


def test_a_slot_of_a_weekday_is_on_that_day() -> None:
    rhythm = Rhythm(zone=PARIS, slots=(Slot(at=time(10), weekdays=frozenset({6})),))
    monday = datetime(2026, 3, 2, 12, tzinfo=UTC)
    assert plan(rhythm, monday, 1) == [datetime(2026, 3, 8, 9, tzinfo=UTC)]


def test_a_slot_is_put_off_into_no_other_day_and_no_quiet_hours() -> None:
    late = Slot(at=time(23, 55), weekdays=frozenset({6}))
    quiet = Quiet(start=time(22), end=time(7))
    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    for slot, hush in ((late, None), (Slot(at=time(21, 50)), quiet)):
        rhythm = Rhythm(zone=PARIS, slots=(slot,), quiet=hush, jitter=30 * MINUTE)
        for number in range(40):
            at = planned(rhythm, noon, [], latest=noon + 9 * DAY, seed=str(number))
            there = at.astimezone(PARIS)
            assert there.weekday() in slot.weekdays
            assert slot.at <= there.time()
            assert quiet_until(at, hush, PARIS) is None


@settings(max_examples=20)
@given(rhythms, moments, st.text(max_size=3))
def test_the_same_post_is_always_put_off_by_the_same(
    rhythm: Rhythm, moment: datetime, seed: str
) -> None:
    once, again = (planned(rhythm, moment, [], latest=moment, seed=seed) for _ in range(2))
    assert once == again
