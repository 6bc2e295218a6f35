"""Which cards a saved file touches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from bot.cards import Library

KINDS = {".html", ".css", ".png", ".jpg", ".jpeg", ".webp", ".gif", ".ttf", ".otf"}


def touched(paths: Iterable[Path], library: Library) -> tuple[str, ...] | None:
    """The templates that a change of these files touches; None for all of them.

    A template touches itself and those that name it; a part (``_by.html``), a stylesheet, a
    picture or a font touches all.
    """
    found: set[str] = set()
    for path in paths:
        if path.suffix != ".html" or path.name.startswith("_"):
            return None
        found |= {path.stem, *_naming(path.name, library)}
    return tuple(sorted(found))


def _naming(name: str, library: Library) -> Iterable[str]:
    for template in library.names():
        path = library.find(f"{template}.html")
        if path is not None and f'"{name}"' in path.read_text(encoding="utf-8", errors="replace"):
            yield template


def watched(libraries: Iterable[Library]) -> tuple[Path, ...]:
    """The folders to watch: those of templates and pictures, none within another."""
    folders = {
        folder.resolve()
        for library in libraries
        for folder in (*library.templates, *library.images)
        if folder.is_dir()
    }
    return tuple(sorted(each for each in folders if not _within(each, folders)))


def _within(folder: Path, folders: Iterable[Path]) -> bool:
    return any(folder != other and folder.is_relative_to(other) for other in folders)


def of_interest(path: Path, folders: Sequence[Path]) -> bool:
    """Whether a file is a designer's: no editor's backup, no hidden file, in a watched folder."""
    kept = path.suffix in KINDS
    hidden = path.name.startswith(".") or path.name.endswith("~")
    return kept and not hidden and any(path.is_relative_to(folder) for folder in folders)
