"""``hyphens: auto``: places within words where a line may end, by the patterns of TeX.

Pyphen's dictionaries are those of LibreOffice. As in browsers, names stay whole: capitalised words,
but for German nouns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.cards.text.spans import Span
from bot.cards.words import linebreak
from bot.cards.words.linebreak import Break

if TYPE_CHECKING:
    import pyphen

_WORD = re.compile(r"[^\W\d_]+")


def breaks(text: str, spans: Sequence[Span], language: str) -> tuple[Break, ...]:
    """Every place where a line of the spans' text may end, in order."""
    plain = linebreak.breaks(text, language)
    asked = {span.style.hyphens for span in spans}
    if asked <= {"manual"}:
        return plain
    wanted = [span.style.hyphens for span in spans for _ in span.text]
    kept = [each for each in plain if not each.hyphen or wanted[each.at - 1] != "none"]
    if "auto" in asked:
        there = {each.at for each in plain}
        kept += [
            Break(at, hyphen=True, cost=linebreak.IN_WORD)
            for at in _places(text, spans, language)
            if at not in there and wanted[at - 1] == wanted[at] == "auto"
        ]
    return tuple(sorted(kept, key=lambda each: each.at))


def _places(text: str, spans: Sequence[Span], language: str) -> Iterator[int]:
    dictionary = _dictionary(language)
    if dictionary is None:
        return
    german = language.lower().startswith("de")
    shortest, before, after = spans[0].style.hyphenate_limit_chars
    for match in _WORD.finditer(text):
        word = match[0]
        named = word[0].isupper() and not german
        beside = text[match.start() - 1 : match.start()] + text[match.end() : match.end() + 1]
        if len(word) < shortest or named or linebreak.SOFT_HYPHEN in beside:
            continue
        for place in dictionary.positions(word.lower()):
            if before <= place <= len(word) - after:
                yield match.start() + int(place)


@lru_cache(maxsize=8)
def _dictionary(language: str) -> pyphen.Pyphen | None:
    import pyphen  # its list of dictionaries is read from disk: cards without hyphens skip that

    known = pyphen.language_fallback(language.replace("-", "_"))
    return pyphen.Pyphen(lang=known) if known else None
