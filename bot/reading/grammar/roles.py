"""Roles: what an article says somebody is, beside the name.

A role stands before the name (« la cheffe, X », "curator X") or behind it (« X, cuisinière à
l'école, … »), and must hold a noun for people; in a speaker's own mention any noun will do.
"""

from __future__ import annotations

from bot.reading.grammar.appositions import describes_name, party_end
from bot.reading.grammar.cases import role_as_printed
from bot.reading.grammar.compounds import (
    MAX_MODIFIERS,
    behind_adjectives,
    compound_at,
    is_within_role,
)
from bot.reading.grammar.edges import names_body_within
from bot.reading.grammar.heads import gender_of, head_noun, is_plural_noun
from bot.reading.grammar.prepositional import prepositional_end
from bot.reading.grammar.role_ends import (
    behind_age,
    ends_role,
    is_counted,
    is_said_in,
    with_second_role,
    without_date,
)
from bot.reading.grammar.sentence import Head, Phrase, Sentence, phrase_at
from bot.reading.languages import Gender, Language
from bot.reading.names.finding import Name
from bot.reading.words.nouns import is_role, role_gender

MAX_ROLE = 12  # words of a role
MAX_TO_NOUN = 5  # words of a role among which its noun stands, where it opens with it


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
    if _is_relation(sentence, first, head_noun([token.low for token in words], language)):
        return None
    if words[-1].is_capitalised and not is_role(words[-1].low, language):
        return None  # "State Rep. Ann Reed", whose title is no word of its own
    return sentence.between(first, last)


def _is_body(low: str, language: Language) -> bool:
    return low in language.people.organisations or low in language.people.collectives


def roles_of(sentence: Sentence, name: Name) -> list[tuple[str, str, Gender]]:
    """The roles that stand beside a name: (noun, phrase, gender that noun and article show).

    The phrase of one that stands for nothing without its owner is empty: "his wife".
    """
    found: list[tuple[str, str, Gender]] = []
    nouns = sentence.roles
    if not nouns:
        return found
    places: list[tuple[int, int]] = []
    if nouns[0] < name.first:
        places += _roles_in_front(sentence, name)
    if nouns[-1] >= name.last:
        places.append(_role_behind(sentence, name))
    for first, last in places:
        role = _role(sentence, first, last) if first < last else None
        if role is not None and all(role[0] != noun for noun, _, _ in found):
            found.append(role)
    role = _role_predicated(sentence, name) if nouns[-1] > name.last else None
    if role is not None and all(role[0] != noun for noun, _, _ in found):
        found.append((role[0], "", role[2]))  # it may be one of the past
    return found


def _roles_in_front(sentence: Sentence, name: Name) -> tuple[tuple[int, int], tuple[int, int]]:
    """The role in front of a name, and the one within it: "President Ann Reed"."""
    within = name.first - (name.first > name.opens and sentence.tokens[name.first - 1].text == ",")
    first, last = _role_before(sentence, name)
    if first < last == name.opens:
        last = within  # „die stellvertretende Vorsitzende Miriam Toll“
    return (first, last), (name.opens, within)


def _role(sentence: Sentence, first: int, last: int) -> tuple[str, str, Gender] | None:
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
    first = _behind_thing(sentence, first, last, noun)
    if noun in language.people.epicene:  # "il sindaco Ada Neri"
        gender = anybody
    elif gender is anybody:
        gender = role_gender(noun, language) or anybody
    first, last = _printed(sentence, first, last, gender)
    if _is_relation(sentence, first, noun):
        return noun, "", gender
    printed = role_as_printed(sentence, first, last, gender)
    if tokens[first].low in language.determiners:
        printed = printed[0].lower() + printed[1:]
    return noun, printed, gender


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


def _is_relation(sentence: Sentence, first: int, noun: str) -> bool:
    """Whether a role says whose somebody is, and nothing by itself: "his wife", "her deputy"."""
    language = sentence.language
    before = sentence.tokens[first - 1].low if first > 0 else ""
    owned = before in language.phrases.possessive or before in language.words.possessive_endings
    return owned and noun in language.people.kin


