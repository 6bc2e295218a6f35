"""Articles and readings for the reader's tests, made of invented sentences."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.model import Article, Quote, Reading
from bot.reading import article_from_text, read

FETCHED = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


def article(
    text: str, *, title: str | None = "Une nouvelle", language: str | None = "fr"
) -> Article:
    """An article of ``text``, which is body alone unless ``title`` is None."""
    return article_from_text(
        text, source="test.txt", fetched_at=FETCHED, title=title, language=language
    )


def reading(text: str, *, language: str = "fr", title: str = "Une nouvelle") -> Reading:
    """The reading of a body in a language."""
    return read(article(text, title=title, language=language))


def quote(text: str, *, language: str = "fr", title: str = "Une nouvelle") -> Quote:
    """The first quotation of a body."""
    return reading(text, language=language, title=title).quotes[0]
