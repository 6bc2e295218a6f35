"""Putting what was made of an article into the queue: all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection, insert, update

from bot.model import Article, QueuedPost, State
from bot.review.states import BOT, Actor
from bot.store.changes import get, log, move, words_key
from bot.store.records import Change, Entry, EntryState, Offer
from bot.store.rows import to_json
from bot.store.searching import remember
from bot.store.tables import articles, entries, posts


def add(
    connection: Connection,
    key: str,
    article: Article,
    offers: Sequence[Offer],
    *,
    at: datetime,
    entry: Entry | None,
    evergreen: bool = False,
    actor: Actor = BOT,
) -> tuple[QueuedPost, ...]:
    """Add an article with its posts, and mark its entry drafted.

    Raises IntegrityError for an article that was added under ``key`` before.
    """
    article_id = _add_article(connection, key, article, at, evergreen=evergreen)
    made = [add_post(connection, article_id, offer, at, actor) for offer in _once(offers)]
    if entry:
        _drafted(connection, entry, article_id)
    return tuple(get(connection, post_id) for post_id in made)


def add_post(
    connection: Connection, article_id: int, offer: Offer, at: datetime, actor: Actor = BOT
) -> int:
    """Add one post of an article that is there, pending or held, and return its number."""
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
        content_key=words_key(post.pieces),
        state=State.DRAFT.value,
        due_at=offer.due_at,
        expires_at=offer.expires_at,
        created_at=at,
        attempts=0,
        lane=offer.lane.value,
    )
    post_id = int(connection.execute(made.returning(posts.c.id)).scalar_one())
    remember(connection, posts.c.id == post_id)
    draft = get(connection, post_id)
    log(
        connection,
        Change(
            post_id=post_id,
            at=at,
            actor=actor.name,
            action="draft",
            start=None,
            end=State.DRAFT,
            reason=None,
            content_sha256=draft.content_sha256,
        ),
    )
    end = State.HELD if offer.held else State.PENDING
    move(connection, draft, end, actor=BOT, at=at, reason=offer.held)
    return post_id


def _add_article(
    connection: Connection, key: str, article: Article, at: datetime, *, evergreen: bool
) -> int:
    photo = article.photo
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
        evergreen=evergreen,
        photo=photo.file if photo else None,
        photo_credit=photo.credit if photo else None,
    )
    return int(connection.execute(made.returning(articles.c.id)).scalar_one())


def _once(offers: Sequence[Offer]) -> Iterable[Offer]:
    """The offers without those whose words the same account has been given already."""
    kept: dict[tuple[str, str], Offer] = {}
    for offer in offers:
        kept.setdefault((offer.post.account, words_key(offer.post.pieces)), offer)
    return kept.values()


def _drafted(connection: Connection, entry: Entry, article_id: int) -> None:
    connection.execute(
        update(entries)
        .where(entries.c.id == entry.id)
        .values(state=EntryState.DRAFTED.value, note=None, article_id=article_id)
    )
