"""The way to the database: one engine, read and write transactions, errors in plain words."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, NoSuchModuleError
from sqlalchemy.pool import ConnectionPoolEntry

from bot.errors import OutputError, StoreError

BUSY_SECONDS = 30.0
_TURN_MS = 100
_WRITING = "bot_writing"


def sqlite_url(file: Path) -> str:
    """The URL of a SQLite database in ``file``."""
    return f"sqlite:///{file.as_posix()}"


def connect(url: str, *, busy_seconds: float = BUSY_SECONDS) -> Engine:
    """An engine for the database at ``url``; a SQLite file's folder is made.

    ``busy_seconds`` is how long a writer waits for another. Raises StoreError for a URL that names
    no database that can be used here, OutputError for a folder that cannot be made.
    """
    try:
        parsed = _with_driver(make_url(url))
        engine = create_engine(parsed, **_OPTIONS.get(parsed.get_backend_name(), {}))
    except (ArgumentError, NoSuchModuleError) as error:
        raise StoreError(
            "DATABASE_URL is no database URL; write one as sqlite:////srv/bot/bot.sqlite "
            "or postgresql://bot:password@host/bot"
        ) from error
    except ModuleNotFoundError as error:
        raise StoreError(
            f"DATABASE_URL needs {error.name}, which is not installed; for PostgreSQL: "
            "pip install 'newsroom-bot[postgres]'"
        ) from error
    match engine.dialect.name:
        case "sqlite":
            if parsed.database:
                _make_folder(Path(parsed.database).parent)
            _set_up_sqlite(engine, busy_seconds)
        case "postgresql":
            _set_up_postgres(engine, busy_seconds)
        case other:
            raise StoreError(f"DATABASE_URL names {other}; the bot keeps to SQLite or PostgreSQL")
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees one state of the database and changes nothing."""
    with _plainly(engine), engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection = connection.execution_options(
                isolation_level="REPEATABLE READ", postgresql_readonly=True
            )
        with connection.begin():
            yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes, committed whole or not at all.

    On SQLite it is alone in writing; on PostgreSQL, whoever reads a row to change it must lock it
    (``with_for_update``, which SQLite ignores). Raises StoreError when the database is locked for
    too long, full, damaged or out of reach.
    """
    with _plainly(engine), engine.connect() as connection:
        connection = connection.execution_options(**{_WRITING: True})
        with connection.begin():
            yield connection


def put(
    connection: Connection, table: Table, key: Mapping[str, object], values: Mapping[str, object]
) -> None:
    """Insert a row, or change the one that has its primary key already, whoever else does too."""
    insert = _insert(connection, table).values({**key, **values})
    connection.execute(insert.on_conflict_do_update(index_elements=list(key), set_=dict(values)))


def add_once(connection: Connection, table: Table, row: Mapping[str, object]) -> bool:
    """Insert a row unless one with the same unique key is there; whether it was inserted."""
    first = next(iter(table.primary_key))
    insert = _insert(connection, table).values(row).on_conflict_do_nothing()
    return connection.execute(insert.returning(first)).first() is not None


def add_missing(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Insert those of ``rows`` whose unique keys are not there, whoever else adds some too."""
    if rows:
        insert = _insert(connection, table).on_conflict_do_nothing()
        connection.execute(insert, [dict(row) for row in rows])


