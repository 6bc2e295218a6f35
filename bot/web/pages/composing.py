"""Posts of an article that somebody names or pastes: read, drafted, queued."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from bot import sources
from bot.drafting import Drafter
from bot.errors import SourceError, UsageError
from bot.model import Article
from bot.scheduling.choosing import story_key
from bot.sources.fetch import Fetcher, limits_of
from bot.web.site import Site

LONGEST_PASTE = 400_000  # characters


def queue_article(
    site: Site, article: Article, chosen: Sequence[str], asker: str, now: datetime
) -> int:
    """Queue the article's posts for the chosen accounts; the number of the first of them.

    What is in the queue already is found there. Raises UsageError where nothing can be made.
    """
    accounts = [each for each in site.settings.accounts if each.name in chosen]
    if not accounts:
        raise UsageError("choose an account")
    narrowed = replace(site.settings, accounts=tuple(accounts))
    drafter = Drafter(narrowed, site.cards, site.store)
    offers = drafter.offers(article, now, notes=(f"asked for by {asker}",))
    key = story_key(article.link or article.sha256)
    made = site.store.queue.offer(key, article, offers, at=now)
    if made:
        return made[0].id
    known = site.store.queue.article(key)
    there = site.store.queue.of_article(known.id) if known else ()
    taken = {each.account for each in there}
    for offer in offers:
        if known and offer.post.account not in taken:
            return site.store.queue.add(known.id, offer, at=now).id
    if not there:
        raise UsageError("no post could be made of that")
    return there[0].id


def article_of(site: Site, url: str, text: str, now: datetime) -> Article:
    """The article at ``url``, or the one in ``text`` that is published there.

    Raises UsageError for neither, SourceError for one that cannot be read.
    """
    url, text = url.strip(), text.strip()
    if text:
        return _pasted(site, text, url or None, now)
    if not url.startswith(("http://", "https://")):
        raise UsageError("give an address that starts with https://, or paste a text")
    fetcher = Fetcher(limits_of(site.settings))
    return _first(sources.load(url, fetcher=fetcher, fetched_at=now, limit=1))


def _pasted(site: Site, text: str, url: str | None, now: datetime) -> Article:
    if len(text) > LONGEST_PASTE:
        raise UsageError("that text is too long")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "article.txt"
        path.write_text(text, encoding="utf-8", errors="replace")
        fetcher = Fetcher(limits_of(site.settings))
        article = _first(sources.load(str(path), fetcher=fetcher, fetched_at=now, url=url))
    return replace(article, source=url or "pasted")


def _first(items: Iterable[Article | sources.Unreadable]) -> Article:
    for item in items:
        if isinstance(item, sources.Unreadable):
            raise item.error
        return item
    raise SourceError("there is no article in that")
