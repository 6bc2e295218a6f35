"""A page that lists articles, as a section front does, for sites without a feed."""

from __future__ import annotations

import fnmatch
import re
from urllib.parse import urlsplit

from bot.errors import FeedError
from bot.links import clean
from bot.sources.encoding import decode_page
from bot.sources.entries import Entry, Feed
from bot.sources.markup import parse_page, tidy
from bot.sources.page import LARGEST_PAGE, declared_charsets
from bot.sources.urls import absolute, same_site

MOST = 500  # links of one page
# An article's address ends in a slug of several words, or in a number; a section's in one word.
_SLUG = re.compile(r"(?:[^/]*-){3,}[^/]*$|\d{5,}|/\d{4}/\d{1,2}/")
_SHORTEST_TITLE = 15  # characters of a headline; "Sport" and "Read more" are shorter


def parse_page_list(
    raw: bytes, *, source: str, url: str, charset: str | None = None, links: str | None = None
) -> Feed:
    """The articles that the page ``raw`` at ``url`` links to, in its order and without dates.

    ``links`` is a pattern of their paths, as ``/2026/*``; without one, a link is an article's whose
    address and words look like one. Raises FeedError, naming ``source``, where there is none.
    """
    if len(raw) > LARGEST_PAGE:
        raise FeedError(f"{source}: {len(raw) / 1e6:.0f} MB of HTML is no list of articles")
    page = parse_page(decode_page(raw, (charset, *declared_charsets(raw)), source), url)
    found: dict[str, str] = {}
    for link in page.elements("a") if page else ():
        target = absolute(url, link.get("href"))
        if target is None or not same_site(target, url) or len(found) >= MOST:
            continue
        address, words = clean(target.partition("#")[0]), tidy(link)
        if _is_article(address, words, url, links):
            found[address] = max(found.get(address, ""), words, key=len)
    if not found:
        what = f"no link on it is as {links}" if links else "no link on it looks like an article's"
        raise FeedError(f"{source}: {what}; check SOURCE_…_URL and SOURCE_…_LINKS")
    return Feed(
        title="",
        entries=tuple(
            Entry(
                key=address,
                url=address,
                title=words,
                published_at=None,
                updated_at=None,
                summary="",
                tags=(),
            )
            for address, words in found.items()
        ),
    )


def _is_article(address: str, words: str, page: str, links: str | None) -> bool:
    path = urlsplit(address).path
    if path.rstrip("/") == urlsplit(page).path.rstrip("/"):
        return False
    if links:
        return fnmatch.fnmatchcase(path, links)
    return len(words) >= _SHORTEST_TITLE and bool(_SLUG.search(path))
