"""Forms of verbs that are something else here: nouns of statements, gerunds with an object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.reading.grammar.heads import is_human_noun
from bot.reading.languages import Language
from bot.reading.words.expressions import idioms, match_expression

if TYPE_CHECKING:
    from bot.reading.grammar.sentence import Sentence


def opens_compound(sentence: Sentence, index: int) -> bool:
    """ "think tank": a word of speech that is part of a noun."""
    tokens, compounds = sentence.tokens, idioms(sentence.language).noun_compounds
    return tokens[index].low in compounds and match_expression(tokens, index, compounds) > 0


def is_statement_noun(sentence: Sentence, index: int) -> bool:
    """ "un escueto comunicado": behind article and adjective a noun that is a verb's form too."""
    tokens, language = sentence.tokens, sentence.language
    if index < 2 or tokens[index].low not in language.speech.statements:
        return False
    adjective = tokens[index - 1]
    plain = adjective.is_word and adjective.text[0].islower() and index - 1 not in sentence.name_at
    determined = tokens[index - 2].low in language.determiners
    return determined and plain and not is_human_noun(adjective.low, language)


def is_joined_verb(low: str, language: Language) -> bool:
    """Whether a verb's form can follow "is" or "has" shortened to "'s": "he's said"."""
    speech = language.speech
    return low.endswith(speech.verbal_endings + speech.participles)


def opens_gerund(sentence: Sentence, index: int) -> bool:
    """ "dice indicando il titolare": a gerund with its object; not "dice ridendo il titolare"."""
    tokens, phrases = sentence.tokens, sentence.language.phrases
    low = tokens[index].low
    if not phrases.gerund_endings or not low.endswith(phrases.gerund_endings):
        return False
    follows = index + 1 < len(tokens) and tokens[index + 1].low in sentence.language.determiners
    return follows and low not in phrases.manner_gerunds
