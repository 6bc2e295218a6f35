"""Relative clauses whose verb of speech closes them: „Inga Kolb (SPD), die das begründete:“."""

from __future__ import annotations

from bot.reading.grammar.sentence import Head, Phrase, Sentence, phrase_at
from bot.reading.speech.rules import Verb

MAX_CLAUSE = 10  # tokens from the relative pronoun to the verb
MAX_ANTECEDENT = 8  # tokens in front of the comma


def relative_subject(sentence: Sentence, verb: Verb, stop: int) -> Phrase | None:
    """Whom a relative clause tells of whose verb, at its end, leads to the quotation."""
    tokens, language = sentence.tokens, sentence.language
    if not language.speech.verb_second or verb.last + 1 >= stop:
        return None
    if tokens[verb.last + 1].text != ":":
        return None
    for at in range(verb.first - 2, max(0, verb.first - MAX_CLAUSE), -1):
        if not tokens[at].is_word:
            return None
        low, phrases = tokens[at].low, language.phrases
        if tokens[at - 1].text == "," and (low in phrases.relatives or low in phrases.definite):
            return _before(sentence, at - 1)
    return None


def _before(sentence: Sentence, comma: int) -> Phrase | None:
    """The person whose phrase ends at the comma, or at a bracket in front of it."""
    end = comma
    if end > 2 and sentence.tokens[end - 1].text == ")" and sentence.tokens[end - 3].text == "(":
        end -= 3
    for first in range(end - 1, max(-1, end - MAX_ANTECEDENT), -1):
        phrase = phrase_at(sentence, first, end)
        if phrase is not None and phrase.last == end and phrase.head in (Head.NAME, Head.ROLE):
            return phrase
    return None
