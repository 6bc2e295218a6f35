"""``bot run`` on a terminal."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path

import pytest

from bot.cli import main
from tests.newsroom import Newspaper, Story, env_file
from tests.sources.server import WebServer


def test_it_ends_when_its_terminal_is_closed(
    tmp_path: Path, web: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would go on unseen, and the next one would find its address taken."""
    Newspaper(web).publish(Story(number=1))
    ours, theirs = os.openpty()

    def close() -> None:
        shown = b""
        while b"Next posts" not in shown:
            shown += os.read(ours, 65_536)
        os.close(ours)
        os.kill(os.getpid(), signal.SIGHUP)  # as the system does

    with os.fdopen(theirs, "w") as terminal, monkeypatch.context() as patch:
        patch.setattr("sys.stdout", terminal)
        patch.setattr("sys.stderr", terminal)
        watcher = threading.Thread(target=close)
        watcher.start()
        code = main(["--config", str(env_file(tmp_path, web)), "run"])
        watcher.join()
    assert code == 0
