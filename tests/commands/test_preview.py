"""``bot preview``: the libraries that it shows, and a port that is taken."""

from pathlib import Path
from socket import socket

import pytest

from bot import settings
from bot.cli import main
from bot.commands.preview import libraries


def test_the_newsrooms_brand_comes_first(tmp_path: Path) -> None:
    assert list(libraries(settings.of({}))) == ["own", "bold", "dark", "light"]
    (tmp_path / "brands" / "ours").mkdir(parents=True)
    (tmp_path / "brands" / "ours" / "brand.css").touch()
    chosen = settings.of({"NEWSROOM": str(tmp_path), "BRAND": "ours"})
    assert list(libraries(chosen)) == ["ours", "bold", "dark", "light"]


def test_a_port_that_is_taken_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["preview", "--port", str(port)]) == 2
    assert f"port {port} cannot be had" in capsys.readouterr().err
