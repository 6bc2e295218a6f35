"""The records as JSON, for programs that read the bot's output."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.model import Article, Card, Draft, Part, Post, Quote, Reading

Cards = Sequence[tuple[Card, str]]  # each with the name of its file
JSON = None | bool | int | float | str | list["JSON"] | dict[str, "JSON"]


def reading(read: Reading, *, explain: bool = False) -> dict[str, JSON]:
    """What ``bot read --json`` prints for one source."""
    return {
        **article(read.article),
        "summary_points": list(read.summary.points),
        "summary_source": read.summary.source.value,
        "text": read.article.text,
        "quotes": [quote(each, explain=explain) for each in read.quotes],
    }


def article(record: Article) -> dict[str, JSON]:
    """An article without its text."""
    image = record.image
    return {
        "source": record.source,
        "url": record.link,
        "title": record.title,
        "lead": record.lead,
        "language": record.language,
        "kind": record.kind.value,
        "published_at": _moment(record.published_at),
        "updated_at": _moment(record.updated_at),
        "authors": list(record.authors),
        "image": {
            "url": image.url,
            "caption": image.caption,
            "credit": image.credit,
            "licensed": image.licensed,
        }
        if image
        else None,
        "tags": list(record.tags),
        "summary_points": list(record.summary_points),
        "sha256": record.sha256,
        "notes": list(record.notes),
    }


def quote(record: Quote, *, explain: bool = False) -> dict[str, JSON]:
    """A quote, with the reasons for its rank where they are asked for."""
    made: dict[str, JSON] = {
        "parts": [_part(part) for part in record.parts],
        "text": record.text,
        "start": record.start,
        "end": record.end,
        "display": record.display,
        "kind": record.kind.value,
        "speaker": record.speaker,
        "role": record.role,
        "mention": record.mention,
        "cue": record.cue,
        "confidence": round(record.confidence, 3),
        "score": round(record.score, 3),
        "card_worthy": record.card_worthy,
        "key": record.key,
    }
    if explain:
        made["why"] = list(record.why)
    return made


def post(record: Post, cards: Cards) -> dict[str, JSON]:
    """A post with its cards, each with the name of the file it was written to."""
    return {
        "account": record.account,
        "platform": record.platform,
        "kind": record.kind.value,
        "language": record.language,
        "text": record.text,
        "link": record.link,
        "length": record.length,
        "limit": record.limit,
        "cost": record.cost,
        "alt_text": record.alt_text,
        "quote": quote(record.quote) if record.quote else None,
        "cards": [
            {
                "template": card.template,
                "format": card.format.name,
                "file": file,
                "sha256": card.sha256,
            }
            for card, file in cards
        ],
        "notes": list(record.notes),
    }


def draft(record: Draft, posts: Sequence[tuple[Post, Cards]]) -> dict[str, JSON]:
    """One article's part of ``posts.json``: its posts, each with the cards drawn for it."""
    read = record.reading
    return {
        "article": {
            **article(read.article),
            "summary_points": list(read.summary.points),
            "summary_source": read.summary.source.value,
            "text": read.article.text,
        },
        "quotes": [quote(each) for each in read.quotes],
        "posts": [post(each, cards) for each, cards in posts],
    }


def _part(part: Part) -> dict[str, JSON]:
    return {"text": part.text, "start": part.start, "end": part.end}


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
