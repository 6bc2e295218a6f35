"""Offices with a field: of what somebody is minister, and who has another one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from bot.reading.grammar.heads import head_noun
from bot.reading.grammar.sentence import Phrase, Sentence
from bot.reading.languages import Language
from bot.reading.people.person import Person
from bot.reading.words.nouns import is_demonym
from bot.reading.words.spelling import plain_name
from bot.reading.words.tokens import Token, tokenise


@lru_cache(maxsize=32)
def _periphrases(language: Language) -> dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]:
    """By its first word each periphrasis of an office and the words of the office, folded."""
    found: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for row in language.people.periphrases:
        called, office = (_lows(part.strip(), language) for part in row.split(">"))
        called = tuple(map(plain_name, called))  # « l'Etat »
        found.setdefault(called[0], []).append((called, office))
    return found


def _lows(text: str, language: Language) -> tuple[str, ...]:
    return tuple([token.low for token in tokenise(text, 0, len(text), language).tokens])


def office_called(phrase: Phrase, sentence: Sentence) -> tuple[str, frozenset[str]]:
    """The noun and the words of the office that a phrase writes round: « le chef de l'État ».

    An empty noun where it is none.
    """
    language, at = sentence.language, phrase.first
    at += sentence.tokens[at].low in language.determiners
    lows = tuple([plain_name(token.text) for token in sentence.tokens[at : phrase.last]])
    for called, office in _periphrases(language).get(lows[0] if lows else "", ()):
        if lows[: len(called)] == called:
            return head_noun(office, language), frozenset(office)
    return "", frozenset()


def office_of(tokens: Sequence[Token], language: Language) -> frozenset[str]:
    """The words that say of what somebody is minister or mayor: those behind the first link."""
    lows = [token.low for token in tokens if token.is_word]
    links = (at for at, low in enumerate(lows) if low in language.phrases.genitives)
    behind = lows[next(links, len(lows)) :]
    return frozenset(low for low in behind if low not in language.function_words)


def is_of_another(phrase: Phrase, sentence: Sentence, holder: Person) -> bool:
    """« la patronne du bar » is not who the article later calls « le patron du Grand Café »."""
    if holder.since <= sentence.starts[phrase.first]:
        return False
    return _has_other_field(phrase, sentence, holder)


def has_other_office(phrase: Phrase, sentence: Sentence, holder: Person) -> bool:
    """« le ministre chargé des Ports » is not « le ministre de la Santé », the one named."""
    if phrase.noun not in sentence.language.people.offices_with_field:
        return False
    return _has_other_field(phrase, sentence, holder)


def _has_other_field(phrase: Phrase, sentence: Sentence, holder: Person) -> bool:
    """Whether what stands behind the links of a phrase and of like roles has no word alike."""
    language = sentence.language
    tokens = sentence.tokens[phrase.first : phrase.last]
    whence = {one.low for one in tokens[1:] if is_demonym(one.low, language)}
    own = office_of(tokens, language) | (whence - {phrase.noun})
    if not own:
        return False
    texts = (text for noun, text in holder.roles if noun == phrase.noun)
    fields = [office_of(tokenise(text, 0, len(text), language).tokens, language) for text in texts]
    return bool(fields) and all(field and field.isdisjoint(own) for field in fields)
