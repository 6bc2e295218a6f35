"""The steps of sending a post: which were begun, which are done, and what was answered.

A step that was begun and is not done may have been obeyed. That alone makes a post uncertain.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, exists, insert, select, update

from bot.store.records import SentStep
from bot.store.rows import step_from_row
from bot.store.tables import posts, steps

# Whether a post has a step whose outcome nobody knows; for queries on ``posts``.
unclear: ColumnElement[bool] = exists().where(
    steps.c.post_id == posts.c.id, steps.c.began_at.is_not(None), steps.c.done_at.is_(None)
)

# Whether a piece of a post is out: what is has a name on its platform. For queries on ``posts``.
begun: ColumnElement[bool] = exists().where(
    steps.c.post_id == posts.c.id,
    steps.c.done_at.is_not(None),
    steps.c.receipt["remote_id"].as_string().is_not(None),
)


def of_post(connection: Connection, post_id: int) -> tuple[SentStep, ...]:
    """All that is known of a post's steps."""
    query = select(steps).where(steps.c.post_id == post_id)
    return tuple(step_from_row(row._asdict()) for row in connection.execute(query))


def begin(
    connection: Connection, post_id: int, name: str, request_sha256: str, at: datetime
) -> int:
    """Note that a step's request goes out now; how often it was begun with this."""
    found = _row(connection, post_id, name)
    tries = (found.tries if found else 0) + 1
    values = {"request_sha256": request_sha256, "tries": tries, "began_at": at}
    _put(connection, post_id, name, found, {**values, "done_at": None, "receipt": None})
    return tries


def is_begun(connection: Connection, post_id: int) -> bool:
    """Whether a piece of a post is out."""
    return connection.scalar(select(posts.c.id).where(posts.c.id == post_id, begun)) is not None


def began_at(connection: Connection, post_id: int) -> datetime | None:
    """When the request went out of which nobody knows the outcome; None where there is none."""
    open_step = (steps.c.began_at.is_not(None), steps.c.done_at.is_(None))
    query = select(steps.c.began_at).where(steps.c.post_id == post_id, *open_step).limit(1)
    found: datetime | None = connection.scalar(query)
    return found


def finish(
    connection: Connection,
    post_id: int,
    name: str,
    request_sha256: str,
    receipt: Mapping[str, object],
    at: datetime,
) -> None:
    """Keep what was answered to a step."""
    found = _row(connection, post_id, name)
    values = {"request_sha256": request_sha256, "done_at": at, "receipt": dict(receipt)}
    fresh = {} if found else {"tries": 1, "began_at": at}
    _put(connection, post_id, name, found, {**values, **fresh})


def take_back(connection: Connection, post_id: int) -> None:
    """Note that what was begun and not done was surely not obeyed."""
    connection.execute(
        update(steps)
        .where(steps.c.post_id == post_id, steps.c.done_at.is_(None))
        .values(began_at=None)
    )


def forget_uploads(connection: Connection, post_id: int) -> None:
    """Forget what was uploaded for a post, so that it is uploaded anew; what is out stays out."""
    names_nothing = steps.c.receipt["remote_id"].as_string().is_(None)
    done = (steps.c.post_id == post_id, steps.c.done_at.is_not(None))
    connection.execute(delete(steps).where(*done, names_nothing))


def _row(connection: Connection, post_id: int, name: str) -> SentStep | None:
    query = select(steps).where(steps.c.post_id == post_id, steps.c.name == name)
    row = connection.execute(query).first()
    return step_from_row(row._asdict()) if row else None


def _put(
    connection: Connection,
    post_id: int,
    name: str,
    found: SentStep | None,
    values: Mapping[str, object],
) -> None:
    if found:
        where = (steps.c.post_id == post_id, steps.c.name == name)
        connection.execute(update(steps).where(*where).values(values))
    else:
        connection.execute(insert(steps).values(post_id=post_id, name=name, **values))
