"""The rules of attribution with what each deserves of trust, and what they find."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from bot.reading.grammar.sentence import Head, Phrase, Sentence


class Rule(Enum):
    """How a speaker was found, the surest first, with the confidence that the rule deserves.

    The confidences are the rules' shares of right speakers on labelled articles, rounded.
    """

    AFTER = ("after", 0.95)
    ACCORDING = ("according", 0.95)
    BEFORE = ("before", 0.9)
    INVERTED = ("inverted", 0.85)
    ANSWER = ("answer", 0.9)
    COLON = ("colon", 0.85)
    CONTINUED = ("continued", 0.85)
    REPORTED = ("reported", 0.6)
    NEXT = ("next", 0.7)
    PREVIOUS = ("previous", 0.7)

    def __init__(self, word: str, confidence: float) -> None:
        self.word = word
        self.confidence = confidence


class Attribution(NamedTuple):
    """The cue of a quotation and the phrase for its speaker, which stands in ``sentence``."""

    rule: Rule
    cue: str | None
    phrase: Phrase
    sentence: Sentence
    label: bool = False

    @property
    def position(self) -> int:
        """Where the mention of the speaker stands in the text."""
        return self.sentence.starts[self.phrase.first]

    @property
    def mention(self) -> str | None:
        """The article's own words for the speaker; None where the verb alone shows the subject."""
        return None if self.phrase.head is Head.DROPPED else self.sentence.slice(self.phrase)


class Verb(NamedTuple):
    """A verb of speech: tokens ``first`` to ``last`` (inclusive), the whole verb group."""

    first: int
    last: int


def attribution_of(
    sentence: Sentence, rule: Rule, verb: Verb, subject: Phrase | None
) -> Attribution | None:
    """The attribution to a verb's subject, None without one; of a judgement by a label verb."""
    if subject is None:
        return None
    cue = sentence.between(verb.first, verb.last + 1)
    word = sentence.tokens[verb.last].low
    speech = sentence.language.speech
    label = word in speech.label_verbs and word not in speech.verbs
    return Attribution(rule, cue, subject, sentence, label)
