"""The way to a server: a name is looked up once, its addresses are checked, and one is used.

The address that was checked is the address that is connected to, so that a name server cannot
answer once for the check and otherwise for the connection (DNS rebinding). Host header, SNI and
certificate still go by the name.
"""

from __future__ import annotations

import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable

import httpcore

from bot.sources.addresses import is_public

Resolve = Callable[[str, int], list[str]]
"""(host, port) → its addresses, best first; raises OSError where it has none."""

Connect = Callable[[str, int, float], httpcore.NetworkStream]
"""(address, port, timeout in seconds) → an open stream."""

# A name may have dozens of addresses; a dead one must not cost the time of all the others.
_ADDRESSES_TRIED = 3


class DeadlinePassed(Exception):
    """The time for the whole fetch is over."""


class NameNotFound(Exception):
    """The name has no address."""


class AddressRefused(Exception):
    """The name has an address that is not public."""


class Deadline:
    """``seconds`` from now."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def remaining(self) -> float:
        """Seconds that are left; raises DeadlinePassed when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise DeadlinePassed
        return left

    def at_most(self, timeout: float | None) -> float:
        """``timeout``, or what is left where that is less."""
        left = self.remaining()
        return left if timeout is None else min(timeout, left)


def system_resolve(host: str, port: int) -> list[str]:
    """The addresses that the system's resolver gives for ``host``."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in found]


def open_socket(address: str, port: int, timeout: float) -> httpcore.NetworkStream:
    """A TCP connection to ``address``."""
    return httpcore.SyncBackend().connect_tcp(address, port, timeout=timeout)


class GuardedBackend(httpcore.NetworkBackend):
    """Connects by the rules of this module, for one fetch."""

    def __init__(
        self, *, deadline: Deadline, allow_private: bool, resolve: Resolve, connect: Connect
    ) -> None:
        self._deadline = deadline
        self._allow_private = allow_private
        self._resolve = resolve
        self._connect = connect

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """A stream to one of the addresses of ``host``, all of which must be allowed."""
        addresses = self._addresses(host, port, timeout)
        for number, address in enumerate(addresses, 1):
            try:
                stream = self._connect(address, port, self._deadline.at_most(timeout))
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if number == len(addresses):
                    raise
            else:
                return _DeadlineStream(stream, self._deadline)
        raise NameNotFound(host)

    def _addresses(self, host: str, port: int, timeout: float | None) -> list[str]:
        addresses = list(dict.fromkeys(self._look_up(host, port, timeout)))
        if not self._allow_private:
            for address in addresses:
                if not is_public(address):
                    raise AddressRefused(address)
        return addresses[:_ADDRESSES_TRIED]

    def _look_up(self, host: str, port: int, timeout: float | None) -> list[str]:
        """The system's resolver has no timeout of its own: it is waited for, and left behind."""
        answer: queue.SimpleQueue[list[str]] = queue.SimpleQueue()

        def ask() -> None:
            try:
                answer.put(self._resolve(host, port))
            except (OSError, UnicodeError):  # UnicodeError: a label that DNS cannot hold
                answer.put([])

        threading.Thread(target=ask, name=f"resolve {host}", daemon=True).start()
        try:
            found = answer.get(timeout=self._deadline.at_most(timeout))
        except queue.Empty:
            raise NameNotFound(host) from None
        if not found:
            raise NameNotFound(host)
        return found


class _DeadlineStream(httpcore.NetworkStream):
    """A stream on which no single step outlasts the whole fetch."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.at_most(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.at_most(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        secure = self._stream.start_tls(
            ssl_context, server_hostname, self._deadline.at_most(timeout)
        )
        return _DeadlineStream(secure, self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)
