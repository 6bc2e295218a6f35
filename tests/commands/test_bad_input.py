"""Bad input: one plain line with the mend, and nothing half-written."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.conftest import Call
from tests.sources.server import Answer, WebServer, endless

FRENCH = (
    "Un titre élevé\n\nLa maire est déçue. « C’est très décevant, et nous l’avons dit à la "
    "préfète », a déclaré Ada Martin, maire de Saint-Élier.\n"
)


def empty(folder: Path) -> None:
    folder.joinpath("a").write_bytes(b"")


def binary(folder: Path) -> None:
    folder.joinpath("a").write_bytes(bytes(range(256)) * 40)


def too_large(folder: Path) -> None:
    with folder.joinpath("a").open("wb") as file:
        file.truncate(50_000_000)


def no_article(folder: Path) -> None:
    folder.joinpath("a").write_text("<html><body><nav><a href=/>Accueil</a></nav></body></html>")


def nothing(folder: Path) -> None:
    """No file at all."""


def a_folder(folder: Path) -> None:
    folder.joinpath("a").mkdir()


FILES = [
    (empty, "empty"),
    (binary, "save it as utf-8"),
    (too_large, "larger than 10 mb"),
    (no_article, "no article"),
    (nothing, "no such file"),
    (a_folder, "folder"),
]


@pytest.mark.parametrize(("make", "said"), FILES)
def test_a_file_that_will_not_do(
    bot: Call, tmp_path: Path, make: Callable[[Path], None], said: str
) -> None:
    make(tmp_path)
    code, out, err = bot("compose", "a", "--out", "proofs")
    assert (code, out) == (1, "")
    assert len(err.splitlines()) == 1
    assert "a: " in err
    assert said in err.lower()
    assert not (tmp_path / "proofs").exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_text_of_any_usual_encoding_is_read_right(bot: Call, tmp_path: Path, encoding: str) -> None:
    tmp_path.joinpath("a.txt").write_bytes(FRENCH.encode(encoding))
    code, out, _ = bot("read", "a.txt", "--json")
    assert code == 0
    assert json.loads(out)["quotes"][0]["speaker"] == "Ada Martin"
    assert "préfète" in json.loads(out)["text"]


def gone(server: WebServer) -> str:
    return server.url("/gone")


def silent(server: WebServer) -> str:
    return server.answer("/", Answer(silent=True))


def for_ever(server: WebServer) -> str:
    return server.redirect("/", server.url("/"))


def to_a_private_address(server: WebServer) -> str:
    return server.redirect("/", "http://192.168.0.1/admin")


def enormous(server: WebServer) -> str:
    html = {"Content-Type": "text/html"}
    return server.answer("/", Answer(headers=html, chunks=endless(b"<p>word " * 8000)))


def malformed_feed(server: WebServer) -> str:
    return server.serve("/", "<rss><channel><item><title>a</item>", "application/rss+xml")


URLS = [
    (gone, "404"),
    (silent, "did not answer in time"),
    (for_ever, "redirect"),
    (to_a_private_address, "private"),
    (enormous, "1 mb"),
    (malformed_feed, "feed"),
]


@pytest.mark.parametrize(("make", "said"), URLS)
def test_a_url_that_will_not_do(
    bot: Call,
    server: WebServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    make: Callable[[WebServer], str],
    said: str,
) -> None:
    if make is silent:
        monkeypatch.setenv("FETCH_TIMEOUT", "1")
    code, out, err = bot("compose", make(server), "--out", "proofs")
    assert (code, out) == (1, "")
    assert len(err.splitlines()) == 1
    assert said in err.lower()
    assert not (tmp_path / "proofs").exists()


def test_what_cannot_be_read_stands_in_its_place(bot: Call, tmp_path: Path) -> None:
    tmp_path.joinpath("a.txt").write_text(FRENCH, encoding="utf-8")
    code, out, err = bot("read", "a.txt", "nowhere.txt", "a.txt", "--json")
    first, second, third = (json.loads(line) for line in out.splitlines())
    assert code == 1
    assert first == third
    assert set(second) == {"source", "error"}
    assert second["source"] == "nowhere.txt"
    assert "nowhere.txt" in err


USAGE = [
    ((), "arguments are required: COMMAND"),
    (("raed",), "invalid choice"),
    (("read",), "arguments are required: SOURCE"),
    (("read", "a", "--limit", "0"), "'0' is no number of 1 or more"),
    (("read", "a", "--url", "x"), "'x' does not start with http:// or https://"),
    (("compose", "a"), "arguments are required: --out"),
    (("read", "a", "b", "--url", "https://a.fr"), "name one SOURCE"),
    (("--config", "nowhere.env", "read", "a"), "nowhere.env"),
]


@pytest.mark.parametrize(("words", "said"), USAGE)
def test_a_call_that_does_not_fit_is_explained(
    bot: Call, words: tuple[str, ...], said: str
) -> None:
    code, out, err = bot(*words)
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert said in err
