"""What the keys of a language file can have for values.

Words are compared folded (``fold``): lower case, straight apostrophe.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import NewType


class Gender(StrEnum):
    """Grammatical gender, as far as it helps to tell people apart."""

    MASCULINE = "masculine"
    FEMININE = "feminine"
    ANY = "any"


Words = frozenset[str]
Gendered = Mapping[str, Gender]
Patterns = tuple[re.Pattern[str], ...]
Pairs = tuple[tuple[str, str], ...]
Forms = NewType("Forms", frozenset[str])  # inflected forms, written as stems and endings

NO_WORDS: Words = frozenset()


def fold(word: str) -> str:
    """The form in which words are compared: lower case, straight apostrophe."""
    return word.lower().replace("’", "'")
