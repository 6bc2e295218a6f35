"""Whose an apposition is, and who does what a participle behind "with" tells."""

from __future__ import annotations

from bot.reading.grammar.sentence import Head, Phrase, Sentence, phrase_at
from bot.reading.speech.rules import Verb
from bot.reading.words.nouns import is_role

MAX_ABSOLUTE = 10  # tokens of "with one of the residents" in front of its participle


def named_in_front(sentence: Sentence, role: Phrase | None, start: int) -> Phrase | None:
    """ "Ann Reed, a vet at Vale Zoo, the largest of the county, told …": whose the role is."""
    if role is None or role.head is not Head.ROLE or role.first < start + 2:
        return None
    low, language = sentence.tokens[role.first].low, sentence.language
    if low in language.determiners and low not in language.phrases.indefinite:
        return None
    comma = role.first - 1
    named = next((name for name in sentence.names if name.last == comma), None)
    if named is None or sentence.tokens[comma].text != "," or len(named.key) < 2:
        return None
    governed = named.opens > start and sentence.tokens[named.opens - 1].is_word
    return None if governed else Phrase(named.opens, named.last, Head.NAME, name=named)


def is_apposed_bare(sentence: Sentence, phrase: Phrase) -> bool:
    """« Comme Paul Mora, 57 ans, maire de Vaux, … »: a role without an article behind a comma."""
    language, tokens = sentence.language, sentence.tokens
    if phrase.name is not None or phrase.plural:
        return False
    told = phrase.head in (Head.ROLE, Head.GROUP) and phrase.last - phrase.first > 1
    lows = [token.low for token in tokens[phrase.first : phrase.first + 2]]
    return told and lows[0] not in language.determiners and lows[1] in language.phrases.links


def is_described_name(sentence: Sentence, opening: Phrase, verb: Verb) -> bool:
    """ "Ann Reed, a vet at the Institute for Birds, Bees and Bats told …": name, role and place.

    The apposition need not be closed: no other verb stands in front of the verb of speech.
    """
    tokens, language = sentence.tokens, sentence.language
    comma = opening.last
    if opening.name is None or len(opening.name.key) < 2 or tokens[comma].text != ",":
        return False
    role = phrase_at(sentence, comma + 1, verb.first, apposition=False)
    if role is None or role.head is not Head.ROLE or role.name is not None or role.definite:
        return False
    verbs = language.speech.auxiliaries | language.phrases.relatives
    return verbs.isdisjoint([token.low for token in tokens[role.last : verb.first]])


def with_subject(sentence: Sentence, verb: Verb) -> Phrase | None:
    """ "…, with residents warning that “…”": the participle's own subject, behind "with"."""
    tokens, language = sentence.tokens, sentence.language
    for index in range(verb.first - 1, max(-1, verb.first - MAX_ABSOLUTE), -1):
        if not (tokens[index].is_word or index in sentence.name_at):
            return None
        if tokens[index].low in language.phrases.absolutes:
            phrase = phrase_at(sentence, index + 1, verb.first)
            if phrase is None or phrase.last != verb.first or phrase.head is Head.OTHER:
                return None
            return phrase
    return None


def names_governed(sentence: Sentence, verb: int, comma: int) -> bool:
    """ "escribió bajo una foto de la ministra, Ana Gil": who that is, and not who wrote it."""
    tokens, language = sentence.tokens, sentence.language
    if comma - verb < 3 or comma + 1 not in sentence.name_at or tokens[verb + 1].text == ",":
        return False
    governed = is_role(tokens[comma - 1].low, language) or is_role(tokens[comma - 3].low, language)
    return governed and any(language.phrases.governs(one.low) for one in tokens[verb + 1 : comma])
