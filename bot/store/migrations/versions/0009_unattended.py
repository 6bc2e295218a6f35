"""What a bot needs that nobody watches: lanes, when a feed last had news, alerts that stand."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the columns and the table of alerts."""
    op.add_column("feeds", sa.Column("changed_at", _MOMENT))
    op.add_column("entries", sa.Column("tags", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column(
        "articles",
        sa.Column("evergreen", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.add_column(
        "posts", sa.Column("lane", sa.String(length=20), nullable=False, server_default="usual")
    )
    op.create_index("ix_articles_sha256", "articles", ["sha256"])
    op.create_index("ix_entries_article_id", "entries", ["article_id"])
    op.create_table(
        "alerts",
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("since", _MOMENT, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("told_at", _MOMENT),
        sa.Column("ended_at", _MOMENT),
        sa.PrimaryKeyConstraint("key", name="pk_alerts"),
    )
