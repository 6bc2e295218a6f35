"""HTTP for publishing: what was surely not sent, and what may have been, told apart.

One adapter mounts on any ``requests`` session, so on any client library that is built on one.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection

from bot import clock
from bot.errors import NotSent, PublishError, RateLimited, Refused, Unauthorized, Uncertain
from bot.publishing.rates import come_back_in, skew

LONGEST_ANSWER = 1_000_000  # bytes
LONGEST_REASON = 200  # characters
SLOWEST = 100_000  # bytes a second, on their way out
LONGEST_WAY_OUT = 180.0  # seconds; with the timeouts less than an outbox's lease
SKEW_THAT_MATTERS = timedelta(minutes=4)  # X takes timestamps that are up to 5 minutes off


@dataclass(frozen=True, kw_only=True, slots=True)
class Timeouts:
    """Seconds: to connect, between two pieces of an answer, and from the request to its end.

    The last grows with what is sent, by a second for every SLOWEST bytes.
    """

    connect: float = 10.0
    read: float = 30.0
    total: float = 60.0


class Transport(HTTPAdapter):
    """A requests adapter that raises PublishError and lets nothing but a 2xx answer through.

    It follows no redirect, sends nothing twice, and reads an answer whole before it returns.
    ``base_url`` sends all requests elsewhere than their own host; their signatures stay as made.
    """

    def __init__(self, *, timeouts: Timeouts, base_url: str | None = None) -> None:
        self._timeouts = timeouts
        self._base_url = base_url
        self._reached = False
        self._late = False
        self._socket: socket.socket | None = None
        super().__init__(max_retries=0)
        self._watch(self.poolmanager)

    def proxy_manager_for(self, proxy: str, **kwargs: object) -> PoolManager:
        """The connections through a proxy, watched."""
        manager: PoolManager = super().proxy_manager_for(proxy, **kwargs)
        self._watch(manager)
        return manager

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,  # noqa: FBT001, FBT002 - the signature is requests'
        timeout: object = None,
        verify: bool | str = True,  # noqa: FBT001, FBT002
        cert: bytes | str | tuple[bytes | str, bytes | str] | None = None,
        proxies: Mapping[str, str] | None = None,
    ) -> requests.Response:
        """Send, and answer for what became of it."""
        request = self._addressed(request)
        self._reached, self._late, self._socket = False, False, None
        limits = (self._timeouts.connect, self._timeouts.read)
        failure = None
        way_out = min(len(request.body or b"") / SLOWEST, LONGEST_WAY_OUT)
        most = self._timeouts.total + way_out
        try:
            with self._at_most(most):
                response = super().send(
                    request, stream=True, timeout=limits, verify=verify, cert=cert, proxies=proxies
                )
                _read(response, most)
            if self._late:  # what was cut off in its headers looks like an answer without a body
                raise requests.ConnectionError("hung up on")
        except requests.RequestException as error:
            failure = self._failure(error)
        if failure:  # raised out here, it does not hold on to one that names the request's URL
            raise failure
        if not response.ok or response.is_redirect:
            raise _answer(response)
        return response

    def _addressed(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if self._base_url is None or request.url is None:
            return request
        elsewhere = request.copy()
        elsewhere.url = self._base_url + request.path_url
        return elsewhere

    def _failure(self, error: requests.RequestException) -> PublishError:
        what = "it took too long to answer" if self._late else _in_words(error)
        if not self._reached:
            return NotSent(f"no connection: {what}")
        return Uncertain(f"no clear answer: {what}")

    @contextmanager
    def _at_most(self, seconds: float) -> Iterator[None]:
        """Hang up after so long: an answer that drips never exceeds the time between two pieces."""
        timer = threading.Timer(seconds, self._hang_up)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _hang_up(self) -> None:
        self._late = True
        if self._socket is not None:
            with suppress(OSError):  # it has ended by itself
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)

    def _stands(self, connection: HTTPConnection) -> None:
        self._reached = True
        self._socket = connection.sock

    def _watch(self, manager: PoolManager) -> None:
        """Note the moment a connection stands: before it, nothing of a request can have left."""
        stands = self._stands

        class Plain(HTTPConnection):
            def connect(self) -> None:
                super().connect()
                stands(self)

        class Tls(HTTPSConnection):
            def connect(self) -> None:
                super().connect()
                stands(self)

        class PlainPool(HTTPConnectionPool):
            ConnectionCls = Plain

        class TlsPool(HTTPSConnectionPool):
            ConnectionCls = Tls

        manager.pool_classes_by_scheme = {"http": PlainPool, "https": TlsPool}


def _read(response: requests.Response, seconds: float) -> None:
    """Read the body, up to LONGEST_ANSWER bytes and ``seconds``."""
    end = time.monotonic() + seconds
    pieces: list[bytes] = []
    for piece in response.iter_content(65536):
        pieces.append(piece)
        if sum(map(len, pieces)) > LONGEST_ANSWER or time.monotonic() > end:
            raise requests.ConnectionError("the answer does not end")
    response._content = b"".join(pieces)


def _answer(response: requests.Response) -> PublishError:
    """What an answer other than 2xx means.

    A 4xx says that nothing was done; 408 alone may come from a machine in between, after the
    request was passed on. What a 5xx or a redirect has done, nobody knows.
    """
    status, now = response.status_code, clock.now()
    said = answer_of(response)
    reason = f"{status} {reason_of(response)}"
    headers = lower(response.headers)
    if status == 429:
        wait = come_back_in(headers, now)
        return RateLimited(f"asked to come back later: {reason}", wait, status=status, answer=said)
    if status == 401:
        reason += _of_the_clock(skew(headers, now))
        return Unauthorized(f"the credentials are not taken: {reason}", status=status, answer=said)
    if 400 <= status < 500 and status != 408:
        return Refused(f"refused: {reason}", status=status, answer=said)
    return Uncertain(f"no clear answer: {reason}", status=status, answer=said)


def _of_the_clock(ahead: timedelta) -> str:
    """A signature is good for a few minutes only, so a wrong clock looks like wrong credentials."""
    if abs(ahead) < SKEW_THAT_MATTERS:
        return ""
    minutes = round(abs(ahead).total_seconds() / 60)
    way = "fast" if ahead > timedelta() else "slow"
    return f"; this machine's clock is {minutes} min {way}: set it right"


def lower(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers by their names in lower case."""
    return {name.lower(): value for name, value in headers.items()}


