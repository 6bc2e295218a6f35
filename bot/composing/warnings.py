"""What an editor would stop: figures that differ, and words that are not worth a post."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.composing.figures import Figure, Measure, figures
from bot.model import Quote, QuoteKind, Reading, plain_words
from bot.review import quoted_texts

# Figures of one unit so near to each other are taken to say the same thing differently.
NEAR = Decimal("1.5")

# Said of somebody, and no whole thought: on its own it accuses. A work, a brand or a word that is
# talked about stands in marks by custom, and may be posted.
BARE_WORDS = frozenset({QuoteKind.FRAGMENT, QuoteKind.SCARE, QuoteKind.NICKNAME, QuoteKind.SLOGAN})


@dataclass(frozen=True, slots=True)
class _Place:
    name: str
    figures: tuple[Figure, ...]


def differing_figures(reading: Reading) -> tuple[str, ...]:
    """A line for each figure that title, lead and TL;DR give differently.

    Other notations of one figure do not differ; roundings and approximations do ("près de 100"
    beside "97,4"). A summary that was chosen from the article's sentences is no place of its own.
    """
    article = reading.article
    places = [
        _Place("the title", figures(article.title, article.language)),
        _Place("the lead", figures(article.lead or "", article.language)),
        _Place("the TL;DR", figures("\n".join(article.summary_points), article.language)),
    ]
    said: dict[tuple[str, ...], None] = {}
    for index, first in enumerate(places):
        for second in places[index + 1 :]:
            for one, other in _differing(first, second):
                said[(_saying(places, one), _saying(places, other))] = None
    return tuple(f"figures differ: {one}; {other}" for one, other in said)


def _differing(first: _Place, second: _Place) -> Iterator[tuple[Figure, Figure]]:
    for one in first.figures:
        if _stands_in(one, second):
            continue
        for other in second.figures:
            if one.same_unit(other) and not _stands_in(other, first):
                alone = _only(one, first) and _only(other, second)
                if _near(one, other) or (alone and one.measure is Measure.COUNT):
                    yield one, other


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
    return f"{' and '.join(names)} {'say' if len(names) > 1 else 'says'} {figure.text}"


def bare_words(text: str, quotes: Sequence[Quote]) -> str | None:
    """Words between marks in ``text`` that are not to be posted by themselves; None for none."""
    bare = [
        plain_words(quote.text)
        for quote in quotes
        if not quote.card_worthy
        and (quote.kind in BARE_WORDS or (quote.kind is QuoteKind.DIRECT and not quote.speaker))
    ]
    for words in quoted_texts(text):
        if plain_words(words) in bare:
            return words.strip()
    return None
