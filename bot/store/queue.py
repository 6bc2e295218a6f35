"""The queue: posts, what is decided about them, and the log of every change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Select, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.errors import StoreError, TransitionError
from bot.model import Article, CardFile, Post, QueuedPost, State, fingerprint
from bot.review.states import BOT, WAITING, Actor, check
from bot.store.engine import reading, writing
from bot.store.records import (
    Change,
    Entry,
    EntryState,
    Offer,
    StoredArticle,
    article_from_row,
    change_from_row,
    post_from_row,
    to_json,
)
from bot.store.tables import articles, audit, entries, posts


class Queue:
    """The posts of all accounts. Every change of state is in the audit log, by the same commit."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def article(self, key: str) -> StoredArticle | None:
        """The article that was drafted under ``key``."""
        with reading(self._engine) as connection:
            row = connection.execute(select(articles).where(articles.c.key == key)).first()
        return article_from_row(row._asdict()) if row else None

    def offer(
        self,
        key: str,
        article: Article,
        offers: Sequence[Offer],
        *,
        at: datetime,
        entry: Entry | None = None,
    ) -> tuple[QueuedPost, ...]:
        """Queue what was made of an article, and mark its entry drafted: all of it or nothing.

        An article that has been queued under ``key`` before, and words that an account has been
        given before, are left out; so nothing comes back for a second call with the same.
        """
        try:
            with writing(self._engine) as connection:
                article_id = _add_article(connection, key, article, at)
                made = [_add_post(connection, article_id, offer, at) for offer in _once(offers)]
                if entry:
                    _drafted(connection, entry, article_id)
                return tuple(_get(connection, post_id) for post_id in made)
        except IntegrityError:
            if self.article(key) is None:
                raise
            return ()

    def get(self, post_id: int) -> QueuedPost:
        """One post. Raises StoreError where there is none of that number."""
        with reading(self._engine) as connection:
            return _get(connection, post_id)

    def list(
        self, states: Iterable[State] | None = None, *, account: str | None = None
    ) -> tuple[QueuedPost, ...]:
        """The posts in these states (all of them where None), by the time they are due."""
        query = select_posts().order_by(posts.c.due_at, posts.c.id)
        if states is not None:
            query = query.where(posts.c.state.in_([state.value for state in states]))
        if account is not None:
            query = query.where(posts.c.account == account)
        with reading(self._engine) as connection:
            return tuple(post_from_row(row._asdict()) for row in connection.execute(query))

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

    def move(
        self, post_id: int, end: State, *, actor: Actor, at: datetime, reason: str | None = None
    ) -> QueuedPost:
        """Take a post to another state.

        Raises TransitionError when the table of moves does not let it, StoreError for no such post.
        """
        with writing(self._engine) as connection:
            move(connection, locked(connection, post_id), end, actor=actor, at=at, reason=reason)
            return _get(connection, post_id)

    def approve(
        self,
        post_id: int,
        *,
        actor: Actor,
        at: datetime,
        due_at: datetime | None = None,
        expires_at: datetime | None = None,
    ) -> QueuedPost:
        """Approve a post as it stands now, and move it to a later slot where one is given.

        Raises TransitionError also for a post that has run out of time: it is never sent late.
        """
        with writing(self._engine) as connection:
            post = locked(connection, post_id)
            if at >= post.expires_at:
                raise TransitionError(f"post {post_id} ran out of time at {post.expires_at:%c} UTC")
            changes = {
                "approved_by": actor.name,
                "approved_at": at,
                "approved_sha256": post.content_sha256,
                "due_at": due_at or post.due_at,
                "expires_at": expires_at or post.expires_at,
                "attempts": 0,
                "not_before": None,
            }
            move(connection, post, State.APPROVED, actor=actor, at=at, reason=None, **changes)
            return _get(connection, post_id)

    def expire(self, at: datetime) -> tuple[QueuedPost, ...]:
        """Expire whatever has run out of time and is not being sent."""
        query = select_posts().where(
            posts.c.state.in_([state.value for state in WAITING if state is not State.DRAFT]),
            posts.c.expires_at <= at,
            posts.c.lease_until.is_(None) | (posts.c.lease_until <= at),
        )
        with writing(self._engine) as connection:
            rows = connection.execute(query.with_for_update(of=posts, skip_locked=True))
            late = [post_from_row(row._asdict()) for row in rows]
            for post in late:
                move(connection, post, State.EXPIRED, actor=BOT, at=at, reason=_late(post))
        return tuple(late)


