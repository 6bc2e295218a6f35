"""What of a role is printed beside the name: what is true of somebody outside the sentence too.

It stands for itself, in the singular, and ends where the sentence goes on about something else.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from bot.reading.grammar.cases import role_as_printed
from bot.reading.grammar.heads import is_plural_noun
from bot.reading.grammar.role_ends import is_counted, is_counted_in_words, is_said_in, without_date
from bot.reading.grammar.sentence import Sentence
from bot.reading.languages import Gender, Language
from bot.reading.words.given import is_given
from bot.reading.words.nouns import is_demonym, is_role, role_gender, singulars

LINE = 80  # characters of a role that a card prints on one line


class Role(NamedTuple):
    """What an article says somebody is."""

    noun: str
    words: str  # all of the role; empty where it says only whose somebody is
    gender: Gender  # that noun and article show
    printed: str = ""  # what of it is printed beside the name; empty where it cannot stand alone


def printed_role(sentence: Sentence, first: int, last: int, noun: str, gender: Gender) -> str:
    """The words to print of a role in the tokens from ``first`` to ``last``, which has the noun."""
    language = sentence.language
    last = _before_title(sentence, first, last)
    at = _place(sentence, first, last, noun)
    first = _behind_leads(sentence, first, at)
    last = _within_line(sentence, first, at, _end(sentence, first, at, last))
    if not _stands_alone(sentence, first, at, last):
        return ""
    singular = _singular(sentence, first, at, last, noun)
    if singular is not None:
        return singular
    opens, last = in_form(sentence, first, last, gender)
    printed = role_as_printed(sentence, opens, last, gender)
    if sentence.tokens[opens].low in language.determiners or _opens_sentence(sentence, opens):
        printed = printed[0].lower() + printed[1:]
    return printed


def _opens_sentence(sentence: Sentence, index: int) -> bool:
    """Whether a role has its capital from the sentence's start: "Manager Ann Reed said"."""
    token, language = sentence.tokens[index], sentence.language
    if index or language.words.nouns_capitalised or not token.text[1:].islower():
        return False
    if len(sentence.tokens) > 1 and sentence.tokens[1].is_capitalised and 1 not in sentence.name_at:
        return False  # "Detective Sergeant Ann Reed"
    return token.low in language.people.roles or token.low in language.people.role_modifiers


def _place(sentence: Sentence, first: int, last: int, noun: str) -> int:
    """Where the role's noun first stands, else where the role opens."""
    places = (at for at in range(first, last) if sentence.tokens[at].low == noun)
    return next(places, first)


def _behind_leads(sentence: Sentence, first: int, noun: int) -> int:
    """Without what leads to a role and says nothing of it: "o também músico", "a 24-year-old"."""
    tokens, language = sentence.tokens, sentence.language
    aged = (at + 1 for at in range(noun - 1, first - 1, -1) if tells_age(tokens[at].low, language))
    first = next(aged, first)
    while first < noun:
        low = tokens[first].low
        small = low in language.function_words and low not in language.people.role_modifiers
        if not small and low not in language.credit.leads:
            break
        first += 1
    return _behind_owner(sentence, first, noun)


def tells_age(low: str, language: Language) -> bool:
    """ "34-year-old", „der fünfjährige“: how old somebody is."""
    undeclined = low.rstrip("nr") if language.cases is not None else low
    return undeclined.endswith(language.people.age_endings or ("\0",))


def _behind_owner(sentence: Sentence, first: int, noun: int) -> int:
    """ "the company's spokesman": behind a noun for the owner that names none."""
    tokens, language = sentence.tokens, sentence.language
    owned = first + 1 < noun and tokens[first + 1].low in language.words.possessive_endings
    if not owned or not tokens[first].text[0].islower():
        return first
    low = tokens[noun].low
    kin = low in language.people.kin or low in language.credit.relational
    return first if kin else first + 2


def _end(sentence: Sentence, first: int, noun: int, last: int) -> int:
    """Where a role ends: in front of what is told besides, at the first of such places."""
    tokens, credit = sentence.tokens, sentence.language.credit
    while last > noun + 1 and not tokens[last - 1].is_word and tokens[last - 1].text not in ")”":
        last -= 1
    for at in range(noun + 1, last):
        if tokens[at].low in credit.closers or _tells_besides(sentence, at, last):
            last = _before_link(sentence, noun, at) if _points_back(sentence, at) else at
            break
    return _without_joined(sentence, noun, max(noun + 1, without_date(sentence, first, last)))


