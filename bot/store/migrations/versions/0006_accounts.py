"""Accounts: their secrets, encrypted; what their platforms say of them; notices for the team."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the three tables."""
    op.create_table(
        "secrets",
        sa.Column("account", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("pending", sa.Text()),
        sa.Column("expires_at", _MOMENT),
        sa.Column("refreshing_until", _MOMENT),
        sa.Column("changed_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("account", "name", name="pk_secrets"),
    )
    op.create_table(
        "account_facts",
        sa.Column("account", sa.String(length=200), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("url", sa.Text()),
        sa.Column("limits", sa.JSON(), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        sa.Column("expires_at", _MOMENT),
        sa.Column("tested_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("account", name="pk_account_facts"),
    )
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("account", sa.String(length=200)),
        sa.Column("post_id", sa.Integer()),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("seen_at", _MOMENT),
        sa.Column("seen_by", sa.Text()),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name="fk_notices_post_id"),
        sa.PrimaryKeyConstraint("id", name="pk_notices"),
        sa.UniqueConstraint("key", name="uq_notices_key"),
    )
    op.create_index("ix_notices_seen_at", "notices", ["seen_at"])