def _printed(sentence: Sentence, first: int, last: int, gender: Gender) -> tuple[int, int]:
    """The tokens of a role to print: without titles at its end, and in a form that can stand alone.

    Behind an article a German adjective has an ending that it has nowhere else: „der deutsche
    Präsident“ keeps its article, and of „dem deutschen Präsidenten“ only the noun is printed.
    """
    tokens, language = sentence.tokens, sentence.language
    closing = last
    while closing > first and _is_title(sentence, closing - 1):
        closing -= 1 + (tokens[closing - 1].text == ".")
    last = closing if closing > first else last
    article = tokens[first - 1].low if first else ""
    declined = language.words.nouns_capitalised and article in language.determiners
    if not declined or tokens[first].is_capitalised:
        return first, last
    if tokens[first].low.endswith("n"):
        nouns = (at for at in range(first, last) if tokens[at].is_capitalised)
        return next(nouns, first), last
    return first - (gender is not Gender.FEMININE), last


def _is_title(sentence: Sentence, index: int) -> bool:
    """Whether a token closes a title that is no role: "Sir", or the full stop of "Sen."."""
    low, language = sentence.tokens[index].low, sentence.language
    return low == "." or (low in language.people.honorifics and not is_role(low, language))


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
    if last > 1 and tokens[last - 1].low in language.people.naming:
        last -= 1  # "a bus driver called Ann Reed"
    if last > 0 and tokens[last - 1].text == ",":
        if _is_owner(sentence, name):
            return last, last  # "the head of Vale Group, Lyle Water's parent"
        last -= 1
        apposed = _apposed_before(sentence, name, last)
        if apposed < last:
            return apposed, last
        if language.phrases.head_last and _is_several(tokens[last - 1].low, language):
            return name.opens, name.opens  # "Of the nominees, Reed said …"
    cases = language.cases
    genitive = cases is not None and last > 1 and tokens[last - 1].low in cases.genitive
    if genitive and _noun_before(sentence, last - 1):
        return last, last  # „die Leiterin des Lerner Zentrums“
    behind = last - (last > 2 and describes_name(sentence, last - 1))
    linked = behind - 1 - (behind > 1 and tokens[behind - 1].low in language.determiners)
    if last > 0 and (
        tokens[linked].low in language.phrases.links  # « le ministre de la Santé »: of what
        or tokens[last - 1].low in language.people.places  # « le boulanger rue Pasteur »: where
    ):
        return last, last
    first = last
    while first > 0 and last - first < MAX_ROLE:
        token = tokens[first - 1]
        closes = first > 3 and token.text == ")"
        if closes and party_end(sentence, first - 3, len(tokens)) == first:
            first -= 3
            continue
        if not token.is_word:
            if not _owns_body(sentence, first - 1):
                break
            first -= 1
            continue
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
    if not _holds_role(sentence, first, name.first) or _ends_in_verb(sentence, last):
        return last, last
    if is_within_role(sentence, name.last):
        return last, last  # "the deputy White House press secretary"
    if names_body_within(sentence, first, name.opens, name):
        return last, last  # "la portavoz del club Racing" tells of her, not of Racing
    modified = _modified_from(sentence, first, last)
    if modified < last and (last == name.opens or _is_articled(sentence, modified)):
        return modified, last
    if last - first == 2 and _is_plain(sentence, first):
        return first, last
    phrase = phrase_at(sentence, first, name.last)
    whole = phrase is not None and phrase.last in (last, name.last)
    return (first, last) if whole else (last, last)


def _is_plain(sentence: Sentence, first: int) -> bool:
    """« l'ingénieur »: an article and a noun for people, of which no walk makes anything else."""
    article, noun, language = *sentence.tokens[first : first + 2], sentence.language
    if article.low not in language.phrases.definite or noun.low in language.function_words:
        return False
    return is_role(noun.low, language)


def _is_owner(sentence: Sentence, name: Name) -> bool:
    endings = sentence.language.words.possessive_endings
    return name.last < len(sentence.tokens) and sentence.tokens[name.last].low in endings


def _ends_in_verb(sentence: Sentence, last: int) -> bool:
    """ "A guard escorted Reed out": what stands before the name is no role, but what was done."""
    low, language = sentence.tokens[last - 1].low, sentence.language
    verbal = low.endswith(language.speech.verbal_endings or ("\0",))
    return verbal and low not in language.people.role_modifiers and not is_role(low, language)


def _owns_body(sentence: Sentence, index: int) -> bool:
    """ "Sheriff's Office": an owner's ending within a body's name."""
    ending = sentence.tokens[index].low in sentence.language.words.possessive_endings
    return ending and index > 0 and sentence.tokens[index + 1].is_capitalised


def _holds_role(sentence: Sentence, first: int, last: int) -> bool:
    """A quick look: a stretch without a noun for people holds no role."""
    return any(first <= at < last for at in sentence.roles)


