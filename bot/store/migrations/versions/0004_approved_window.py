"""Approvals with a window, and a log that keeps what changed, before and after."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_MOMENT = sa.DateTime(timezone=True)
_JSON = sa.JSON(none_as_null=True)
_posts = sa.table(
    "posts",
    sa.column("id", sa.Integer),
    sa.column("due_at", _MOMENT),
    sa.column("expires_at", _MOMENT),
    sa.column("approved_sha256", sa.String),
    sa.column("approved_earliest", _MOMENT),
    sa.column("approved_latest", _MOMENT),
)
_audit = sa.table("audit", sa.column("from_state", sa.String), sa.column("action", sa.String))


def upgrade() -> None:
    """Take the time for which a post was queued as the window that was approved."""
    for name in ("approved_earliest", "approved_latest"):
        op.add_column("posts", sa.Column(name, _MOMENT))
    op.create_index("ix_posts_state_expires_at", "posts", ["state", "expires_at"])
    op.add_column(
        "audit", sa.Column("action", sa.String(20), nullable=False, server_default="move")
    )
    for name in ("before", "after"):
        op.add_column("audit", sa.Column(name, _JSON))
    connection = op.get_bind()
    approved = sa.select(_posts).where(_posts.c.approved_sha256.is_not(None))
    for row in connection.execute(approved).all():
        window = (_aware(row.due_at), _aware(row.expires_at))
        connection.execute(
            sa.update(_posts)
            .where(_posts.c.id == row.id)
            .values(
                approved_earliest=row.due_at,
                approved_latest=row.expires_at,
                approved_sha256=_bound(row.approved_sha256, window),
            )
        )
    if connection.dialect.name == "postgresql":  # SQLite has no TRUNCATE
        op.execute(
            "CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()"
        )


def _aware(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _bound(content_sha256: str, window: tuple[datetime, datetime]) -> str:
    """What an approval is bound to from this revision on: the content and the window."""
    digest = hashlib.sha256()
    for text in (content_sha256, *(moment.isoformat() for moment in window)):
        raw = text.encode()
        digest.update(b"%d:" % len(raw))
        digest.update(raw)
    return digest.hexdigest()
