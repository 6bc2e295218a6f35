"""Title, dates, authors and the rest, from what a page says of itself to machines."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from bot.model import Image, same_words
from bot.sources.authors import authors_of
from bot.sources.dates import best_stamp
from bot.sources.images import image_of
from bot.sources.jsonld import Node, text, texts, types_of
from bot.sources.markup import Page, tidy
from bot.sources.titles import clean_title
from bot.sources.urls import absolute, same_site

# The keys under which content systems keep the same facts, the standard ones first: Open Graph
# (https://ogp.me), schema.org, Dublin Core; then Parse.ly's, Sailthru's and others'.
_PUBLISHED = (
    "article:published_time", "og:published_time", "datepublished", "date.available",
    "dc.date.issued", "dcterms.created", "dc.date", "dcterms.date", "dcterms.issued",
    "parsely-pub-date", "sailthru.date", "publish-date", "publication_date", "pubdate",
    "article.published", "date.created", "date",
)  # fmt: skip
_UPDATED = (
    "article:modified_time", "og:modified_time", "datemodified", "date.modified",
    "dcterms.modified", "article.updated", "last-modified", "date.updated", "og:updated_time",
)  # fmt: skip
_LONGEST_TAG = 80  # characters
_MOST_TAGS = 30
_ELLIPSIS = re.compile(r"(?:…|\.\.\.|\(\.\.\.\)|\[\.\.\.\]|\(…\)|\[…\])$")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?=$|[-_])")
# Regions that set text unlike the rest of their language (composing/languages.toml). No site's
# software names one of these by itself, as it does fr_FR and en_US.
REGIONS = frozenset({"fr-CA", "fr-CH", "de-CH", "pt-PT"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Metadata:
    """What the page says of itself; times in UTC. ``notes`` say what had to be assumed."""

    title: str | None
    lead: str | None
    published_at: datetime | None
    updated_at: datetime | None
    authors: tuple[str, ...]
    rubric: str | None
    tags: tuple[str, ...]
    image: Image | None
    canonical_url: str | None
    language: str | None
    notes: tuple[str, ...]


def read_metadata(page: Page, zone: str) -> Metadata:
    """The facts about the article on ``page``; ``zone`` is for dates that name none (IANA)."""
    published_at, date_notes = _published(page, zone)
    updated = best_stamp([*texts(page.node.get("dateModified")), *page.meta(*_UPDATED)], zone)
    updated_at = updated.at if updated else None
    canonical_url, url_notes = _canonical(page)
    return Metadata(
        title=_title(page),
        lead=_lead(page),
        published_at=published_at,
        updated_at=None
        if updated_at and published_at and updated_at < published_at
        else updated_at,
        authors=authors_of(page),
        rubric=text(page.node.get("articleSection")) or _first(page.meta("article:section")),
        tags=_tags(page),
        image=image_of(page),
        canonical_url=canonical_url,
        language=_language(page),
        notes=(*date_notes, *url_notes),
    )


def _plain(content: str) -> str:
    return " ".join(html.unescape(content).split())


def _first(contents: Iterable[str]) -> str | None:
    return next((plain for content in contents if (plain := _plain(content))), None)


def _title(page: Page) -> str | None:
    """The title written for sharing, else the headline, else what the page shows.

    A title that was cut short (…) gives way to a whole one.
    """
    site = site_names(page)
    rubrics = [*texts(page.node.get("articleSection")), *page.meta("article:section")]
    headings = [tidy(heading) for heading in page.elements("h1")]
    candidates = [
        *(clean_title(_plain(title), site) for title in page.meta("og:title")),
        *(clean_title(title, site) for title in texts(page.node.get("headline"))),
        *(clean_title(_plain(title), site) for title in page.meta("twitter:title")),
        *(clean_title(title, site) for title in headings if len(headings) == 1),
        *(clean_title(tidy(title), site, rubrics) for title in page.elements("title")),
        *(clean_title(title, site) for title in headings),
    ]
    found = [title for title in candidates if title]
    return next((title for title in found if not _ELLIPSIS.search(title)), _first(found))


def site_names(page: Page) -> list[str]:
    """The names by which the site calls itself."""
    names = [_plain(name) for name in page.meta("og:site_name", "application-name")]
    names += [_plain(name) for name in page.meta("apple-mobile-web-app-title")]
    names += texts(page.node.get("publisher"))
    addresses = [page.url, *page.meta("og:url")]
    for address in addresses:
        host = urlsplit(absolute(None, address) or "").hostname or ""
        labels = host.removeprefix("www.").split(".")
        names += [".".join(labels), *labels[:-1]] if host else []
    return [name for name in names if name]


def _lead(page: Page) -> str | None:
    candidates = [
        *texts(page.node.get("description")),
        *(
            _plain(lead)
            for lead in page.meta("og:description", "description", "twitter:description")
        ),
    ]
    whole = [lead for lead in candidates if lead and not _ELLIPSIS.search(lead)]
    title = _title(page) or ""
    return next((lead for lead in whole if not same_words(lead, title)), None)


def _published(page: Page, zone: str) -> tuple[datetime | None, list[str]]:
    said = [*texts(page.node.get("datePublished")), *page.meta(*_PUBLISHED)]
    if not said:
        said = [each for node in page.nodes for each in _dates_of(node)]
    shown = [time.get("datetime") for time in page.elements("time")]
    stamp = best_stamp(said, zone) or best_stamp(shown[:1], zone)
    if stamp is None:
        return None, []
    if not stamp.has_time:
        return stamp.at, [f"only a day is given: counted from its start in {zone}"]
    return stamp.at, [] if stamp.has_zone else [f"the date names no time zone: read as {zone}"]


def _dates_of(node: Node) -> list[str]:
    """What a page that calls itself no article says of its date."""
    about = types_of(node) & {"WebPage", "VideoObject", "ImageGallery", "MediaGallery"}
    return texts(node.get("datePublished")) + texts(node.get("uploadDate")) if about else []


def _tags(page: Page) -> tuple[str, ...]:
    keywords = page.node.get("keywords")
    lists = [*texts(keywords), *page.meta("article:tag", "news_keywords", "keywords")]
    tags = [tag.strip() for each in lists for tag in re.split(r"[,;]", _plain(each))]
    unique: dict[str, str] = {}
    for tag in tags:
        if 0 < len(tag) <= _LONGEST_TAG:
            unique.setdefault(tag.casefold(), tag)
    return tuple(unique.values())[:_MOST_TAGS]


def _canonical(page: Page) -> tuple[str | None, list[str]]:
    """The address that the page gives for itself, if it can be believed."""
    links = [
        link.get("href")
        for link in page.elements("link")
        if "canonical" in (link.get("rel") or "").lower().split()
    ]
    for candidate in [*links, *page.meta("og:url")]:
        if not candidate:
            continue
        url = absolute(page.url, candidate)
        if url is None:
            continue
        if page.url and not same_site(url, page.url):
            return None, [f"the page names an address on another site, which is ignored: {url}"]
        if urlsplit(url).path.strip("/") == "" and urlsplit(page.url or "").path.strip("/"):
            return None, ["the page names the site's front page as its address, which is ignored"]
        return url, []
    return None, []


def _language(page: Page) -> str | None:
    """The page's language, where all that it says of it agrees, with a region of its own type."""
    said = [
        *texts(page.node.get("inLanguage")),
        *(lang for element in page.elements("html") if (lang := element.get("lang"))),
        *page.meta("og:locale", "content-language", "language")[:1],
    ]
    named = [each.strip().replace("_", "-").lower() for each in said]
    codes = {match.group() for each in named if (match := _LANGUAGE.match(each))}
    regions = [region for region in REGIONS if region.lower() in named]
    if len(codes) != 1:
        return None
    return regions[0] if len(regions) == 1 else codes.pop()