def _modified_from(sentence: Sentence, first: int, last: int) -> int:
    """Where nouns open that are no roles and describe the one behind them: "union leader".

    ``last`` where there are none.
    """
    tokens, language = sentence.tokens, sentence.language
    if not language.phrases.head_last or not is_role(tokens[last - 1].low, language):
        return last
    opens = last - 1
    while opens > first and not _is_small(sentence, opens - 1):
        opens -= 1
    if opens > 0 and _owns_body(sentence, opens - 1):
        return last
    closed = opens == 0 or _is_small(sentence, opens - 1) or _closes_role(sentence, opens - 1)
    return opens if closed and 1 < last - opens <= 1 + MAX_MODIFIERS else last


def _is_articled(sentence: Sentence, index: int) -> bool:
    return index > 0 and sentence.tokens[index - 1].low in sentence.language.phrases.definite


def _is_small(sentence: Sentence, index: int) -> bool:
    token = sentence.tokens[index]
    return not token.text.isalpha() or token.low in sentence.language.function_words


def _apposed_before(sentence: Sentence, name: Name, comma: int) -> int:
    """Where a role opens to which the name is apposed: « le président de l'union, X ».

    ``comma`` where there is none. It opens with its article; the outermost phrase that reaches to
    the name is meant.
    """
    tokens, phrases = sentence.tokens, sentence.language.phrases
    opens, furthest = comma, max(comma - MAX_ROLE, 0)
    if not _holds_role(sentence, furthest, name.first):
        return comma
    held = _holds_role(sentence, comma, name.first)
    for index in range(comma - 1, furthest - 1, -1):
        token = tokens[index]
        if not (token.is_word or token.text.startswith(("'", "’"))):
            break
        held = held or is_role(token.low, sentence.language)
        if held and token.low in phrases.definite:
            phrase = phrase_at(sentence, index, name.last)
            if phrase is not None and phrase.name is name and _names_one(sentence, phrase, comma):
                opens = index
    return opens


def _names_one(sentence: Sentence, phrase: Phrase, comma: int) -> bool:
    """Whether a role is one person's: not "one of the students, X"."""
    last = sentence.tokens[comma - 1].low
    return bool(phrase.noun) and not is_plural_noun(phrase.noun, last, sentence.language)


def _is_several(low: str, language: Language) -> bool:
    return is_role(low, language) and is_plural_noun(low, low, language)


def _noun_before(sentence: Sentence, index: int) -> bool:
    """Whether a noun stands in front of the token, which its genitive follows."""
    if index == 0:
        return False
    token = sentence.tokens[index - 1]
    return token.is_capitalised and index - 1 not in sentence.name_at


def _role_behind(sentence: Sentence, name: Name) -> tuple[int, int]:
    """« X, cuisinière à l'école Jean-Zay, … »: from the comma to the next sign, verb or date."""
    tokens = sentence.tokens
    first = name.last
    if first >= len(tokens) or tokens[first].text not in ",(":
        return first, first
    first = behind_age(sentence, first + 1)
    stop = min(len(tokens), first + MAX_ROLE)
    if not _holds_role(sentence, first, stop):
        return first, first
    at = behind_adjectives(sentence, first, stop)
    phrase = phrase_at(sentence, at, stop) or compound_at(sentence, first, stop)
    if phrase is None:
        return first, first
    last = phrase.last
    while last < len(tokens) and tokens[last].low in sentence.language.phrases.prepositions:
        if is_counted(sentence, last):
            break
        if is_said_in(sentence, last):
            break
        last = prepositional_end(sentence, last, len(tokens))  # « étudiant en pharmacie »
    second = with_second_role(sentence, last)
    if second > last and second - first > MAX_ROLE >= last - first:
        return first, last
    last = second
    last = max(first, without_date(sentence, first, min(last, len(tokens))))
    whole = ends_role(sentence, last, definite=phrase.definite) and last - first <= MAX_ROLE
    return (first, last) if whole else (first, first)


def _role_predicated(sentence: Sentence, name: Name) -> tuple[str, str, Gender] | None:
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


def _closes_role(sentence: Sentence, index: int) -> bool:
    low, language = sentence.tokens[index].low, sentence.language
    describes = is_role(low, language) or low in language.people.role_modifiers
    return (
        (low in language.cues and not describes)
        or low in language.phrases.relatives
        or low in language.phrases.conjunctions
        or (low in language.phrases.prepositions and low not in language.phrases.links)
        or low in language.speech.auxiliaries
        or low in language.pronouns.singular
    )
