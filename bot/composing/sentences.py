"""Sentences, cut where a text may be shortened: never within quotation marks."""

from __future__ import annotations

from bot.kept import kept
from bot.reading.languages import shipped
from bot.reading.words.sentences import sentences as token_sentences
from bot.reading.words.tokens import tokenise

LONGEST = 20_000  # characters of a text that is looked at

_OPENING, _CLOSING = "«“„‹(", "»”“›)"


@kept(256)
def sentences(text: str, language: str) -> tuple[str, ...]:
    """The sentences of ``text``, verbatim; what stands between marks or brackets is not parted."""
    text = text[:LONGEST]
    rules = shipped().get_or_nearest(language)
    found: list[str] = []
    start: int | None = None
    for stretch in token_sentences(tokenise(text, 0, len(text), rules), text, rules):
        start = stretch.starts[0] if start is None else start
        sentence = text[start : stretch.end(-1)]
        if _is_whole(sentence):
            found.append(sentence)
            start = None
    if start is not None:
        found.append(text[start:].rstrip())
    return tuple(found)


def shortened(text: str, language: str) -> tuple[str, ...]:
    """``text`` whole, then without its last sentence, and so on, down to its first."""
    parts = sentences(text, language)
    ends = [text.find(parts[0]) + len(parts[0])] if parts else []
    for part in parts[1:]:
        ends.append(text.index(part, ends[-1]) + len(part))
    return (text, *(text[:end] for end in reversed(ends[:-1])))


def _is_whole(sentence: str) -> bool:
    """Whether every mark and bracket that opens in it closes there."""
    depth = 0
    for sign in sentence:
        if sign == "“":  # opens in English, closes in German
            depth += -1 if "„" in sentence else 1
        elif sign in _OPENING:
            depth += 1
        elif sign in _CLOSING:
            depth -= 1
    return depth <= 0
