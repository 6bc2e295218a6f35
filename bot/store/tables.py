"""The tables, and the one type of column that keeps every time aware and in UTC.

What the database itself guards: an account gets the same words of an article once, a post is
published once, and the audit log is only ever added to (triggers in the first migration).
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.types import TypeDecorator

from bot import clock


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time, kept in UTC. A naive one is an error on its way in: ValueError."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database; SQLite keeps no zone, and what it keeps is UTC."""
        if value is None:
            return None
        moment = clock.in_utc(value)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From the database, aware again."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# A feed as it was last polled. ``etag`` and ``last_modified`` belong to ``url``; ``changed_at`` is
# when it last listed something new.
feeds = Table(
    "feeds",
    metadata,
    Column("source", String(200), primary_key=True),
    Column("url", Text, nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("first_read_at", UtcDateTime),
    Column("polled_at", UtcDateTime, nullable=False),
    Column("next_poll_at", UtcDateTime, nullable=False),
    Column("failures", Integer, nullable=False, default=0),
    Column("error", Text),
    Column("changed_at", UtcDateTime),
)

# An article as it was read when it was drafted. ``key`` is its link without tracking, or its hash.
articles = Table(
    "articles",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("source", Text, nullable=False),
    Column("url", Text),
    Column("canonical_url", Text),
    Column("title", Text, nullable=False),
    Column("lead", Text),
    Column("language", String(35), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("summary_points", JSON, nullable=False),
    Column("text", Text, nullable=False),
    Column("sha256", String(64), nullable=False, index=True),
    Column("published_at", UtcDateTime),
    Column("fetched_at", UtcDateTime, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("checked_at", UtcDateTime),
    Column("evergreen", Boolean, nullable=False, server_default=false()),
    Column("photo", Text),
    Column("photo_credit", Text),
)

# What an article said before it was changed, as it was until ``replaced_at``.
revisions = Table(
    "revisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("article_id", Integer, ForeignKey("articles.id"), nullable=False, index=True),
    Column("replaced_at", UtcDateTime, nullable=False),
    Column("title", Text, nullable=False),
    Column("lead", Text),
    Column("summary_points", JSON, nullable=False),
    Column("text", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
)

# What a feed has listed, once each. ``state`` is one of ``records.EntryState``.
entries = Table(
    "entries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", String(200), ForeignKey("feeds.source"), nullable=False),
    Column("key", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("published_at", UtcDateTime),
    Column("first_seen_at", UtcDateTime, nullable=False),
    Column("state", String(20), nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("note", Text),
    Column("article_id", Integer, ForeignKey("articles.id"), index=True),
    Column("tags", JSON, nullable=False, server_default="[]"),
    UniqueConstraint("source", "key"),
    Index(None, "source", "state"),
)

# The queue. ``content_key`` is the hash of the words: drawn anew, a card makes no second post.
# ``lease_token`` and ``lease_until`` say who is at work on the post, and until when.
posts = Table(
    "posts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("article_id", Integer, ForeignKey("articles.id"), nullable=False),
    Column("account", String(200), nullable=False),
    Column("platform", String(40), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("language", String(35), nullable=False),
    Column("pieces", JSON, nullable=False, server_default="[]"),
    Column("link", Text),
    Column("cost", Float),
    Column("quotes", JSON, nullable=False, server_default="[]"),
    Column("notes", JSON, nullable=False),
    Column("warnings", JSON, nullable=False, server_default="[]"),
    Column("variants", JSON, nullable=False, server_default="[]"),
    Column("content_key", String(64), nullable=False),
    Column("state", String(20), nullable=False),
    Column("reason", Text),
    Column("due_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("approved_by", Text),
    Column("approved_at", UtcDateTime),
    Column("approved_earliest", UtcDateTime),
    Column("approved_latest", UtcDateTime),
    Column("approved_sha256", String(64)),
    Column("attempts", Integer, nullable=False, default=0),
    Column("not_before", UtcDateTime),
    Column("lease_token", String(64)),
    Column("lease_until", UtcDateTime),
    Column("request_sha256", String(64)),
    Column("lane", String(20), nullable=False, server_default="usual"),
    UniqueConstraint("account", "article_id", "content_key"),
    Index(None, "due_at", "id"),
    Index(None, "state", "due_at"),
    Index(None, "state", "expires_at"),
    Index(None, "article_id"),
    Index(None, "account", "created_at"),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("post_id", Integer, ForeignKey("posts.id"), nullable=False, index=True),
    Column("at", UtcDateTime, nullable=False),
    Column("actor", Text, nullable=False),
    Column("action", String(20), nullable=False, server_default="move"),
    Column("from_state", String(20)),
    Column("to_state", String(20), nullable=False),
    Column("reason", Text),
    Column("before", JSON(none_as_null=True)),
    Column("after", JSON(none_as_null=True)),
    Column("content_sha256", String(64), nullable=False),
)

publications = Table(
    "publications",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("post_id", Integer, ForeignKey("posts.id"), nullable=False, unique=True),
    Column("remote_id", Text, nullable=False),
    Column("url", Text),
    Column("request_sha256", String(64), nullable=False),
    Column("sent_at", UtcDateTime, nullable=False, index=True),
    Column("dry_run", Boolean, nullable=False),
    Column("deleted_at", UtcDateTime),
    Column("deleted_by", Text),
)

# The kill switch. A row holds until it is lifted; ``account`` is EVERY_ACCOUNT where all are meant.
EVERY_ACCOUNT = ""
pauses = Table(
    "pauses",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account", String(200), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("actor", Text, nullable=False),
    Column("reason", Text),
    Column("lifted_at", UtcDateTime),
    Column("lifted_by", Text),
    Index(
        None,
        "account",
        unique=True,
        sqlite_where=text("lifted_at IS NULL"),
        postgresql_where=text("lifted_at IS NULL"),
    ),
)

# What became of each step of sending a post. ``began_at`` without ``done_at`` is a request that may
# have been obeyed; one that surely was not loses its ``began_at``. ``tries`` counts beginnings.
steps = Table(
    "steps",
    metadata,
    Column("post_id", Integer, ForeignKey("posts.id"), primary_key=True),
    Column("name", String(300), primary_key=True),
    Column("request_sha256", String(64), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("began_at", UtcDateTime),
    Column("done_at", UtcDateTime),
    Column("receipt", JSON(none_as_null=True)),
)

# Accounts to which nothing is sent before ``until``; ``failures`` counts those in a row.
rests = Table(
    "rests",
    metadata,
    Column("account", String(200), primary_key=True),
    Column("until", UtcDateTime, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("reason", Text, nullable=False),
)

# What opens an account, encrypted (``bot.store.vault``). ``pending`` is a newer value that has not
# been used yet; ``refreshing_until`` is the lease of who asks for one.
secrets = Table(
    "secrets",
    metadata,
    Column("account", String(200), primary_key=True),
    Column("name", String(100), primary_key=True),
    Column("value", Text, nullable=False),
    Column("pending", Text),
    Column("expires_at", UtcDateTime),
    Column("refreshing_until", UtcDateTime),
    Column("changed_at", UtcDateTime, nullable=False),
)

# What an account's platform said of it when it was last tested; ``limits`` differ from the table's.
account_facts = Table(
    "account_facts",
    metadata,
    Column("account", String(200), primary_key=True),
    Column("name", Text, nullable=False),
    Column("url", Text),
    Column("limits", JSON, nullable=False),
    Column("notes", JSON, nullable=False),
    Column("expires_at", UtcDateTime),
    Column("tested_at", UtcDateTime, nullable=False),
)

# What the team must be told once. ``key`` says what it is about, so that nothing is told twice.
notices = Table(
    "notices",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(200), nullable=False, unique=True),
    Column("kind", String(40), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("account", String(200)),
    Column("post_id", Integer, ForeignKey("posts.id")),
    Column("text", Text, nullable=False),
    Column("seen_at", UtcDateTime),
    Column("seen_by", Text),
    Index(None, "seen_at"),
)

# What is wrong at the moment. ``told_at`` is when the team was told of it; ``ended_at`` is set once
# it is well again, and the row goes when the team was told of that too.
alerts = Table(
    "alerts",
    metadata,
    Column("key", String(200), primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Column("text", Text, nullable=False),
    Column("told_at", UtcDateTime),
    Column("ended_at", UtcDateTime),
)

# When a chore that is due now and then was last done, by whichever process.
chores = Table(
    "chores",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("done_at", UtcDateTime, nullable=False),
)
