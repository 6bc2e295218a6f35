"""The noun that says whom a noun phrase means, and what it shows of gender and number."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from bot.reading.languages import Gender, Language
from bot.reading.names.finding import Name
from bot.reading.words.nouns import is_body, is_role, role_gender, singulars


def head_noun(lows: Sequence[str], language: Language) -> str:
    """The noun that says who is meant: the first for people, in head-last phrases the last."""
    return first_role(lows[::-1] if language.phrases.head_last else lows, language)


def first_role(lows: Sequence[str], language: Language) -> str:
    """The first noun for what somebody is or does, empty if there is none."""
    for low in lows:
        if is_role(low, language):
            return low
    return ""


def first_group(lows: Sequence[str], language: Language) -> str:
    """The first noun for a body or for several people."""
    for low in lows:
        if is_group(low, language):
            return low
    return ""


def before_link(lows: Sequence[str], language: Language) -> Sequence[str]:
    """The words in front of "of" and the like, where the last noun is the head."""
    if not language.phrases.head_last:
        return lows
    for at, low in enumerate(lows):
        if low in language.phrases.links:
            return lows[:at]
    return lows


def is_thing(lows: Sequence[str], language: Language) -> bool:
    """Whether a phrase's first noun, where the head stands first, is one for things."""
    if language.phrases.head_last or language.words.nouns_capitalised:
        return False
    at = len(lows) > 1 and lows[0] in language.determiners
    return lows[at].endswith(language.people.thing_tails or ("\0",))


def is_ahead(noun: str, group: str, lows: Sequence[str], language: Language) -> bool:
    """Whether the noun for a person, and not that for a body, is the head."""
    if not language.phrases.head_last:
        return lows.index(noun) <= lows.index(group)
    before = before_link(lows, language)
    return noun in before and (group not in before or before.index(noun) >= before.index(group))


def is_plural_noun(noun: str, last: str, language: Language) -> bool:
    """Whether a phrase's noun shows that it means several: "the volunteers", "the crofters"."""
    if noun:
        return not _is_noun(noun, language) and any(
            _is_noun(singular, language) for singular in singulars(noun, language)
        )
    return last.endswith(language.phrases.plural_noun_endings or ("\0",)) and last[-2:] != "ss"


def _is_noun(word: str, language: Language) -> bool:
    return word in language.people.roles or word in language.people.organisations


@lru_cache(maxsize=8192)
def is_group(low: str, language: Language) -> bool:
    """Whether a folded word is a noun for a body or for several people."""
    return is_body(low, language) or low in language.people.collectives


def is_human_noun(low: str, language: Language) -> bool:
    """Whether a folded word is a noun for somebody who may speak."""
    return is_role(low, language) or is_group(low, language)


def gender_of(opener: str, noun: str, name: Name | None, language: Language) -> Gender:
    """The gender that a phrase shows by its article, its name or its noun."""
    phrases, anybody = language.phrases, Gender.ANY
    shown = phrases.definite.get(opener, anybody)
    if shown is anybody:
        shown = phrases.indefinite.get(opener, anybody)
    if shown is anybody and name is not None:
        shown = name.gender
    if shown is anybody and noun:
        shown = role_gender(noun, language) or anybody
    return shown


def gender_of_body(opener: str, noun: str, language: Language) -> Gender:
    """« l'association de pêcheurs »: by the article, else by how the noun for the body ends."""
    shown = gender_of(opener, noun, None, language)
    feminine = noun.endswith(language.phrases.feminine_endings or ("\0",))
    return Gender.FEMININE if shown is Gender.ANY and feminine else shown


def only_counts(lows: Sequence[str], language: Language) -> bool:
    """ "one of the students": in front of "of" stands no noun."""
    return all(low in language.determiners or low in language.function_words for low in lows)
