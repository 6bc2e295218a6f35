"""Roles in front of a name: where « la cheffe, X », "curator X" and „der Leiter X“ open."""

from __future__ import annotations

from bot.reading.grammar.appositions import describes_name, party_end
from bot.reading.grammar.compounds import MAX_MODIFIERS, is_within_role
from bot.reading.grammar.edges import names_body_within
from bot.reading.grammar.heads import is_plural_noun
from bot.reading.grammar.sentence import Phrase, Sentence, phrase_at
from bot.reading.languages import Language
from bot.reading.names.finding import Name
from bot.reading.words.nouns import is_role

MAX_ROLE = 12  # words of a role


def role_before(sentence: Sentence, name: Name) -> tuple[int, int]:
    """« la cheffe, X », "curator X": back from the name to the word that opens the phrase."""
    tokens, language = sentence.tokens, sentence.language
    last = name.opens
    if last > 1 and tokens[last - 1].low.partition("-")[0] in language.people.naming:
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
        if _closes_role(sentence, first - 1) and not _is_compound_of(sentence, first - 1, last):
            break
        first -= 1
    if not holds_role(sentence, first, name.first) or _ends_in_verb(sentence, last):
        return last, last
    if last - first == 1 and _is_verb_of_quotation(sentence, first):
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
    if phrase is not None and phrase.last in (last, name.last):
        return first, last
    return (last - 1, last) if _is_title(sentence, last - 1, name) else (last, last)


def _is_title(sentence: Sentence, index: int, name: Name) -> bool:
    """Whether a noun right in front of a name styles it: "kwam burgemeester Els Maas"."""
    token, language = sentence.tokens[index], sentence.language
    bare = language.phrases.head_last or language.speech.verb_second
    if not bare or index + 1 != name.opens or token.low in language.people.styles:
        return False
    return token.low in language.people.roles


def _is_compound_of(sentence: Sentence, index: int, last: int) -> bool:
    """« la metteuse en scène X »: a preposition between a noun for people and a bare noun."""
    tokens, language = sentence.tokens, sentence.language
    if tokens[index].low not in language.phrases.prepositions or not 0 < index < last - 1:
        return False
    bare = tokens[index + 1].text.islower() and tokens[index + 1].low not in language.determiners
    return bare and is_role(tokens[index - 1].low, language)


def _is_plain(sentence: Sentence, first: int) -> bool:
    """« l'ingénieur »: an article and a noun for people, of which no walk makes anything else."""
    article, noun, language = *sentence.tokens[first : first + 2], sentence.language
    if article.low not in language.phrases.definite or noun.low in language.function_words:
        return False
    return is_role(noun.low, language)


def _is_verb_of_quotation(sentence: Sentence, index: int) -> bool:
    """« « … », juge Anne Roux »: a bare noun is no role there where roles have articles."""
    tokens, language = sentence.tokens, sentence.language
    if language.phrases.head_last or tokens[index].low not in language.cues:
        return False
    behind = index - (index > 0 and tokens[index - 1].text == ",")
    return behind > 0 and tokens[behind - 1].is_quote


def _is_owner(sentence: Sentence, name: Name) -> bool:
    endings = sentence.language.words.possessive_endings
    return name.last < len(sentence.tokens) and sentence.tokens[name.last].low in endings


def _ends_in_verb(sentence: Sentence, last: int) -> bool:
    """ "A guard escorted Reed out": what stands before the name is no role, but what was done.

    So is a word behind a place, where adjectives stand beside their noun: « le maire de Lens
    écoute Ali Sow ».
    """
    low, language = sentence.tokens[last - 1].low, sentence.language
    if _is_behind_place(sentence, last - 1):
        return not is_role(low, language)
    verbal = low.endswith(language.speech.verbal_endings or ("\0",))
    return verbal and low not in language.people.role_modifiers and not is_role(low, language)


def _is_behind_place(sentence: Sentence, index: int) -> bool:
    tokens, language = sentence.tokens, sentence.language
    if language.phrases.head_last or language.words.nouns_capitalised or index < 2:
        return False
    place = tokens[index - 1].is_capitalised and tokens[index].text[0].islower()
    linked = tokens[index - 2].low in language.phrases.links
    return place and linked and tokens[index].low not in language.function_words


def _owns_body(sentence: Sentence, index: int) -> bool:
    """ "Sheriff's Office": an owner's ending within a body's name."""
    ending = sentence.tokens[index].low in sentence.language.words.possessive_endings
    return ending and index > 0 and sentence.tokens[index + 1].is_capitalised


def holds_role(sentence: Sentence, first: int, last: int) -> bool:
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
    tied = 1 < opens < last - 1 and tokens[opens - 1].low in language.phrases.links
    if tied and tokens[opens].is_capitalised and tokens[opens - 2].is_capitalised:
        return last - 1  # "Bureau of Meteorology forecaster Xuan Pham"
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
    if not holds_role(sentence, furthest, name.first):
        return comma
    held = holds_role(sentence, comma, name.first)
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
