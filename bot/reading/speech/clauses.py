"""Clauses behind a quotation that tell of the words, or that end with their verb."""

from __future__ import annotations

from bot.reading.grammar.sentence import Sentence
from bot.reading.speech.rules import Verb
from bot.reading.words.nouns import is_role


def calls_words(sentence: Sentence, start: int, verb: Verb) -> bool:
    """ "“…”, language that diplomats noted was soft": a bare noun for the words, and who."""
    tokens, language = sentence.tokens, sentence.language
    if start + 2 >= verb.first or tokens[start + 1].low not in language.phrases.relatives:
        return False
    noun, before = tokens[start], tokens[start - 1]
    bare = noun.text[0].islower() and noun.low not in language.function_words
    return bare and before.text == "," and not is_role(noun.low, language)


def ends_clause(sentence: Sentence, position: int, verb: Verb) -> bool:
    """„Was Kolb „Murks“ nennt, ist …“: a clause whose verb stands at its end tells whom itself."""
    tokens, language = sentence.tokens, sentence.language
    ends = verb.last + 1 >= len(tokens) or tokens[verb.last + 1].text == ","
    inside = language.speech.verb_second and verb.first == position + 1 and ends
    return inside and 0 < behind_opener(sentence, position) < position


def behind_opener(sentence: Sentence, stop: int) -> int:
    """The token behind "what" or "that" in front of a token of the same clause, else 0."""
    tokens, phrases = sentence.tokens, sentence.language.phrases
    for at in range(stop - 1, -1, -1):
        if not tokens[at].is_word:
            return 0
        if tokens[at].low in phrases.relatives or tokens[at].low in phrases.before_comma:
            return at + 1
    return 0


def points_back(sentence: Sentence, index: int, stop: int) -> bool:
    """ "“…” – that was the verdict of one": a demonstrative and a verb for being."""
    tokens, language = sentence.tokens, sentence.language
    if index + 2 >= stop or tokens[index + 1].low not in language.speech.copulas:
        return False
    low = tokens[index].low
    return low in language.phrases.demonstratives or low in language.phrases.relatives
