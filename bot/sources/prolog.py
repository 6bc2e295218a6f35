"""What stands before the root element of an XML or HTML document."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BLANK = re.compile(r"\s*")
_INSTRUCTION = re.compile(r"<\?.*?\?>", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[<>]*", re.IGNORECASE)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)")
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")


@dataclass(frozen=True, kw_only=True, slots=True)
class Prolog:
    """``root``: the root element's name in lower case, without prefix; "" where there is none.

    ``end`` is where it begins. ``declares``: a document type with declarations of its own stands
    before it, which is how entities are made to expand without end or to name files.
    """

    root: str
    end: int
    declares: bool


def read_prolog(text: str) -> Prolog:
    """The prolog of ``text``, which is not expected to be well-formed."""
    at = 0
    while True:
        at = _end(_BLANK, text, at)
        after = _end(_INSTRUCTION, text, at)
        after = after if after != at else _end(_COMMENT, text, at)
        if after == at:
            after = _end(_DOCTYPE, text, at)
            if after != at and text[after : after + 1] != ">":
                return Prolog(root="", end=at, declares=True)
            after += after != at
        if after == at:
            break
        at = after
    root = _ROOT.match(text, at)
    return Prolog(root=root.group(1).lower() if root else "", end=at, declares=False)


def declared_encoding(raw: bytes) -> str | None:
    """The encoding that the XML declaration names."""
    match = _DECLARED.match(raw.removeprefix(b"\xef\xbb\xbf")[:300])
    return match.group(1).decode("ascii", "replace") if match else None


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


# Root elements of XML that lists articles: feeds, and what is mistaken for one.
_XML_ROOTS = frozenset({"rss", "feed", "rdf", "urlset", "sitemapindex", "opml"})
_JSON_FEED = re.compile(r"\s*\{[^{}\[\]]{0,2000}\"https:\\?/\\?/jsonfeed\.org\\?/version")
_XML_TYPES = ("application/rss+xml", "application/atom+xml", "application/rdf+xml")
_XML_ENDINGS = (".rss", ".atom", ".rdf", ".xml")


def looks_like_feed(raw: bytes, name: str) -> bool:
    """Whether ``raw`` is meant as a feed, by its root element.

    Where that says nothing, ``name`` does: a content type, or a file's name.
    """
    start = start_of(raw)
    if _JSON_FEED.match(start) or name.lower().startswith("application/feed+json"):
        return True
    root = read_prolog(start).root
    if root in _XML_ROOTS or root == "html":
        return root != "html"
    return name.lower().startswith(_XML_TYPES) or name.lower().endswith((*_XML_ENDINGS, "/xml"))


def start_of(raw: bytes) -> str:
    """The first characters of a document, good enough to see its markup."""
    head = raw[:8192]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace")
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
