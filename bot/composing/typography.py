"""Setting a text by its language's rules, without changing a word of it.

Everything here keeps ``model.same_words`` and can be done twice without further change. URLs,
e-mail addresses, handles, hashtags, code between backticks and character entities are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from bot.composing.languages import NARROW_NO_BREAK, NO_BREAK, Setting, setting_of
from bot.kept import kept

__all__ = ["quoted", "righted", "setting_of", "typeset"]

# A word of more characters is no word, and its marks are nobody's.
LONGEST_WORD = 2_000

_UNTOUCHED = re.compile(
    r"`[^`\n]+`|https?://\S+|(?<![\w.-])www\.\S+|(?<![\w.+-])[\w.+-]++@[\w-]++\.[\w.-]+|"
    r"(?<!\w)[@#]\w[\w.@-]*|(?<![\w@.-])(?:[a-z0-9-]++\.)++[a-z]{2,}/\S*|&#?\w{1,32};",
    re.IGNORECASE,
)
_MAY_HOLD_ADDRESS = re.compile(r"[`@#/&]|www\.", re.IGNORECASE)
_STAND_IN = "ʘ"  # a letter (a click of southern Africa's languages) that no newsroom prints
_LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD},}}")

_GAP = "[ \t\u00a0\u202f\u2009]"
_MARKS = re.compile(r"«[\s]*|[\s]*»|[“”„‟\"]")
_GUILLEMET = re.compile("[«»]")
_BEFORE_OPENING = re.compile(r"(?:^|[\s(\[’'])$")
_BEHIND_CLOSING = re.compile(r"$|[\s.,;:!?…)\]]")
_SPACES = re.compile(r"[ \t]{2,}")
_THOUSANDS = re.compile(rf"(?<![\d.,])(\d{{1,3}}){_GAP}(?=\d{{3}}(?!\d))")
_OPENS = re.compile(r"(?<!\w)\"(?=[^\s»”.,;:!?)\]])")
_CLOSES = re.compile(r"(?<=[^\s«“„‘(\[])\"(?!\w)")
_SINGLE = re.compile(r"(?<![\w'’])'(?=[^\W\d])([^'‘\n]*)(?<=[^\s'])'(?![\w'])")
_ELISION = re.compile(r"(?<=\w)'(?=[\w«“„‘])")
_DECADE = re.compile(r"(?<![\w'’])'(?=\d\d)")
_LAST = re.compile(r"(?<=\w)'(?![\w'])")
_MONEY = re.compile(rf"(?<=[€$£¥]){_GAP}(?=\d)")
# SI Brochure 9, §5.4.3: a space parts a number from its unit.
_UNIT = re.compile(
    rf"(?<=\d){_GAP}(?=(?:[%‰€$£¥]|°[CF]|[kcm]?m[²³]?|km/h|[km]?g|t|l|h|min|s|ha|[kMGT]Wh?|[kMGT][oB]|"
    r"[kMG]?Hz|CHF|EUR|USD)(?!\w))"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Rule:
    """Every match of ``pattern`` becomes ``put``."""

    pattern: re.Pattern[str]
    put: str


@kept(512)
def typeset(text: str, language: str) -> str:
    """``text`` with the language's marks, apostrophes, spaces and no-break spaces."""
    setting = setting_of(language)
    return _outside_addresses(text, lambda run: _set_run(run, setting))


def righted(text: str, language: str) -> str:
    """``text``, a whole one, with guillemets that were set the wrong way round put right.

    So some editors make them of straight marks: « il répond : » Non merci » ». It is done only
    where the first mark of a text closes what nothing opened, and all of them can be pairs.
    """
    marks = list(_GUILLEMET.finditer(text))
    if "«" not in setting_of(language).outer[0] or len(marks) % 2 or not marks:
        return text
    opening, closing = marks[::2], marks[1::2]
    wrong = marks[0][0] == "»"
    wrong = wrong and all(_BEFORE_OPENING.search(text[: each.start()]) for each in opening)
    if not wrong or not all(_BEHIND_CLOSING.match(text, each.end()) for each in closing):
        return text
    signs = iter("«»" * len(opening))
    return _GUILLEMET.sub(lambda _: next(signs), text)


def quoted(words: str, language: str) -> str:
    """``words`` set and put between the language's marks; marks inside become the inner ones."""
    setting = setting_of(language)
    opening, closing = setting.outer
    return opening + _with_inner_marks(typeset(words.strip(), language), setting) + closing


