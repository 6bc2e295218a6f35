"""A queued post and its history for programs. Times are in UTC, in ISO 8601."""

from __future__ import annotations

from bot.model import CardFile, Piece, QueuedPost
from bot.store.records import Change


def post_as_json(record: QueuedPost) -> dict[str, object]:
    """A queued post."""
    approval = record.approval
    return {
        "id": record.id,
        "state": record.state.value,
        "reason": record.reason,
        "account": record.account,
        "platform": record.platform,
        "kind": record.kind.value,
        "language": record.language,
        "text": record.text,
        "link": record.link,
        "cost": record.cost,
        "article": {"title": record.article_title, "url": record.article_url},
        "pieces": [_piece(piece) for piece in record.pieces],
        "notes": list(record.notes),
        "warnings": list(record.warnings),
        "variants": [
            {"kind": variant.kind.value, "pieces": [_piece(piece) for piece in variant.pieces]}
            for variant in record.variants
        ],
        "due_at": record.due_at.isoformat(),
        "expires_at": record.expires_at.isoformat(),
        "approved_by": approval.actor if approval else None,
        "approved_from": approval.earliest.isoformat() if approval else None,
        "approved_until": approval.latest.isoformat() if approval else None,
        "content_sha256": record.content_sha256,
        "seen_sha256": record.seen_sha256,
    }


def change_as_json(record: Change) -> dict[str, object]:
    """A line of the audit log."""
    return {
        "at": record.at.isoformat(),
        "actor": record.actor,
        "action": record.action,
        "from": record.start.value if record.start else None,
        "to": record.end.value,
        "reason": record.reason,
        "before": record.before,
        "after": record.after,
    }


def _piece(piece: Piece[CardFile]) -> dict[str, object]:
    link = piece.link_card
    return {
        "text": piece.text,
        "length": piece.length,
        "cards": [
            {
                "template": card.template,
                "format": card.format,
                "sha256": card.sha256,
                "alt_text": card.alt_text,
            }
            for card in piece.cards
        ],
        "link_card": {"url": link.url, "title": link.title, "description": link.description}
        if link
        else None,
    }
