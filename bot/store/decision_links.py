"""Links with which one decision is made from elsewhere, once, before they run out.

A link's token is ``END-NUMBER-SIGNATURE``. One that was forged, altered or has run out is
refused by its signature and its end; whether one that we signed is still open, the database says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Engine, delete, insert, select, update

from bot import signing
from bot.errors import StoreError
from bot.model import QueuedPost
from bot.store.engine import reading, writing
from bot.store.team_tables import decision_links
from bot.store.users import hashed, new_token

LASTS = timedelta(hours=24)
_PURPOSE = "decision-links"
_TOKEN = re.compile(rf"([0-9a-f]{{1,16}})-([\w-]{{43}})-([\w-]{{{signing.LENGTH}}})", re.ASCII)


@dataclass(frozen=True, kw_only=True, slots=True)
class DecisionLink:
    """What a link decides. ``channel`` is where it was sent, ``seen_sha256`` what was shown."""

    post_id: int
    action: str
    channel: str
    seen_sha256: str
    expires_at: datetime


class DecisionLinks:
    """The links; what opens one is never kept, only its hash. The first of the ``keys`` signs."""

    def __init__(self, engine: Engine, keys: Sequence[str]) -> None:
        self._engine = engine
        self._keys = tuple(keys)

    def make(self, post: QueuedPost, action: str, channel: str, at: datetime) -> str:
        """A token for one decision on a post as it is now. Raises StoreError without a key."""
        token = self._new_token(at + LASTS)
        values = {
            "token_sha256": hashed(token),
            "post_id": post.id,
            "action": action,
            "channel": channel,
            "seen_sha256": post.seen_sha256,
            "created_at": at,
            "expires_at": at + LASTS,
        }
        with writing(self._engine) as connection:
            gone = decision_links.c.expires_at <= at - LASTS
            connection.execute(delete(decision_links).where(gone))
            connection.execute(insert(decision_links).values(values))
        return token

    def get(self, token: str, at: datetime) -> DecisionLink | None:
        """What a link decides; None where it was used, ran out or never was."""
        if not self._is_ours(token, at):
            return None
        with reading(self._engine) as connection:
            row = connection.execute(select(decision_links).where(_open(token, at))).first()
        if row is None:
            return None
        return DecisionLink(
            post_id=row.post_id,
            action=row.action,
            channel=row.channel,
            seen_sha256=row.seen_sha256,
            expires_at=row.expires_at,
        )

    def use(self, token: str, at: datetime) -> bool:
        """Use a link up; whether it was still to be used."""
        if not self._is_ours(token, at):
            return False
        query = update(decision_links).where(_open(token, at)).values(used_at=at)
        with writing(self._engine) as connection:
            return connection.execute(query).rowcount == 1

    def _new_token(self, end: datetime) -> str:
        if not self._keys:
            raise StoreError(
                "links to decide are signed: set SECRET_KEY to what `bot accounts key` makes"
            )
        said = f"{signing.until(end)}-{new_token()}"
        return f"{said}-{signing.sign(self._keys[0], _PURPOSE, said)}"

    def _is_ours(self, token: str, at: datetime) -> bool:
        """Whether we signed a token that has not run out; asks no database."""
        parts = _TOKEN.fullmatch(token)
        if parts is None or signing.is_over(parts[1], at):
            return False
        return signing.is_signed(self._keys, _PURPOSE, f"{parts[1]}-{parts[2]}", parts[3])


def _open(token: str, at: datetime) -> ColumnElement[bool]:
    return (
        (decision_links.c.token_sha256 == hashed(token))
        & decision_links.c.used_at.is_(None)
        & (decision_links.c.expires_at > at)
    )
