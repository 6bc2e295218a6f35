"""Cards on disk."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from bot.errors import OutputError, StoreError
from bot.store import CardStore
from tests.queued import PNG


def test_a_card_is_found_by_its_hash(cards: CardStore) -> None:
    sha256 = cards.put(PNG)
    assert sha256 == hashlib.sha256(PNG).hexdigest()
    assert cards.get(sha256) == PNG
    assert cards.put(PNG) == sha256
    assert [path.name for path in cards.folder.rglob("*") if path.is_file()] == [sha256]


def test_a_card_that_is_gone_or_damaged_is_an_error(cards: CardStore) -> None:
    sha256 = cards.put(PNG)
    cards.path(sha256).write_bytes(PNG[:-1] + b"?")
    with pytest.raises(StoreError, match="damaged"):
        cards.get(sha256)
    cards.path(sha256).unlink()
    with pytest.raises(StoreError, match="the card is lost"):
        cards.get(sha256)


def test_a_card_cut_short_is_written_again(cards: CardStore) -> None:
    sha256 = cards.put(PNG)
    cards.path(sha256).write_bytes(PNG[:4])
    cards.put(PNG)
    assert cards.get(sha256) == PNG


def test_nothing_is_left_of_a_card_that_could_not_be_written(
    cards: CardStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OutputError, match="No space left"):
        cards.put(PNG)
    assert [path for path in cards.folder.rglob("*") if path.is_file()] == []
