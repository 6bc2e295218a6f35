"""What posts and cards print of a quotation: its parts as one text, without outer marks."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from itertools import pairwise

from bot.model import Part, begins_sentence, sign_between
from bot.reading.languages import Language
from bot.reading.languages.values import fold

ELLIPSIS = "[…]"
_SPACES = re.compile(r"[ \t\n\r]{2,}|[\t\n\r]")
_UNPRINTED = ("  ", "\t", "\n", "\r")
_FIRST_WORD = re.compile(r"[\w'’]+")
_SENTENCE_END = re.compile(r"[.!?…]\s")
_COMMA_WITHIN = re.compile(r",[\s'’\"”»]*$")  # behind it no full stop can be set


def displayed(parts: Sequence[Part], omitted: Sequence[bool], text: str, language: Language) -> str:
    """The parts of ``text`` joined: by a space, or by […] where more than who said it is left out.

    ``omitted`` has one flag for each gap between two parts. The full stop that the attribution
    stood in for is set again, as is a comma before a word that does not go without. Entities are
    decoded and runs of plain spaces become one; no-break spaces stay as the article has them.
    """
    joined = _decoded(parts[0])
    for (before, after), gap in zip(pairwise(parts), omitted, strict=True):
        between = text[before.end : after.start]
        sign = sign_between(before.text, between, after.text)
        if sign == "," and not _keeps_comma(before.text, after.text, language):
            sign = ""
        cut = gap or (_COMMA_WITHIN.search(before.text) and begins_sentence(between, after.text))
        joined += f"{sign} {ELLIPSIS} " if cut else f"{sign} "
        joined += _decoded(after)
    return joined


def _decoded(part: Part) -> str:
    text = html.unescape(part.text)
    spaced = any(map(text.__contains__, _UNPRINTED))
    return (_SPACES.sub(" ", text) if spaced else text).strip()


def _keeps_comma(before: str, after: str, language: Language) -> bool:
    """Whether the article's comma between two parts parts their clauses too: „Wer so plant, der“.

    It does in front of words that open a clause, and behind a clause that came first.
    """
    phrases = language.phrases
    opening = _FIRST_WORD.match(after)
    word = fold(opening[0]) if opening else ""
    if word in phrases.after_comma:
        return True
    first = _FIRST_WORD.search(before, _last_sentence(before))
    leads = first is not None and fold(first[0]) in phrases.before_comma
    return leads and word not in phrases.conjunctions


def _last_sentence(text: str) -> int:
    """Where the last sentence of a text opens."""
    return max((match.end() for match in _SENTENCE_END.finditer(text)), default=0)
