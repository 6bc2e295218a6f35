"""One feed after the other: what is new in it, and what is made of that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot import sources
from bot.drafting import Brief, Drafter
from bot.errors import BotError, ComposeError, OutputError, SourceError, StoreError
from bot.model import Article, ArticleKind, Lane, QueuedPost
from bot.scheduling.choosing import (
    Sections,
    choose,
    interval,
    is_fresh,
    named,
    sections_of,
    story_key,
)
from bot.settings import Settings, SourceSettings
from bot.sources.feed import parse_feed
from bot.sources.fetch import Fetched, Fetcher, limits_of
from bot.sources.file import UNDATED
from bot.store import Store
from bot.store.records import Entry, EntryState, Feed, Listed

DRAFTED_KINDS = (ArticleKind.ARTICLE, ArticleKind.INTERVIEW)
PAGES_A_POLL = 20  # the rest of a flood waits for the next poll
MOST_ATTEMPTS = 3
LONGEST_REST = timedelta(hours=1)  # between two polls of a feed that fails
LONGEST_RETRY_AFTER = timedelta(days=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Drafted:
    """What was made of an article."""

    title: str
    posts: tuple[QueuedPost, ...]


@dataclass(kw_only=True, slots=True)
class Poll:
    """What came of a feed: ``listed`` entries, ``new`` ones, what was made of them and why not."""

    source: str
    listed: int = 0
    new: int = 0
    first: bool = False
    unchanged: bool = False
    drafted: list[Drafted] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    error: str | None = None


class Poller:
    """Polls the feeds of the settings and drafts what is new in them."""

    def __init__(
        self, settings: Settings, store: Store, drafter: Drafter, now: Callable[[], datetime]
    ) -> None:
        self._settings = settings
        self._store = store
        self._drafter = drafter
        self._now = now
        self._fetcher = Fetcher(limits_of(settings))

    def due(self) -> tuple[SourceSettings, ...]:
        """The sources whose time to be polled has come, the longest waiting first."""
        now = self._now()
        since: dict[str, datetime] = {}
        for source in self._settings.sources:
            feed = self._store.feeds.get(source.name)
            since[source.name] = feed.next_poll_at if feed and feed.url == source.url else now
        due = [source for source in self._settings.sources if since[source.name] <= now]
        return tuple(sorted(due, key=lambda source: since[source.name]))

    def poll(self, source: SourceSettings, stopping: Callable[[], bool]) -> Poll:
        """Read a feed, remember what it lists, and draft what waits; its failures are in the Poll.

        Raises StoreError and OutputError, which are not the feed's.
        """
        poll = Poll(source=source.name)
        feed = self._remembered(source)
        try:
            self._list(source, feed, poll)
        except SourceError as error:
            poll.error = str(error)
            self._store.feeds.polled(*self._failed(source, feed, poll.error))
        for entry in self._store.feeds.waiting(source.name)[:PAGES_A_POLL]:
            if stopping():
                break
            self._try(source, entry, poll)
        return poll

    def _remembered(self, source: SourceSettings) -> Feed:
        feed = self._store.feeds.get(source.name)
        if feed and feed.url == source.url:
            return feed
        now = self._now()
        return Feed(
            source=source.name,
            url=source.url,
            first_read_at=feed.first_read_at if feed else None,
            polled_at=now,
            next_poll_at=now,
        )

    # --- the feed ------------------------------------------------------------------------

    def _list(self, source: SourceSettings, feed: Feed, poll: Poll) -> None:
        """Fetch the feed and remember what it lists that it did not list before."""
        got = self._fetcher.get(source.url, etag=feed.etag, last_modified=feed.last_modified)
        now = self._now()
        poll.first = feed.first_read_at is None
        poll.unchanged = got.not_modified
        listed: list[Listed] = []
        if not got.not_modified:
            listed = self._new(source, got, poll, now)
            feed = replace(feed, etag=got.etag, last_modified=got.last_modified)
        changed_at = now if poll.new else feed.changed_at
        rest = interval(source.every, source.every_most, changed_at, now)
        asked = min(timedelta(seconds=got.retry_after or 0), LONGEST_RETRY_AFTER)
        feed = replace(
            feed,
            first_read_at=feed.first_read_at or now,
            polled_at=now,
            next_poll_at=now + max(rest, asked),
            changed_at=changed_at,
            failures=0,
            error=None,
        )
        self._store.feeds.polled(feed, listed, now)

    def _new(self, source: SourceSettings, got: Fetched, poll: Poll, now: datetime) -> list[Listed]:
        found = parse_feed(
            got.body,
            source=source.name,
            url=got.final_url,
            charset=got.charset,
            zone=self._settings.zone.key,
        ).entries
        known = self._store.feeds.known(source.name, [entry.key for entry in found])
        new = [entry for entry in found if entry.key not in known]
        poll.listed, poll.new = len(found), len(new)
        choices = choose(
            new,
            first_poll=poll.first,
            first=source.first,
            fresh=source.fresh,
            now=now,
            sections=_sections(source),
        )
        return [
            Listed(
                key=entry.key,
                url=entry.url or "",
                title=entry.title,
                published_at=entry.published_at or entry.updated_at,
                state=EntryState(choice),
                note=None if entry.url else "it has no link",
                tags=entry.tags,
            )
            for entry, choice in zip(new, choices, strict=True)
        ]

    def _failed(
        self, source: SourceSettings, feed: Feed, error: str
    ) -> tuple[Feed, tuple[Listed, ...], datetime]:
        """The feed after one more failure: it rests twice as long each time, up to an hour."""
        now = self._now()
        rest = min(source.every * (1 << min(feed.failures, 10)), max(source.every, LONGEST_REST))
        failures = feed.failures + 1
        after = replace(
            feed, polled_at=now, next_poll_at=now + rest, failures=failures, error=error
        )
        return after, (), now

    # --- its entries ---------------------------------------------------------------------

    def _try(self, source: SourceSettings, entry: Entry, poll: Poll) -> None:
        """Draft an entry, or note why not; a page is given up after a few attempts."""
        attempts = self._store.feeds.begin(entry)
        try:
            if attempts > MOST_ATTEMPTS:
                raise SourceError(f"{entry.url}: it brought the program down")
            self._draft(source, entry, poll)
        except (SourceError, ComposeError) as error:
            if attempts < MOST_ATTEMPTS:
                self._store.feeds.note(entry, str(error))
                poll.notes.append(f"{error}; read again at the next poll")
            else:
                self._store.feeds.settle(entry, EntryState.FAILED, str(error))
                poll.notes.append(f"{error}; given up after {MOST_ATTEMPTS} attempts")
        except (OutputError, StoreError):
            raise
        except BotError as error:  # of a template: once it is mended, the entry is drafted
            self._store.feeds.forgive(entry, str(error))
            poll.notes.append(f"{entry.title}: {error}")

    def _draft(self, source: SourceSettings, entry: Entry, poll: Poll) -> None:
        now = self._now()
        article = self._article(source, entry, now)
        key = story_key(article.link) if article.link else f"sha256:{article.sha256}"
        against = self._against(source, entry, article, key, now)
        if against:
            state, why = against
            self._store.feeds.settle(entry, state, why)
            poll.notes.append(f"{article.title}: {why}")
            return
        notes = () if _is_news(source, entry, article, now) else (_age(article, entry),)
        sections = _sections_of(entry, article)
        brief = _brief(source, sections)
        offers = self._drafter.offers(article, now, notes, brief=brief)
        evergreen = named(source.evergreen, sections)
        made = self._store.queue.offer(
            key, article, offers, at=now, entry=entry, evergreen=evergreen
        )
        if made:
            poll.drafted.append(Drafted(title=article.title, posts=made))

    def _article(self, source: SourceSettings, entry: Entry, now: datetime) -> Article:
        """The entry's page as an article, with the date that the feed knows."""
        found = next(
            sources.load(
                entry.url,
                fetcher=self._fetcher,
                fetched_at=now,
                limit=1,
                zone=self._settings.zone.key,
            ),
            None,
        )
        if found is None:
            raise SourceError(f"{entry.url}: no article there")
        if isinstance(found, sources.Unreadable):
            raise found.error
        published_at = found.published_at or entry.published_at
        undated = () if published_at is None else (UNDATED,)
        return replace(
            found,
            language=source.language or found.language,
            published_at=published_at,
            notes=tuple(note for note in found.notes if note not in undated),
        )

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
        if left_out := _sections(source).left_out(_sections_of(entry, article)):
            return EntryState.SKIPPED, left_out
        feed = self._store.feeds.get(source.name)
        of_first_poll = feed is not None and feed.first_read_at == entry.first_seen_at
        if of_first_poll or _is_news(source, entry, article, now):
            return None
        return EntryState.STALE, _age(article, entry)


def _is_news(source: SourceSettings, entry: Entry, article: Article, now: datetime) -> bool:
    fresh = _sections(source).fresh_for(_sections_of(entry, article), source.fresh)
    return is_fresh(article.published_at, entry.first_seen_at, fresh, now)


def _sections(source: SourceSettings) -> Sections:
    return Sections(take=source.take, leave=source.leave, fresh=source.fresh_sections)


def _sections_of(entry: Entry, article: Article) -> frozenset[str]:
    rubric = (article.rubric,) if article.rubric else ()
    return sections_of((*entry.tags, *article.tags, *rubric), article.link or entry.url)


def _brief(source: SourceSettings, sections: frozenset[str]) -> Brief:
    return Brief(
        lane=Lane.BREAKING if named(source.breaking, sections) else Lane.USUAL,
        source=source.name,
        score=source.score,
        fresh=_sections(source).fresh_for(sections, source.fresh),
    )


def _age(article: Article, entry: Entry) -> str:
    """Why an article is no longer news, for the team."""
    at = article.published_at or entry.first_seen_at
    return f"published {at:%Y-%m-%d %H:%M} UTC: older than what counts as news"
