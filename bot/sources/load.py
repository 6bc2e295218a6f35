"""Anything that an editor names, as articles: a file, ``-``, a page's URL, a feed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from bot.errors import FeedError, SourceError
from bot.model import Article
from bot.sources.file import UNDATED, article_from_file, is_html, read_bytes, shown_name
from bot.sources.handed import SUFFIX, article_from_handed
from bot.sources.prolog import looks_like_feed
from bot.sources.urls import is_url, shown

if TYPE_CHECKING:
    from bot.sources.feed import Entry
    from bot.sources.fetch import Fetched, Fetcher

_TEXTS = ("text/plain", "text/markdown", "text/x-markdown")
ENTRIES = 10  # of a feed, newest first, where nobody says how many


@dataclass(frozen=True, kw_only=True, slots=True)
class Unreadable:
    """Stands in the place of a source that could not be read."""

    source: str
    error: SourceError


def load(
    spec: str,
    *,
    fetcher: Fetcher,
    fetched_at: datetime,
    limit: int = ENTRIES,
    url: str | None = None,
    zone: str = "UTC",
) -> Iterator[Article | Unreadable]:
    """The articles that ``spec`` names: a path, ``-`` for standard input, or a URL.

    Page and feed are told apart by what they hold. Of a feed come the ``limit`` newest entries,
    each fetched as a page and named by its own address. ``url`` is where a file's article is
    published; ``zone`` is the IANA zone for dates that name none. Raises nothing for a source
    that cannot be read: an Unreadable comes in its place, and the others go on.
    """
    loader = _Loader(fetcher=fetcher, fetched_at=fetched_at, limit=limit, zone=zone)
    try:
        yield from loader.from_web(spec) if is_url(spec) else loader.from_file(spec, url)
    except SourceError as error:
        yield Unreadable(source=spec, error=error)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Loader:
    fetcher: Fetcher
    fetched_at: datetime
    limit: int
    zone: str

    def from_file(self, spec: str, url: str | None) -> Iterator[Article | Unreadable]:
        raw = read_bytes(spec)
        if spec.endswith(SUFFIX):
            yield article_from_handed(raw, spec, fetched_at=self.fetched_at, zone=self.zone)
            return
        if looks_like_feed(raw, spec):
            yield from self.entries(raw, shown_name(spec))
        else:
            yield article_from_file(raw, spec, fetched_at=self.fetched_at, url=url, zone=self.zone)

    def from_web(self, spec: str) -> Iterator[Article | Unreadable]:
        got = self.fetcher.get(spec)
        if looks_like_feed(got.body, got.content_type):
            yield from self.entries(got.body, shown(spec), got.final_url, got.charset)
        else:
            yield self.page(got)

    def entries(
        self, raw: bytes, source: str, url: str | None = None, charset: str | None = None
    ) -> Iterator[Article | Unreadable]:
        """The newest entries of a feed, each with its page."""
        from bot.sources.feed import parse_feed

        feed = parse_feed(raw, source=source, url=url, charset=charset, zone=self.zone)
        if not feed.entries:
            raise FeedError(f"{source}: a feed without entries; nothing to read yet")
        for entry in feed.entries[: self.limit]:
            yield self.entry(entry, source)

    def entry(self, entry: Entry, source: str) -> Article | Unreadable:
        if entry.url is None:
            error = FeedError(f"{source}: the entry {entry.title[:80]!r} has no link to fetch")
            return Unreadable(source=source, error=error)
        try:
            return _with_entry(self.page(self.fetcher.get(entry.url)), entry)
        except SourceError as error:
            return Unreadable(source=entry.url, error=error)

    def page(self, got: Fetched) -> Article:
        if got.content_type in _TEXTS and not is_html(got.body):
            return article_from_file(
                got.body,
                shown(got.url),
                fetched_at=self.fetched_at,
                url=got.final_url,
                zone=self.zone,
            )
        from bot.sources.page import article_from_page

        return article_from_page(
            got.body,
            source=shown(got.url),
            fetched_at=self.fetched_at,
            url=got.final_url,
            charset=got.charset,
            zone=self.zone,
        )


def _with_entry(article: Article, entry: Entry) -> Article:
    """What the page leaves out, from the feed."""
    published_at = article.published_at or entry.published_at
    undated = () if published_at is None else (UNDATED,)
    return replace(
        article,
        published_at=published_at,
        updated_at=article.updated_at or entry.updated_at,
        tags=article.tags or entry.tags,
        notes=tuple(note for note in article.notes if note not in undated),
    )
