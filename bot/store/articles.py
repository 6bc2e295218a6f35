"""Articles as they were when they were drafted, and what happens when they change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, insert, or_, select, union, update

from bot.model import Article, QueuedPost, Quote, State
from bot.review.difference import difference
from bot.review.relocation import relocated
from bot.review.states import BOT
from bot.store.changes import change, select_posts
from bot.store.engine import reading, writing
from bot.store.notices import tell
from bot.store.records import Revised, StoredArticle
from bot.store.rows import article_from_row, post_from_row
from bot.store.searching import remember
from bot.store.tables import articles, posts, publications, revisions

# Posts that still follow their article. What is being sent is left to who sends it.
FOLLOWING = (State.DRAFT, State.PENDING, State.HELD, State.APPROVED, State.FAILED)
CHANGED = "its article has changed"
_HELD_BY_A_CHANGE = frozenset({State.DRAFT, State.PENDING, State.APPROVED})


class Articles:
    """The articles of the queue."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def get(self, article_id: int) -> StoredArticle:
        """An article as it is known now."""
        with reading(self._engine) as connection:
            row = connection.execute(select(articles).where(articles.c.id == article_id)).one()
        return article_from_row(row._asdict())

    def told_by(self, post: QueuedPost) -> StoredArticle | None:
        """A post's article as it was when the post was made; None where it is still the same."""
        first = (
            select(revisions)
            .where(
                revisions.c.article_id == post.article_id,
                revisions.c.replaced_at >= post.created_at,
            )
            .order_by(revisions.c.id)
            .limit(1)
        )
        with reading(self._engine) as connection:
            row = connection.execute(first).first()
        if row is None:
            return None
        return replace(
            self.get(post.article_id),
            title=row.title,
            lead=row.lead,
            summary_points=tuple(row.summary_points),
            text=row.text,
            sha256=row.sha256,
        )

    def to_check(
        self, at: datetime, *, every: timedelta, published_since: datetime, most: int
    ) -> tuple[StoredArticle, ...]:
        """Articles to read again, the longest unread first.

        Those that have posts in the queue, or posts that went out since ``published_since``, and
        were last looked at ``every`` so long ago.
        """
        queued = select(posts.c.article_id).where(posts.c.state.in_([s.value for s in FOLLOWING]))
        out = (
            select(posts.c.article_id)
            .join(publications, publications.c.post_id == posts.c.id)
            .where(
                publications.c.sent_at > published_since,
                publications.c.dry_run.is_(False),
                publications.c.deleted_at.is_(None),
            )
        )
        looked_at = or_(
            articles.c.checked_at <= at - every,
            articles.c.checked_at.is_(None) & (articles.c.created_at <= at - every),
        )
        query = (
            select(articles)
            .where(articles.c.id.in_(union(queued, out)), articles.c.url.is_not(None), looked_at)
            .order_by(articles.c.checked_at, articles.c.id)
            .limit(most)
        )
        with reading(self._engine) as connection:
            return tuple(article_from_row(row._asdict()) for row in connection.execute(query))

    def checked_at(self, article_id: int) -> datetime:
        """When an article was read or looked at last."""
        last = select(articles.c.checked_at, articles.c.fetched_at)
        with reading(self._engine) as connection:
            row = connection.execute(last.where(articles.c.id == article_id)).one()
        moment: datetime = row.checked_at or row.fetched_at
        return moment

    def checked(self, article_id: int, at: datetime) -> None:
        """Say that an article was looked at."""
        with writing(self._engine) as connection:
            _touch(connection, article_id, at)

    def revise(
        self, article_id: int, new: Article, *, at: datetime, busy: int | None = None
    ) -> Revised | None:
        """Take what was read again for the article; None where nothing has changed.

        Quotes of its posts are looked up in the new text. Where words have changed, posts that
        wait are held with the difference, and of those that are out the team is told. The post
        ``busy`` is at work and is not held: its worker does that.
        """
        with writing(self._engine) as connection:
            row = connection.execute(
                select(articles).where(articles.c.id == article_id).with_for_update()
            ).one()
            old = article_from_row(row._asdict())
            _touch(connection, article_id, at)
            if old.sha256 == new.sha256:
                return None
            told = difference(words_of(old), words_of(new))
            _replace(connection, old, new, at)
            held = [
                post.id
                for post in _following(connection, article_id)
                if _follow(connection, post, new, told, at, busy=post.id == busy)
            ]
            published = [*_tell(connection, article_id, new.sha256, told, at)] if told else []
            return Revised(difference=told, held=tuple(held), published=tuple(published))


