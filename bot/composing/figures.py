"""Figures in a text: what is counted, and how much, whatever the notation.

"97,4 milliards de dollars", "$97.4bn" and "97 400 000 000 dollars" are the same figure.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib.resources import files

LONGEST = 20_000  # characters of a text that figures are looked for in

_SPACES = " \u00a0\u202f\u2009"
_JOINERS = {"à", "to", "bis", "a", "e", "et", "and", "y", "und", "tot", "en", "ou", "or", "–", "-"}
_LONGEST_ABBREVIATION = 3  # of what multiplies: Mio., Mrd., bn
_LARGE = 6  # from a million on, a number is a figure also without a unit
_YEARS = range(1900, 2101)
_PLURAL, _ENDING = re.compile(r"[sx]$"), re.compile(r"(?:en|[aeio])$")


class Measure(StrEnum):
    """What sort of thing a figure counts."""

    MONEY = "money"
    SHARE = "share"  # per cent, percentage points
    COUNT = "count"  # of people and things
    TIME = "time"  # ages and durations


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """A figure: ``text[start:end]`` is it as printed, with its unit.

    ``unit`` is a currency's code, "%", "points" or the root of the noun that is counted; empty for
    a large number that stands without one ("97,4 milliards").
    """

    text: str
    start: int
    end: int
    value: Decimal
    unit: str
    measure: Measure

    def same_unit(self, other: Figure) -> bool:
        """Whether both count the same sort of thing, as far as the words tell."""
        if self.unit and other.unit:
            return self.unit == other.unit
        return all(each.measure is Measure.MONEY for each in (self, other) if each.unit)


def figures(text: str, language: str) -> tuple[Figure, ...]:
    """The figures of ``text`` in their order.

    Years, dates, times of day, ordinals and numbers within names are none.
    """
    grammar = grammar_of(language)
    text = text[:LONGEST]
    found = [_read(match, text, grammar) for match in grammar.pattern.finditer(text)]
    kept = (each for each in _ranges(found, text) if not each.dated)
    return tuple(each.figure for each in kept if not each.bare or each.large >= _LARGE)


@dataclass(frozen=True, slots=True)
class Grammar:
    """How a language writes figures: a row of ``figures.toml``, ready to match."""

    pattern: re.Pattern[str]
    decimal: str
    numbers: Mapping[str, int]
    large: Mapping[str, int]
    percent: frozenset[str]
    points: frozenset[str]
    currencies: Mapping[str, str]
    times: frozenset[str]
    months: frozenset[str]
    openers: frozenset[str]
    articles: frozenset[str]
    pronouns: frozenset[str]
    no_units: frozenset[str]


@cache
def _table() -> dict[str, dict[str, object]]:
    raw: dict[str, dict[str, object]] = tomllib.loads(
        files("bot.composing").joinpath("figures.toml").read_text("utf-8")
    )
    return raw


def grammar_of(language: str) -> Grammar:
    """The grammar of a language ("fr", "fr-CA"); English for one that the table does not have."""
    code = re.split("[-_]", language.lower())[0]
    return _grammar(code if code in _table() else "en")


@cache
def _grammar(code: str) -> Grammar:
    from bot.reading.languages import shipped

    row, signs = _table()[code], _table()["signs"]
    large = _mapping(row["large"])
    stop_words = shipped().get_or_nearest(code).words.stop_words
    return Grammar(
        pattern=_pattern(row, [str(sign) for sign in signs]),
        decimal=str(row["decimal"]),
        numbers=_mapping(row["numbers"]),
        large={**{name.lower(): power for name, power in large.items()}, **large},
        percent=frozenset(_list(row["percent"])),
        points=frozenset(_list(row["points"])),
        currencies={
            **{name.lower(): str(value) for name, value in _table_of(row["currencies"]).items()},
            **{sign: str(value) for sign, value in signs.items()},
        },
        times=frozenset(str(row["times"]).split()),
        months=frozenset(str(row["months"]).split()),
        openers=frozenset(str(row["openers"]).split()),
        articles=frozenset(str(row["articles"]).split()),
        pronouns=frozenset(str(row["pronouns"]).split()),
        no_units=frozenset({*stop_words, *_JOINERS, *_list(row["of"])}),
    )


def _table_of(value: object) -> Mapping[str, object]:
    assert isinstance(value, dict)
    return value


def _mapping(value: object) -> dict[str, int]:
    return {name: int(str(number)) for name, number in _table_of(value).items()}


def _list(value: object) -> list[str]:
    assert isinstance(value, list)
    return [str(each) for each in value]


# --- finding -----------------------------------------------------------------------------


def _pattern(row: Mapping[str, object], signs: list[str]) -> re.Pattern[str]:
    large = _mapping(row["large"])
    words = [name for name in large if len(name) > _LONGEST_ABBREVIATION]
    short = [name for name in large if 1 < len(name) <= _LONGEST_ABBREVIATION]
    letters = [name for name in large if len(name) == 1]
    units = [*_list(row["points"]), *_list(row["percent"]), *_table_of(row["currencies"])]
    of = "|".join(_spelt(word) + r"\s?" for word in _list(row["of"])) or "(?!)"
    sep = re.escape(str(row["thousands"]))
    return re.compile(
        rf"""(?<![\w.,:/])(?<![^\W\d_][-‐‑])
        (?:(?P<sign>{_any(signs)})[{_SPACES}]?)?
        (?:(?P<digits>\d{{1,3}}(?:[{_SPACES}]\d{{3}}){{1,5}}(?!\d)(?:[.,]\d{{1,9}})?
                    |\d{{1,3}}(?:{sep}\d{{3}}){{1,5}}(?!\d)(?:[.,]\d{{1,9}})?
                    |\d{{1,15}}(?:[.,]\d{{1,9}})?)(?![.,]?\d)
          |(?P<word>(?i:{_any(_mapping(row["numbers"]))})(?![\w-])))
        (?:[{_SPACES}]?(?P<large>(?i:{_any(words)})(?![^\W\d_])
              |(?i:{_any(short)})(?![^\W\d_])\.?
              |(?:{_any(letters)})(?=[{_SPACES}]?(?:{_any(signs)}))
              |(?<=\d)(?:{_any(letters)})(?![^\W\d_])))?
        (?:[{_SPACES}]?(?:(?<=[{_SPACES}])(?i:{of}))?
           (?P<unit>(?i:{_any(units)})(?![^\W\d_])|{_any(signs)}(?![^\W\d_])
                   |(?<=[{_SPACES}’'])[^\W\d_]{{2,30}}))?
        (?![^\W\d_]|[:/]\d)""",
        re.VERBOSE,
    )


def _spelt(word: str) -> str:
    """A word as a pattern, with whatever apostrophe."""
    return re.escape(word).replace("'", "['’]")


def _any(words: Iterable[str]) -> str:
    """An alternative of words, the longest first, for a verbose pattern."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"


@dataclass(frozen=True, slots=True)
class _Found:
    """A number with what stands round it; ``figure.unit`` may still have to be inherited."""

    figure: Figure
    large: int
    bare: bool
    dated: bool


def _read(match: re.Match[str], text: str, grammar: Grammar) -> _Found:
    digits, word, large = match["digits"], match["word"], match["large"]
    value = _number(digits, grammar) if digits else Decimal(grammar.numbers[word.lower()])
    power = _power(large, grammar)
    unit, measure = _unit(match["sign"], match["unit"], grammar)
    named = measure is not Measure.COUNT or unit
    end = match.end() if named and not match["sign"] else _end(match)
    figure = Figure(
        text=text[match.start() : end],
        start=match.start(),
        end=end,
        value=(value * Decimal(10) ** power).normalize(),
        unit=unit,
        measure=measure,
    )
    month = (match["unit"] or "").lower() in grammar.months or _month_before(match, text, grammar)
    year = digits is not None and digits.isdigit() and int(digits) in _YEARS and not power
    return _Found(figure, power, not unit, (month or year) and measure is Measure.COUNT)


def _number(digits: str, grammar: Grammar) -> Decimal:
    grouped = re.fullmatch(r"(\d{1,3}(?:[ \u00a0\u202f\u2009.,]\d{3})+)(?:([.,])(\d+))?", digits)
    if grouped and not _is_fraction(digits, grammar):
        whole = re.sub(r"\D", "", grouped[1])
        return Decimal(f"{whole}.{grouped[3] or 0}")
    return Decimal(digits.replace(",", "."))


def _is_fraction(digits: str, grammar: Grammar) -> bool:
    """Whether the only sign in ``digits`` is the language's decimal sign: "3,125" in French."""
    return digits.count(grammar.decimal) == 1 and not re.sub(r"[\d]", "", digits).strip(
        grammar.decimal
    )


def _power(large: str | None, grammar: Grammar) -> int:
    if not large:
        return 0
    large = large.rstrip(".")
    return grammar.large.get(large) or grammar.large[large.lower()]


def _unit(sign: str | None, unit: str | None, grammar: Grammar) -> tuple[str, Measure]:
    if sign:
        return grammar.currencies[sign], Measure.MONEY
    low = (unit or "").lower()
    if low in grammar.percent or unit in grammar.percent:
        return "%", Measure.SHARE
    if low in grammar.points or unit in grammar.points:
        return "points", Measure.SHARE
    if currency := grammar.currencies.get(unit or "") or grammar.currencies.get(low):
        return currency, Measure.MONEY
    if low in grammar.times:
        return _root(low), Measure.TIME
    if not low or low in grammar.no_units:
        return "", Measure.COUNT
    return _root(low), Measure.COUNT


def _root(noun: str) -> str:
    """A noun without accents and endings, so that one and many are the same."""
    plain = unicodedata.normalize("NFKD", noun)
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    root = _ENDING.sub("", _PLURAL.sub("", plain))
    return root if len(root) > 1 else plain


def _end(match: re.Match[str]) -> int:
    """Where the number itself ends, with what multiplies it."""
    return next(match.end(name) for name in ("large", "digits", "word") if match[name])


def _month_before(match: re.Match[str], text: str, grammar: Grammar) -> bool:
    before = text[max(0, match.start() - 12) : match.start()].split()
    return bool(before) and before[-1].lower().rstrip(".") in grammar.months


def _ranges(found: list[_Found], text: str) -> Iterator[_Found]:
    """The numbers, where the first of a range ("5 à 10 %") has the unit of the second."""
    for index, this in enumerate(found):
        following = found[index + 1] if index + 1 < len(found) else None
        joined = following and text[this.figure.end : following.figure.start].strip() in _JOINERS
        if following and joined and this.bare and not following.bare and not this.large:
            scale = Decimal(10) ** following.large
            figure = replace(
                this.figure,
                value=(this.figure.value * scale).normalize(),
                unit=following.figure.unit,
                measure=following.figure.measure,
            )
            yield _Found(figure, following.large, bare=False, dated=False)
        else:
            yield this
