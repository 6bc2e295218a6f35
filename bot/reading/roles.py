"""Roles: what an article says somebody is, beside the name.

A role stands before the name (« la cheffe, X », "curator X") or behind it (« X, cuisinière à
l'école, … »), and must hold a noun for people; in a speaker's own mention any noun will do.
"""

from __future__ import annotations

from bot.reading.edges import names_body_within
from bot.reading.grammar import Phrase, Sentence, phrase_at
from bot.reading.heads import head_noun
from bot.reading.languages import Gender, Language
from bot.reading.names import Name
from bot.reading.nouns import is_role, role_gender
from bot.reading.subjects import prepositional_end

MAX_ROLE = 12  # words of a role


def role_in(phrase: Phrase, name: Name, sentence: Sentence) -> str | None:
    """The words before the name in a speaker's mention: « l'astronomo Gianni Morelli »."""
    tokens, language = sentence.tokens, sentence.language
    first, last = phrase.first, name.opens
    while first < last and tokens[first].low in language.determiners:
        first += 1
    while last > first and not tokens[last - 1].is_word:
        last -= 1
    words = tokens[first:last]
    if not words or len(name.key) < 2 or any(not token.is_word for token in words):
        return None
    if any(_is_body(token.low, language) for token in words):
        return None
    if words[-1].text[0].isupper() and not is_role(words[-1].low, language):
        return None  # "State Rep. Ann Reed", whose title is no word of its own
    return sentence.text[words[0].start : words[-1].end]


def _is_body(low: str, language: Language) -> bool:
    return low in language.people.organisations or low in language.people.collectives


def roles_of(sentence: Sentence, name: Name) -> list[tuple[str, str, Gender]]:
    """The roles that stand beside a name: (noun, phrase, gender that noun and article show)."""
    found = []
    places = (
        (name.opens, name.first),
        _role_before(sentence, name),
        _role_behind(sentence, name),
    )
    for first, last in places:
        role = _role(sentence, first, last)
        if role is not None:
            found.append(role)
    return found


def _role(sentence: Sentence, first: int, last: int) -> tuple[str, str, Gender] | None:
    tokens, language = sentence.tokens, sentence.language
    gender = Gender.ANY
    while first < last and tokens[first].low in language.determiners:
        for table in (language.phrases.definite, language.phrases.indefinite):
            if table.get(tokens[first].low, Gender.ANY) is not Gender.ANY:
                gender = table[tokens[first].low]
        first += 1
    if not 0 < last - first <= MAX_ROLE:
        return None
    noun = head_noun(_up_to_link(sentence, first, min(last, first + 5)), language)
    if not noun:
        return None
    if noun in language.people.epicene:  # "il sindaco Ada Neri"
        gender = Gender.ANY
    elif gender is Gender.ANY:
        gender = role_gender(noun, language) or Gender.ANY
    return noun, sentence.text[tokens[first].start : tokens[last - 1].end], gender


def _up_to_link(sentence: Sentence, first: int, last: int) -> list[str]:
    """The words of a role; where the last noun is the head, those in front of "of" and "at"."""
    phrases = sentence.language.phrases
    lows = [token.low for token in sentence.tokens[first:last]]
    if not phrases.head_last:
        return lows
    ends = (
        at for at, low in enumerate(lows) if low in phrases.links or low in phrases.prepositions
    )
    return lows[: next(ends, len(lows))]


def _role_before(sentence: Sentence, name: Name) -> tuple[int, int]:
    """« la cheffe, X », "curator X": back from the name to the word that opens the phrase."""
    tokens, language = sentence.tokens, sentence.language
    last = name.opens
    comma = last > 0 and tokens[last - 1].text == ","
    last -= comma
    if last > 0 and tokens[last - 1].low in language.phrases.links:
        return last, last
    first = last
    while first > 0 and last - first < MAX_ROLE:
        token = tokens[first - 1]
        if token.quote >= 0 or not token.is_word:
            break
        if token.low in language.determiners:
            genitive = token.low in language.phrases.links  # „die Tochter des Bäckers“
            linked = first > 1 and tokens[first - 2].low in language.phrases.links
            first -= 1
            if linked or (genitive and _noun_before(sentence, first)):
                continue
            break
        if _closes_role(sentence, first - 1):
            break
        first -= 1
    if names_body_within(sentence, first, name.opens, name):
        return last, last  # "la portavoz del club Racing" tells of her, not of Racing
    phrase = phrase_at(sentence, first, name.last)
    whole = phrase is not None and phrase.last in (last, name.last)
    return (first, last) if whole else (last, last)


def _noun_before(sentence: Sentence, index: int) -> bool:
    """Whether a noun stands in front of the token, which its genitive follows."""
    if index == 0:
        return False
    token = sentence.tokens[index - 1]
    return token.is_capitalised and token.quote < 0 and index - 1 not in sentence.name_at


def _role_behind(sentence: Sentence, name: Name) -> tuple[int, int]:
    """« X, cuisinière à l'école Jean-Zay, … »: from the comma to the next sign or verb."""
    tokens = sentence.tokens
    first = name.last
    if first >= len(tokens) or tokens[first].text not in ",(":
        return first, first
    first += 1
    first = behind_age(sentence, first)
    phrase = phrase_at(sentence, first, min(len(tokens), first + MAX_ROLE))
    if phrase is None:
        return first, first
    last = phrase.last
    while last < len(tokens) and tokens[last].low in sentence.language.phrases.prepositions:
        last = prepositional_end(sentence, last, len(tokens))  # « étudiant en pharmacie »
    closed = last >= len(tokens) or not tokens[last].is_word
    return (first, last) if closed and last - first <= MAX_ROLE else (first, first)


def behind_age(sentence: Sentence, index: int) -> int:
    """The token behind an age: "54 ans, ", "de 54 años y "; ``index`` where none stands there."""
    tokens, language = sentence.tokens, sentence.language
    at = index + (index < len(tokens) and tokens[index].low in language.phrases.links)
    if at + 1 >= len(tokens) or not tokens[at].text.isdigit():
        return index
    if tokens[at + 1].low not in language.people.age_words:
        return index
    after = tokens[at + 2] if at + 2 < len(tokens) else None
    joined = after is not None and (after.text == "," or after.low in language.phrases.conjunctions)
    return at + 3 if joined else at + 2


def age_of(sentence: Sentence, name: Name) -> int:
    """The age that stands behind a name: "Ana Gil, de 54 años", „Inga Kolb (54)“; else 0."""
    tokens, language = sentence.tokens, sentence.language
    at = name.last + 1
    if at >= len(tokens) or tokens[name.last].text not in ",(":
        return 0
    at += tokens[at].low in language.phrases.links
    if at + 1 >= len(tokens) or not tokens[at].text.isdigit() or len(tokens[at].text) > 3:
        return 0
    closed = tokens[at + 1].text in ",)." or tokens[at + 1].low in language.people.age_words
    return int(tokens[at].text) if closed else 0


def _closes_role(sentence: Sentence, index: int) -> bool:
    low, language = sentence.tokens[index].low, sentence.language
    return (
        (low in language.cues and not is_role(low, language))
        or low in language.phrases.relatives
        or low in language.phrases.conjunctions
        or (low in language.phrases.prepositions and low not in language.phrases.links)
        or low in language.speech.auxiliaries
        or low in language.pronouns.singular
    )
