"""Who signed an article."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

import lxml.html

from bot.sources.jsonld import Json, Node, texts
from bot.sources.markup import Page, tidy

# "by" in the seven languages that the program reads, as bylines begin.
_BY = re.compile(
    r"^(?:(?:propos recueillis |textes? |écrit |publié |written |posted |ein beitrag )?"
    r"(?:par|by|von|por|di|da|de|door|a cura di)\s*:?\s+"
    r"|(?:auteure?s?|authors?|autore?s?|autor(?:in|en)?|text|texto|testo|tekst)\s*:\s*)",
    re.IGNORECASE,
)
_NO_NAME = re.compile(r"https?:|www\.|@|\d{3}|[<>{}|]")
_BYLINE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:author|authors|auteur|auteurs|autor|autore|byline|signature|journalist)"
    r"(?:[_-]*(?:names?|nom|link))?(?:$|\s)",
    re.IGNORECASE,
)
_META = (
    "author", "article:author", "article:author_name", "dc.creator", "dcterms.creator",
    "parsely-author", "sailthru.author", "byl",
)  # fmt: skip
_LONGEST = 100


def authors_of(page: Page) -> tuple[str, ...]:
    """The names that sign the article, as printed.

    Where the data for machines names only the site itself, the byline on the page is asked.
    """
    site = {_key(name) for name in (*page.meta("og:site_name"), *texts(page.node.get("publisher")))}
    said = _names(_from_data(page)) or _names(_split(page.meta(*_META)))
    if said and not {_key(name) for name in said} <= site:
        return said
    shown = _names(_shown(page))
    return shown or said


def _from_data(page: Page) -> list[str]:
    known = {each["@id"]: each for each in page.nodes if isinstance(each.get("@id"), str)}
    return [name for author in _each(page.node.get("author")) for name in _name_of(author, known)]


def _each(value: Json) -> list[Json]:
    return value if isinstance(value, list) else [value]


def _name_of(author: Json, known: dict[Json, Node]) -> list[str]:
    if isinstance(author, dict) and "name" not in author:
        reference = author.get("@id")
        author = known.get(reference, {}) if isinstance(reference, str) else {}
    return texts(author) if not isinstance(author, dict) else texts(author.get("name"))


def _split(contents: Iterable[str]) -> list[str]:
    """``A. B, C. D`` as two names; a comma inside one name ("X, Y's daughter") is rare."""
    return [name for content in contents for name in re.split(r"\s*[,;]\s*", content)]


def _shown(page: Page) -> list[str]:
    """The names in the byline that the page shows: marked as author, or by its class."""
    marked: list[str] = []
    classed: list[str] = []
    for element in page.tree.iter("a", "span", "p", "div", "address", "strong", "em", "cite"):
        if not isinstance(element, lxml.html.HtmlElement):
            continue
        rel = (element.get("rel") or "").lower().split()
        if "author" in rel or "author" in (element.get("itemprop") or "").lower().split():
            marked.append(_named(element))
        elif _BYLINE_CLASS.search(element.get("class") or ""):
            classed.append(_named(element))
    return [name for name in marked if name] or [name for name in classed if name][:1]


def _named(element: lxml.html.HtmlElement) -> str:
    for inner in element.iter():
        if inner is not element and "name" in (inner.get("itemprop") or "").split():
            return inner.get("content") or tidy(inner)
    name = tidy(element)
    return name if 0 < len(name) <= _LONGEST else ""


def _names(raw: Iterable[str]) -> tuple[str, ...]:
    names: dict[str, str] = {}
    for each in raw:
        name = _BY.sub("", " ".join(html.unescape(each).split())).strip(" ,;|·•-–—")
        if name and len(name) <= _LONGEST and not _NO_NAME.search(name):
            names.setdefault(_key(name), name)
    return tuple(names.values())


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())
