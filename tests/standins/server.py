"""A server on loopback that stands in for a platform, and fails on demand, before or after."""

from __future__ import annotations

import io
import json
import socket
import struct
import sys
import threading
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.parser import BytesParser
from email.policy import HTTP
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TypeVar
from urllib.parse import parse_qs, quote, urlsplit

from PIL import Image


class Fault(StrEnum):
    """Something that goes wrong, before the request is obeyed or after."""

    RESET_BEFORE = "reset before"
    RESET_AFTER = "reset after"
    SILENT_BEFORE = "silent before"
    SILENT_AFTER = "silent after"
    TRUNCATED = "truncated answer"
    HTML = "HTML for JSON"
    LIST = "a list for an object"
    EMPTY = "an object without what is needed"
    ENDLESS = "an answer that does not end"
    REDIRECT = "a redirect"
    ERROR_AFTER = "500 after"
    STATUS_400 = "400"
    STATUS_401 = "401"
    STATUS_403 = "403"
    STATUS_404 = "404"
    STATUS_408 = "408"
    STATUS_409 = "409"
    STATUS_413 = "413"
    STATUS_422 = "422"
    STATUS_429 = "429"
    STATUS_500 = "500"
    STATUS_502 = "502"
    STATUS_503 = "503"


OBEYED = frozenset(
    {
        Fault.RESET_AFTER,
        Fault.SILENT_AFTER,
        Fault.TRUNCATED,
        Fault.HTML,
        Fault.LIST,
        Fault.EMPTY,
        Fault.ENDLESS,
        Fault.ERROR_AFTER,
    }
)

ANYWHERE = "*"
SILENT = (Fault.SILENT_BEFORE, Fault.SILENT_AFTER)


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of a form: a field, or a file with its name."""

    data: bytes
    media_type: str
    file: str | None

    @property
    def text(self) -> str:
        """The field's words."""
        return self.data.decode()


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A request as it arrived. ``path`` is without the query, ``target`` with it."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def path(self) -> str:
        """Where it goes, without the query."""
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, str]:
        """The query's values by name; the last of several."""
        found = parse_qs(urlsplit(self.target).query, keep_blank_values=True)
        return {name: values[-1] for name, values in found.items()}

    def form(self) -> dict[str, Part]:
        """The parts of a multipart form by their names."""
        kind = self.headers.get("content-type", "")
        head = f"Content-Type: {kind}\r\n\r\n".encode()
        found: dict[str, Part] = {}
        for part in BytesParser(policy=HTTP).parsebytes(head + self.body).iter_parts():
            payload = part.get_payload(decode=True)
            assert isinstance(payload, bytes)
            name = str(part.get_param("name", header="content-disposition"))
            found[name] = Part(
                data=payload, media_type=part.get_content_type(), file=part.get_filename()
            )
        return found

    def json(self) -> dict[str, object]:
        """The JSON object of the body. Raises Problem where there is none."""
        try:
            said = json.loads(self.body)
        except ValueError:
            said = None
        if not isinstance(said, dict):
            raise Problem(400, "the body is no JSON object")
        return said


@dataclass(frozen=True, kw_only=True)
class Reply:
    """An answer: ``body`` is JSON unless it is bytes."""

    status: int = 200
    body: object = None
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def raw(self) -> bytes:
        """The body as it goes out."""
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


class Problem(Exception):
    """An answer other than "done"; ``body`` takes the place of the platform's usual form."""

    def __init__(self, status: int, detail: str, body: object = None) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.body = body


@dataclass(frozen=True, kw_only=True)
class Posted:
    """A post as readers see it: its words, its pictures with their texts, what it replies to."""

    id: str
    text: str
    pictures: tuple[tuple[bytes, str], ...] = ()
    reply_to: str | None = None


def size_of(data: bytes) -> tuple[int, int]:
    """A picture's width and height in pixels; Problem where it is none."""
    try:
        with Image.open(io.BytesIO(data)) as image:
            return image.size
    except OSError:
        raise Problem(400, "that is no picture") from None


def kind_of(data: bytes) -> str | None:
    """What kind of picture it is, as Pillow calls it; None where it is none."""
    try:
        with Image.open(io.BytesIO(data)) as image:
            return image.format
    except OSError:
        return None


class StandIn:
    """What every stand-in has. ``faults`` are used up in order, a queue for each route, and one
    for ANYWHERE.

    ``post_route`` is the route at which posts are made; ``at_post`` is called once one stands.
    ``now`` is the platform's clock; with ``remaining`` 0 its answers say that they were the last.
    ``secrets`` are quoted back in refusals, as real servers do, and so are requests.
    """

    post_route: str
    secrets: tuple[str, ...] = ()

    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self.faults: dict[str, deque[Fault]] = defaultdict(deque)
        self.base_url = ""
        self.lock = threading.RLock()
        self.closing = threading.Event()
        self.silent = threading.Event()  # set once a request is left without an answer
        self.at_post: Callable[[], None] = lambda: None
        self.heard: Callable[[Seen], None] = lambda request: None
        self.now: Callable[[], datetime] = lambda: datetime.now(UTC)
        self.reset_at = 4_000_000_000
        self.date: str | None = None  # in place of the time, in the header of every answer
        self.remaining: int | None = None

    def obey(self, request: Seen) -> Reply:
        """Do what the request asks. Raises Problem where the platform would refuse."""
        raise NotImplementedError

    def problem(self, status: int, detail: str) -> dict[str, object]:
        """The platform's form of an error."""
        return {"error": detail}

    def limited(self) -> Mapping[str, str]:
        """The headers of "too many requests"."""
        return {"retry-after": "900"}

    def posted(self) -> list[Posted]:
        """What readers see, in the order in which it was posted."""
        raise NotImplementedError

    def route(self, request: Seen) -> str:
        """What a request is for, as its path tells unless the platform is of another kind."""
        return request.path

    def asked(self, route: str) -> int:
        """How often there were requests for something."""
        return sum(self.route(request) == route for request in self.seen)


