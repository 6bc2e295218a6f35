"""What a person decides about a queued post: yes, other words, another variant, once more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot import clock, composing
from bot.accounts import limits_for
from bot.composing.costs import cost_of
from bot.composing.counting import fits, length
from bot.composing.limits import Limits
from bot.composing.retouching import Retouch, retouched
from bot.errors import ChangedMeanwhile, ComposeError, EditError, TransitionError
from bot.model import Article, CardFile, Lane, Piece, Post, PostKind, QueuedPost, State
from bot.review import BOT, Actor, broken_promises, check
from bot.review.editing import Edit, edited, swapped
from bot.settings import Settings
from bot.store import Store
from bot.store.records import Offer, StoredArticle
from bot.studio import accounts_of

NO_TOUCH = Retouch()


def approve(
    store: Store,
    post_id: int,
    settings: Settings,
    *,
    actor: Actor,
    at: datetime,
    earliest: datetime | None = None,
    latest: datetime | None = None,
    due_at: datetime | None = None,
    seen: str | None = None,
    absent: bool = False,
    not_before: datetime | None = None,
) -> QueuedPost:
    """Say yes to a post as it is now, for the account's next slot where its own has passed.

    With ``earliest`` and ``latest`` it may be moved to any time between them without being asked
    about again, and goes out neither before nor after. With ``due_at`` it goes out then. Where the
    account asks for two approvals the first one is kept, and the post waits for another person's.

    Raises ChangedMeanwhile for a post that is no longer as it was ``seen``, TransitionError for
    one that ran out of time or cannot be approved, and for the same person's second approval.
    """
    post = store.queue.get(post_id)
    if seen is not None and post.seen_sha256 != seen:
        raise ChangedMeanwhile(f"post {post_id} was changed since you looked at it")
    if _is_first_of_two(store, post, settings, actor):
        check(post.state, State.APPROVED, actor.by)
        store.talk.approve_first(post.id, post.seen_sha256, actor=actor, at=at)
        return post
    expires_at = post.expires_at
    if due_at is None:
        due_at, expires_at = times_of(post, settings, at)
    elif due_at >= expires_at:
        expires_at = due_at + (post.expires_at - post.due_at)
    if earliest and earliest > due_at:
        due_at = earliest
        expires_at = max(expires_at, due_at + (post.expires_at - post.due_at))
    return store.queue.approve(
        post_id,
        actor=actor,
        at=at,
        due_at=due_at,
        expires_at=latest or expires_at,
        earliest=earliest,
        latest=latest,
        absent=absent,
        seen=post.seen_sha256,
        not_before=not_before,
    )


def _is_first_of_two(store: Store, post: QueuedPost, settings: Settings, actor: Actor) -> bool:
    """Whether this is an approval that another person's must follow.

    Raises TransitionError where the same person gave the first one.
    """
    account = next((each for each in settings.accounts if each.name == post.account), None)
    if account is None or account.approvals < 2:
        return False
    first = store.talk.first_approval(post.id)
    if first is None or first.seen_sha256 != post.seen_sha256:
        return True
    if first.actor == actor.name:
        raise TransitionError(
            f"post {post.id} has your approval already; {post.account} asks for another person's"
        )
    return False


def retry(
    store: Store,
    post_id: int,
    settings: Settings,
    *,
    actor: Actor,
    at: datetime,
    absent: bool = False,
    reason: str | None = None,
) -> QueuedPost:
    """Let a post try once more: one that failed, waits for its next attempt, or is held.

    One that is uncertain only with ``absent``: somebody has looked, and it is not there. Raises
    TransitionError where there is nothing to try again.
    """
    due_at, expires_at = times_of(store.queue.get(post_id), settings, at)
    return store.queue.retry(
        post_id,
        actor=actor,
        at=at,
        due_at=due_at,
        expires_at=expires_at,
        absent=absent,
        reason=reason,
    )


def times_of(post: QueuedPost, settings: Settings, at: datetime) -> tuple[datetime, datetime]:
    """When a post can go out from now on: at its own time, or at the account's next slot.

    Breaking news waits for no slot.
    """
    account = next((each for each in settings.accounts if each.name == post.account), None)
    waits = post.due_at >= at or post.lane is Lane.BREAKING
    if waits or not (account and account.slots):
        return post.due_at, post.expires_at
    due_at = clock.next_slot(at, account.slots, account.zone)
    return due_at, max(post.expires_at, due_at + account.expires)


def edit(
    store: Store,
    post_id: int,
    change: Edit,
    *,
    actor: Actor,
    at: datetime,
    reason: str | None,
    seen: str | None = None,
    touch: Retouch = NO_TOUCH,
) -> QueuedPost:
    """Make an edit; ``touch`` then changes link and hashtags. With ``seen`` only as it was seen.

    What was approved is asked about again.

    Quoted words that the article does not have are kept for a person to see, with a warning: such
    a post is held before it is sent. Raises EditError for a change to quoted words without a
    reason, for a text that is too long and for a number that the post does not have.
    """

    def made(post: QueuedPost) -> QueuedPost:
        limits = limits_for(post, store)
        texts, linked = retouched(post, change.texts, touch)
        if linked != post and not texts and not change.alt_texts:
            return linked
        after = edited(
            linked,
            replace(change, texts=texts),
            editor=actor.name,
            reason=reason,
            length=lambda text: length(text, limits),
        )
        check_lengths(after.pieces, limits)
        warnings = (*after.warnings, *_not_in(article, after, post))
        cost = cost_of((piece.text for piece in after.pieces), limits)
        return replace(after, cost=cost, warnings=tuple(dict.fromkeys(warnings)))

    article = store.leases.article(store.queue.get(post_id))
    return store.queue.edit(post_id, made, actor=actor, at=at, reason=reason, seen=seen)


def swap(
    store: Store,
    post_id: int,
    number: int,
    *,
    actor: Actor,
    at: datetime,
    reason: str | None,
    seen: str | None = None,
) -> QueuedPost:
    """Take a variant in place of a post's own words. Raises EditError where there is none."""
    return store.queue.edit(
        post_id,
        lambda post: swapped(post, number),
        actor=actor,
        at=at,
        reason=reason,
        action="swap",
        seen=seen,
    )


