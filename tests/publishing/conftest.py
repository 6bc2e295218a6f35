"""The platforms, each with an account on loopback."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.store import CardStore, Store
from tests.publishing.world import Side, World, bluesky_side, mastodon_side, x_side
from tests.standins import bluesky, mastodon, x
from tests.standins.server import serving


@pytest.fixture(scope="session")
def bluesky_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The real Bluesky server, started once."""
    with bluesky.running(tmp_path_factory.mktemp("bluesky")) as address:
        yield address


@pytest.fixture(params=["x", "bluesky", "mastodon"])
def side(request: pytest.FixtureRequest) -> Iterator[Side]:
    """Each platform in turn."""
    match request.param:
        case "x":
            with serving(x.X()) as far_x:
                yield x_side(far_x)
        case "bluesky":
            server: str = request.getfixturevalue("bluesky_server")
            with serving(bluesky.Bluesky(server)) as far_bluesky:
                yield bluesky_side(far_bluesky)
        case _:
            with serving(mastodon.Mastodon()) as far_mastodon:
                yield mastodon_side(far_mastodon)


@pytest.fixture
def world(store: Store, cards: CardStore, side: Side) -> World:
    """A queue, an outbox and a platform, at a time that the test sets."""
    return World(store, cards, side)


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
