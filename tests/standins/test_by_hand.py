"""A stand-in can be started by hand, and the bot publishes to it by its settings alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bot import settings
from bot.desk import Desk
from bot.model import State
from tests.newsroom import NOW, Newspaper, Story
from tests.queued import ADA
from tests.sources.server import WebServer

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize("platform", ["x", "mastodon"])
def test_a_stand_in_prints_the_settings_that_reach_it(
    tmp_path: Path, web: WebServer, platform: str
) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.standins", platform],
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
        Newspaper(web).publish(Story(number=1))
        of_the_paper = {
            "DATA": str(tmp_path),
            "ALLOW_PRIVATE_HOSTS": WebServer.host,
            "SOURCES": "front",
            "SOURCE_FRONT_URL": web.url("/feed.xml"),
        }
        with Desk(settings.of({**of_the_paper, **given}), now=lambda: NOW) as desk:
            desk.run()
            for post in desk.store.queue.list():
                desk.store.queue.approve(post.id, actor=ADA, at=NOW)
            done = desk.run()
        assert {outcome.state for outcome in done.outcomes} == {State.PUBLISHED}
        assert "POST /" in process.stdout.readline()
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()
