"""What systemd is told."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.operations.systemd import Supervisor


@pytest.fixture(params=["path", "abstract"])
def listener(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[socket.socket, str]]:
    name = f"@{tmp_path.name}" if request.param == "abstract" else str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel:
        channel.bind(name.replace("@", "\0", 1))
        channel.settimeout(5)
        yield channel, name


def test_it_is_told_how_the_program_stands(listener: tuple[socket.socket, str]) -> None:
    channel, name = listener
    supervisor = Supervisor({"NOTIFY_SOCKET": name})
    supervisor.ready("watching front")
    supervisor.alive()
    supervisor.reloading()
    supervisor.stopping()
    told = [channel.recv(200).decode() for _ in range(4)]
    assert told[:2] == ["READY=1\nSTATUS=watching front", "WATCHDOG=1"]
    assert told[2].startswith("RELOADING=1\nMONOTONIC_USEC=")
    assert told[3] == "STOPPING=1"


@pytest.mark.parametrize("environment", [{}, {"NOTIFY_SOCKET": "/nowhere/notify"}])
def test_without_it_nothing_happens(environment: dict[str, str]) -> None:
    Supervisor(environment).ready("well")


def test_a_service_manager_that_reads_nothing_stops_nobody(tmp_path: Path) -> None:
    name = str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel:
        channel.bind(name)
        supervisor = Supervisor({"NOTIFY_SOCKET": name})
        for _ in range(600):  # more than the socket keeps
            supervisor.alive()
        assert channel.recv(100) == b"WATCHDOG=1"
