"""``bot run``: shows that it works, and reads its settings again."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from rich.console import Console

from bot.errors import OutputError, SettingsError, StoreError
from bot.model import Publication
from bot.operations.heart import STALLED, Heart
from bot.operations.hooks import SIGNATURE, TIMESTAMP, signature
from bot.operations.journal import JsonJournal
from bot.operations.live import FRAMES, LEAST, LiveView
from bot.operations.outage import Outage
from bot.operations.runner import Runner
from bot.settings import AlertSettings, Settings
from tests.newsroom import NOW, Newspaper, Story, configured
from tests.queued import ADA as _ADA
from tests.sources.server import WebServer

SECRET = "0123456789abcdef"


class Clock:
    """Seconds that a test sets."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


def test_a_heart_proves_that_work_goes_on() -> None:
    clock = Clock()
    heart = Heart(clock)
    assert (heart.pulse().alive, heart.pulse().ready) == (True, False)  # nothing done yet
    heart.passed()
    assert heart.pulse().ready
    heart.failed("the database does not answer")
    assert (heart.pulse().alive, heart.pulse().ready) == (True, False)
    heart.passed()
    clock.at += STALLED - 1
    heart.beat()
    clock.at += 2
    assert (heart.pulse().alive, heart.pulse().ready) == (True, False)  # a pass without an end
    clock.at += STALLED
    assert not heart.pulse().alive


