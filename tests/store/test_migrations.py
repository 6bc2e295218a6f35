"""A database of every schema that there was before, brought up to date with what is in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest

from bot.errors import StoreError
from bot.model import CardFile, Piece, State
from bot.store import CardFolder, Store, sqlite_url
from bot.store.engine import connect
from bot.store.pages import Filter
from tests import databases
from tests.postgres import Postgres
from tests.queued import NOON, approve_one
from tests.store import released

LEASE = timedelta(minutes=5)
SCHEMAS = released.revisions()


@pytest.fixture(scope="module")
def empty(request: pytest.FixtureRequest) -> Callable[[str], str]:
    """An empty PostgreSQL database of any schema, made of the one before it when first asked."""

    @cache
    def made(schema: str) -> str:
        server: Postgres = request.getfixturevalue("postgres")
        older = SCHEMAS[: SCHEMAS.index(schema)]
        name = server.create(f"schema_{schema}", like=made(older[-1]) if older else "template0")
        engine = connect(server.url(name))
        released.migrate(engine, schema)
        engine.dispose()
        return name

    return made


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def address(
    request: pytest.FixtureRequest, tmp_path: Path, schema: str, empty: Callable[[str], str]
) -> Iterator[str]:
    """The address of a database of that schema, with something in every table."""
    if request.param == "SQLite":
        released.load(tmp_path / "bot.sqlite", schema)
        yield sqlite_url(tmp_path / "bot.sqlite")
        return
    server: Postgres = request.getfixturevalue("postgres")
    name = server.create(like=empty(schema))
    engine = connect(server.url(name))
    released.load_into(engine, schema)
    engine.dispose()
    yield server.url(name)
    server.drop(name)


@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_database_of_every_schema_is_brought_up_to_date(
    address: str, schema: str, tmp_path: Path
) -> None:
    if schema != SCHEMAS[-1]:
        with pytest.raises(StoreError, match="`bot db upgrade` brings it up to date"):
            Store(address, upgrade=False)
    with Store(address) as store:
        databases.share_statements(store)
        _keeps_what_it_had(store, tmp_path)
        _keeps_to_its_approvals(store)


def _keeps_what_it_had(store: Store, folder: Path) -> None:
    found = [each for each in store.findings(CardFolder(folder)) if "card" not in each]
    assert found == []
    posts = store.queue.list()
    assert [post.state.value for post in posts] == list(released.STATES)
    length = len("« Oui »\n— Ada Martin\n\n") + 23
    piece = Piece(text=released.TEXT, length=length, cards=(CardFile(**released.CARD),))
    assert {post.pieces for post in posts} == {(piece,)}
    assert {(post.quotes, post.notes, post.variants) for post in posts} == {((), ("a note",), ())}
    assert [len(store.queue.history(post.id)) for post in posts] == [1] * len(posts)
    every = Filter(states=tuple(State), text="OUI")
    assert store.queue.page(every, limit=1).total == len(posts)
    publication = store.leases.publication(5)
    assert publication is not None
    assert publication.sent_at == NOON


def _keeps_to_its_approvals(store: Store) -> None:
    """One that held goes on holding, and one that was void stays void."""
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


@pytest.fixture(scope="module")
def made_now(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the migrations make of a new database, schema by schema."""
    return dict(released.dumps(tmp_path_factory.mktemp("made") / "now.sqlite"))


@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_migration_is_never_changed_once_it_is_out(schema: str, made_now: dict[str, str]) -> None:
    kept = (released.FOLDER / f"{schema}.sql").read_text(encoding="utf-8")
    assert _tables(made_now[schema]) == _tables(kept)


def _tables(dump: str) -> list[str]:
    """What a dump makes, without what it puts in."""
    made = re.findall(r"^CREATE .*?;$", dump, re.DOTALL | re.MULTILINE)
    return sorted(" ".join(each.split()) for each in made)
