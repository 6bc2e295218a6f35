"""The exchange with a server behind one fetch: requests, redirects, the body, plain errors."""

from __future__ import annotations

import contextlib
import functools
import ssl
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime

import httpcore
import httpx

from bot import clock
from bot.errors import FetchError
from bot.sources.connect import (
    AddressRefused,
    Connect,
    Deadline,
    DeadlinePassed,
    GuardedBackend,
    NameNotFound,
    Resolve,
    open_socket,
    system_resolve,
)
from bot.sources.fetch import Fetched, FetchLimits, Leave
from bot.sources.unpack import CannotUnpack, unpacker
from bot.sources.urls import shown

Headers = dict[bytes | str, bytes | str]

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ACCEPT = (
    "text/html, application/xhtml+xml, application/atom+xml, application/rss+xml,"
    " application/feed+json, application/xml;q=0.9, */*;q=0.8"
)
# What editors can do about an answer that is an error.
_MENDS = {
    401: "the page asks for a password",
    403: "the server refuses this program; ask the site to allow it",
    404: "check the address",
    410: "the page was taken down for good",
    429: "too many requests; try again later",
    451: "withheld for legal reasons",
}


@functools.cache
def _default_tls() -> ssl.SSLContext:
    return httpx.create_ssl_context()


class Exchange:
    """One fetch of ``url``; to be used once."""

    def __init__(
        self,
        url: str,
        limits: FetchLimits,
        *,
        resolve: Resolve | None = None,
        connect: Connect | None = None,
        tls: ssl.SSLContext | None = None,
        leave: Leave | None = None,
    ) -> None:
        self._url = url
        self._shown = shown(url)
        self._limits = limits
        self._resolve = resolve or system_resolve
        self._connect = connect or open_socket
        self._tls = tls
        self._leave = leave
        self._deadline = Deadline(limits.total)

    def get(self, *, etag: str | None, last_modified: str | None) -> Fetched:
        """The answer at the end of the redirects; see ``Fetcher.get``."""
        headers = self._headers(etag, last_modified)
        here = self._parsed(self._url)
        for _ in range(self._limits.max_redirects + 1):
            if self._leave:
                self._leave(str(here))
            with self._request(here, headers) as response:
                if response.status not in _REDIRECTS:
                    return self._answer(here, response)
                here = self._redirect_target(here, response)
        raise self._error(
            f"redirected more than {self._limits.max_redirects} times; give the final address"
        )

    def _error(self, message: str, status: int | None = None) -> FetchError:
        return FetchError(f"{self._shown}: {message}", status=status)

    # --- the request ---------------------------------------------------------------------

    def _parsed(self, text: str) -> httpx.URL:
        try:
            url = httpx.URL(text)
        except (httpx.InvalidURL, ValueError):
            raise self._error("not a web address; check it for typing errors") from None
        return self._allowed(url)

    def _allowed(self, url: httpx.URL) -> httpx.URL:
        if url.scheme not in ("http", "https"):
            scheme = f"{url.scheme}:" if url.scheme else "an address without scheme"
            raise self._error(f"leads to {scheme[:40]}, and only http: and https: are fetched")
        if not url.host:
            raise self._error("no host in it; write it as https://host/page")
        if url.userinfo:
            raise self._error("carries a user name or password; give it without")
        return url

    def _headers(self, etag: str | None, last_modified: str | None) -> Headers:
        headers: Headers = {
            "User-Agent": self._limits.user_agent,
            "Accept": _ACCEPT,
            "Accept-Encoding": "gzip, deflate",
            "Connection": "close",
        }
        if _sendable(etag):
            headers["If-None-Match"] = etag or ""
        if _sendable(last_modified):
            headers["If-Modified-Since"] = last_modified or ""
        return headers

    @contextlib.contextmanager
    def _request(self, here: httpx.URL, headers: Headers) -> Iterator[httpcore.Response]:
        """The answer to one request, its body not yet read; every network error made plain."""
        target = httpcore.URL(
            scheme=here.raw_scheme, host=here.raw_host, port=here.port, target=here.raw_path
        )
        backend = GuardedBackend(
            deadline=self._deadline,
            allow_private=here.host in self._limits.allow_private,
            resolve=self._resolve,
            connect=self._connect,
        )
        step = self._limits.read
        timeouts = {"connect": self._limits.connect, "read": step, "write": step}
        with self._plain_errors(here.host):
            connection = httpcore.HTTPConnection(
                target.origin, ssl_context=self._tls or _default_tls(), network_backend=backend
            )
            with (
                connection,
                connection.stream(
                    "GET",
                    target,
                    headers={**headers, "Host": here.netloc.decode("ascii")},
                    extensions={"timeout": timeouts},
                ) as response,
            ):
                yield response

    def _redirect_target(self, here: httpx.URL, response: httpcore.Response) -> httpx.URL:
        location = httpx.Headers(response.headers).get("location")
        if not location:
            raise self._error(
                f"the server answers {response.status} without saying where to;"
                " give the final address",
                response.status,
            )
        try:
            target = here.join(location)
        except (httpx.InvalidURL, ValueError):
            raise self._error(
                "redirects to something that is no address; give the final address"
            ) from None
        return self._allowed(target)

    # --- the answer ----------------------------------------------------------------------

    def _answer(self, here: httpx.URL, response: httpcore.Response) -> Fetched:
        headers = httpx.Headers(response.headers)
        retry_after = _retry_after(headers.get("retry-after", ""))
        if response.status != 304 and not 200 <= response.status < 300:
            later = "try again later" if response.status >= 500 else "check the address"
            raise FetchError(
                f"{self._shown}: the server answers {response.status};"
                f" {_MENDS.get(response.status, later)}",
                status=response.status,
                retry_after=retry_after,
            )
        content_type, charset = _content_type(headers.get("content-type", ""))
        not_modified = response.status == 304
        return Fetched(
            url=self._url,
            final_url=str(here),
            status=response.status,
            content_type=content_type,
            charset=charset,
            body=b"" if not_modified else self._body(response, headers),
            etag=_sendable(headers.get("etag")),
            last_modified=_sendable(headers.get("last-modified")),
            retry_after=retry_after,
            not_modified=not_modified,
            date=_moment(headers.get("date", "")),
        )

    def _body(self, response: httpcore.Response, headers: httpx.Headers) -> bytes:
        announced = headers.get("content-length", "")
        self._check_size(int(announced[:20]) if announced.isdecimal() else 0)
        unpack = unpacker(headers.get("content-encoding", ""))
        received = 0
        unpacked = bytearray()
        for chunk in response.iter_stream():
            received += len(chunk)
            self._check_size(received)
            for piece in unpack(chunk):
                unpacked += piece
                self._check_size(len(unpacked))
                self._deadline.remaining()
        return bytes(unpacked)

    def _check_size(self, size: int) -> None:
        limit = self._limits.max_bytes
        if size > limit:
            raise self._error(f"sends more than {limit / 1e6:g} MB; that is no article or feed")

    # --- what goes wrong -----------------------------------------------------------------

    @contextlib.contextmanager
    def _plain_errors(self, host: str) -> Iterator[None]:
        """Everything that the network can say no with, as one FetchError in plain words."""
        try:
            yield
        except NameNotFound:
            raise self._error(f"no server is called {host}; check the address") from None
        except AddressRefused as error:
            raise self._error(
                f"{host} has the private address {error}, which is not fetched;"
                " allow the host in the settings if it is yours"
            ) from None
        except (DeadlinePassed, httpcore.TimeoutException):
            raise self._error(
                f"{host} did not answer in time (at most {self._limits.total:g} s in all);"
                " try again later"
            ) from None
        except httpcore.ConnectError as error:
            raise self._error(_connect_trouble(host, error)) from None
        except (httpcore.NetworkError, httpcore.ProtocolError):
            raise self._error(f"{host} broke off or does not speak HTTP; try again later") from None
        except CannotUnpack as error:
            raise self._error(f"the answer {error}; tell the site") from None


