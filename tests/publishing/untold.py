"""What may be told of an account, and kept of it: anything but its secrets."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterable
from pathlib import Path

import pytest

from bot.errors import PublishError
from tests.publishing.sides import Side
from tests.publishing.world import World

# At their debug level they print requests and answers; whoever looks for a mistake turns that on.
LOGGERS = (
    "tweepy",
    "oauthlib",
    "requests_oauthlib",
    "urllib3",
    "urllib3.connectionpool",
    "mastodon",
    "httpx",
    "httpcore.connection",
    "atproto_client",
)


def listen(log: pytest.LogCaptureFixture) -> None:
    """Keep all that is logged from here on."""
    for name in LOGGERS:
        log.set_level(logging.DEBUG, logger=name)
    log.set_level(logging.DEBUG)


def assert_untold(world: World, folder: Path, *told: str) -> None:
    """No secret is in what was ``told``, in what was raised, or in any file of ``folder``."""
    everything = "\n".join([*told, *_all_of(world.errors), _dump(folder)])
    kept = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
    for secret in {*world.side.secrets, *_sessions(world.side)}:
        assert secret not in everything
        assert secret.encode() not in kept


def _all_of(errors: Iterable[BaseException]) -> list[str]:
    """What errors hold, and those that they came of or were raised beside."""
    held: list[str] = []
    for error in errors:
        link: BaseException | None = error
        while link is not None:
            held.append(repr(link))
            if isinstance(link, PublishError):
                held.append(repr(vars(link)))
            link = link.__cause__ or link.__context__
    return held


def _sessions(side: Side) -> set[str]:
    """The tokens that a platform was shown, also those that it has made itself."""
    headers = [seen.headers.get("authorization", "") for seen in side.far.seen]
    return {header.removeprefix("Bearer ") for header in headers if header.startswith("Bearer ")}


def _dump(folder: Path) -> str:
    with sqlite3.connect(folder / "bot.sqlite") as connection:
        return "\n".join(connection.iterdump())
