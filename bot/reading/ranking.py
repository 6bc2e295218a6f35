"""Which quotation an editor would choose: all features and their weights.

A feature is a number from 0 to 1. The score of a quotation is the weighted sum of its features,
brought to 0…1. The weights were chosen, in coarse steps, by how often the key quote that editors
had marked in an article wins; docs/decisions tells the figures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.reading.languages import Language
from bot.reading.tokens import Token, tokenise

WEIGHTS = {
    "order": 2.0,
    "named": 2.5,
    "length": 1.5,
    "present": 1.0,
    "antithesis": 0.5,
    "repetition": 1.5,
    "voice": 0.25,
    "opinion": 0.5,
    "prominent": 0.75,
    "central": 1.0,
    "whole": 1.0,
    "certain": 0.5,
}
REASONS = {
    "order": "It is among the first quotes of the story.",
    "named": "A person with a name says it.",
    "length": "Its length reads well on a card.",
    "present": "It states how things are rather than telling what happened.",
    "antithesis": "It sets one thing against another.",
    "repetition": "It takes up its own words, as memorable sentences do.",
    "voice": "Somebody speaks of themselves or to the reader.",
    "opinion": "It takes a stand.",
    "prominent": "The story is about its speaker.",
    "central": "It is close to the story's point.",
    "whole": "It is a whole sentence.",
    "certain": "Its speaker is certain.",
}
IDEAL_WORDS = (10, 30)  # a card's large type holds this many and they still say something
MIN_TOPIC = 4  # letters of a word that tells what a text is about


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """What the ranking looks at in one quotation; ``person`` tells people from bodies."""

    text: str
    speaker: str
    person: bool
    confidence: float


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
    candidates: Sequence[Candidate], *, title: str, lead: str, language: Language
) -> list[Ranked]:
    """The score of each candidate, in their order, which is that of the text."""
    topic = _topic(f"{title}\n{lead}", language)
    found = []
    for order, candidate in enumerate(candidates):
        features = _features(candidate, order, title, lead, topic, language)
        total = sum(WEIGHTS[name] * value for name, value in features.items())
        found.append(Ranked(score=round(total / sum(WEIGHTS.values()), 4), features=features))
    return found


def _topic(text: str, language: Language) -> frozenset[str]:
    tokens = tokenise(text, 0, len(text), language)
    return frozenset(token.low for token in _content(tokens, language))


def _content(tokens: Sequence[Token], language: Language) -> list[Token]:
    """The words that say what a text is about."""
    return [t for t in tokens if len(t.low) >= MIN_TOPIC and t.low not in language.function_words]


def _features(
    candidate: Candidate,
    order: int,
    title: str,
    lead: str,
    topic: frozenset[str],
    language: Language,
) -> dict[str, float]:
    words = [t for t in tokenise(candidate.text, 0, len(candidate.text), language) if t.is_word]
    lows = [token.low for token in words]
    thought = language.thought
    negated = not thought.negation.isdisjoint(lows)
    joined = not language.phrases.conjunctions.isdisjoint(lows[2:]) or "," in candidate.text
    counts = Counter(token.low for token in _content(words, language))
    return {
        "order": 1 / (1 + order),
        "named": float(candidate.person),
        "length": length_feature(len(words)),
        "present": float(not _tells_past(lows, language)),
        "antithesis": float(negated and joined),
        "repetition": float(any(count > 1 for count in counts.values())),
        "voice": float(not thought.voice.isdisjoint(lows)),
        "opinion": min(1.0, sum(low in thought.opinion for low in lows) / 2),
        "prominent": _prominent(candidate.speaker, title, lead),
        "central": min(1.0, len(topic.intersection(counts)) / 3),
        "whole": float(candidate.text[:1].isupper()),
        "certain": candidate.confidence,
    }


def _tells_past(lows: Sequence[str], language: Language) -> bool:
    """Whether a verb stands in a past tense, simple or perfect."""
    return any(
        _is_past(low, language) or _is_perfect(lows, at, language) for at, low in enumerate(lows)
    )


def _is_past(low: str, language: Language) -> bool:
    endings = language.thought.past_endings
    return low in language.thought.past or (
        bool(endings) and len(low) > MIN_TOPIC and low.endswith(endings)
    )


def _is_perfect(lows: Sequence[str], at: int, language: Language) -> bool:
    """Whether an auxiliary has its participle near: „ich habe es gesehen“."""
    thought = language.thought
    return lows[at] in thought.perfect and any(
        pattern.match(low) for pattern in thought.participle for low in lows[at + 1 : at + 6]
    )


def length_feature(words: int) -> float:
    """1 for a length that a card shows well, less for shorter and longer ones."""
    shortest, longest = IDEAL_WORDS
    if words < shortest:
        return words / shortest
    return max(0.0, 1.0 - max(0, words - longest) / longest)


def _prominent(speaker: str, title: str, lead: str) -> float:
    surname = speaker.split()[-1] if speaker.split() else speaker
    return 1.0 if surname in title else 0.6 if surname in lead else 0.0