def _without_joined(sentence: Sentence, noun: int, last: int) -> int:
    """The end of a role without a second noun that says nothing alone: "judge and member"."""
    tokens, language = sentence.tokens, sentence.language
    alone = last - 2 > noun and tokens[last - 1].low in language.credit.relational
    return last - 2 if alone and tokens[last - 2].low in language.phrases.conjunctions else last


def _within_line(sentence: Sentence, first: int, noun: int, last: int) -> int:
    """The end of a role that fits on a line of a card, without the last of what it belongs to."""
    conjunctions = sentence.language.phrases.conjunctions
    while len(sentence.between(first, last)) > LINE:
        shorter = _before_link(sentence, noun, last)
        if shorter == last:
            break
        last = shorter - (sentence.tokens[shorter - 1].low in conjunctions)
    return _without_joined(sentence, noun, last)


def _before_link(sentence: Sentence, noun: int, last: int) -> int:
    """The end of a role without the last phrase that a preposition in it governs."""
    phrases = sentence.language.phrases
    links = (at for at in range(last - 1, noun, -1) if phrases.governs(sentence.tokens[at].low))
    at = next(links, last)
    while at - 1 > noun and phrases.governs(sentence.tokens[at - 1].low):
        at -= 1
    return at


def _tells_besides(sentence: Sentence, index: int, last: int) -> bool:
    """Whether what opens at a token is no part of a role: where or when it is said, what befell."""
    tokens, language = sentence.tokens, sentence.language
    token = tokens[index]
    if _points_back(sentence, index) or _is_clause(sentence, index):
        return True
    if token.text == "," and not language.phrases.head_last:
        return tokens[index + 1].is_capitalised  # "(entraîneur de Vaux, Prime Vidéo)"
    if not language.phrases.governs(token.low):
        return False
    following = tokens[index + 1 : min(index + 3, last)]
    if is_counted(sentence, index) or is_counted_in_words(sentence, index):
        return True
    if token.low not in language.phrases.genitives and (
        is_said_in(sentence, index)
        or any(
            one.low in language.people.media
            or one.low in language.words.time_words
            or one.low in language.credit.occasions
            for one in following
        )
    ):
        return True
    named = sentence.name_at.get(index + 1)
    with_somebody = token.low in language.credit.companions and named is not None
    return with_somebody and named is not None and is_given(named.key[0], language)


def _points_back(sentence: Sentence, index: int) -> bool:
    """Whether a word means something told before: « entraîneur de cette équipe », "of his club"."""
    low, phrases = sentence.tokens[index].low, sentence.language.phrases
    return low in phrases.possessive or low in phrases.demonstratives


def _is_clause(sentence: Sentence, index: int) -> bool:
    """« agriculteur installé à Vaux », "enfermeira acusada de burla": a participle's own clause."""
    tokens, language = sentence.tokens, sentence.language
    low, phrases = tokens[index].low, language.phrases
    if index + 1 >= len(tokens) or not low.endswith(phrases.participle_endings or ("\0",)):
        return False
    if tokens[index].is_capitalised or is_role(low, language) or low in language.credit.commissions:
        return False
    if tokens[index - 1].low in language.determiners or phrases.governs(tokens[index - 1].low):
        return False
    thing = low.endswith(language.people.thing_endings or ("\0",))
    return not thing and phrases.governs(tokens[index + 1].low)


def _stands_alone(sentence: Sentence, first: int, noun: int, last: int) -> bool:
    """Whether a role tells a reader something: not "man", "friend", "author of the 1-0"."""
    tokens, language = sentence.tokens, sentence.language
    low, people, credit = tokens[noun].low, language.people, language.credit
    if low in credit.persons or tells_age(low, language):
        return False
    if low in people.role_modifiers and low not in people.roles:
        return False  # « la plus ancienne, X »
    if noun and tokens[noun - 1].low in language.words.comparatives:
        return False  # "el más veterano, X"
    if noun + 1 < len(tokens) and tokens[noun + 1].low in credit.persons:
        return False  # « le principal intéressé »
    if low in people.media and noun + 1 == last:
        return False  # "told the Guardian"
    if is_relation(sentence, first, low):
        return low in credit.callings
    if low in language.cues and low not in people.roles:
        return False  # « insiste Anne Roux »
    behind = tokens[noun + 1 : last]
    if any(language.phrases.governs(one.low) for one in behind):
        field = [one for one in behind if not language.phrases.governs(one.low)]
        if not all(any(sign.isdigit() for sign in one.text) for one in field):
            return True
        return low not in credit.relational
    settled = low in credit.callings or low in credit.settled
    if low in credit.relational or (low in people.kin and not settled):
        return _is_owned(sentence, first, noun, last)
    return noun - first + len(behind) > 0 or not _is_origin(low, tokens[noun].text, language)


