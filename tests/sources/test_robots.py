"""What a site's robots.txt lets through, on a web server."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.errors import NotAllowed, NotNow
from bot.sources.fetch import Fetcher, FetchLimits
from bot.sources.robots import AGAIN, LARGEST, SERVES, Robots
from tests.newsroom import NOW
from tests.sources.server import Answer, WebServer


class World:
    """A site, its robots.txt, and a time that a test sets."""

    def __init__(self, web: WebServer) -> None:
        self.web = web
        self.at = NOW
        self.waits: list[float] = []
        limits = FetchLimits(allow_private=frozenset({web.host}), user_agent="newsroom-bot/1.0")
        self.fetcher = Fetcher(limits)
        self.robots = Robots(
            self.fetcher,
            lambda: self.at,
            wait=self.waits.append,
            monotonic=lambda: self.at.timestamp(),
        )

    def says(self, text: str) -> None:
        self.web.answer("/robots.txt", Answer(body=text.encode()))

    def allows(self, path: str) -> bool:
        try:
            self.robots.check(self.web.url(path))
        except NotAllowed:
            return False
        return True

    @property
    def asked(self) -> int:
        return sum(request.path == "/robots.txt" for request in self.web.requests)


@pytest.fixture
def world(web: WebServer) -> World:
    return World(web)


# robots.txt → what it keeps from this program, and what it lets it read
FILES: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "nothing": ("", (), ("/a", "/")),
    "all": ("User-agent: *\nDisallow: /", ("/", "/a?b=c"), ("/robots.txt",)),
    "a folder": ("User-agent: *\nDisallow: /private/", ("/private/1.html",), ("/private", "/a")),
    "another program": ("User-agent: other\nDisallow: /", (), ("/a",)),
    "this program": ("User-agent: newsroom-bot\nDisallow: /a\n\nUser-agent: *\nDisallow: /",
                     ("/a",), ("/b",)),
    "two programs": ("User-agent: other\nUser-agent: Newsroom-Bot\nDisallow: /a", ("/a",), ("/b",)),
    "the longest rule": ("User-agent: *\nDisallow: /a\nAllow: /a/open", ("/a/1",), ("/a/open/1",)),
    "signs": ("User-agent: *\nDisallow: /*.pdf$\nDisallow: /*/print/",
              ("/a/b.pdf", "/a/print/1"), ("/a.pdf?x=1", "/print")),
    "escapes": ("User-agent: *\nDisallow: /caf%C3%A9/", ("/café/1", "/caf%c3%a9/1"), ("/cafe/1",)),
    "byte order mark, CR": ("\ufeffUser-agent: *\r\rDisallow: /a # why\r", ("/a",), ("/b",)),
    "a page": ("<!doctype html><title>No such page</title>", (), ("/a",)),
    "many programs": ("".join(f"User-agent: p{n}\n" for n in range(60_000))[: LARGEST - 100]
                      + "\nUser-agent: *\nDisallow: /a", ("/a",), ("/b",)),
    "many signs": ("User-agent: *\nDisallow: /" + "a*" * 200_000 + "b", (), ("/" + "a" * 1_900,)),
}  # fmt: skip


@pytest.mark.parametrize(("text", "kept", "open_"), FILES.values(), ids=FILES.keys())
def test_what_a_site_allows(
    world: World, text: str, kept: tuple[str, ...], open_: tuple[str, ...]
) -> None:
    world.says(text)
    assert [path for path in kept if world.allows(path)] == []
    assert [path for path in open_ if not world.allows(path)] == []
    assert world.asked == 1


def test_it_is_asked_once_a_day(world: World) -> None:
    world.says("")
    assert world.allows("/a")
    world.says("User-agent: *\nDisallow: /")
    world.at += SERVES - timedelta(seconds=1)
    assert world.allows("/a")
    world.at += timedelta(seconds=1)
    assert not world.allows("/a")
    assert world.asked == 2


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_without_one_all_is_allowed(world: World, status: int) -> None:
    world.web.answer("/robots.txt", Answer(status=status))
    assert world.allows("/a")


def test_while_it_cannot_be_reached_nothing_is_allowed(world: World) -> None:
    world.web.answer("/robots.txt", Answer(status=503))
    for _ in range(3):
        with pytest.raises(NotNow, match=r"/robots\.txt: the server answers 503.*no page"):
            world.allows("/a")
    assert world.asked == 1
    world.says("")
    world.at += AGAIN
    assert world.allows("/a")


def test_what_it_said_holds_while_it_cannot_be_reached(world: World) -> None:
    world.says("User-agent: *\nDisallow: /a")
    assert not world.allows("/a")
    world.at += SERVES
    world.web.answer("/robots.txt", Answer(status=500))
    assert (world.allows("/a"), world.allows("/b")) == (False, True)


def test_a_redirect_is_asked_about_too(world: World) -> None:
    world.says("User-agent: *\nDisallow: /kept")
    world.web.serve("/kept", "<p>kept</p>")
    world.web.answer("/open", Answer(status=302, headers={"Location": "/kept"}))
    with pytest.raises(NotAllowed, match="SOURCE_…_ROBOTS=ignore"):
        world.fetcher.asking(world.robots.check).get(world.web.url("/open"))
    assert [request.path for request in world.web.requests] == ["/robots.txt", "/open"]


def test_pages_keep_the_distance_that_a_site_asks_for(world: World) -> None:
    world.says("User-agent: *\nCrawl-delay: 4")
    page = world.web.url("/a")
    for _ in range(3):
        world.robots.take_turn(page)
    assert world.waits == [4.0, 8.0]
    with pytest.raises(NotNow, match="4 seconds between pages"):
        world.robots.take_turn(page)
    world.at += timedelta(seconds=12)
    world.robots.take_turn(page)
    assert world.waits == [4.0, 8.0]


def test_no_site_asks_for_days(world: World) -> None:
    world.says("User-agent: *\nCrawl-delay: 86400")
    world.robots.take_turn(world.web.url("/a"))
    world.at += timedelta(minutes=1)
    world.robots.take_turn(world.web.url("/a"))
    assert world.waits == []
