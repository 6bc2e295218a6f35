"""Marked secrets go in by the settings and come out nowhere, whatever goes wrong."""

from __future__ import annotations

import logging
import sqlite3
from pathlib import Path

import pytest

from bot.cli import main
from tests.newsroom import Newspaper, Story
from tests.publishing.sides import Side
from tests.sources.server import WebServer
from tests.standins.server import Fault

FAULTS = [
    Fault.STATUS_400,
    Fault.STATUS_401,
    Fault.STATUS_500,
    Fault.RESET_AFTER,
    Fault.HTML,
]
COMMANDS = (
    "once",
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
)


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_no_command_tells_a_secret(
    side: Side,
    fault: Fault,
    web: WebServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    Newspaper(web).publish(Story(number=1, published_at=None))
    for name, value in settings_of(side, web, tmp_path).items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    main(["once"])
    main(["queue", "approve", "1", "2"])
    side.far.faults[side.far.post_route] += [fault, fault]
    side.far.faults[side.upload_route].append(Fault.STATUS_503)
    for command in COMMANDS:
        main(command.split())
    said = capsys.readouterr()
    told = f"{said.out}{said.err}{caplog.text}{dump(tmp_path)}"
    assert side.far.seen
    assert "Ada Martin" in told
    for secret in side.secrets:
        assert secret not in told
        assert secret.encode() not in b"".join(
            file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()
        )


def settings_of(side: Side, web: WebServer, folder: Path) -> dict[str, str]:
    secrets = {
        f"ACCOUNT_MAIN_{name}".upper(): value for name, value in side.access.credentials.items()
    }
    return {
        "DATA": str(folder / "data"),
        "LIVE": "yes",
        "SECRET_KEY": "",
        "ALLOW_PRIVATE_HOSTS": web.host,
        "SOURCES": "front",
        "SOURCE_FRONT_URL": web.url("/feed.xml"),
        "ACCOUNTS": "main",
        "ACCOUNT_MAIN_PLATFORM": side.name,
        "ACCOUNT_MAIN_HANDLE": side.access.handle or "",
        "ACCOUNT_MAIN_SERVER": side.far.base_url,
        **secrets,
    }


def dump(folder: Path) -> str:
    with sqlite3.connect(folder / "data" / "bot.sqlite") as connection:
        return "\n".join(connection.iterdump())