def as_post(post: QueuedPost, account: str, store: Store) -> Post[CardFile]:
    """A queued post's words and cards, for another account of its platform."""
    return Post(
        account=account,
        platform=post.platform,
        kind=post.kind,
        language=post.language,
        pieces=post.pieces,
        link=post.link,
        limit=limits_for(post, store).limit,
        cost=post.cost,
        quotes=post.quotes,
        notes=(f"the same as post {post.id}",),
        warnings=post.warnings,
        variants=post.variants,
    )


def correct(
    store: Store,
    post_id: int,
    text: str,
    settings: Settings,
    *,
    at: datetime,
    actor: Actor = BOT,
) -> QueuedPost:
    """Offer a correction of a published post: a new post of the same account and article.

    It waits for approval like any other. Raises TransitionError for a post that is not out,
    EditError for a text that is too long, StoreError for words that the account has already.
    """
    post = store.queue.get(post_id)
    if post.state is not State.PUBLISHED:
        raise TransitionError(f"post {post_id} is {post.state.value}: there is nothing to correct")
    limits = limits_for(post, store)
    pieces: tuple[Piece[CardFile], ...] = (Piece(text=text, length=length(text, limits)),)
    check_lengths(pieces, limits)
    account = next((each for each in settings.accounts if each.name == post.account), None)
    due_at = clock.next_slot(at, account.slots, account.zone) if account else at
    made = Post(
        account=post.account,
        platform=post.platform,
        kind=PostKind.CORRECTION,
        language=post.language,
        pieces=pieces,
        link=post.link if post.link and post.link in text else None,
        limit=limits.limit,
        cost=cost_of((piece.text for piece in pieces), limits),
        notes=(f"corrects post {post_id}",),
    )
    offer = Offer(post=made, due_at=due_at, expires_at=due_at + (post.expires_at - post.due_at))
    return store.queue.add(post.article_id, offer, at=at, actor=actor)


def correction_text(store: Store, post_id: int, settings: Settings) -> str:
    """What a correction of a published post would say: the change of its article that matters most.

    Raises ComposeError where the article has not changed since, or its account is gone.
    """
    post = store.queue.get(post_id)
    before, now = store.articles.told_by(post), store.articles.get(post.article_id)
    account = next((each for each in accounts_of(settings) if each.name == post.account), None)
    if account is None or before is None:
        why = "its article has not changed since" if account else f"{post.account} is no account"
        raise ComposeError(f"post {post_id}: {why}; write the correction with --text")
    own = replace(account, link=composing.Place.TEXT, limits=limits_for(post, store))
    house = composing.house_of(settings.newsroom, settings.publication)
    return composing.correct(article_of(now, post), before, own, house=house).text


def article_of(stored: StoredArticle, post: QueuedPost, *, source: str | None = None) -> Article:
    """A post's article, as far as it was kept: its dates and authors are not.

    ``source`` is what its errors name; else the post.
    """
    return Article(
        url=stored.url,
        canonical_url=stored.canonical_url,
        source=source or f"post {post.id}",
        language=stored.language,
        title=stored.title,
        lead=stored.lead,
        summary_points=stored.summary_points,
        text=stored.text,
        image=stored.image,
        sha256=stored.sha256,
        fetched_at=post.created_at,
    )


def promises_broken(post: QueuedPost, article: StoredArticle) -> tuple[str, ...]:
    """What keeps a post from going out: quoted words that its article does not have."""
    elsewhere = (article.title, article.lead or "", *article.summary_points)
    return broken_promises(post.texts, post.quotes, article.text, elsewhere)


def _not_in(article: StoredArticle, after: QueuedPost, before: QueuedPost) -> Sequence[str]:
    known = promises_broken(before, article)
    return [
        f"{problem}; it will not go out like this"
        for problem in promises_broken(after, article)
        if problem not in known
    ]


def check_lengths(pieces: Sequence[Piece[CardFile]], limits: Limits) -> None:
    """Raise EditError, naming the piece, where one is too long for its platform."""
    for number, piece in enumerate(pieces, start=1):
        allowed = limits if piece.cards else limits.without_pictures()
        if not fits(piece.text, allowed):
            raise EditError(
                f"piece {number} is too long for {limits.name}: {piece.length} of {allowed.limit}"
            )
