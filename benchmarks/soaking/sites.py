"""Newspapers that exist only as answers: feeds and pages at a simulated time, well or badly.

Everything follows from the time and a seed, so every process sees the same newspapers.
"""

from __future__ import annotations

import hashlib
import ssl
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import httpcore

from tests.newsroom import FEED, ITEM, PAGE, SAID

HOST = "paper.test"
LISTED = 30  # articles in a feed
_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Story:
    """An article: when it appears, and in which feeds."""

    number: int
    at: datetime
    feeds: tuple[int, ...]

    @property
    def url(self) -> str:
        """Where it stands."""
        return f"http://{HOST}/story/{self.number}.html"


def stories(start: datetime, days: float, *, a_day: int, feeds: int) -> list[Story]:
    """The articles of all feeds; every tenth is in two of them."""
    count = int(days * a_day)
    made = []
    for number in range(count):
        at = start + _DAY * (number / a_day) + timedelta(minutes=_chance("at", number) % 45)
        first = _chance("feed", number) % feeds
        second = (first + 1) % feeds if number % 10 == 0 else first
        made.append(Story(number=number, at=at, feeds=tuple({first: 0, second: 0})))
    return made


def _chance(*words: object) -> int:
    return int.from_bytes(hashlib.sha256(" ".join(map(str, words)).encode()).digest()[:6])


class Sites:
    """Answers for all newspapers at the time of ``now``; while ``faulty``, badly now and then."""

    def __init__(
        self,
        now: Callable[[], datetime],
        every: Iterable[Story],
        *,
        faulty: Callable[[], bool] = lambda: True,
    ) -> None:
        self._now = now
        self._faulty = faulty
        self._stories = {story.number: story for story in every}
        self._by_feed: dict[int, list[Story]] = {}
        for story in self._stories.values():
            for feed in story.feeds:
                self._by_feed.setdefault(feed, []).append(story)
        self.asked = 0
        self.conditional = 0

    def resolve(self, host: str, port: int) -> list[str]:
        """One public address for all."""
        return ["93.184.216.34"]

    def connect(self, address: str, port: int, timeout: float) -> httpcore.NetworkStream:
        """A connection that answers one request."""
        return _Stream(self._answer)

    def _answer(self, request: bytes) -> bytes:
        line, *lines = request.split(b"\r\n")
        path = line.split(b" ")[1].decode()
        headers = dict(each.lower().split(b": ", 1) for each in lines if b": " in each)
        now = self._now()
        self.asked += 1
        trouble = _chance("trouble", path, now.strftime("%d %H")) % 60 if self._faulty() else 60
        match trouble:
            case 0:
                raise httpcore.ReadError
            case 1:
                raise httpcore.ReadTimeout
            case 2:
                return _http(503, b"later", "Retry-After: 600")
            case 3:
                return _http(200, b"\x1f\x8b<html><garbage", "Content-Type: text/xml")
        if path.startswith("/feed/"):
            return self._feed(int(path[6:]), now, headers.get(b"if-none-match", b"").decode())
        if path == "/robots.txt":
            return _http(200, b"User-agent: *\nDisallow: /account/\n", "Content-Type: text/plain")
        return self._page(int(path.split("/")[2].partition(".")[0]), now)

    def _feed(self, feed: int, now: datetime, etag: str) -> bytes:
        out = [story for story in self._by_feed.get(feed, ()) if story.at <= now][-LISTED:]
        # Once a week a feed gives all its articles new guids; now and then one is dated anew.
        week = now.isocalendar().week if feed % 7 == 0 else 0
        items = []
        for story in reversed(out):
            again = feed % 5 == 0 and now - story.at > timedelta(hours=6)
            at = now.replace(minute=0, second=0) if again else story.at
            stamp = f"<pubDate>{at:%a, %d %b %Y %H:%M:%S} GMT</pubDate>"
            guid = f"{story.url}#{week}"
            items.append(ITEM.format(title=_title(story), url=story.url, guid=guid, dated=stamp))
        body = FEED.format(items="".join(items)).encode()
        tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if etag:
            self.conditional += 1
        if etag == tag:
            return _http(304, b"", f"ETag: {tag}")
        return _http(200, body, "Content-Type: application/rss+xml", f"ETag: {tag}")

    def _page(self, number: int, now: datetime) -> bytes:
        story = self._stories.get(number)
        if story is None or story.at > now:
            return _http(404, b"nothing")
        dated = f'<meta property="article:published_time" content="{story.at:%Y-%m-%dT%H:%M:%SZ}">'
        said = f"{SAID}, comme prévu au chantier {number}"
        page = PAGE.format(
            title=_title(story), url=story.url, number=number, said=said, dated=dated
        )
        return _http(200, page.encode(), "Content-Type: text/html; charset=utf-8")


def _title(story: Story) -> str:
    return f"La piscine numéro {story.number} rouvrira en juin"


def _http(status: int, body: bytes, *headers: str) -> bytes:
    length = [] if status == 304 else [f"Content-Length: {len(body)}"]
    head = "\r\n".join((f"HTTP/1.1 {status} x", *headers, *length, "Connection: close", "", ""))
    return head.encode() + body


class _Stream(httpcore.NetworkStream):
    """Takes a request, and gives the answer in pieces."""

    def __init__(self, answer: Callable[[bytes], bytes]) -> None:
        self._answer = answer
        self._request = b""
        self._pieces: Iterator[bytes] | None = None

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Take some of the request."""
        self._request += buffer

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Give some of the answer, nothing at its end."""
        if self._pieces is None:
            whole = self._answer(self._request)
            starts = range(0, len(whole), 16_384)
            self._pieces = iter([whole[start : start + 16_384] for start in starts])
        return next(self._pieces, b"")

    def close(self) -> None:
        """Nothing to close."""

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        """These newspapers have no TLS."""
        raise NotImplementedError

    def get_extra_info(self, info: str) -> object:
        """Nothing is known of the other side."""
        return None
