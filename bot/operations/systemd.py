"""Telling systemd how the program stands (sd_notify(3)): a datagram to the socket that it names."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Mapping


class Supervisor:
    """The service manager, where there is one; without it nothing is sent."""

    def __init__(self, environment: Mapping[str, str] | None = None) -> None:
        address = (os.environ if environment is None else environment).get("NOTIFY_SOCKET", "")
        # An address that begins with "@" is in Linux's abstract namespace.
        self._address = f"\0{address[1:]}" if address.startswith("@") else address

    def ready(self, status: str) -> None:
        """Say that everything has started, and in one line what it does."""
        self._send(f"READY=1\nSTATUS={status}")

    def alive(self) -> None:
        """Say that work goes on: without it, systemd restarts the program after WatchdogSec."""
        self._send("WATCHDOG=1")

    def reloading(self) -> None:
        """Say that settings are being read again; ``ready`` ends it."""
        self._send(f"RELOADING=1\nMONOTONIC_USEC={time.monotonic_ns() // 1_000}")

    def stopping(self) -> None:
        """Say that the program is about to end."""
        self._send("STOPPING=1")

    def _send(self, message: str) -> None:
        if not self._address:
            return
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as channel:
                channel.setblocking(False)
                channel.sendto(message.encode(), self._address)
        except OSError:
            # Nobody listens, or not just now: the watchdog draws its own conclusion, and nothing
            # waits for it.
            return
