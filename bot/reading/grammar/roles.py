"""Roles: what an article says somebody is, beside the name.

A role stands before the name (« la cheffe, X », "curator X") or behind it (« X, cuisinière à
l'école, … »), and must hold a noun for people; in a speaker's own mention any noun will do.
"""

from __future__ import annotations

from bot.reading.grammar.cases import role_as_printed
from bot.reading.grammar.compounds import (
    behind_adjectives,
    compound_at,
)
from bot.reading.grammar.heads import gender_of, head_noun
from bot.reading.grammar.prepositional import prepositional_end
from bot.reading.grammar.printed_roles import Role, in_form, is_relation, printed_role, tells_age
from bot.reading.grammar.role_ends import (
    behind_age,
    ends_role,
    is_counted,
    is_said_in,
    with_second_role,
    without_date,
)
from bot.reading.grammar.roles_apart import role_fronted, role_outside
from bot.reading.grammar.roles_in_front import MAX_ROLE, holds_role, role_before
from bot.reading.grammar.sentence import Head, Phrase, Sentence, phrase_at
from bot.reading.languages import Gender, Language
from bot.reading.names.finding import Name
from bot.reading.words.given import is_given
from bot.reading.words.nouns import is_demonym, is_role, role_gender

MAX_TO_NOUN = 5  # words of a role among which its noun stands, where it opens with it


def role_in(phrase: Phrase, name: Name, sentence: Sentence) -> str | None:
    """The words before the name in a speaker's mention: « l'astronomo Gianni Morelli »."""
    tokens, language = sentence.tokens, sentence.language
    first, last = phrase.first, name.opens
    while first < last and tokens[first].low in language.determiners:
        first += 1
    while last > first and (not tokens[last - 1].is_word or _leads_to_name(sentence, last - 1)):
        last -= 1
    words = tokens[first:last]
    if not words or len(name.key) < 2 or any(not token.is_word for token in words):
        return None
    if any(_is_body(token.low, language) for token in words):
        return None
    role = _role(sentence, first, last)
    if role is not None:
        return role.printed or None
    return sentence.between(first, last) if _is_like_role(sentence, first, last, name) else None


def _is_like_role(sentence: Sentence, first: int, last: int, name: Name) -> bool:
    """Whether words without a noun of the lists can say what somebody is: « l’oculariste Roux ».

    Not "of them", "another", „der fünfjährige Emil“, nor what ends in a title: "State Rep. Reed".
    Behind a comma the name may be apposed to more than the words: "o autor da imagem, Rui Gomes".
    """
    tokens, language = sentence.tokens, sentence.language
    words, credit = tokens[first:last], language.credit
    opens = first - (first > 0 and tokens[first - 1].low in language.determiners)
    before = tokens[opens - 1] if opens else None
    if last < name.opens and not (
        before is None or not before.is_word or before.low in language.cues
    ):
        return False
    if any(token.low in language.function_words or token.is_capitalised for token in words):
        return False
    lows = [token.low for token in words]
    if is_demonym(lows[-1 if language.phrases.head_last else 0], language):
        return False
    nothing = credit.persons | credit.relational | language.people.kin
    return nothing.isdisjoint(lows) and not any(tells_age(low, language) for low in lows)


def _leads_to_name(sentence: Sentence, index: int) -> bool:
    """ "a noiva chama-se Ana Gil": a verb that says how somebody is called."""
    low, language = sentence.tokens[index].low, sentence.language
    return low.partition("-")[0] in language.people.naming and not is_role(low, language)


def _is_body(low: str, language: Language) -> bool:
    return low in language.people.organisations or low in language.people.collectives


