"""What the tests of commands share: a way to call them, and a server to call upon."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.cli import main
from tests.sources.server import WebServer

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def server() -> Iterator[WebServer]:
    with WebServer() as running:
        yield running


@pytest.fixture
def bot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Call:
    """``bot(*words)`` runs the command in an empty folder: exit code, output, errors."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ALLOW_PRIVATE_HOSTS", "127.0.0.1")
    monkeypatch.setenv("FETCH_MAX_MB", "1")

    def call(*words: str) -> tuple[int, str, str]:
        try:
            code = main(words)
        except SystemExit as stopped:
            code = stopped.code if isinstance(stopped.code, int) else 1
        said = capsys.readouterr()
        return code, said.out, said.err

    return call
