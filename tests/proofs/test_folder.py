"""A folder is written whole or not at all, and only over what the bot wrote itself."""

from pathlib import Path

import pytest

from bot.errors import OutputError
from bot.proofs.folder import whole


def write(folder: Path, **files: str) -> None:
    with whole(folder) as stage:
        for name, text in files.items():
            (stage / f"{name}.txt").write_text(text)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if not path.name.startswith(".")}


def test_a_new_folder_with_its_parents(tmp_path: Path) -> None:
    write(tmp_path / "a" / "b", one="1")
    assert (tmp_path / "a" / "b" / "one.txt").read_text() == "1"


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    write(tmp_path / "out", one="1")
    assert names(tmp_path / "out") == {"one.txt"}


def test_a_second_run_replaces_the_first(tmp_path: Path) -> None:
    write(tmp_path / "out", one="1", two="2")
    write(tmp_path / "out", one="I")
    assert names(tmp_path / "out") == {"one.txt"}
    assert (tmp_path / "out" / "one.txt").read_text() == "I"
    assert names(tmp_path) == {"out"}


def test_what_others_put_there_stays(tmp_path: Path) -> None:
    write(tmp_path / "out", one="1")
    (tmp_path / "out" / "mine.md").write_text("notes")
    write(tmp_path / "out", two="2")
    assert names(tmp_path / "out") == {"mine.md", "two.txt"}


def test_a_folder_of_others_is_refused_untouched(tmp_path: Path) -> None:
    (tmp_path / "mine.md").write_text("notes")
    with pytest.raises(OutputError, match="did not write; name a new or empty folder"):
        write(tmp_path, one="1")
    assert names(tmp_path) == {"mine.md"}


def test_a_failure_leaves_what_was_there(tmp_path: Path) -> None:
    write(tmp_path / "out", one="1")
    with pytest.raises(KeyError), whole(tmp_path / "out") as stage:
        (stage / "one.txt").write_text("half")
        raise KeyError
    assert (tmp_path / "out" / "one.txt").read_text() == "1"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_file_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(OutputError, match="out is a file; name a folder"):
        write(tmp_path / "out", one="1")


def test_a_place_that_cannot_be_written_is_named() -> None:
    with pytest.raises(OutputError, match=r"/proc/nowhere/out cannot be written: .*; name another"):
        write(Path("/proc/nowhere/out"), one="1")
