"""The daily backup: made, restored into an empty database as a test, and old ones thrown away."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.clock import Slot, next_slot
from bot.errors import BotError, OutputError, StoreError
from bot.settings import Settings
from bot.store import CardFolder, CardStore, sqlite_url
from bot.store.backup import Backup, backup, inspect_backup, restore
from bot.store.engine import connect
from bot.store.places import database_url

_NAME = "bot-%Y%m%dT%H%M%SZ.db"
_PATTERN = "bot-????????T??????Z.db"
_REHEARSAL = ".rehearsal-"


def folder_of(settings: Settings) -> Path:
    """Where the daily backups are kept."""
    return settings.backups or settings.data / "backups"


def existing(settings: Settings) -> list[tuple[datetime, Path]]:
    """The daily backups with the moment each was made, the oldest first."""
    found = []
    for path in folder_of(settings).glob(_PATTERN):
        try:
            found.append((datetime.strptime(path.name, _NAME).replace(tzinfo=UTC), path))
        except ValueError:
            continue
    return sorted(found)


def is_due(settings: Settings, now: datetime) -> bool:
    """Whether the time of day of the backup has come since the last one was made."""
    made = [at for at, _ in existing(settings) if at <= now]
    if not made:
        return True
    slot = Slot(at=settings.backup_at)
    return next_slot(made[-1] + timedelta(seconds=1), [slot], settings.zone) <= now


def make(settings: Settings, cards: CardStore, now: datetime) -> Backup:
    """Make a backup, try to restore it, and keep the newest few.

    Raises StoreError or OutputError where it cannot be made, or does not restore to what it holds;
    a backup that does not restore is not kept.
    """
    _clear(folder_of(settings))
    file = folder_of(settings) / now.astimezone(UTC).strftime(_NAME)
    engine = connect(database_url(settings, dry_run=False))
    try:
        made = backup(engine, file, cards, at=now, force=True)
    finally:
        engine.dispose()
    try:
        rehearse(file, now)
    except BotError:
        file.unlink(missing_ok=True)
        raise
    for _, old in existing(settings)[: -settings.keep_backups]:
        old.unlink(missing_ok=True)
    return made


def _clear(folder: Path) -> None:
    """Throw away what a program that was killed has left of a rehearsal."""
    for left in folder.glob(f"{_REHEARSAL}*"):
        shutil.rmtree(left, ignore_errors=True)


@contextmanager
def _rehearsal(folder: Path) -> Iterator[str]:
    try:
        with tempfile.TemporaryDirectory(prefix=_REHEARSAL, dir=folder) as name:
            yield name
    except OSError as error:
        raise OutputError(f"{folder}: {error.strerror}; the backup was not tried") from error


def rehearse(
    file: Path, now: datetime, restored: Callable[[Path], None] = lambda file: None
) -> None:
    """Restore a backup into an empty database that is thrown away.

    It lies beside the backup, where there is room for another: a temporary folder may be small, or
    none where a service is shut in. Raises StoreError where that fails, or rows are missing
    afterwards. ``restored`` is called with the database before it is thrown away.
    """
    held = inspect_backup(file)
    with _rehearsal(file.parent) as name:
        target = Path(name) / "bot.sqlite"
        engine = connect(sqlite_url(target))
        try:
            restore(engine, file, CardFolder(Path(name) / "cards"), at=now)
        finally:
            engine.dispose()
        there = inspect_backup(target)
        # A restore holds what waits, which adds to the log and to the notices.
        lost = [each for each, rows in held.rows.items() if there.rows.get(each, 0) < rows]
        if lost:
            raise StoreError(f"{file}: {', '.join(lost)} did not come back in a test of restoring")
        restored(target)
