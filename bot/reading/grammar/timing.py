"""Phrases that name a time or a number, and nobody who speaks: "last year", "32%"."""

from __future__ import annotations

from collections.abc import Sequence

from bot.reading.grammar.sentence import Head, Phrase, Sentence
from bot.reading.words.tokens import Token


def is_no_subject(sentence: Sentence, phrase: Phrase) -> bool:
    """Whether a phrase is nobody, or in a case in which no subject stands: „den Rat“."""
    cases = sentence.language.cases
    if cases is not None and sentence.tokens[phrase.first].low in cases.objective:
        return True
    return is_time(sentence, phrase) or is_bare(sentence, phrase)


def is_time(sentence: Sentence, phrase: Phrase) -> bool:
    times = sentence.language.timing
    tokens = sentence.tokens[phrase.first : phrase.last + 1]
    if phrase.head is Head.ROLE and _opens_with(phrase.noun, tokens[:-1], times):
        return tokens[-1].low in times and len(tokens) > 1  # not "uno studente del terzo anno"
    if phrase.name is not None:
        return False
    lows = [token.low for token in tokens]
    opening = [low.removesuffix("s") for low in lows[:2]]
    return not (times.isdisjoint(lows) and times.isdisjoint(opening))


def _opens_with(noun: str, tokens: Sequence[Token], times: frozenset[str]) -> bool:
    """Whether the noun stands in front of any word for a time."""
    first = next((token.low for token in tokens if token.low == noun or token.low in times), "")
    return first == noun and noun not in times


def is_bare(sentence: Sentence, phrase: Phrase) -> bool:
    """« ce que … », "32%": an article or a number without a noun is nobody."""
    tokens = sentence.tokens[phrase.first : phrase.last]
    if tokens[-1].low in sentence.language.phrases.pronominal:
        return phrase.last < len(sentence.tokens) and sentence.tokens[phrase.last].is_word
    return phrase.head is Head.OTHER and all(
        token.text[0].isdigit()
        or token.low in sentence.language.determiners
        or token.low in sentence.language.people.age_words
        for token in tokens
    )
