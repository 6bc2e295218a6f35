"""What a backup must do, whichever database it is made of. A database's own tests inherit this."""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text, update

from bot.errors import OutputError, StoreError
from bot.model import State
from bot.store import CardFolder, Store
from bot.store.backup import Backup, backup, restore
from bot.store.engine import connect, writing
from bot.store.schema import HEAD
from bot.store.tables import posts
from tests.conftest import KEYS
from tests.queued import ADA, NOON, PNG, approve_one, queue_one, queue_thread

LATER = NOON + timedelta(hours=1)
LEASE = timedelta(minutes=5)
DROP_GUARD = {
    "sqlite": ["DROP TRIGGER audit_no_delete"],
    "postgresql": ["DROP TRIGGER audit_no_truncate ON audit"],
}


class BackupContract:
    """Tests on fixtures ``store``, a database, and ``other``, the address of an empty one."""

    def take(self, store: Store, cards: CardFolder, file: Path) -> Backup:
        return backup(store._engine, file, cards, at=NOON)

    def put_back(self, url: str, file: Path, cards: CardFolder, *, force: bool = False) -> Store:
        engine = connect(url)
        restore(engine, file, cards, at=LATER, force=force)
        engine.dispose()
        return Store(url, upgrade=False, keys=KEYS)

    def test_everything_comes_back(
        self, store: Store, other: str, cards: CardFolder, tmp_path: Path
    ) -> None:
        rejected = queue_one(store, cards)
        store.queue.move(rejected.id, State.REJECTED, actor=ADA, at=NOON, reason="old")
        store.secrets.keep("main", {"token": "marked"}, at=NOON)
        store.pauses.begin("main", actor=ADA, at=NOON, reason=None)
        before = {name: count for name, count in store.sizes().items() if name != "notices"}
        made = self.take(store, cards, tmp_path / "backups" / "b.db")
        assert (made.made_at, made.schema) == (NOON, HEAD)
        assert {name: made.rows[name] for name in before} == before
        with self.put_back(other, made.file, CardFolder(tmp_path / "new")) as restored:
            assert {name: restored.sizes()[name] for name in before} == before
            assert restored.queue.get(rejected.id) == store.queue.get(rejected.id)
            assert restored.queue.history(rejected.id) == store.queue.history(rejected.id)
            assert restored.secrets.credentials("main") == {"token": "marked"}
            assert restored.paused("main") == store.paused("main")
            again = queue_one(restored, cards, number=2)
            assert again.id == rejected.id + 1
            assert list(restored.findings(cards)) == []
        assert b"marked" not in made.file.read_bytes()
        assert made.file.stat().st_mode & 0o077 == 0

    def test_what_waited_is_held_and_what_was_being_sent_is_looked_up(
        self, store: Store, other: str, cards: CardFolder, tmp_path: Path
    ) -> None:
        sending, approved = approve_one(store, number=1), approve_one(store, number=2)
        pending, held = queue_one(store, number=3), queue_one(store, number=4)
        store.queue.move(held.id, State.HELD, actor=ADA, at=NOON, reason="ask the lawyer")
        claim = store.leases.claim({"main"}, NOON, LEASE)
        assert claim is not None
        store.leases.about_to_send(claim, "f" * 64, NOON, LEASE)
        made = self.take(store, cards, tmp_path / "b.db")
        with self.put_back(other, made.file, cards) as restored:
            for post in (approved, pending, held):
                now = restored.queue.get(post.id)
                assert (now.state, now.approval) == (State.HELD, None)
                assert "restored from a backup of 02 Mar 2026 12:00 UTC" in str(now.reason)
                assert restored.queue.history(post.id)[-1].action == "restore"
            assert "ask the lawyer; restored" in str(restored.queue.get(held.id).reason)
            assert restored.leases.claim({"main"}, LATER, LEASE) is None
            assert [post.id for post in restored.leases.lapse(LATER)] == [sending.id]
            assert restored.queue.get(sending.id).state is State.UNCERTAIN
            (notice,) = restored.notices.open()
            assert "drafted anew: look whether they were posted already" in notice.text
        assert store.queue.get(approved.id) == approved

    def test_cards_that_are_still_needed_come_along(
        self, store: Store, other: str, cards: CardFolder, tmp_path: Path
    ) -> None:
        waiting = queue_one(store, cards)
        queue_thread(store, number=2)  # whose card is lost
        made = self.take(store, cards, tmp_path / "b.db")
        assert made.cards == 1
        new = CardFolder(tmp_path / "new")
        with self.put_back(other, made.file, new) as restored:
            assert new.get(restored.queue.get(waiting.id).cards[0].sha256) == PNG
            (finding,) = restored.findings(new)
            assert "the card is lost" in finding

    def test_a_backup_replaces_nothing_unless_told_to(
        self, store: Store, other: str, cards: CardFolder, tmp_path: Path
    ) -> None:
        queue_one(store)
        made = self.take(store, cards, tmp_path / "b.db")
        size = made.file.stat().st_size
        with pytest.raises(OutputError, match="is there already"):
            self.take(store, cards, made.file)
        with Store(other) as there:
            post = queue_one(there, number=7)
        with pytest.raises(StoreError, match="is not empty; say --force"):
            self.put_back(other, made.file, cards)
        with Store(other) as there:
            assert there.queue.get(post.id) == post
        with self.put_back(other, made.file, cards, force=True) as restored:
            assert restored.queue.get(1).article_title == "La piscine 1"
        assert backup(store._engine, made.file, cards, at=NOON, force=True).bytes >= size // 2
        assert [path.name for path in tmp_path.glob("b.db*")] == ["b.db"]

    def test_what_is_no_backup_is_refused_and_changes_nothing(
        self, store: Store, other: str, cards: CardFolder, tmp_path: Path
    ) -> None:
        queue_one(store)
        whole = self.take(store, cards, tmp_path / "b.db").file.read_bytes()
        middle = len(whole) // 2
        bad = {
            "missing": None,
            "text": b"no database at all",
            "cut short": whole[:middle],
            "overwritten": whole[:8192] + b"\xff" * 8192 + whole[16384:],
        }
        for name, content in bad.items():
            file = tmp_path / name
            if content is not None:
                file.write_bytes(content)
            with pytest.raises(StoreError) as failure:
                self.put_back(other, file, cards)
            assert str(file) in str(failure.value)
            assert "\n" not in str(failure.value)
        with Store(other) as there:
            assert there.queue.list() == ()

    def test_a_backup_is_one_state_of_a_database_that_is_written_to(
        self, store: Store, other: str, cards: CardFolder, tmp_path: Path
    ) -> None:
        stop = threading.Event()

        def write() -> None:
            number = 0
            while not stop.is_set() and number < 200:
                number += 1
                approve_one(store, number=number)

        writer = threading.Thread(target=write)
        writer.start()
        try:
            made = [self.take(store, cards, tmp_path / f"{n}.db") for n in range(3)]
        finally:
            stop.set()
            writer.join()
        for each in made:
            # an article, its post, and the three lines of its log come by two commits
            assert each.rows["articles"] == each.rows["posts"]
            assert 2 * each.rows["posts"] <= each.rows["audit"] <= 3 * each.rows["posts"]

    def test_a_check_names_what_is_not_as_it_should_be(
        self, store: Store, cards: CardFolder
    ) -> None:
        post = queue_one(store, cards)
        store.secrets.keep("main", {"token": "t"}, at=NOON)
        assert list(store.findings(cards)) == []
        cards.path(post.cards[0].sha256).write_bytes(b"x")
        with writing(store._engine) as connection:
            connection.execute(update(posts).values(state="approved"))
            connection.execute(text("ALTER TABLE feeds ADD COLUMN mine INTEGER"))
            for statement in DROP_GUARD[connection.dialect.name]:
                connection.execute(text(statement))
        found = "\n".join(store.findings(cards))
        assert "damaged; the card is lost" in found
        assert f"post {post.id} is approved, and the audit log says pending" in found
        assert "the tables differ from those of the program (remove_column)" in found
        assert "the audit log has lost its guard audit_" in found
        assert found.count("\n") == 3
