"""A new server by docs/how-to/server.md, its commands followed one after the other.

What a test's machine has not is stood in for: users, systemd and the installation, for which the
environment of the tests is taken. The service is started by the unit's own line.
"""

from __future__ import annotations

import configparser
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.newsroom import Newspaper, Story
from tests.sources.server import WebServer, free_port

ROOT = Path(__file__).parent.parent
UNIT = ROOT / "deploy/bot.service"
SECONDS = 60

# In place of what only a whole machine has.
PRELUDE = """
set -eu
sudo() { if [ "$1" = -u ]; then shift 2; fi; "$@"; }
useradd() { :; }
chown() { :; }
systemctl() { :; }
python3() { ln -s "$ENVIRONMENT" "$3"; }
"""


def steps() -> list[str]:
    """The commands of the page, block by block."""
    page = (ROOT / "docs/how-to/server.md").read_text(encoding="utf-8")
    return re.findall(r"```sh\n(.*?)```", page, re.DOTALL)


class Server:
    """A machine under a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name in ("srv", "etc/systemd/system"):
            (root / name).mkdir(parents=True)

    def here(self, text: str) -> str:
        """A command with its paths on this machine, and without what is installed already."""
        moved = re.sub(r"(?<![\w.])/(srv/bot|etc/bot|etc/systemd)", rf"{self.root}/\1", text)
        return re.sub(r"^.*/pip install .*$", ":", moved, flags=re.MULTILINE)

    def follow(self, text: str) -> str:
        """What the commands print; all of them must end well."""
        done = subprocess.run(
            ["/bin/bash", "-c", PRELUDE + self.here(text)],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], "ENVIRONMENT": sys.prefix, "LANG": "C.UTF-8"},
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
        assert done.returncode == 0, f"{text}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def edit(self, **values: str) -> None:
        """What an admin writes into the settings."""
        file = self.root / "etc/bot/config.env"
        text = file.read_text(encoding="utf-8")
        for name, value in values.items():
            text, count = re.subn(rf"^{name}=.*$", f"{name}={value}", text, flags=re.MULTILINE)
            text += "" if count else f"{name}={value}\n"
        file.write_text(text, encoding="utf-8")


def unit() -> configparser.ConfigParser:
    """The unit, as far as its form is that of an INI file."""
    parser = configparser.ConfigParser(interpolation=None, strict=True)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(UNIT, encoding="utf-8")
    return parser


@pytest.fixture
def supervisor(tmp_path: Path) -> Iterator[socket.socket]:
    """What systemd listens on."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel:
        channel.bind(str(tmp_path / "notify"))
        channel.settimeout(SECONDS)
        yield channel


def test_a_new_server_from_nothing(
    tmp_path: Path, web: WebServer, supervisor: socket.socket
) -> None:
    Newspaper(web).publish(Story(number=1, published_at=None))
    server = Server(tmp_path / "machine")
    user, program, settings, key, doctor, once, start, people, _, backup, restore, *_ = steps()
    for step in (user, program, settings):
        server.follow(step)
    port = free_port()
    server.edit(
        SECRET_KEY=server.follow(key).strip(),
        TIMEZONE="Europe/Paris",
        SOURCES="front",
        SOURCE_FRONT_URL=web.url("/feed.xml"),
        ALLOW_PRIVATE_HOSTS=web.host,
        ACCOUNTS="chat",
        ACCOUNT_CHAT_PLATFORM="discord",
        ACCOUNT_CHAT_WEBHOOK_URL="https://discord.com/api/webhooks/1/x",
        LISTEN=f"127.0.0.1:{port}",
    )
    assert not re.search(r"^wrong", server.follow(doctor), re.MULTILINE)
    assert "1 pending" in server.follow(once) or "2 pending" in server.follow(once)
    began = [line for line in start.splitlines() if not line.startswith("curl")]
    server.follow("\n".join(began))
    assert (server.root / "etc/systemd/system/bot.service").is_file()
    command = server.here(unit()["Service"]["ExecStart"]).split()
    with subprocess.Popen(
        command,
        cwd=server.root / "srv/bot",
        env={"PATH": "/usr/bin:/bin", "NOTIFY_SOCKET": str(tmp_path / "notify")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as service:
        try:
            assert supervisor.recv(500).startswith(b"READY=1")
            assert supervisor.recv(500) == b"WATCHDOG=1"
            if shutil.which("curl"):
                (curl,) = [line for line in start.splitlines() if line.startswith("curl")]
                server.follow(curl.replace(":8080", f":{port}"))
            assert "/welcome/" in server.follow(people)
            server.follow(backup)
            assert httpx.get(f"http://127.0.0.1:{port}/metrics").status_code == 200
        finally:
            service.send_signal(signal.SIGTERM)
            try:
                out, err = service.communicate(timeout=SECONDS)
            finally:
                service.kill()
    assert (service.returncode, err) == (0, ""), out
    assert '"event": "drafted"' in out
    server.follow(restore)


def test_the_unit_is_a_sandbox_with_a_watchdog() -> None:
    service = unit()["Service"]
    assert (service["Type"], service["NotifyAccess"]) == ("notify", "main")
    assert service["User"] != "root"
    assert service["ProtectSystem"] == "strict"
    for name in ("NoNewPrivileges", "PrivateTmp", "PrivateDevices", "ProtectHome"):
        assert service[name] == "yes"
    assert service["CapabilityBoundingSet"] == ""
    assert int(service["TimeoutStopSec"]) > 10


def test_the_unit_reloads_with_what_every_machine_has(tmp_path: Path) -> None:
    """``/bin/kill`` is of Debian's package procps; a shell has a ``kill`` of its own."""
    command = shlex.split(unit()["Service"]["ExecReload"])
    assert command[0] == "/bin/sh"
    waits = "import signal; signal.signal(signal.SIGHUP, signal.SIG_DFL); print(flush=True)"
    waits = f"{waits}; signal.pause()"  # whether or not who runs the tests ignores the signal
    with subprocess.Popen([sys.executable, "-c", waits], stdout=subprocess.PIPE) as service:
        assert service.stdout
        service.stdout.readline()
        alone = {"PATH": str(tmp_path), "MAINPID": str(service.pid)}
        subprocess.run(command, env=alone, check=True, timeout=SECONDS)
        assert service.wait(SECONDS) == -signal.SIGHUP


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd-analyze here")
def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    text = UNIT.read_text(encoding="utf-8")
    text = re.sub(r"^(ExecStart=)\S+", rf"\1{sys.executable}", text, flags=re.MULTILINE)
    text = re.sub(r"^(User|Group)=bot$", r"\1=daemon", text, flags=re.MULTILINE)
    (tmp_path / "bot.service").write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", str(tmp_path / "bot.service")],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert "bot.service" not in done.stderr, done.stderr
