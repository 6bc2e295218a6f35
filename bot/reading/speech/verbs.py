"""Verbs of speech with their auxiliaries, clitics and adverbs, and the next quotation."""

from __future__ import annotations

from bot.reading.grammar.sentence import Sentence
from bot.reading.speech.rules import Verb
from bot.reading.speech.subjects import is_cue


def next_quote(sentence: Sentence, start: int) -> int:
    """The number of the next quotation from token ``start`` on, else the number of tokens.

    A nickname within a name is none: "Marcia “Cia” Price".
    """
    for at in sentence.quotes:
        if at >= start and not any(name.first < at < name.last for name in sentence.names):
            return at
    return len(sentence.tokens)


def first_verb(sentence: Sentence, start: int, stop: int) -> Verb | None:
    for index in range(start, stop):
        if sentence.tokens[index].text in ";:":
            return None
        if is_cue(sentence, index):
            return verb_group(sentence, index)
    return None


def verb_group(sentence: Sentence, index: int) -> Verb:
    tokens, language = sentence.tokens, sentence.language
    first = last = index
    while first > 0 and (
        tokens[first - 1].low in language.speech.auxiliaries
        or (
            tokens[first - 1].low in language.speech.clitics
            and tokens[first - 1].low not in language.pronouns.singular
        )
        or tokens[first - 1].low in language.words.adverbs
    ):
        first -= 1
    gerunds = language.phrases.gerund_endings
    while last + 1 < len(tokens) and tokens[last + 1].low in language.cues:
        if gerunds and tokens[last + 1].low.endswith(gerunds):
            break  # "dice indicando il titolare"
        last += 1
    return Verb(first, last)


def is_participle(sentence: Sentence, verb: Verb) -> bool:
    """Whether a verb group is a present participle without an auxiliary: "saying"."""
    speech, tokens = sentence.language.speech, sentence.tokens
    if not speech.participles or not tokens[verb.last].low.endswith(speech.participles):
        return False
    return not any(token.low in speech.auxiliaries for token in tokens[verb.first : verb.last])
