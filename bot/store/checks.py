"""Whether a database is as it should be; every finding is one plain line with the mend."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, Engine, func, select, text

from bot.errors import StoreError
from bot.store import schema
from bot.store.cards import CardStore
from bot.store.engine import reading
from bot.store.listing import cards_of, open_posts
from bot.store.secrets import Secrets
from bot.store.tables import audit, metadata, posts, secrets

_RESTORE = "restore it from a backup"
_GUARDS = {
    "sqlite": ("sqlite_master", "name", ("audit_no_update", "audit_no_delete")),
    "postgresql": ("pg_trigger", "tgname", ("audit_append_only", "audit_no_truncate")),
}


def findings(engine: Engine, cards: CardStore, kept: Secrets) -> Iterator[str]:
    """What is wrong with a database and its cards; nothing when all is well.

    Raises StoreError for a database that cannot be read at all.
    """
    schema.check(engine)
    with reading(engine) as connection:
        if connection.dialect.name == "sqlite":
            yield from _pages(connection)
        yield from _tables(connection)
        yield from _guards(connection)
        yield from _log(connection)
        needed = cards_of(connection, open_posts())
        accounts = list(connection.scalars(select(secrets.c.account).distinct()))
    for sha256 in sorted(needed):
        try:
            cards.get(sha256)
        except StoreError as error:
            yield f"{error}; its posts are held when they are due: edit or reject them"
    for account in accounts:
        try:
            kept.credentials(account)
        except StoreError as error:
            yield str(error)


def _pages(connection: Connection) -> Iterator[str]:
    for (line,) in connection.exec_driver_sql("PRAGMA integrity_check(10)"):
        if line != "ok":
            yield f"damaged: {line}; {_RESTORE}"
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"a row of {row[0]} points to one of {row[2]} that is not there; {_RESTORE}"


def _tables(connection: Connection) -> Iterator[str]:
    """Whether the tables are as the migrations make them, and not changed by hand."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    def is_ours(name: str | None, kind: str, parents: object) -> bool:
        return kind != "table" or name in metadata.tables

    opts = {"compare_type": True, "include_name": is_ours}
    context = MigrationContext.configure(connection, opts=opts)
    for difference in compare_metadata(context, metadata):
        what = difference[0] if isinstance(difference, tuple) else difference[0][0]
        yield f"the tables differ from those of the program ({what}); {_RESTORE}"


def _guards(connection: Connection) -> Iterator[str]:
    table, column, names = _GUARDS[connection.dialect.name]
    there = set(connection.scalars(text(f"SELECT {column} FROM {table}")))
    for name in names:
        if name not in there:
            yield f"the audit log has lost its guard {name}; {_RESTORE}"


def _log(connection: Connection) -> Iterator[str]:
    """Posts whose state is not the one that the log says they came to."""
    last = select(func.max(audit.c.id)).group_by(audit.c.post_id)
    told = (
        select(posts.c.id, posts.c.state, audit.c.to_state)
        .join(audit, audit.c.post_id == posts.c.id, isouter=True)
        .where(audit.c.id.is_(None) | audit.c.id.in_(last))
        .where(audit.c.to_state.is_(None) | (audit.c.to_state != posts.c.state))
        .order_by(posts.c.id)
        .limit(10)
    )
    for row in connection.execute(told):
        said = row.to_state or "nothing"
        yield f"post {row.id} is {row.state}, and the audit log says {said}; look who changed it"


def sizes(engine: Engine) -> dict[str, int]:
    """How many rows each table has."""
    with reading(engine) as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in metadata.sorted_tables
        }
