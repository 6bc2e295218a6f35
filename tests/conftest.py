"""What tests of more than one part need."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import Dialect

from bot.store import CardFolder, Store, sqlite_url
from tests.postgres import Postgres, running
from tests.sources.server import WebServer

# A slow machine is no fault of what is tested.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")

KEYS = ("a" * 42 + "E=", "b" * 42 + "E=")


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file of the newest schema, made once and only ever copied."""
    file = tmp_path_factory.mktemp("database") / "bot.sqlite"
    Store(sqlite_url(file)).close()
    return file


@pytest.fixture(scope="session")
def statements() -> Callable[[Store], None]:
    """Lets databases of one kind share their compiled statements, which cost more than the rest."""
    compiled: dict[object, object] = {}
    dialects: dict[str, Dialect] = {}

    def share(store: Store) -> None:
        engine = store._engine
        engine.dialect = dialects.setdefault(engine.dialect.name, engine.dialect)
        engine.update_execution_options(compiled_cache=compiled)

    return share


@pytest.fixture
def store(
    tmp_path: Path, empty_database: Path, statements: Callable[[Store], None]
) -> Iterator[Store]:
    """An empty database of the newest schema."""
    file = tmp_path / "bot.sqlite"
    shutil.copy(empty_database, file)
    with Store(sqlite_url(file), keys=KEYS) as opened:
        statements(opened)
        yield opened


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server, started for the tests that ask for it."""
    with running() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgres"])
def either_store(request: pytest.FixtureRequest) -> Iterator[Store]:
    """An empty database, of each kind."""
    if request.param == "sqlite":
        yield request.getfixturevalue("store")
        return
    postgres: Postgres = request.getfixturevalue("postgres")
    name = postgres.create()
    with Store(postgres.url(name), keys=KEYS) as opened:
        yield opened
    postgres.drop(name)


@pytest.fixture
def cards(tmp_path: Path) -> CardFolder:
    """An empty folder for cards."""
    return CardFolder(tmp_path / "cards")


@pytest.fixture
def web() -> Iterator[WebServer]:
    """A web server on loopback."""
    with WebServer() as running:
        yield running
