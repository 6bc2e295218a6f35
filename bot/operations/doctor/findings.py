"""What an examination finds, and what it works with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from bot.settings import Settings
from bot.store import Store


class Level(StrEnum):
    """How much a finding matters."""

    WRONG = "wrong"  # something does not work
    LOOK = "look"  # it works, and perhaps not as meant


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """Something found: ``about`` names the setting, file or account, ``text`` what and the mend."""

    level: Level
    about: str
    text: str

    def __str__(self) -> str:
        return f"{self.about}: {self.text}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Patient:
    """What is examined. ``file`` is the env file, None where there is none.

    ``online``: other machines may be asked, as a feed's server or a mail server.
    """

    settings: Settings
    file: Path | None
    now: datetime
    online: bool


Check = Callable[[Patient], Iterator[Finding]]
StoreCheck = Callable[[Patient, Store], Iterator[Finding]]


def wrong(about: str, text: str) -> Finding:
    """Something that does not work."""
    return Finding(level=Level.WRONG, about=about, text=text)


def look(about: str, text: str) -> Finding:
    """Something that may not be meant."""
    return Finding(level=Level.LOOK, about=about, text=text)
