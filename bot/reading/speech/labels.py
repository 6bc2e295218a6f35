"""Paragraphs that lead to the words under them: a name as a label, a question to somebody."""

from __future__ import annotations

from collections.abc import Sequence

from bot.reading.grammar.sentence import Head, Phrase, Sentence
from bot.reading.speech.rules import Attribution, Rule
from bot.reading.words.given import is_given

MAX_LABEL = 16  # tokens of a line that names whose words stand under it
_LABELLING = frozenset(":,(–—-")


def labelled(sentences: Sequence[Sentence]) -> Attribution | None:
    """« Le plus déçu : Paul Mora (Vannes) »: a line that only names whose words stand under it."""
    sentence = sentences[0] if len(sentences) == 1 else None
    if sentence is None or sentence.quotes or len(sentence.tokens) > MAX_LABEL:
        return None
    tokens = sentence.tokens
    for name in sentence.names:
        opens = name.opens == 0 or tokens[name.opens - 1].text in _LABELLING
        closes = name.last == len(tokens) or tokens[name.last].text in _LABELLING
        bracketed = name.opens == 0 and name.last < len(tokens) and tokens[name.last].text == "("
        sure = bracketed or is_given(name.key[0], sentence.language)
        if opens and closes and len(name.key) > 1 and sure:
            phrase = Phrase(name.opens, name.last, Head.NAME, name=name)
            return Attribution(Rule.COLON, ":", phrase, sentence)
    return None


def is_put_to_somebody(sentences: Sequence[Sentence]) -> bool:
    """Whether a paragraph is a question to the one who speaks before and after it."""
    if not sentences or sentences[-1].tokens[-1].text != "?":
        return False
    second = sentences[0].language.pronouns.second
    if any(sentence.quotes for sentence in sentences):
        return False
    return any(token.low in second for sentence in sentences for token in sentence.tokens)
