"""A stand-in can be started by hand, and the bot publishes to it by its settings alone."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot import accounts, clock, settings
from bot.model import State
from tests.newsroom import NOW, Newspaper, Story, desk_of
from tests.queued import ADA
from tests.sources.server import WebServer
from tests.standins import containers
from tests.standins.__main__ import ROWS, from_folder, lines, served

DRAWN = ("instagram", "threads", "linkedin")
ROOT = Path(__file__).parent.parent.parent


def publish(folder: Path, web: WebServer, given: Mapping[str, str]) -> None:
    """Try the account, then publish all that is made of a story."""
    Newspaper(web).publish(Story(number=1))
    of_the_paper = {
        "DATA": str(folder),
        "ALLOW_PRIVATE_HOSTS": WebServer.host,
        "SOURCES": "front",
        "SOURCE_FRONT_URL": web.url("/feed.xml"),
        # a card takes longest, and only one platform must have one
        "ACCOUNT_TEST_POSTS": "quote" if given["ACCOUNT_TEST_PLATFORM"] in DRAWN else "headline",
    }
    configured = settings.of({**of_the_paper, **given})
    with desk_of(configured, lambda: NOW) as desk:
        platform = accounts.opened(configured.accounts[0], desk.store)
        assert platform is not None
        tested = accounts.test(configured.accounts[0], platform, desk.store, clock.now())
        assert "journal" in tested.name.lower()
        desk.run()
        for post in desk.store.queue.list():
            desk.store.queue.approve(post.id, actor=ADA, at=NOW)
        done = desk.run()
    assert {(outcome.state, outcome.reason) for outcome in done.outcomes} == {
        (State.PUBLISHED, None)
    }


@pytest.mark.parametrize("name", ROWS)
def test_the_bot_publishes_to_each_by_settings_alone(
    tmp_path: Path, web: WebServer, name: str
) -> None:
    with served(name) as (far, given):
        if isinstance(far, containers.Containers):
            far.fetch = from_folder(tmp_path / "cards")
        pictures = {"PICTURES_URL": f"{far.base_url}/cards"}
        said = dict(line.split("=", 1) for line in lines(name, given))
        publish(tmp_path, web, {**said, **pictures})
        assert far.posted()


def test_one_that_runs_by_itself_prints_the_settings_that_reach_it(
    tmp_path: Path, web: WebServer
) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.standins", "threads", "--cards", str(tmp_path / "cards")],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    try:
        given: dict[str, str] = {}
        while line := process.stdout.readline().strip():
            name, _, value = line.partition("=")
            given[name] = value
        publish(tmp_path, web, given)
        assert "GET /" in process.stdout.readline()
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()
