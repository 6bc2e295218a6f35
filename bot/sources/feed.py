"""A feed in, its entries out, newest first: RSS, Atom, JSON Feed, news sitemaps."""

from __future__ import annotations

import html
import re
import xml.parsers.expat
from html.entities import html5
from xml.parsers.expat.errors import XML_ERROR_JUNK_AFTER_DOC_ELEMENT, codes

from bot.errors import FeedError
from bot.sources.encoding import decode_page
from bot.sources.entries import Entry, Feed
from bot.sources.jsonfeed import parse_json_feed
from bot.sources.prolog import Prolog, declared_encoding, read_prolog, start_of
from bot.sources.sitemap import parse_index, parse_sitemap
from bot.sources.unpack import CannotUnpack, unpacker
from bot.sources.xmlfeed import parse_xml_feed

__all__ = ["Entry", "Feed", "parse_feed"]

# The root elements of RSS 0.9x and 2.0, of Atom, of RSS 0.90 and 1.0, and of sitemaps.
FEED_ROOTS = frozenset({"rss", "feed", "rdf", "urlset"})
_OTHER_ROOTS = {
    "html": "an HTML page, no feed; give the feed's own address, or say SOURCE_…_KIND=page",
    "sitemapindex": "a list of sitemaps, no feed; give the address of the news sitemap in it",
    "opml": "a list of feeds (OPML); give each feed's own address",
}
_DECLARES = "declares entities of its own, which no feed needs; not read"
# Names of HTML that feeds use though XML does not know them; XML's own five stay as they are.
_HTML_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,31});")
_BARE_AMPERSAND = re.compile(r"&(?!(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|amp|lt|gt|quot|apos);)")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_DEEPEST = 100  # elements in one another; feeds need about ten
_GZIP = b"\x1f\x8b"  # a sitemap may be a packed file, without a header that says so
_LARGEST = 50_000_000  # bytes, unpacked: what sitemaps.org allows


def parse_feed(
    raw: bytes,
    *,
    source: str,
    url: str | None = None,
    charset: str | None = None,
    zone: str = "UTC",
) -> Feed:
    """The feed in ``raw``: RSS 0.9x, 1.0 and 2.0, Atom, JSON Feed, or a news sitemap.

    ``charset`` is what the HTTP header says, ``url`` where the feed came from, ``zone`` the IANA
    zone for dates that name none. Raises FeedError, naming ``source`` and the place, for what is
    no feed, is no well-formed XML or JSON, or declares entities; DocumentError where the encoding
    cannot be told.
    """
    if raw.startswith(_GZIP):
        raw = _unpacked(raw, source)
    text = decode_page(raw, (charset, declared_encoding(raw)), source)
    text = _FORBIDDEN.sub("", text).lstrip("\ufeff \t\r\n")
    if not text:
        raise FeedError(f"{source}: empty; give the address of a feed")
    if text.startswith("{"):
        return parse_json_feed(text, source=source, url=url, zone=zone)
    prolog = read_prolog(text)
    _refuse(prolog, source)
    document = _BARE_AMPERSAND.sub("&amp;", _HTML_ENTITY.sub(_character, text[prolog.end :]))
    # The lines before the root keep their number, so that an error names the right one.
    data = ("\n" * text.count("\n", 0, prolog.end) + document).encode()
    data = _well_formed(data, source)
    if prolog.root == "urlset":
        return parse_sitemap(data, url, zone)
    return parse_xml_feed(data, url, zone)


def sitemaps_in(raw: bytes, *, source: str, url: str, zone: str = "UTC") -> tuple[str, ...]:
    """The sitemaps that ``raw`` at ``url`` lists, the likeliest first; none where it is no list.

    Raises FeedError as ``parse_feed`` does.
    """
    if raw.startswith(_GZIP):
        raw = _unpacked(raw, source)
    if read_prolog(start_of(raw)).root != "sitemapindex":
        return ()
    text = _FORBIDDEN.sub("", decode_page(raw, (declared_encoding(raw),), source))
    prolog = read_prolog(text.lstrip("\ufeff \t\r\n"))
    if prolog.declares:
        raise FeedError(f"{source}: {_DECLARES}")
    document = text.lstrip("\ufeff \t\r\n")[prolog.end :]
    data = _well_formed(_BARE_AMPERSAND.sub("&amp;", document).encode(), source)
    return parse_index(data, url, zone)


def _unpacked(raw: bytes, source: str) -> bytes:
    whole = bytearray()
    try:
        for piece in unpacker("gzip")(raw):
            whole += piece
            if len(whole) > _LARGEST:
                raise FeedError(f"{source}: unpacks to more than {_LARGEST / 1e6:g} MB; not read")
    except CannotUnpack:
        raise FeedError(f"{source}: a damaged gzip file; tell the site") from None
    return bytes(whole)


def _refuse(prolog: Prolog, source: str) -> None:
    if prolog.declares:
        raise FeedError(f"{source}: {_DECLARES}")
    if prolog.root not in FEED_ROOTS:
        what = _OTHER_ROOTS.get(prolog.root, "no RSS or Atom feed; check the address")
        raise FeedError(f"{source}: {what}")


def _character(match: re.Match[str]) -> str:
    return html.unescape(match.group()) if f"{match.group(1)};" in html5 else match.group()


def _well_formed(data: bytes, source: str) -> bytes:
    """``data``, without what a site's scripts have added after the end of it."""
    parser = xml.parsers.expat.ParserCreate("utf-8")
    depth = 0

    def start(_name: str, _attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise FeedError(f"{source}: elements nested over {_DEEPEST} deep; that is no feed")

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    try:
        parser.Parse(data, True)
    except xml.parsers.expat.ExpatError as error:
        if error.code == codes[XML_ERROR_JUNK_AFTER_DOC_ELEMENT]:
            return data[: parser.ErrorByteIndex]
        what = xml.parsers.expat.ErrorString(error.code)
        raise FeedError(
            f"{source}: broken XML in line {error.lineno} ({what}); the site must mend its feed"
        ) from None
    return data
