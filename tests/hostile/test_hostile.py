"""One pass over a dozen hostile sources and pages, and two that are well.

All names lead to one server on loopback, except those of private networks and of a name server that
changes its answer.
"""

from __future__ import annotations

import gzip
import resource
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import httpcore
import pytest

from bot.desk import Pass
from bot.sources.connect import open_socket
from bot.sources.fetch import Fetched, Fetcher, FetchLimits
from tests.newsroom import FEED, ITEM, NOW, PAGE, SAID, configured, desk_of
from tests.sources.server import Answer, WebServer, endless, gzip_bomb

MB = 1_000_000
# Time enough for a busy machine; and little, for those who never answer in time.
LIMITS = FetchLimits(connect=10, read=20, total=30, max_bytes=MB)
READ, TOTAL = 0.4, 0.8
SLOW = ("silent", "loris", "slow")
XML = {"Content-Type": "application/rss+xml"}
HTML = {"Content-Type": "text/html; charset=utf-8"}

LAUGHS = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha">{}]>
<rss version="2.0"><channel><title>&z;</title></channel></rss>""".format(
    "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(25))
)
OUTSIDE = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY z SYSTEM "file:///etc/passwd">]>
<rss version="2.0"><channel><title>&z;</title></channel></rss>"""
PARAMETER = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY % z SYSTEM "http://10.0.0.5/x.dtd">%z;]>
<rss version="2.0"><channel><title>x</title></channel></rss>"""


UTF_8 = {"Content-Type": "text/xml; charset=utf-8"}
WINDOWS = FEED.format(
    items="<item><title>L’été</title><link>http://charset.test/a</link></item>"
).encode("cp1252")


def feed(*urls: str) -> bytes:
    """A feed of these pages, published an hour before the pass."""
    at = f"<pubDate>{NOW - timedelta(hours=1):%a, %d %b %Y %H:%M:%S} GMT</pubDate>"
    items = [ITEM.format(title="Un titre", url=url, guid=url, dated=at) for url in urls]
    return FEED.format(items="".join(items)).encode()


@dataclass(frozen=True)
class Site:
    """A source on a host of its own, and what is said of it: its error, or "" where it is read."""

    name: str
    answer: Answer
    error: str
    path: str = "/feed"


def dripping() -> Iterator[bytes]:
    """A sign now and then, for as long as anyone listens."""
    never = threading.Event()
    while not never.wait(0.05):
        yield b"<"


def sites() -> list[Site]:
    """The hostile sources."""
    return [
        Site("laughs", Answer(headers=XML, body=LAUGHS.encode()), "declares entities"),
        Site("outside", Answer(headers=XML, body=OUTSIDE.encode()), "declares entities"),
        Site("parameter", Answer(headers=XML, body=PARAMETER.encode()), "declares entities"),
        Site(
            "bomb",
            Answer(headers={**XML, "Content-Encoding": "gzip"}, body=gzip_bomb(MB) * 200),
            "sends more than 1 MB",
        ),
        Site("packed", Answer(body=gzip_bomb(MB) * 60), "unpacks to more than 50 MB"),
        Site(
            "large",
            Answer(headers={**XML, "Content-Length": str(200 * MB)}, chunks=endless(b"x" * 65_536)),
            "sends more than 1 MB",
        ),
        Site("endless", Answer(headers=XML, chunks=endless(b" " * 65_536)), "sends more than 1 MB"),
        Site("loris", Answer(headers=XML, body=b"<rss>", chunks=dripping), "not answer in time"),
        Site("silent", Answer(silent=True), "did not answer in time"),
        Site(
            "headers",
            Answer(raw=b"HTTP/1.1 200 OK\r\n" + b"X-A: " + b"a" * 2 * MB),
            "does not speak HTTP",
        ),
        Site("page", Answer(headers=HTML, body=b"<!doctype html><html>"), "HTML page"),
        Site("deep", Answer(headers=XML, body=b"<rss>" + b"<a>" * 90_000), "nested over 100 deep"),
        Site("binary", Answer(headers=XML, body=bytes(range(256)) * 40), ""),
        Site("loop", Answer(status=302, headers={"Location": "/feed"}), "redirected more than 5"),
        Site(
            "inward",
            Answer(status=302, headers={"Location": "http://intranet.test/admin"}),
            "has the private address 10.0.0.5",
        ),
        Site("metadata", Answer(status=302, headers={"Location": "http://169.254.169.254"}), "169"),
        Site("local", Answer(status=302, headers={"Location": "file:///etc/passwd"}), "to file:"),
        Site("rebinding", Answer(), "no connection to rebinding.test"),
        Site("broken", Answer(), "the program fails on it (ZeroDivisionError)"),
        Site("charset", Answer(headers=UTF_8, body=WINDOWS), ""),
    ]


class Network:
    """Names and connections: the hosts of the test, and one whose name server lies."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.connected: list[str] = []
        self._asked = 0

    def resolve(self, host: str, port: int) -> list[str]:
        """The first answer for a rebinding name is public, every other is this machine."""
        if host == "rebinding.test":
            self._asked += 1
            return ["93.184.216.34" if self._asked == 1 else "127.0.0.1"]
        if host == "intranet.test":
            return ["10.0.0.5"]
        if host == "broken.test":
            return ["127.0.0.2"]
        return [host if host[0].isdigit() else "127.0.0.1"]

    def connect(self, address: str, port: int, timeout: float) -> httpcore.NetworkStream:
        """A connection to loopback alone; a defect of the program where "broken" is asked."""
        self.connected.append(address)
        if address == "127.0.0.2":
            raise ZeroDivisionError
        if address != "127.0.0.1":
            raise httpcore.ConnectError
        return open_socket(address, port, timeout)


