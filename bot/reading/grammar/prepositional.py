"""Phrases behind a preposition, which are nobody who speaks, and where they end."""

from __future__ import annotations

from bot.reading.grammar.sentence import Head, Phrase, Sentence, phrase_at, walk_phrase
from bot.reading.words.nouns import is_body


def prepositional_end(sentence: Sentence, index: int, stop: int) -> int:
    """Behind a preposition and its noun phrase."""
    language = sentence.language
    after = index + 1
    if after < stop and sentence.tokens[after].low in language.phrases.prepositions:
        after += 1
    phrase = phrase_at(sentence, after, stop, apposition=False)
    if phrase is None and after < stop and is_body(sentence.tokens[after].low, language):
        phrase = walk_phrase(sentence, after, stop, apposition=False)  # "à agência Lusa"
    end = _apposition_end(sentence, phrase, stop) if phrase is not None else after + 1
    owner = phrase_at(sentence, end, stop, apposition=False) if _owns(sentence, end, stop) else None
    return end if owner is None else owner.last


def _owns(sentence: Sentence, index: int, stop: int) -> bool:
    """„mit dem Umsatz seiner Reederei“: right behind a noun, an article that can be a genitive."""
    cases = sentence.language.cases
    if cases is None or index >= stop or not sentence.tokens[index - 1].is_capitalised:
        return False
    low, phrases = sentence.tokens[index].low, sentence.language.phrases
    owned = low in phrases.possessive or low in phrases.indefinite
    return owned and low.endswith(cases.owner_endings)


def _apposition_end(sentence: Sentence, phrase: Phrase, stop: int) -> int:
    """Behind the role apposed to a name: « Pour Mme Roux, gérante du bar, … »."""
    tokens, comma = sentence.tokens, phrase.last
    if phrase.name is None or comma + 1 >= stop or tokens[comma].text != ",":
        return phrase.last
    if comma + 1 in sentence.name_at or phrase.name.key[0] in sentence.language.people.media:
        return phrase.last
    apposed = phrase_at(sentence, comma + 1, stop, apposition=False)
    if apposed is None or apposed.head is not Head.ROLE:
        return phrase.last
    closed = apposed.last < stop and tokens[apposed.last].text == ","  # "For Ann, a nurse, it …"
    if tokens[comma + 1].low in sentence.language.determiners and not closed:
        return phrase.last
    return comma_behind(sentence, apposed.last, stop)


def comma_behind(sentence: Sentence, index: int, stop: int) -> int:
    for at in range(index, stop):
        if sentence.tokens[at].text == ",":
            return at
    return stop
