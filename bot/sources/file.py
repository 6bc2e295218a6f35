"""A file or standard input in, an article out: plain text, Markdown or HTML."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from bot.errors import DocumentError
from bot.model import Article
from bot.reading.document import article_from_text
from bot.sources.encoding import decode_file
from bot.sources.prolog import read_prolog, start_of
from bot.sources.urls import absolute

STDIN = "-"
LARGEST_TEXT = 10_000_000  # bytes; a long article has 50,000
UNDATED = "no date: counted from when it was first seen"

_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n[A-Za-z][\w-]*[ \t]*:")
_MARKDOWN_SUFFIXES = frozenset({".md", ".markdown", ".mdown", ".mkd"})
_HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
_HTML_ROOTS = frozenset(
    {"html", "head", "body", "article", "main", "section", "div", "p", "h1", "h2", "header", "meta"}
)


def read_bytes(spec: str, limit: int = LARGEST_TEXT) -> bytes:
    """The contents of the file ``spec``, or of standard input for ``-``.

    Raises DocumentError, naming the file, for one that is missing, empty, no file, not readable
    or larger than ``limit`` bytes, of which no more is read than tells so.
    """
    name = shown_name(spec)
    try:
        if spec == STDIN:
            raw = sys.stdin.buffer.read(limit + 1)
        else:
            with Path(spec).open("rb") as file:
                raw = file.read(limit + 1)
    except FileNotFoundError:
        raise DocumentError(f"{name}: no such file; check the name") from None
    except IsADirectoryError:
        raise DocumentError(f"{name}: a folder; name the files in it") from None
    except PermissionError:
        raise DocumentError(f"{name}: may not be read; change its permissions") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "no file name"
        raise DocumentError(f"{name}: cannot be read ({reason})") from None
    if len(raw) > limit:
        raise DocumentError(f"{name}: larger than {limit / 1e6:g} MB; that is no article")
    if not raw.strip():
        raise DocumentError(f"{name}: empty; nothing to read in it")
    return raw


def shown_name(spec: str) -> str:
    """The name of a file as messages print it."""
    return "standard input" if spec == STDIN else spec


def article_from_file(
    raw: bytes,
    spec: str,
    *,
    fetched_at: datetime,
    url: str | None = None,
    title: str | None = None,
    zone: str = "UTC",
) -> Article:
    """The article in the file ``spec``, whose contents are ``raw``.

    HTML is told by its name or its first element, Markdown by its name or its front matter; all
    else is plain text. ``url`` is where the article is published, and ``title`` its headline, where
    the editor says so.
    Raises DocumentError for a binary file, an unknown encoding, and a file without words.
    """
    if Path(spec).suffix.lower() in _HTML_SUFFIXES or is_html(raw):
        from bot.sources.page import article_from_page

        return article_from_page(
            raw, source=spec, fetched_at=fetched_at, url=url, title=title, zone=zone
        )
    text = decode_file(raw, shown_name(spec))
    if Path(spec).suffix.lower() in _MARKDOWN_SUFFIXES or _FRONT_MATTER.match(text):
        return _from_markdown(text, spec, fetched_at, url, title, zone)
    return _dated(_from_text(text, spec, fetched_at, url, title=title, language=None))


def is_html(raw: bytes) -> bool:
    """Whether ``raw`` begins as HTML does."""
    return read_prolog(start_of(raw)).root in _HTML_ROOTS


def _from_text(
    text: str,
    spec: str,
    fetched_at: datetime,
    url: str | None,
    *,
    title: str | None,
    language: str | None,
) -> Article:
    if not any(sign.isalpha() for sign in text):
        raise DocumentError(f"{shown_name(spec)}: no words in it; nothing to read")
    return article_from_text(
        text, source=spec, fetched_at=fetched_at, url=url, title=title, language=language
    )


def _from_markdown(
    text: str, spec: str, fetched_at: datetime, url: str | None, title: str | None, zone: str
) -> Article:
    from bot.sources.dates import parse_stamp
    from bot.sources.markdown import plain_markdown, split_front_matter

    properties, rest = split_front_matter(text)
    markdown = plain_markdown(rest)
    named = {key: values[0] for key, values in properties.items() if values}
    address = url or absolute(None, named.get("url") or named.get("canonical_url"))
    title = title or named.get("title") or markdown.title
    language = named.get("lang") or named.get("language")
    body = markdown.text or markdown.title or ""
    article = _from_text(body, spec, fetched_at, address, title=title, language=language)
    written = named.get("embargo") or named.get("date") or named.get("published_at")
    stamp = parse_stamp(written, zone)
    return _dated(
        replace(
            article,
            lead=named.get("description") or article.lead,
            authors=tuple(properties.get("author", ()) or properties.get("authors", ())),
            tags=_tags(properties.get("tags", ()) or properties.get("keywords", ())),
            published_at=stamp.at if stamp else article.published_at,
        )
    )


def _tags(values: Sequence[str]) -> tuple[str, ...]:
    """Tags as a list or in one line, parted by commas."""
    return tuple(tag for value in values for part in value.split(",") if (tag := part.strip()))


def _dated(article: Article) -> Article:
    if article.published_at is not None or UNDATED in article.notes:
        return article
    return replace(article, notes=(*article.notes, UNDATED))
