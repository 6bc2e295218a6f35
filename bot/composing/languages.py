"""How each language sets text, read from ``languages.toml``, where the sources stand."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

NO_BREAK = "\u00a0"
NARROW_NO_BREAK = "\u202f"


@dataclass(frozen=True, kw_only=True, slots=True)
class Setting:
    """A language's marks and spaces, and its words for alternative texts.

    The fields are those of ``languages.toml``; the pairs are an opening and a closing mark.
    """

    outer: tuple[str, str]
    inner: tuple[str, str]
    narrow: str = ""
    normal: str = ""
    kept: str = ""
    apostrophes: bool = False
    contractions: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    capital_titles: bool = False
    quote: str
    tldr: str
    headline: str
    source: str


@cache
def _table() -> dict[str, Setting]:
    raw = tomllib.loads(files("bot.composing").joinpath("languages.toml").read_text("utf-8"))
    for row in raw.values():
        row.update({key: tuple(value) for key, value in row.items() if isinstance(value, list)})
    return {
        code.lower(): Setting(**{**raw[code.split("-")[0]], **row}) for code, row in raw.items()
    }


def setting_of(language: str) -> Setting:
    """The setting of a language ("fr") or of a region's ("fr-CA").

    A region that the table does not have has its language's; a language that it does not have has
    English's.
    """
    table = _table()
    code = language.lower().replace("_", "-")
    return table.get(code) or table.get(code.split("-")[0]) or table["en"]
