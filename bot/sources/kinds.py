"""What sort of page it is: an article, or something that only looks like one."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from bot.model import ArticleKind
from bot.sources.jsonld import nodes_of, texts, types_of
from bot.sources.markup import Page, tidy

# Under this many characters a text that is declared not free is the part before the wall.
_STUB = 1_500
# A video or gallery page with this much text of its own is an article with pictures.
_CAPTION = 1_000
_LIVE_ENTRIES = 5

_WALL = re.compile(
    r"(?:^|[\s_-])(?:paywall|paywalled|premium-wall|pay-wall|subscription-wall|subscribe-wall"
    r"|article-locked|locked-content|piano-paywall|fig-premium-paywall|regwall|meter-wall)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LIVE_CLASS = re.compile(
    r"(?:^|\s)(?:live-?blog|liveblog|live|direct)[\w-]*(?:post|entry|item|update|event|message|comment|minute)",
    re.IGNORECASE,
)
_LIVE_PATH = re.compile(
    r"(?:^|[/_-])(?:live|liveblog|live-blog|direct|en-direct|direct-foot|liveticker|ticker|diretta|en-directo|ao-vivo)(?:$|[/_-])"
)
_MINUTE = re.compile(r"^\s*(?:\d{1,3}\s*[’'′](?:\s*\+\s*\d+)?|\d{1,2}\s*[:hH.]\s*\d{2})\s*$")
_LOCKED = frozenset({"locked", "paid", "premium", "subscriber", "subscription", "false"})


def kind_of(page: Page, text: str) -> tuple[ArticleKind, tuple[str, ...]]:
    """The kind of the page whose body is ``text``, and what to tell the team about it."""
    if _is_live(page):
        return ArticleKind.LIVE_BLOG, ()
    if _is_shut(page):
        if len(text) < _STUB or _has_wall(page):
            return ArticleKind.PAYWALLED, ()
        return ArticleKind.ARTICLE, ("the page says that it is not free to read",)
    if len(text) < _STUB and _has_wall(page, filled=True):
        return ArticleKind.PAYWALLED, ()
    if len(text) < _CAPTION:
        return _picture_kind(page), ()
    return ArticleKind.ARTICLE, ()


def _types(page: Page) -> frozenset[str]:
    return frozenset(name for node in page.nodes for name in types_of(node))


def _is_live(page: Page) -> bool:
    """By its type; else by its entries, which on the page of a plain article are a ticker's."""
    if "LiveBlogPosting" in _types(page):
        return True
    address = urlsplit(page.url or next(iter(page.meta("og:url")), "")).path
    if _LIVE_PATH.search(address):
        return max(_marked_entries(page), _stamped_entries(page)) >= _LIVE_ENTRIES
    return not page.node and _marked_entries(page) >= _LIVE_ENTRIES


def _marked_entries(page: Page) -> int:
    """Elements whose class says that they are entries of a live blog."""
    return sum(
        bool(_LIVE_CLASS.search(each.get("class") or ""))
        for each in page.tree.iter("div", "li", "article", "section")
    )


def _stamped_entries(page: Page) -> int:
    """Elements that hold nothing but a minute or a time of day."""
    return sum(
        len(each) == 0 and bool(_MINUTE.match(each.text or ""))
        for each in page.tree.iter("time", "span", "div", "p", "strong", "b", "td")
    )


def _is_shut(page: Page) -> bool:
    free = [page.node.get("isAccessibleForFree")]
    if any(each is False or texts(each)[:1] in (["False"], ["false"], ["no"]) for each in free):
        return True
    tiers = page.meta("article:content_tier", "og:article:content_tier")
    return any(tier.lower() in _LOCKED for tier in tiers)


def _has_wall(page: Page, *, filled: bool = False) -> bool:
    """Whether the page holds a barrier; ``filled``: one with words in it, for many sites put an
    empty one on every page."""
    return any(
        bool(_WALL.search(f"{each.get('class') or ''} {each.get('id') or ''}"))
        and (not filled or tidy(each) != "")
        for each in page.tree.iter("div", "section", "aside", "p")
    )


def _picture_kind(page: Page) -> ArticleKind:
    types = _types(page)
    form = (page.meta("og:type") or [""])[0].lower()
    if types & {"ImageGallery", "MediaGallery"} or "gallery" in form:
        return ArticleKind.GALLERY
    if form.startswith("video") or ("VideoObject" in types and not page.node):
        return ArticleKind.VIDEO
    if nodes_of(page.node.get("video")) and not page.meta("article:published_time"):
        return ArticleKind.VIDEO
    return ArticleKind.ARTICLE
