"""An HTML page, parsed, with what its head says laid out for looking up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import lxml.etree
import lxml.html

from bot.sources.jsonld import ARTICLE_TYPES, Node, parse_scripts, text, texts, types_of
from bot.sources.urls import absolute

# Control characters that no XML tree can hold, and lone surrogates.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_META_KEYS = ("property", "name", "itemprop", "http-equiv")


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """``metas``: lower-case key → contents, in order. ``node``: the JSON-LD of the article."""

    tree: lxml.html.HtmlElement
    url: str | None
    metas: dict[str, list[str]]
    nodes: list[Node]
    node: Node

    def meta(self, *keys: str) -> list[str]:
        """The contents of the ``<meta>`` elements of these keys, in the order of the keys."""
        return [content for key in keys for content in self.metas.get(key, ())]

    def elements(self, tag: str) -> Iterator[lxml.html.HtmlElement]:
        """The elements of one kind, in the page's order."""
        return (each for each in self.tree.iter(tag) if isinstance(each, lxml.html.HtmlElement))


def parse_page(markup: str, url: str | None) -> Page | None:
    """The page in ``markup``; None where there is no element in it."""
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = lxml.html.document_fromstring(_FORBIDDEN.sub("", markup).encode(), parser=parser)
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError):
        return None
    scripts = [
        script.text or "" for script in tree.iter("script") if "ld+json" in script.get("type", "")
    ]
    nodes = parse_scripts(scripts)
    metas = _metas(tree)
    return Page(tree=tree, url=url, metas=metas, nodes=nodes, node=_main(nodes, metas, url))


def tidy(element: lxml.html.HtmlElement | None) -> str:
    """The element's text on one line."""
    return "" if element is None else " ".join("".join(element.itertext()).split())


def _metas(tree: lxml.html.HtmlElement) -> dict[str, list[str]]:
    metas: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = (element.get("content") or "").strip()
        for key in _META_KEYS:
            name = (element.get(key) or "").strip().lower()
            if name and content:
                metas.setdefault(name, []).append(content)
    return metas


def _main(nodes: list[Node], metas: dict[str, list[str]], url: str | None) -> Node:
    """The node about this page: an article, and of several the one that names this address."""
    articles = [node for node in nodes if types_of(node) & ARTICLE_TYPES]
    here = {_bare(each) for each in (url, *metas.get("og:url", ())) if each}
    for node in articles:
        names = [*texts(node.get("url")), *texts(node.get("@id")), *_page_ids(node)]
        if any(_bare(absolute(url, name)) in here for name in names):
            return node
    titles = {title.casefold() for title in metas.get("og:title", ())}
    for node in articles:
        if (text(node.get("headline")) or "").casefold() in titles:
            return node
    return articles[0] if articles else {}


def _page_ids(node: Node) -> list[str]:
    page = node.get("mainEntityOfPage")
    if isinstance(page, dict):
        return [*texts(page.get("@id")), *texts(page.get("url"))]
    return texts(page)


def _bare(url: str | None) -> str:
    return re.sub(
        r"^https?://(www\.)?", "", (url or "").partition("#")[0].partition("?")[0]
    ).rstrip("/")
