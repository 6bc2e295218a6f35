"""Backups: one SQLite file that holds everything, whichever database it was made of.

A SQLite database is copied page by page while it is in use, a PostgreSQL one row by row in one
snapshot. Cards that posts still need go into the same file. Secrets stay encrypted; the key is not
in it.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, func, insert, inspect, literal, select

from bot.errors import OutputError, StoreError
from bot.store import schema
from bot.store.cards import CardStore
from bot.store.engine import BUSY_SECONDS, connect, name_of, reading, sqlite_url, writing
from bot.store.tables import metadata

_OWN = "CREATE TABLE backup_info (name TEXT PRIMARY KEY, value TEXT NOT NULL)"
_CARDS = "CREATE TABLE backup_cards (sha256 TEXT PRIMARY KEY, data BLOB NOT NULL)"
_AT_ONCE = 500  # rows


@dataclass(frozen=True, kw_only=True, slots=True)
class Backup:
    """What a backup holds. ``rows`` are counted by table; ``made_at`` is None for a plain copy."""

    file: Path
    bytes: int
    made_at: datetime | None
    schema: str
    rows: Mapping[str, int]
    cards: int


# --- making ------------------------------------------------------------------------------


def backup(
    engine: Engine, file: Path, cards: CardStore, *, at: datetime, force: bool = False
) -> Backup:
    """Write a backup to ``file`` and read it back before it takes its name.

    Cards that are lost or damaged are left out: ``bot db check`` names them. Raises OutputError for
    a file that is there already (without ``force``) or cannot be written, StoreError for a database
    that cannot be read.
    """
    _check_place(engine, file, force=force)
    schema.check(engine)
    with _beside(file) as draft:
        with reading(engine) as source:
            rows = _counts(source)
            needed = _needed_cards(source)
            if engine.dialect.name == "sqlite":
                _copy_pages(source, draft)
            else:
                _copy_rows_out(source, draft)
        _add_cards(draft, needed, cards, at)
        made = inspect_backup(draft)
        if made.rows != rows:
            raise StoreError(f"{file}: the backup does not hold what was read; it was not kept")
        draft.replace(file)
    return inspect_backup(file)


def _check_place(engine: Engine, file: Path, *, force: bool) -> None:
    """A backup that took the database's place would take it from whoever is writing to it."""
    own = engine.url.database if engine.dialect.name == "sqlite" else None
    if own and file.resolve() == Path(own).resolve():
        raise OutputError(f"{file} is the database itself; name another file")
    if file.is_dir():
        raise OutputError(f"{file} is a folder; name a file in it")
    if file.exists() and not force:
        raise OutputError(f"{file} is there already; name another file or say --force")


def inspect_backup(file: Path) -> Backup:
    """What a backup holds. Raises StoreError for a file that is none, or is damaged."""
    try:
        with closing(_open(file)) as raw:
            if raw.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise StoreError(f"{file}: damaged; take another backup")
            if raw.execute("PRAGMA foreign_key_check").fetchone() is not None:
                raise StoreError(f"{file}: damaged: rows point nowhere; take another backup")
            names = {name for (name,) in raw.execute("SELECT name FROM sqlite_master")}
            if "alembic_version" not in names:
                raise StoreError(f"{file}: no backup of this program")
            (version,) = raw.execute("SELECT version_num FROM alembic_version").fetchone()
            tables = [table.name for table in metadata.sorted_tables if table.name in names]
            rows = {name: _count(raw, name) for name in tables}
            made_at = _made_at(raw) if "backup_info" in names else None
            cards = _count(raw, "backup_cards") if "backup_cards" in names else 0
    except sqlite3.DatabaseError as error:
        raise StoreError(f"{file}: no backup that can be read ({error})") from error
    return Backup(
        file=file,
        bytes=file.stat().st_size,
        made_at=made_at,
        schema=version,
        rows=rows,
        cards=cards,
    )


def _copy_pages(source: Connection, draft: Path) -> None:
    """Copy a SQLite database as the transaction sees it, whoever writes to it meanwhile."""
    raw = source.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    with closing(sqlite3.connect(draft)) as target:
        raw.backup(target)


def _copy_rows_out(source: Connection, draft: Path) -> None:
    engine = connect(sqlite_url(draft))
    try:
        schema.upgrade(engine)
        with writing(engine) as target:
            _copy_rows(source, target)
    finally:
        engine.dispose()


def _copy_rows(source: Connection, target: Connection) -> None:
    for table in metadata.sorted_tables:
        found = source.execution_options(yield_per=_AT_ONCE).execute(select(table))
        for some in found.mappings().partitions(_AT_ONCE):
            target.execute(insert(table), [dict(row) for row in some])


def _needed_cards(source: Connection) -> frozenset[str]:
    """The cards of posts that may still go out; those of the others are only looked at."""
    from bot.store.listing import cards_of, open_posts

    return cards_of(source, open_posts())


def _add_cards(draft: Path, needed: frozenset[str], cards: CardStore, at: datetime) -> None:
    with closing(sqlite3.connect(draft)) as raw, raw:
        raw.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
        raw.execute("DROP TABLE IF EXISTS backup_info")
        raw.execute("DROP TABLE IF EXISTS backup_cards")
        raw.execute(_OWN)
        raw.execute(_CARDS)
        made = at.astimezone(UTC).isoformat()
        raw.execute("INSERT INTO backup_info VALUES ('made_at', ?)", (made,))
        for sha256 in sorted(needed):
            try:
                data = cards.get(sha256)
            except StoreError:
                continue
            raw.execute("INSERT INTO backup_cards VALUES (?, ?)", (sha256, data))


