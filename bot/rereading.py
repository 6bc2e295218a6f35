"""Reading an article again that was drafted before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from bot import sources
from bot.errors import SourceError
from bot.model import Article
from bot.settings import Settings
from bot.sources.fetch import Fetcher, limits_of
from bot.store.records import StoredArticle

# The posts of one article go out together, on several platforms.
SERVES = timedelta(minutes=1)


class Rereader:
    """Reads articles again, each at most once a minute."""

    def __init__(
        self, settings: Settings, now: Callable[[], datetime], fetcher: Fetcher | None = None
    ) -> None:
        self._settings = settings
        self._now = now
        self._fetcher = fetcher or Fetcher(limits_of(settings))
        self._read: dict[str, tuple[datetime, Article]] = {}

    def read(self, stored: StoredArticle) -> Article:
        """The article as it stands on its page now; it must have a URL.

        Raises SourceError where it cannot be read, or something else stands there now.
        """
        assert stored.url is not None
        now = self._now()
        self._read = {each: read for each, read in self._read.items() if now - read[0] < SERVES}
        if stored.url not in self._read:
            self._read[stored.url] = (now, self._fetch(stored.url, now))
        found = self._read[stored.url][1]
        if found.kind.value != stored.kind:
            raise SourceError(
                f"{stored.url}: what was an {stored.kind} is a {found.kind.value} now"
            )
        return found

    def _fetch(self, url: str, now: datetime) -> Article:
        zone = self._settings.zone.key
        read = sources.load(url, fetcher=self._fetcher, fetched_at=now, limit=1, zone=zone)
        found = next(iter(read), None)
        if isinstance(found, sources.Unreadable):
            raise found.error
        if found is None:
            raise SourceError(f"{url}: no article there")
        return found
