"""Marking a queued quote as translated."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import settings
from bot.errors import EditError
from bot.marking import mark_translated
from bot.model import PictureKind, State
from bot.store import CardFolder, Store
from tests.queued import ADA, NOON, approve_one, queue_one

CONFIGURED = settings.of({"ACCOUNTS": "main", "ACCOUNT_MAIN_PLATFORM": "x"})


def test_the_word_stands_in_the_text_and_on_a_new_card(store: Store, tmp_path: Path) -> None:
    cards = CardFolder(tmp_path)
    post = approve_one(store, cards)
    after = mark_translated(store, cards, CONFIGURED, post.id, actor=ADA, at=NOON, reason="asked")
    assert after.text == post.text.replace("— Ada Martin", "— Ada Martin (traduction)")
    assert after.pieces[0].length == post.text.index("https") + 23 + len(" (traduction)")
    assert [each.translated for each in after.quotes] == [True]
    assert (after.state, after.approval) == (State.PENDING, None)
    (was,), (now,) = post.cards, after.cards
    assert was.sha256 != now.sha256
    assert PictureKind.of(cards.get(now.sha256)) in PictureKind
    assert store.queue.history(post.id)[-1].reason == "asked"
    with pytest.raises(EditError, match="marked like that already"):
        mark_translated(store, cards, CONFIGURED, post.id, actor=ADA, at=NOON)
    back = mark_translated(store, cards, CONFIGURED, post.id, translated=False, actor=ADA, at=NOON)
    assert (back.text, back.quotes) == (post.text, post.quotes)


def test_a_quote_that_is_not_there_cannot_be_marked(store: Store, tmp_path: Path) -> None:
    post = queue_one(store)
    with pytest.raises(EditError, match=f"post {post.id} has one quote"):
        mark_translated(
            store, CardFolder(tmp_path), CONFIGURED, post.id, number=2, actor=ADA, at=NOON
        )
