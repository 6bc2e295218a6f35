"""Which quotation an editor would choose: all features and their weights.

A feature is a number from 0 to 1. The score of a quotation is the weighted sum of its features,
brought to 0…1. The weights were chosen, in coarse steps, by how often the key quote that editors
had marked in an article wins; docs/decisions tells the figures, and what was tried and left out.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from bot.reading.languages import Language
from bot.reading.words.tokens import words_of

WEIGHTS = {
    "size": 2.0,
    "calm": 2.0,
    "named": 1.0,
    "early": 1.0,
    "whole": 1.0,
    "plain": 0.5,
    "headline": 0.5,
    "general": 0.25,
    "repetition": 0.25,
    "play": 0.25,
    "central": 0.25,
}
REASONS = {
    "size": "It is long enough to say something, and short enough for a card.",
    "named": "A person with a name says it.",
    "early": "It stands early in the story.",
    "repetition": "It takes up its own words, as memorable sentences do.",
    "whole": "It is a whole sentence.",
    "play": "It plays on words of one stem.",
    "plain": "It has no figures.",
    "calm": "It states, and does not exclaim.",
    "general": "It is about more than the one who speaks.",
    "headline": "It takes up the headline.",
    "central": "It is close to the story's point.",
}
# Editors' key quotes are seldom under six words, and each doubling up to two dozen makes one
# likelier; what goes far beyond three dozen no longer reads on a card.
FEWEST_WORDS, FULL_WORDS, MOST_WORDS = 6, 24, 40
_ALL = sum(WEIGHTS.values())
_DOUBLINGS = math.log(FULL_WORDS / FEWEST_WORDS)
_FIGURE = re.compile(r"\d")
MAX_LEAD = 2_000  # characters of a lead that tell the topic
STRONG = 0.6  # of a feature that is told as a reason
MIN_TOPIC = 4  # letters of a word that tells what a text is about
STEM = 5  # letters from which words are taken for kin


class Candidate(NamedTuple):
    """What the ranking looks at in one quotation.

    ``person`` tells named people from others; ``place`` is where it stands, from 0 to 1.
    """

    text: str
    person: bool
    place: float


class Ranked(NamedTuple):
    """A quotation's score, and the reasons for it as short sentences, the strongest first."""

    score: float
    reasons: tuple[str, ...]


UNRANKED = Ranked(0.0, ())  # what is worth no card


class Ranking:
    """What the quotes of one article are measured by: its headline and its lead."""

    def __init__(self, title: str, lead: str, language: Language) -> None:
        self._language = language
        self._headline = frozenset(_content(words_of(title, language), language))
        lead_words = _content(words_of(lead[:MAX_LEAD], language), language)
        self._topic = self._headline.union(lead_words)

    def of(self, candidate: Candidate) -> Ranked:
        """The score of one candidate."""
        features = _features(candidate, self._headline, self._topic, self._language)
        score = 0.0
        strong: list[tuple[float, str]] = []
        for name, value in features.items():
            share = WEIGHTS[name] * value
            score += share
            if value >= STRONG:
                strong.append((share, name))
        strong.sort(key=itemgetter(0), reverse=True)
        return Ranked(round(score / _ALL, 4), _told(tuple([name for _, name in strong])))


@lru_cache(maxsize=256)
def _told(features: tuple[str, ...]) -> tuple[str, ...]:
    return tuple([REASONS[name] for name in features])


def _content(lows: Sequence[str], language: Language) -> list[str]:
    """The words that say what a text is about."""
    function_words = language.function_words
    return [low for low in lows if len(low) >= MIN_TOPIC and low not in function_words]


def _features(
    candidate: Candidate, headline: frozenset[str], topic: frozenset[str], language: Language
) -> dict[str, float]:
    lows = words_of(candidate.text, language)
    content = _content(lows, language)
    different = set(content)
    stems = [low[:STEM] for low in content if len(low) >= STEM]
    return {
        "size": size_feature(len(lows)),
        "named": float(candidate.person),
        "early": 1.0 - candidate.place,
        "repetition": float(len(different) < len(content)),
        "play": float(len(set(stems)) < len(stems)),
        "plain": float(_FIGURE.search(candidate.text) is None),
        "whole": float(candidate.text[:1].isupper()),
        "calm": float("!" not in candidate.text),
        "general": float(language.thought.first_person.isdisjoint(lows)),
        "headline": min(1.0, len(headline & different) / 2),
        "central": min(1.0, len(topic & different) / 3),
    }


def size_feature(words: int) -> float:
    """From 0 for a few words, by each doubling, to 1; less again for what no card shows well."""
    if words > MOST_WORDS:
        return max(0.0, 1.0 - (words - MOST_WORDS) / MOST_WORDS)
    if words <= FEWEST_WORDS:
        return 0.0
    return min(1.0, math.log(words / FEWEST_WORDS) / _DOUBLINGS)
