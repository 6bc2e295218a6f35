"""The whole examination, in the order in which things are mended."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from bot.errors import BotError, OutputError, SettingsError, StoreError
from bot.operations.doctor import accounts, machine, people, sources
from bot.operations.doctor.findings import Check, Finding, Level, Patient, StoreCheck, wrong
from bot.settings import Settings
from bot.store.engine import connect
from bot.store.places import database_url, open_store
from bot.store.schema import version

__all__ = ["Finding", "Level", "examine"]

CHECKS: tuple[Check, ...] = (
    machine.clock,
    machine.files,
    machine.disk,
    machine.programs,
    sources.lists,
    sources.addresses,
    sources.choices,
    sources.manners,
    accounts.lists,
    accounts.names,
    accounts.timing,
    accounts.costs,
    accounts.pictures,
    machine.templates,
    machine.port,
    machine.backup,
    people.alerts,
    sources.reading,
)
STORE_CHECKS: tuple[StoreCheck, ...] = (
    people.damage,
    accounts.credentials,
    people.failing,
    people.team,
    people.queue,
)


def examine(
    load: Callable[[], Settings],
    *,
    file: Path | None,
    now: datetime,
    online: bool,
    checks: Sequence[Check] = CHECKS,
) -> Iterator[Finding]:
    """Everything that is wrong or may not be meant; settings that cannot be read alone.

    ``load`` reads the settings, ``file`` is where they stand. With ``online`` other machines are
    asked. ``checks`` come before those of the database. Nothing is changed, and nothing is posted.
    """
    try:
        settings = load()
    except SettingsError as error:
        yield from (wrong("settings", line) for line in str(error).splitlines())
        return
    patient = Patient(settings=settings, file=file, now=now, online=online)
    for check in checks:
        yield from check(patient)
    yield from _store(patient)


def _store(patient: Patient) -> Iterator[Finding]:
    """The database, where there is one already: an examination makes none."""
    try:
        if patient.settings.database_url is None and not _is_there(patient.settings):
            return
        with open_store(patient.settings, dry_run=False, upgrade=False) as store:
            for check in STORE_CHECKS:
                yield from check(patient, store)
    except (StoreError, OutputError) as error:
        yield wrong("DATABASE_URL", str(error))
    except BotError as error:
        yield wrong("database", str(error))


def _is_there(settings: Settings) -> bool:
    if not (settings.data / "bot.sqlite").is_file():
        return False
    engine = connect(database_url(settings, dry_run=False))
    try:
        return version(engine) is not None
    finally:
        engine.dispose()
