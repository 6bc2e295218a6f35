"""A folder that is written whole or not at all.

Everything is made in a hidden folder beside it and moved into place at the end. What the bot wrote
there before is replaced; what others put there is carried over; a folder with things in it that the
bot never wrote to is refused.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import OutputError

MANIFEST = ".written-by-bot"


@contextmanager
def whole(folder: Path) -> Iterator[Path]:
    """A folder to write into, which becomes ``folder`` when the block ends without an error.

    Raises OutputError where it cannot be written or holds what the bot did not write.
    """
    folder = folder.absolute()
    written_before = _manifest(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        stage = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as error:
        raise _unwritable(folder, error) from error
    try:
        yield stage
        names = sorted(str(path.relative_to(stage)) for path in stage.rglob("*") if path.is_file())
        (stage / MANIFEST).write_text("\n".join(names), encoding="utf-8")
        stage.chmod(0o755)
        _put_in_place(stage, folder, written_before)
    except OSError as error:
        raise _unwritable(folder, error) from error
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _manifest(folder: Path) -> set[str]:
    """The files that the bot wrote into ``folder`` the last time."""
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"{folder} is a file; name a folder")
    try:
        if not folder.exists() or not any(folder.iterdir()):
            return set()
        return set((folder / MANIFEST).read_text(encoding="utf-8").splitlines()) | {MANIFEST}
    except FileNotFoundError:
        raise OutputError(
            f"{folder} holds files that the bot did not write; name a new or empty folder"
        ) from None
    except OSError as error:
        raise _unwritable(folder, error) from error


def _put_in_place(stage: Path, folder: Path, written_before: set[str]) -> None:
    if folder.is_symlink():
        folder = folder.resolve()
    if not folder.exists():
        stage.rename(folder)
        return
    foreign = [
        path
        for path in folder.rglob("*")
        if path.is_file() and str(path.relative_to(folder)) not in written_before
    ]
    for path in foreign:
        target = stage / path.relative_to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists():
            shutil.copy2(path, target)
    aside = stage.with_name(stage.name + "-old")
    folder.rename(aside)
    stage.rename(folder)
    shutil.rmtree(aside, ignore_errors=True)


def _unwritable(folder: Path, error: OSError) -> OutputError:
    reason = error.strerror or str(error)
    return OutputError(f"{folder} cannot be written: {reason}; name another folder")
