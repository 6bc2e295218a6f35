"""From an entry of a source to posts in the queue, or to the reason why there are none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot import sources
from bot.drafting import Brief, Drafter
from bot.errors import (
    BotError,
    ComposeError,
    NotAllowed,
    NotNow,
    OutputError,
    SourceError,
    StoreError,
)
from bot.model import Article, ArticleKind, Lane, QueuedPost
from bot.photos import Photos
from bot.scheduling.choosing import Sections, believed, is_fresh, named, sections_of, story_key
from bot.settings import Settings, SourceSettings
from bot.sources.fetch import Fetcher
from bot.sources.file import UNDATED
from bot.sources.robots import Robots
from bot.sources.urls import is_url
from bot.store import Store
from bot.store.records import Entry, EntryState
from bot.studio import photo_folder

DRAFTED_KINDS = (ArticleKind.ARTICLE, ArticleKind.INTERVIEW)
MOST_ATTEMPTS = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Drafted:
    """What was made of an article. ``key`` is what the article is known by."""

    title: str
    key: str
    posts: tuple[QueuedPost, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Taken:
    """What became of an entry: it was ``drafted``, or a ``note`` says why not."""

    drafted: Drafted | None = None
    note: str | None = None


class Intake:
    """Reads the pages of entries and has them drafted."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        drafter: Drafter,
        fetcher: Fetcher,
        robots: Robots,
        now: Callable[[], datetime],
    ) -> None:
        self._photos = Photos(photo_folder(settings), fetcher)
        self._settings = settings
        self._store = store
        self._drafter = drafter
        self._fetcher = fetcher
        self._polite = fetcher.asking(robots.check)
        self._robots = robots
        self._now = now

    def read(self, source: SourceSettings, entry: Entry) -> Article:
        """The entry's page as an article, with the date that the feed knows; a try is counted.

        May be called by several threads. Raises SourceError where it cannot be read, OutputError
        where its photo cannot be kept.
        """
        if self._store.feeds.begin(entry) > MOST_ATTEMPTS:
            raise SourceError(f"{entry.url}: it brought the program down")
        fetcher = self._fetcher
        if source.polite and is_url(entry.url):
            self._robots.take_turn(entry.url)
            fetcher = self._polite
        zone, now = self._settings.zone.key, self._now()
        loaded = sources.load(entry.url, fetcher=fetcher, fetched_at=now, limit=1, zone=zone)
        found = next(loaded, None)
        if found is None:
            raise SourceError(f"{entry.url}: no article there")
        if isinstance(found, sources.Unreadable):
            raise found.error
        if source.photos:
            found = self._photos.of(found)
        published_at = believed(found.published_at, now) or entry.published_at
        undated = () if published_at is None else (UNDATED,)
        return replace(
            found,
            language=source.language or found.language,
            published_at=published_at,
            notes=tuple(note for note in found.notes if note not in undated),
        )

    def take(self, source: SourceSettings, entry: Entry, read: Callable[[], Article]) -> Taken:
        """Draft an entry of which ``read`` gives the article; given up after a few attempts.

        Raises OutputError and StoreError, which are not the entry's.
        """
        attempts = entry.attempts + 1
        try:
            return self._draft(source, entry, read())
        except NotAllowed as error:
            self._store.feeds.settle(entry, EntryState.SKIPPED, str(error))
            return Taken(note=str(error))
        except NotNow as error:
            self._store.feeds.forgive(entry, str(error))
            return Taken(note=f"{error}; it is read at the next poll")
        except (SourceError, ComposeError) as error:
            if entry.published_at and entry.published_at > self._now():
                self._store.feeds.forgive(entry, str(error))
                return Taken(note=f"{error}; it is not published yet, and read again until then")
            if attempts < MOST_ATTEMPTS:
                self._store.feeds.note(entry, str(error))
                return Taken(note=f"{error}; read again at the next poll")
            self._store.feeds.settle(entry, EntryState.FAILED, str(error))
            return Taken(note=f"{error}; given up after {MOST_ATTEMPTS} attempts")
        except (OutputError, StoreError):
            raise
        except BotError as error:  # of a template: once it is mended, the entry is drafted
            self._store.feeds.forgive(entry, str(error))
            return Taken(note=f"{entry.title}: {error}")

    def _draft(self, source: SourceSettings, entry: Entry, article: Article) -> Taken:
        now = self._now()
        key = story_key(article.link) if article.link else f"sha256:{article.sha256}"
        against = self._against(source, entry, article, key, now)
        if against:
            state, why = against
            self._store.feeds.settle(entry, state, why)
            return Taken(note=f"{article.title}: {why}")
        notes = () if _is_news(source, entry, article, now) else (_age(article, entry),)
        sections = _sections_of(entry, article)
        offers = self._drafter.offers(article, now, notes, brief=_brief(source, sections))
        if not offers:
            why = _unwanted(source)
            self._store.feeds.settle(entry, EntryState.SKIPPED, why)
            return Taken(note=f"{article.title}: {why}")
        made = self._store.queue.offer(
            key,
            article,
            offers,
            at=now,
            entry=entry,
            evergreen=named(source.evergreen, sections),
        )
        return Taken(drafted=Drafted(title=article.title, key=key, posts=made) if made else None)

    def _against(
        self, source: SourceSettings, entry: Entry, article: Article, key: str, now: datetime
    ) -> tuple[EntryState, str] | None:
        """What speaks against drafting an article, None where nothing does."""
        if article.kind not in DRAFTED_KINDS:
            return EntryState.SKIPPED, f"a {article.kind.value}, which is not drafted by itself"
        if self._store.queue.article(key):
            return EntryState.SKIPPED, "drafted before, from another entry"
        if self._store.queue.has_words(article.sha256):
            return EntryState.SKIPPED, "drafted before, word for word, from another address"
        if left_out := sections_asked(source).left_out(_sections_of(entry, article)):
            return EntryState.SKIPPED, left_out
        feed = self._store.feeds.get(source.name)
        of_first_poll = feed is not None and feed.first_read_at == entry.first_seen_at
        if of_first_poll or _is_news(source, entry, article, now):
            return None
        return EntryState.STALE, _age(article, entry)


def _unwanted(source: SourceSettings) -> str:
    """Why no account is offered anything of an article, for the team."""
    if source.score:
        return f"no post that an account takes has a quote that scores {source.score:g} (SCORE)"
    return "no account takes posts of this source (ACCOUNT_…_SOURCES)"


def _is_news(source: SourceSettings, entry: Entry, article: Article, now: datetime) -> bool:
    fresh = sections_asked(source).fresh_for(_sections_of(entry, article), source.fresh)
    return is_fresh(article.published_at, entry.first_seen_at, fresh, now)


def sections_asked(source: SourceSettings) -> Sections:
    """What is taken of a source, by section."""
    return Sections(take=source.take, leave=source.leave, fresh=source.fresh_sections)


def _sections_of(entry: Entry, article: Article) -> frozenset[str]:
    rubric = (article.rubric,) if article.rubric else ()
    return sections_of((*entry.tags, *article.tags, *rubric), article.link or entry.url)


def _brief(source: SourceSettings, sections: frozenset[str]) -> Brief:
    return Brief(
        lane=Lane.BREAKING if named(source.breaking, sections) else Lane.USUAL,
        source=source.name,
        score=source.score,
        fresh=sections_asked(source).fresh_for(sections, source.fresh),
    )


def _age(article: Article, entry: Entry) -> str:
    """Why an article is no longer news, for the team."""
    at = article.published_at or entry.first_seen_at
    return f"published {at:%Y-%m-%d %H:%M} UTC: older than what counts as news"
