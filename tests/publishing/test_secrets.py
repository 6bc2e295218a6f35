"""Marked secrets go in by the settings and come out nowhere, whatever goes wrong."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from bot.cli import main
from bot.errors import PublishError
from bot.publishing.outcome import Outcome
from tests.conftest import KEYS
from tests.publishing.sides import Side
from tests.publishing.untold import assert_untold, listen
from tests.publishing.world import World
from tests.standins.server import ANYWHERE, SILENT, Fault

# Their answers quote secrets and requests back: in an error, in headers, on a page for people.
QUOTING = (Fault.STATUS_400, Fault.STATUS_404, Fault.STATUS_502, Fault.HTML, Fault.REDIRECT)
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
    """Faults at every request that can meet them; then what a person may look at afterwards.

    ``test_faults`` looks after each fault by itself.
    """
    world, side = any_world, any_world.side
    outcomes: list[Outcome] = []
    listen(caplog)
    places = (False, True) if side.upload_route else (False,)
    meet = [(fault, at_upload) for at_upload in places for fault in QUOTING]
    for number, (fault, at_upload) in enumerate(meet, start=1):
        account = f"account{number}"
        world.approve(number=number, account=account)
        outcomes += world.suffer(fault, at_upload=at_upload, account=account)
    assert len(world.errors) == len(meet)
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
    assert "La piscine rouvre (0)" in said.out
    assert_untold(world, tmp_path, said.out, said.err, caplog.text, repr(outcomes))


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
