"""The way to the database: one engine, read and write transactions, errors in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.pool import ConnectionPoolEntry

from bot.errors import OutputError, StoreError

BUSY_SECONDS = 10.0
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
        parsed = make_url(url)
        engine = create_engine(parsed)
    except (ArgumentError, NoSuchModuleError) as error:
        raise StoreError(
            "DATABASE_URL is no database URL; write one as sqlite:////srv/bot/bot.sqlite"
        ) from error
    except ModuleNotFoundError as error:
        raise StoreError(
            f"DATABASE_URL needs a driver that is not installed: {error.name}"
        ) from error
    if engine.dialect.name == "sqlite":
        if parsed.database:
            _make_folder(Path(parsed.database).parent)
        _set_up_sqlite(engine, busy_seconds)
    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees one state of the database and changes nothing."""
    with _plainly(engine), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that is alone in writing (SQLite), committed whole or not at all.

    Raises StoreError when the database is locked for too long, full, damaged or out of reach.
    """
    with _plainly(engine), engine.connect() as connection:
        connection = connection.execution_options(**{_WRITING: True})
        with connection.begin():
            yield connection


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
        writes = connection.get_execution_options().get(_WRITING)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: {error.strerror}; set DATA to a folder of yours") from error


# What SQLite says → what to say. The first that fits.
_SAID = (
    ("locked", "another program holds it; wait until that is done, then try again"),
    ("readonly", "it cannot be written; check who owns the file and its folder"),
    ("unable to open", "it cannot be opened; check who owns the file and its folder"),
    ("disk is full", "the disk is full; make room"),
    ("not a database", "this is no SQLite database; set DATABASE_URL or DATA to another place"),
    ("malformed", "it is damaged; restore it from a backup"),
)


@contextmanager
def _plainly(engine: Engine) -> Iterator[None]:
    """Turn what the driver says into one plain line. A broken constraint passes as it is."""
    try:
        yield
    except DBAPIError as error:
        from sqlalchemy.exc import IntegrityError

        if isinstance(error, IntegrityError):
            raise
        said = str(error.orig)
        mend = next((mend for words, mend in _SAID if words in said), said.splitlines()[0])
        raise StoreError(f"database {name_of(engine)}: {mend}") from error


def name_of(engine: Engine) -> str:
    """The database as it can be shown: the file, or the URL without its password."""
    if engine.dialect.name == "sqlite":
        return engine.url.database or "in memory"
    return engine.url.render_as_string(hide_password=True)
