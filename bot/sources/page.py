"""A web page in, an article out."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime

from bot.errors import DocumentError
from bot.model import Article, ArticleKind, same_words
from bot.reading.document import article_from_text
from bot.sources.body import Block, blocks_of, is_standfirst, text_of
from bot.sources.encoding import decode_page
from bot.sources.file import UNDATED
from bot.sources.kinds import kind_of
from bot.sources.markup import Page, parse_page
from bot.sources.metadata import Metadata, read_metadata

_META_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE
)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,100}encoding\s*=\s*["']([\w.:-]{1,40})""")
# The blocks among which title and standfirst are looked for.
_HEAD = 4
# An article's HTML is at most a few megabytes; parsing more costs seconds and finds nothing.
LARGEST_PAGE = 8_000_000  # bytes
MOST_ELEMENTS = 30_000  # real articles measured have 800 to 2,000


def article_from_page(
    raw: bytes,
    *,
    source: str,
    fetched_at: datetime,
    url: str | None = None,
    charset: str | None = None,
    title: str | None = None,
    zone: str = "UTC",
) -> Article:
    """The article in the HTML ``raw``.

    ``charset`` is what the HTTP header says, ``url`` where the page came from, ``title`` its
    headline where it is known, ``zone`` the IANA zone for dates that name none.

    Raises DocumentError, naming ``source``, for a page without an article in it, one that is too
    large, and one whose encoding cannot be told.
    """
    if len(raw) > LARGEST_PAGE:
        raise DocumentError(
            f"{source}: {len(raw) / 1e6:.0f} MB of HTML is no article; give its own page"
        )
    markup = decode_page(raw, (charset, *declared_charsets(raw)), source)
    page = parse_page(markup, url)
    if page is None:
        raise DocumentError(f"{source}: no HTML in it; give the address of an article")
    if sum(1 for _ in page.tree.iter()) > MOST_ELEMENTS:
        raise DocumentError(f"{source}: over {MOST_ELEMENTS} HTML elements are no article")
    metadata = read_metadata(page, zone)
    if title:
        metadata = replace(metadata, title=title)
    blocks = _body(page, metadata)
    if not blocks:
        raise DocumentError(f"{source}: no article in this page; give the article's own")
    return _article(page, metadata, text_of(blocks), source, fetched_at)


def declared_charsets(raw: bytes) -> list[str]:
    """The encodings that the markup names for itself, in the first kilobytes (WHATWG: 1024)."""
    found = [_XML_ENCODING.search(raw[:300]), _META_CHARSET.search(raw[:8192])]
    return [match.group(1).decode("ascii", "replace") for match in found if match]


def _body(page: Page, metadata: Metadata) -> list[Block]:
    """The body without the title and without the standfirst, which are kept beside it."""
    blocks = blocks_of(page.tree)
    return [
        block
        for number, block in enumerate(blocks)
        if number >= _HEAD or not _stands_above(page, metadata, block, blocks[number + 1 :])
    ]


def _stands_above(page: Page, metadata: Metadata, block: Block, rest: list[Block]) -> bool:
    if metadata.title and same_words(block.text, metadata.title):
        return True
    if metadata.lead and same_words(block.text, metadata.lead):
        return is_standfirst(page.tree, block.text, [each.text for each in rest if not each.mark])
    return False


def _article(
    page: Page, metadata: Metadata, text: str, source: str, fetched_at: datetime
) -> Article:
    article = article_from_text(
        text,
        source=source,
        fetched_at=fetched_at,
        url=page.url,
        canonical_url=metadata.canonical_url,
        title=metadata.title,
        language=metadata.language,
    )
    kind, kind_notes = kind_of(page, text)
    undated = () if metadata.published_at else (UNDATED,)
    return replace(
        article,
        lead=metadata.lead or article.lead,
        kind=article.kind if kind is ArticleKind.ARTICLE else kind,
        authors=metadata.authors or article.authors,
        rubric=metadata.rubric,
        tags=metadata.tags or article.tags,
        image=metadata.image,
        published_at=metadata.published_at or article.published_at,
        updated_at=metadata.updated_at,
        notes=tuple(dict.fromkeys((*article.notes, *metadata.notes, *kind_notes, *undated))),
    )
