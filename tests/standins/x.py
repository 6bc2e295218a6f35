"""X on loopback: signatures, media, posts, duplicates and rate limits, and faults on demand."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import re
import socket
import struct
import threading
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote, unquote

from tests.standins.schema import request_problems

PUBLIC_HOST = "https://api.twitter.com"
CREDENTIALS = {
    "consumer_key": "marked-consumer-key",
    "consumer_secret": "marked-consumer-secret",
    "access_token": "marked-access-token",
    "access_secret": "marked-access-secret",
}
UPLOAD, METADATA, POST = "/2/media/upload", "/2/media/metadata", "/2/tweets"


class Fault(StrEnum):
    """Something that goes wrong, before the request is obeyed or after."""

    RESET_BEFORE = "reset before"
    RESET_AFTER = "reset after"
    SILENT_BEFORE = "silent before"
    SILENT_AFTER = "silent after"
    TRUNCATED = "truncated answer"
    HTML = "HTML for JSON"
    LIST = "a list for an object"
    NO_ID = "no id"
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


_OBEYED = {
    Fault.RESET_AFTER,
    Fault.SILENT_AFTER,
    Fault.TRUNCATED,
    Fault.HTML,
    Fault.LIST,
    Fault.NO_ID,
    Fault.ENDLESS,
    Fault.ERROR_AFTER,
}


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A request as it arrived."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


class Problem(Exception):
    """An answer other than "done"."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail


@dataclass
class X:
    """What the server knows. ``faults`` are used up in order, a queue for each route."""

    media: dict[str, bytes] = field(default_factory=dict)
    alt_texts: dict[str, str] = field(default_factory=dict)
    posts: list[dict[str, object]] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    faults: dict[str, deque[Fault]] = field(default_factory=lambda: defaultdict(deque))
    reset_at: int = 4_000_000_000
    base_url: str = ""
    lock: threading.Lock = field(default_factory=threading.Lock)
    closing: threading.Event = field(default_factory=threading.Event)
    nonces: set[str] = field(default_factory=set)
    at_post: Callable[[], None] = lambda: None

    @property
    def texts(self) -> list[object]:
        """The texts that readers see, in order."""
        return [post["text"] for post in self.posts]

    def obey(self, request: Seen) -> tuple[int, dict[str, object]]:
        """Do what the request asks. Raises Problem where X would refuse."""
        self._check_signature(request)
        try:
            body = json.loads(request.body)
        except ValueError:
            raise Problem(400, "the body is no JSON") from None
        wrong = request_problems(request.path, body)
        if wrong:
            raise Problem(400, "; ".join(wrong))
        with self.lock:
            match request.path:
                case "/2/media/upload":
                    return self._upload(body)
                case "/2/media/metadata":
                    return self._describe(body)
                case _:
                    return self._post(body)

    def _upload(self, body: dict[str, str]) -> tuple[int, dict[str, object]]:
        try:
            picture = base64.b64decode(body["media"], validate=True)
        except binascii.Error:
            raise Problem(400, "media is no base64") from None
        if not picture.startswith(b"\x89PNG\r\n\x1a\n") or len(picture) > 5_000_000:
            raise Problem(400, "media is no picture that X takes")
        media_id = str(1_000 + len(self.media))
        self.media[media_id] = picture
        return 200, {"data": {"id": media_id, "media_key": f"3_{media_id}", "size": len(picture)}}

    def _describe(self, body: dict[str, object]) -> tuple[int, dict[str, object]]:
        media_id = str(body["id"])
        if media_id not in self.media:
            raise Problem(400, "no such media")
        metadata = body["metadata"]
        assert isinstance(metadata, dict)
        self.alt_texts[media_id] = metadata["alt_text"]["text"]
        return 200, {"data": {"id": media_id}}

    def _post(self, body: dict[str, object]) -> tuple[int, dict[str, object]]:
        media = body.get("media", {"media_ids": []})
        assert isinstance(media, dict)
        if any(each not in self.media for each in media["media_ids"]):
            raise Problem(400, "Your media IDs are invalid.")
        if body["text"] in self.texts:
            raise Problem(403, "You are not allowed to create a Tweet with duplicate content.")
        post_id = str(1_800_000_000_000_000_000 + len(self.posts))
        self.posts.append({"id": post_id, "text": body["text"], "media": media["media_ids"]})
        return 201, {"data": {"id": post_id, "text": body["text"]}}

    def _check_signature(self, request: Seen) -> None:
        """OAuth 1.0a, HMAC-SHA1 (RFC 5849, 3.4): a JSON body is not part of what is signed."""
        given = {
            name: unquote(value)
            for name, value in re.findall(
                r'(oauth_\w+)="([^"]*)"', request.headers.get("authorization", "")
            )
        }
        signature = given.pop("oauth_signature", "")
        pairs = "&".join(f"{quote(k, '')}={quote(v, '')}" for k, v in sorted(given.items()))
        url = PUBLIC_HOST + request.path
        base = "&".join(quote(part, "") for part in (request.method, url, pairs))
        key = (
            f"{quote(CREDENTIALS['consumer_secret'], '')}&{quote(CREDENTIALS['access_secret'], '')}"
        )
        right = base64.b64encode(
            hmac.new(key.encode(), base.encode(), hashlib.sha1).digest()
        ).decode()
        fresh = given.get("oauth_nonce", "") not in self.nonces
        self.nonces.add(given.get("oauth_nonce", ""))
        if not (hmac.compare_digest(signature, right) and fresh):
            raise Problem(401, "Unauthorized")


