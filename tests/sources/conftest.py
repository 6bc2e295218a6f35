"""The server and the fetcher that the tests of sources share."""

from collections.abc import Iterator

import pytest

from bot.sources.fetch import Fetcher, FetchLimits
from tests.sources.server import WebServer


@pytest.fixture
def server() -> Iterator[WebServer]:
    with WebServer() as running:
        yield running


@pytest.fixture
def limits() -> FetchLimits:
    """Small enough that no test waits long; loopback allowed."""
    return FetchLimits(
        connect=0.5,
        read=0.3,
        total=0.6,
        max_bytes=100_000,
        allow_private=frozenset({WebServer.host}),
    )


@pytest.fixture
def fetcher(limits: FetchLimits) -> Fetcher:
    return Fetcher(limits)
