"""Given names: whether a word is one, and the gender that it shows.

``given_names.toml`` has those of all regions; a language's own file adds to them and wins.
"""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from pathlib import Path

from bot.reading.languages import Gender, Language
from bot.reading.words.spelling import plain_name

_FILE = Path(__file__).with_name("given_names.toml")


@cache
def _everywhere() -> dict[str, Gender]:
    found: dict[str, Gender] = {}
    for region in tomllib.loads(_FILE.read_text(encoding="utf-8")).values():
        for gender, names in region.items():
            for name in map(_first_part, names.split()):
                known = found.setdefault(name, Gender(gender))
                if known is not Gender(gender):
                    found[name] = Gender.ANY
    return found


@lru_cache(maxsize=32)
def _genders(language: Language) -> dict[str, Gender]:
    """Every given name as names are compared, with its gender in the language."""
    own = language.people.given_names.items()
    return _everywhere() | {_first_part(name): gender for name, gender in own}


def _first_part(name: str) -> str:
    return plain_name(name).partition(" ")[0]


def given_gender(word: str, language: Language) -> Gender | None:
    """The gender of a given name, of its first part if it has several; None for other words."""
    return _genders(language).get(_first_part(word))


@lru_cache(maxsize=4096)
def is_given(word: str, language: Language) -> bool:
    """Whether a word is a given name."""
    return given_gender(word, language) is not None


def gender_by_ending(given: str, language: Language) -> Gender:
    """The gender that a given name's ending suggests, ANY when none does."""
    for ending, gender in language.people.given_name_endings.items():
        if given.endswith(ending):
            return gender
    return Gender.ANY
