"""Records of rows and of JSON columns, and the columns of records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from bot.model import (
    Approval,
    CardFile,
    Lane,
    LinkCard,
    Part,
    Piece,
    PostKind,
    QueuedPost,
    Quote,
    QuoteKind,
    State,
    Variant,
)
from bot.store.records import (
    AccountFacts,
    Change,
    Entry,
    EntryState,
    Feed,
    Notice,
    Pause,
    Rest,
    SentStep,
    StoredArticle,
)

# A row or a JSON column: what the database gives, before it is a record.
Row = Mapping[str, Any]


def to_json(records: Iterable[Piece[CardFile] | Quote | Variant[CardFile]]) -> list[object]:
    """Records as a JSON column keeps them."""
    return [asdict(record) for record in records]


def quote_from_json(raw: Row) -> Quote:
    """A quote of a column."""
    parts = tuple(Part(**part) for part in raw["parts"])
    return Quote(
        **{**raw, "parts": parts, "kind": QuoteKind(raw["kind"]), "why": tuple(raw["why"])}
    )


def piece_from_json(raw: Row) -> Piece[CardFile]:
    """A piece of a column."""
    return Piece(
        text=raw["text"],
        length=raw["length"],
        cards=tuple(CardFile(**card) for card in raw["cards"]),
        link_card=LinkCard(**raw["link_card"]) if raw["link_card"] else None,
    )


def variant_from_json(raw: Row) -> Variant[CardFile]:
    """A variant of a column."""
    return Variant(
        kind=PostKind(raw["kind"]),
        pieces=tuple(map(piece_from_json, raw["pieces"])),
        link=raw["link"],
        cost=raw["cost"],
        quotes=tuple(map(quote_from_json, raw["quotes"])),
        warnings=tuple(raw["warnings"]),
    )


def post_from_row(row: Row) -> QueuedPost:
    """A queued post of a row that joins ``posts`` with its article's ``article_*`` columns."""
    approval = None
    if row["approved_sha256"]:
        approval = Approval(
            actor=row["approved_by"],
            at=row["approved_at"],
            earliest=row["approved_earliest"],
            latest=row["approved_latest"],
            sha256=row["approved_sha256"],
        )
    return QueuedPost(
        id=row["id"],
        article_id=row["article_id"],
        article_url=row["article_canonical_url"] or row["article_url"],
        article_title=row["article_title"],
        account=row["account"],
        platform=row["platform"],
        kind=PostKind(row["kind"]),
        language=row["language"],
        pieces=tuple(map(piece_from_json, row["pieces"])),
        link=row["link"],
        cost=row["cost"],
        quotes=tuple(map(quote_from_json, row["quotes"])),
        notes=tuple(row["notes"]),
        warnings=tuple(row["warnings"]),
        variants=tuple(map(variant_from_json, row["variants"])),
        state=State(row["state"]),
        reason=row["reason"],
        due_at=row["due_at"],
        expires_at=row["expires_at"],
        created_at=row["created_at"],
        approval=approval,
        lane=Lane(row["lane"]),
    )


def article_from_row(row: Row) -> StoredArticle:
    """What is kept of an article, of a row of ``articles``."""
    return StoredArticle(
        id=row["id"],
        url=row["url"],
        canonical_url=row["canonical_url"],
        language=row["language"],
        kind=row["kind"],
        title=row["title"],
        lead=row["lead"],
        summary_points=tuple(row["summary_points"]),
        text=row["text"],
        sha256=row["sha256"],
        photo=row["photo"],
        photo_credit=row["photo_credit"],
    )


def feed_from_row(row: Row) -> Feed:
    """A feed of a row of ``feeds``."""
    return Feed(**row)


def entry_from_row(row: Row) -> Entry:
    """An entry of a row of ``entries``."""
    known = {name: value for name, value in row.items() if name != "article_id"}
    return Entry(**{**known, "state": EntryState(row["state"]), "tags": tuple(row["tags"] or ())})


def change_from_row(row: Row) -> Change:
    """A line of the audit log of a row of ``audit``."""
    start = row["from_state"]
    return Change(
        post_id=row["post_id"],
        at=row["at"],
        actor=row["actor"],
        action=row["action"],
        start=State(start) if start else None,
        end=State(row["to_state"]),
        reason=row["reason"],
        before=row["before"],
        after=row["after"],
        content_sha256=row["content_sha256"],
    )


def pause_from_row(row: Row) -> Pause:
    """A pause of a row of ``pauses``."""
    account = row["account"] or None
    return Pause(account=account, at=row["at"], actor=row["actor"], reason=row["reason"])


def step_from_row(row: Row) -> SentStep:
    """A step of a row of ``steps``."""
    return SentStep(**{name: value for name, value in row.items() if name != "post_id"})


def rest_from_row(row: Row) -> Rest:
    """A rest of a row of ``rests``."""
    return Rest(**row)


def facts_from_row(row: Row) -> AccountFacts:
    """What is known of an account, of a row of ``account_facts``."""
    return AccountFacts(**{**row, "notes": tuple(row["notes"])})


def notice_from_row(row: Row) -> Notice:
    """A notice of a row of ``notices``."""
    return Notice(**row)
