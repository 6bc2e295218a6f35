"""What goes into the store and comes out of it, beside the records of ``bot.model``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.model import (
    CardFile,
    Image,
    Lane,
    Post,
    QueuedPost,
    State,
)


class EntryState(StrEnum):
    """What became of something that a feed has listed."""

    SEEN = "seen"  # listed when the feed was first read, and left alone
    WAITING = "waiting"  # to be read
    DRAFTED = "drafted"
    STALE = "stale"  # no longer news when it was first seen
    SKIPPED = "skipped"  # read, and not to be drafted: ``note`` says why
    FAILED = "failed"  # could not be read, and was given up


@dataclass(frozen=True, kw_only=True, slots=True)
class Feed:
    """A feed as it was last polled. ``first_read_at`` is None until it could be read once.

    ``changed_at`` is when it last listed something new.
    """

    source: str
    url: str
    etag: str | None = None
    last_modified: str | None = None
    first_read_at: datetime | None = None
    polled_at: datetime
    next_poll_at: datetime
    failures: int = 0
    error: str | None = None
    changed_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """An entry as a feed lists it. ``state`` and ``note`` are what was decided about it."""

    key: str
    url: str
    title: str
    published_at: datetime | None
    state: EntryState
    note: str | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """An entry as it is remembered. ``attempts`` counts how often reading it was begun."""

    id: int
    source: str
    key: str
    url: str
    title: str
    published_at: datetime | None
    first_seen_at: datetime
    state: EntryState
    attempts: int
    note: str | None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredArticle:
    """What is kept of an article: enough to look every quoted word up again.

    ``photo`` lies in the folder of photos; ``photo_credit`` says whose it is.
    """

    id: int
    url: str | None
    canonical_url: str | None
    language: str
    kind: str
    title: str
    lead: str | None
    summary_points: tuple[str, ...]
    text: str
    sha256: str
    photo: str | None = None
    photo_credit: str | None = None

    @property
    def image(self) -> Image | None:
        """The picture that its cards may show, where one was kept."""
        if self.photo is None:
            return None
        return Image(url="", credit=self.photo_credit, licensed=True, file=self.photo)


@dataclass(frozen=True, kw_only=True, slots=True)
class Revised:
    """What a change of an article did: ``difference`` is empty where only its type changed.

    ``held`` are the numbers of the posts that were held, ``published`` of those that are out.
    """

    difference: str
    held: tuple[int, ...] = ()
    published: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Recent:
    """What an account has posted, or is about to, for comparing new posts with.

    ``quotes`` are as posts print them. ``at`` is when it was drafted, in UTC.
    """

    post_id: int
    at: datetime
    texts: tuple[str, ...]
    quotes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """A post on its way into the queue. With ``held`` it waits for a person to mend it."""

    post: Post[CardFile]
    held: str | None = None
    due_at: datetime
    expires_at: datetime
    lane: Lane = Lane.USUAL


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """A line of the audit log. ``start`` is None where the post came into being.

    ``action`` is draft, move, edit, swap, reschedule, retry, correct, delete or restore; ``before``
    and ``after`` hold what changed beside the state, by the names of the columns, as JSON.
    ``content_sha256`` is that of the content after it.
    """

    post_id: int
    at: datetime
    actor: str
    action: str
    start: State | None
    end: State
    reason: str | None
    before: Mapping[str, object] | None = None
    after: Mapping[str, object] | None = None
    content_sha256: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Pause:
    """Why nothing is sent for an account; ``account`` is None where all are paused."""

    account: str | None
    at: datetime
    actor: str
    reason: str | None

    def __str__(self) -> str:
        what = self.account or "every account"
        why = f": {self.reason}" if self.reason else ""
        return f"{what} is paused by {self.actor} since {self.at:%d %b %H:%M} UTC{why}"


@dataclass(frozen=True, kw_only=True, slots=True)
class SentStep:
    """What became of a step of sending.

    ``began_at`` is None where its request surely was not obeyed; ``receipt`` is what the adapter
    read in the answer, None before ``done_at``.
    """

    name: str
    request_sha256: str
    tries: int
    began_at: datetime | None
    done_at: datetime | None
    receipt: Mapping[str, object] | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Rest:
    """An account that nothing is sent to before ``until``, after ``failures`` in a row."""

    account: str
    until: datetime
    failures: int
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class AccountFacts:
    """What a platform said of an account when it was tested.

    ``limits`` are fields of ``composing.limits.Limits`` that differ on its server.
    """

    account: str
    name: str
    url: str | None = None
    limits: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    expires_at: datetime | None = None
    tested_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class FreshToken:
    """A token as its platform has just given it, for how long; None where that was not told."""

    value: str = field(repr=False)
    lives: timedelta | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Token:
    """A token that is kept, with its replacement where one has come that was not used yet.

    ``expires_at`` is the newest one's, in UTC; None where nobody has told. ``changed_at`` is when
    the newest one came here.
    """

    value: str = field(repr=False)
    pending: str | None = field(default=None, repr=False)
    expires_at: datetime | None = None
    changed_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Expiry:
    """Credentials of an account that run out; ``at_latest`` where only that is known."""

    account: str
    what: str
    expires_at: datetime
    at_latest: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice:
    """Something that the team must be told. ``seen_by`` is None until somebody has."""

    id: int
    key: str
    kind: str
    at: datetime
    account: str | None
    post_id: int | None
    text: str
    seen_at: datetime | None = None
    seen_by: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """The right of one worker to one post, until its lease runs out.

    ``attempts`` is how often it was put off; ``steps`` are those of earlier attempts.
    """

    post: QueuedPost
    article: StoredArticle
    token: str
    attempts: int
    steps: tuple[SentStep, ...] = ()