S = TypeVar("S", bound=StandIn)


@contextmanager
def serving(standin: S, port: int = 0) -> Iterator[S]:
    """Serve on a port of loopback, a free one for 0, until the block ends."""

    class Handler(_Handler):
        far = standin

    server = _Server(("127.0.0.1", port), Handler)
    standin.base_url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield standin
    finally:
        standin.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


_TELLING = ("authorization", "idempotency-key")


def _page(words: str) -> tuple[bytes, str]:
    """A page for people, and what kind of answer it is."""
    return f"<html><h1>Sorry</h1><p>{words}</p></html>".encode(), "text/html"


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a client that has gone: some are killed."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    far: StandIn

    def _take(self) -> None:
        """One request, with the next fault of its path."""
        body = self.rfile.read(int(self.headers.get("content-length", "0")))
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Seen(method=self.command, target=self.path, headers=headers, body=body)
        with self.far.lock:
            self.far.seen.append(request)
            self.far.heard(request)
            route = self.far.route(request)
            waiting = self.far.faults[route] or self.far.faults[ANYWHERE]
            fault = waiting.popleft() if waiting else None
        reply = Reply()
        if fault is None or fault in OBEYED:
            try:
                with self.far.lock:
                    reply = self.far.obey(request)
            except Problem as problem:
                said = problem.body or self.far.problem(problem.status, problem.detail)
                self._raw(problem.status, json.dumps(said).encode())
                return
            if request.method != "GET" and route == self.far.post_route:
                self.far.at_post()
        self._after(fault, reply, request)

    do_GET = do_POST = do_PUT = do_DELETE = _take

    def _after(self, fault: Fault | None, reply: Reply, request: Seen) -> None:
        echo = self._echo(request)
        match fault:
            case None:
                headers = {
                    **reply.headers,
                    **(self.far.limited() if self.far.remaining == 0 else {}),
                }
                self._raw(reply.status, reply.raw, **headers)
            case Fault.RESET_BEFORE | Fault.RESET_AFTER:
                linger = struct.pack("ii", 1, 0)
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                self.rfile.close()
                self.connection.close()
            case Fault.SILENT_BEFORE | Fault.SILENT_AFTER:
                self.far.silent.set()
                self.far.closing.wait(30)
            case Fault.TRUNCATED:
                length = str(len(reply.raw))
                self._raw(reply.status, reply.raw[:10], **{"content-length": length})
            case Fault.HTML:
                self._raw(reply.status, *_page(echo))
            case Fault.LIST:
                self._raw(reply.status, b"[]")
            case Fault.EMPTY:
                self._raw(reply.status, b'{"data": {"id": "../1"}, "id": "../1"}')
            case Fault.ENDLESS:
                self._endless()
            case Fault.REDIRECT:
                self._raw(307, b"", location=f"https://elsewhere.example/?{quote(echo)}")
            case Fault.ERROR_AFTER:
                self._problem(500, "Internal")
            case Fault.STATUS_429:
                self._problem(429, "too many requests", **self.far.limited())
            case Fault.STATUS_404:  # the words for it are all there is
                self._raw(404, b"", reason=f"no {echo}")
            case Fault.STATUS_413 | Fault.STATUS_502 | Fault.STATUS_503:  # of a proxy in front
                self._raw(int(fault.value), *_page(echo))
            case _:
                self._problem(int(fault.value), f"no {echo}", **{"www-authenticate": echo})

    def _echo(self, request: Seen) -> str:
        """What answers quote, and no log may have: the secrets, and what came with the request."""
        given = (request.target, *(request.headers.get(name, "") for name in _TELLING))
        return " ".join([*self.far.secrets, *given])

    def _problem(self, status: int, detail: str, **headers: str) -> None:
        self._raw(status, json.dumps(self.far.problem(status, detail)).encode(), **headers)

    def _endless(self) -> None:
        self.send_response(201)
        self.end_headers()
        try:
            while not self.far.closing.is_set():
                self.wfile.write(b" " * 65536)
        except OSError:
            self.close_connection = True

    def _raw(
        self,
        status: int,
        body: bytes,
        kind: str = "application/json",
        *,
        reason: str | None = None,
        **headers: str,
    ) -> None:
        self.send_response(status, reason)
        usual = {"content-type": kind, "content-length": str(len(body))}
        for name, value in {**usual, **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True

    def date_time_string(self, timestamp: float | None = None) -> str:
        """The ``Date`` header."""
        return self.far.date or super().date_time_string(timestamp)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""