def roles_of(sentence: Sentence, name: Name) -> list[Role]:
    """The roles that stand beside a name, and what a verb says that somebody is."""
    found = _titles(sentence, name) if name.titled and sentence.language.credit.titles else []
    nouns = sentence.roles
    if not nouns:
        return found
    places: list[tuple[int, int]] = []
    if nouns[0] < name.first:
        places += _roles_in_front(sentence, name)
        first, last = places[0]
        places.insert(0, role_outside(sentence, name, first if first < last else name.opens))
        places.append(role_fronted(sentence, name))
    if nouns[-1] >= name.last:
        places.append(_role_behind(sentence, name))
    for first, last in places:
        role = _role(sentence, first, last) if first < last else None
        if role is not None and all(role.noun != one.noun for one in found):
            found.append(role)
    role = _role_predicated(sentence, name) if nouns[-1] > name.last else None
    if role is not None and all(role.noun != one.noun for one in found):
        found.append(Role(role.noun, "", role.gender))  # it may be one of the past
    return found


def _titles(sentence: Sentence, name: Name) -> list[Role]:
    """The offices that a name has as short titles: "Cllr Ann Reed" is a councillor."""
    titles = dict(sentence.language.credit.titles)
    lows = (token.low for token in sentence.tokens[name.opens : name.first])
    return [
        Role(titles[low], titles[low], Gender.ANY, titles[low]) for low in lows if low in titles
    ]


def _roles_in_front(sentence: Sentence, name: Name) -> tuple[tuple[int, int], tuple[int, int]]:
    """The role in front of a name, and the one within it: "President Ann Reed"."""
    within = name.first - (name.first > name.opens and sentence.tokens[name.first - 1].text == ",")
    first, last = role_before(sentence, name)
    if first < last == name.opens:
        last = within  # „die stellvertretende Vorsitzende Miriam Toll“
    return (first, last), (name.opens, within)


def _role(sentence: Sentence, first: int, last: int) -> Role | None:
    tokens, language = sentence.tokens, sentence.language
    gender = anybody = Gender.ANY
    while first < last and tokens[first].low in language.determiners:
        shown = gender_of(tokens[first].low, "", None, language)
        gender = gender if shown is anybody else shown
        first += 1
    if not 0 < last - first <= MAX_ROLE:
        return None
    near = last if language.phrases.head_last else min(last, first + MAX_TO_NOUN)
    noun = head_noun(_up_to_link(sentence, first, near), language)
    if not noun:
        return None
    opens = _behind_thing(sentence, first, last, noun)
    if opens > first:  # « la voix de son chef »: the article is the thing's
        first, before = opens, tokens[opens - 1].low
        owned = before in language.determiners
        gender = gender_of(before, "", None, language) if owned else anybody
    if noun in language.people.epicene:  # "il sindaco Ada Neri"
        gender = anybody
    elif gender is anybody:
        gender = role_gender(noun, language) or anybody
    if first > 0 and tokens[first - 1].text == "-":
        return Role(noun, "", gender)  # „die 14-jährige Inga Kolb“
    printed = printed_role(sentence, first, last, noun, gender)
    if is_relation(sentence, first, noun):
        return Role(noun, "", gender, printed)
    first, last = in_form(sentence, first, last, gender)
    return Role(noun, role_as_printed(sentence, first, last, gender), gender, printed)


def _behind_thing(sentence: Sentence, first: int, last: int, noun: str) -> int:
    """Where a role opens that a link ties to a thing: « le bilan du maire », the mayor's."""
    language = sentence.language
    if language.phrases.head_last:
        return first
    at = next(at for at in range(first, last) if sentence.tokens[at].low == noun)
    while at > first and not _ties(sentence, at - 1):
        at -= 1
    return at


def _ties(sentence: Sentence, index: int) -> bool:
    low, language = sentence.tokens[index].low, sentence.language
    return low in language.phrases.genitives or low in language.determiners


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


