"""The newspaper that the desk reads, its clock, and an X to send to."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.newsroom import Clock, Newspaper
from tests.sources.server import WebServer
from tests.standins import x as standin
from tests.standins.server import serving


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def paper(web: WebServer) -> Newspaper:
    return Newspaper(web)


@pytest.fixture
def x() -> Iterator[standin.X]:
    with serving(standin.X()) as served:
        yield served
