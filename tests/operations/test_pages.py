"""Whether all is well, also where nothing answers."""

from __future__ import annotations

import threading

import pytest
from starlette.testclient import TestClient

from bot.operations import pages
from bot.operations.heart import Heart
from bot.operations.hooks import Hooks
from bot.operations.metrics import Metrics


def no_hooks() -> Hooks:
    raise AssertionError


def test_a_database_that_hangs_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "PATIENCE", 0.02)
    heart, goes_on = Heart(), threading.Event()
    heart.passed()
    asked = []

    def answers() -> bool:
        asked.append(threading.current_thread())
        return goes_on.wait()

    app = pages.make_pages(heart, Metrics(heart), no_hooks, answers)
    with TestClient(app) as client:
        for _ in range(3):
            told = client.get("/health/ready")
            assert (told.status_code, told.json()["database"]) == (503, False)
        assert client.get("/health/live").status_code == 200
        assert len(asked) == 1  # whoever asks again and again ties up no more threads
        goes_on.set()
        monkeypatch.setattr(pages, "PATIENCE", 10)
        assert client.get("/health/ready").status_code == 200
