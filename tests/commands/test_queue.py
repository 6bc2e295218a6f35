"""bot once, queue, publish and run, as a person types them."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.cli import main
from bot.store import Store, sqlite_url
from tests.newsroom import SAID, Newspaper, Story, env_file
from tests.queued import queue_thread
from tests.sources.server import WebServer
from tests.standins.x import CREDENTIALS

ROOT = Path(__file__).parent.parent.parent
SECRETS = {f"ACCOUNT_MAIN_{name.upper()}": value for name, value in CREDENTIALS.items()}


class Bot:
    """The command line with one env file."""

    def __init__(self, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.file = file
        self._capsys = capsys

    def __call__(self, *words: str, code: int = 0) -> str:
        """What the command prints; it must exit with ``code``."""
        found = main(["--config", str(self.file), *words])
        out, err = self._capsys.readouterr()
        assert (found, "Traceback" in err) == (code, False), err
        assert not [secret for secret in CREDENTIALS.values() if secret in out + err]
        return out + err


@pytest.fixture
def paper(web: WebServer) -> Newspaper:
    paper = Newspaper(web)
    now = datetime.now(UTC)
    paper.publish(*(Story(number=n, published_at=now - timedelta(hours=n)) for n in (1, 2)))
    return paper


@pytest.fixture
def bot(tmp_path: Path, paper: Newspaper, capsys: pytest.CaptureFixture[str]) -> Bot:
    more = {"SOURCE_FRONT_FIRST": "1", **SECRETS}
    return Bot(env_file(tmp_path, paper.server, **more), capsys)


def test_from_the_first_pass_to_what_would_go_out(bot: Bot) -> None:
    assert "the queue is empty; `bot once` fills it" in bot("queue", "list")
    assert "nothing is approved and due" in bot("publish", "--dry-run")
    done = bot("once")
    assert "front: 2 listed, 2 new, read for the first time" in done
    assert "next: bot queue list" in done
    listed = bot("queue", "list")
    assert listed.count("pending") == 2
    assert SAID in listed
    shown = bot("queue", "show", "1")
    assert "in the article: " in shown
    assert "card 1: " in shown
    assert "LIVE is not yes" in bot("queue", "approve", "1", "--as", "Ada")
    assert "approved by Ada" in bot("queue", "show", "1")
    assert "LIVE is not yes" in bot("once")
    preview = bot("publish", "--dry-run")
    assert "POST https://api.twitter.com/2/tweets" in preview
    assert "{signature}" in preview
    assert 'oauth_consumer_key="{consumer_key}"' in preview


def test_a_preview_changes_nothing(bot: Bot, tmp_path: Path) -> None:
    bot("once")
    bot("queue", "approve", "1", "2")
    before = json.loads(bot("queue", "list", "--json"))
    first, second = bot("publish", "--dry-run", "--json").splitlines()
    assert json.loads(first)["post"] == 1
    steps = json.loads(second)["steps"]
    assert [step["name"] for step in steps] == ["media:1", "alt:1", "post:1"]
    assert json.loads(steps[2]["body"])["media"] == {"media_ids": ["{media:1}"]}
    assert json.loads(bot("queue", "list", "--json")) == before
    (picture,) = json.loads(second)["pictures"]
    kept = {path.read_bytes() for path in (tmp_path / "data" / "cards").rglob("*/*")}
    assert Path(picture).read_bytes() in kept
    assert not list((tmp_path / "data" / "dry-run").glob("*.sqlite"))


def test_a_dry_run_has_a_queue_of_its_own(bot: Bot) -> None:
    assert "next: bot queue --dry-run list" in bot("once", "--dry-run")
    assert "the queue is empty" in bot("queue", "list")
    assert "a dry run sends nothing" in bot("queue", "--dry-run", "approve", "1")
    assert "post 1 (main): published: dry run: nothing was sent" in bot("once", "--dry-run")


def test_decisions_and_what_cannot_be_decided(bot: Bot) -> None:
    bot("once")
    assert "post 1 is rejected" in bot("queue", "reject", "1", "--reason", "too long ago")
    assert "post 2 is held" in bot("queue", "hold", "2")
    assert "rejected by" in bot("queue", "show", "1")
    wrong = bot("queue", "approve", "2", "77", code=1)
    assert "post 2 is approved" in wrong
    assert "bot: post 77: there is no post 77" in wrong
    assert "what is rejected cannot become held" in bot("queue", "hold", "1", code=1)
    assert [row["state"] for row in json.loads(bot("queue", "list", "--json"))] == ["approved"]
    everything = json.loads(bot("queue", "list", "--all", "--json"))
    assert {row["id"]: row["state"] for row in everything} == {1: "rejected", 2: "approved"}
    history = json.loads(bot("queue", "show", "1", "--json"))["history"]
    assert history[-1]["reason"] == "too long ago"


def test_a_pause_stops_what_is_due_until_somebody_ends_it(bot: Bot) -> None:
    assert bot("pause", "--as", "Ada", "--reason", "wrong photo") == "every account is paused\n"
    bot("once")
    assert "; not now: every account is paused by Ada" in bot("queue", "approve", "1", "2")
    assert "every account is paused by Ada" in bot("queue", "list")
    assert "wrong photo" in bot("once")
    nothing = bot("publish", "--dry-run")
    assert "every account is paused by Ada" in nothing
    assert "nothing is approved and due" in nothing
    assert bot("pause") == "every account was already paused\n"
    (pause,) = json.loads(bot("pause", "main", "--json"))[1:]
    assert (pause["account"], pause["reason"]) == ("main", None)
    assert "still, main is paused" in bot("resume")
    assert json.loads(bot("resume", "main", "--json")) == []
    assert bot("publish", "--dry-run").startswith("post 1 for main")
    assert bot("resume", "main", code=1) == "main was not paused\n"
    assert "there is no account nosuch; there is main" in bot("pause", "nosuch", code=2)


def test_the_kill_switch_starts_with_nothing_but_settings_and_database(tmp_path: Path) -> None:
    code = (
        "import sys; from bot.cli import main; main(sys.argv[1:]);"
        "print(*sorted({'bot.desk', 'bot.reading', 'bot.cards', 'bot.sources', 'bot.publishing',"
        " 'httpx', 'requests', 'lxml', 'PIL', 'rich'} & set(sys.modules)))"
    )
    (tmp_path / "config.env").write_text(f"DATA={tmp_path}\n")
    words = ["--config", str(tmp_path / "config.env"), "pause"]
    ran = subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, check=True
    )
    assert ran.stdout == "every account is paused\n\n"


def test_an_edit_is_asked_about_again_and_quoted_words_need_a_reason(bot: Bot) -> None:
    bot("once")
    marked = bot("queue", "edit", "1", "--translated", "yes")
    assert "post 1 is marked as translated; it is pending" in marked
    assert "— Ada Martin, maire de la ville (traduction)" in bot("queue", "show", "1")
    bot("queue", "approve", "1", "2")
    assert "post 2 is changed; it is pending" in bot("queue", "edit", "2", "--text", "Plus court.")
    other = f"« {SAID.replace('juin', 'juillet')} »\n— Ada Martin"
    refused = bot("queue", "edit", "1", "--text", other, code=1)
    assert "bot: post 1: quoted words would change" in refused
    assert json.loads(bot("queue", "show", "1", "--json"))["state"] == "approved"
    told = bot("queue", "edit", "1", "--text", other, "--reason", "she said July", "--as", "Bo")
    assert "warning: Bo changed quoted words" in told
    assert "it will not go out like this" in told
    shown = bot("queue", "show", "1")
    assert "she said July" in shown
    assert "edited by Bo" in shown
    assert "she said July" in bot("queue", "approve", "1", "--as", "Ada")
    assert "would not go out, but be held" in bot("publish", "--dry-run", code=1)
    assert "say what to change" in bot("queue", "edit", "1", code=2)
    assert "post 1 has no card 9" in bot("queue", "edit", "1", "--alt", "x", "--card", "9", code=1)
    too_long = bot("queue", "edit", "2", "--text", "mot " * 99, code=1)
    assert "too long for X: 396 of 280" in too_long


def test_a_variant_is_taken_whole(bot: Bot, tmp_path: Path) -> None:
    with Store(sqlite_url(tmp_path / "data" / "bot.sqlite")) as store:
        queue_thread(store)
    before = json.loads(bot("queue", "show", "1", "--json"))
    (after,) = json.loads(bot("queue", "edit", "1", "--variant", "1", "--json"))
    assert after["pieces"] == before["variants"][0]["pieces"]
    assert after["variants"][0]["pieces"] == before["pieces"]
    assert (before["warnings"], after["warnings"]) == (["see"], ["look"])
    assert "variant 1 (" in bot("queue", "show", "1")
    assert "post 1 has " in bot("queue", "edit", "1", "--variant", "9", code=1)


def test_times_are_the_newsrooms(bot: Bot) -> None:
    bot("once")
    window = ("--from", "2099-07-01 08:00", "--until", "2099-07-01 20:00")
    (approved,) = json.loads(bot("queue", "approve", "1", *window, "--json"))
    assert approved["due_at"] == approved["approved_from"] == "2099-07-01T06:00:00+00:00"
    assert approved["expires_at"] == approved["approved_until"] == "2099-07-01T18:00:00+00:00"
    moved = bot("queue", "reschedule", "1", "2", "--at", "2099-07-01 12:30")
    assert "post 1 is due Wed 01 Jul 12:30\n" in moved
    assert "post 2 is due Wed 01 Jul 12:30; it waits for approval" in moved
    (late,) = json.loads(bot("queue", "reschedule", "1", "--at", "2099-07-02 12:30", "--json"))
    assert (late["state"], late["approved_by"]) == ("pending", None)
    assert "write 18:30 or" in bot("queue", "reschedule", "1", "--at", "noon", code=2)


def test_what_cannot_be_tried_again_says_so(bot: Bot) -> None:
    bot("once")
    bot("queue", "hold", "1")
    assert "is offered again" in bot("queue", "retry", "1")
    assert "nothing to try again" in bot("queue", "retry", "1", code=1)
    assert "not uncertain" in bot("queue", "found", "1", "--url", "https://x.com/1", code=1)
    (gone,) = json.loads(bot("queue", "retry", "77", "--json", code=1).splitlines()[0])
    assert gone["error"].startswith("there is no post 77")


def test_an_approval_waits_for_the_next_slot(bot: Bot) -> None:
    bot("once")
    with bot.file.open("a") as file:
        file.write("ACCOUNT_MAIN_SLOTS=08:00\n")
    assert re.search(r"goes out \w{3} \d\d \w{3} 08:00", bot("queue", "approve", "1"))
    (due_at,) = {row["due_at"] for row in json.loads(bot("queue", "list", "--json"))[1:]}
    assert datetime.fromisoformat(due_at) > datetime.now(UTC)


def test_a_pass_for_a_program(bot: Bot) -> None:
    done = json.loads(bot("once", "--json"))
    assert done["polls"][0]["drafted"] == [
        {"title": "La piscine numéro 1 rouvrira en juin", "posts": [1, 2]}
    ]
    assert done["counts"] == {"pending": 2}


def test_bad_calls_get_one_line(bot: Bot, tmp_path: Path, paper: Newspaper) -> None:
    assert bot("publish", code=2).count("\n") == 1
    assert "`bot once` fills it" in bot("queue", "show", "1", code=1)
    (tmp_path / "data").write_text("a file")
    assert "set DATA to a folder" in bot("once", code=1)
    paper.server.answers.clear()
    bot.file.write_text(bot.file.read_text().replace("ACCOUNTS=main", "ACCOUNTS="))
    assert bot("once", code=2).startswith("bot: ")


def test_a_feed_that_is_gone_is_one_line_and_a_failure(bot: Bot, paper: Newspaper) -> None:
    paper.server.answers.clear()
    assert "front: " in bot("once", code=1).splitlines()[0]


def test_it_runs_until_it_is_told_to_stop(bot: Bot, tmp_path: Path) -> None:
    words = [
        sys.executable,
        "-m",
        "bot",
        "--config",
        str(bot.file),
        "run",
        "--dry-run",
        "--log",
        "plain",
    ]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, cwd=ROOT) as running:
        assert running.stdout
        patience = threading.Timer(120, running.kill)  # no line would come: fail, do not hang
        patience.start()
        lines = [running.stdout.readline() for _ in range(3)]
        assert "watching front; nothing is sent" in lines[0]
        assert "front: 2 listed" in lines[1]
        running.send_signal(signal.SIGHUP)
        while "read the settings again" not in (line := running.stdout.readline()):
            assert line
        running.send_signal(signal.SIGTERM)
        rest, _ = running.communicate(timeout=60)
        patience.cancel()
    assert running.returncode == 0
    assert rest.splitlines()[-1].endswith("stopped")
    assert (tmp_path / "data" / "dry-run" / "bot.sqlite").is_file()
