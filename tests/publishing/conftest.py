"""The platforms, each with an account on loopback."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import pytest

from bot.publishing.platforms.bluesky import Bluesky
from bot.store import CardStore, Store
from tests.publishing.accounts import PATIENT
from tests.publishing.sides import SIDES, Side, mastodon_side, x_side
from tests.publishing.world import World
from tests.standins import bluesky, mastodon, x
from tests.standins.server import serving


@pytest.fixture(scope="session")
def bluesky_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The real Bluesky server, started once."""
    with bluesky.running(tmp_path_factory.mktemp("bluesky")) as address:
        yield address


@pytest.fixture(scope="session")
def bluesky_account(request: pytest.FixtureRequest) -> Callable[[], bluesky.Account]:
    """The way to one account there, logged in to once; the first to ask starts the server."""

    @cache
    def account() -> bluesky.Account:
        made = bluesky.Account(request.getfixturevalue("bluesky_server"))
        Bluesky(made.access, timeouts=PATIENT).standing()
        return made

    return account


@pytest.fixture(params=["x", "bluesky", "mastodon"])
def side(
    request: pytest.FixtureRequest, bluesky_account: Callable[[], bluesky.Account]
) -> Iterator[Side]:
    """Each platform that keeps what it was sent under a key or in order, in turn."""
    with SIDES[request.param](bluesky_account) as opened:
        yield opened


@pytest.fixture(params=SIDES)
def any_side(
    request: pytest.FixtureRequest, bluesky_account: Callable[[], bluesky.Account]
) -> Iterator[Side]:
    """Every platform in turn."""
    with SIDES[request.param](bluesky_account) as opened:
        yield opened


@pytest.fixture
def world(store: Store, cards: CardStore, side: Side) -> World:
    """A queue, an outbox and a platform, at a time that the test sets."""
    return World(store, cards, side)


@pytest.fixture
def any_world(store: Store, cards: CardStore, any_side: Side) -> World:
    """The same with every platform."""
    return World(store, cards, any_side)


@pytest.fixture
def x_world(store: Store, cards: CardStore) -> Iterator[World]:
    """The same with X alone."""
    with serving(x.X()) as far:
        yield World(store, cards, x_side(far))


@pytest.fixture
def mastodon_world(store: Store, cards: CardStore) -> Iterator[World]:
    """The same with Mastodon alone."""
    with serving(mastodon.Mastodon()) as far:
        yield World(store, cards, mastodon_side(far))