def select_posts() -> Select[Any]:
    """Every post, with the columns of its article that ``records.post_from_row`` needs."""
    return select(
        posts,
        articles.c.url.label("article_url"),
        articles.c.canonical_url.label("article_canonical_url"),
        articles.c.title.label("article_title"),
    ).join(articles, posts.c.article_id == articles.c.id)


def move(
    connection: Connection,
    post: QueuedPost,
    end: State,
    *,
    actor: Actor,
    at: datetime,
    reason: str | None,
    **changes: object,
) -> None:
    """Change a post's state and other columns, and log it, if it still is where it was.

    Raises TransitionError otherwise, and when the move is not in the table.
    """
    check(post.state, end, actor.by)
    changed = connection.execute(
        update(posts)
        .where(posts.c.id == post.id, posts.c.state == post.state.value)
        .values(state=end.value, reason=reason, **changes)
    )
    if changed.rowcount != 1:
        raise TransitionError(f"post {post.id} is no longer {post.state.value}; look at it again")
    _log(connection, post.id, post.state, end, actor, at, reason, post.content_sha256)


def _get(connection: Connection, post_id: int) -> QueuedPost:
    return _one(connection, select_posts().where(posts.c.id == post_id), post_id)


def locked(connection: Connection, post_id: int) -> QueuedPost:
    """The post, which nobody else changes until the transaction ends."""
    query = select_posts().where(posts.c.id == post_id).with_for_update(of=posts)
    return _one(connection, query, post_id)


def _one(connection: Connection, query: Select[Any], post_id: int) -> QueuedPost:
    row = connection.execute(query).first()
    if row is None:
        raise StoreError(f"there is no post {post_id}; `bot queue list` shows what there is")
    return post_from_row(row._asdict())


def _add_article(connection: Connection, key: str, article: Article, at: datetime) -> int:
    made = insert(articles).values(
        key=key,
        source=article.source,
        url=article.url,
        canonical_url=article.canonical_url,
        title=article.title,
        lead=article.lead,
        language=article.language,
        kind=article.kind.value,
        summary_points=list(article.summary_points),
        text=article.text,
        sha256=article.sha256,
        published_at=article.published_at,
        fetched_at=article.fetched_at,
        created_at=at,
    )
    return int(connection.execute(made.returning(articles.c.id)).scalar_one())


def _add_post(connection: Connection, article_id: int, offer: Offer, at: datetime) -> int:
    post = offer.post
    made = insert(posts).values(
        article_id=article_id,
        account=post.account,
        platform=post.platform,
        kind=post.kind.value,
        language=post.language,
        pieces=to_json(post.pieces),
        link=post.link,
        cost=post.cost,
        quotes=to_json(post.quotes),
        notes=list(post.notes),
        warnings=list(post.warnings),
        variants=to_json(post.variants),
        content_key=_key(post),
        state=State.DRAFT.value,
        due_at=offer.due_at,
        expires_at=offer.expires_at,
        created_at=at,
        attempts=0,
    )
    post_id = int(connection.execute(made.returning(posts.c.id)).scalar_one())
    draft = _get(connection, post_id)
    _log(connection, post_id, None, State.DRAFT, BOT, at, None, draft.content_sha256)
    end = State.HELD if offer.held else State.PENDING
    move(connection, draft, end, actor=BOT, at=at, reason=offer.held)
    return post_id


def _once(offers: Sequence[Offer]) -> Iterable[Offer]:
    """The offers without those whose words the same account has been given already."""
    kept: dict[tuple[str, str], Offer] = {}
    for offer in offers:
        kept.setdefault((offer.post.account, _key(offer.post)), offer)
    return kept.values()


def _key(post: Post[CardFile]) -> str:
    """The hash of the words: drawn anew, a card makes no second post."""
    return fingerprint(*(piece.text for piece in post.pieces))


def _drafted(connection: Connection, entry: Entry, article_id: int) -> None:
    connection.execute(
        update(entries)
        .where(entries.c.id == entry.id)
        .values(state=EntryState.DRAFTED.value, note=None, article_id=article_id)
    )


def _late(post: QueuedPost) -> str:
    what = "could not go out" if post.state is State.APPROVED else "nobody approved it"
    return f"{what} in time"


def _log(
    connection: Connection,
    post_id: int,
    start: State | None,
    end: State,
    actor: Actor,
    at: datetime,
    reason: str | None,
    content_sha256: str,
) -> None:
    connection.execute(
        insert(audit).values(
            post_id=post_id,
            at=at,
            actor=actor.name,
            from_state=start.value if start else None,
            to_state=end.value,
            reason=reason,
            content_sha256=content_sha256,
        )
    )
