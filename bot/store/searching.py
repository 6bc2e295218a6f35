"""Finding posts by their words, whatever their accents and capitals, on every database alike.

Neither database folds as readers do: SQLite knows the capitals of ASCII alone, and PostgreSQL's
``unaccent`` is not everywhere. So the folded words are kept, in a narrow table of their own: the
rows of posts are large, and looking through all of them is slow.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from sqlalchemy import Column, ColumnElement, Connection, ForeignKey, Integer, Table, Text, select

from bot.store.engine import put
from bot.store.tables import articles, metadata, posts

# What a post is found by: its article's title and its text, folded. It is made of them.
post_words = Table(
    "post_words",
    metadata,
    Column("post_id", Integer, ForeignKey("posts.id"), primary_key=True, autoincrement=False),
    Column("words", Text, nullable=False),
)

# Letters that Unicode does not take apart, as somebody without that key writes them, and marks.
_PLAIN = str.maketrans(
    {
        "œ": "oe",
        "æ": "ae",
        "ø": "o",
        "đ": "d",
        "ł": "l",
        "ı": "i",
        "’": "'",
        "‘": "'",
        "“": '"',
        "”": '"',
        "‑": "-",
        "–": "-",
    }
)


def folded(text: str) -> str:
    """``text`` without accents, capitals, typographic marks and kinds of space.

    >>> folded("L’Élysée,\\u202fun cœur")
    "l'elysee, un coeur"
    """
    apart = unicodedata.normalize("NFKD", text)
    bare = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return " ".join(bare.casefold().translate(_PLAIN).split())


def said(text: str) -> ColumnElement[bool]:
    """Whether a post's words have ``text`` in them; the query joins ``post_words``."""
    return post_words.c.words.contains(folded(text), autoescape=True)


def remember(connection: Connection, which: ColumnElement[bool]) -> None:
    """Keep anew what the posts are found by."""
    query = select(posts.c.id, articles.c.title, posts.c.pieces).join(
        articles, posts.c.article_id == articles.c.id
    )
    for number, title, pieces in connection.execute(query.where(which)).all():
        words = words_of(title, (piece["text"] for piece in pieces))
        put(connection, post_words, {"post_id": number}, {"words": words})


def words_of(title: str, texts: Iterable[str]) -> str:
    """What a post is found by."""
    return folded(" ".join((title, *texts)))
