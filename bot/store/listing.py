"""Looking at the queue: posts, counts, history. Nothing here changes anything."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Engine, func, select

from bot.model import QueuedPost, State
from bot.store.changes import get, select_posts
from bot.store.engine import reading
from bot.store.records import Change, Recent, StoredArticle
from bot.store.rows import article_from_row, change_from_row, post_from_row
from bot.store.tables import articles, audit, posts

_DONE = (State.PUBLISHED, State.REJECTED, State.EXPIRED, State.CANCELLED)
_NEVER_OUT = (State.REJECTED, State.EXPIRED, State.FAILED, State.CANCELLED)


class Listing:
    """The posts of all accounts, as they are."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def article(self, key: str) -> StoredArticle | None:
        """The article that was drafted under ``key``."""
        with reading(self._engine) as connection:
            row = connection.execute(select(articles).where(articles.c.key == key)).first()
        return article_from_row(row._asdict()) if row else None

    def has_words(self, sha256: str) -> bool:
        """Whether an article of exactly these words was drafted, wherever it came from."""
        query = select(articles.c.id).where(articles.c.sha256 == sha256).limit(1)
        with reading(self._engine) as connection:
            return connection.scalar(query) is not None

    def get(self, post_id: int) -> QueuedPost:
        """One post. Raises StoreError where there is none of that number."""
        with reading(self._engine) as connection:
            return get(connection, post_id)

    def list(
        self,
        states: Iterable[State] | None = None,
        *,
        account: str | None = None,
        limit: int | None = None,
    ) -> tuple[QueuedPost, ...]:
        """The posts in these states (all of them where None), by the time they are due.

        With ``limit``, the last that many of them.
        """
        query = select_posts().order_by(posts.c.due_at.desc(), posts.c.id.desc()).limit(limit)
        if states is not None:
            query = query.where(posts.c.state.in_([state.value for state in states]))
        if account is not None:
            query = query.where(posts.c.account == account)
        with reading(self._engine) as connection:
            found = [post_from_row(row._asdict()) for row in connection.execute(query)]
        return tuple(reversed(found))

    def counts(self) -> dict[State, int]:
        """How many posts stand in each state."""
        query = select(posts.c.state, func.count()).group_by(posts.c.state)
        with reading(self._engine) as connection:
            return {State(state): count for state, count in connection.execute(query)}

    def history(self, post_id: int) -> tuple[Change, ...]:
        """Everything that happened to a post, oldest first."""
        query = select(audit).where(audit.c.post_id == post_id).order_by(audit.c.id)
        with reading(self._engine) as connection:
            return tuple(change_from_row(row._asdict()) for row in connection.execute(query))

    def recent(
        self, account: str, since: datetime, *, most: int | None = None
    ) -> tuple[Recent, ...]:
        """What an account was given since then and has posted, or may yet; the newest first."""
        query = (
            select(posts.c.id, posts.c.created_at, posts.c.pieces, posts.c.quotes)
            .where(
                posts.c.account == account,
                posts.c.created_at >= since,
                posts.c.state.not_in([state.value for state in _NEVER_OUT]),
            )
            .order_by(posts.c.created_at.desc(), posts.c.id.desc())
            .limit(most)
        )
        with reading(self._engine) as connection:
            return tuple(
                Recent(
                    post_id=row.id,
                    at=row.created_at,
                    texts=tuple(piece["text"] for piece in row.pieces),
                    quotes=tuple(quote["display"] for quote in row.quotes),
                )
                for row in connection.execute(query)
            )

    def card_hashes(self, done_since: datetime) -> frozenset[str]:
        """The cards of posts that are not done with or were drafted since then; variants' too."""
        with reading(self._engine) as connection:
            return cards_of(connection, open_posts() | (posts.c.created_at >= done_since))


def open_posts() -> ColumnElement[bool]:
    """The posts that are not done with."""
    return posts.c.state.not_in([state.value for state in _DONE])


def cards_of(connection: Connection, which: ColumnElement[bool]) -> frozenset[str]:
    """The hashes of all cards of these posts and their variants."""
    query = select(posts.c.pieces, posts.c.variants).where(which)
    found: set[str] = set()
    for row in connection.execution_options(yield_per=500).execute(query):
        every = [row.pieces, *(variant["pieces"] for variant in row.variants)]
        found.update(c["sha256"] for pieces in every for piece in pieces for c in piece["cards"])
    return frozenset(found)
