"""Where a role behind a name ends: at an age, a date, a second role or where it was said."""

from __future__ import annotations

from bot.reading.grammar.prepositional import prepositional_end
from bot.reading.grammar.sentence import Head, Sentence, phrase_at
from bot.reading.names.finding import Name
from bot.reading.words.nouns import is_role

MAX_AGE = 3  # digits of an age


def is_said_in(sentence: Sentence, index: int) -> bool:
    """« Anne Roux, maire de Vaux dans un communiqué »: where it is said, and no part of a role."""
    speech = sentence.language.speech
    ahead = sentence.tokens[index + 1 : index + 3]
    return any(token.low in speech.statements for token in ahead)


def with_second_role(sentence: Sentence, index: int) -> int:
    """The end of a role joined to one that ends at ``index``: « agriculteur et éleveur à Vaux »."""
    tokens, language = sentence.tokens, sentence.language
    at = index + 1
    if at >= len(tokens) or tokens[index].low not in language.phrases.conjunctions:
        return index
    second = phrase_at(sentence, at, len(tokens)) if is_role(tokens[at].low, language) else None
    if second is None or second.head is not Head.ROLE:
        return index
    last = second.last
    while last < len(tokens) and tokens[last].low in language.phrases.prepositions:
        last = prepositional_end(sentence, last, len(tokens))
    if last + 2 < len(tokens) and tokens[last].low in language.phrases.conjunctions:
        last += 2 * (not tokens[last + 2].is_word)  # « du comité social et économique, »
    return min(last, len(tokens))


def ends_role(sentence: Sentence, index: int) -> bool:
    """Whether a role ends in front of a token: a sign, "who", or how long somebody has had it."""
    if index >= len(sentence.tokens):
        return True
    token, language = sentence.tokens[index], sentence.language
    described = token.low in language.phrases.relatives
    placed = token.low in language.people.places  # « pâtissière rue du Port »
    told = is_said_in(sentence, index) or _joins_role(sentence, index)
    told = told or token.low in language.credit.closers  # « sage-femme depuis vingt ans »
    counted = is_counted(sentence, index) or is_counted_in_words(sentence, index)
    return not token.is_word or described or placed or told or counted


def is_counted_in_words(sentence: Sentence, index: int) -> bool:
    """« vigneron sur neuf hectares »: where what ties no noun leads to a number."""
    low, phrases = sentence.tokens[index].low, sentence.language.phrases
    if low not in phrases.prepositions or low in phrases.genitives:
        return False
    return index + 1 < len(sentence.tokens) and sentence.tokens[index + 1].low in phrases.plural


def _joins_role(sentence: Sentence, index: int) -> bool:
    """ "Ann Reed, head of the club and a former judge": what else she is has its own article."""
    tokens, language = sentence.tokens, sentence.language
    if tokens[index].low not in language.phrases.conjunctions or index + 1 >= len(tokens):
        return False
    low = tokens[index + 1].low
    described = index + 2 < len(tokens) and tokens[index + 2].low in language.people.roles
    if low in language.people.role_modifiers or (described and low not in language.determiners):
        return True  # « écologue au CNRS et première autrice de l'étude »
    if low not in language.determiners:
        return False
    second = phrase_at(sentence, index + 1, len(tokens))
    return second is not None and second.head is Head.ROLE


def is_counted(sentence: Sentence, index: int) -> bool:
    """Whether a preposition and a number stand there: "for 22 years", « de 52 ans », "dal 2024"."""
    tokens, phrases = sentence.tokens, sentence.language.phrases
    governs = tokens[index].low in phrases.prepositions or tokens[index].low in phrases.links
    return governs and index + 1 < len(tokens) and tokens[index + 1].text.isdigit()


def without_date(sentence: Sentence, first: int, last: int) -> int:
    """The end of a role without an age or a year that closes it: « éleveur de 52 ans »."""
    tokens = sentence.tokens
    for index in range(max(first + 1, last - 3), last):
        if is_counted(sentence, index):
            behind = tokens[index + 2 : last]
            if all(token.low in sentence.language.people.age_words for token in behind):
                return index
    return last


def behind_age(sentence: Sentence, index: int) -> int:
    """The token behind an age: "54 ans, ", "de 54 años y "; ``index`` where none stands there."""
    tokens, language = sentence.tokens, sentence.language
    at = index + (index < len(tokens) and tokens[index].low in language.phrases.links)
    if at + 1 >= len(tokens) or not tokens[at].text.isdigit():
        return index
    if tokens[at + 1].low not in language.people.age_words:
        return _behind_bare_age(sentence, at)
    after = tokens[at + 2] if at + 2 < len(tokens) else None
    joined = after is not None and (after.text == "," or after.low in language.phrases.conjunctions)
    return at + 3 if joined else at + 2


def _behind_bare_age(sentence: Sentence, index: int) -> int:
    """Behind "81, " or „54), “; ``index`` where it is no age or nothing is said behind it."""
    tokens = sentence.tokens
    at = index + 1
    at += tokens[at].text == ")"
    aged = len(tokens[index].text) <= MAX_AGE and at < len(tokens) and tokens[at].text == ","
    return at + 1 if aged else index


def _age_told(sentence: Sentence, index: int) -> int:
    """The age that ends at a token: of "14-year-old", „14-jährige“, "14-jarige"; else 0."""
    tokens, endings = sentence.tokens, sentence.language.people.age_endings
    if index < 2 or not tokens[index - 2].text.isdigit() or len(tokens[index - 2].text) > MAX_AGE:
        return 0
    told = tokens[index - 1].text == "-" and tokens[index].low.startswith(endings or ("\0",))
    return int(tokens[index - 2].text) if told else 0


def age_of(sentence: Sentence, name: Name) -> int:
    """The age beside a name: "Ana Gil, de 54 años", „Inga Kolb (54)“, "54-year-old Al"; else 0."""
    tokens, language = sentence.tokens, sentence.language
    told = _age_told(sentence, name.opens - 1)
    if told:
        return told
    at = name.last + 1
    if at >= len(tokens) or tokens[name.last].text not in ",(":
        return 0
    at += tokens[at].low in language.phrases.links
    if at + 1 >= len(tokens) or not tokens[at].text.isdigit() or len(tokens[at].text) > MAX_AGE:
        return 0
    closed = tokens[at + 1].text in ",)." or tokens[at + 1].low in language.people.age_words
    return int(tokens[at].text) if closed else 0
