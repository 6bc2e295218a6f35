"""Nouns that call a name an organisation: « le fournisseur d'énergie Alpéo »."""

from __future__ import annotations

from bot.reading.grammar.sentence import Sentence, phrase_at
from bot.reading.names.finding import Name
from bot.reading.words.given import is_given
from bot.reading.words.nouns import is_body, is_role


def organisation_noun(sentence: Sentence, name: Name) -> str:
    """The noun that calls a name an organisation: « le fournisseur d'énergie Alpéo »."""
    tokens, language = sentence.tokens, sentence.language
    if name.opens > 2 and tokens[name.opens - 1].text == ",":
        return _body_described(sentence, name)
    for index in range(name.first - 1, max(-1, name.first - 6), -1):
        low = tokens[index].low
        if is_body(low, language):
            if len(name.key) > 1 and is_role(low, language):
                return ""  # « le brasseur Paul Mora »
            if index == name.opens - 1:
                return low
            if _belongs_to(sentence, name):
                return ""  # « la maison de Paul Mora »
            phrase = phrase_at(sentence, max(0, index - 1), name.last) or phrase_at(
                sentence, index, name.last
            )
            return low if phrase is not None and phrase.last == name.last else ""
        if not tokens[index].is_word or is_role(low, language):
            return ""  # "his council colleague Ann Reed": the noun beside the name tells
    return ""


def _belongs_to(sentence: Sentence, name: Name) -> bool:
    """Whether a link ties a noun to somebody's full name: whose it is, and not its own."""
    linked = sentence.tokens[name.opens - 1].low in sentence.language.phrases.genitives
    return linked and len(name.key) > 1 and is_given(name.key[0], sentence.language)


def _body_described(sentence: Sentence, name: Name) -> str:
    """« La società che gestisce il sito, Nuvolatech, … »: the body whose name stands apposed."""
    tokens, language = sentence.tokens, sentence.language
    opening = tokens[1].low if tokens[0].low in language.determiners else tokens[0].low
    apart = name.last < len(tokens) and tokens[name.last].text == ","
    if not apart or not is_body(opening, language) or name is not sentence.names[0]:
        return ""
    return opening if all(token.is_word for token in tokens[: name.opens - 1]) else ""
