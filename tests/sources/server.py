"""A web server on loopback that answers as a test tells it to, well or badly.

``with WebServer() as server:`` gives ``server.url("/page")``; ``server.serve("/page", …)`` says
what is answered there, and ``server.requests`` holds what came in.
"""

from __future__ import annotations

import contextlib
import gzip
import socket
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from types import TracebackType
from typing import Self

Chunks = Callable[[], Iterator[bytes]]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What is sent: ``raw`` replaces status line, headers and body by these very bytes.

    ``chunks`` is sent after ``body``, piece by piece, until the other side hangs up. ``silent``:
    nothing is sent, and the connection stays open until the server stops.
    """

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    chunks: Chunks | None = None
    raw: bytes | None = None
    silent: bool = False


@dataclass(frozen=True, kw_only=True)
class Request:
    """A request as it came in; header names in lower case."""

    path: str
    headers: Mapping[str, str]


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        web = self.server.web
        headers = {name.lower(): value for name, value in self.headers.items()}
        web.requests.append(Request(path=self.path, headers=headers))
        answer = web.answers.get(self.path.partition("?")[0], Answer(status=404, body=b"nothing"))
        self.close_connection = True
        with contextlib.suppress(ConnectionError, ssl.SSLError):
            self._send(answer)

    def _send(self, answer: Answer) -> None:
        if answer.silent:
            self.server.web.stopped.wait()
            return
        if answer.raw is not None:
            self.wfile.write(answer.raw)
        else:
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body)
        for chunk in answer.chunks() if answer.chunks else ():
            self.wfile.write(chunk)

    def log_message(self, format: str, *args: object) -> None:
        """A test's output is no place for an access log."""


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False
    web: WebServer

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up early is what most of these tests are about."""


class WebServer:
    """Serves on a free port of 127.0.0.1 from ``with`` to its end."""

    host = "127.0.0.1"

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.answers: dict[str, Answer] = {}
        self.requests: list[Request] = []
        self.stopped = threading.Event()
        self._scheme = "https" if tls else "http"
        self._server = _Server((self.host, 0), _Handler)
        self._server.web = self
        if tls:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def url(self, path: str = "/", host: str = host) -> str:
        """The address of ``path`` here, under another name of this machine if told so."""
        return f"{self._scheme}://{host}:{self.port}{path}"

    def answer(self, path: str, answer: Answer) -> str:
        """Answer so at ``path``; its address."""
        self.answers[path] = answer
        return self.url(path)

    def serve(
        self, path: str, body: bytes | str, content_type: str = "text/html; charset=utf-8"
    ) -> str:
        """Serve ``body`` at ``path``; its address."""
        raw = body.encode() if isinstance(body, str) else body
        return self.answer(path, Answer(headers={"Content-Type": content_type}, body=raw))

    def redirect(self, path: str, to: str, status: int = 302) -> str:
        """Send on from ``path``; its address."""
        return self.answer(path, Answer(status=status, headers={"Location": to}))

    def dripping(self, piece: bytes, *, every: float) -> Chunks:
        """``piece`` every so many seconds, for as long as anyone listens."""

        def chunks() -> Iterator[bytes]:
            while not self.stopped.wait(every):
                yield piece

        return chunks

    def __enter__(self) -> Self:
        threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        ).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stopped.set()
        self._server.shutdown()
        self._server.server_close()


def endless(piece: bytes) -> Chunks:
    """``piece`` again and again, for as long as anyone listens."""

    def chunks() -> Iterator[bytes]:
        while True:
            yield piece

    return chunks


def gzip_bomb(size: int) -> bytes:
    """``size`` zero bytes, packed to about a thousandth."""
    return gzip.compress(bytes(size), 9)


def free_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
