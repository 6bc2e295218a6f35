"""Where the bot keeps what it keeps, as the settings say: the database, and the folder of cards.

A dry run has its own of both, in ``DATA/dry-run``.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bot.store import CardFolder, Store, sqlite_url

if TYPE_CHECKING:
    from bot.settings import Settings


def open_store(settings: Settings, *, dry_run: bool, upgrade: bool = True) -> Store:
    """The database of the settings. Raises what opening a ``Store`` raises."""
    keys = () if dry_run else settings.secret_keys
    return Store(database_url(settings, dry_run=dry_run), upgrade=upgrade, keys=keys)


def database_url(settings: Settings, *, dry_run: bool) -> str:
    """The SQLAlchemy URL of the database that the settings mean."""
    own = None if dry_run else settings.database_url
    return own or sqlite_url(_folder(settings, dry_run=dry_run) / "bot.sqlite")


def card_store(settings: Settings, *, dry_run: bool) -> CardFolder:
    """The folder of cards that goes with the database."""
    return CardFolder(_folder(settings, dry_run=dry_run) / "cards")


def received(settings: Settings, *, dry_run: bool) -> Path:
    """The folder in which lies what webhooks have handed in, for as long as cards are kept."""
    return _folder(settings, dry_run=dry_run) / "received"


def _folder(settings: Settings, *, dry_run: bool) -> Path:
    return settings.data / "dry-run" if dry_run else settings.data
