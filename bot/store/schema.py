"""Bringing a database to this program's schema, by the migrations that ship with it."""

from __future__ import annotations

from importlib.resources import files

from sqlalchemy import Connection, Engine, inspect, text

from bot.errors import StoreError
from bot.store.engine import name_of, reading, writing
from bot.store.tables import metadata

# The newest migration. Kept here so that opening a database of today need not load Alembic.
HEAD = "0012"


def upgrade(engine: Engine) -> None:
    """Make or migrate the tables, in one transaction.

    Raises StoreError, with nothing changed, for a database that a newer program has migrated.
    """
    with reading(engine) as connection:
        if _version(connection) == HEAD:
            return
    with writing(engine) as connection:
        version = _version(connection)
        refuse_unknown(version, name_of(engine))
        if version != HEAD:
            _migrate(connection)


def check(engine: Engine) -> None:
    """Raise StoreError unless the database has this program's schema; changes nothing."""
    with reading(engine) as connection:
        version = _version(connection)
    refuse_unknown(version, name_of(engine))
    if version is None:
        raise StoreError(f"database {name_of(engine)}: empty; `bot once` begins it")
    if version != HEAD:
        raise StoreError(
            f"database {name_of(engine)}: older than this program; "
            "`bot db upgrade` brings it up to date"
        )


def version(engine: Engine) -> str | None:
    """The schema of a database; None where it has none yet."""
    with reading(engine) as connection:
        return _version(connection)


def make(connection: Connection) -> None:
    """Make the tables in an empty database."""
    _migrate(connection)


def renumber(connection: Connection) -> None:
    """Let a PostgreSQL database count on from the rows that were put in with their numbers."""
    for table in metadata.sorted_tables:
        if "id" in table.c and inspect(connection).has_table(table.name):
            connection.execute(
                text(
                    f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), "
                    f"(SELECT coalesce(max(id), 0) + 1 FROM {table.name}), false)"
                )
            )


def wipe(connection: Connection) -> None:
    """Take this program's tables out of a PostgreSQL database, with all that is in them."""
    metadata.drop_all(connection)
    connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
    connection.execute(text("DROP FUNCTION IF EXISTS audit_append_only"))


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def refuse_unknown(version: str | None, name: str) -> None:
    """Raise StoreError for a schema that this program does not know."""
    known = {path.name[:4] for path in files("bot.store.migrations.versions").iterdir()}
    if version is not None and version not in known:
        raise StoreError(
            f"database {name}: made by a newer version of this program (schema {version}); "
            "install that version"
        )


def _migrate(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "bot.store:migrations")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
