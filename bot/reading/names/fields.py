"""Fields of an office that "and" joins: "minister van Landbouw, Natuur en Voedsel Ilse Maes"."""

from __future__ import annotations

from collections.abc import Sequence

from bot.reading.languages import Language
from bot.reading.names.runs import capital_at
from bot.reading.words.given import is_given
from bot.reading.words.nouns import is_role
from bot.reading.words.tokens import Token

MAX_FIELDS = 10  # tokens from the first field to the name


def holder_behind(tokens: Sequence[Token], index: int, language: Language) -> int:
    """The given name behind the fields that open at ``index``; 0 if they are no office's."""
    phrases = language.phrases
    if index < 2 or tokens[index - 1].text[0].isupper():
        return 0
    plain = joined = tokens[index - 1].low in phrases.field_links  # one field is enough then
    if not joined and tokens[index - 1].low not in phrases.links:
        return 0
    if not is_role(tokens[index - 2].low, language):
        return 0
    if is_given(tokens[index].low, language):
        return 0
    for at in range(index + 1, min(len(tokens) - 1, index + MAX_FIELDS)):
        token = tokens[at]
        if token.low in phrases.conjunctions and token.text[0].islower():
            joined = capital_at(tokens, at + 1)
            if not joined:
                return 0
        elif token.is_capitalised:
            behind = tokens[at - 1].is_capitalised or (plain and tokens[at - 1].text == ",")
            if joined and behind and is_given(token.low, language) and tokens[at + 1].is_word:
                return at
        elif token.text != "," or not capital_at(tokens, at + 1):
            return 0
    return 0
