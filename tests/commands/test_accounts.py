"""bot accounts, as an admin types it."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.accounts import FETCHES_PICTURES
from bot.cli import main
from bot.store import Store, sqlite_url
from bot.store.vault import new_key
from tests.newsroom import env_file
from tests.sources.server import WebServer
from tests.standins import x as standin
from tests.standins.__main__ import ROWS, served
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

        self.secrets: tuple[str, ...] = tuple(standin.CREDENTIALS.values())

    def set(self, **values: str) -> None:
        """Write settings into the env file, in place of those that stand there."""
        before = dict(line.split("=", 1) for line in self.file.read_text().splitlines())
        lines = (f"{name}={value}\n" for name, value in {**before, **values}.items())
        self.file.write_text("".join(lines))

    def __call__(self, *words: str, code: int = 0, stdin: str = "") -> str:
        self._monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        found = main(["--config", str(self.file), "accounts", *words])
        out, err = self._capsys.readouterr()
        assert (found, "Traceback" in err) == (code, False), err
        for secret in (*self.secrets, KEY):
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


def test_a_test_logs_in_and_remembers_what_it_was_told(bot: Bot) -> None:
    bot("add", "main", stdin=LINES)
    with serving(standin.X()) as x:
        bot.set(ACCOUNT_MAIN_SERVER=x.base_url)
        assert "main: it works, as @journal (https://x.com/journal)" in bot("test")
        assert {seen.method for seen in x.seen} == {"GET"}
        x.level = "read"
        assert "its token may only read" in bot("test")
    (row,) = json.loads(bot("list", "--json"))
    assert row["name"] == "@journal"
    assert row["tested_at"]


# platform → credentials that are not of its form, and what is said of them
MALFORMED = {
    "discord": ({"WEBHOOK_URL": "https://discord.com/marked-secret"}, "webhook_url is not as it"),
    "telegram": ({"BOT_TOKEN": "marked-secret"}, "bot_token is not as it should be"),
}
# platform → a handle that is not of its form
HANDLES = {
    "facebook": "@journal",
    "instagram": "journal",
    "linkedin": "5515715",
    "threads": "@journal",
}


@pytest.mark.parametrize("name", ROWS)
def test_each_platform_is_added_tested_and_removed(bot: Bot, name: str) -> None:
    """Right and wrong input, as an admin gives it."""
    with served(name) as (far, given):
        plain = {key: value for key, value in given.items() if key in ("HANDLE", "SERVER")}
        secret = {key: value for key, value in given.items() if key not in plain}
        own = {f"ACCOUNT_MAIN_{key}": value for key, value in plain.items()}
        bot.set(ACCOUNT_MAIN_PLATFORM=name, **own)
        bot.secrets = tuple(secret.values())
        assert " missing; `bot accounts add main`" in bot("test", code=1)

        wrong, told = MALFORMED.get(name, (dict.fromkeys(secret, "marked-secret"), ""))
        kept = bot("add", "main", stdin=lines_of(wrong), code=2 if told else 0)
        assert told in kept
        if not told:
            assert "the credentials are not taken" in bot("test", code=1)

        assert "next: bot accounts test" in bot("add", "main", stdin=lines_of(secret))
        said = bot("test")
        assert "it works, as " in said
        assert ("set PICTURES_URL" in said) == (name in FETCHES_PICTURES)
        assert "journal" in bot("list")
        if name in HANDLES:
            bot.set(ACCOUNT_MAIN_HANDLE=HANDLES[name])
            told = bot("test", code=1)
            mend = f"set ACCOUNT_MAIN_HANDLE={plain['HANDLE']} in the env file"
            wrong_form = "ACCOUNT_MAIN_HANDLE is not as it should be"
            assert (wrong_form if name == "linkedin" else mend) in told
            bot.set(ACCOUNT_MAIN_HANDLE=plain["HANDLE"])

        assert "forgotten" in bot("remove", "main")
        bot.set(**{f"ACCOUNT_MAIN_{key}": value for key, value in secret.items()})
        assert "it works, as " in bot("test")
        assert "from the settings" in bot("list")
        told = bot("add", "main", stdin=lines_of(secret))
        assert "in the settings is used in its place" in told
        assert not far.posted()


def test_the_limits_of_a_server_are_kept_for_its_posts(bot: Bot) -> None:
    with served("mastodon") as (_, given):
        own = {f"ACCOUNT_MAIN_{key}": value for key, value in given.items()}
        bot.set(ACCOUNT_MAIN_PLATFORM="mastodon", **own)
        assert "its server allows: characters 500, a link counts 23" in bot("test")
    (row,) = json.loads(bot("list", "--json"))
    assert row["limits"]["limit"] == 500


def lines_of(values: Mapping[str, str]) -> str:
    return "".join(f"{name.lower()}={value}\n" for name, value in values.items())


def test_what_is_wrong_is_named_and_nothing_is_kept(bot: Bot) -> None:
    assert "there is no account nosuch: put it into ACCOUNTS" in bot("add", "nosuch", code=2)
    assert "nothing was given; it takes consumer_key" in bot("add", "main", code=2)
    wrong = LINES + "marked-value\n"
    told = bot("add", "main", code=2, stdin=wrong)
    assert "line 5 should be one of consumer_key" in told
    assert "marked-value" not in told
    assert "consumer_key, consumer_secret" in bot("test", code=1)
    assert "access_secret missing; " in bot("add", "main", code=2, stdin=LINES.split("access_s")[0])
    assert "credentials: none" in bot("list")
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
