"""bot accounts, as an admin types it."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import accounts
from bot.cli import main
from bot.publishing.contract import Access
from bot.publishing.platforms.x import X
from bot.settings import AccountSettings
from bot.store import Store, sqlite_url
from bot.store.vault import new_key
from tests.newsroom import env_file
from tests.sources.server import WebServer
from tests.standins import x as standin
from tests.standins.server import serving

KEY = new_key()


class Bot:
    """The command line with one env file; none of the secrets may ever be printed."""

    def __init__(
        self, file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.file = file
        self._capsys = capsys
        self._monkeypatch = monkeypatch

    def __call__(self, *words: str, code: int = 0, stdin: str = "") -> str:
        self._monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        found = main(["--config", str(self.file), "accounts", *words])
        out, err = self._capsys.readouterr()
        assert (found, "Traceback" in err) == (code, False), err
        for secret in (*standin.CREDENTIALS.values(), KEY):
            assert secret not in out + err
        return out + err


@pytest.fixture
def bot(
    tmp_path: Path,
    web: WebServer,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Bot:
    return Bot(env_file(tmp_path, web, SECRET_KEY=KEY), capsys, monkeypatch)


LINES = "".join(f"{name}={value}\n" for name, value in standin.CREDENTIALS.items())


def test_credentials_are_kept_encrypted_and_never_shown(bot: Bot, tmp_path: Path) -> None:
    assert "missing: consumer_key" in bot("list")
    assert "main: kept access_secret, access_token" in bot("add", "main", stdin=LINES)
    listed = bot("list")
    assert "from the database, encrypted" in listed
    assert "missing" not in listed
    (row,) = json.loads(bot("list", "--json"))
    assert row["credentials"]["database"] == sorted(standin.CREDENTIALS)
    assert row["credentials"]["missing"] == []
    raw = b"".join(path.read_bytes() for path in (tmp_path / "data").glob("bot.sqlite*"))
    assert not [each for each in standin.CREDENTIALS.values() if each.encode() in raw]
    assert "4 secrets are encrypted" in bot("rotate")
    assert "main: forgotten" in bot("remove", "main")
    assert "nothing to forget" in bot("remove", "main", code=1)
    assert "missing: consumer_key" in bot("list")


def test_a_test_logs_in_and_remembers_what_it_was_told(
    bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    bot("add", "main", stdin=LINES)
    with serving(standin.X()) as x:

        def on_loopback(account: AccountSettings, store: Store) -> X:
            credentials = accounts.credentials_of(account, store)
            access = Access(account="main", credentials=credentials, base_url=x.base_url)
            return X(access)

        monkeypatch.setattr(accounts, "opened", on_loopback)
        assert "main: it works, as " in bot("test")
        assert {seen.method for seen in x.seen} == {"GET"}
    (row,) = json.loads(bot("list", "--json"))
    assert row["name"]
    assert row["tested_at"]


def test_what_is_wrong_is_named_and_nothing_is_kept(bot: Bot) -> None:
    assert "there is no account nosuch: put it into ACCOUNTS" in bot("add", "nosuch", code=2)
    assert "nothing was given; it takes consumer_key" in bot("add", "main", code=2)
    wrong = LINES + "marked-value\n"
    told = bot("add", "main", code=2, stdin=wrong)
    assert "line 5 should be one of consumer_key" in told
    assert "marked-value" not in told
    assert "consumer_key, consumer_secret" in bot("test", code=1)
    bot.file.write_text(bot.file.read_text().replace(f"SECRET_KEY={KEY}", "SECRET_KEY="))
    assert "`bot accounts key` makes one" in bot("add", "main", code=2, stdin=LINES)
    bot.file.write_text(bot.file.read_text().replace("SECRET_KEY=", "SECRET_KEY=marked-key"))
    told = bot("list", code=2)
    assert "SECRET_KEY: its value is no key" in told
    assert "marked-key" not in told


def test_another_key_closes_only_the_accounts_that_need_it(
    bot: Bot, capsys: pytest.CaptureFixture[str]
) -> None:
    bot("add", "main", stdin=LINES)
    bot.file.write_text(bot.file.read_text().replace(KEY, new_key()) + "LIVE=yes\n")
    assert "encrypted with another SECRET_KEY" in bot("test", code=1)


def test_a_key_is_one_line(bot: Bot) -> None:
    assert len(bot("key").strip()) == 44


def test_credentials_that_run_out_are_told_once(
    bot: Bot, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bot("add", "main", stdin=LINES)
    soon = datetime.now(UTC) + timedelta(days=3)
    with Store(sqlite_url(tmp_path / "data" / "bot.sqlite"), keys=[KEY]) as store:
        store.secrets.expires("main", "access_token", soon)
    assert "in 2 days" in bot("list")

    def run(*words: str) -> str:
        main(["--config", str(bot.file), *words])
        return capsys.readouterr().out

    for _ in range(2):
        run("once")
    assert "notice 1: main: its access token runs out on" in run("queue", "list")
    (notice,) = json.loads(run("notices", "--json"))
    assert (notice["kind"], notice["account"]) == ("expiry", "main")
    assert run("notices", "seen", "1") == "1 notice marked as seen\n"
    assert run("notices") == "nothing that nobody has seen\n"
    assert json.loads(run("notices", "--all", "--json"))[0]["seen_by"]
