"""Words that the subject hears: who told them."""

from __future__ import annotations

from bot.reading.grammar import Sentence, phrase_at
from bot.reading.rules import Attribution, Rule, Verb, attribution_of


def is_told(sentence: Sentence, verb: Verb) -> bool:
    """ "the court was told": the subject hears the words."""
    tokens, speech = sentence.tokens, sentence.language.speech
    if tokens[verb.last].low not in speech.told:
        return False
    return any(token.low in speech.passives for token in tokens[verb.first : verb.last])


def told_by(sentence: Sentence, verb: Verb, stop: int) -> Attribution | None:
    """ "he was told by Ann Reed": who told."""
    agents = sentence.language.speech.agents
    for index in range(verb.last + 1, min(stop, verb.last + 3)):
        if sentence.tokens[index].low in agents:
            teller = phrase_at(sentence, index + 1, stop)
            return attribution_of(sentence, Rule.AFTER, verb, teller)
    return None
