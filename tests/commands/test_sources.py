"""bot sources, as a person types it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.cli import main
from tests.newsroom import Newspaper, Story, env_file
from tests.sources.server import WebServer


def test_what_is_watched_and_what_it_lists(
    tmp_path: Path, web: WebServer, capsys: pytest.CaptureFixture[str]
) -> None:
    now = datetime.now(UTC)
    stories = [Story(number=n, published_at=now - timedelta(hours=30 * n)) for n in (0, 1)]
    Newspaper(web).publish(*stories)
    more = {
        "SOURCES": "front,gone",
        "SOURCE_GONE_URL": web.url("/nothing.xml"),
        "SOURCE_FRONT_FIRST": "0",
    }
    config = ["--config", str(env_file(tmp_path, web, **more)), "sources"]

    def said(*words: str, code: int = 0) -> str:
        assert main([*config, *words]) == code
        return capsys.readouterr().out

    assert "front        feed     not polled yet" in said("list")
    asked = said("test", code=1)
    assert "front: 2 listed" in asked
    assert "  waiting" in asked
    assert "  stale" in asked
    assert "/nothing.xml: the server answers 404" in asked
    (row,) = json.loads(said("test", "front", "--json"))
    assert [entry["choice"] for entry in row["entries"]] == ["waiting", "stale"]
    main([*config[:2], "once"])
    capsys.readouterr()
    front, gone = json.loads(said("list", "--json"))
    assert front["entries"] == {"seen": 2}
    assert gone["failures"] == 1
    assert main([*config, "test", "other"]) == 2
    assert "there is no source other; SOURCES names front, gone" in capsys.readouterr().err
