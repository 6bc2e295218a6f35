"""bot db, as an admin types it."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from bot.cli import main
from bot.store import Store, sqlite_url
from tests.newsroom import env_file
from tests.queued import queue_one
from tests.sources.server import WebServer


class Bot:
    """The command line with one env file."""

    def __init__(self, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.file = file
        self._capsys = capsys

    def __call__(self, *words: str, code: int = 0) -> str:
        found = main(["--config", str(self.file), "db", *words])
        out, err = self._capsys.readouterr()
        assert (found, "Traceback" in err) == (code, False), err
        return out + err


@pytest.fixture
def bot(tmp_path: Path, web: WebServer, capsys: pytest.CaptureFixture[str]) -> Bot:
    return Bot(env_file(tmp_path, web), capsys)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "data" / "bot.sqlite"


def test_a_new_database_is_made_checked_backed_up_and_restored(
    bot: Bot, tmp_path: Path, database: Path
) -> None:
    assert bot("upgrade").endswith(", new\n")
    assert ", " not in bot("upgrade")
    with Store(sqlite_url(database)) as store:
        queue_one(store)
    assert "1 posts of 1 articles, all well" in bot("check")
    file = str(tmp_path / "kept" / "b.db")
    assert f"1 articles, 1 posts, 0 cards kept in {file}" in bot("backup", file)
    assert "is there already; name another file or say --force" in bot("backup", file, code=1)
    listing = json.loads(bot("backup", file, "--force", "--json"))
    assert (listing["rows"]["posts"], listing["cards"]) == (1, 0)
    assert "is not empty; say --force" in bot("restore", file, code=1)
    assert "what waits is held" in bot("restore", file, "--force")
    with Store(sqlite_url(database)) as store:
        assert store.queue.get(1).reason
    assert json.loads(bot("check", "--json"))["findings"] == []


def test_a_look_at_what_is_not_there_makes_nothing(
    bot: Bot, tmp_path: Path, database: Path
) -> None:
    for words in (["check"], ["backup", str(tmp_path / "b.db")]):
        assert "there is no database in" in bot(*words, code=1)
    assert not database.exists()
    database.parent.mkdir()
    database.touch()
    assert "empty; `bot once` begins it" in bot("check", code=1)


def test_a_backup_takes_nobodys_place(bot: Bot, tmp_path: Path, database: Path) -> None:
    bot("upgrade")
    before = database.stat().st_ino
    told = bot("backup", str(tmp_path / "data" / ".." / "data" / "bot.sqlite"), "--force", code=1)
    assert "is the database itself; name another file" in told
    assert database.stat().st_ino == before
    assert "is a folder; name a file in it" in bot("backup", str(tmp_path), "--force", code=1)


def test_what_is_wrong_is_one_line_each(bot: Bot, tmp_path: Path, database: Path) -> None:
    bot("upgrade")
    with sqlite3.connect(database) as raw:
        raw.execute("DROP TRIGGER audit_no_update")
    assert bot("check", code=1) == (
        "the audit log has lost its guard audit_no_update; restore it from a backup\n"
    )
    assert "name another folder" in bot("backup", "/proc/b.db", code=1)
    with sqlite3.connect(database) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    assert "made by a newer version" in bot("check", code=1)
    assert "no such file" in bot("restore", str(tmp_path / "nosuch"), code=1)
