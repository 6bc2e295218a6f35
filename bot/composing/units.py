"""How many units a text has in the encodings that platforms count in."""

from __future__ import annotations


def utf8(text: str) -> int:
    """The UTF-8 bytes of ``text``."""
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))


def utf16(text: str) -> int:
    """The UTF-16 code units of ``text``: no platform's characters are more than these."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
