"""What tests of more than one part need."""

from __future__ import annotations

import gc
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from bot.store import CardFolder, Store
from tests import databases
from tests.postgres import Postgres, running
from tests.sources.server import WebServer

# A slow machine is no fault of what is tested.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")

KEYS = ("a" * 42 + "E=", "b" * 42 + "E=")


MEMORY = Path("/dev/shm")
ENOUGH = 4 << 30  # bytes; the tests leave less than a tenth of it at any time


def pytest_configure() -> None:
    """Write to memory where there is enough: nothing here outlives the tests, on a disk or off."""
    if "TMPDIR" in os.environ or not MEMORY.is_dir():
        return
    may_run_programs = not os.statvfs(MEMORY).f_flag & os.ST_NOEXEC
    if may_run_programs and shutil.disk_usage(MEMORY).free > ENOUGH:
        os.environ["TMPDIR"] = str(MEMORY)
        tempfile.tempdir = None


@pytest.fixture
def tmp_path(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of the test's own. No later test gets one of its name, as some caches go by that."""
    return tmp_path_factory.mktemp(re.sub(r"\W", "_", request.node.name)[:30])


def pytest_collection_finish() -> None:
    """Let the garbage collector look no more at the thousands of tests and modules, which stay."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty database of the newest schema."""
    with Store(databases.put(tmp_path / "bot.sqlite"), keys=KEYS) as opened:
        yield databases.share_statements(opened)


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
        yield databases.share_statements(opened)
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
