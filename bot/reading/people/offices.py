"""Offices with a field: of what somebody is minister, and who has another one."""

from __future__ import annotations

from collections.abc import Sequence

from bot.reading.grammar.sentence import Phrase, Sentence
from bot.reading.languages import Language
from bot.reading.people.person import Person
from bot.reading.words.tokens import Token, tokenise


def office_of(tokens: Sequence[Token], language: Language) -> frozenset[str]:
    """The words that say of what somebody is minister or mayor: those behind the first link."""
    lows = [token.low for token in tokens if token.is_word]
    links = (at for at, low in enumerate(lows) if low in language.phrases.genitives)
    behind = lows[next(links, len(lows)) :]
    return frozenset(low for low in behind if low not in language.function_words)


def has_other_office(phrase: Phrase, sentence: Sentence, holder: Person) -> bool:
    """« le ministre chargé des Ports » is not « le ministre de la Santé », the one named."""
    language = sentence.language
    if phrase.noun not in language.people.offices_with_field:
        return False
    own = office_of(sentence.tokens[phrase.first : phrase.last], language)
    if not own:
        return False
    texts = (text for noun, text in holder.roles if noun == phrase.noun)
    fields = [office_of(tokenise(text, 0, len(text), language).tokens, language) for text in texts]
    return bool(fields) and all(field and field.isdisjoint(own) for field in fields)
