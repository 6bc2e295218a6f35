"""Who answers: "“Why?” asked the judge. “I was cold,” she answered." is not the judge."""

from __future__ import annotations

from bot.reading.grammar.sentence import Head, Phrase, Sentence

MAX_VERB = 2  # tokens between a pronoun and its verb
_CLOSING = "»«”“\"’‘'› "


def answers_question(phrase: Phrase, sentence: Sentence) -> bool:
    """Whether a pronoun's verb is one of answering, and the sentence before quotes a question."""
    answering, before = sentence.language.speech.answering, sentence.before
    alone = phrase.head in (Head.PRONOUN, Head.DROPPED)
    if not alone or before is None or not before.quotes:
        return False
    beside = sentence.tokens[max(0, phrase.first - MAX_VERB) : phrase.last + MAX_VERB]
    if answering.isdisjoint([token.low for token in beside]):
        return False
    asked = before.quotes[-1]
    return before.between(asked, asked + 1).rstrip(_CLOSING + ",").endswith("?")
