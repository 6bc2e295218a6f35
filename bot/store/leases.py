"""Claiming a post, and the commits that bracket its sending.

A claim is a token on the row, good until its lease runs out. Every later write asks for the same
token, so a worker that was away too long finds that the post is no longer its own.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    and_,
    exists,
    func,
    insert,
    select,
    update,
)

from bot.errors import TransitionError
from bot.model import Publication, QueuedPost, State
from bot.review.states import BOT
from bot.store import steps
from bot.store.changes import get, lock_all, move, select_posts
from bot.store.engine import reading, writing
from bot.store.pauses import standing_for
from bot.store.records import Claim, SentStep, StoredArticle
from bot.store.rows import article_from_row, pause_from_row, post_from_row
from bot.store.tables import EVERY_ACCOUNT, articles, pauses, posts, publications

LAPSED = "the program stopped while it was sending; the post is looked up on the platform"

DRY_RUN = "dry run: nothing was sent"


class Leases:
    """Who is at work on which post."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def due(self, accounts: Collection[str], at: datetime) -> tuple[QueuedPost, ...]:
        """What is approved and due, also of accounts that are paused; claims none of it."""
        query = select_posts().where(_due(accounts, at)).order_by(posts.c.due_at, posts.c.id)
        with reading(self._engine) as connection:
            rows = connection.execute(query)
            return tuple(post_from_row(row._asdict()) for row in rows)

    def article(self, post: QueuedPost) -> StoredArticle:
        """What is kept of a post's article."""
        with reading(self._engine) as connection:
            return _article(connection, post.article_id)

    def claim(self, accounts: Collection[str], at: datetime, lease: timedelta) -> Claim | None:
        """The post of these accounts that has been due for longest; None when nothing is due.

        What is paused is passed over.
        """
        return self._claim(_due(accounts, at) & ~_paused, posts.c.due_at, at, lease)

    def claim_unclear(
        self, accounts: Collection[str], at: datetime, lease: timedelta
    ) -> Claim | None:
        """A post of which nobody knows whether it is out, and for which it is time to look."""
        to_look_up = and_(
            posts.c.state == State.UNCERTAIN.value,
            posts.c.not_before <= at,
            posts.c.account.in_(sorted(accounts)),
            posts.c.lease_until.is_(None) | (posts.c.lease_until <= at),
        )
        return self._claim(to_look_up, posts.c.not_before, at, lease)

    def _claim(
        self,
        which: ColumnElement[bool],
        first: ColumnElement[datetime | None],
        at: datetime,
        lease: timedelta,
    ) -> Claim | None:
        # The number alone: whole rows are large, and a database may have to sort them all.
        number = select(posts.c.id).where(which).order_by(first, posts.c.id).limit(1)
        with writing(self._engine) as connection:
            post_id = connection.scalar(number.with_for_update(skip_locked=True))
            if post_id is None:
                return None
            row = connection.execute(select_posts().where(posts.c.id == post_id)).one()
            post = post_from_row(row._asdict())
            token = secrets.token_hex(16)
            connection.execute(
                update(posts)
                .where(posts.c.id == post.id)
                .values(lease_token=token, lease_until=at + lease)
            )
            return Claim(
                post=post,
                article=_article(connection, post.article_id),
                token=token,
                attempts=row.attempts,
                steps=steps.of_post(connection, post.id),
            )

    def renew(self, claim: Claim, at: datetime, lease: timedelta) -> None:
        """Hold a claim for longer. Raises TransitionError when it is lost."""
        with writing(self._engine) as connection:
            _held(connection, claim)
            connection.execute(
                update(posts).where(posts.c.id == claim.post.id).values(lease_until=at + lease)
            )

    def about_to_send(
        self,
        claim: Claim,
        request_sha256: str,
        at: datetime,
        lease: timedelta,
        *,
        step: str = "post:1",
    ) -> int:
        """Commit that a public step's request goes out now; how often it has gone out with this.

        From here on it is never blindly sent a second time. Raises TransitionError, and nothing may
        be sent, when the claim is lost, or when the post was changed, decided otherwise, paused or
        ran out of time since it was claimed. A thread that has begun does not run out of time.
        """
        with writing(self._engine) as connection:
            post = _held(connection, claim)
            pause = connection.execute(standing_for(post.account)).first()
            if pause is not None:
                raise TransitionError(str(pause_from_row(pause._asdict())))
            if not post.approval_holds:
                raise TransitionError(f"post {post.id} was changed since it was approved")
            changes = {"lease_until": at + lease, "request_sha256": request_sha256}
            if post.state is State.SENDING:
                connection.execute(update(posts).where(posts.c.id == post.id).values(**changes))
            elif not (post.due_at <= at < post.expires_at or steps.is_begun(connection, post.id)):
                raise TransitionError(f"post {post.id} was moved, or ran out of time")
            else:
                move(connection, post, State.SENDING, actor=BOT, at=at, reason=None, **changes)
            return steps.begin(connection, post.id, step, request_sha256, at)

    def done(
        self,
        claim: Claim,
        step: str,
        request_sha256: str,
        receipt: Mapping[str, object],
        at: datetime,
    ) -> None:
        """Keep what was answered to a step, so that it is not done again."""
        with writing(self._engine) as connection:
            post = _held(connection, claim)
            steps.finish(connection, post.id, step, request_sha256, receipt, at)

    def count(self, claim: Claim, step: str, at: datetime) -> int:
        """Count one more attempt at something that changes nothing; how many there were."""
        with writing(self._engine) as connection:
            post = _held(connection, claim)
            tries = steps.begin(connection, post.id, step, "", at)
            steps.take_back(connection, post.id)
            return tries

    def published(
        self, claim: Claim, publication: Publication, at: datetime, *, dry_run: bool = False
    ) -> None:
        """Commit that the platform took it, also where that was taken for uncertain meanwhile."""
        with writing(self._engine) as connection:
            _publish(connection, _held(connection, claim), publication, at, dry_run=dry_run)

    def completed(
        self,
        claim: Claim,
        step: str,
        request_sha256: str,
        receipt: Mapping[str, object],
        publication: Publication,
        at: datetime,
    ) -> None:
        """Commit the answer to the last step, and with it that all of the post is out."""
        with writing(self._engine) as connection:
            post = _held(connection, claim)
            steps.finish(connection, post.id, step, request_sha256, receipt, at)
            _publish(connection, post, publication, at, dry_run=False)

    def release(
        self,
        claim: Claim,
        end: State,
        reason: str,
        at: datetime,
        *,
        look_at: datetime | None = None,
    ) -> None:
        """End a claim with the post in another state: held, pending, failed or uncertain.

        An uncertain one is looked up from ``look_at`` on; None leaves that to a person. Of a failed
        one the uploads are forgotten: they may be what the platform would not have.
        """
        with writing(self._engine) as connection:
            post = _held(connection, claim)
            if end is State.UNCERTAIN:
                changes = {**_RELEASED, "not_before": look_at}
            else:
                steps.take_back(connection, post.id)
                changes = _RELEASED
            if end is State.FAILED:
                steps.forget_uploads(connection, post.id)
            move(connection, post, end, actor=BOT, at=at, reason=reason, **changes)

    def postpone(
        self,
        claim: Claim,
        until: datetime,
        reason: str,
        at: datetime,
        *,
        counts: bool = True,
        anew: bool = False,
    ) -> None:
        """End a claim and try again from ``until`` on; only where nothing was accepted.

        With ``counts`` it was an attempt that failed; with ``anew`` its uploads are forgotten.
        """
        attempts = claim.attempts + int(counts)
        changes = {**_RELEASED, "not_before": until, "attempts": attempts}
        with writing(self._engine) as connection:
            post = _held(connection, claim)
            steps.take_back(connection, post.id)
            if anew:
                steps.forget_uploads(connection, post.id)
            if post.state is not State.APPROVED:
                move(connection, post, State.APPROVED, actor=BOT, at=at, reason=reason, **changes)
            else:
                where = posts.c.id == post.id
                connection.execute(update(posts).where(where).values(reason=reason, **changes))

    def goes_on(
        self,
        claim: Claim,
        step: str,
        request_sha256: str,
        receipt: Mapping[str, object],
        reason: str,
        at: datetime,
    ) -> None:
        """Commit that an unclear step was obeyed after all, and that the steps after it may go out.

        In one commit: an uncertain post always has a step that nobody knows of.
        """
        changes = {**_RELEASED, "not_before": at}
        with writing(self._engine) as connection:
            post = _held(connection, claim)
            steps.finish(connection, post.id, step, request_sha256, receipt, at)
            move(connection, post, State.APPROVED, actor=BOT, at=at, reason=reason, **changes)

    def look_again(self, claim: Claim, look_at: datetime | None, reason: str) -> None:
        """End a claim on an uncertain post; with None, only a person can tell."""
        with writing(self._engine) as connection:
            post = _held(connection, claim)
            changes = {**_RELEASED, "not_before": look_at, "reason": reason}
            connection.execute(update(posts).where(posts.c.id == post.id).values(changes))

    def lapse(self, at: datetime) -> tuple[QueuedPost, ...]:
        """Take up whatever was being sent when its lease ran out, as it stands now.

        Uncertain, to be looked up, where a request may have been obeyed; approved again where the
        program stopped between two steps. The token of an uncertain one stays: a worker that was
        merely slow may still bring the answer.
        """
        lapsed = and_(posts.c.state == State.SENDING.value, posts.c.lease_until <= at)
        lost: list[QueuedPost] = []
        with writing(self._engine) as connection:
            for post in lock_all(connection, lapsed & steps.unclear):
                unclear = {"not_before": at}
                move(connection, post, State.UNCERTAIN, actor=BOT, at=at, reason=LAPSED, **unclear)
                lost.append(get(connection, post.id))
            for post in lock_all(connection, lapsed & ~steps.unclear):
                move(connection, post, State.APPROVED, actor=BOT, at=at, reason=None, **_RELEASED)
        return tuple(lost)

    def steps(self, post_id: int) -> tuple[SentStep, ...]:
        """All that is known of the steps of sending a post, in the order they were done."""
        with reading(self._engine) as connection:
            found = steps.of_post(connection, post_id)
        return tuple(sorted(found, key=lambda step: (step.done_at is None, step.done_at)))

    def spent(self, account: str, since: datetime) -> float:
        """What an account's posts have cost since then, in US dollars, as far as they bill."""
        lately = select(publications.c.post_id).where(
            publications.c.sent_at >= since, publications.c.dry_run.is_(False)
        )
        # Wrapped, so that no planner begins with all that the account has ever posted.
        of_account = func.coalesce(posts.c.account, "") == account
        query = select(func.coalesce(func.sum(posts.c.cost), 0.0)).where(
            posts.c.id.in_(lately), of_account
        )
        with reading(self._engine) as connection:
            return float(connection.execute(query).scalar_one())

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
            deleted_at=row.deleted_at,
        )


def _publish(
    connection: Connection,
    post: QueuedPost,
    publication: Publication,
    at: datetime,
    *,
    dry_run: bool,
) -> None:
    reason = DRY_RUN if dry_run else None
    move(connection, post, State.PUBLISHED, actor=BOT, at=at, reason=reason, **_RELEASED)
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


_paused = exists().where(
    pauses.c.lifted_at.is_(None), pauses.c.account.in_((posts.c.account, EVERY_ACCOUNT))
)
_RELEASED: dict[str, object] = {"lease_token": None, "lease_until": None}


def _due(accounts: Collection[str], at: datetime) -> ColumnElement[bool]:
    return and_(
        posts.c.state == State.APPROVED.value,
        posts.c.due_at <= at,
        (posts.c.expires_at > at) | steps.begun,
        posts.c.account.in_(sorted(accounts)),
        posts.c.not_before.is_(None) | (posts.c.not_before <= at),
        posts.c.lease_until.is_(None) | (posts.c.lease_until <= at),
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
