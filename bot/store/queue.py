"""The queue: posts, what is decided about them, and the log of every change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import and_, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.errors import StoreError, TransitionError
from bot.model import Article, QueuedPost, State
from bot.model.queue import approval_sha256
from bot.review.states import BOT, WAITING, Actor, after_change
from bot.store import offers as adding
from bot.store import steps, undoing
from bot.store.changes import change, get, lock_all, locked, move
from bot.store.engine import writing
from bot.store.pages import Pages
from bot.store.records import (
    Entry,
    Offer,
)
from bot.store.tables import posts, publications


class Queue(Pages):
    """The posts of all accounts. Every change is in the audit log, by the same commit."""

    def offer(
        self,
        key: str,
        article: Article,
        offers: Sequence[Offer],
        *,
        at: datetime,
        entry: Entry | None = None,
        evergreen: bool = False,
        actor: Actor = BOT,
    ) -> tuple[QueuedPost, ...]:
        """Queue what was made of an article, and mark its entry drafted: all of it or nothing.

        An article that has been queued under ``key`` before, and words that an account has been
        given before, are left out; so nothing comes back for a second call with the same. An
        ``evergreen`` article may be posted again later, in other words.
        """
        try:
            with writing(self._engine) as connection:
                return adding.add(
                    connection,
                    key,
                    article,
                    offers,
                    at=at,
                    entry=entry,
                    evergreen=evergreen,
                    actor=actor,
                )
        except IntegrityError:
            if self.article(key) is None:
                raise
            return ()

    def move(
        self,
        post_id: int,
        end: State,
        *,
        actor: Actor,
        at: datetime,
        reason: str | None = None,
        seen: str | None = None,
    ) -> QueuedPost:
        """Take a post to another state; with ``seen``, only as it was seen.

        Raises TransitionError when the table of moves does not let it, StoreError for no such post.
        """
        with writing(self._engine) as connection:
            post = locked(connection, post_id, seen)
            move(connection, post, end, actor=actor, at=at, reason=reason)
            return get(connection, post_id)

    def undo(self, post_id: int, *, actor: Actor, at: datetime, within: timedelta) -> QueuedPost:
        """Take back what ``actor`` decided about a post last. Raises as ``undoing.undo``."""
        with writing(self._engine) as connection:
            undoing.undo(connection, post_id, actor=actor, at=at, within=within)
            return get(connection, post_id)

    def approve(
        self,
        post_id: int,
        *,
        actor: Actor,
        at: datetime,
        due_at: datetime | None = None,
        expires_at: datetime | None = None,
        earliest: datetime | None = None,
        latest: datetime | None = None,
        absent: bool = False,
        reason: str | None = None,
        seen: str | None = None,
        not_before: datetime | None = None,
    ) -> QueuedPost:
        """Approve a post as it stands now, and move it to a later slot where one is given.

        With ``seen`` only as it was seen; nobody claims it before ``not_before``.

        The approved window is from ``earliest`` to ``latest``: within it the post may be moved
        without asking again. Where they are None, it is from when the post is due to when it
        expires. An uncertain post is approved only with ``absent``, by who has looked on its
        platform and not found it.

        Raises TransitionError also for a post that has run out of time: it is never sent late.
        """
        with writing(self._engine) as connection:
            post = locked(connection, post_id, seen)
            if at >= (expires_at or post.expires_at):
                raise TransitionError(f"post {post_id} ran out of time at {post.expires_at:%c} UTC")
            if post.state is State.UNCERTAIN and not absent:
                raise TransitionError(f"post {post_id} is uncertain: look on its platform first")
            due_at, expires_at = due_at or post.due_at, expires_at or post.expires_at
            window = (earliest or due_at, latest or expires_at)
            if not window[0] <= due_at < expires_at <= window[1]:
                raise TransitionError(f"post {post_id} is not due within the window to be approved")
            columns = {
                "approved_by": actor.name,
                "approved_at": at,
                "approved_earliest": window[0],
                "approved_latest": window[1],
                "approved_sha256": approval_sha256(post.content_sha256, *window),
                "due_at": due_at,
                "expires_at": expires_at,
                "attempts": 0,
                "not_before": not_before,
            }
            move(connection, post, State.APPROVED, actor=actor, at=at, reason=reason, **columns)
            if absent:
                steps.take_back(connection, post_id)
            return get(connection, post_id)

    def retry(
        self,
        post_id: int,
        *,
        actor: Actor,
        at: datetime,
        due_at: datetime,
        expires_at: datetime,
        absent: bool = False,
        reason: str | None = None,
    ) -> QueuedPost:
        """Let a post try again: at once where it waits, asked about where held, else approved anew.

        Raises as ``approve`` does, and TransitionError where there is nothing to try again.
        """
        post = self.get(post_id)
        match post.state:
            case State.APPROVED:
                return self._hurry(post_id, actor=actor, at=at, reason=reason)
            case State.HELD:
                return self.move(post_id, State.PENDING, actor=actor, at=at, reason=reason)
            case State.FAILED | State.UNCERTAIN:
                return self.approve(
                    post_id,
                    actor=actor,
                    at=at,
                    due_at=due_at,
                    expires_at=expires_at,
                    absent=absent,
                    reason=reason,
                )
            case state:
                raise TransitionError(f"post {post_id} is {state.value}: nothing to try again")

    def found(self, post_id: int, url: str, *, actor: Actor, at: datetime) -> QueuedPost:
        """Say that an uncertain post is on its platform, at ``url``. Raises as ``move`` does."""
        with writing(self._engine) as connection:
            post = locked(connection, post_id)
            if post.state is not State.UNCERTAIN:
                raise TransitionError(f"post {post_id} is {post.state.value}, not uncertain")
            reason = f"found at {url}"
            move(connection, post, State.PUBLISHED, actor=actor, at=at, reason=reason)
            request = select(posts.c.request_sha256).where(posts.c.id == post_id)
            connection.execute(
                insert(publications).values(
                    post_id=post_id,
                    remote_id=url.rstrip("/").rpartition("/")[2],
                    url=url,
                    request_sha256=connection.scalar(request) or "",
                    sent_at=steps.began_at(connection, post_id) or at,
                    dry_run=False,
                )
            )
            return get(connection, post_id)

    def taken_down(
        self, post_id: int, *, actor: Actor, at: datetime, reason: str | None
    ) -> QueuedPost:
        """Say that a published post was deleted from its platform."""
        with writing(self._engine) as connection:
            post = locked(connection, post_id)
            told = replace(
                post, reason=f"taken down by {actor.name}: {reason or 'no reason given'}"
            )
            change(connection, post, told, action="delete", actor=actor, at=at, reason=reason)
            connection.execute(
                update(publications)
                .where(publications.c.post_id == post_id)
                .values(deleted_at=at, deleted_by=actor.name)
            )
            return get(connection, post_id)

    def add(self, article_id: int, offer: Offer, *, at: datetime, actor: Actor = BOT) -> QueuedPost:
        """Queue one more post of an article. Raises StoreError for words that it has already."""
        try:
            with writing(self._engine) as connection:
                return get(connection, adding.add_post(connection, article_id, offer, at, actor))
        except IntegrityError as error:
            raise StoreError(
                f"{offer.post.account} has a post with these words of the same article already"
            ) from error

    def _hurry(self, post_id: int, *, actor: Actor, at: datetime, reason: str | None) -> QueuedPost:
        """Let an approved post go out now that waits after a failed attempt."""
        with writing(self._engine) as connection:
            post = locked(connection, post_id)
            changed = replace(post, reason=reason)
            change(connection, post, changed, action="retry", actor=actor, at=at, reason=reason)
            connection.execute(
                update(posts).where(posts.c.id == post_id).values(not_before=None, attempts=0)
            )
            return get(connection, post_id)

    def edit(
        self,
        post_id: int,
        edited: Callable[[QueuedPost], QueuedPost],
        *,
        actor: Actor,
        at: datetime,
        reason: str | None,
        action: str = "edit",
        seen: str | None = None,
    ) -> QueuedPost:
        """Change what a post says, or when it is due, to what ``edited`` makes of it.

        With ``seen`` only as it was seen. An approval that no longer covers it is void: the post is
        asked about again. Raises what ``edited`` raises, TransitionError for a post that can no
        longer be changed, StoreError where the account has the same words already.
        """
        with writing(self._engine) as connection:
            before = locked(connection, post_id, seen)
            after = edited(before)
            after = replace(after, state=after_change(after))
            if before.state is not after.state:
                why = reason or f"changed by {actor.name}"
                after = replace(after, approval=None, reason=why)
            change(connection, before, after, action=action, actor=actor, at=at, reason=reason)
            return get(connection, post_id)

    def reschedule(
        self,
        post_id: int,
        due_at: datetime,
        *,
        expires_at: datetime | None = None,
        actor: Actor,
        at: datetime,
        reason: str | None = None,
        seen: str | None = None,
    ) -> QueuedPost:
        """Move a post in time; within the approved window it stays approved.

        A post moved past its end keeps as much time to go out in as it had. Raises as ``edit``
        does, and TransitionError for a time that is no time to go out.
        """

        def moved(post: QueuedPost) -> QueuedPost:
            end = expires_at or post.expires_at
            if expires_at is None and due_at >= end:
                end = due_at + (post.expires_at - post.due_at)
            if not max(at, due_at) < end:
                raise TransitionError(f"post {post_id} would run out of time before it is due")
            return replace(post, due_at=due_at, expires_at=end)

        return self.edit(
            post_id, moved, actor=actor, at=at, reason=reason, action="reschedule", seen=seen
        )

    def expire(self, at: datetime) -> tuple[QueuedPost, ...]:
        """Expire whatever has run out of time and is not being sent, nor out in part."""
        late_by_now = and_(
            posts.c.state.in_([state.value for state in WAITING if state is not State.DRAFT]),
            posts.c.expires_at <= at,
            posts.c.lease_until.is_(None) | (posts.c.lease_until <= at),
            ~((posts.c.state == State.APPROVED.value) & steps.begun),
        )
        with writing(self._engine) as connection:
            late = lock_all(connection, late_by_now)
            for post in late:
                move(connection, post, State.EXPIRED, actor=BOT, at=at, reason=_late(post))
        return tuple(late)


def _late(post: QueuedPost) -> str:
    if post.state is State.APPROVED:
        return "could not go out in time"
    return "nobody approved it in time"
