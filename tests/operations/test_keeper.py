"""What is done beside the passes: backups that restore, alerts, the digest."""

from __future__ import annotations

import resource
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from bot.desk import Desk
from bot.errors import OutputError, StoreError
from bot.operations import backups
from bot.operations.keeper import Keeper
from bot.settings import AlertSettings
from bot.store import Store, sqlite_url
from tests.newsroom import NOW, configured
from tests.queued import approve_one, queue_one
from tests.sources.server import WebServer

HOUR = timedelta(hours=1)


class Team:
    """Hears what it is told, unless it cannot be reached."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, str]] = []
        self.away = False

    def __call__(self, settings: AlertSettings, subject: str, text: str) -> None:
        if self.away:
            raise OutputError("nobody could be told")
        self.heard.append((subject, text))


class Clock:
    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def team() -> Team:
    return Team()


@pytest.fixture
def desk(tmp_path: Path, store: Store, web: WebServer, clock: Clock) -> Iterator[Desk]:
    """A desk on the empty database of ``store``."""
    settings = replace(
        configured(tmp_path, web),
        alerts=AlertSettings(webhook="https://chat.example.com/hook"),
        digest_at=time(18),
        keep_backups=3,
        least_disk=0,
    )
    with Desk(settings, now=clock) as opened:
        yield opened


@pytest.fixture
def keeper(desk: Desk, clock: Clock, team: Team) -> Keeper:
    return Keeper(desk, clock, team)


def test_a_backup_is_made_each_day_and_the_old_ones_go(
    keeper: Keeper, desk: Desk, clock: Clock
) -> None:
    queue_one(desk.store, desk.cards)
    made = []
    for _ in range(4 * 4):
        made += [line for line in keeper.keep() if "backup" in line]
        clock.at += 6 * HOUR
    assert len(made) == 5  # at once, and after 03:30 of four nights
    assert all("holds 1 posts, and restores" in line for line in made)
    assert len(backups.existing(desk.settings)) == 3


def test_a_backup_holds_what_there_was(keeper: Keeper, desk: Desk, clock: Clock) -> None:
    post = approve_one(desk.store, desk.cards)
    list(keeper.keep())
    ((_, file),) = backups.existing(desk.settings)
    seen: list[str] = []

    def restored(database: Path) -> None:
        with Store(sqlite_url(database)) as store:
            seen.extend(each.text for each in store.queue.list())

    backups.rehearse(file, clock.at, restored)
    assert seen == [post.text]


def test_a_backup_needs_no_folder_but_its_own(
    keeper: Keeper, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As under the unit of systemd, which lets the service write to its two folders alone."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    approve_one(desk.store, desk.cards)
    folder = backups.folder_of(desk.settings)
    left = folder / ".rehearsal-killed"
    left.mkdir(parents=True)
    (left / "bot.sqlite").touch()
    assert any("holds 1 posts, and restores" in line for line in keeper.keep())
    ((_, file),) = backups.existing(desk.settings)
    assert list(folder.iterdir()) == [file]


def test_a_backup_that_does_not_restore_is_told(
    keeper: Keeper, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(file: Path, now: datetime) -> None:
        raise StoreError("rows did not come back")

    monkeypatch.setattr(backups, "rehearse", fails)
    assert "no backup was made: rows did not come back" in list(keeper.keep())
    assert backups.existing(desk.settings) == []


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """Let no file grow beyond that many bytes, as where a disk is full."""
    before, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (before, most))


@pytest.mark.parametrize("share", [0, 0.01, 0.5, 0.99])
def test_a_backup_that_finds_no_room_is_told(keeper: Keeper, desk: Desk, share: float) -> None:
    queue_one(desk.store, desk.cards)
    size = (desk.settings.data / "bot.sqlite").stat().st_size
    list(keeper.standing().feeds)  # what the database itself writes is written
    with room_for(int(size * share)), pytest.raises((StoreError, OutputError)):
        backups.make(desk.settings, desk.cards, NOW)
    folder = backups.folder_of(desk.settings)
    assert not folder.is_dir() or not list(folder.iterdir())


@pytest.mark.parametrize("share", [0, 0.01, 0.5, 0.99])
def test_a_test_of_restoring_that_finds_no_room_is_told(
    keeper: Keeper, desk: Desk, clock: Clock, share: float
) -> None:
    approve_one(desk.store, desk.cards)
    made = backups.make(desk.settings, desk.cards, NOW)
    with room_for(int(made.bytes * share)), pytest.raises((StoreError, OutputError)):
        backups.rehearse(made.file, clock.at)
    assert list(backups.folder_of(desk.settings).iterdir()) == [made.file]


def test_what_is_wrong_is_told_and_told_again_until_somebody_hears(
    keeper: Keeper, desk: Desk, clock: Clock, team: Team
) -> None:
    list(keeper.keep())
    assert team.heard == []
    full = Keeper(desk, clock, team)
    object.__setattr__(desk.settings, "least_disk", 10**18)
    team.away = True
    clock.at += HOUR
    assert "nobody could be told" in list(full.keep())
    team.away = False
    for _ in range(30):
        clock.at += timedelta(minutes=1)
        list(full.keep())
    ((subject, text),) = team.heard
    assert subject.startswith("Social posts: ")
    assert "are free where DATA is" in text


def test_the_digest_comes_once_a_day(keeper: Keeper, desk: Desk, clock: Clock, team: Team) -> None:
    queue_one(desk.store, number=1)
    approve_one(desk.store, number=2)
    for _ in range(3 * 24 * 20):
        clock.at += timedelta(minutes=3)
        list(keeper._digest(clock.at))
    assert len(team.heard) == 3
    subject, text = team.heard[0]
    assert subject == "Social posts: 0 went out, 1 wait for approval"
    assert "Waits for approval: 1" in text
    assert "main: La piscine 2" in text
