"""Expressions of one or more words that a language's file lists, and whether a text has one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.reading.languages import Language
from bot.reading.words.tokens import Token, tokenise

Expressions = dict[str, list[tuple[str, ...]]]  # by their first word, the longest first


@dataclass(frozen=True, kw_only=True, slots=True)
class Idioms:
    """The expressions of a language, ready to be looked for.

    ``according`` holds everywhere, ``according_behind`` also what says so only behind a
    quotation, ``according_opening`` also what says so only at a sentence's start;
    ``according_openers`` are the words with which any of it opens. ``views`` are the words on
    which any of the last end. ``introducing`` are the words with which anything can open that names
    a speaker in front of a quotation, ``pronouns`` those that open a pronoun, ``standing`` those
    that can be nothing but one for somebody.
    """

    according: Expressions
    announcing: Expressions
    according_behind: Expressions
    according_opening: Expressions
    according_openers: frozenset[str]
    asides: Expressions
    authored: Expressions
    impersonal: Expressions
    inscribed: Expressions
    issued_by: Expressions
    latest: Expressions
    leaning: Expressions
    noun_compounds: Expressions
    ordinals: Expressions
    others: Expressions
    own_views: Expressions
    presenting: Expressions
    relative_views: Expressions
    resuming: Expressions
    voices: Expressions
    views: frozenset[str]
    introducing: frozenset[str]
    standing: frozenset[str]


@lru_cache(maxsize=32)
def idioms(language: Language) -> Idioms:
    """The expressions of a language."""
    speech = language.speech
    opening = expressions(language, speech.according + speech.according_at_start)
    behind = expressions(language, speech.according + speech.according_after)
    own_views = expressions(language, speech.own_views)
    impersonal = expressions(language, speech.impersonal)
    return Idioms(
        according=expressions(language, speech.according),
        announcing=expressions(language, language.phrases.announcing),
        according_behind=behind,
        according_opening=opening,
        according_openers=speech.postpositions.union(behind, opening),
        asides=expressions(language, speech.asides),
        authored=expressions(language, speech.authored),
        impersonal=impersonal,
        inscribed=expressions(language, speech.inscribed + speech.unsaid),
        issued_by=expressions(language, speech.issued_by),
        latest=expressions(language, language.pronouns.latest),
        leaning=expressions(language, language.phrases.leaning),
        noun_compounds=expressions(language, speech.noun_compounds),
        ordinals=expressions(language, language.pronouns.former + language.pronouns.latter),
        others=expressions(language, language.pronouns.others),
        own_views=own_views,
        presenting=expressions(language, language.people.presenting),
        relative_views=expressions(language, speech.relative_views),
        resuming=expressions(language, speech.resuming),
        voices=expressions(language, speech.voices),
        views=frozenset([cue.split()[-1] for cue in speech.according + speech.according_at_start]),
        introducing=language.cues.union(
            opening, own_views, impersonal, speech.postpositions, speech.convictions
        ),
        standing=(language.third_persons - language.determiners - speech.clitics).union(
            language.pronouns.personal
        ),
    )


def expressions(language: Language, phrases: Iterable[str]) -> Expressions:
    """The expressions by their first word, the longest first."""
    found: Expressions = {}
    for phrase in phrases:
        tokens = tokenise(phrase, 0, len(phrase), language).tokens
        words = tuple([token.low for token in tokens])
        if phrase.endswith("'") and words[-1] == "'":
            words = (*words[:-2], words[-2] + "'")
        found.setdefault(words[0], []).append(words)
    for alternatives in found.values():
        alternatives.sort(key=len, reverse=True)
    return found


def match_expression(tokens: Sequence[Token], index: int, among: Expressions) -> int:
    """How many tokens from ``index`` on form one of the expressions; 0 for none."""
    alternatives = among.get(tokens[index].low)
    if alternatives is None:
        return 0
    following = tokens[index + 1].low if index + 1 < len(tokens) else ""
    for words in alternatives:
        size = len(words)
        if size == 1 or (words[1] == following and _goes_on(tokens, index, words)):
            return size
    return 0


def _goes_on(tokens: Sequence[Token], index: int, words: tuple[str, ...]) -> bool:
    """Whether all words of an expression follow one another from ``index`` on."""
    return tuple([token.low for token in tokens[index : index + len(words)]]) == words
