"""SQLite databases of the newest schema, migrated once and then copied; and what stores share."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from sqlalchemy import Dialect
from sqlalchemy.engine import make_url

from bot.settings import Settings
from bot.store import Store, sqlite_url
from bot.store.places import database_url

_COMPILED: dict[object, object] = {}
_DIALECTS: dict[str, Dialect] = {}


@cache
def _newest() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "bot.sqlite"
        Store(sqlite_url(file)).close()
        return file.read_bytes()


def put(file: Path) -> str:
    """Put an empty database of the newest schema there, and return its address."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(_newest())
    return sqlite_url(file)


def begin(settings: Settings, *, dry_run: bool = False) -> None:
    """Put one where these settings keep theirs, unless it is there already."""
    file = Path(make_url(database_url(settings, dry_run=dry_run)).database or "")
    if not file.exists():
        put(file)


def share_statements(store: Store) -> Store:
    """Let databases of one kind share their compiled statements, which cost more than the rest."""
    engine = store._engine
    engine.dialect = _DIALECTS.setdefault(engine.dialect.name, engine.dialect)
    engine.update_execution_options(compiled_cache=_COMPILED)
    return store
