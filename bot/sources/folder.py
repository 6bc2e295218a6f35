"""A folder that is watched: each file in it is an article."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.errors import FeedError
from bot.sources.entries import Entry, Feed, feed_of

SUFFIXES = frozenset({".md", ".markdown", ".txt", ".html", ".htm"})
MOST = 10_000
# Who writes a file may not be done with it.
SETTLES = timedelta(seconds=2)


def list_folder(folder: Path, *, source: str, now: datetime) -> Feed:
    """The articles in ``folder``, by the time they were last written, newest first.

    A file is known by its name: written again, it is the same article. Hidden files, files of
    other kinds and links that lead out of the folder are passed over, and what was written just
    now waits for the next poll. Raises FeedError, naming ``source``, for a folder that cannot be
    read.
    """
    try:
        home = folder.resolve(strict=True)
        paths = sorted(path for path in home.iterdir() if _is_article(path, home))
    except OSError as error:
        raise FeedError(f"{source}: {folder}: {error.strerror}; check SOURCE_…_FOLDER") from None
    found = feed_of(source, [_entry(path, now) for path in paths])
    return replace(found, entries=found.entries[:MOST])


def _is_article(path: Path, home: Path) -> bool:
    hidden = path.name.startswith(".") or path.suffix.lower() not in SUFFIXES
    return not hidden and path.is_file() and path.resolve().parent == home


def _entry(path: Path, now: datetime) -> Entry | None:
    try:
        written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError:  # taken away meanwhile
        return None
    if timedelta() <= now - written < SETTLES:
        return None
    return Entry(
        key=path.name,
        url=str(path),
        title=path.stem,
        published_at=None,
        updated_at=written,
        summary="",
        tags=(),
    )
