"""Bringing a database to this program's schema, by the migrations that ship with it."""

from __future__ import annotations

from importlib.resources import files

from sqlalchemy import Connection, Engine, inspect, text

from bot.errors import StoreError
from bot.store.engine import name_of, reading, writing

# The newest migration. Kept here so that opening a database of today need not load Alembic.
HEAD = "0007"


def upgrade(engine: Engine) -> None:
    """Make or migrate the tables, in one transaction.

    Raises StoreError, with nothing changed, for a database that a newer program has migrated.
    """
    with reading(engine) as connection:
        if _version(connection) == HEAD:
            return
    with writing(engine) as connection:
        version = _version(connection)
        _refuse_unknown(version, name_of(engine))
        if version != HEAD:
            _migrate(connection)


def check(engine: Engine) -> None:
    """Raise StoreError unless the database has this program's schema; changes nothing."""
    with reading(engine) as connection:
        version = _version(connection)
    _refuse_unknown(version, name_of(engine))
    if version != HEAD:
        raise StoreError(
            f"database {name_of(engine)}: older than this program; `bot once` brings it up to date"
        )


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def _refuse_unknown(version: str | None, name: str) -> None:
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
