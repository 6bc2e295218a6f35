"""Words that a conviction claims: "is adamant that “…”", „“…“, ist die Ministerin überzeugt“."""

from __future__ import annotations

from bot.reading.grammar.sentence import Head, Phrase, Sentence, phrase_at
from bot.reading.speech.subjects import first_subject

MAX_BEHIND = 10  # tokens from a quotation to the adjective
MAX_COPULA = 3  # tokens from the copula to the adjective in front of a quotation


def is_conviction(sentence: Sentence, index: int) -> bool:
    """ "is adamant that": a copula soon before the adjective, and a clause behind it."""
    tokens, language = sentence.tokens, sentence.language
    if index + 1 >= len(tokens) or tokens[index + 1].low not in language.phrases.relatives:
        return False
    before = tokens[max(0, index - MAX_COPULA) : index]
    return any(token.low in language.speech.auxiliaries for token in before)


def convinced(sentence: Sentence, start: int, stop: int) -> Phrase | None:
    """Who is convinced of the quotation in front: „…“, ist sich Inga Kolb sicher."""
    tokens, language = sentence.tokens, sentence.language
    speech = language.speech
    end = min(stop, start + MAX_BEHIND)
    if speech.convictions.isdisjoint([token.low for token in tokens[start:end]]):
        return None
    at = next(index for index in range(start, end) if tokens[index].low in speech.convictions)
    if at == start or not all(token.is_word for token in tokens[start:at]):
        return None
    copulas = [index for index in range(start, at) if tokens[index].low in speech.auxiliaries]
    if not copulas:
        return None
    if copulas[0] != start:
        holder = first_subject(sentence, start, copulas[0])
    else:
        reflexive = tokens[start + 1].low in speech.clitics and start + 2 < at
        holder = phrase_at(sentence, start + 1 + reflexive, at)
    return holder if holder is not None and holder.head is not Head.OTHER else None
