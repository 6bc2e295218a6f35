"""Sitemaps (sitemaps.org) and their news extension (schemas/sitemap-news/0.9)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

import lxml.etree

from bot.sources.dates import parse_stamp
from bot.sources.entries import Entry, Feed, feed_of, plain
from bot.sources.urls import absolute

MOST = 50_000  # addresses: what sitemaps.org allows


def parse_sitemap(data: bytes, url: str | None, zone: str) -> Feed:
    """The addresses in ``data``, which is well-formed UTF-8 without declarations of its own.

    Without the news extension an address has no date of publication: ``lastmod`` is that of its
    last change.
    """
    places = (each for each in _children(data) if _name(each) == "url")
    return feed_of("", [_entry(each, url, zone) for each in islice(places, MOST)])


def parse_index(data: bytes, url: str | None, zone: str) -> tuple[str, ...]:
    """The addresses of the sitemaps that a list of sitemaps names, first those that may have news.

    Those are the ones that were changed last; of those without a date, the ones that say news.
    ``data`` is as for ``parse_sitemap``.
    """
    listed = []
    for each in islice(_children(data), MOST):
        said = _words(each)
        address = absolute(url, said.get("loc"))
        if _name(each) == "sitemap" and address:
            changed = _moment(said.get("lastmod"), zone)
            listed.append((address, changed, "news" in address.lower()))
    listed.sort(
        key=lambda each: (each[1] is None, -each[1].timestamp() if each[1] else 0.0, not each[2])
    )
    return tuple(dict.fromkeys(address for address, *_ in listed))


def _children(data: bytes) -> Iterator[lxml.etree._Element]:
    parser = lxml.etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    root = lxml.etree.fromstring(data.lstrip(), parser)
    yield from root if root is not None else ()


def _entry(place: lxml.etree._Element, base: str | None, zone: str) -> Entry | None:
    """Pictures and videos of a page have addresses, titles and dates of their own."""
    said = _words(place)
    news = next((_words(each) for each in place if _name(each) == "news"), {})
    url = absolute(base, said.get("loc"))
    if url is None:
        return None
    return Entry(
        key=url,
        url=url,
        title=plain(news.get("title")),
        published_at=_moment(news.get("publication_date"), zone),
        updated_at=_moment(said.get("lastmod"), zone),
        summary="",
        tags=tuple(filter(None, (plain(word) for word in news.get("keywords", "").split(",")))),
    )


def _words(element: lxml.etree._Element) -> dict[str, str]:
    """What an element's own children say, by name; the first of several."""
    said: dict[str, str] = {}
    for each in element:
        text = "".join(each.itertext()).strip() if len(each) == 0 else ""
        if text:
            said.setdefault(_name(each), text)
    return said


def _name(element: lxml.etree._Element) -> str:
    """The name without its namespace; "" for comments."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _moment(text: str | None, zone: str) -> datetime | None:
    stamp = parse_stamp(text, zone)
    return stamp.at if stamp else None
