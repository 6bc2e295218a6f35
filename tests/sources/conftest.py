"""The server and the fetcher that the tests of sources share."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.sources.fetch import Fetcher, FetchLimits
from tests.sources.server import WebServer


@pytest.fixture
def server() -> Iterator[WebServer]:
    with WebServer() as running:
        yield running


@pytest.fixture
def limits() -> FetchLimits:
    """Time enough for a busy machine, and few bytes; loopback allowed."""
    return FetchLimits(max_bytes=100_000, allow_private=frozenset({WebServer.host}))


@pytest.fixture
def fetcher(limits: FetchLimits) -> Fetcher:
    return Fetcher(limits)


@pytest.fixture
def hasty(limits: FetchLimits) -> Fetcher:
    """For those who never answer in time."""
    return Fetcher(replace(limits, read=0.3, total=0.6))
