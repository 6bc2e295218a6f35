"""Marked secrets go in by the settings and come out nowhere, whatever goes wrong."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.cli import main
from bot.model import PictureKind
from tests.newsroom import Newspaper, Story
from tests.publishing.sides import SIDES, Side
from tests.sources.server import WebServer
from tests.standins.server import Fault

# The bot waits for half a minute for an answer; what comes of that is in test_faults.py.
FAULTS = [fault for fault in Fault if fault not in (Fault.SILENT_BEFORE, Fault.SILENT_AFTER)]
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
    "accounts test account1",
    "db backup {folder}/backup.db",
)


def test_no_command_tells_a_secret(
    any_side: Side,
    web: WebServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Each platform has its share of the faults; test_faults.py has all of them at each."""
    caplog.set_level(logging.DEBUG)
    faults = FAULTS[sorted(SIDES).index(any_side.name) :: len(SIDES)]
    accounts = [f"account{number}" for number in range(1, len(faults) + 1)]
    Newspaper(web).publish(Story(number=1, published_at=None))
    for name, value in settings_of(any_side, accounts, web, tmp_path).items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    main(["once"])
    show_pictures(any_side, tmp_path)
    main(["queue", "approve", *(str(number) for number in range(1, len(faults) + 1))])
    any_side.far.faults[any_side.far.post_route] += faults
    main(["once"])
    assert not any_side.far.faults[any_side.far.post_route]
    any_side.far.faults[any_side.upload_route].append(Fault.STATUS_503)
    for command in COMMANDS:
        main(command.format(folder=tmp_path).split())
    said = capsys.readouterr()
    told = f"{said.out}{said.err}{caplog.text}{dump(tmp_path)}"
    assert "Ada Martin" in told
    kept = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    for secret in {*any_side.secrets, *sessions(any_side)}:
        assert secret not in told
        assert secret.encode() not in kept


def show_pictures(side: Side, folder: Path) -> None:
    """Lay out what platforms fetch themselves, where they look for it."""
    if side.place is not None:
        for file in (folder / "data" / "cards").glob("??/*"):
            data = file.read_bytes()
            side.place[file.name + PictureKind.of(data).suffix] = data


def sessions(side: Side) -> set[str]:
    """The tokens that a platform was shown, also those that it has made itself."""
    headers = [seen.headers.get("authorization", "") for seen in side.far.seen]
    return {header.removeprefix("Bearer ") for header in headers if header.startswith("Bearer ")}


def settings_of(
    side: Side, accounts: Sequence[str], web: WebServer, folder: Path
) -> dict[str, str]:
    of_each = {
        "PLATFORM": side.name,
        "HANDLE": side.access.handle or "",
        "SERVER": side.far.base_url,
        **{name.upper(): value for name, value in side.access.credentials.items()},
    }
    return {
        "DATA": str(folder / "data"),
        "LIVE": "yes",
        "SECRET_KEY": "",
        "ALLOW_PRIVATE_HOSTS": web.host,
        "SOURCES": "front",
        "SOURCE_FRONT_URL": web.url("/feed.xml"),
        "PICTURES_URL": side.access.pictures or "",
        "ACCOUNTS": ",".join(accounts),
        **{
            f"ACCOUNT_{account.upper()}_{name}": value
            for account in accounts
            for name, value in of_each.items()
        },
    }


def dump(folder: Path) -> str:
    with sqlite3.connect(folder / "data" / "bot.sqlite") as connection:
        return "\n".join(connection.iterdump())