@contextmanager
def serve() -> Iterator[X]:
    """X on a free port of loopback, until the block ends."""
    x = X()

    class Handler(_Handler):
        server_x = x

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    x.base_url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield x
    finally:
        x.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    server_x: X

    def do_POST(self) -> None:
        """One request, with the next fault of its route."""
        x = self.server_x
        body = self.rfile.read(int(self.headers.get("content-length", "0")))
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Seen(method="POST", path=self.path, headers=headers, body=body)
        x.seen.append(request)
        fault = x.faults[self.path].popleft() if x.faults[self.path] else None
        if fault is None or fault in _OBEYED:
            try:
                status, answer = x.obey(request)
            except Problem as problem:
                self._answer(problem.status, _problem(problem.status, problem.detail))
                return
            if self.path == POST:
                x.at_post()
        else:
            status, answer = 0, {}
        self._after(fault, status, answer)

    def _after(self, fault: Fault | None, status: int, answer: dict[str, object]) -> None:
        whole = json.dumps(answer).encode()
        match fault:
            case None:
                self._answer(status, answer)
            case Fault.RESET_BEFORE | Fault.RESET_AFTER:
                linger = struct.pack("ii", 1, 0)
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                self.rfile.close()
                self.connection.close()
            case Fault.SILENT_BEFORE | Fault.SILENT_AFTER:
                self.server_x.closing.wait(30)
            case Fault.TRUNCATED:
                self._raw(status, whole[:10], length=len(whole))
            case Fault.HTML:
                self._raw(status, b"<html>hello</html>", kind="text/html")
            case Fault.LIST:
                self._raw(status, b"[]")
            case Fault.NO_ID:
                self._answer(status, {"data": {"id": "../1"}})
            case Fault.ENDLESS:
                self._endless()
            case Fault.REDIRECT:
                self._raw(307, b"", location="https://elsewhere.example/2/tweets")
            case Fault.ERROR_AFTER:
                self._answer(500, _problem(500, "Internal"))
            case _:
                self._status(int(fault.value))

    def _status(self, status: int) -> None:
        if status == 429:
            reset = str(self.server_x.reset_at)
            self._raw(status, b"{}", **{"x-rate-limit-reset": reset})
            return
        # A refusal that quotes the keys back must not bring them into any log.
        detail = f"no {CREDENTIALS['consumer_key']} {CREDENTIALS['access_secret']}"
        self._answer(status, _problem(status, detail))

    def _endless(self) -> None:
        self.send_response(201)
        self.end_headers()
        try:
            while not self.server_x.closing.is_set():
                self.wfile.write(b" " * 65536)
        except OSError:
            self.close_connection = True

    def _answer(self, status: int, answer: dict[str, object]) -> None:
        self._raw(status, json.dumps(answer).encode())

    def _raw(
        self, status: int, body: bytes, kind: str = "application/json", **headers: str | int
    ) -> None:
        length = headers.pop("length", len(body))
        self.send_response(status)
        for name, value in {"content-type": kind, "content-length": length, **headers}.items():
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def _problem(status: int, detail: str) -> dict[str, object]:
    return {"title": "Problem", "detail": detail, "status": status, "type": "about:blank"}
