"""Finding a quote again in an article that has changed. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.model import Part, Quote, same_words

# Marks, and the signs before which French sets a space: spaces beside them come and go.
_LOOSE = "«»“”„‟‹›‚‘’‛'\"`´!?:;%"
_MARK = f"[{re.escape('«»“”„‟‹›‚‘’‛`´')}'\"]"
_TOKEN = re.compile(rf"(\s*)([{re.escape(_LOOSE)}]|[^\s{re.escape(_LOOSE)}]+)")


def relocated(quote: Quote, text: str, article_sha256: str) -> Quote | None:
    """The quote as it stands in ``text``, the article's new version; None where it does not.

    Its words must be the same (``model.same_words``): where an article was set in other marks or
    spaces, so is the quote now. Of several places the one nearest to where it was is taken; parts
    keep their order.
    """
    parts: list[Part] = []
    at = 0
    moved = 0
    for part in quote.parts:
        found = _nearest(part.text, text, at, part.start + moved)
        if found is None:
            return None
        parts.append(found)
        at, moved = found.end, found.start - part.start
    return replace(
        quote,
        parts=tuple(parts),
        text=parts[0].text if len(parts) == 1 else quote.text,
        start=parts[0].start,
        end=parts[-1].end,
        article_sha256=article_sha256,
    )


def _nearest(words: str, text: str, start: int, wanted: int) -> Part | None:
    """The place from ``start`` on with these words that is nearest to ``wanted``."""
    places = _exact(words, text, start) or _in_other_type(words, text, start)
    if not places:
        return None
    return min(places, key=lambda part: abs(part.start - wanted))


def _exact(words: str, text: str, start: int) -> Sequence[Part]:
    found: list[Part] = []
    at = text.find(words, start)
    while at >= 0:
        if _whole(text, at, at + len(words)):
            found.append(Part(text=words, start=at, end=at + len(words)))
        at = text.find(words, at + 1)
    return found


def _in_other_type(words: str, text: str, start: int) -> Sequence[Part]:
    """The places that have the same words in other marks, apostrophes and spaces."""
    pattern = re.compile(_pattern(words))
    return [
        Part(text=match.group(), start=match.start(), end=match.end())
        for match in pattern.finditer(text, start)
        if same_words(match.group(), words) and _whole(text, match.start(), match.end())
    ]


def _pattern(words: str) -> str:
    """A pattern for the words in any type; each gap is one quantifier, so matching stays linear."""
    made = ""
    loose_before = False
    for space, token in _TOKEN.findall(words):
        loose = token in _LOOSE
        if made and (space or loose or loose_before):
            made += r"\s*"
        made += re.escape(token) if not loose or token in "!?:;%" else _MARK
        loose_before = loose
    return made


def _whole(text: str, start: int, end: int) -> bool:
    """Whether no word goes on beyond either end."""
    before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    after = end < len(text) and text[end - 1].isalnum() and text[end].isalnum()
    return not (before or after)
