"""Cards on disk, found by their content hash: ``ab/abcdef…``.

The names have no endings: what kind of picture a file is, its first bytes say.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path

from bot.errors import OutputError, StoreError


class CardStore:
    """A folder of pictures. What is in it under a hash has that hash, whole, or is not there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """Where the card of that hash is, or would be."""
        return self.folder / sha256[:2] / sha256

    def put(self, data: bytes) -> str:
        """Keep a card and return its hash; a power cut leaves all of it or nothing.

        Raises OutputError when the folder cannot be written.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        path = self.path(sha256)
        if path.is_file() and path.stat().st_size == len(data):
            return sha256
        try:
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
