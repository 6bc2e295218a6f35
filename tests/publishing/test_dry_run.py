"""What ``bot publish --dry-run`` shows is what is sent, and it asks and changes nothing."""

from __future__ import annotations

import base64
import json
import re
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from bot import clock
from bot.cli import main
from bot.composing.limits import limits_of
from bot.model import State
from tests.publishing.submissions import jpeg, png
from tests.publishing.world import World
from tests.standins.server import Seen

_GAP = re.compile(rb"\\\{[a-z_]+(?::[a-z0-9.:-]+)*\\\}")


@pytest.fixture
def due_world(any_world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """A world of today, and the settings with which a command finds it."""
    world = any_world
    world.at = clock.now().replace(microsecond=0)
    access = world.side.access
    values = {
        "DATA": str(tmp_path),
        "ACCOUNTS": "main",
        "ACCOUNT_MAIN_PLATFORM": world.side.name,
        "ACCOUNT_MAIN_HANDLE": access.handle or "",
        "ACCOUNT_MAIN_SERVER": access.server or "",
        "PICTURES_URL": access.pictures or "",
        **{f"ACCOUNT_MAIN_{name}".upper(): text for name, text in access.credentials.items()},
    }
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    return world


def dump(folder: Path) -> list[str]:
    with sqlite3.connect(folder / "bot.sqlite") as connection:
        return list(connection.iterdump())


def shown_by(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["publish", "--dry-run", *words]) == 0
    return capsys.readouterr().out


def test_what_is_shown_is_sent_byte_for_byte(
    due_world: World,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    texts = ["Un « été » & 1 < 2\n#mot", "Deux"]
    threads = limits_of(due_world.side.name).threads
    post = due_world.approve(*(texts if threads else texts[:1]))
    before = dump(tmp_path)
    with monkeypatch.context() as offline:
        offline.setattr("socket.socket.connect", None)
        offline.setattr("socket.getaddrinfo", None)
        (line,) = shown_by(capsys, "--json").splitlines()
        page = shown_by(capsys)
    assert dump(tmp_path) == before
    assert not [secret for secret in due_world.side.secrets if secret in line + page]
    shown = json.loads(line)
    assert Path(shown["pictures"][0]).read_bytes() in (png(1), jpeg(1))
    assert all(f"{step['method']} {step['url']}" in page for step in shown["steps"])

    assert due_world.settle(post) is State.PUBLISHED
    seen = iter(due_world.far.seen)
    for step in shown["steps"]:
        assert any(same(step, each) for each in seen), step["name"]


def same(step: Mapping[str, Any], seen: Seen) -> bool:
    """Whether a request is what was shown, with something in each gap."""
    body = step["body"].encode() if "body" in step else base64.b64decode(step["body_base64"])
    headers = {name.lower(): value for name, value in step["headers"].items()}
    went_to = f"https://{seen.headers['host']}{seen.target}"
    return (
        step["method"] == seen.method
        and fits(step["url"].encode(), went_to.encode())
        and headers.keys() == seen.headers.keys()
        and all(fits(headers[name].encode(), seen.headers[name].encode()) for name in headers)
        and fits(body, seen.body)
    )


def fits(shown: bytes, sent: bytes) -> bool:
    pattern = _GAP.sub(rb"[!#-\\[\\]-~]+", re.escape(shown))
    return re.fullmatch(pattern, sent, re.DOTALL) is not None


def test_what_would_not_go_out_says_why(
    due_world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    due_world.approve("x" * 70_000)
    assert main(["publish", "--dry-run", "--json"]) == 1
    objected = json.loads(capsys.readouterr().out)
    assert objected["state"] == "held"
    assert "over the limit" in objected["objection"]
