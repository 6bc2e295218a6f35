"""The JSON-LD of a page, read leniently: half of it in the wild is broken somewhere."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
Node = dict[str, Json]

# schema.org's news types (https://schema.org/NewsArticle and its neighbours).
ARTICLE_TYPES = frozenset({
    "AdvertiserContentArticle", "AnalysisNewsArticle", "Article", "AskPublicNewsArticle",
    "BackgroundNewsArticle", "BlogPosting", "LiveBlogPosting", "NewsArticle",
    "OpinionNewsArticle", "ReportageNewsArticle", "Report", "ReviewNewsArticle",
    "SatiricalArticle", "ScholarlyArticle", "SocialMediaPosting", "TechArticle",
})  # fmt: skip
# Where the page's own thing may be nested. What lies elsewhere (lists, related links, parts) is
# about other pages.
_INWARD = ("@graph", "mainEntity", "mainEntityOfPage")
_MAX_NODES = 5_000

_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*.{0,20}?\*/)|(?:-->|//\s*\]\]>|\]\]>|;)\s*$"
)
_TRAILING_COMMA = re.compile(r",\s*(?=[}\]])")
_LINE_COMMENT = re.compile(r"^\s*//.*$", re.MULTILINE)
_STRING_PROPERTY = re.compile(
    r'"(@type|headline|name|description|datePublished|dateModified|articleSection|author|url'
    r'|inLanguage|isAccessibleForFree)"\s*:\s*("(?:[^"\\\n]|\\.)*"|true|false)'
)


def parse_scripts(scripts: Iterable[str]) -> list[Node]:
    """Every object that the scripts describe the page itself with, in order."""
    nodes: list[Node] = []
    for script in scripts:
        for value in _values(script):
            nodes.extend(_inward(value))
    return nodes


def types_of(node: Node) -> frozenset[str]:
    """The names of the node's types, without the vocabulary's address."""
    return frozenset(
        name.rsplit("/", 1)[-1].removeprefix("schema:") for name in texts(node.get("@type"))
    )


def texts(value: Json) -> list[str]:
    """The strings in a property that may hold one or several, entities decoded, spaces tidied."""
    if isinstance(value, str):
        tidy = " ".join(html.unescape(value).split())
        return [tidy] if tidy else []
    if isinstance(value, list):
        return [text for each in value if not isinstance(each, list) for text in texts(each)]
    if isinstance(value, dict):
        return texts(value.get("name")) if not isinstance(value.get("name"), dict) else []
    return []


def text(value: Json) -> str | None:
    """The first string of a property."""
    return next(iter(texts(value)), None)


def nodes_of(value: Json) -> list[Node]:
    """The objects in a property that may hold one or several."""
    values = value if isinstance(value, list) else [value]
    return [each for each in values if isinstance(each, dict)]


def _values(script: str) -> list[Json]:
    """The JSON values of a script, by the first mending that makes it readable."""
    plain = script
    for _ in range(2):
        plain = _WRAPPING.sub("", plain)
    mended = _TRAILING_COMMA.sub("", _LINE_COMMENT.sub("", plain))
    for candidate in (plain, mended, html.unescape(mended)):
        values = _decoded(candidate)
        if values:
            return values
    rescued = _rescued(plain)
    return [rescued] if rescued else []


def _decoded(script: str) -> list[Json]:
    """One JSON value, or several in a row; empty if anything else stands there."""
    decoder = json.JSONDecoder(strict=False)
    found: list[Json] = []
    position = 0
    try:
        while position < len(script):
            blank = re.compile(r"[\s;,]*").match(script, position)
            position = blank.end() if blank else position
            if position < len(script):
                value, position = decoder.raw_decode(script, position)
                found.append(value)
    except (ValueError, RecursionError):
        return []
    return found


def _rescued(script: str) -> Node:
    """The plain properties of a script that is no JSON at all: cut short, quotes unescaped."""
    node: Node = {}
    for name, raw in _STRING_PROPERTY.findall(script[:200_000]):
        values = _decoded(raw)
        if values and name not in node:
            node[name] = values[0]
    return node if types_of(node) & ARTICLE_TYPES else {}


def _inward(value: Json) -> Iterator[Node]:
    waiting: list[Json] = [value]
    for _ in range(_MAX_NODES):
        if not waiting:
            return
        each = waiting.pop(0)
        if isinstance(each, list):
            waiting[:0] = each[:_MAX_NODES]
        elif isinstance(each, dict):
            yield each
            waiting.extend(each[name] for name in _INWARD if name in each)
