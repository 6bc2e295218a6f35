"""Nouns that call a name an organisation: « le fournisseur d'énergie Alpéo »."""

from __future__ import annotations

from bot.reading.grammar.cases import role_as_printed
from bot.reading.grammar.sentence import Sentence, phrase_at
from bot.reading.languages import Gender, Language
from bot.reading.names.finding import Name
from bot.reading.words.given import is_given
from bot.reading.words.nouns import is_body, is_role, singulars

MAX_CALLED = 7  # words of what a body is called, in front of its name


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


def body_printed(sentence: Sentence, name: Name, noun: str) -> str:
    """What is printed of a body beside its name: "supermarket group", « fournisseur d'énergie ».

    Empty where a noun for any body says nothing of it by itself, or is not right in front of it.
    """
    tokens, language = sentence.tokens, sentence.language
    last = name.opens - (tokens[name.opens - 1].text == ",")
    reach = range(last - 1, max(-1, last - MAX_CALLED), -1)
    first = next((at for at in reach if tokens[at].low == noun), last)
    if first == last or language.phrases.governs(tokens[last - 1].low):
        return ""
    while language.phrases.head_last and first > 0 and _describes(sentence, first - 1):
        first -= 1
    if last - first == 1 and _is_generic(noun, language):
        return ""
    between = tokens[first + 1 : last]
    whole = not any(one.is_capitalised or not one.is_word for one in between)
    whole = whole and language.phrases.relatives.isdisjoint([one.low for one in between])
    return role_as_printed(sentence, first, last, Gender.ANY) if whole else ""


def _describes(sentence: Sentence, index: int) -> bool:
    token, language = sentence.tokens[index], sentence.language
    small = token.low in language.function_words or token.low in language.cues
    return token.text.isalpha() and token.text.islower() and not small


def _is_generic(noun: str, language: Language) -> bool:
    generic = language.people.generic_bodies
    return noun in generic or not generic.isdisjoint(singulars(noun, language))


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
