"""The form in which words of names are compared."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=4096)
def plain_name(word: str) -> str:
    """A word of a name without case, accents, apostrophe shape or hyphens."""
    if word.isascii():
        return word.lower().replace("-", " ")
    decomposed = unicodedata.normalize("NFKD", word.lower().replace("’", "'"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).replace("-", " ")