def _is_owned(sentence: Sentence, first: int, noun: int, last: int) -> bool:
    """Whether a role says whose: "Ann Reed's brother", „Staudingers Mann“, „Mutter des Opfers“."""
    tokens, language = sentence.tokens, sentence.language
    endings = language.words.possessive_endings
    if any(token.low in endings for token in tokens[first:noun]):
        return True
    if language.words.nouns_capitalised:
        genitive = last > noun + 1 and tokens[noun + 1].low in language.determiners
        return genitive or (noun > first and tokens[noun - 1].is_capitalised)
    return language.phrases.head_last and noun > first and tokens[noun - 1].is_capitalised


def is_relation(sentence: Sentence, first: int, noun: str) -> bool:
    """Whether a role says whose somebody is: "his wife", "her deputy", "the club's doctor"."""
    language = sentence.language
    before = sentence.tokens[first - 1].low if first > 0 else ""
    owned = before in language.phrases.possessive or before in language.words.possessive_endings
    return owned and noun in language.people.kin


def _is_origin(low: str, text: str, language: Language) -> bool:
    """« la Géorgienne X »: where somebody is from is not what somebody is."""
    return is_demonym(low, language) and (text[0].isupper() or low in language.people.demonyms)


def _singular(sentence: Sentence, first: int, noun: int, last: int, low: str) -> str | None:
    """One of several: "Uno de los curas, X" is a «cura»; empty where more than the noun shows it.

    None where the noun is no plural.
    """
    language = sentence.language
    if not is_plural_noun(low, low, language) or _is_declined(low, language):
        return None
    one = {token.low for token in sentence.tokens[max(0, first - 4) : max(0, first - 1)]}
    partitive = not one.isdisjoint(language.phrases.indefinite.keys() - language.phrases.plural)
    governed = noun + 1 == last or language.phrases.governs(sentence.tokens[noun + 1].low)
    bare = noun == first and governed and partitive and not language.words.nouns_capitalised
    found = next(_listed(singulars(low, language), language), "") if bare else ""
    if found in language.credit.persons or (found in language.people.kin and noun + 1 == last):
        return ""
    return found and found + sentence.text[sentence.end(noun) : sentence.end(last - 1)]


def _is_declined(low: str, language: Language) -> bool:
    """„den Präsidenten“: a masculine noun whose ending may be one of case."""
    return language.cases is not None and role_gender(low, language) is not Gender.FEMININE


def _listed(nouns: Iterator[str], language: Language) -> Iterator[str]:
    return (noun for noun in nouns if noun in language.people.roles)


def in_form(sentence: Sentence, first: int, last: int, gender: Gender) -> tuple[int, int]:
    """The tokens of a role without titles at its end, and in a form that can stand alone.

    Behind an article a German adjective has an ending that it has nowhere else: „der deutsche
    Präsident“ keeps its article, and of „dem deutschen Präsidenten“ only the noun is printed.
    """
    tokens, language = sentence.tokens, sentence.language
    last = _before_title(sentence, first, last)
    article = tokens[first - 1].low if first else ""
    declined = language.words.nouns_capitalised and article in language.determiners
    if not declined or tokens[first].is_capitalised:
        return first, last
    if tokens[first].low.endswith("n"):
        nouns = (at for at in range(first, last) if tokens[at].is_capitalised)
        return next(nouns, first), last
    return first - (gender is not Gender.FEMININE), last


def _before_title(sentence: Sentence, first: int, last: int) -> int:
    """The end of a role without the titles and signs that close it."""
    closing = last
    while closing > first and _is_title(sentence, closing - 1):
        closing -= 1 + (sentence.tokens[closing - 1].text == ".")
    return closing if closing > first else last


def _is_title(sentence: Sentence, index: int) -> bool:
    """Whether a token closes a title that is no role: "Sir", or the full stop of "Sen."."""
    low, language = sentence.tokens[index].low, sentence.language
    return low == "." or (low in language.people.honorifics and not is_role(low, language))
