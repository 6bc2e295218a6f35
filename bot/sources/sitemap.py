"""Sitemaps (sitemaps.org) and their news extension (schemas/sitemap-news/0.9)."""

from __future__ import annotations

from datetime import datetime

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
    parser = lxml.etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True
    )
    root = lxml.etree.fromstring(data.lstrip(), parser)
    if root is None:
        return Feed(title="", entries=())
    places = (each for each in root if _name(each) == "url")
    return feed_of("", [_entry(each, url, zone) for _, each in zip(range(MOST), places)])  # noqa: B905


def _entry(place: lxml.etree._Element, base: str | None, zone: str) -> Entry | None:
    said: dict[str, str] = {}
    for element in place.iter():
        name, text = _name(element), "".join(element.itertext()) if len(element) == 0 else ""
        if text.strip():
            said.setdefault(name, text.strip())
    url = absolute(base, said.get("loc"))
    if url is None:
        return None
    return Entry(
        key=url,
        url=url,
        title=plain(said.get("title")),
        published_at=_moment(said.get("publication_date"), zone),
        updated_at=_moment(said.get("lastmod"), zone),
        summary="",
        tags=tuple(filter(None, (plain(word) for word in said.get("keywords", "").split(",")))),
    )


def _name(element: lxml.etree._Element) -> str:
    """The name without its namespace; "" for comments."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _moment(text: str | None, zone: str) -> datetime | None:
    stamp = parse_stamp(text, zone)
    return stamp.at if stamp else None