def _connect_trouble(host: str, error: httpcore.ConnectError) -> str:
    cause = error.__cause__
    if isinstance(cause, ssl.SSLCertVerificationError):
        return f"the certificate of {host} is not valid ({cause.verify_message}); tell the site"
    if isinstance(cause, ssl.SSLError):
        return f"no secure connection to {host}; check whether the address is http or https"
    return f"no connection to {host}; check the address or try again later"


def _sendable(value: str | None) -> str | None:
    """A validator that may be sent back: what no header can carry counts as none."""
    return value if value and value.isascii() and value.isprintable() else None


def _content_type(header: str) -> tuple[str, str | None]:
    kind, _, parameters = header.partition(";")
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return kind.strip().lower(), value.strip(" \t\"'").lower() or None
    return kind.strip().lower(), None


def _retry_after(value: str) -> float | None:
    """Seconds to wait, from either form of Retry-After (RFC 9110 §10.2.3)."""
    if value.isascii() and value.isdecimal():
        return float(value[:9])
    until = _moment(value)
    return None if until is None else max(0.0, (until - clock.now()).total_seconds())


def _moment(value: str) -> datetime | None:
    """A date of HTTP (RFC 9110 §5.6.7) in UTC; None for anything else."""
    try:
        return clock.in_utc(parsedate_to_datetime(value))
    except (ValueError, OverflowError):
        return None
