"""The picture that leads an article, with its caption and credit."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import lxml.html

from bot.model import Image
from bot.sources.jsonld import Json, nodes_of, text, texts
from bot.sources.markup import Page, tidy
from bot.sources.urls import absolute

_CREDIT_CLASS = re.compile(r"credit|copyright|source|photographer|crédit", re.IGNORECASE)
_CREDIT_SIGN = re.compile(
    r"(?:©|\(c\)|crédits?\s*(?:photo)?\s*:|photo\s*:|credit\s*:|foto\s*:)\s*(.+)$", re.IGNORECASE
)


def image_of(page: Page) -> Image | None:
    """The article's picture: JSON-LD first, then Open Graph; the credit from either or the page."""
    data = page.node.get("image")
    urls = [
        *_urls(data),
        *page.meta("og:image:secure_url", "og:image", "og:image:url", "twitter:image"),
    ]
    url = next((good for each in urls if (good := absolute(page.url, each))), None)
    if url is None:
        return None
    caption, credit = _figure(page, url)
    for node in nodes_of(data):
        caption = text(node.get("caption")) or caption
        credit = _credit(node) or credit
    alt = next(iter(page.meta("og:image:alt")), None)
    return Image(url=url, caption=caption or alt, credit=credit)


def _urls(data: Json) -> list[str]:
    if isinstance(data, dict):
        return [*texts(data.get("url")), *texts(data.get("contentUrl"))]
    if isinstance(data, list):
        return [url for each in data if not isinstance(each, list) for url in _urls(each)]
    return texts(data)


def _credit(node: dict[str, Json]) -> str | None:
    for name in ("creditText", "copyrightNotice", "creator", "author", "copyrightHolder"):
        found = texts(node.get(name))
        if found:
            return " / ".join(found)
    return None


def _figure(page: Page, url: str) -> tuple[str | None, str | None]:
    """Caption and credit that the page prints under the picture."""
    key = _file_key(url)
    for figure in page.elements("figure"):
        sources = " ".join(
            str(value) for image in figure.iter("img", "source") for value in image.values()
        )
        if key and key in sources:
            return _caption(figure)
    return None, None


def _file_key(url: str) -> str:
    """The longest run in the path that names the picture in all its sizes."""
    name = urlsplit(url).path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    runs = re.findall(r"[0-9A-Za-z]{6,}", name)
    return max(runs, key=len, default=name if len(name) > 5 else "")


def _caption(figure: lxml.html.HtmlElement) -> tuple[str | None, str | None]:
    whole = tidy(figure.find(".//figcaption"))
    for element in figure.iter("span", "p", "small", "cite", "div", "em"):
        if _CREDIT_CLASS.search(element.get("class") or ""):
            credit = tidy(element)
            if 0 < len(credit) <= 150:
                return whole.replace(credit, "").strip() or None, _bare(credit)
    sign = _CREDIT_SIGN.search(whole)
    if sign:
        return whole[: sign.start()].strip(" -–—|.") or None, _bare(sign.group(1))
    return whole or None, None


def _bare(credit: str) -> str:
    return re.sub(
        r"^(?:©|\(c\)|crédits?\s*:?|credit\s*:?)\s*", "", credit, flags=re.IGNORECASE
    ).strip()
