"""The queue in the portions that people look at: what waits, a week, what went out, what happened.

Only what is shown is read: variants and quotes are large, and are left out of lists.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Select, func, select, true

from bot.model import Publication, QueuedPost, State
from bot.store.changes import select_posts
from bot.store.engine import put, reading, writing
from bot.store.listing import Listing
from bot.store.records import Change
from bot.store.rows import Row, change_from_row, post_from_row
from bot.store.searching import post_words, said
from bot.store.tables import audit, posts, publications
from bot.store.team_tables import cursors

WAITING = (State.PENDING, State.HELD)
OUT = (State.PUBLISHED, State.FAILED, State.UNCERTAIN, State.SENDING)
SCHEDULED = (State.PENDING, State.HELD, State.APPROVED, State.SENDING, State.PUBLISHED)


@dataclass(frozen=True, kw_only=True, slots=True)
class Filter:
    """Which posts a list shows. ``text`` stands in the title or the text, whatever the accents.

    ``warned`` is None for all, True for those with warnings, False for those without.
    """

    states: tuple[State, ...] = WAITING
    account: str | None = None
    text: str = ""
    warned: bool | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """A portion of a list, and how long the list is. The posts lack quotes and variants."""

    posts: tuple[QueuedPost, ...]
    total: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Out:
    """A post that was sent, or nearly; ``publication`` is None where nothing is known of it."""

    post: QueuedPost
    publication: Publication | None
    dry_run: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """A line of the audit log with its number, by which a reader goes on."""

    id: int
    change: Change


class Pages(Listing):
    """The queue, in portions."""

    def page(self, which: Filter, *, limit: int, offset: int = 0) -> Page:
        """A portion of the posts that a filter lets through, by the time they are due."""
        where = [*_conditions(which)]
        # The numbers alone are sorted and counted, by an index: whole rows are large.
        numbers = select(posts.c.id).where(*where).order_by(posts.c.due_at, posts.c.id)
        count = select(func.count()).select_from(posts).where(*where)
        if which.text:
            numbers = numbers.join(post_words, post_words.c.post_id == posts.c.id)
        with reading(self._engine) as connection:
            if which.text:  # looking through all texts twice would take twice as long
                every = list(connection.scalars(numbers))
                here = every[offset : offset + limit]
                return Page(posts=_in_order(connection, here), total=len(every))
            here = list(connection.scalars(numbers.limit(limit).offset(offset)))
            return Page(
                posts=_in_order(connection, here),
                total=connection.execute(count).scalar_one(),
            )

    def count_by_account(self, states: Collection[State]) -> dict[str, int]:
        """How many posts of each account stand in these states."""
        query = (
            select(posts.c.account, func.count())
            .where(posts.c.state.in_([state.value for state in states]))
            .group_by(posts.c.account)
        )
        with reading(self._engine) as connection:
            return dict(connection.execute(query))

    def of_article(self, article_id: int) -> tuple[QueuedPost, ...]:
        """All posts of an article, the first made first."""
        query = _slim().where(posts.c.article_id == article_id).order_by(posts.c.id)
        return self._bare(query)

    def between(
        self, start: datetime, end: datetime, *, limit: int, account: str | None = None
    ) -> Page:
        """What is due from ``start`` on and before ``end``, or went out of that; its first."""
        query = (
            select(posts.c.id)
            .where(
                posts.c.due_at >= start,
                posts.c.due_at < end,
                posts.c.state.in_([state.value for state in SCHEDULED]),
                posts.c.account == account if account else true(),
            )
            .order_by(posts.c.due_at, posts.c.id)
        )
        count = select(func.count()).select_from(query.subquery())
        with reading(self._engine) as connection:
            here = list(connection.scalars(query.limit(limit)))
            return Page(
                posts=_in_order(connection, here),
                total=connection.execute(count).scalar_one(),
            )

    def out(self, states: Collection[State], *, limit: int, offset: int = 0) -> tuple[Out, ...]:
        """What was sent, or nearly; the latest first."""
        last = func.coalesce(publications.c.sent_at, posts.c.due_at)
        query = (
            _slim()
            .add_columns(
                publications.c.remote_id,
                publications.c.url,
                publications.c.request_sha256.label("sent_sha256"),
                publications.c.sent_at,
                publications.c.deleted_at,
                publications.c.dry_run,
            )
            .join(publications, publications.c.post_id == posts.c.id, isouter=True)
            .where(posts.c.state.in_([state.value for state in states]))
            .order_by(last.desc(), posts.c.id.desc())
            .limit(limit)
            .offset(offset)
        )
        with reading(self._engine) as connection:
            return tuple(_out(row._asdict()) for row in connection.execute(query))

    def last_event(self) -> int:
        """The number of the newest line of the audit log; 0 where there is none."""
        with reading(self._engine) as connection:
            return connection.scalar(select(func.max(audit.c.id))) or 0

    def events(self, after: int, *, most: int = 100) -> tuple[Event, ...]:
        """The lines of the audit log after a number, oldest first."""
        query = select(audit).where(audit.c.id > after).order_by(audit.c.id).limit(most)
        with reading(self._engine) as connection:
            return tuple(
                Event(id=row.id, change=change_from_row(row._asdict()))
                for row in connection.execute(query)
            )

    def cursor(self, name: str) -> int:
        """How far a reader of the audit log has read; a new one begins with what comes next."""
        with reading(self._engine) as connection:
            at = connection.scalar(select(cursors.c.audit_id).where(cursors.c.name == name))
        if at is None:
            at = self.last_event()
            self.advance(name, at)
        return at

    def advance(self, name: str, audit_id: int) -> None:
        """Say that a reader has read so far."""
        with writing(self._engine) as connection:
            put(connection, cursors, {"name": name}, {"audit_id": audit_id})

    def _bare(self, query: Select[tuple[object, ...]]) -> tuple[QueuedPost, ...]:
        with reading(self._engine) as connection:
            return tuple(_bare(row._asdict()) for row in connection.execute(query))


def _slim() -> Select[tuple[object, ...]]:
    """``select_posts`` without what lists do not show."""
    left_out = {"quotes", "variants", "notes"}
    columns = [column for column in select_posts().selected_columns if column.name not in left_out]
    return select_posts().with_only_columns(*columns)


def _in_order(connection: Connection, numbers: Sequence[int]) -> tuple[QueuedPost, ...]:
    """The posts of these numbers, in their order."""
    rows = connection.execute(_slim().where(posts.c.id.in_(numbers)))
    found = {row.id: _bare(row._asdict()) for row in rows}
    return tuple(found[number] for number in numbers if number in found)


def _bare(row: Row) -> QueuedPost:
    return post_from_row({**row, "quotes": (), "variants": (), "notes": ()})


def _conditions(which: Filter) -> Iterator[ColumnElement[bool]]:
    yield posts.c.state.in_([state.value for state in which.states])
    if which.account:
        yield posts.c.account == which.account
    if which.warned is not None:
        # An empty list, as JSON writes it.
        has_none = func.json_array_length(posts.c.warnings) == 0
        yield ~has_none if which.warned else has_none
    if which.text:
        yield said(which.text)


def _out(row: Row) -> Out:
    publication = None
    if row["remote_id"] is not None:
        publication = Publication(
            remote_id=row["remote_id"],
            url=row["url"],
            request_sha256=row["sent_sha256"],
            sent_at=row["sent_at"],
            deleted_at=row["deleted_at"],
        )
    return Out(post=_bare(row), publication=publication, dry_run=bool(row["dry_run"]))
