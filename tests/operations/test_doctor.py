"""The doctor finds each misconfiguration, and says what to do."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from bot import settings
from bot.cli import main
from bot.operations.doctor import Finding, Level, examine
from bot.operations.doctor.examination import CHECKS
from bot.operations.doctor.machine import templates
from bot.review import Actor
from bot.store import Store, sqlite_url
from bot.store.records import AccountFacts, Feed, Rest
from tests import databases
from tests.conftest import KEYS
from tests.sources.server import WebServer

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
CREDENTIALS = {
    f"ACCOUNT_X_MAIN_{name}": "v"
    for name in ("CONSUMER_KEY", "CONSUMER_SECRET", "ACCESS_TOKEN", "ACCESS_SECRET")
}
# A newsroom of which nothing is to be said but what a row changes.
WELL = {
    "LIVE": "yes",
    "TIMEZONE": "Europe/Paris",
    "SECRET_KEY": KEYS[0],
    "USER_AGENT": "Journal bot (https://journal.example/bot)",
    "LISTEN": "no",
    "LEAST_DISK_MB": "0",
    "ALERT_WEBHOOK": "https://chat.example.com/hook",
    "SOURCES": "front",
    "SOURCE_FRONT_URL": "https://journal.example/feed.xml",
    "ACCOUNTS": "x_main",
    "ACCOUNT_X_MAIN_PLATFORM": "x",
    "ACCOUNT_X_MAIN_BUDGET": "50",
    "ACCOUNT_X_MAIN_SLOTS": "08:00,18:00",
    **CREDENTIALS,
}
QUICK = tuple(check for check in CHECKS if check is not templates)


@dataclass
class Newsroom:
    """A folder with settings, and what a doctor finds there."""

    folder: Path
    file: Path
    now: datetime = NOW

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def store(self) -> Store:
        return databases.share_statements(
            Store(sqlite_url(self.data / "bot.sqlite"), keys=KEYS[:1])
        )

    def find(self, values: Mapping[str, str], *, online: bool = False) -> list[Finding]:
        own = {"DATA": str(self.data), "BACKUPS": str(self.folder / "backups"), **WELL, **values}
        return list(
            examine(
                partial(settings.of, own), file=self.file, now=self.now, online=online, checks=QUICK
            )
        )


@pytest.fixture
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    databases.put(tmp_path / "data" / "bot.sqlite")
    file = tmp_path / "config.env"
    file.touch(mode=0o600)
    made = Newsroom(folder=tmp_path, file=file)
    with made.store() as store:
        store.accounts.remember(AccountFacts(account="x_main", name="@j", tested_at=NOW))
    return made


def test_a_newsroom_that_is_well(newsroom: Newsroom) -> None:
    assert newsroom.find({}) == []


A = "ACCOUNT_X_MAIN_"
S = "SOURCE_FRONT_"
SECOND = {"ACCOUNTS": "x_main,other", "ACCOUNT_OTHER_BUDGET": "1"}
SETTINGS: list[tuple[dict[str, str], Level, str]] = [
    ({"LIVE": "maybe"}, Level.WRONG, "settings: LIVE: 'maybe' should be yes or no"),
    ({"LIVE": "no"}, Level.LOOK, "LIVE: is not yes: nothing is sent"),
    ({"ACCOUNTS": ""}, Level.WRONG, "ACCOUNTS: no account is named"),
    ({"SOURCES": ""}, Level.WRONG, "SOURCES: no source is named"),
    ({"TIMEZONE": ""}, Level.LOOK, "TIMEZONE: slots are in UTC"),
    ({"USER_AGENT": ""}, Level.LOOK, "USER_AGENT: does not say how to reach you"),
    ({"LEAST_DISK_MB": "1000000"}, Level.WRONG, "DATA: only"),
    ({"BACKUPS": ""}, Level.LOOK, "BACKUPS: backups lie beside the database"),
    ({"DATABASE_URL": "mysql://h/bot"}, Level.WRONG, "DATABASE_URL needs MySQLdb"),
    ({"DATABASE_URL": "nonsense"}, Level.WRONG, "DATABASE_URL is no database URL"),
    ({"ALERT_WEBHOOK": ""}, Level.LOOK, "ALERT_MAIL: nobody is told what is wrong"),
    ({"ALERT_MAIL": "a@b.example"}, Level.WRONG, "SMTP_URL: ALERT_MAIL is set and no mail server"),
    ({"SMTP_URL": "smtp://m.example"}, Level.WRONG, "ALERT_MAIL: SMTP_URL is set and nobody"),
    ({"ALERT_WEBHOOK": "", "DIGEST_AT": "08:00"}, Level.WRONG, "DIGEST_AT: there is nobody"),
    ({"LISTEN": "0.0.0.0:0"}, Level.LOOK, "LISTEN: 0.0.0.0 is open to others without TLS"),
    ({"LISTEN": "127.0.0.1:0"}, Level.LOOK, "users: nobody can log in to approve"),
    ({"SECRET_KEY": ""}, Level.LOOK, "SECRET_KEY: sessions and new tokens are not kept"),
    ({f"{A}ACCESS_TOKEN": ""}, Level.WRONG, "ACCOUNT_X_MAIN_ACCESS_TOKEN: must be set"),
    ({f"{A}BUDGET": ""}, Level.LOOK, "ACCOUNT_X_MAIN_BUDGET: X bills each post"),
    ({f"{A}QUIET": "07:00-19:00"}, Level.WRONG, "ACCOUNT_X_MAIN_SLOTS: every slot lies in the q"),
    ({f"{A}DAILY": "1"}, Level.LOOK, "ACCOUNT_X_MAIN_DAILY: 1 posts a day leave some of 2 slots"),
    ({f"{A}GAP": "660"}, Level.LOOK, "ACCOUNT_X_MAIN_GAP: two slots are 600 minutes apart"),
    ({f"{A}GAP": "90", f"{A}EXPIRES": "1"}, Level.WRONG, "ACCOUNT_X_MAIN_EXPIRES: is shorter than"),
    ({f"{A}SOURCES": "front,fornt"}, Level.WRONG, "ACCOUNT_X_MAIN_SOURCES: there is no source fo"),
    ({f"{A}MIX": "quotes:3"}, Level.WRONG, "ACCOUNT_X_MAIN_MIX: quotes is no source, and no kind"),
    ({f"{A}EVERGREEN": "30"}, Level.LOOK, "ACCOUNT_X_MAIN_EVERGREEN: no source has evergreen"),
    (
        {
            **SECOND,
            **{name.replace("X_MAIN", "OTHER"): "v" for name in CREDENTIALS},
            "ACCOUNT_OTHER_PLATFORM": "x",
        },
        Level.WRONG,
        "ACCOUNTS: x_main and other are the same account",
    ),
    (
        {**SECOND, "ACCOUNT_OTHER_PLATFORM": "threads", "ACCOUNT_OTHER_BUDGET": ""},
        Level.WRONG,
        "PICTURES_URL: threads fetches cards itself",
    ),
    ({f"{S}FRESH": "1", f"{S}EVERY": "120"}, Level.WRONG, "SOURCE_FRONT_FRESH: is shorter than EV"),
    ({f"{S}TAKE": "Sport", f"{S}LEAVE": "sport"}, Level.WRONG, "SOURCE_FRONT_LEAVE: sport is in T"),
    ({f"{S}SCORE": "0.95"}, Level.LOOK, "SOURCE_FRONT_SCORE: hardly a quote scores 0.95"),
    ({f"{S}EVERY": "1"}, Level.LOOK, "SOURCE_FRONT_EVERY: asks the site every minute"),
    ({f"{S}URL": "http://10.0.0.5/feed"}, Level.WRONG, "SOURCE_FRONT_URL: 10.0.0.5 is private"),
    ({f"{S}URL": "http://localhost/feed"}, Level.WRONG, "SOURCE_FRONT_URL: localhost is private"),
    (
        {"SOURCES": "front,again", "SOURCE_AGAIN_URL": WELL["SOURCE_FRONT_URL"]},
        Level.LOOK,
        "SOURCES: front and again have the same address",
    ),
]


@pytest.mark.parametrize(("values", "level", "words"), SETTINGS, ids=[s[2] for s in SETTINGS])
def test_settings_that_are_not_meant(
    newsroom: Newsroom, values: dict[str, str], level: Level, words: str
) -> None:
    found = newsroom.find(values)
    assert [each.level for each in found if words in str(each)] == [level]
    assert all("\n" not in each.text for each in found)


def _readable(newsroom: Newsroom) -> None:
    newsroom.file.chmod(0o644)


def _file_for_folder(newsroom: Newsroom) -> None:
    shutil.rmtree(newsroom.data)
    newsroom.data.touch()


def _garbage(newsroom: Newsroom) -> None:
    (newsroom.data / "bot.sqlite").write_bytes(b"not a database" * 1000)


def _newer(newsroom: Newsroom) -> None:
    import sqlite3

    with sqlite3.connect(newsroom.data / "bot.sqlite") as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")


def _clock(newsroom: Newsroom) -> None:
    newsroom.now = datetime(1970, 1, 1, tzinfo=UTC)


def _old_backup(newsroom: Newsroom) -> None:
    (newsroom.folder / "backups").mkdir()
    (newsroom.folder / "backups" / "bot-20261001T033000Z.db").touch()


def _expired(store: Store) -> None:
    facts = AccountFacts(account="x_main", name="@j", tested_at=NOW, expires_at=NOW)
    store.accounts.remember(facts)


def _untested(store: Store) -> None:
    store.accounts.forget("x_main")


def _failing(store: Store) -> None:
    store.feeds.polled(
        Feed(
            source="front", url="u", polled_at=NOW, next_poll_at=NOW, failures=4, error="it is gone"
        ),
        (),
        NOW,
    )


def _paused(store: Store) -> None:
    store.pauses.begin(None, actor=Actor(name="Ada"), at=NOW, reason="an error")


def _resting(store: Store) -> None:
    until = NOW + timedelta(hours=1)
    store.rests.put(Rest(account="x_main", until=until, failures=3, reason="it answers 503"))


def _notice(store: Store) -> None:
    store.notices.tell("k", "look", kind="test", at=NOW)


PLACES: list[tuple[Callable[[Newsroom], None], str]] = [
    (_readable, "others can read the secrets in it; say: chmod 600"),
    (_file_for_folder, "is a file; name a folder"),
    (_garbage, "database"),
    (_newer, "newer"),
    (_clock, "clock: it says 1970; set it"),
    (_old_backup, "BACKUPS: the last backup is of 01 Oct 2026"),
]
STORED: list[tuple[Callable[[Store], None], str]] = [
    (_expired, "x_main: its token ran out on 02 Nov 2026 at 12:00 UTC; "),
    (_untested, "x_main: was never tested; say `bot accounts test x_main`"),
    (_failing, "source front: could not be read 4 times in a row: it is gone"),
    (_paused, "`bot resume` ends it"),
    (_resting, "x_main: nothing is sent until 02 Nov 13:00 UTC: it answers 503"),
    (_notice, "notices: 1 that nobody has seen"),
]


@pytest.mark.parametrize(("spoil", "words"), PLACES)
def test_places_that_are_not_as_they_should_be(
    newsroom: Newsroom, spoil: Callable[[Newsroom], None], words: str
) -> None:
    spoil(newsroom)
    assert [each for each in newsroom.find({}) if words in str(each)]


@pytest.mark.parametrize(("spoil", "words"), STORED)
def test_what_stands_in_the_database(
    newsroom: Newsroom, spoil: Callable[[Store], None], words: str
) -> None:
    with newsroom.store() as store:
        spoil(store)
    assert [str(each) for each in newsroom.find({}) if words in str(each)]


def test_a_key_that_opens_nothing(newsroom: Newsroom) -> None:
    with newsroom.store() as store:
        store.secrets.keep("x_main", {"access_token": "v"}, at=NOW)
    found = newsroom.find({"SECRET_KEY": KEYS[1], f"{A}ACCESS_TOKEN": ""})
    assert any(each.about == "SECRET_KEY" for each in found)


def test_a_port_that_another_program_has(newsroom: Newsroom) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        port = other.getsockname()[1]
        found = newsroom.find({"LISTEN": f"127.0.0.1:{port}"})
    assert any("another program listens" in str(each) for each in found)


@pytest.fixture
def feed(web: WebServer) -> Iterator[str]:
    yield web.serve("/feed", "<html><title>Page</title></html>")


def test_a_source_that_is_no_feed_is_found_by_asking(
    newsroom: Newsroom, feed: str, web: WebServer
) -> None:
    values = {f"{S}URL": feed, "ALLOW_PRIVATE_HOSTS": web.host}
    assert newsroom.find(values) == []
    (found,) = newsroom.find(values, online=True)
    assert "an HTML page, no feed" in found.text


def test_a_site_that_keeps_programs_out_is_found_by_asking(
    newsroom: Newsroom, web: WebServer
) -> None:
    newsroom.now = datetime.now(UTC)
    item = f"<item><title>a</title><link>{web.url('/a.html')}</link></item>"
    web.serve("/feed.xml", f"<rss version='2.0'><channel>{item}</channel></rss>", "text/xml")
    web.serve("/robots.txt", "User-agent: *\nDisallow: /", "text/plain")
    values = {"SOURCE_FRONT_URL": web.url("/feed.xml"), "ALLOW_PRIVATE_HOSTS": web.host}
    (found,) = newsroom.find(values, online=True)
    assert (found.about, found.level) == ("SOURCE_FRONT_ROBOTS", Level.WRONG)
    assert "set SOURCE_…_ROBOTS=ignore" in found.text
    assert newsroom.find({**values, "SOURCE_FRONT_ROBOTS": "ignore"}, online=True) == []


def test_a_clock_that_is_off_is_found_by_asking(newsroom: Newsroom, web: WebServer) -> None:
    item = f"<item><title>A</title><link>{web.url('/a')}</link></item>"
    url = web.serve("/rss", f"<rss><channel>{item}</channel></rss>", "text/xml")
    values = {f"{S}URL": url, "ALLOW_PRIVATE_HOSTS": web.host}
    newsroom.now = datetime.now(UTC)
    assert newsroom.find(values, online=True) == []
    newsroom.now += timedelta(hours=1)
    (found,) = newsroom.find(values, online=True)
    assert re.fullmatch(r"clock: it is 3[56]\d\d s off .* let NTP keep it", str(found))


BRAND = [
    ("templates/posts/quote.txt", "{% endif %}", "quote.txt:1"),
    ("hashtags.toml", "always = 7", "hashtags.toml"),
    ("handles.toml", "[", "handles.toml"),
]


@pytest.mark.parametrize(("name", "text", "words"), BRAND)
def test_what_designers_and_editors_own(
    newsroom: Newsroom, name: str, text: str, words: str
) -> None:
    own = newsroom.folder / "newsroom"
    (own / name).parent.mkdir(parents=True)
    (own / name).write_text(text, encoding="utf-8")
    values = {"DATA": str(newsroom.data), **WELL, "NEWSROOM": str(own)}
    found = examine(
        partial(settings.of, values), file=None, now=NOW, online=False, checks=[templates]
    )
    assert [each for each in found if each.about == "NEWSROOM" and words in each.text]


def test_the_command(
    newsroom: Newsroom, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(newsroom.folder)
    newsroom.file.write_text("LIVE=no\nSOURCES=\n", encoding="utf-8")
    assert main(["doctor", "--offline"]) == 1
    out = capsys.readouterr().out.splitlines()
    assert out[0].startswith("wrong  SOURCES: no source is named")
    assert main(["doctor", "--offline", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["wrong"] == 2


def test_each_row_is_another_misconfiguration() -> None:
    told = [row[2] for row in SETTINGS] + [row[1] for row in (*PLACES, *STORED)]
    assert len(set(told)) == len(told) >= 30
