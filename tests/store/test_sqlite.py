"""The store on SQLite: the contract, and what is SQLite's own."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from bot.errors import OutputError, StoreError
from bot.model import State
from bot.store import CardFolder, Store, schema, sqlite_url
from bot.store.backup import backup, restore
from bot.store.engine import connect, reading, writing
from bot.store.tables import metadata
from tests.queued import NOON, queue_one
from tests.store import many
from tests.store.backups import BackupContract
from tests.store.contracts import StoreContract
from tests.store.team import TeamContract

LEASE = timedelta(minutes=5)


class TestSqlite(StoreContract):
    """The contract, on a file."""

    @pytest.fixture
    def url(self, tmp_path: Path) -> str:
        """The address of ``store``."""
        return sqlite_url(tmp_path / "bot.sqlite")


class TestSqliteTeam(TeamContract):
    """What the pages ask of it, on a file."""


class TestSqliteBackups(BackupContract):
    """Backups, from file to file."""

    @pytest.fixture
    def other(self, tmp_path: Path) -> str:
        """The address of a database that is not there yet."""
        return sqlite_url(tmp_path / "other" / "bot.sqlite")


def test_a_damaged_database_is_put_aside_for_its_backup(
    store: Store, cards: CardFolder, tmp_path: Path
) -> None:
    post = queue_one(store)
    made = backup(store._engine, tmp_path / "b.db", cards, at=NOON)
    store.close()
    file = tmp_path / "bot.sqlite"
    file.write_bytes(b"no database at all, but long enough to look like one " * 200)
    engine = connect(sqlite_url(file))
    with pytest.raises(StoreError, match="say --force"):
        restore(engine, made.file, cards, at=NOON)
    restore(engine, made.file, cards, at=NOON, force=True)
    engine.dispose()
    with Store(sqlite_url(file)) as restored:
        assert restored.queue.get(post.id).text == post.text
    assert (tmp_path / "bot.sqlite.damaged").is_file()


def test_a_database_is_replaced_under_those_who_read_it(
    store: Store, cards: CardFolder, tmp_path: Path
) -> None:
    post = queue_one(store)
    made = backup(store._engine, tmp_path / "b.db", cards, at=NOON)
    later = queue_one(store, number=2)
    engine = connect(sqlite_url(tmp_path / "bot.sqlite"))
    restore(engine, made.file, cards, at=NOON, force=True)
    engine.dispose()
    assert store.queue.get(post.id).state is State.HELD
    with pytest.raises(StoreError, match="there is no post"):
        store.queue.get(later.id)


def test_a_power_cut_takes_no_commit_back(store: Store) -> None:
    with reading(store._engine) as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_the_migrations_lead_to_the_tables(store: Store) -> None:
    with reading(store._engine) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    config = Config()
    config.set_main_option("script_location", "bot.store:migrations")
    assert ScriptDirectory.from_config(config).get_current_head() == schema.HEAD


def test_what_was_queued_is_there_after_a_restart(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "new" / "folder" / "bot.sqlite")
    with Store(url) as first:
        post = queue_one(first)
    with Store(url) as second:
        assert second.queue.get(post.id) == post


def test_a_newer_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "bot.sqlite"
    Store(sqlite_url(file)).close()
    with sqlite3.connect(file) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match="made by a newer version") as failure:
        Store(sqlite_url(file))
    assert "\n" not in str(failure.value)


def test_looking_makes_no_tables(tmp_path: Path) -> None:
    file = tmp_path / "bot.sqlite"
    sqlite3.connect(file).close()
    with pytest.raises(StoreError, match="empty"):
        Store(sqlite_url(file), upgrade=False)
    assert sqlite3.connect(file).execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)


def test_another_writer_is_waited_for_and_then_named(tmp_path: Path, store: Store) -> None:
    engine = connect(sqlite_url(tmp_path / "bot.sqlite"), busy_seconds=0.05)
    with (
        writing(store._engine),
        pytest.raises(StoreError, match=r"bot\.sqlite: another program holds it"),
        writing(engine),
    ):
        pass


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    file = tmp_path / "bot.sqlite"
    file.write_bytes(b"no database at all, but long enough to look like one " * 20)
    with pytest.raises(StoreError, match="no SQLite database"):
        Store(sqlite_url(file))


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(OutputError, match="set DATA to a folder of yours"):
        Store(sqlite_url(tmp_path / "data" / "bot.sqlite"))


def test_a_folder_that_cannot_be_written() -> None:
    with pytest.raises(StoreError, match="it cannot be opened"):
        Store(sqlite_url(Path("/proc/bot.sqlite")))  # nobody may write there, not even root


@pytest.mark.parametrize("url", ["nonsense", "nosuch://x/y", "sqlite:///{folder}"])
def test_an_address_of_no_database(tmp_path: Path, url: str) -> None:
    with pytest.raises(StoreError) as failure:
        Store(url.format(folder=tmp_path))
    assert "\n" not in str(failure.value)


def test_a_password_is_not_shown() -> None:
    with pytest.raises(StoreError) as failure:
        Store("postgresql+nosuchdriver://bot:marked-password@127.0.0.1:1/bot")
    assert "marked-password" not in str(failure.value)


def instructions(store: Store, ask: Callable[[], object]) -> int:
    """How many hundred instructions SQLite's machine runs to answer: the same at every run."""
    steps = [0]

    def count() -> None:
        steps[0] += 1

    with store._engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        raw.set_progress_handler(count, 100)
    ask()
    with store._engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        raw.set_progress_handler(None, 0)
    return steps[0]


def test_what_is_done_with_costs_nothing(tmp_path: Path) -> None:
    work: list[dict[str, int]] = []
    for rows in (100, 20_000):
        with Store(sqlite_url(tmp_path / f"{rows}.sqlite")) as store:
            many.fill(store, rows)
            asked: dict[str, Callable[[], object]] = {
                "claim": lambda: store.leases.claim({"main", "paused"}, NOON, LEASE),
                "unclear": lambda: store.leases.claim_unclear({"main"}, NOON, LEASE),
                "lapse": lambda: store.leases.lapse(NOON),
                "expire": lambda: store.queue.expire(NOON),
                "spent": lambda: store.leases.spent("main", NOON),
            }
            work.append({name: instructions(store, ask) for name, ask in asked.items()})
    few, more = work
    assert few["claim"] > 0
    assert {name: more[name] <= 2 * few[name] + 5 for name in few} == dict.fromkeys(few, True)
