"""An index by which the newest of all posts are found, however many there are."""

from __future__ import annotations

from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make the index."""
    op.create_index("ix_posts_due_at_id", "posts", ["due_at", "id"])
