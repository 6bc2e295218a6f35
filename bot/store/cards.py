"""Where cards are kept: found by their content hash, and nothing else.

``CardStore`` is all that the program asks of such a place. ``CardFolder`` is one on disk; object
storage would be another.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Container
from datetime import datetime
from pathlib import Path
from typing import Protocol

from bot.errors import OutputError, StoreError


class CardStore(Protocol):
    """A place for cards. What is in it under a hash has that hash, whole, or is not there."""

    def place(self, sha256: str) -> str:
        """Where a person finds the card of that hash."""

    def put(self, data: bytes) -> str:
        """Keep a card and return its hash; it is safe once this returns.

        Raises OutputError when it could not be kept.
        """

    def get(self, sha256: str) -> bytes:
        """The card of that hash. Raises StoreError when it is gone or no longer what it was."""

    def collect(self, needed: Container[str], *, untouched_since: datetime) -> int:
        """Throw away the cards that nobody needs and nobody has put since then; how many."""


class CardFolder:
    """Cards in a folder, as ``ab/abcdef…``. What kind of picture a file is, its first bytes say."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """Where the card of that hash is, or would be."""
        return self.folder / sha256[:2] / sha256

    def place(self, sha256: str) -> str:
        """The path of the file."""
        return str(self.path(sha256))

    def put(self, data: bytes) -> str:
        """Keep a card and return its hash; a power cut leaves all of it or nothing.

        Raises OutputError when the folder cannot be written.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        path = self.path(sha256)
        try:
            if path.is_file() and path.stat().st_size == len(data):
                os.utime(path)  # put anew: not to be collected before its post is queued
                return sha256
            path.parent.mkdir(parents=True, exist_ok=True)
            _write_whole(path, data)
        except OSError as error:
            raise OutputError(f"{path.parent}: {error.strerror}; the card was not kept") from error
        return sha256

    def get(self, sha256: str) -> bytes:
        """The card of that hash. Raises StoreError when it is gone or no longer what it was."""
        path = self.path(sha256)
        try:
            data = path.read_bytes()
        except OSError as error:
            raise StoreError(f"{path}: {error.strerror}; the card is lost") from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise StoreError(f"{path}: damaged; the card is lost")
        return data

    def collect(self, needed: Container[str], *, untouched_since: datetime) -> int:
        """Delete the cards that nobody needs, and what an interrupted ``put`` has left."""
        gone = 0
        for path in self.folder.glob("??/*"):
            try:
                untouched = path.stat().st_mtime < untouched_since.timestamp()
                if untouched and path.name not in needed:
                    path.unlink()
                    gone += 1
            except FileNotFoundError:  # another process was first
                continue
            except OSError as error:
                raise OutputError(f"{path}: {error.strerror}; it could not be deleted") from error
        return gone


def _write_whole(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
