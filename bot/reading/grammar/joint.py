"""Two who say something together: "say Ann Reed and Tom Blake"."""

from __future__ import annotations

from bot.reading.grammar.sentence import Phrase, Sentence
from bot.reading.names.finding import Name
from bot.reading.words.given import is_given


def joined_before(phrase: Phrase, sentence: Sentence) -> Name | None:
    """The name of a person that "and" joins to that of the phrase, in front of it."""
    name, tokens, language = phrase.name, sentence.tokens, sentence.language
    if name is None or name.opens - phrase.first < 2 or not is_given(name.key[0], language):
        return None
    joining = tokens[name.opens - 1].low
    if joining not in language.phrases.conjunctions:
        return None
    for index in range(name.opens - 2, phrase.first - 1, -1):
        other = sentence.name_at.get(index)
        if other is not None:
            person = other.last == name.opens - 1 and is_given(other.key[0], language)
            return other if person else None
    return None


def is_joint(phrase: Phrase, sentence: Sentence) -> bool:
    """Whether a phrase names two people: « Anne et Paul Mora »."""
    tokens, conjunctions = sentence.tokens[phrase.first : phrase.last], sentence.language.phrases
    joined = any(token.low in conjunctions.conjunctions for token in tokens)
    return joined and phrase.name is not None


def joins_bodies(phrase: Phrase, sentence: Sentence) -> bool:
    """« la FNB et JB »: whether a phrase is two names, the first in capitals, and no role."""
    name, tokens, language = phrase.name, sentence.tokens, sentence.language
    if name is None or phrase.noun or name.opens - phrase.first < 2:
        return False
    joining = name.opens - 1
    if tokens[joining].low not in language.phrases.conjunctions:
        return False
    initials = tokens[joining - 1].text
    return len(initials) > 1 and initials.isupper() and tokens[name.first].text.isupper()
