"""A database of every schema there was, with something in every table: ``schemas/NNNN.sql``.

``python -m tests.store.released`` writes those that are not there yet, by the migrations as they
are. What is there is never written again: somebody may have such a database.
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from importlib.resources import files
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from bot.model import fingerprint
from bot.store import sqlite_url
from bot.store.engine import connect, reading, writing
from bot.store.schema import renumber

FOLDER = Path(__file__).parent / "schemas"
DAY, NEXT = "2026-03-02 12:00:00.000000", "2026-03-03 12:00:00.000000"
CARD = {"template": "quote", "format": "landscape", "sha256": "a" * 64, "alt_text": "Ada"}
TEXT = "« Oui »\n— Ada Martin\n\nhttps://journal.example.com/1"
APPROVED = fingerprint("main", TEXT, "Ada Martin", f"{'a' * 64} Ada")
STATES = ("approved", "approved", "pending", "held", "published", "uncertain")

Row = dict[str, object]


def revisions() -> list[str]:
    """Every schema, the oldest first."""
    folder = files("bot.store.migrations.versions")
    return sorted(path.name[:4] for path in folder.iterdir() if path.name[:4].isdecimal())


def migrate(engine: sa.Engine, schema: str) -> None:
    """Bring a database up to an earlier schema."""
    with writing(engine) as connection:
        config = Config()
        config.set_main_option("script_location", "bot.store:migrations")
        config.attributes["connection"] = connection
        command.upgrade(config, schema)


def load(file: Path, schema: str) -> None:
    """Make the SQLite database of a schema."""
    with closing(sqlite3.connect(file)) as raw:
        raw.executescript((FOLDER / f"{schema}.sql").read_text(encoding="utf-8"))


def load_into(engine: sa.Engine, schema: str) -> None:
    """Fill an empty PostgreSQL database of a schema with the rows of that schema's file."""
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "old.sqlite"
        load(file, schema)
        old = connect(sqlite_url(file))
        with reading(old) as source, writing(engine) as target:
            _copy(source, target)
            renumber(target)
        old.dispose()


def _copy(source: sa.Connection, target: sa.Connection) -> None:
    there, here = sa.MetaData(), sa.MetaData()
    there.reflect(source)
    here.reflect(target)
    for table in there.sorted_tables:
        if table.name == "alembic_version":
            continue
        for row in source.execute(sa.select(table)).mappings():
            given = {name: value for name, value in row.items() if value is not None}
            target.execute(sa.insert(here.tables[table.name]).values(given))


# --- what is in them -----------------------------------------------------------------------


def rows_of_0001() -> Iterator[tuple[str, Row]]:
    """An article with a post in each of several states, the second approval void; a feed."""
    yield (
        "feeds",
        {
            "source": "front",
            "url": "https://journal.example.com/feed",
            "polled_at": DAY,
            "next_poll_at": DAY,
            "failures": 0,
        },
    )
    yield (
        "articles",
        {
            "id": 1,
            "key": "k",
            "source": "a",
            "url": "https://journal.example.com/1",
            "title": "Oui",
            "language": "fr",
            "kind": "article",
            "summary_points": [],
            "text": "Ada Martin : « Oui »",
            "sha256": "b" * 64,
            "fetched_at": DAY,
            "created_at": DAY,
        },
    )
    yield (
        "entries",
        {
            "id": 1,
            "source": "front",
            "key": "1",
            "url": "https://journal.example.com/1",
            "title": "Oui",
            "first_seen_at": DAY,
            "state": "drafted",
            "attempts": 1,
            "article_id": 1,
        },
    )
    for number, state in enumerate(STATES, start=1):
        yield from _post(number, state)


def _post(number: int, state: str) -> Iterator[tuple[str, Row]]:
    approved = state in ("approved", "published", "uncertain")
    yield (
        "posts",
        {
            "id": number,
            "article_id": 1,
            "account": "main",
            "platform": "x",
            "kind": "quote",
            "language": "fr",
            "text": TEXT,
            "link": "https://journal.example.com/1",
            "alt_text": "Ada Martin",
            "cards": [CARD],
            "notes": ["a note"],
            "content_key": fingerprint(TEXT, str(number)),
            "state": state,
            "due_at": DAY,
            "expires_at": NEXT,
            "created_at": DAY,
            "attempts": 0,
            **(
                {
                    "approved_by": "Ada",
                    "approved_at": DAY,
                    "approved_sha256": APPROVED if number != 2 else "d" * 64,
                }
                if approved
                else {}
            ),
        },
    )
    yield (
        "audit",
        {
            "id": number,
            "post_id": number,
            "at": DAY,
            "actor": "Ada",
            "from_state": "draft",
            "to_state": state,
            "content_sha256": "c" * 64,
        },
    )
    if state == "published":
        yield (
            "publications",
            {
                "id": 1,
                "post_id": number,
                "remote_id": "17",
                "request_sha256": "f" * 64,
                "sent_at": DAY,
                "dry_run": 0,
            },
        )


