"""The photo of an article that cards may show, and whose it is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add the columns; what is kept already has no photo."""
    op.add_column("articles", sa.Column("photo", sa.Text))
    op.add_column("articles", sa.Column("photo_credit", sa.Text))