def answer_of(response: requests.Response) -> dict[str, object]:
    """The JSON object of an answer; empty where it holds none."""
    try:
        said = response.json()
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def reason_of(response: requests.Response) -> str:
    """The platform's own words for an error, in one short line."""
    said = answer_of(response)
    errors = said.get("errors")
    inner = errors[0] if isinstance(errors, list) and errors else said.get("error")
    within = inner.get("message") if isinstance(inner, dict) else None
    candidates = (
        *(said.get(name) for name in ("detail", "message", "error_description", "description")),
        within,
        *(said.get(name) for name in ("error", "title")),
        response.reason,
    )
    words = next((each for each in candidates if isinstance(each, str) and each.strip()), "")
    return " ".join(words.split())[:LONGEST_REASON]


# requests' class → what people call it. The first that fits; subclasses come first.
_WORDS: tuple[tuple[type[requests.RequestException], str], ...] = (
    (requests.exceptions.ProxyError, "the proxy does not answer"),
    (requests.exceptions.SSLError, "its certificate or encryption is not right"),
    (requests.exceptions.ConnectTimeout, "it does not answer"),
    (requests.exceptions.ReadTimeout, "it took too long to answer"),
    (requests.exceptions.ChunkedEncodingError, "the answer broke off"),
    (requests.exceptions.ContentDecodingError, "the answer is garbled"),
    (requests.exceptions.ConnectionError, "the connection failed or broke off"),
)


def _in_words(error: requests.RequestException) -> str:
    return next((words for kind, words in _WORDS if isinstance(error, kind)), "it went wrong")
