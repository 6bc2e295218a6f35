"""Setting a text by its language's rules, without changing a word of it.

Everything here keeps ``model.same_words`` and can be done twice without further change. URLs,
e-mail addresses, handles, hashtags and character entities are left alone.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

NO_BREAK = "\u00a0"
NARROW_NO_BREAK = "\u202f"

_UNTOUCHED = re.compile(
    r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.[\w.-]+|(?<!\w)[@#]\w[\w.@-]*|"
    r"(?<![\w@.])(?:[a-z0-9-]+\.)+[a-z]{2,}/\S*|&#?\w+;",
    re.IGNORECASE,
)
_STAND_IN = "ʘ"  # a letter (a click of southern Africa's languages) that no newsroom prints
_GAP = "[ \t\u00a0\u202f\u2009]"
_MARKS = re.compile(r"«[\s]*|[\s]*»|[“”„‟\"]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Setting:
    """How a language sets text: its marks, its spaces, and its words for alternative texts."""

    outer: tuple[str, str]
    inner: tuple[str, str]
    spaced: str = ""
    colon: bool = False
    quote: str
    tldr: str
    headline: str
    source: str


@cache
def _table() -> dict[str, Setting]:
    raw = tomllib.loads(files("bot.composing").joinpath("languages.toml").read_text("utf-8"))
    return {
        code: Setting(**{**row, "outer": tuple(row["outer"]), "inner": tuple(row["inner"])})
        for code, row in raw.items()
    }


def setting_of(language: str) -> Setting:
    """The setting of a language ("fr", "fr-CA"); English for one that the table does not have."""
    table = _table()
    return table.get(language.lower().replace("_", "-").split("-")[0], table["en"])


def typeset(text: str, language: str) -> str:
    """``text`` with the language's apostrophes, spaces and no-break spaces."""
    setting = setting_of(language)
    return _outside_addresses(text, lambda run: _set_run(run, setting))


def quoted(words: str, language: str) -> str:
    """``words`` set and put between the language's marks; marks inside become the inner ones."""
    setting = setting_of(language)
    opening, closing = setting.outer
    return opening + _with_inner_marks(typeset(words.strip(), language), setting) + closing


def _outside_addresses(text: str, change: Callable[[str], str]) -> str:
    """``text`` changed, but for its addresses: each is one letter while the change is made."""
    if _STAND_IN in text:
        return text
    addresses = iter(_UNTOUCHED.findall(text))
    changed = change(_UNTOUCHED.sub(_STAND_IN, text))
    return re.sub(_STAND_IN, lambda _: next(addresses), changed)


def _set_run(run: str, setting: Setting) -> str:
    run = re.sub(r"(?<=\w)'(?=\w)", "’", run)
    run = re.sub(r"[ \t]{2,}", " ", run)
    if setting.outer[0].endswith(NO_BREAK):
        run = re.sub(rf"«{_GAP}*(?=\S)", f"«{NO_BREAK}", run)
        run = re.sub(rf"(?<=\S){_GAP}*»", f"{NO_BREAK}»", run)
        run = re.sub(rf"(?<!\d)(\d{{1,3}}){_GAP}(?=\d{{3}}(?!\d))", rf"\1{NO_BREAK}", run)
    if setting.spaced:
        signs = re.escape(setting.spaced)
        run = re.sub(
            rf"(?<=[\w»”’)\]…%€$.]){_GAP}*([{signs}])(?=[{signs}]|\W|$)",
            rf"{NARROW_NO_BREAK}\1",
            run,
        )
        run = re.sub(rf"(?<=[{signs}]){NARROW_NO_BREAK}(?=[{signs}])", "", run)
    if setting.colon:
        run = re.sub(rf"(?<=[^\W\d]){_GAP}*:(?=\s|$)", f"{NO_BREAK}:", run)
        run = re.sub(rf"(?<=[\d»”)\]…]){_GAP}+:(?=\s|$)", f"{NO_BREAK}:", run)
    return run


def _with_inner_marks(words: str, setting: Setting) -> str:
    """Marks inside a quote, as pairs of the language's inner ones; unpaired ones stay."""
    found = list(_MARKS.finditer(words))
    if len(found) % 2 or not found:
        return words
    pieces: list[str] = []
    end = 0
    for number, match in enumerate(found):
        pieces += [words[end : match.start()], setting.inner[number % 2]]
        end = match.end()
    return "".join(pieces) + words[end:]
