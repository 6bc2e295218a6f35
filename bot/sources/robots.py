"""What a site's robots.txt lets this program fetch (RFC 9309), and how soon after one another."""

from __future__ import annotations

import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.errors import FetchError, NotAllowed, NotNow
from bot.sources.urls import shown

if TYPE_CHECKING:
    from protego import Protego

    from bot.sources.fetch import Fetcher

SERVES = timedelta(days=1)  # RFC 9309 §2.4
AGAIN = timedelta(minutes=5)  # after it could not be read
LARGEST = 512_000  # bytes that are gone by: RFC 9309 §2.5
LONGEST_DELAY = 60.0  # seconds; Crawl-delay is in no standard, and some sites ask for days
LONGEST_WAIT = 10.0  # seconds that a fetch waits for its turn
MOST_SITES = 1_000
MOST_NAMES = 20  # of programs in one file that may mean this one
_PATIENCE = 10.0  # seconds for robots.txt, which holds up the page
_NAMES = re.compile(r"\s*user-?\s?agent\s*:?\s*([^#]*)", re.IGNORECASE)
_NOBODY = "nobody-at-all"


class Robots:
    """What sites allow, each asked once a day. May be shared by threads.

    ``wait`` waits for so many seconds, ``monotonic`` tells seconds of a steady clock.
    """

    def __init__(
        self,
        fetcher: Fetcher,
        now: Callable[[], datetime],
        *,
        wait: Callable[[float], None] = time.sleep,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        limits = fetcher.limits
        self._fetcher = fetcher.within(replace(limits, total=min(limits.total, _PATIENCE)))
        self._agent = fetcher.limits.user_agent
        self._now = now
        self._wait = wait
        self._monotonic = monotonic
        self._sites: OrderedDict[str, _Site] = OrderedDict()
        self._lock = threading.Lock()

    def check(self, url: str) -> None:
        """Raise NotAllowed for an address that its site keeps from programs.

        Raises NotNow where the site cannot say so now: until it can, nothing is allowed.
        """
        rules = self._rules(url)
        if not rules.can_fetch(url, self._agent):
            raise NotAllowed(
                f"{shown(url)}: the site's robots.txt keeps this program from it; where the site "
                "is yours, set SOURCE_…_ROBOTS=ignore"
            )

    def take_turn(self, url: str) -> None:
        """Wait until a page of the site may be asked for, by the delay that it asks for.

        Raises NotNow where that would take long; the page's turn is later then. Raises as
        ``check`` does.
        """
        self.check(url)
        delay = min(self._rules(url).crawl_delay(self._agent) or 0.0, LONGEST_DELAY)
        if delay <= 0:
            return
        site = self._site(_origin(url))
        with self._lock:
            now = self._monotonic()
            turn = max(now, site.next_turn)
            if turn - now > LONGEST_WAIT:
                raise NotNow(f"{shown(url)}: its site asks for {delay:g} seconds between pages")
            site.next_turn = turn + delay
        if turn > now:
            self._wait(turn - now)

    def _site(self, origin: str) -> _Site:
        with self._lock:
            site = self._sites.setdefault(origin, _Site())
            self._sites.move_to_end(origin)
            if len(self._sites) > MOST_SITES:
                self._sites.popitem(last=False)
            return site

    def _rules(self, url: str) -> Protego:
        origin = _origin(url)
        site, now = self._site(origin), self._now()
        with site.lock:
            if not site.asked_at <= now < site.ask_at:
                self._ask(site, origin, now)
            if site.rules is None:
                raise NotNow(f"{site.trouble}; until it can be read, no page is fetched")
            return site.rules

    def _ask(self, site: _Site, origin: str, now: datetime) -> None:
        """RFC 9309 §2.3.1: 4xx allows all; what cannot be reached leaves what is known."""
        site.asked_at, site.ask_at = now, now + SERVES
        try:
            got = self._fetcher.get(f"{origin}/robots.txt")
        except FetchError as error:
            if error.status is not None and 400 <= error.status < 500:
                site.rules = _parsed("", self._agent)
                return
            site.trouble, site.ask_at = str(error), now + AGAIN
        else:
            site.rules = _parsed(got.body[:LARGEST].decode("utf-8", "replace"), self._agent)


class _Site:
    """What is known of one site; ``ask_at`` is when it is asked again."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.rules: Protego | None = None
        self.trouble = ""
        self.asked_at = self.ask_at = datetime.min.replace(tzinfo=UTC)
        self.next_turn = 0.0


def _parsed(text: str, agent: str) -> Protego:
    from protego import Protego

    return Protego.parse("\n".join(_for(agent, text.removeprefix("\ufeff").splitlines())))


def _for(agent: str, lines: list[str]) -> Iterator[str]:
    """The lines, of which those that name other programs all name one.

    A parser keeps every rule for every name: a file of nothing but names would take hours.
    """
    left = MOST_NAMES
    for line in lines:
        named = _NAMES.match(line)
        name = named.group(1).strip().lower() if named else ""
        if not named:
            yield line
        elif name == "*" or (left > 0 and name.strip("*") and name.strip("*") in agent.lower()):
            left -= name != "*"
            yield line
        else:
            yield f"User-agent: {_NOBODY}"


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme.lower()}://{parts.netloc.lower()}"
