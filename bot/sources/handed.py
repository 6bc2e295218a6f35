"""An article as a program hands it in: its text, and beside it what a page would say.

It is kept as a file of JSON (``SUFFIX``) until it is read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from bot.errors import DocumentError
from bot.model import Article
from bot.sources.dates import parse_stamp
from bot.sources.file import article_from_file
from bot.sources.urls import absolute

SUFFIX = ".article"
_ENDINGS = {"markdown": ".md", "html": ".html", "text": ".txt"}
_KEPT = (*_ENDINGS, "url", "title")


def form_of(said: Mapping[str, object]) -> str | None:
    """In which form a call has the article itself: markdown, html or text; None for no article."""
    return next((form for form in _ENDINGS if isinstance(said.get(form), str)), None)


def published_at(said: Mapping[str, object], zone: str) -> datetime | None:
    """When it is published, in UTC, as ``embargo`` or ``date`` say.

    ``zone`` is the IANA zone of those that name none.
    """
    stamps = (parse_stamp(said.get(name), zone) for name in ("embargo", "date"))
    return next((stamp.at for stamp in stamps if stamp), None)


def as_file(said: Mapping[str, object]) -> str:
    """What is kept of a call."""
    return json.dumps({name: said[name] for name in _KEPT if isinstance(said.get(name), str)})


def article_from_handed(raw: bytes, spec: str, *, fetched_at: datetime, zone: str) -> Article:
    """The article in the file ``spec``, whose contents are ``raw``.

    Raises DocumentError for what is no such file, and as ``article_from_file`` does.
    """
    try:
        said = json.loads(raw)
    except ValueError:
        said = None
    form = form_of(said) if isinstance(said, dict) else None
    if form is None:
        raise DocumentError(f"{spec}: no article that was handed in; hand it in again")
    title = said.get("title")
    return article_from_file(
        said[form].encode(),
        spec + _ENDINGS[form],
        fetched_at=fetched_at,
        url=absolute(None, said.get("url")),
        title=" ".join(title.split()) if isinstance(title, str) else None,
        zone=zone,
    )
