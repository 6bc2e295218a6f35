"""Speech without quotation marks behind a dash: « — Je ne sais pas, dit-elle. »

Newsrooms in Brazil set whole articles so: « — Ninguém dormiu — contou a moradora. — Foi horrível. »
A paragraph that opens with a dash is speech only where it begins like a sentence and holds an
attribution: otherwise it may be an item of a list.
"""

from __future__ import annotations

import re

from bot.reading.languages import Language
from bot.reading.marks.pairing import Marked
from bot.reading.marks.stretches import trim
from bot.reading.utterances.interruptions import attribution_within, verb_behind, with_depths
from bot.reading.words.tokens import tokenise

DASHES = "—–―"
_OPENING = re.compile(rf"[{DASHES}]\s?(?=[¿¡]?\s?[^\W\d_a-zß-ÿ])")
_INNER = re.compile(rf"(?:(?<=\s)|(?<=[.,!?…»”\"]))[{DASHES}]|[{DASHES}](?=[\s.,;:]|$)")
_SIGNS = re.compile(rf"[{DASHES}][\s.,;:]*")


def spoken(text: str, span: tuple[int, int], language: Language) -> list[Marked]:
    """The stretches of speech of a paragraph that opens with a dash, the attribution between.

    None in a language that sets no attribution inside marks or between dashes: there, a dash in
    front stands for who signs.
    """
    start, end = span
    inside = language.marks.attribution_inside
    if not (inside or language.marks.dash_attribution):
        return []
    opening = _OPENING.match(text, start, end) if start < end else None
    if opening is None:
        return []
    begin = opening.end()
    dashes = [match.start() for match in _INNER.finditer(text, begin, end)]
    if not (dashes or inside):
        return []
    pieces = _between_dashes if dashes else _behind_comma
    found = [trim(text, one) for one in pieces(text, (start, begin, end), dashes, language)]
    return [one for one in found if one.start < one.end]


def _between_dashes(
    text: str, places: tuple[int, int, int], dashes: list[int], language: Language
) -> list[Marked]:
    start, begin, end = places
    verbs = [at for at, dash in enumerate(dashes) if _attributes(text, dash, end, language)]
    if not verbs:
        return []
    stop = dashes[verbs[0]]
    found = [Marked(begin, stop, start, stop)]
    for verb, following in zip(verbs, [*verbs[1:], len(dashes)], strict=True):
        if verb + 1 < following or (verb + 1 == following < len(dashes)):
            resumed = dashes[verb + 1]
            close = dashes[following] if following < len(dashes) else end
            signs = _SIGNS.match(text, resumed, end)
            first = signs.end() if signs else resumed
            if first < close:
                found.append(Marked(first, close, first, close))
    return found


def _attributes(text: str, dash: int, end: int, language: Language) -> bool:
    """Whether a verb of speech stands right behind a dash, or a verb alone: « – completou. »"""
    stretch = tokenise(text, dash, end, language)
    if verb_behind(stretch, 0, language) is not None:
        return True
    words, dropped = stretch.tokens[1:3], language.speech.subject_dropped
    alone = bool(words) and words[0].text.islower() and not any(one.is_word for one in words[1:])
    return alone and dropped


def _behind_comma(
    text: str, places: tuple[int, int, int], _: list[int], language: Language
) -> list[Marked]:
    start, begin, end = places
    stretch = tokenise(text, begin, end, language)
    attribution = attribution_within(stretch, text, language, unclosed=True)
    if attribution is None:
        return []
    stop, after = attribution
    return [Marked(begin, stop, start, stop), Marked(after, end, after, end)]


def with_speech(marked: list[Marked], speech: list[Marked]) -> list[Marked]:
    """The speech behind dashes with what is marked in it; what is marked, if it stands outside."""
    if not speech:
        return marked
    if not all(any(said.start <= one.outer_start and one.outer_end <= said.end for said in speech)
               for one in marked):  # fmt: skip
        return marked
    return with_depths(speech + marked)
