"""What an account has posted and will: what its gaps, its mix and its day are reckoned from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, func, select

from bot.model import State
from bot.store.engine import reading
from bot.store.records import StoredArticle
from bot.store.rows import article_from_row
from bot.store.tables import articles, entries, posts, publications

_COMING = (State.PENDING, State.APPROVED, State.SENDING)
_MAY_BE_OUT = (State.SENDING, State.UNCERTAIN)


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """A post that went out, or may have: when (UTC), of which kind, from which source.

    ``source`` is None for an article that came from none.
    """

    at: datetime
    kind: str
    source: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Out:
    """A post that is out: when (UTC), where, of what, and what it cost in US dollars."""

    at: datetime
    account: str
    kind: str
    cost: float | None
    url: str | None
    title: str


class Pace:
    """How often the accounts post."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def due_times(self, account: str, since: datetime) -> tuple[datetime, ...]:
        """When the account's posts are due that wait for approval or for their time."""
        query = select(posts.c.due_at).where(
            posts.c.account == account,
            posts.c.due_at >= since,
            posts.c.state.in_([state.value for state in _COMING]),
        )
        with reading(self._engine) as connection:
            return tuple(connection.scalars(query))

    def sent(self, account: str, since: datetime) -> tuple[Sent, ...]:
        """What the account has posted since then, the oldest first."""
        source = (
            select(func.min(entries.c.source))
            .where(entries.c.article_id == posts.c.article_id)
            .scalar_subquery()
        )
        out = (
            select(publications.c.sent_at.label("at"), posts.c.kind, source.label("source"))
            .join(posts, publications.c.post_id == posts.c.id)
            .where(posts.c.account == account, publications.c.sent_at >= since)
        )
        unclear = select(posts.c.due_at.label("at"), posts.c.kind, source.label("source")).where(
            posts.c.account == account,
            posts.c.due_at >= since,
            posts.c.state.in_([state.value for state in _MAY_BE_OUT]),
        )
        with reading(self._engine) as connection:
            rows = [*connection.execute(out), *connection.execute(unclear)]
        found = [Sent(at=row.at, kind=row.kind, source=row.source) for row in rows]
        return tuple(sorted(found, key=lambda each: each.at))

    def out_since(self, since: datetime, *, dry_run: bool = False) -> tuple[Out, ...]:
        """What went out since then, the oldest first; of dry runs, what would have."""
        query = (
            select(
                publications.c.sent_at.label("at"),
                posts.c.account,
                posts.c.kind,
                posts.c.cost,
                publications.c.url,
                articles.c.title,
            )
            .join(posts, publications.c.post_id == posts.c.id)
            .join(articles, posts.c.article_id == articles.c.id)
            .where(publications.c.sent_at >= since, publications.c.dry_run == dry_run)
            .order_by(publications.c.sent_at, publications.c.id)
        )
        with reading(self._engine) as connection:
            return tuple(Out(**row._asdict()) for row in connection.execute(query))

    def drafted_at(self) -> datetime | None:
        """When the last post was drafted."""
        query = select(posts.c.created_at).order_by(posts.c.created_at.desc()).limit(1)
        with reading(self._engine) as connection:
            at: datetime | None = connection.scalar(query)
        return at

    def published_at(self, article_id: int) -> datetime | None:
        """When an article was, or will be, published; None where it does not say."""
        query = select(articles.c.published_at).where(articles.c.id == article_id)
        with reading(self._engine) as connection:
            return connection.scalar(query)

    def sources_of(self, article_id: int) -> frozenset[str]:
        """The sources that have listed an article."""
        query = select(entries.c.source).where(entries.c.article_id == article_id)
        with reading(self._engine) as connection:
            return frozenset(connection.scalars(query))

    def evergreens(self, account: str, before: datetime, most: int) -> Sequence[StoredArticle]:
        """Evergreen articles that the account has had no post of since ``before``.

        The one that has rested longest comes first.
        """
        last = func.max(posts.c.created_at)
        query = (
            select(articles)
            .join(posts, posts.c.article_id == articles.c.id)
            .where(articles.c.evergreen, articles.c.url.is_not(None), posts.c.account == account)
            .group_by(articles.c.id)
            .having(last < before)
            .order_by(last)
            .limit(most)
        )
        numbers = query.with_only_columns(articles.c.id)
        with reading(self._engine) as connection:
            order = list(connection.scalars(numbers))
            rows = connection.execute(select(articles).where(articles.c.id.in_(order)))
            found = {row.id: article_from_row(row._asdict()) for row in rows}
        return [found[number] for number in order]