class Watched(Fetcher):
    """Has little time for those who are slow. Their sources fail once the last one is asked, so
    that the order tells who was held up, however busy the machine is."""

    last_is_asked = threading.Event()

    def get(
        self, url: str, *, etag: str | None = None, last_modified: str | None = None
    ) -> Fetched:
        """Fetch it."""
        site, _, path = urlsplit(url).path[1:].partition("/")
        if site == "good":
            self.last_is_asked.set()
        hasty = replace(self.limits, read=READ, total=TOTAL)
        if site.removesuffix(".html") in SLOW and self.limits != hasty:
            try:
                return self.within(hasty).get(url)
            finally:
                if path:
                    self.last_is_asked.wait(LIMITS.total)
        return super().get(url, etag=etag, last_modified=last_modified)


@dataclass
class Outcome:
    """What came of the pass."""

    done: Pass
    network: Network
    web: WebServer
    grown: int


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outcome]:
    folder = tmp_path_factory.mktemp("hostile")
    with WebServer() as web:
        yield _pass(folder, web)


def _pass(folder: Path, web: WebServer) -> Outcome:
    hostile = sites()
    hosts = [f"{site.name}.test" for site in hostile]
    for site in hostile:
        web.answer(f"/{site.name}{site.path}", site.answer)
    web.answer("/loop/feed", Answer(status=302, headers={"Location": "/loop/feed"}))
    good = [web.url(f"/{name}.html", "good.test") for name in ("a", "bomb", "slow", "b")]
    for name in ("a", "b"):
        page = PAGE.format(
            title=f"La piscine {name} rouvre", url="", number=name, said=f"{SAID} {name}", dated=""
        )
        web.answer(f"/{name}.html", Answer(headers=HTML, body=page.encode()))
    packed = {**HTML, "Content-Encoding": "gzip"}
    web.answer("/bomb.html", Answer(headers=packed, body=gzip.compress(b"<p>x" * MB, 1) * 50))
    web.answer("/slow.html", Answer(headers=HTML, chunks=dripping))
    web.answer("/good", Answer(headers=XML, body=feed(*good)))
    plain = configured(folder, web, first=9)
    names = [
        (site.name, web.url(f"/{site.name}{site.path}", f"{site.name}.test")) for site in hostile
    ]
    names.append(("good", web.url("/good", "good.test")))
    # What answers slowly comes first, so that it could hold up the rest.
    names.sort(key=lambda each: each[0] not in ("silent", "loris"))
    watched = [replace(plain.sources[0], name=name, url=url) for name, url in names]
    network = Network(web.port)
    allowed = frozenset({*hosts, "good.test"} - {"rebinding.test"})
    fetcher = Watched(
        replace(LIMITS, allow_private=allowed), resolve=network.resolve, connect=network.connect
    )
    settings = replace(plain, sources=tuple(watched), fetch_at_once=4)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with desk_of(settings, lambda: NOW, fetcher=fetcher) as desk:
        done = desk.run()
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    return Outcome(done=done, network=network, web=web, grown=grown * 1024)


@pytest.mark.parametrize("site", sites(), ids=lambda site: site.name)
def test_each_is_contained(outcome: Outcome, site: Site) -> None:
    (poll,) = [poll for poll in outcome.done.polls if poll.source == site.name]
    assert site.error in (poll.error or "")
    assert bool(poll.error) == bool(site.error) or site.name == "binary"
    assert "root:" not in str(poll)
    assert "\n" not in (poll.error or "")


def test_the_others_are_read_meanwhile(outcome: Outcome) -> None:
    order = [poll.source for poll in outcome.done.polls]
    (good,) = [poll for poll in outcome.done.polls if poll.source == "good"]
    assert [drafted.title for drafted in good.drafted] == [
        "La piscine a rouvre", "La piscine b rouvre",
    ]  # fmt: skip
    # Those that answer slowly hold up nobody: what was asked after them is done before them.
    assert order.index("page") < order.index("silent")
    assert order.index("page") < order.index("loris")


def test_pages_are_contained_too(outcome: Outcome) -> None:
    (good,) = [poll for poll in outcome.done.polls if poll.source == "good"]
    assert any("bomb.html" in note and "more than 1 MB" in note for note in good.notes)
    assert any("slow.html" in note and "in time" in note for note in good.notes)


def test_no_private_address_is_connected_to(outcome: Outcome) -> None:
    assert not {"10.0.0.5", "169.254.169.254"} & set(outcome.network.connected)
    # The name that was rebound was asked for once, and only its checked address was tried.
    assert outcome.network.connected.count("93.184.216.34") == 1
    assert outcome.network._asked == 1


def test_it_costs_no_more_than_it_may(outcome: Outcome) -> None:
    """200 MB were offered three times; four threads take 1 MB each, and packed files 50."""
    assert outcome.grown < 250 * MB


def test_what_failed_is_asked_again_later(outcome: Outcome) -> None:
    failed = [poll for poll in outcome.done.polls if poll.error]
    assert all(poll.next_at and poll.next_at > NOW for poll in failed)
    assert {poll.failures for poll in failed} == {1}
