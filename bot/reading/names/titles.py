"""Titles and roles with a capital, and what else in front of a name is no part of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from bot.reading.languages import Language
from bot.reading.names.runs import at_start, capital_at
from bot.reading.words.given import is_given
from bot.reading.words.nouns import is_body, is_demonym, is_role
from bot.reading.words.tokens import Token

MIN_BODY_WORD = 5  # letters of a title that can open a body's name: shorter ones are Mr, Mrs
MAX_LETTERS = 3  # of an abbreviated position or office in capitals: "DL", "CEO"
MIN_TITLE = 6  # letters of a word that no list knows as a title


@lru_cache(maxsize=8192)
def may_style(low: str, language: Language) -> bool:
    """Whether a list has a word that may stand in front of a name and be no part of it."""
    people = language.people
    if any(low in words for words in (people.honorifics, people.particles, people.partisans)):
        return True
    if is_role(low, language) or is_body(low, language) or is_demonym(low, language):
        return True
    return low.endswith(people.origin_endings or ("\0",)) and not is_given(low, language)


def is_demonym_before(tokens: Sequence[Token], index: int, last: int, language: Language) -> bool:
    """« l'Italien Davide Rota », "the Conservative Ann Reed": whose, between article and name."""
    behind_article = index > 0 and tokens[index - 1].low in language.phrases.definite
    low = tokens[index].low
    tells_whose = is_demonym(low, language) or low in language.people.partisans
    if not behind_article or last - index < 3 or not tells_whose:
        return False
    return not language.phrases.head_last or is_given(tokens[index + 1].low, language)


def tells_whence(tokens: Sequence[Token], index: int, last: int, language: Language) -> bool:
    """„Husumer Bürgermeister“: a word for a town's people in front of a role."""
    low = tokens[index].low
    if index + 1 >= last or not low.endswith(language.people.origin_endings):
        return False
    if is_given(low, language) or is_given(tokens[index + 1].low, language):
        return False
    return is_role(tokens[index + 1].low, language)


def is_body_noun(tokens: Sequence[Token], index: int, last: int, language: Language) -> bool:
    """Whether a word of a run is the noun for a body, with a capital as all nouns have."""
    if not language.words.nouns_capitalised or index == 0 or index + 1 == last:
        return False
    behind = tokens[index - 1].low
    if behind not in language.determiners and behind not in language.phrases.links:
        return False
    if tokens[index + 1].low in language.people.particles:
        return False
    return is_body(tokens[index].low, language)


def is_place(tokens: Sequence[Token], first: int, last: int, language: Language) -> bool:
    """ "Sri Lanka", "Prince Edward Island": what else is a title opens the name of a place."""
    return " ".join([token.low for token in tokens[first:last]]) in language.people.place_names


def is_opening_body(tokens: Sequence[Token], last: int, language: Language) -> bool:
    return last > 1 and tokens[0].low in language.people.organisations and capital_at(tokens, 1)


def is_unlisted_title(
    tokens: Sequence[Token], first: int, language: Language, *, titled: bool
) -> bool:
    """ "Kosteres Tjitske Bouma": at a sentence's start, a word in front of given name and surname.

    Two words of the run at least follow. Short words are saints and the like: "San Juan Bautista".
    """
    token = tokens[first]
    if len(token.text) < MIN_TITLE:
        return False
    if not titled and not at_start(tokens, first):
        return False
    given = is_given(tokens[first + 1].low, language) and capital_at(tokens, first + 1)
    return given and not is_given(token.low, language) and capital_at(tokens, first + 2)


def opens_body(tokens: Sequence[Token], first: int, last: int, language: Language) -> bool:
    """ "Justice Department", "General Medical Council": a title's word in a body's name.

    Its last word is a noun for a body.
    """
    token = tokens[first]
    if language.words.nouns_capitalised or last - first < 2 or len(token.text) < MIN_BODY_WORD:
        return False
    return not any(is_given(one.low, language) for one in tokens[first + 1 : last])


def last_title(tokens: Sequence[Token], opens: int, last: int, language: Language) -> int:
    """The last honorific or role within a run: „Gutachter Dr. Emre Yilmaz“, "County Sheriff Lee".

    What stands in front of it belongs to the role, unless it is a name: "Sarah Cook Evans".
    """
    people = language.people
    if language.words.nouns_capitalised and last - opens > 2 and tokens[opens].low[-1] == "s":
        noun = tokens[opens + 1].low
        if is_role(noun, language) and not is_given(noun, language):
            return opens + 1  # „Roths Mann Georg“
    body = tokens[last - 1].low in people.organisations
    for index in range(last - 2, opens, -1):
        token, behind = tokens[index], tokens[index + 1]
        if token.text.isupper() and is_position(tokens, index, last, language):
            return index
        if token.low in people.honorifics and token.text.endswith("."):
            return index
        joined = __is_joined_role(token, language)
        title = joined or token.low in people.roles or token.low in people.honorifics
        if body or not title or language.words.nouns_capitalised or not token.is_capitalised:
            continue
        named = any(is_given(one.low, language) for one in tokens[opens:index])
        if not named or (is_given(behind.low, language) and index + 2 < last):
            return index
    return opens


def is_position(tokens: Sequence[Token], index: int, last: int, language: Language) -> bool:
    """ "Rovers DL Sean Reed": letters for what somebody plays or is, in front of a full name."""
    text = tokens[index].text
    if not (1 < len(text) <= MAX_LETTERS and text.isupper() and text.isalpha()):
        return False
    return last - index > 2 and is_given(tokens[index + 1].low, language)


def __is_joined_role(token: Token, language: Language) -> bool:
    """ "Co-author", and no surname as "Hale-Potter" is."""
    if "-" not in token.text:
        return False
    head, _, tail = token.text.partition("-")
    return bool(head) and tail[:1].islower() and is_role(token.low, language)


def is_capital_role(tokens: Sequence[Token], index: int, last: int, language: Language) -> bool:
    """A role written with a capital: "President Obama", „Minister Maier“, « PDG »."""
    token = tokens[index]
    joined = __is_joined_role(token, language)
    known_role = token.low in language.people.roles or joined
    if index + 1 == last:
        return known_role
    if language.words.compounds and not is_given(token.low, language):
        known_role = is_role(token.low, language)
    if not tokens[index + 1].is_capitalised:
        return False
    if language.words.nouns_capitalised:
        ahead = tokens[index + 1 : last - 1]
        before_given_name = any(is_given(t.low, language) for t in ahead[:2])
        known = is_role(token.low, language) or before_given_name
        return known and not is_given(token.low, language)
    full = last - index > 2 and is_given(tokens[index + 1].low, language)  # "Dean Ann Reed"
    return known_role and (full or not is_given(token.low, language))
