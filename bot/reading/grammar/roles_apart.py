"""Roles that a comma parts from the name's own phrase.

« Chef de l'urgence depuis deux ans, le Dr Roux … », « Le président du jury, l'acteur Mora, … ».
"""

from __future__ import annotations

from bot.reading.grammar.roles_in_front import MAX_ROLE
from bot.reading.grammar.sentence import Head, Phrase, Sentence, phrase_at
from bot.reading.names.finding import Name
from bot.reading.words.nouns import is_role


def role_fronted(sentence: Sentence, name: Name) -> tuple[int, int]:
    """The role without an article with which a sentence about somebody opens; empty if none."""
    tokens, language = sentence.tokens, sentence.language
    comma = _comma_before(sentence, name)
    if not 0 < comma <= MAX_ROLE or not sentence.roles or sentence.roles[0] > 1:
        return 0, 0
    first = tokens[0].low
    opens = is_role(first, language) or first in language.people.role_modifiers
    if not opens or any(not one.is_word or one.low in language.cues for one in tokens[1:comma]):
        return 0, 0
    phrase = phrase_at(sentence, 0, comma)
    if phrase is None or not _is_ones(phrase):
        return 0, 0
    end = phrase.last
    ends = end == comma or tokens[end].low in language.credit.closers
    return (0, comma) if ends or language.phrases.governs(tokens[end].low) else (0, 0)


def role_outside(sentence: Sentence, name: Name, inner: int) -> tuple[int, int]:
    """The role to which another one with the name is apposed; the inner one opens at a token."""
    tokens, language = sentence.tokens, sentence.language
    comma = inner - 1 if inner < name.opens else _comma_near(sentence, name)
    if comma <= 1 or tokens[comma].text != ",":
        return 0, 0
    if comma + 1 == name.opens and not name.titled:
        return _role_with_clause(sentence, comma)
    if _goes_on_as_list(sentence, name.last):
        return 0, 0
    found = comma
    for index in range(comma - 1, max(-1, comma - MAX_ROLE), -1):
        if not tokens[index].is_word and not tokens[index].text.startswith(("'", "’")):
            break
        if tokens[index].low not in language.phrases.definite:
            continue
        phrase = phrase_at(sentence, index, comma)
        if phrase is not None and phrase.last == comma and _is_ones(phrase):
            found = index
    if found == comma or (found and tokens[found - 1].low in language.phrases.links):
        return 0, 0
    return found, comma


def _role_with_clause(sentence: Sentence, comma: int) -> tuple[int, int]:
    """The role that opens a sentence, with a clause behind it: "O pintor que o fez, Rui Gomes"."""
    tokens, language = sentence.tokens, sentence.language
    if sentence.roles[0] != 1 or tokens[0].low not in language.phrases.definite:
        return 0, 0
    phrase = phrase_at(sentence, 0, comma)
    if (
        phrase is None
        or not _is_ones(phrase)
        or tokens[phrase.last].low not in language.phrases.relatives
    ):
        return 0, 0
    whole = all(one.is_word for one in tokens[phrase.last : comma])
    return (0, phrase.last) if whole else (0, 0)


def _comma_before(sentence: Sentence, name: Name) -> int:
    """The comma right in front of a name, or of its article: ", le Dr Roux"; else 0."""
    tokens, opens = sentence.tokens, name.opens
    opens -= opens > 1 and name.titled and tokens[opens - 1].low in sentence.language.determiners
    return opens - 1 if opens > 0 and tokens[opens - 1].text == "," else 0


def _comma_near(sentence: Sentence, name: Name) -> int:
    """The comma in front of an article and a word that is no role: ", la croata Neri"; else 0."""
    tokens, at = sentence.tokens, name.opens - 3
    apart = at > 0 and tokens[at].text == "," and tokens[at + 2].text.islower()
    if apart and tokens[at + 1].low in sentence.language.phrases.definite:
        return at
    return _comma_before(sentence, name)


def _is_ones(phrase: Phrase) -> bool:
    return phrase.head is Head.ROLE and phrase.name is None and not phrase.plural


def _goes_on_as_list(sentence: Sentence, index: int) -> bool:
    """« le maire, l'acteur Paul Mora et la chanteuse »: three people, and no role of one."""
    tokens, language = sentence.tokens, sentence.language
    if index >= len(tokens):
        return False
    joined = tokens[index].low in language.phrases.conjunctions
    listed = tokens[index].text == "," and index + 1 < len(tokens)
    return joined or (listed and tokens[index + 1].low in language.determiners)
