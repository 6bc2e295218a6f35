"""What is kept of accounts: secrets, tokens, when they run out, and what is told of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.errors import StoreError
from bot.store import Store
from bot.store.engine import reading
from bot.store.records import AccountFacts, Expiry, FreshToken, Token
from bot.store.tables import secrets
from tests.queued import ADA, NOON, queue_one

LEASE = timedelta(minutes=5)
LATER = NOON + LEASE


class AccountContract:
    """Tests on a fixture ``store``: an empty database of the newest schema."""

    def test_secrets_come_back_and_are_nowhere_to_be_read(self, store: Store) -> None:
        store.secrets.keep("main", {"token": "marked-one", "key": "marked-two"}, at=NOON)
        store.secrets.memory("main").put("session", "marked-three")
        assert store.secrets.credentials("main") == {"token": "marked-one", "key": "marked-two"}
        assert store.secrets.names("main") == ("key", "token")
        assert store.secrets.memory("main").get("session") == "marked-three"
        assert store.secrets.memory("other").get("session") is None
        store.secrets.memory("main").put("session", "marked-four")
        assert store.secrets.memory("main").get("session") == "marked-four"
        with reading(store._engine) as connection:
            assert "marked" not in str(connection.execute(select(secrets)).all())
        assert store.secrets.forget("main")
        assert not store.secrets.forget("main")
        assert store.secrets.credentials("main") == {}

    def test_a_token_is_written_ahead_of_its_use(self, store: Store) -> None:
        store.secrets.keep("main", {"token": "old"}, at=NOON)
        assert store.secrets.begin("main", "token", at=NOON, lease=LEASE)
        assert not store.secrets.begin("main", "token", at=NOON, lease=LEASE)
        # died before an answer came: the old one is still there, and another may ask
        assert store.secrets.credentials("main") == {"token": "old"}
        assert store.secrets.begin("main", "token", at=LATER, lease=LEASE)
        fresh = FreshToken(value="new", lives=LEASE)
        store.secrets.receive("main", {"token": fresh}, at=LATER)
        # died before it was used: both are there
        token = store.secrets.token("main", "token")
        known = Token(value="old", pending="new", expires_at=LATER + LEASE, changed_at=LATER)
        assert token == known
        assert store.secrets.unsettled() == {"main"}
        assert store.secrets.credentials("main") == {"token": "new"}
        assert store.secrets.credentials("main", newest=False) == {"token": "old"}
        store.secrets.confirm("main", at=LATER)
        store.secrets.confirm("main", at=LATER)
        token = store.secrets.token("main", "token")
        assert token == Token(value="new", expires_at=LATER + LEASE, changed_at=LATER)
        assert store.secrets.unsettled() == frozenset()
        assert store.secrets.token("main", "nosuch") is None
        assert "new" not in repr((token, fresh))

    def test_a_new_token_that_does_not_work_is_forgotten(self, store: Store) -> None:
        store.secrets.keep("main", {"token": "old"}, at=NOON)
        store.secrets.receive("main", {"token": FreshToken(value="bad")}, at=NOON)
        store.secrets.withdraw("main")
        assert store.secrets.credentials("main") == {"token": "old"}
        store.secrets.postpone("main", "token", LATER)
        assert not store.secrets.begin("main", "token", at=NOON, lease=LEASE)
        assert store.secrets.begin("main", "token", at=LATER, lease=LEASE)
        with pytest.raises(StoreError, match="is gone"):
            store.secrets.receive("main", {"nosuch": FreshToken(value="new")}, at=NOON)

    def test_what_the_settings_have_is_used_until_something_has_come_of_it(
        self, store: Store
    ) -> None:
        first, second = {"token": "first"}, {"token": "second"}
        assert store.secrets.adopt("main", first, at=NOON) == ("token",)
        assert store.secrets.adopt("main", first, at=NOON) == ()
        store.secrets.receive("main", {"token": FreshToken(value="renewed")}, at=NOON)
        store.secrets.confirm("main", at=NOON)
        assert store.secrets.adopt("main", first, at=LATER) == ()
        assert store.secrets.credentials("main", first) == {"token": "renewed"}
        # changed in the settings, it is theirs at once, whatever is kept
        assert store.secrets.credentials("main", second) == second
        assert store.secrets.adopt("main", second, at=LATER) == ("token",)
        assert store.secrets.credentials("main") == second
        store.secrets.keep("main", {"token": "added"}, at=LATER)
        assert store.secrets.credentials("main", second) == second
        assert store.secrets.credentials("main") == {"token": "added"}

    def test_what_is_wrong_is_told_once_until_it_is_well(self, store: Store) -> None:
        notices = store.notices
        assert not notices.well("main", "credentials", "well", at=NOON)
        assert notices.trouble("main", "credentials", "not taken", at=NOON)
        assert not notices.trouble("main", "credentials", "still not taken", at=LATER)
        assert notices.trouble("other", "credentials", "not taken", at=NOON)
        assert notices.well("main", "credentials", "well", at=LATER)
        assert not notices.well("main", "credentials", "well", at=LATER)
        assert [each.text for each in notices.open()] == ["not taken", "well"]
        assert notices.trouble("main", "credentials", "again", at=LATER)

    def test_credentials_that_run_out_are_told_a_week_ahead(self, store: Store) -> None:
        week, soon = timedelta(days=7), NOON + timedelta(days=6)
        store.secrets.keep("main", {"token": "t", "key": "k"}, at=NOON)
        store.secrets.expires("main", "token", soon)
        facts = AccountFacts(
            account="other",
            name="@journal",
            limits={"limit": 11_000},
            notes=("a note",),
            expires_at=NOON + timedelta(days=8),
            tested_at=NOON,
        )
        store.accounts.remember(replace(facts, name="before"))
        store.accounts.remember(facts)
        assert store.accounts.facts("other") == facts
        assert store.accounts.facts("main") is None
        expiry = Expiry(account="main", what="token", expires_at=soon)
        assert store.accounts.expiring(NOON, week) == (expiry,)
        both = store.accounts.expiring(NOON + timedelta(days=2), week)
        assert [each.account for each in both] == ["main", "other"]
        assert store.accounts.forget("other")
        assert not store.accounts.forget("other")

    def test_a_notice_is_told_once_until_it_is_seen(self, store: Store) -> None:
        post = queue_one(store)
        for number, expected in ((1, True), (1, False), (2, True)):
            told = store.notices.tell(
                f"k{number}", f"text {number}", kind="test", at=NOON, post_id=post.id
            )
            assert told is expected
        first, second = store.notices.open()
        assert (first.text, first.post_id, first.at, first.seen_by) == (
            "text 1",
            post.id,
            NOON,
            None,
        )
        assert store.notices.seen([first.id], actor=ADA, at=LATER) == 1
        assert store.notices.open() == (second,)
        assert store.notices.all()[0].seen_by == "Ada"
        assert store.notices.seen(None, actor=ADA, at=LATER) == 1
        assert store.notices.open() == ()
        assert not store.notices.tell("k1", "text 1", kind="test", at=LATER)
