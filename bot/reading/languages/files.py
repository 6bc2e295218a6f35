"""From a TOML file to a ``Language``; a key that no record has is an error, so slips are found."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from bot.errors import LanguageError
from bot.reading.languages.schema import (
    Cases,
    Credit,
    KindCues,
    Language,
    MarkRules,
    Page,
    People,
    Phrases,
    Pronouns,
    Speech,
    Thought,
    WordRules,
)
from bot.reading.languages.values import (
    Forms,
    Gender,
    Gendered,
    Pairs,
    Patterns,
    Words,
    fold,
)

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    Table = TypeVar("Table", bound=DataclassInstance)


def _words(value: object) -> Words:
    return frozenset(map(fold, _strings(value)))


def _strings(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(value.split())
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    raise ValueError("should be a list of texts, or words in one text parted by spaces")


def _folded_strings(value: object) -> tuple[str, ...]:
    return tuple(map(fold, _strings(value)))


def _gendered(value: object) -> Gendered:
    if not isinstance(value, dict):
        raise ValueError("should be a table with the keys masculine, feminine, any")
    found: dict[str, Gender] = {}
    for gender, words in value.items():
        if gender not in set(Gender):
            raise ValueError(f"has the key {gender!r}: allowed are masculine, feminine, any")
        for word in _folded_strings(words):
            clash = found.get(word, gender) != gender
            found[word] = Gender.ANY if clash else Gender(gender)
    return found


def _forms(value: object) -> Forms:
    if not isinstance(value, list):
        raise ValueError("should be a list of tables, each with stems and endings")
    found: set[str] = set()
    for group in value:
        if not isinstance(group, dict) or set(group) - {"stems", "endings"} or "stems" not in group:
            raise ValueError("should be a list of tables, each with stems and endings")
        stems = _folded_strings(group["stems"])
        endings = _folded_strings(group.get("endings", "")) or ("",)
        found |= {stem + ending.lstrip("-") for stem in stems for ending in endings}
    return Forms(frozenset(found))


def _patterns(value: object) -> Patterns:
    try:
        return tuple(re.compile(pattern, re.IGNORECASE) for pattern in _strings(value))
    except re.error as error:
        raise ValueError(f"has a pattern that is no regular expression: {error}") from None


def _pairs(value: object) -> Pairs:
    pairs = [tuple(pair.split()) for pair in _strings(value if isinstance(value, list) else [])]
    if not pairs or any(len(pair) != 2 for pair in pairs):
        raise ValueError('should be a list of pairs such as "« »"')
    return tuple((first, last) for first, last in pairs)


def _text(value: object) -> str:
    if isinstance(value, str):
        return fold(value)
    raise ValueError("should be a text")


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise ValueError("should be true or false")


_READERS: dict[str, Callable[[object], object]] = {
    "Words": _words,
    "Gendered": _gendered,
    "Forms": _forms,
    "Patterns": _patterns,
    "Pairs": _pairs,
    "bool": _flag,
    "str": _text,
    "tuple[str, ...]": _folded_strings,
}
_TABLES = (
    "words",
    "marks",
    "speech",
    "phrases",
    "pronouns",
    "people",
    "kinds",
    "thought",
    "page",
    "credit",
    "cases",
)


def _optional(item: Field[object]) -> bool:
    return item.default is not MISSING or item.default_factory is not MISSING


def _table(path: Path, data: Mapping[str, object], name: str, record: type[Table]) -> Table:
    """The record of one table of the file; errors name the file and the key."""
    table = data.get(name)
    if not isinstance(table, dict):
        raise LanguageError(f"{path}: the table [{name}] is missing")
    known = {item.name: item for item in fields(record)}
    for key in table:
        if key not in known:
            raise LanguageError(f"{path}: [{name}] has no key {key!r}: take it out or mend it")
    values: dict[str, object] = {}
    for key, item in known.items():
        if key in table:
            values[key] = _value(path, f"[{name}] {key}", str(item.type), table[key])
        elif not _optional(item):
            raise LanguageError(f"{path}: [{name}] lacks the key {key!r}")
    make: Callable[..., Table] = record
    return make(**values)


def _value(path: Path, place: str, kind: str, value: object) -> object:
    try:
        return _READERS[kind](value)
    except ValueError as error:
        raise LanguageError(f"{path}: {place} {error}") from None


def read_file(path: Path) -> Language:
    """The language that a file describes.

    Raises LanguageError, naming the file and the key, when the file breaks the schema.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise LanguageError(f"{path}: cannot be read as TOML: {error}") from None
    for key in ("code", "name"):
        if not isinstance(data.get(key), str):
            raise LanguageError(f"{path}: lacks the key {key!r}, a text")
    for key in data:
        if key not in _TABLES and key not in ("code", "name"):
            raise LanguageError(f"{path}: has no table [{key}]: take it out or mend it")
    return Language(
        code=data["code"],
        name=data["name"],
        words=_table(path, data, "words", WordRules),
        marks=_table(path, data, "marks", MarkRules),
        speech=_table(path, data, "speech", Speech),
        phrases=_table(path, data, "phrases", Phrases),
        pronouns=_table(path, data, "pronouns", Pronouns),
        people=_table(path, data, "people", People),
        kinds=_table(path, data, "kinds", KindCues),
        thought=_table(path, data, "thought", Thought),
        page=_table(path, data, "page", Page),
        credit=_table(path, data, "credit", Credit) if "credit" in data else Credit(),
        cases=_table(path, data, "cases", Cases) if "cases" in data else None,
    )
