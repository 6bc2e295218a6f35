"""A database of every schema that there was before, brought up to date with what is in it."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from bot.model import CardFile, Piece, State, fingerprint
from bot.store import Store, sqlite_url
from bot.store.engine import connect, writing
from tests.queued import NOON, approve_one

LEASE = timedelta(minutes=5)
CARD = {"template": "quote", "format": "landscape", "sha256": "a" * 64, "alt_text": "Ada"}
TEXT = "« Oui »\n— Ada Martin\n\nhttps://journal.example.com/1"
APPROVED = fingerprint("main", TEXT, "Ada Martin", f"{'a' * 64} Ada")


def old_database(file: Path, schema: str) -> sa.Engine:
    """An empty database of an earlier schema."""
    engine = connect(sqlite_url(file))
    with writing(engine) as connection:
        config = Config()
        config.set_main_option("script_location", "bot.store:migrations")
        config.attributes["connection"] = connection
        command.upgrade(config, schema)
    return engine


def insert(engine: sa.Engine, table: str, **values: object) -> None:
    plain = {
        name: json.dumps(value) if isinstance(value, list | dict) else value
        for name, value in values.items()
    }
    names = ", ".join(plain)
    marks = ", ".join(f":{name}" for name in plain)
    with writing(engine) as connection:
        connection.execute(sa.text(f"INSERT INTO {table} ({names}) VALUES ({marks})"), plain)


def fill_0001(engine: sa.Engine, *, approved: str = APPROVED) -> None:
    """An article with one approved post, as schema 0001 kept them."""
    day = "2026-03-02 12:00:00.000000"
    insert(
        engine,
        "articles",
        id=1,
        key="k",
        source="a",
        title="Oui",
        language="fr",
        kind="article",
        summary_points=[],
        text="Ada Martin : « Oui »",
        sha256="b" * 64,
        fetched_at=day,
        created_at=day,
    )
    insert(
        engine,
        "posts",
        id=1,
        article_id=1,
        account="main",
        platform="x",
        kind="quote",
        language="fr",
        text=TEXT,
        link="https://journal.example.com/1",
        alt_text="Ada Martin",
        cards=[CARD],
        notes=["a note"],
        content_key=fingerprint(TEXT),
        state="approved",
        due_at=day,
        expires_at="2026-03-03 12:00:00.000000",
        created_at=day,
        approved_by="Ada",
        approved_at=day,
        approved_sha256=approved,
        attempts=0,
    )


def test_posts_of_0001_become_posts_of_one_piece(tmp_path: Path) -> None:
    engine = old_database(tmp_path / "bot.sqlite", "0001")
    fill_0001(engine)
    engine.dispose()
    with Store(sqlite_url(tmp_path / "bot.sqlite")) as store:
        post = store.queue.get(1)
        length = len("« Oui »\n— Ada Martin\n\n") + 23
        assert post.pieces == (Piece(text=TEXT, length=length, cards=(CardFile(**CARD),)),)
        assert (post.quotes, post.notes, post.warnings) == ((), ("a note",), ())
        assert post.variants == ()


def test_an_approval_of_0001_still_holds(tmp_path: Path) -> None:
    engine = old_database(tmp_path / "bot.sqlite", "0001")
    fill_0001(engine)
    engine.dispose()
    with Store(sqlite_url(tmp_path / "bot.sqlite")) as store:
        post = store.queue.get(1)
        assert post.approval is not None
        assert post.approval_holds
        claim = store.leases.claim(["main"], NOON, LEASE)
        assert claim is not None
        store.leases.about_to_send(claim, "c" * 64, NOON, LEASE)
        assert store.queue.get(1).state is State.SENDING


def test_an_approval_of_0001_that_was_void_stays_void(tmp_path: Path) -> None:
    engine = old_database(tmp_path / "bot.sqlite", "0001")
    fill_0001(engine, approved="d" * 64)
    engine.dispose()
    with Store(sqlite_url(tmp_path / "bot.sqlite")) as store:
        post = store.queue.get(1)
        assert post.approval is not None
        assert not post.approval_holds


def test_a_database_brought_up_to_date_takes_new_posts(tmp_path: Path) -> None:
    engine = old_database(tmp_path / "bot.sqlite", "0001")
    engine.dispose()
    with Store(sqlite_url(tmp_path / "bot.sqlite")) as store:
        assert approve_one(store).state is State.APPROVED
        assert store.leases.due(["main"], NOON)