def words_of(article: Article | StoredArticle) -> str:
    """Everything that an article says, in paragraphs: title, lead, summary points, text."""
    parts = (article.title, article.lead or "", *article.summary_points, article.text)
    return "\n\n".join(part for part in parts if part.strip())


def _touch(connection: Connection, article_id: int, at: datetime) -> None:
    connection.execute(update(articles).where(articles.c.id == article_id).values(checked_at=at))


def _replace(connection: Connection, old: StoredArticle, new: Article, at: datetime) -> None:
    connection.execute(
        insert(revisions).values(
            article_id=old.id,
            replaced_at=at,
            title=old.title,
            lead=old.lead,
            summary_points=list(old.summary_points),
            text=old.text,
            sha256=old.sha256,
        )
    )
    connection.execute(
        update(articles)
        .where(articles.c.id == old.id)
        .values(
            title=new.title,
            lead=new.lead,
            summary_points=list(new.summary_points),
            text=new.text,
            sha256=new.sha256,
            fetched_at=new.fetched_at,
        )
    )
    if old.title != new.title:
        remember(connection, posts.c.article_id == old.id)


def _following(connection: Connection, article_id: int) -> list[QueuedPost]:
    query = (
        select_posts()
        .where(
            posts.c.article_id == article_id,
            posts.c.state.in_([state.value for state in FOLLOWING]),
        )
        .order_by(posts.c.id)
        .with_for_update(of=posts)
    )
    return [post_from_row(row._asdict()) for row in connection.execute(query)]


def _follow(
    connection: Connection, post: QueuedPost, new: Article, told: str, at: datetime, *, busy: bool
) -> bool:
    """Look a post's quotes up in the new text and hold it where words changed; whether it is."""
    after = replace(
        post,
        quotes=tuple(_moved(quote, new) for quote in post.quotes),
        variants=tuple(
            replace(variant, quotes=tuple(_moved(quote, new) for quote in variant.quotes))
            for variant in post.variants
        ),
    )
    reason = _reason(after, new, told) if told else None
    holds = bool(told) and not busy and post.state in _HELD_BY_A_CHANGE
    if holds:
        after = replace(after, state=State.HELD, approval=None)
    if told and not busy and after.state is State.HELD:
        after = replace(after, reason=reason)
    change(connection, post, after, action="correct", actor=BOT, at=at, reason=reason)
    return holds


def _moved(quote: Quote, new: Article) -> Quote:
    """The quote where it stands now; as it was where it does not, so that it is refused."""
    return relocated(quote, new.text, new.sha256) or quote


def _reason(post: QueuedPost, new: Article, told: str) -> str:
    gone = [quote.display for quote in post.quotes if quote.article_sha256 != new.sha256]
    lost = "".join(f"; it no longer has: {words!r}" for words in gone)
    return f"{CHANGED}{lost}\n{told}"


def _tell(
    connection: Connection, article_id: int, sha256: str, told: str, at: datetime
) -> Iterator[int]:
    """Tell the team of the posts that are out; their numbers."""
    query = (
        select(posts.c.id, posts.c.account, publications.c.url)
        .join(publications, publications.c.post_id == posts.c.id)
        .where(
            posts.c.article_id == article_id,
            publications.c.dry_run.is_(False),
            publications.c.deleted_at.is_(None),
        )
        .order_by(posts.c.id)
    )
    for row in connection.execute(query).all():
        where = f" ({row.url})" if row.url else ""
        tell(
            connection,
            f"changed:{row.id}:{sha256}",
            f"post {row.id} of {row.account}{where} is out, and its article has changed since; "
            f"`bot queue delete {row.id}` takes it down, `bot queue correct {row.id}` offers a "
            f"correction\n{told}",
            kind="correction",
            at=at,
            account=row.account,
            post_id=row.id,
        )
        yield row.id
