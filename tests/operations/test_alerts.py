"""What is wrong is told once, and once more when it is well again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.model import State
from bot.operations.conditions import Standing, conditions
from bot.store import Store
from bot.store.records import Expiry, Feed, Rest
from tests.queued import NOON, post_of, queued, story

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
CALM = 15 * MINUTE
WELL = Standing(now=NOON, started_at=NOON - 3 * DAY, backup_at=NOON - DAY, waiting=1)
FEED = Feed(source="front", url="u", polled_at=NOON, next_poll_at=NOON, error="it answers 500")
POST = replace(queued(post_of(story()), State.APPROVED), due_at=NOON - 2 * HOUR)
EXPIRY = Expiry(account="main", what="access_token", expires_at=NOON + DAY)
RESTS = Rest(account="main", until=NOON + HOUR, failures=1, reason="it takes no credentials")

CASES: list[tuple[str, Mapping[str, object], str]] = [
    ("all is well", {}, ""),
    ("a source fails now and then", {"feeds": [replace(FEED, failures=2)]}, ""),
    ("a source fails", {"feeds": [replace(FEED, failures=3)]}, "source:front"),
    ("an account is locked out", {"rests": [RESTS]}, "account:main"),
    ("an account rests a moment", {"rests": [replace(RESTS, until=NOON + MINUTE)]}, ""),
    ("an account fails", {"rests": [replace(RESTS, until=NOON, failures=3)]}, "account:main"),
    ("a token runs out", {"expiries": [EXPIRY]}, "token:main:access_token"),
    ("a post is late", {"late": [POST]}, "stuck:1"),
    ("a post is a little late", {"late": [replace(POST, due_at=NOON - MINUTE)]}, ""),
    ("a post may be out", {"unclear": [replace(POST, state=State.UNCERTAIN)]}, "stuck:1"),
    ("the queue is empty", {"waiting": 0, "feeds": [FEED]}, "empty"),
    ("all was approved", {"waiting": 0, "feeds": [FEED], "drafted_at": NOON - HOUR}, ""),
    ("it has just begun", {"waiting": 0, "feeds": [FEED], "started_at": NOON}, ""),
    ("the disk is full", {"free_disk": 10, "least_disk": 11}, "disk"),
    ("the disk has room", {"free_disk": 11, "least_disk": 11}, ""),
    ("the backup is old", {"backup_at": NOON - 2 * DAY}, "backup"),
    ("there is no backup", {"backup_at": None}, "backup"),
    ("there is none yet", {"backup_at": None, "started_at": NOON}, ""),
    ("a dry run needs none", {"backup_at": None, "backups": False}, ""),
]


@pytest.mark.parametrize(
    ("changes", "key"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_what_is_wrong(changes: Mapping[str, object], key: str) -> None:
    values = {name: getattr(WELL, name) for name in WELL.__slots__}
    found = list(conditions(Standing(**{**values, **changes})))
    assert [each.key for each in found] == ([key] if key else [])
    assert all("\n" not in each.text for each in found)


DISK = {"disk": ("disk", "the disk is full")}


def told(store: Store, at: datetime) -> list[str]:
    return [
        ("well: " if each.ended_at else "") + each.key for each in store.alerts.claim(at, calm=CALM)
    ]


def test_it_is_told_once_and_once_more_when_it_is_well(store: Store) -> None:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    heard = []
    for minute in range(120):
        store.alerts.see(DISK if 10 <= minute < 60 else {}, at + minute * MINUTE)
        heard += [(minute, key) for key in told(store, at + minute * MINUTE)]
    assert heard == [(10, "disk"), (75, "well: disk")]
    assert store.alerts.all() == ()


def test_what_comes_and_goes_is_told_once(store: Store) -> None:
    heard = []
    for minute in range(100):
        store.alerts.see(DISK if minute % 10 < 5 else {}, NOON + minute * MINUTE)
        heard += told(store, NOON + minute * MINUTE)
    assert heard == ["disk"]


def test_what_nobody_could_be_told_is_told_later(store: Store) -> None:
    store.alerts.see(DISK, NOON)
    claimed = store.alerts.claim(NOON, calm=CALM)
    store.alerts.untold(claimed)
    assert told(store, NOON + MINUTE) == ["disk"]
    store.alerts.see({}, NOON + HOUR)
    over = store.alerts.claim(NOON + 2 * HOUR, calm=CALM)
    store.alerts.untold(over)
    assert told(store, NOON + 3 * HOUR) == ["well: disk"]


def test_two_processes_tell_it_once(store: Store) -> None:
    store.alerts.see(DISK, NOON)
    assert told(store, NOON) + told(store, NOON) == ["disk"]


def test_what_was_well_before_anybody_heard_is_not_told(store: Store) -> None:
    store.alerts.see(DISK, NOON)
    store.alerts.see({}, NOON + MINUTE)
    assert told(store, NOON + HOUR) == []
    assert store.alerts.all() == ()
