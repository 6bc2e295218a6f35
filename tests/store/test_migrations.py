"""A database of every schema that there was before, brought up to date with what is in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.errors import StoreError
from bot.model import CardFile, Piece, State
from bot.store import CardFolder, Store, sqlite_url
from bot.store.engine import connect
from bot.store.pages import Filter
from tests.postgres import Postgres
from tests.queued import NOON, approve_one
from tests.store import released

LEASE = timedelta(minutes=5)
SCHEMAS = released.revisions()


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database that is not there yet, or is without a table."""
    if request.param == "SQLite":
        yield sqlite_url(tmp_path / "bot.sqlite")
        return
    server: Postgres = request.getfixturevalue("postgres")
    name = server.create(like="template0")
    yield server.url(name)
    server.drop(name)


def load(address: str, schema: str) -> None:
    if address.startswith("sqlite"):
        released.load(Path(address.removeprefix("sqlite:///")), schema)
    else:
        engine = connect(address)
        released.load_into(engine, schema)
        engine.dispose()


@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_database_of_every_schema_is_brought_up_to_date(
    address: str, schema: str, tmp_path: Path
) -> None:
    load(address, schema)
    if schema != SCHEMAS[-1]:
        with pytest.raises(StoreError, match="`bot db upgrade` brings it up to date"):
            Store(address, upgrade=False)
    with Store(address) as store:
        found = [each for each in store.findings(CardFolder(tmp_path)) if "card" not in each]
        assert found == []
        posts = store.queue.list()
        assert [post.state.value for post in posts] == list(released.STATES)
        length = len("« Oui »\n— Ada Martin\n\n") + 23
        piece = Piece(text=released.TEXT, length=length, cards=(CardFile(**released.CARD),))
        assert {post.pieces for post in posts} == {(piece,)}
        assert {(post.quotes, post.notes, post.variants) for post in posts} == {
            ((), ("a note",), ())
        }
        assert [len(store.queue.history(post.id)) for post in posts] == [1] * len(posts)
        every = Filter(states=tuple(State), text="OUI")
        assert store.queue.page(every, limit=1).total == len(posts)
        publication = store.leases.publication(5)
        assert publication is not None
        assert publication.sent_at == NOON


@pytest.mark.parametrize("schema", SCHEMAS)
def test_an_approval_that_held_goes_on_holding_and_one_that_was_void_stays_void(
    address: str, schema: str
) -> None:
    load(address, schema)
    with Store(address) as store:
        assert store.queue.get(1).approval_holds
        assert not store.queue.get(2).approval_holds
        claim = store.leases.claim(["main"], NOON, LEASE)
        assert claim is not None
        assert claim.post.id == 1
        store.leases.about_to_send(claim, "c" * 64, NOON, LEASE)
        assert store.queue.get(1).state is State.SENDING


def test_a_database_brought_up_to_date_takes_new_posts(tmp_path: Path) -> None:
    released.load(tmp_path / "bot.sqlite", SCHEMAS[0])
    with Store(sqlite_url(tmp_path / "bot.sqlite")) as store:
        assert approve_one(store).state is State.APPROVED
        assert store.leases.due(["main"], NOON)


@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_migration_is_never_changed_once_it_is_out(schema: str, tmp_path: Path) -> None:
    kept = (released.FOLDER / f"{schema}.sql").read_text(encoding="utf-8")
    assert _tables(released.make(tmp_path / "now.sqlite", schema)) == _tables(kept)


def _tables(dump: str) -> list[str]:
    """What a dump makes, without what it puts in."""
    made = re.findall(r"^CREATE .*?;$", dump, re.DOTALL | re.MULTILINE)
    return sorted(" ".join(each.split()) for each in made)
