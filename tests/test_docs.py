"""What exists is documented, and what is documented runs."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import settings
from bot.cli import COMMANDS, main
from tests import databases
from tests.sources.server import WebServer

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
NAMES = [str(page.relative_to(ROOT)) for page in PAGES]


@pytest.mark.parametrize("name", [row.name for row in settings.TABLE])
def test_every_setting_has_its_row(name: str) -> None:
    text = (ROOT / "docs/reference/settings.md").read_text(encoding="utf-8")
    assert f"| `{name}` |" in text


def test_the_reference_names_no_setting_that_does_not_exist() -> None:
    text = (ROOT / "docs/reference/settings.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([A-Z_*]+)` \|", text, re.MULTILINE)) == set(settings.ROWS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_chapter(name: str) -> None:
    text = (ROOT / "docs/reference/commands.md").read_text(encoding="utf-8")
    assert re.search(rf"^## bot {name}$", text, re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_every_link_leads_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", text):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def commands(text: str) -> list[str]:
    """The commands of a page: the lines after ``$`` in its console blocks, in order."""
    blocks = re.findall(r"```console\n(.*?)```", text, re.DOTALL)
    return [
        line.removeprefix("$ ")
        for block in blocks
        for line in block.replace("\\\n", " ").splitlines()
        if line.startswith("$ ")
    ]


# What must have happened for the commands of a chapter to mean something.
BEFORE = {"bot resume": ["bot pause", "bot pause x_main"]}


def walks() -> Iterator[tuple[str, list[str]]]:
    """What a reader types one after the other: a page's commands, of the reference a chapter's."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        chapters = text.split("\n## ") if page.name == "commands.md" else [text]
        for chapter in chapters:
            if typed := commands(chapter):
                title = chapter.partition("\n")[0] if len(chapters) > 1 else page.stem
                yield title, BEFORE.get(title, []) + typed


WALKS = dict(walks())
SHELLS_OWN = set("<>|&;$`*")


@pytest.fixture(scope="module")
def news() -> Iterator[WebServer]:
    """``https://news.example.com`` of the docs: a story and a feed that names it."""
    with WebServer() as server:
        text = (ROOT / "bot/demo/article.md").read_text(encoding="utf-8").split("---", 2)[2]
        blocks = [block.strip() for block in text.split("\n\n") if block.strip()]
        body = "".join(
            f"<h2>{block.lstrip('# ')}</h2>" if block.startswith("#") else f"<p>{block}</p>"
            for block in blocks[1:]
        )
        title = blocks[0].lstrip("# ")
        page = f"<html lang=fr><title>{title}</title><article><h1>{title}</h1>{body}</article>"
        server.serve("/story", page)
        item = f"<item><title>{title}</title><link>{server.url('/story')}</link></item>"
        feed = f"<rss version='2.0'><channel><title>News</title>{item}</channel></rss>"
        server.serve("/feed.xml", feed, "application/rss+xml")
        yield server


def call(command: str, capsys: pytest.CaptureFixture[str]) -> tuple[int | str | None, str]:
    """What a typed line ends with, and what it says: `bot` here, what needs a shell in one."""
    program, *words = shlex.split(command)
    if program != "bot" or set(command) & SHELLS_OWN:
        done = subprocess.run(
            ["/bin/sh", "-c", command], capture_output=True, text=True, timeout=60, check=False
        )
        return done.returncode, done.stdout + done.stderr
    code: int | str | None
    try:
        code = main(words)
    except SystemExit as stopped:
        code = stopped.code
    return code, "".join(capsys.readouterr())


@pytest.fixture
def folder(tmp_path: Path, news: WebServer, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a reader types: nothing there but what the pages speak of, and nothing else set."""
    shutil.copy(ROOT / "bot/demo/article.md", tmp_path / "article.md")
    shutil.copy(ROOT / "config.example.env", tmp_path)
    environment = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "LANG": "C.UTF-8",
        "ALLOW_PRIVATE_HOSTS": news.host,
        "SOURCES": "front",
        "SOURCE_FRONT_URL": news.url("/feed.xml"),
        "ACCOUNTS": "x_main",
        "ACCOUNT_X_MAIN_PLATFORM": "x",
    }
    monkeypatch.chdir(tmp_path)
    for name in {*os.environ} - {*environment}:
        monkeypatch.delenv(name)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return tmp_path


@pytest.mark.parametrize("title", WALKS)
def test_every_command_of_a_page_runs_in_an_empty_folder(
    title: str, folder: Path, news: WebServer, capsys: pytest.CaptureFixture[str]
) -> None:
    if title.startswith("bot "):  # of the reference, which a reader opens later
        databases.put(folder / "data" / "bot.sqlite")
    for command in WALKS[title]:
        code, said = call(command.replace("https://news.example.com", news.url("")), capsys)
        assert code == 0, f"{command}\n{said}"
        assert "Traceback" not in said
