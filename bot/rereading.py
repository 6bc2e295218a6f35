"""The last look at an article before a post about it goes out: read it again, and compare."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from bot import sources
from bot.errors import FetchError, SourceError
from bot.model import Article, QueuedPost
from bot.review.rereading import no_longer_so
from bot.settings import Settings
from bot.sources.fetch import Fetcher, limits_of
from bot.store.records import StoredArticle

# The posts of one article go out together, on several platforms.
SERVES = timedelta(minutes=1)
GONE = frozenset({404, 410, 451})


class Rereader:
    """Reads articles again, each at most once a minute."""

    def __init__(self, settings: Settings, now: Callable[[], datetime]) -> None:
        self._settings = settings
        self._now = now
        self._fetcher = Fetcher(limits_of(settings))
        self._read: dict[str, tuple[datetime, Article]] = {}

    def __call__(self, post: QueuedPost, stored: StoredArticle) -> str | None:
        """What of ``post`` the article no longer says; None where all of it stands.

        An article without a URL is what was stored. Raises SourceError where it cannot be read.
        """
        if stored.url is None:
            return None
        try:
            article = self._article(stored.url)
        except FetchError as error:
            if error.status in GONE:
                return f"its article is gone: {error}"
            raise
        return "; ".join(no_longer_so(post, stored, article)) or None

    def _article(self, url: str) -> Article:
        now = self._now()
        self._read = {each: read for each, read in self._read.items() if now - read[0] < SERVES}
        if url not in self._read:
            self._read[url] = (now, self._fetch(url, now))
        return self._read[url][1]

    def _fetch(self, url: str, now: datetime) -> Article:
        zone = self._settings.zone.key
        read = sources.load(url, fetcher=self._fetcher, fetched_at=now, limit=1, zone=zone)
        found = next(iter(read), None)
        if isinstance(found, sources.Unreadable):
            raise found.error
        if found is None:
            raise SourceError(f"{url}: no article there")
        return found
