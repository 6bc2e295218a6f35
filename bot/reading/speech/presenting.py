"""Relative clauses in which somebody gives a name: "a patient who identified herself as Ann"."""

from __future__ import annotations

from bot.reading.grammar.sentence import Head, Phrase, Sentence
from bot.reading.words.expressions import idioms, match_expression

MAX_CLAUSE = 8  # tokens from "who" to the words for it
MAX_ADVERBS = 3  # tokens from these to the name: "simply as"


def presented(sentence: Sentence, relative: int, stop: int) -> Phrase | None:
    """The name that somebody gives in the clause that the relative pronoun opens."""
    tokens, presenting = sentence.tokens, idioms(sentence.language).presenting
    for at in range(relative + 1, min(stop, relative + MAX_CLAUSE)):
        if not tokens[at].is_word:
            return None
        size = match_expression(tokens, at, presenting)
        if not size:
            continue
        for first in range(at + size, min(stop, at + size + MAX_ADVERBS)):
            name = sentence.name_at.get(first)
            if name is not None and name.opens == first:
                return Phrase(first, name.last, Head.NAME, name=name)
        return None
    return None
