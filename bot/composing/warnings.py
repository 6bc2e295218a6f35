"""What an editor would stop: figures that differ, and words that are not worth a post."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.composing.figures import Figure, Measure, figures
from bot.model import Quote, QuoteKind, Reading, plain_words
from bot.review import quoted_spans

# Figures of one unit so near to each other are taken to say the same thing differently.
NEAR = Decimal("1.5")

_CLAUSE_END = re.compile(r"[,.;:!?\n]")
_MARKS = "«»“”„‟‹›‚‘’\"' \u00a0\u202f"
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")

# A work, a brand, a word that is talked about: these stand in marks by custom, and may be posted.
_HARMLESS = frozenset(
    {QuoteKind.TITLE, QuoteKind.BRAND, QuoteKind.WORD, QuoteKind.FOREIGN, QuoteKind.HEADING}
)
# So few words are no thought of anybody's: by themselves they label somebody or something.
MOST_BARE_WORDS = 3
_ARTICLE_BEFORE = re.compile(r"\b(?:der|die|das|den|dem|des|the)\s*[«“„‚\"]?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Place:
    name: str
    text: str
    figures: tuple[Figure, ...]

    @staticmethod
    def of(name: str, text: str, language: str) -> _Place:
        return _Place(name, text, figures(text, language))


def differing_figures(reading: Reading) -> tuple[str, ...]:
    """A line for each figure that title, lead and TL;DR give differently.

    Other notations of one figure do not differ; roundings and approximations do ("près de 100"
    beside "97,4"). A summary that was chosen from the article's sentences is no place of its own.
    """
    article = reading.article
    places = [
        _Place.of("the title", article.title, article.language),
        _Place.of("the lead", article.lead or "", article.language),
        _Place.of("the TL;DR", "\n".join(article.summary_points), article.language),
    ]
    said: dict[frozenset[str], str] = {}
    for index, first in enumerate(places):
        for second in places[index + 1 :]:
            for pair in _differing(first, second):
                sayings = [_saying(places, figure) for figure in pair]
                said.setdefault(frozenset(sayings), f"figures differ: {'; '.join(sayings)}")
    return tuple(said.values())


def _differing(first: _Place, second: _Place) -> Iterator[tuple[Figure, Figure]]:
    for one in first.figures:
        if _stands_in(one, second):
            continue
        for other in second.figures:
            new = one.same_unit(other) and not _stands_in(other, first)
            if new and _tell_of_the_same(one, first, other, second):
                yield one, other


def _tell_of_the_same(one: Figure, first: _Place, other: Figure, second: _Place) -> bool:
    """Whether two figures of one unit are likely to be meant as the same."""
    if one.measure is Measure.TIME and not _clause(one, first) & _clause(other, second):
        return False
    alone = _only(one, first) and _only(other, second)
    counted = one.measure is Measure.COUNT and one.unit
    return _near(one, other) or bool(alone and counted)


def _clause(figure: Figure, place: _Place) -> set[str]:
    """The longer words of the clause that a figure stands in, without the figure's own."""
    start = max(place.text.rfind(sign, 0, figure.start) for sign in ",.;:!?\n") + 1
    end = _CLAUSE_END.search(place.text, figure.end)
    clause = place.text[start : figure.start] + place.text[figure.end : end and end.start()]
    return set(_LONG_WORD.findall(clause.lower()))


def _stands_in(figure: Figure, place: _Place) -> bool:
    return any(figure.value == o.value and figure.same_unit(o) for o in place.figures)


def _only(figure: Figure, place: _Place) -> bool:
    return sum(figure.same_unit(other) for other in place.figures) == 1


def _near(one: Figure, other: Figure) -> bool:
    low, high = sorted((one.value, other.value))
    return low > 0 and high <= low * NEAR


def _saying(places: Sequence[_Place], figure: Figure) -> str:
    """Which places say this figure, and how."""
    names = [place.name for place in places if _stands_in(figure, place)]
    if len(names) > 1:
        return f"{' and '.join(names)} say {figure.text}"
    return f"{names[0]} says {figure.text}"


def bare_words(text: str, quotes: Sequence[Quote]) -> str | None:
    """Words between marks in ``text`` that are not to be posted by themselves; None for none.

    They are a few words that the article quotes without their being a thought: an insult, a
    label. Names may be posted.
    """
    bare = {plain_words(quote.text) for quote in quotes if _is_bare(quote)}
    for start, end in quoted_spans(text) if bare else ():
        words = text[start:end].strip(_MARKS)
        if plain_words(words) in bare and not _is_name(words, text[:start]):
            return words
    return None


def _is_bare(quote: Quote) -> bool:
    few = len(quote.text.split()) <= MOST_BARE_WORDS
    return few and not quote.card_worthy and quote.kind not in _HARMLESS


def _is_name(words: str, before: str) -> bool:
    """Whether words between marks are a name: capitals behind the article, as a ship's."""
    capitals = all(word[:1].isupper() for word in words.split())
    return capitals and _ARTICLE_BEFORE.search(before) is not None
