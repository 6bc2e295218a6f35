"""Keys: what they open, how they are changed, what is said without them."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import update

from bot.errors import StoreError
from bot.store import Store, sqlite_url
from bot.store.engine import writing
from bot.store.records import FreshToken
from bot.store.tables import secrets
from bot.store.vault import Vault, new_key
from tests.queued import NOON

OLD, NEW = new_key(), new_key()


def opened(folder: Path, *keys: str) -> Store:
    return Store(sqlite_url(folder / "bot.sqlite"), keys=keys)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A folder whose database keeps two secrets under the old key."""
    with opened(tmp_path, OLD) as store:
        store.secrets.keep("main", {"token": "marked"}, at=NOON)
        store.secrets.receive("main", {"token": FreshToken(value="marked too")}, at=NOON)
        store.secrets.memory("main").put("session", "marked")
    return tmp_path


def test_a_key_is_changed_without_losing_anything(kept: Path) -> None:
    with opened(kept, NEW, OLD) as store:
        assert store.secrets.credentials("main") == {"token": "marked too"}
        assert store.secrets.close_anew() == 2
    with opened(kept, NEW) as store:
        token = store.secrets.token("main", "token")
        assert token is not None
        assert (token.pending, token.value) == ("marked too", "marked")
        assert store.secrets.memory("main").get("session") == "marked"
    with opened(kept, OLD) as store, pytest.raises(StoreError, match="another SECRET_KEY"):
        store.secrets.credentials("main")


def test_a_key_that_opens_only_half_changes_nothing(kept: Path) -> None:
    with opened(kept, NEW) as store:
        store.secrets.keep("other", {"token": "marked"}, at=NOON)
        with pytest.raises(StoreError, match="put that one back"):
            store.secrets.close_anew()
    with opened(kept, OLD) as store:
        assert store.secrets.credentials("main") == {"token": "marked too"}


def test_without_a_key_nothing_is_kept_in_the_clear(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        assert not store.secrets.can_keep
        with pytest.raises(StoreError, match="`bot accounts key` makes one"):
            store.secrets.keep("main", {"token": "marked"}, at=NOON)
        assert store.secrets.names("main") == ()


def test_a_secret_that_is_moved_to_another_account_does_not_open(kept: Path) -> None:
    with opened(kept, OLD) as store:
        with writing(store._engine) as connection:
            connection.execute(update(secrets).values(account="other"))
        with pytest.raises(StoreError, match="belongs elsewhere"):
            store.secrets.credentials("other")


def test_no_key_and_no_secret_is_shown(kept: Path) -> None:
    vault = Vault([OLD])
    assert OLD not in repr(vault)
    with pytest.raises(StoreError, match="is no key") as failure:
        Vault(["marked-key"]).close("main", "token", "marked")
    assert "marked" not in str(failure.value)
