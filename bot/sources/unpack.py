"""Content codings (RFC 9110 §8.4.1), unpacked in pieces of bounded size."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator

_PIECE = 65_536  # bytes: what a bomb can add before its size is looked at


class CannotUnpack(Exception):
    """The bytes are not packed as the header says, or in a way that nobody asked for."""


def unpacker(encoding: str) -> Callable[[bytes], Iterator[bytes]]:
    """A function from received to unpacked bytes, for a Content-Encoding header's value.

    Raises CannotUnpack for a coding other than gzip and deflate; so does the function for bytes
    that are not packed as the header says.
    """
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return lambda chunk: iter((chunk,))
    if name in ("gzip", "x-gzip", "deflate"):
        return _Inflater().pieces
    raise CannotUnpack(f"is packed as {name[:40]!r}, which was not asked for")


class _Inflater:
    """gzip (of several members too), zlib and raw deflate, told apart by the first bytes."""

    def __init__(self) -> None:
        self._inflate = zlib.decompressobj(zlib.MAX_WBITS | 32)
        self._started = False

    def pieces(self, chunk: bytes) -> Iterator[bytes]:
        while chunk:
            piece = self._step(chunk)
            if piece:
                yield piece
            chunk = self._inflate.unconsumed_tail
            if self._inflate.eof:
                chunk = self._inflate.unused_data
                self._inflate = zlib.decompressobj(zlib.MAX_WBITS | 32)
                if not chunk.startswith(b"\x1f\x8b"):
                    return  # padding after the end

    def _step(self, chunk: bytes) -> bytes:
        try:
            piece = self._inflate.decompress(chunk, _PIECE)
        except zlib.error:
            piece = self._raw(chunk)
        self._started = True
        return piece

    def _raw(self, chunk: bytes) -> bytes:
        """Some servers send "deflate" without the zlib header that belongs to it."""
        try:
            if self._started:
                raise zlib.error
            self._inflate = zlib.decompressobj(-zlib.MAX_WBITS)
            return self._inflate.decompress(chunk, _PIECE)
        except zlib.error:
            raise CannotUnpack("is not packed as its header says") from None