ROWS: dict[str, Sequence[tuple[str, Row]]] = {
    "0001": [*rows_of_0001()],
    "0003": [("pauses", {"id": 1, "account": "other", "at": DAY, "actor": "Ada"})],
    "0005": [
        (
            "steps",
            {
                "post_id": 6,
                "name": "post:1",
                "request_sha256": "f" * 64,
                "tries": 1,
                "began_at": DAY,
            },
        ),
        ("rests", {"account": "other", "until": NEXT, "failures": 2, "reason": "503"}),
    ],
    "0006": [
        ("secrets", {"account": "main", "name": "memory:m", "value": "x", "changed_at": DAY}),
        (
            "account_facts",
            {"account": "main", "name": "@journal", "limits": {}, "notes": [], "tested_at": DAY},
        ),
        ("notices", {"id": 1, "key": "k", "kind": "test", "at": DAY, "post_id": 5, "text": "t"}),
    ],
    "0007": [
        (
            "revisions",
            {
                "id": 1,
                "article_id": 1,
                "replaced_at": DAY,
                "title": "Non",
                "summary_points": [],
                "text": "Ada Martin : « Non »",
                "sha256": "e" * 64,
            },
        ),
        ("chores", {"name": "cards", "done_at": DAY}),
    ],
    "0008": [
        ("users", {"id": 1, "name": "ada", "role": "admin", "created_at": DAY}),
        (
            "sessions",
            {
                "token_sha256": "1" * 64,
                "user_id": 1,
                "created_at": DAY,
                "seen_at": DAY,
                "agent": "a browser",
            },
        ),
        (
            "invitations",
            {"token_sha256": "2" * 64, "user_id": 1, "created_at": DAY, "expires_at": NEXT},
        ),
        (
            "api_keys",
            {"id": 1, "user_id": 1, "name": "cms", "token_sha256": "3" * 64, "created_at": DAY},
        ),
        ("throttles", {"key": "name:ada", "failures": 1, "failed_at": DAY}),
        ("comments", {"id": 1, "post_id": 3, "at": DAY, "actor": "ada", "text": "Look"}),
        (
            "first_approvals",
            {"post_id": 3, "at": DAY, "actor": "ada", "seen_sha256": "4" * 64},
        ),
        (
            "decision_links",
            {
                "token_sha256": "5" * 64,
                "post_id": 3,
                "action": "approve",
                "channel": "chat",
                "seen_sha256": "4" * 64,
                "created_at": DAY,
                "expires_at": NEXT,
            },
        ),
        ("cursors", {"name": "chat", "audit_id": 1}),
    ],
    "0009": [("alerts", {"key": "disk", "kind": "disk", "since": DAY, "text": "full"})],
}


def dumps(file: Path) -> Iterator[tuple[str, str]]:
    """A new database at each schema on its way to the newest, filled as it goes: its dumps."""
    engine = connect(sqlite_url(file))
    for schema in revisions():
        migrate(engine, schema)
        for table, row in ROWS.get(schema, ()):
            _insert(engine, table, row)
        with closing(sqlite3.connect(file)) as raw:
            yield schema, "\n".join(raw.iterdump()) + "\n"
    engine.dispose()


def _insert(engine: sa.Engine, table: str, row: Row) -> None:
    plain = {
        name: json.dumps(value) if isinstance(value, list | dict) else value
        for name, value in row.items()
    }
    marks = ", ".join(f":{name}" for name in plain)
    with writing(engine) as connection:
        connection.execute(
            sa.text(f"INSERT INTO {table} ({', '.join(plain)}) VALUES ({marks})"), plain
        )


def main() -> None:
    """Write the files that are not there yet."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        for schema, dump in dumps(Path(name) / "bot.sqlite"):
            target = FOLDER / f"{schema}.sql"
            if not target.exists():
                target.write_text(dump, encoding="utf-8")


if __name__ == "__main__":
    main()
