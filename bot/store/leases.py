"""Claiming a post, and the commits that bracket its sending.

A claim is a token on the row, good until its lease runs out. Every later write asks for the same
token, so a worker that was away too long finds that the post is no longer its own.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, Select, exists, insert, select, update

from bot.errors import TransitionError
from bot.model import Publication, QueuedPost, State
from bot.review.states import BOT
from bot.store.changes import lock_all, move, select_posts
from bot.store.engine import reading, writing
from bot.store.pauses import standing_for
from bot.store.records import (
    Claim,
    StoredArticle,
    article_from_row,
    pause_from_row,
    post_from_row,
)
from bot.store.tables import EVERY_ACCOUNT, articles, pauses, posts, publications

LAPSED = "the program stopped while it was sending; look on the platform whether the post is there"

DRY_RUN = "dry run: nothing was sent"


class Leases:
    """Who is at work on which post."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def due(self, accounts: Collection[str], at: datetime) -> tuple[QueuedPost, ...]:
        """What is approved and due, also of accounts that are paused; claims none of it."""
        with reading(self._engine) as connection:
            rows = connection.execute(_due(accounts, at))
            return tuple(post_from_row(row._asdict()) for row in rows)

    def article(self, post: QueuedPost) -> StoredArticle:
        """What is kept of a post's article."""
        with reading(self._engine) as connection:
            return _article(connection, post.article_id)

    def claim(self, accounts: Collection[str], at: datetime, lease: timedelta) -> Claim | None:
        """The post of these accounts that has been due for longest; None when nothing is due.

        What is paused is passed over.
        """
        due = _due(accounts, at).where(~_paused).limit(1)
        with writing(self._engine) as connection:
            query = due.with_for_update(of=posts, skip_locked=True)
            row = connection.execute(query).first()
            if row is None:
                return None
            post = post_from_row(row._asdict())
            token = secrets.token_hex(16)
            connection.execute(
                update(posts)
                .where(posts.c.id == post.id)
                .values(lease_token=token, lease_until=at + lease)
            )
            article = _article(connection, post.article_id)
            return Claim(post=post, article=article, token=token, attempts=row.attempts)

    def renew(self, claim: Claim, at: datetime, lease: timedelta) -> None:
        """Hold a claim for longer. Raises TransitionError when it is lost."""
        with writing(self._engine) as connection:
            _held(connection, claim)
            connection.execute(
                update(posts).where(posts.c.id == claim.post.id).values(lease_until=at + lease)
            )

    def about_to_send(
        self, claim: Claim, request_sha256: str, at: datetime, lease: timedelta
    ) -> None:
        """Commit that the request goes out now: from here on it is never sent a second time.

        Raises TransitionError, and nothing may be sent, when the claim is lost, or when the post
        was changed, decided otherwise, paused or ran out of time since it was claimed.
        """
        with writing(self._engine) as connection:
            post = _held(connection, claim)
            pause = connection.execute(standing_for(post.account)).first()
            if pause is not None:
                raise TransitionError(str(pause_from_row(pause._asdict())))
            if not post.approval_holds:
                raise TransitionError(f"post {post.id} was changed since it was approved")
            if not post.due_at <= at < post.expires_at:
                raise TransitionError(f"post {post.id} was moved, or ran out of time")
            changes = {"lease_until": at + lease, "request_sha256": request_sha256}
            move(connection, post, State.SENDING, actor=BOT, at=at, reason=None, **changes)

    def published(
        self, claim: Claim, publication: Publication, at: datetime, *, dry_run: bool = False
    ) -> None:
        """Commit that the platform took it, also where that was taken for uncertain meanwhile."""
        with writing(self._engine) as connection:
            post = _held(connection, claim)
            move(
                connection,
                post,
                State.PUBLISHED,
                actor=BOT,
                at=at,
                reason=DRY_RUN if dry_run else None,
                **_RELEASED,
            )
            connection.execute(
                insert(publications).values(
                    post_id=post.id,
                    remote_id=publication.remote_id,
                    url=publication.url,
                    request_sha256=publication.request_sha256,
                    sent_at=publication.sent_at,
                    dry_run=dry_run,
                )
            )

    def release(self, claim: Claim, end: State, reason: str, at: datetime) -> None:
        """End a claim with the post in another state: held, pending, failed or uncertain."""
        with writing(self._engine) as connection:
            post = _held(connection, claim)
            move(connection, post, end, actor=BOT, at=at, reason=reason, **_RELEASED)

    def postpone(self, claim: Claim, until: datetime, reason: str, at: datetime) -> None:
        """End a claim and try again from ``until`` on; only where nothing was accepted."""
        changes = {**_RELEASED, "not_before": until, "attempts": claim.attempts + 1}
        with writing(self._engine) as connection:
            post = _held(connection, claim)
            if post.state is State.SENDING:
                move(connection, post, State.APPROVED, actor=BOT, at=at, reason=reason, **changes)
            else:
                where = posts.c.id == post.id
                connection.execute(update(posts).where(where).values(reason=reason, **changes))

    def lapse(self, at: datetime) -> tuple[QueuedPost, ...]:
        """Call uncertain whatever was being sent when its lease ran out.

        The token stays: a worker that was merely slow may still bring the answer.
        """
        query = select_posts().where(
            posts.c.state == State.SENDING.value, posts.c.lease_until <= at
        )
        with writing(self._engine) as connection:
            lost = lock_all(connection, query)
            for post in lost:
                move(connection, post, State.UNCERTAIN, actor=BOT, at=at, reason=LAPSED)
        return tuple(lost)

    def publication(self, post_id: int) -> Publication | None:
        """What is known of a post on its platform."""
        query = select(publications).where(publications.c.post_id == post_id)
        with reading(self._engine) as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        return Publication(
            remote_id=row.remote_id,
            url=row.url,
            request_sha256=row.request_sha256,
            sent_at=row.sent_at,
        )


_paused = exists().where(
    pauses.c.lifted_at.is_(None), pauses.c.account.in_((posts.c.account, EVERY_ACCOUNT))
)
_RELEASED: dict[str, object] = {"lease_token": None, "lease_until": None}


def _due(accounts: Collection[str], at: datetime) -> Select[Any]:
    return (
        select_posts()
        .where(
            posts.c.state == State.APPROVED.value,
            posts.c.due_at <= at,
            posts.c.expires_at > at,
            posts.c.account.in_(sorted(accounts)),
            posts.c.not_before.is_(None) | (posts.c.not_before <= at),
            posts.c.lease_until.is_(None) | (posts.c.lease_until <= at),
        )
        .order_by(posts.c.due_at, posts.c.id)
    )


def _article(connection: Connection, article_id: int) -> StoredArticle:
    row = connection.execute(select(articles).where(articles.c.id == article_id)).one()
    return article_from_row(row._asdict())


def _held(connection: Connection, claim: Claim) -> QueuedPost:
    """The claimed post as it stands now, if the claim still holds; nobody changes it meanwhile."""
    query = select_posts().where(posts.c.id == claim.post.id, posts.c.lease_token == claim.token)
    row = connection.execute(query.with_for_update(of=posts)).first()
    if row is None:
        raise TransitionError(f"post {claim.post.id} is no longer this worker's")
    return post_from_row(row._asdict())
