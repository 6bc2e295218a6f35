"""How a queued post changes: one row, and a line of the audit log, by the same commit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.errors import ChangedMeanwhile, NoSuchPost, StoreError, TransitionError
from bot.model import Piece, QueuedPost, State, fingerprint
from bot.review.states import Actor, check
from bot.store.records import Change
from bot.store.rows import post_from_row, to_json
from bot.store.searching import remember
from bot.store.tables import articles, audit, posts

Columns = Mapping[str, object]


def select_posts() -> Select[Any]:
    """Every post, with the columns of its article that ``records.post_from_row`` needs."""
    return select(
        posts,
        articles.c.url.label("article_url"),
        articles.c.canonical_url.label("article_canonical_url"),
        articles.c.title.label("article_title"),
    ).join(articles, posts.c.article_id == articles.c.id)


def get(connection: Connection, post_id: int) -> QueuedPost:
    """One post. Raises StoreError where there is none of that number."""
    return _one(connection, select_posts().where(posts.c.id == post_id), post_id)


def locked(connection: Connection, post_id: int, seen: str | None = None) -> QueuedPost:
    """The post, which nobody else changes until the transaction ends. Raises as ``get`` does.

    Raises ChangedMeanwhile where it no longer has the ``seen_sha256`` that somebody saw.
    """
    query = select_posts().where(posts.c.id == post_id).with_for_update(of=posts)
    post = _one(connection, query, post_id)
    if seen is not None and post.seen_sha256 != seen:
        raise ChangedMeanwhile(f"post {post_id} was changed since you looked at it")
    return post


def lock_all(connection: Connection, which: ColumnElement[bool]) -> list[QueuedPost]:
    """The posts of a condition, by number, but for those that somebody is changing now.

    Their numbers are asked for first, in no order: told to sort, SQLite rather reads the whole
    table, once it has been analysed.
    """
    numbers = select(posts.c.id).where(which).with_for_update(of=posts, skip_locked=True)
    found = sorted(connection.scalars(numbers))
    return [get(connection, number) for number in found]


def move(
    connection: Connection,
    post: QueuedPost,
    end: State,
    *,
    actor: Actor,
    at: datetime,
    reason: str | None,
    **columns: object,
) -> None:
    """Change a post's state and other columns, and log it, if it still is where it was.

    Raises TransitionError otherwise, and when the move is not in the table.
    """
    check(post.state, end, actor.by)
    _write(connection, post, {"state": end.value, "reason": reason, **columns})
    log(
        connection,
        Change(
            post_id=post.id,
            at=at,
            actor=actor.name,
            action="move",
            start=post.state,
            end=end,
            reason=reason,
            content_sha256=post.content_sha256,
            **_told(post, columns),
        ),
    )


def change(
    connection: Connection,
    before: QueuedPost,
    after: QueuedPost,
    *,
    action: str,
    actor: Actor,
    at: datetime,
    reason: str | None,
) -> None:
    """Change a post to ``after``, its state with it, and log what differs.

    Raises TransitionError when it is no longer ``before`` or the move is not in the table,
    StoreError when the account has been given the same words already.
    """
    if before.state is not after.state:
        check(before.state, after.state, actor.by)
    was, is_ = columns_of(before), columns_of(after)
    columns = {name: value for name, value in is_.items() if value != was[name]}
    try:
        _write(connection, before, columns)
        if "pieces" in columns:
            remember(connection, posts.c.id == before.id)
    except IntegrityError as error:
        raise StoreError(
            f"{before.account} has a post with these words of the same article already"
        ) from error
    log(
        connection,
        Change(
            post_id=before.id,
            at=at,
            actor=actor.name,
            action=action,
            start=before.state,
            end=after.state,
            reason=reason,
            content_sha256=after.content_sha256,
            **_told(before, columns),
        ),
    )


def log(connection: Connection, line: Change) -> None:
    """Add a line to the audit log."""
    connection.execute(
        insert(audit).values(
            post_id=line.post_id,
            at=line.at,
            actor=line.actor,
            action=line.action,
            from_state=line.start.value if line.start else None,
            to_state=line.end.value,
            reason=line.reason,
            before=line.before,
            after=line.after,
            content_sha256=line.content_sha256,
        )
    )


def words_key(pieces: Iterable[Piece[Any]]) -> str:
    """The hash of the words: drawn anew, a card makes no second post."""
    return fingerprint(*(piece.text for piece in pieces))


def columns_of(post: QueuedPost) -> dict[str, object]:
    """What a post's row holds of it, but for what never changes."""
    approval = post.approval
    return {
        "kind": post.kind.value,
        "pieces": to_json(post.pieces),
        "link": post.link,
        "cost": post.cost,
        "quotes": to_json(post.quotes),
        "notes": list(post.notes),
        "warnings": list(post.warnings),
        "variants": to_json(post.variants),
        "content_key": words_key(post.pieces),
        "state": post.state.value,
        "reason": post.reason,
        "due_at": post.due_at,
        "expires_at": post.expires_at,
        "approved_by": approval.actor if approval else None,
        "approved_at": approval.at if approval else None,
        "approved_earliest": approval.earliest if approval else None,
        "approved_latest": approval.latest if approval else None,
        "approved_sha256": approval.sha256 if approval else None,
    }


# What the log keeps of a change, before and after. Quotes and variants follow from the words.
_TOLD = frozenset(
    {"kind", "pieces", "link", "warnings", "due_at", "expires_at", "approved_by"}
    | {"approved_earliest", "approved_latest", "approved_sha256"}
)


def _told(post: QueuedPost, columns: Columns) -> dict[str, Columns | None]:
    """What the log says of a change of ``columns``: ``before`` and ``after``."""
    was = columns_of(post)
    names = [name for name in columns if name in _TOLD and columns[name] != was[name]]
    return {
        side: {name: _plain(values[name]) for name in names} or None
        for side, values in (("before", was), ("after", columns))
    }


def _plain(value: object) -> object:
    """A column's value as JSON has it: times in UTC, in ISO 8601."""
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value


def _write(connection: Connection, post: QueuedPost, columns: Columns) -> None:
    where = (posts.c.id == post.id, posts.c.state == post.state.value)
    changed = connection.execute(update(posts).where(*where).values(columns)) if columns else None
    if changed is not None and changed.rowcount != 1:
        raise TransitionError(f"post {post.id} is no longer {post.state.value}; look at it again")


def _one(connection: Connection, query: Select[Any], post_id: int) -> QueuedPost:
    row = connection.execute(query).first()
    if row is None:
        raise NoSuchPost(f"there is no post {post_id}; `bot queue list` shows what there is")
    return post_from_row(row._asdict())