def _insert(connection: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An INSERT of the kind that may meet a row."""
    on_postgres = connection.dialect.name == "postgresql"
    return postgresql.insert(table) if on_postgres else sqlite.insert(table)


# A connection that the server has closed in the meantime is replaced before it is used, and one
# that has fallen silent is given up after half a minute instead of two hours.
_OPTIONS: dict[str, dict[str, Any]] = {
    "postgresql": {
        "pool_pre_ping": True,
        "connect_args": {
            "connect_timeout": 10,
            "keepalives_idle": 15,
            "keepalives_interval": 5,
            "keepalives_count": 3,
            "tcp_user_timeout": 30_000,
        },
    }
}


def _with_driver(url: URL) -> URL:
    """The URL with the one driver that is used here, also where it is written ``postgres://``."""
    if url.drivername in ("postgres", "postgresql"):
        return url.set(drivername="postgresql+psycopg")
    return url


def _set_up_sqlite(engine: Engine, busy_seconds: float) -> None:
    """WAL, foreign keys, and transactions that begin when we say so.

    ``synchronous=FULL``: with less, a power cut could take back a commit of "about to send", and
    the post would be sent twice. A writer takes its lock at BEGIN, because a reader that turns
    writer halfway is refused at once, whatever the timeout (sqlite.org/isolation.html).
    """

    @event.listens_for(engine, "connect")
    def _on_connect(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            f"busy_timeout={int(busy_seconds * 1000)}",
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        if connection.get_execution_options().get(_WRITING):
            _begin_writing(connection, busy_seconds)
        else:
            connection.exec_driver_sql("BEGIN")


def _begin_writing(connection: Connection, busy_seconds: float) -> None:
    """Wait for the write lock in short turns.

    SQLite's own waiting polls ever more rarely, up to ten times a second, and so starves where
    many processes write all the time (sqlite.org/src, sqliteDefaultBusyCallback); each turn here
    begins again with milliseconds.
    """
    raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    until = time.monotonic() + busy_seconds
    turn = min(_TURN_MS, int(busy_seconds * 1000))
    raw.execute(f"PRAGMA busy_timeout={turn}")
    try:
        while time.monotonic() < until:
            try:
                raw.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                    break
            else:
                return
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # whose error is told in plain words
    finally:
        raw.execute(f"PRAGMA busy_timeout={int(busy_seconds * 1000)}")


def _set_up_postgres(engine: Engine, busy_seconds: float) -> None:
    """Times in UTC, a limit to waiting for a lock, and commits that are on disk when they are said.

    A server may be set to answer before a commit is on its disk; "about to send" must not be taken
    back, so that is switched off here.
    """

    @event.listens_for(engine, "connect")
    def _on_connect(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        for setting in (
            "TIME ZONE 'UTC'",
            f"lock_timeout = {int(busy_seconds * 1000)}",
            "synchronous_commit = on",
        ):
            cursor.execute(f"SET {setting}")
        cursor.close()
        connection.commit()


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: {error.strerror}; set DATA to a folder of yours") from error


# What SQLite or PostgreSQL says → what to say. The first that fits.
_SAID = (
    ("locked", "another program holds it; wait until that is done, then try again"),
    ("lock timeout", "another program holds it; wait until that is done, then try again"),
    ("deadlock", "another program holds it; wait until that is done, then try again"),
    ("readonly", "it cannot be written; check who owns the file and its folder"),
    ("unable to open", "it cannot be opened; check who owns the file and its folder"),
    ("disk is full", "the disk is full; make room"),
    ("not a database", "this is no SQLite database; set DATABASE_URL or DATA to another place"),
    ("malformed", "it is damaged; restore it from a backup"),
    ("authentication failed", "it refuses the user or the password; check DATABASE_URL"),
    ("No space left", "the server's disk is full; make room"),
    ("too many clients", "the server has no connection left; raise its max_connections"),
    ("shutting down", "it cannot be reached: the server is shutting down"),
    ("starting up", "it cannot be reached: the server is starting up"),
    ("terminating connection", "it cannot be reached: the server ended the connection"),
)


@contextmanager
def _plainly(engine: Engine) -> Iterator[None]:
    """Turn what the driver says into one plain line. A broken constraint passes as it is."""
    try:
        yield
    except DBAPIError as error:
        if isinstance(error, IntegrityError):
            raise
        mend = _mend(str(error.orig))
        raise StoreError(f"database {name_of(engine)}: {mend}") from error


def _mend(said: str) -> str:
    mend = next((mend for words, mend in _SAID if words in said), None)
    if mend:
        return mend
    told = [line.rpartition("FATAL:")[2].strip() or line for line in said.splitlines()]
    if "connection" in said and "FATAL:" not in said:
        return f"it cannot be reached: {told[0]}"
    return told[0]


def name_of(engine: Engine) -> str:
    """The database as it can be shown: the file, or the URL without its password."""
    if engine.dialect.name == "sqlite":
        return engine.url.database or "in memory"
    return engine.url.render_as_string(hide_password=True)