class Configuration:
    """Settings that a test changes."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.error = ""

    def __call__(self) -> Settings:
        if self.error:
            raise SettingsError(self.error)
        return self.settings


@pytest.fixture
def log() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def configuration(tmp_path: Path, web: WebServer) -> Configuration:
    Newspaper(web).publish(Story(number=1))
    plain = configured(tmp_path / "data", web)
    hook = replace(plain.sources[0], name="cms", kind="webhook", url="", secret=SECRET)
    settings = replace(plain, listen=("127.0.0.1", 0), sources=(*plain.sources, hook))
    return Configuration(settings)


@pytest.fixture
def runner(configuration: Configuration, log: io.StringIO) -> Iterator[Runner]:
    journal = JsonJournal(log, lambda: NOW)
    with Runner(configuration, journal, now=lambda: NOW) as running:
        yield running


def events(log: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


def test_it_works_and_shows_it(runner: Runner, log: io.StringIO) -> None:
    address = f"http://127.0.0.1:{runner.port}"
    with httpx.Client(base_url=address) as client:
        assert client.get("/health/live").status_code == 200
        assert client.get("/health/ready").status_code == 503
        assert runner.work()
        ready = client.get("/health/ready")
        assert (ready.status_code, ready.json()["database"]) == (200, True)
        figures = client.get("/metrics").text
        assert 'bot_polls_total{outcome="read",source="front"} 1.0' in figures
        assert 'bot_queue_posts{state="pending"} 2.0' in figures
        assert "bot_ready 1.0" in figures
        runner.heart.failed("the database does not answer")
        assert client.get("/health/ready").status_code == 503
        assert client.get("/nothing").status_code == 404
        _calls(client, runner)
    kinds = [event["event"] for event in events(log)]
    assert kinds[:2] == ["polled", "drafted"]


def _calls(client: httpx.Client, runner: Runner) -> None:
    """A signed call is taken once, an unsigned one is not."""
    body = json.dumps({"url": "https://journal.example.com/9"}).encode()
    stamp = str(int(NOW.timestamp()))
    headers = {TIMESTAMP: stamp, SIGNATURE: signature(SECRET, stamp, body)}
    assert client.post("/hooks/cms", content=body).status_code == 401
    assert client.post("/hooks/cms", content=body, headers=headers).status_code == 202
    assert client.post("/hooks/cms", content=body, headers=headers).status_code == 200
    assert client.post("/hooks/cms", content=b"x" * 2_100_000).status_code == 413
    assert len(runner.desk.store.feeds.waiting("cms")) == 1


def test_an_article_and_its_posts_have_one_id_in_the_log(runner: Runner, log: io.StringIO) -> None:
    runner.work()
    for post in runner.desk.store.queue.list():
        runner.desk.store.queue.reschedule(
            post.id, post.due_at, expires_at=NOW.replace(hour=13), actor=_ADA, at=NOW
        )
    later = NOW.replace(hour=14)
    runner.desk._now = lambda: later
    runner.work()
    drafted = next(event for event in events(log) if event["event"] == "drafted")
    expired = [event for event in events(log) if event["event"] == "expired"]
    assert len(expired) == 2
    assert {event["id"] for event in expired} == {drafted["id"]}


def test_an_address_that_is_taken_is_named(
    runner: Runner, configuration: Configuration, log: io.StringIO
) -> None:
    taken = replace(configuration.settings, listen=("127.0.0.1", runner.port or 0))
    second = Runner(Configuration(taken), JsonJournal(log), now=lambda: NOW)
    with (
        pytest.raises(OutputError, match=r"127\.0\.0\.1:\d+ cannot be listened on; set LISTEN"),
        second,
    ):
        raise AssertionError


def test_settings_that_are_wrong_change_nothing(
    runner: Runner, configuration: Configuration, log: io.StringIO
) -> None:
    before = runner.desk
    configuration.error = "LIVE: 'maybe' should be yes or no"
    assert not runner.reload()
    assert runner.desk is before
    told = [str(event.get("text")) for event in events(log)]
    assert told == ["bot: LIVE: 'maybe' should be yes or no", "the settings were not changed"]
    assert runner.work()


def test_templates_that_are_wrong_change_nothing(
    runner: Runner, configuration: Configuration, log: io.StringIO, tmp_path: Path
) -> None:
    own = tmp_path / "newsroom" / "templates" / "posts"
    own.mkdir(parents=True)
    (own / "quote.txt").write_text("{% endif %}", encoding="utf-8")
    configuration.settings = replace(configuration.settings, newsroom=tmp_path / "newsroom")
    before = runner.desk
    assert not runner.reload()
    assert runner.desk is before
    assert "quote.txt:1" in str(events(log)[0]["text"])


def test_new_settings_are_used_from_the_next_pass_on(
    runner: Runner, configuration: Configuration
) -> None:
    configuration.settings = replace(configuration.settings, sources=())
    assert runner.reload()
    done = runner.work()
    assert done is not None
    assert done.polls == ()


def test_that_nothing_goes_on_is_told_without_the_database(
    configuration: Configuration, monkeypatch: pytest.MonkeyPatch, log: io.StringIO
) -> None:
    heard: list[str] = []
    times = [NOW]

    def hear(settings: AlertSettings, subject: str, text: str) -> None:
        heard.append(f"{subject}: {text}".partition("\n")[0])
        if len(heard) == 1:
            raise OutputError("nobody could be told")

    def fails(*arguments: object, **options: object) -> None:
        raise StoreError("the database does not answer")

    alerts = AlertSettings(webhook="https://chat.example.com/hook")
    configuration.settings = replace(configuration.settings, alerts=alerts)
    journal = JsonJournal(log, lambda: NOW)
    with Runner(configuration, journal, now=lambda: times[-1], outage=Outage(hear)) as runner:
        with monkeypatch.context() as patch:
            patch.setattr(runner.desk, "run", fails)
            for minute in (0, 4, 5, 6, 7):  # told at the fifth, heard at the sixth
                times.append(NOW + timedelta(minutes=minute))
                runner.work()
        runner.work()
        runner.work()
    gone = "Social posts: nothing is sent since 02 Mar 12:00 UTC: the database does not answer"
    assert heard == [gone, gone, "Social posts: well again: "]


def test_a_database_that_does_not_answer_is_no_end(
    runner: Runner, monkeypatch: pytest.MonkeyPatch, log: io.StringIO
) -> None:
    def fails(*arguments: object, **options: object) -> None:
        raise StoreError("database bot.sqlite: no space left")

    with monkeypatch.context() as patch:
        patch.setattr(runner.desk, "run", fails)
        assert runner.work() is None
    assert not runner.heart.pulse().ready
    assert "no space left" in log.getvalue()
    assert runner.work()
    assert runner.heart.pulse().ready


def test_a_terminal_shows_what_comes_next_and_what_is_wrong(runner: Runner) -> None:
    done = runner.work()
    assert done
    out = io.StringIO()
    with LiveView(
        lambda: runner.desk, console=Console(file=out, width=120, height=40), now=lambda: NOW
    ) as view:
        view.say("the disk is full", error=True)
        view.passed(done)
        before = out.getvalue()
        view.refresh()  # a moment later there is nothing new to show
        assert out.getvalue() == before
    shown = out.getvalue()
    for words in (
        "Next posts",
        "waits for approval",
        "La piscine numéro 1",
        "front",
        "disk is full",
    ):
        assert words in shown


@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 40), (60, 17), (80, 10)])
def test_all_parts_fit_on_a_terminal(runner: Runner, width: int, height: int) -> None:
    assert runner.work()
    out = io.StringIO()
    console = Console(file=out, width=width, height=height)
    view = LiveView(lambda: runner.desk, console=console, now=lambda: NOW)
    for number in range(60):
        view.say(f"{number}: nothing new", error=False)
    view.say(f"front cannot be read: {'the server answers 500, ' * 5}as ever", error=True)
    console.print(view.view())
    shown = out.getvalue().splitlines()
    assert len(shown) <= max(height - 1, LEAST + FRAMES - 1)
    assert all(len(line) == width for line in shown)
    for words in (
        "Next posts",
        "Last posts",
        "Sources",
        "Log",
        "waits for approval",
        "front cannot",
    ):
        assert any(words in line for line in shown), words


def test_what_went_out_is_shown_with_the_time_at_which_it_did(runner: Runner) -> None:
    runner.work()
    store = runner.desk.store
    for post in store.queue.list():
        store.queue.approve(post.id, actor=_ADA, at=NOW)
    sent_at = NOW.replace(hour=13, minute=37)
    claim = store.leases.claim({"main"}, NOW, timedelta(minutes=5))
    assert claim
    store.leases.about_to_send(claim, "f" * 64, NOW, timedelta(minutes=5))
    out = Publication(remote_id="1", url=None, request_sha256="f" * 64, sent_at=sent_at)
    store.leases.published(claim, out, NOW)
    console = Console(file=io.StringIO(), width=100, height=40, record=True)
    now = NOW.replace(hour=15)
    console.print(LiveView(lambda: runner.desk, console=console, now=lambda: now).view())
    assert "Mon 14:37" in console.export_text()  # in Paris
