"""Which quotation an editor would choose: all features and their weights.

A feature is a number from 0 to 1. The score of a quotation is the weighted sum of its features,
brought to 0…1. The weights are judged by how often the labelled key quote of an article wins.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.reading.languages import Language

WEIGHTS = {
    "length": 3.0,
    "opinion": 1.5,
    "contrast": 1.5,
    "figure": 0.5,
    "prominent": 1.0,
    "central": 1.0,
    "early": 1.0,
    "whole": 1.0,
    "certain": 1.0,
}
REASONS = {
    "length": "its length reads well on a card",
    "opinion": "it takes a stand",
    "contrast": "it sets one thing against another",
    "figure": "it names a number",
    "prominent": "the story is about its speaker",
    "central": "it is close to the story's point",
    "early": "it comes early in the story",
    "whole": "it is a whole sentence",
    "certain": "its speaker is certain",
}
IDEAL_WORDS = (10, 30)  # a card's large type holds this many and they still say something
_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """What the ranking looks at in one quotation."""

    text: str
    speaker: str
    start: int
    confidence: float
    starts_sentence: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Ranked:
    """A quotation's score and its features, by name."""

    score: float
    features: dict[str, float]

    @property
    def reasons(self) -> tuple[str, ...]:
        """The features that speak for it, the strongest first, as short sentences."""
        strong = [name for name, value in self.features.items() if value >= 0.6]
        strong.sort(key=lambda name: -WEIGHTS[name] * self.features[name])
        return tuple(REASONS[name] for name in strong)


def rank(
    candidates: Sequence[Candidate], *, title: str, lead: str, length: int, language: Language
) -> list[Ranked]:
    """The score of each candidate, in their order."""
    topic = Counter(word.lower() for word in _WORD.findall(f"{title} {lead}"))
    for word in language.words.stop_words:
        topic.pop(word, None)
    found = []
    for candidate in candidates:
        features = _features(candidate, title, lead, topic, length, language)
        total = sum(WEIGHTS[name] * value for name, value in features.items())
        found.append(Ranked(score=round(total / sum(WEIGHTS.values()), 4), features=features))
    return found


def _features(
    candidate: Candidate,
    title: str,
    lead: str,
    topic: Counter[str],
    length: int,
    language: Language,
) -> dict[str, float]:
    words = candidate.text.lower().split()
    return {
        "length": _length(len(words)),
        "opinion": min(1.0, sum(_bare(w) in language.thought.opinion for w in words) / 2),
        "contrast": float(any(_bare(w) in language.phrases.conjunctions for w in words[1:])),
        "figure": float(any(c.isdigit() for c in candidate.text)),
        "prominent": _prominent(candidate.speaker, title, lead),
        "central": min(1.0, sum(_bare(w) in topic for w in set(words)) / 3),
        "early": 1.0 - candidate.start / max(length, 1),
        "whole": float(candidate.starts_sentence),
        "certain": candidate.confidence,
    }


def _bare(word: str) -> str:
    return word.strip(".,;:!?…«»“”\"'()")


def _length(words: int) -> float:
    shortest, longest = IDEAL_WORDS
    if words < shortest:
        return words / shortest
    return max(0.0, 1.0 - max(0, words - longest) / longest)


def _prominent(speaker: str, title: str, lead: str) -> float:
    surname = speaker.split()[-1] if speaker.split() else speaker
    return 1.0 if surname in title else 0.6 if surname in lead else 0.0