def _role_behind(sentence: Sentence, name: Name) -> tuple[int, int]:
    """« X, cuisinière à l'école Jean-Zay, … »: from the comma to the next sign, verb or date."""
    tokens = sentence.tokens
    first = name.last
    if first >= len(tokens) or tokens[first].text not in ",(":
        return first, first
    first = behind_age(sentence, first + 1)
    stop = min(len(tokens), first + MAX_ROLE)
    if not holds_role(sentence, first, stop):
        return first, first
    at = behind_adjectives(sentence, first, stop)
    phrase = phrase_at(sentence, at, stop) or compound_at(sentence, first, stop)
    if phrase is None or phrase.plural:
        return first, first  # « À Vaux, les femmes qui pêchent »: what several are
    last = _with_head(sentence, phrase.last)
    if phrase.name is not None and _is_anothers(sentence, phrase.name):
        return first, first  # « De passage à Vaux, le maire Paul Mora … »
    if _opens_list(sentence, at, last):
        return first, first
    while last < len(tokens) and tokens[last].low in sentence.language.phrases.prepositions:
        if is_counted(sentence, last) or is_said_in(sentence, last):
            break
        if tokens[last].low in sentence.language.credit.closers:
            break
        last = prepositional_end(sentence, last, len(tokens))  # « étudiant en pharmacie »
    second = with_second_role(sentence, last)
    if second > last and second - first > MAX_ROLE >= last - first:
        return first, last
    last = _with_rest(sentence, second)
    last = max(first, without_date(sentence, first, min(last, len(tokens))))
    whole = ends_role(sentence, last) and last - first <= MAX_ROLE
    return (first, last) if whole else (first, first)


def _is_anothers(sentence: Sentence, name: Name) -> bool:
    """Whether the name within a role is a person's, and the role so another's."""
    return len(name.key) > 1 and (name.titled or is_given(name.key[0], sentence.language))


def _with_head(sentence: Sentence, index: int) -> int:
    """Behind the noun of "chief Nordic economist", whose first one is for people too."""
    tokens, language = sentence.tokens, sentence.language
    if not language.phrases.head_last or index >= len(tokens):
        return index
    return index + (tokens[index].text.islower() and is_role(tokens[index].low, language))


def _with_rest(sentence: Sentence, index: int) -> int:
    """Behind an adjective that closes a role in front of a sign: « négociant en vins fins, »."""
    tokens, language = sentence.tokens, sentence.language
    if language.phrases.head_last or index + 1 >= len(tokens) or tokens[index + 1].is_word:
        return index
    low = tokens[index].low
    plain = tokens[index].text.isalpha() and tokens[index].text.islower()
    return index + (plain and low not in language.function_words | language.cues)


def _opens_list(sentence: Sentence, first: int, last: int) -> bool:
    """« Sur l'alpage d'Arves, une bergère, un chien et dix brebis »: the first of several."""
    tokens, phrases = sentence.tokens, sentence.language.phrases
    if tokens[first].low not in phrases.indefinite or last + 1 >= len(tokens):
        return False
    if tokens[last].text != "," or tokens[last + 1].low not in phrases.indefinite:
        return False
    second = phrase_at(sentence, last + 1, len(tokens))
    end = second.last if second is not None else len(tokens)
    return end < len(tokens) and tokens[end].low in phrases.conjunctions


def _role_predicated(sentence: Sentence, name: Name) -> Role | None:
    """ "Ann Reed, 64, has been mayor since …": the role behind "is" or the like."""
    tokens, speech = sentence.tokens, sentence.language.speech
    at, end = name.last, len(tokens) - 1
    if at < end and tokens[at].text == ",":
        at = _behind_insertion(sentence, at) if len(name.key) > 1 else end
    while at < end and tokens[at].low not in speech.copulas:
        at = at + 1 if tokens[at].low in speech.auxiliaries else end
    if at >= end:
        return None
    first = at + 1
    if is_counted(sentence, first):
        first += 2  # „ist seit 2014 Bürgermeister“
    phrase = phrase_at(sentence, first, len(tokens), apposition=False)
    if phrase is None or phrase.head is not Head.ROLE or phrase.plural:
        return None
    return _role(sentence, phrase.first, phrase.last)


def _behind_insertion(sentence: Sentence, index: int) -> int:
    """The token behind a stretch between commas, which ``index`` opens, if an auxiliary is it.

    Else the sentence's last.
    """
    tokens, speech = sentence.tokens, sentence.language.speech
    end = len(tokens) - 1
    for at in range(index + 2, min(end, index + MAX_ROLE)):
        if tokens[at].text == ",":
            low = tokens[at + 1].low
            if low in speech.auxiliaries or low in speech.copulas:
                return at + 1
    return end
