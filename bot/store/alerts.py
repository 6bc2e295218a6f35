"""What is wrong at the moment, and whether the team was told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, insert, select, update

from bot.store.engine import add_once, reading, writing
from bot.store.tables import alerts


@dataclass(frozen=True, kw_only=True, slots=True)
class Alert:
    """Something wrong, in one line. ``key`` says what it is about, ``kind`` of what kind it is.

    ``ended_at`` is when it was well again, None while it is not.
    """

    key: str
    kind: str
    text: str
    since: datetime
    told_at: datetime | None = None
    ended_at: datetime | None = None


class Alerts:
    """The alerts that stand; an alert is told once, and once more when it is well again."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def all(self) -> tuple[Alert, ...]:
        """What is wrong, or was until a moment ago; the oldest first."""
        query = select(alerts).order_by(alerts.c.since, alerts.c.key)
        with reading(self._engine) as connection:
            return tuple(Alert(**row._asdict()) for row in connection.execute(query))

    def see(self, found: Mapping[str, tuple[str, str]], at: datetime) -> None:
        """Remember what is wrong now, by key its kind and text; what is not among it has ended.

        What was wrong a moment ago and is again has never ended.
        """
        with writing(self._engine) as connection:
            standing = {row.key: row for row in connection.execute(select(alerts))}
            for key, (kind, text) in found.items():
                if key not in standing:
                    new = {"key": key, "kind": kind, "since": at, "text": text}
                    add_once(connection, alerts, new)
                elif standing[key].ended_at is not None or standing[key].text != text:
                    changes = {"ended_at": None, "text": text}
                    connection.execute(update(alerts).where(alerts.c.key == key).values(changes))
            for key, row in standing.items():
                if key not in found and row.ended_at is None:
                    ended = update(alerts).where(alerts.c.key == key).values(ended_at=at)
                    connection.execute(ended)

    def claim(self, at: datetime, *, calm: timedelta) -> tuple[Alert, ...]:
        """What the team is to be told now: what is new, and what has been well for ``calm``.

        What was wrong and well again before anybody was told is forgotten. Nobody else is given the
        same; ``untold`` gives back what could not be told.
        """
        with writing(self._engine) as connection:
            rows = connection.execute(select(alerts).with_for_update()).all()
            standing = [Alert(**row._asdict()) for row in rows]
            new = [each for each in standing if each.told_at is None and each.ended_at is None]
            over = [each for each in standing if each.ended_at and each.ended_at <= at - calm]
            for each in new:
                told = update(alerts).where(alerts.c.key == each.key).values(told_at=at)
                connection.execute(told)
            for each in over:
                connection.execute(delete(alerts).where(alerts.c.key == each.key))
        return (*new, *(each for each in over if each.told_at))

    def untold(self, claimed: tuple[Alert, ...]) -> None:
        """Give back what nobody could be told."""
        with writing(self._engine) as connection:
            for each in claimed:
                connection.execute(delete(alerts).where(alerts.c.key == each.key))
                values = {
                    "key": each.key,
                    "kind": each.kind,
                    "text": each.text,
                    "since": each.since,
                    "told_at": each.told_at,
                    "ended_at": each.ended_at,
                }
                connection.execute(insert(alerts).values(values))
