"""The records as JSON, for programs that read the bot's output."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.model import Article, Card, CardContent, Draft, Part, Piece, Post, Quote, Reading, Variant

JSON = None | bool | int | float | str | list["JSON"] | dict[str, "JSON"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Proof:
    """A card and the name of the file that it was written to."""

    card: Card
    file: str


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
        "translated": record.translated,
    }
    if explain:
        made["why"] = list(record.why)
    return made


def post(record: Post[Proof]) -> dict[str, JSON]:
    """A post with its cards, each with the name of the file it was written to.

    ``text``, ``length`` and ``alt_text`` are those that readers see first; ``pieces`` are all.
    """
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
        "alt_text": record.cards[0].card.alt_text if record.cards else None,
        "quote": quote(record.quotes[0]) if record.quotes else None,
        "quotes": [quote(each) for each in record.quotes],
        "cards": [_card(proof) for proof in record.cards],
        "pieces": [_piece(piece) for piece in record.pieces],
        "notes": list(record.notes),
        "warnings": list(record.warnings),
        "variants": [_variant(variant) for variant in record.variants],
    }


def _variant(record: Variant[Proof]) -> dict[str, JSON]:
    return {
        "kind": record.kind.value,
        "text": record.pieces[0].text,
        "link": record.link,
        "cost": record.cost,
        "quotes": [quote(each) for each in record.quotes],
        "pieces": [_piece(piece) for piece in record.pieces],
        "warnings": list(record.warnings),
    }


def _piece(record: Piece[Proof]) -> dict[str, JSON]:
    link = record.link_card
    return {
        "text": record.text,
        "length": record.length,
        "cards": [_card(proof) for proof in record.cards],
        "link_card": {"url": link.url, "title": link.title, "description": link.description}
        if link
        else None,
    }


def _card(proof: Proof) -> dict[str, JSON]:
    return {
        "template": proof.card.template,
        "format": proof.card.format.name,
        "file": proof.file,
        "sha256": proof.card.sha256,
        "alt_text": proof.card.alt_text,
        "words": _words(proof.card.content),
    }


def _words(content: CardContent) -> dict[str, JSON]:
    """What a card prints."""
    return {
        "kind": content.kind.value,
        "headline": content.headline,
        "quote": content.quote,
        "speaker": content.speaker,
        "role": content.role,
        "points": list(content.points),
        "figure": content.figure,
        "source": content.source,
        "site": content.site,
    }


def draft(record: Draft, posts: Sequence[Post[Proof]]) -> dict[str, JSON]:
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
        "posts": [post(each) for each in posts],
    }


def _part(part: Part) -> dict[str, JSON]:
    return {"text": part.text, "start": part.start, "end": part.end}


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
