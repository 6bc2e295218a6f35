"""Marked secrets go in by the settings and come out nowhere, whatever goes wrong."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import pytest

from bot.cli import main
from bot.errors import PublishError
from bot.publishing.outcome import Outcome
from tests.conftest import KEYS
from tests.publishing.sides import Side
from tests.publishing.world import World
from tests.standins.server import ANYWHERE, SILENT, Fault

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
COMMANDS = (
    "publish --dry-run",
    "publish --dry-run --json",
    "queue list --all",
    "queue list --all --json",
    "queue show 1",
    "queue show 1 --json",
    "notices --all",
    "accounts list",
    "accounts list --json",
    "accounts test main",
    "db check",
    "db backup {folder}/backup.db",
)


def test_no_failure_tells_a_secret(
    any_world: World,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Every fault at every request that can meet it; then what a person may look at afterwards."""
    world, side = any_world, any_world.side
    outcomes: list[Outcome] = []
    for name in LOGGERS:
        caplog.set_level(logging.DEBUG, logger=name)
    caplog.set_level(logging.DEBUG)
    places = (False, True) if side.upload_route else (False,)
    meet = [(fault, at_upload) for at_upload in places for fault in Fault]
    for number, (fault, at_upload) in enumerate(meet, start=1):
        account = f"account{number}"
        world.approve(number=number, account=account)
        outcomes += world.suffer(fault, at_upload=at_upload, account=account)
    for fault in set(Fault) - set(SILENT):
        side.far.faults[ANYWHERE].append(fault)
        with suppress(PublishError):
            world.platform().standing()
    world.approve(number=0)
    world.address = "http://127.0.0.1:1"
    outcomes += world.go()
    assert world.errors[-1].args[0].startswith("no connection")
    for name, value in settings_of(side, tmp_path).items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    side.far.faults[side.upload_route or side.far.post_route].append(Fault.STATUS_503)
    for command in COMMANDS:
        main(command.format(folder=tmp_path).split())
    said = capsys.readouterr()
    told = [said.out, said.err, caplog.text, repr(outcomes), *all_of(world.errors), dump(tmp_path)]
    assert len(world.errors) >= len(meet) - 1  # X takes pictures' texts without looking at answers
    assert "La piscine rouvre (0)" in said.out
    everything = "\n".join(told)
    kept = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    for secret in {*side.secrets, *sessions(side)}:
        assert secret not in everything
        assert secret.encode() not in kept


def all_of(errors: Iterable[BaseException]) -> list[str]:
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


def sessions(side: Side) -> set[str]:
    """The tokens that a platform was shown, also those that it has made itself."""
    headers = [seen.headers.get("authorization", "") for seen in side.far.seen]
    return {header.removeprefix("Bearer ") for header in headers if header.startswith("Bearer ")}


def settings_of(side: Side, folder: Path) -> dict[str, str]:
    own = {
        "PLATFORM": side.name,
        "HANDLE": side.access.handle or "",
        "SERVER": side.far.base_url,
        **{name.upper(): value for name, value in side.access.credentials.items()},
    }
    return {
        "DATA": str(folder),
        "LIVE": "yes",
        "SECRET_KEY": ",".join(KEYS),
        "PICTURES_URL": side.access.pictures or "",
        "ACCOUNTS": "main",
        **{f"ACCOUNT_MAIN_{name}": value for name, value in own.items()},
    }


def dump(folder: Path) -> str:
    with sqlite3.connect(folder / "bot.sqlite") as connection:
        return "\n".join(connection.iterdump())
