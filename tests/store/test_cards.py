"""Cards on disk."""

from __future__ import annotations

import hashlib
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.errors import OutputError, StoreError
from bot.store import CardFolder
from tests.queued import PNG


def test_a_card_is_found_by_its_hash(cards: CardFolder) -> None:
    sha256 = cards.put(PNG)
    assert sha256 == hashlib.sha256(PNG).hexdigest()
    assert cards.get(sha256) == PNG
    assert cards.put(PNG) == sha256
    assert [path.name for path in cards.folder.rglob("*") if path.is_file()] == [sha256]


def test_a_card_that_is_gone_or_damaged_is_an_error(cards: CardFolder) -> None:
    sha256 = cards.put(PNG)
    cards.path(sha256).write_bytes(PNG[:-1] + b"?")
    with pytest.raises(StoreError, match="damaged"):
        cards.get(sha256)
    cards.path(sha256).unlink()
    with pytest.raises(StoreError, match="the card is lost"):
        cards.get(sha256)


def test_a_card_cut_short_is_written_again(cards: CardFolder) -> None:
    sha256 = cards.put(PNG)
    cards.path(sha256).write_bytes(PNG[:4])
    cards.put(PNG)
    assert cards.get(sha256) == PNG


def test_nothing_is_left_of_a_card_that_could_not_be_written(
    cards: CardFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OutputError, match="No space left"):
        cards.put(PNG)
    assert [path for path in cards.folder.rglob("*") if path.is_file()] == []


def test_what_nobody_needs_is_thrown_away_but_not_at_once(cards: CardFolder) -> None:
    needed, old, fresh = (cards.put(PNG + bytes([n])) for n in range(3))
    leftover = cards.path(old).with_suffix(".part")
    leftover.write_bytes(b"half a ca")
    yesterday = datetime.now(UTC) - timedelta(days=1)
    for path in (cards.path(needed), cards.path(old), leftover):
        os.utime(path, (0, 0))
    assert cards.collect({needed}, untouched_since=yesterday) == 2
    kept = {path.name for path in cards.folder.rglob("*") if path.is_file()}
    assert kept == {needed, fresh}
    os.utime(cards.path(needed), (0, 0))
    cards.put(PNG + bytes([0]))
    assert cards.collect(set(), untouched_since=yesterday) == 0
    assert cards.collect(set(), untouched_since=datetime.now(UTC) + timedelta(days=1)) == 2
