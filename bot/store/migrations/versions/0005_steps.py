"""The steps of sending, each with its receipt; accounts that rest."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make both tables. What is being sent right now has begun its one step."""
    op.create_table(
        "steps",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("request_sha256", sa.String(length=64), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("began_at", _MOMENT, nullable=True),
        sa.Column("done_at", _MOMENT, nullable=True),
        sa.Column("receipt", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_steps_post_id")),
        sa.PrimaryKeyConstraint("post_id", "name", name=op.f("pk_steps")),
    )
    op.create_table(
        "rests",
        sa.Column("account", sa.String(length=200), nullable=False),
        sa.Column("until", _MOMENT, nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("account", name=op.f("pk_rests")),
    )
    op.execute(
        "INSERT INTO steps (post_id, name, request_sha256, tries, began_at) "
        "SELECT id, 'post:1', coalesce(request_sha256, ''), 1, lease_until FROM posts "
        "WHERE state = 'sending'"
    )
