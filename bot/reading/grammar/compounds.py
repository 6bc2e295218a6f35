"""Roles whose noun stands behind nouns and adjectives that say which: "union leader"."""

from __future__ import annotations

from bot.reading.grammar.sentence import Phrase, Sentence, phrase_at
from bot.reading.words.nouns import is_role

MAX_MODIFIERS = 3  # nouns in front of a role that are no roles


def behind_adjectives(sentence: Sentence, index: int, stop: int) -> int:
    """„X, deutscher Autor, …“: the role behind adjectives that show by their endings what it is."""
    cases, at = sentence.language.cases, index
    endings = (cases.weak_ending, *cases.strong_endings) if cases is not None else ("\0",)
    for token in sentence.tokens[index : min(stop, index + MAX_MODIFIERS)]:
        small = token.low in sentence.language.function_words
        if small or token.is_capitalised or not token.low.endswith(endings):
            break
        at += 1
    if at == index and _is_described(sentence, index, stop):
        return index + 1
    return at if at < stop and is_role(sentence.tokens[at].low, sentence.language) else index


def _is_described(sentence: Sentence, index: int, stop: int) -> bool:
    """« X, dernier rémouleur de Loire, … »: a plain word in front of a noun for people."""
    tokens, language = sentence.tokens, sentence.language
    if index + 1 >= stop or not tokens[index].text.islower() or language.phrases.head_last:
        return False
    low = tokens[index].low
    if low in language.function_words or low in language.cues or is_role(low, language):
        return False
    return tokens[index + 1].low in language.people.roles


def compound_at(sentence: Sentence, first: int, stop: int) -> Phrase | None:
    """ "program administrator for …": behind one or more nouns without an article, the role."""
    tokens, language = sentence.tokens, sentence.language
    if not language.phrases.head_last:
        return None
    for at in range(first, min(stop, first + MAX_MODIFIERS)):
        token = tokens[at]
        plain = token.text.isalpha() and token.text[0].islower()
        if not plain or token.low in language.function_words or token.low in language.cues:
            return None
        low = tokens[at + 1].low if at + 1 < stop else ""
        if is_role(low, language) or low in language.people.role_modifiers:
            return phrase_at(sentence, at + 1, stop, apposition=False)
    return None


def is_within_role(sentence: Sentence, index: int) -> bool:
    """Whether a role goes on behind a name that is part of it: "… White House press secretary"."""
    tokens, language = sentence.tokens, sentence.language
    if not language.phrases.head_last or index >= len(tokens):
        return False
    plain = tokens[index].text[0].islower() and is_role(tokens[index].low, language)
    return plain or compound_at(sentence, index, len(tokens)) is not None