# --- putting back ------------------------------------------------------------------------


def restore(
    engine: Engine, file: Path, cards: CardStore, *, at: datetime, force: bool = False
) -> Backup:
    """Put a backup in place of the database, whole or not at all; older schemas are brought up.

    What waits in it is held: it may have gone out since the backup was made. Raises StoreError for
    a file that is no backup, and for a database that is not empty, without ``force``.
    """
    found = inspect_backup(file)
    schema.refuse_unknown(found.schema, str(file))
    if not force and not _is_empty(engine):
        raise StoreError(
            f"database {name_of(engine)} is not empty; say --force to replace all that is in it"
        )
    # Beside the database there is room for it; a temporary folder may be small, or none.
    own = engine.url.database if engine.dialect.name == "sqlite" else None
    place = Path(own).absolute().parent if own else None
    with _told(file), tempfile.TemporaryDirectory(prefix=".restore-", dir=place) as folder:
        draft = Path(folder) / "bot.sqlite"
        with closing(_open(file)) as source, closing(sqlite3.connect(draft)) as target:
            source.backup(target)
        _keep_cards(draft, cards)
        copy = connect(sqlite_url(draft))
        try:
            schema.upgrade(copy)
            _hold_everything(copy, found.made_at, at)
            _put_in_place(copy, draft, engine)
        finally:
            copy.dispose()
    return found


@contextmanager
def _told(file: Path) -> Iterator[None]:
    """A full disk and the like, in plain words."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise StoreError(f"{file}: it could not be restored ({error})") from error


def _keep_cards(draft: Path, cards: CardStore) -> None:
    with closing(sqlite3.connect(draft)) as raw, raw:
        names = {name for (name,) in raw.execute("SELECT name FROM sqlite_master")}
        if "backup_cards" in names:
            for (data,) in raw.execute("SELECT data FROM backup_cards"):
                cards.put(data)
        for name in names & {"backup_cards", "backup_info"}:
            raw.execute(f"DROP TABLE {name}")


def _hold_everything(copy: Engine, made_at: datetime | None, at: datetime) -> None:
    from bot.store.restored import hold_everything

    with writing(copy) as connection:
        hold_everything(connection, made_at, at)


def _put_in_place(copy: Engine, draft: Path, engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        copy.dispose()
        _replace_pages(draft, engine)
        return
    with reading(copy) as source, writing(engine) as target:
        schema.wipe(target)
        schema.make(target)
        _copy_rows(source, target)
        schema.renumber(target)


def _replace_pages(draft: Path, engine: Engine) -> None:
    """Replace a SQLite database as one write that its readers see whole.

    One that is too damaged to be written to is put aside first.
    """
    assert engine.url.database is not None
    file = Path(engine.url.database)
    with closing(sqlite3.connect(draft)) as source:
        try:
            with closing(sqlite3.connect(file, timeout=BUSY_SECONDS)) as target:
                source.backup(target)
        except sqlite3.OperationalError as error:
            raise StoreError(f"database {file}: {error}; stop the bot, then try again") from error
        except sqlite3.DatabaseError:
            for each in (file, Path(f"{file}-wal"), Path(f"{file}-shm")):
                if each.exists():
                    each.rename(f"{each}.damaged")
            with closing(sqlite3.connect(file)) as target:
                source.backup(target)


def _is_empty(engine: Engine) -> bool:
    """Whether a database has no row of ours; one that cannot be read may have some."""
    try:
        with reading(engine) as connection:
            there = set(inspect(connection).get_table_names())
            return not any(
                connection.execute(select(literal(1)).select_from(table).limit(1)).first()
                for table in metadata.sorted_tables
                if table.name in there
            )
    except StoreError:
        if engine.dialect.name == "sqlite":
            return False
        raise


# --- both --------------------------------------------------------------------------------


def _counts(connection: Connection) -> dict[str, int]:
    return {
        table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in metadata.sorted_tables
    }


def _count(raw: sqlite3.Connection, table: str) -> int:
    (count,) = raw.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(count)


def _made_at(raw: sqlite3.Connection) -> datetime | None:
    row = raw.execute("SELECT value FROM backup_info WHERE name = 'made_at'").fetchone()
    return datetime.fromisoformat(row[0]) if row else None


def _open(file: Path) -> sqlite3.Connection:
    if not file.is_file():
        raise StoreError(f"{file}: there is no such file")
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)


@contextmanager
def _beside(file: Path) -> Iterator[Path]:
    """A draft beside ``file``, for its owner's eyes only, gone again unless it took its name."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, suffix=".part")
    except OSError as error:
        raise OutputError(f"{file.parent}: {error.strerror}; name another folder") from error
    os.close(handle)
    draft = Path(name)
    try:
        yield draft
    except (sqlite3.OperationalError, OSError) as error:
        raise OutputError(f"{file}: it could not be written ({error})") from error
    finally:
        for each in (draft, Path(f"{name}-wal"), Path(f"{name}-shm"), Path(f"{name}-journal")):
            each.unlink(missing_ok=True)
