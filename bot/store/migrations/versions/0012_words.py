"""What posts are found by: their words without accents and capitals."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.searching import words_of

revision = "0012"
down_revision = "0011"

_AT_ONCE = 500  # rows; there may be hundreds of thousands

_posts = sa.table(
    "posts", sa.column("id", sa.Integer), sa.column("article_id"), sa.column("pieces", sa.JSON)
)
_articles = sa.table("articles", sa.column("id", sa.Integer), sa.column("title", sa.Text))


def upgrade() -> None:
    """Make the table, and fill it with the words of every post."""
    words = op.create_table(
        "post_words",
        sa.Column("post_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name="fk_post_words_post_id"),
        sa.PrimaryKeyConstraint("post_id", name="pk_post_words"),
    )
    query = (
        sa.select(_posts.c.id, _articles.c.title, _posts.c.pieces)
        .join(_articles, _posts.c.article_id == _articles.c.id)
        .order_by(_posts.c.id)
        .limit(_AT_ONCE)
    )
    connection, last = op.get_bind(), 0
    while rows := connection.execute(query.where(_posts.c.id > last)).all():
        last = rows[-1].id
        kept = [
            {"post_id": row.id, "words": words_of(row.title, (each["text"] for each in row.pieces))}
            for row in rows
        ]
        connection.execute(sa.insert(words), kept)
