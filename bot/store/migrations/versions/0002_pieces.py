"""Posts in pieces: threads, several cards, link cards; their cost, warnings and variants."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_posts = sa.table(
    "posts",
    sa.column("id", sa.Integer),
    sa.column("account", sa.String),
    sa.column("platform", sa.String),
    sa.column("link", sa.Text),
    sa.column("text", sa.Text),
    sa.column("alt_text", sa.Text),
    sa.column("cards", sa.JSON),
    sa.column("quote", sa.JSON),
    sa.column("pieces", sa.JSON),
    sa.column("quotes", sa.JSON),
    sa.column("approved_sha256", sa.String),
)


def upgrade() -> None:
    """Make every post one of a single piece, and let approvals that hold go on holding."""
    for name in ("pieces", "quotes", "warnings", "variants"):
        op.add_column("posts", sa.Column(name, sa.JSON, nullable=False, server_default="[]"))
    op.add_column("posts", sa.Column("cost", sa.Float))
    connection = op.get_bind()
    for found in connection.execute(sa.select(_posts)).all():
        row = found._asdict()
        piece = {
            "text": row["text"],
            "length": _length(row),
            "cards": row["cards"],
            "link_card": None,
        }
        approved = row["approved_sha256"]
        connection.execute(
            sa.update(_posts)
            .where(_posts.c.id == row["id"])
            .values(
                pieces=[piece],
                quotes=[row["quote"]] if row["quote"] else [],
                approved_sha256=_after(row) if approved == _before(row) else approved,
            )
        )
    for name in ("text", "alt_text", "cards", "quote"):
        op.drop_column("posts", name)


def _length(row: Mapping[str, Any]) -> int:
    """Characters, with 23 for a link where the platform counts it so; only ever shown."""
    text: str = row["text"]
    if row["link"] and row["platform"] in ("x", "mastodon"):
        text = text.replace(row["link"], "x" * 23)
    return len(text)


def _before(row: Mapping[str, Any]) -> str:
    """What an approval was bound to before this revision."""
    cards = [f"{card['sha256']} {card['alt_text']}" for card in row["cards"]]
    return _fingerprint(row["account"], row["text"], row["alt_text"] or "", *cards)


def _after(row: Mapping[str, Any]) -> str:
    """What an approval is bound to from this revision on."""
    cards = [text for card in row["cards"] for text in (card["sha256"], card["alt_text"])]
    return _fingerprint(row["account"], row["text"], "", str(len(row["cards"])), *cards)


def _fingerprint(*texts: str) -> str:
    digest = hashlib.sha256()
    for text in texts:
        raw = text.encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(raw))
        digest.update(raw)
    return digest.hexdigest()
