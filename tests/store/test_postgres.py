"""The store on PostgreSQL: the contract, and what is PostgreSQL's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from bot.errors import StoreError
from bot.store import CardFolder, Store, sqlite_url
from bot.store.backup import backup, restore
from bot.store.engine import connect, reading, writing
from bot.store.tables import metadata
from tests import databases
from tests.conftest import KEYS
from tests.postgres import Postgres
from tests.queued import NOON, queue_one, queue_thread
from tests.store.backups import BackupContract
from tests.store.contracts import StoreContract
from tests.store.team import TeamContract


@pytest.fixture
def database(postgres: Postgres) -> Iterator[str]:
    """The name of an empty database of the newest schema."""
    name = postgres.create()
    yield name
    postgres.drop(name)


@pytest.fixture
def store(postgres: Postgres, database: str) -> Iterator[Store]:
    """That database, opened."""
    with Store(postgres.url(database), keys=KEYS) as opened:
        yield databases.share_statements(opened)


class TestPostgres(StoreContract):
    """The contract, on a server."""

    @pytest.fixture
    def url(self, postgres: Postgres, database: str) -> str:
        """The address of ``store``."""
        return postgres.url(database)


class TestPostgresTeam(TeamContract):
    """What the pages ask of it, on a server."""


@pytest.fixture
def other(postgres: Postgres) -> Iterator[str]:
    """The address of a database without a table."""
    name = postgres.create(like="template0")
    yield postgres.url(name)
    postgres.drop(name)


class TestPostgresBackups(BackupContract):
    """Backups, from server to server."""


def test_a_newsroom_that_grows_moves_to_a_server_and_back(
    tmp_path: Path, store: Store, other: str, cards: CardFolder
) -> None:
    post = queue_thread(store)
    made = backup(store._engine, tmp_path / "b.db", cards, at=NOON)
    small = connect(sqlite_url(tmp_path / "bot.sqlite"))
    restore(small, made.file, cards, at=NOON)
    back = backup(small, tmp_path / "c.db", cards, at=NOON)
    small.dispose()
    engine = connect(other)
    restore(engine, back.file, cards, at=NOON)
    engine.dispose()
    with Store(other) as restored:
        assert restored.queue.get(post.id).pieces == post.pieces
        assert restored.queue.get(post.id).variants == post.variants
        assert restored.queue.history(post.id)[:2] == store.queue.history(post.id)


def test_the_migrations_lead_to_the_tables(store: Store) -> None:
    with reading(store._engine) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_what_is_read_is_one_state_of_the_database(store: Store) -> None:
    with reading(store._engine) as connection:
        before = connection.exec_driver_sql("SELECT count(*) FROM posts").scalar()
        queue_one(store)
        assert connection.exec_driver_sql("SELECT count(*) FROM posts").scalar() == before
    with pytest.raises(StoreError, match="read-only"), reading(store._engine) as connection:
        connection.exec_driver_sql("DELETE FROM posts")


def test_a_server_that_restarts_is_not_noticed(
    store: Store, postgres: Postgres, database: str
) -> None:
    post = queue_one(store)
    postgres.hang_up(database)
    assert store.queue.get(post.id) == post


def test_a_server_that_is_gone_is_one_line_until_it_is_back(
    store: Store, postgres: Postgres, database: str
) -> None:
    post = queue_one(store)
    with postgres.gone(database):
        for _ in range(2):
            with pytest.raises(StoreError, match="it cannot be reached") as failure:
                store.queue.get(post.id)
            assert "\n" not in str(failure.value)
    assert store.queue.get(post.id) == post


def test_another_writer_is_waited_for_and_then_named(
    store: Store, postgres: Postgres, database: str
) -> None:
    queue_one(store)
    hasty = connect(postgres.url(database), busy_seconds=0.05)
    with writing(store._engine) as first:
        first.exec_driver_sql("UPDATE posts SET reason = 'mine'")
        with pytest.raises(StoreError, match="another program holds it"), writing(hasty) as second:
            second.exec_driver_sql("UPDATE posts SET reason = 'mine'")
    hasty.dispose()


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_an_address_needs_no_driver(postgres: Postgres, database: str, scheme: str) -> None:
    url = postgres.url(database).replace("postgresql", scheme, 1)
    with Store(url) as store:
        assert store.queue.counts() == {}


def test_a_database_that_does_not_exist_is_named(postgres: Postgres) -> None:
    with pytest.raises(StoreError, match='database "nosuch" does not exist') as failure:
        Store(postgres.url("nosuch"))
    assert "\n" not in str(failure.value)