def _outside_addresses(text: str, change: Callable[[str], str]) -> str:
    """``text`` changed, but for its addresses: each is one letter while the change is made."""
    if _STAND_IN in text or _LONG_WORD.search(text):
        return text
    if not _MAY_HOLD_ADDRESS.search(text):
        return change(text)
    addresses = iter(_UNTOUCHED.findall(text))
    changed = change(_UNTOUCHED.sub(_STAND_IN, text))
    return re.sub(_STAND_IN, lambda _: next(addresses), changed)


def _set_run(run: str, setting: Setting) -> str:
    run = "\n".join(_without_straight(line, setting.outer) for line in run.split("\n"))
    for rule in _rules(setting):
        run = rule.pattern.sub(rule.put, run)
    return run


def _without_straight(line: str, marks: tuple[str, str]) -> str:
    """A line whose straight marks are pairs throughout, with ``marks`` in their place."""
    parts = line.split('"')
    if len(parts) % 2 == 0 or not _are_pairs(line):
        return line
    between = ["", *(marks[number % 2] for number in range(len(parts) - 1))]
    return "".join(mark + part for mark, part in zip(between, parts, strict=True))


def _are_pairs(line: str) -> bool:
    found = [match.start() for match in re.finditer('"', line)]
    opening = (_OPENS.match(line, at) for at in found[::2])
    closing = (_CLOSES.match(line, at) for at in found[1::2])
    return all(opening) and all(closing)


@cache
def _rules(setting: Setting) -> tuple[_Rule, ...]:
    """What the language does, in the order in which it is done."""
    return (
        _Rule(pattern=_SPACES, put=" "),
        *_apostrophes(setting),
        *_guillemets(setting),
        *_before_signs(setting),
        *_within_numbers(setting),
    )


def _apostrophes(setting: Setting) -> list[_Rule]:
    rules = [_Rule(pattern=_ELISION, put="’")]
    if setting.apostrophes:
        contractions = "|".join(setting.contractions)
        rules += [
            _Rule(pattern=_DECADE, put="’"),
            _Rule(pattern=re.compile(rf"(?<![\w'’])'(?=(?:{contractions})\b)", re.I), put="’"),
            _Rule(pattern=_SINGLE, put=r"‘\1’"),
            _Rule(pattern=_LAST, put="’"),
        ]
    return rules


def _guillemets(setting: Setting) -> list[_Rule]:
    opening, closing = setting.outer
    if "«" not in opening:
        return []
    return [
        _Rule(pattern=re.compile(rf"«{_GAP}*(?=\S)"), put=opening),
        _Rule(pattern=re.compile(rf"(?<=\S){_GAP}*»"), put=closing),
    ]


def _before_signs(setting: Setting) -> list[_Rule]:
    narrow, rows = re.escape(setting.narrow), []
    if narrow:
        rows += [
            (rf"(?<=[\w»”’)\]…%€$.]){_GAP}*(?=[{narrow}](?:[{narrow}]|\W|$))", NARROW_NO_BREAK),
            (rf"(?<=[{narrow}]){NARROW_NO_BREAK}(?=[{narrow}])", ""),
        ]
    if ":" in setting.normal:
        rows += [
            (rf"(?<=[^\W\d]){_GAP}*:(?=\s|$)", f"{NO_BREAK}:"),
            (rf"(?<=[\d»”)\]…]){_GAP}+:(?=\s|$)", f"{NO_BREAK}:"),
        ]
    if "%" in setting.normal:
        rows.append((rf"(?<=\d){_GAP}*%(?!\w)", f"{NO_BREAK}%"))
    if setting.kept:
        rows.append((rf"(?<=\S){_GAP}+(?=[{re.escape(setting.kept)}](?:\W|$))", NO_BREAK))
    return [_Rule(pattern=re.compile(pattern), put=put) for pattern, put in rows]


def _within_numbers(setting: Setting) -> list[_Rule]:
    rules = [
        _Rule(pattern=_THOUSANDS, put=rf"\1{NO_BREAK}"),
        _Rule(pattern=_UNIT, put=NO_BREAK),
        _Rule(pattern=_MONEY, put=NO_BREAK),
    ]
    titles = [words for words in setting.joined if " " not in words]
    if titles:
        pattern = rf"(?<!\w)({'|'.join(map(re.escape, titles))}){_GAP}(?=[\w«„“])"
        rules.append(_Rule(pattern=re.compile(pattern), put=rf"\1{NO_BREAK}"))
    for phrase in setting.joined:
        words = phrase.split()
        if len(words) > 1:
            pattern = rf"(?<!\w){_GAP.join(map(re.escape, words))}(?![\w.])"
            rules.append(_Rule(pattern=re.compile(pattern), put=NO_BREAK.join(words)))
    return rules


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
