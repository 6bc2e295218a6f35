"""Readings made by hand, for tests of what comes after reading."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from bot.model import (
    Article,
    Part,
    Quote,
    QuoteKind,
    Reading,
    Summary,
    SummarySource,
    fingerprint,
)

SEEN = datetime(2025, 2, 11, 9, 0, tzinfo=UTC)


def article(
    text: str = "Un texte.",
    *,
    title: str = "Un titre",
    points: Sequence[str] = (),
    url: str | None = "https://journal.example.com/a",
    language: str = "fr",
    lead: str | None = None,
    tags: Sequence[str] = (),
) -> Article:
    return Article(
        url=url,
        canonical_url=None,
        source="a.txt",
        language=language,
        title=title,
        lead=lead,
        summary_points=tuple(points),
        tags=tuple(tags),
        text=text,
        sha256=fingerprint(title, *points, text),
        fetched_at=SEEN,
    )


def quote(
    of: Article,
    words: str,
    *,
    speaker: str | None = "Ada Martin",
    role: str | None = None,
    key: bool = False,
    score: float = 0.5,
    card_worthy: bool = True,
) -> Quote:
    start = of.text.index(words)
    return Quote(
        parts=(Part(text=words, start=start, end=start + len(words)),),
        text=words,
        start=start,
        end=start + len(words),
        display=words,
        kind=QuoteKind.DIRECT,
        speaker=speaker,
        role=role,
        confidence=0.9,
        score=score,
        card_worthy=card_worthy,
        key=key,
        article_sha256=of.sha256,
    )


def reading(of: Article, *quotes: Quote) -> Reading:
    summary = Summary(points=of.summary_points, source=SummarySource.ARTICLE)
    return Reading(article=of, summary=summary, quotes=quotes)
