"""Articles that change: their earlier versions, when they were looked at, what was taken down."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables of revisions and chores, and what finds posts and publications by time."""
    op.create_table(
        "revisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("replaced_at", _MOMENT, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("lead", sa.Text()),
        sa.Column("summary_points", sa.JSON(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_revisions_article_id"),
        sa.PrimaryKeyConstraint("id", name="pk_revisions"),
    )
    op.create_index("ix_revisions_article_id", "revisions", ["article_id"])
    op.create_table(
        "chores",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("done_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_chores"),
    )
    op.add_column("articles", sa.Column("checked_at", _MOMENT))
    op.add_column("publications", sa.Column("deleted_at", _MOMENT))
    op.add_column("publications", sa.Column("deleted_by", sa.Text()))
    op.create_index("ix_publications_sent_at", "publications", ["sent_at"])
    op.create_index("ix_posts_account_created_at", "posts", ["account", "created_at"])
