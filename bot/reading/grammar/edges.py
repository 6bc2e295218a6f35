"""Where noun phrases open and end, when small words and capitals could mean two things."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.reading.grammar.heads import is_human_noun
from bot.reading.names.finding import Name
from bot.reading.words.expressions import idioms
from bot.reading.words.given import is_given
from bot.reading.words.nouns import is_body, is_role

if TYPE_CHECKING:
    from bot.reading.grammar.sentence import Phrase, Sentence
    from bot.reading.languages import Cases

MAX_ADJECTIVES = 4  # words from a demonstrative to its noun


def stands_apart(sentence: Sentence, start: int, index: int, name: Name) -> bool:
    """Whether a name behind a noun opens a phrase of its own: "desde su escaño Ana Gil".

    So it does behind a statement ("en la nota Flumen …") and, if it is a full one, behind a noun
    for no person and no body that a preposition governs.
    """
    tokens, language = sentence.tokens, sentence.language
    if language.words.nouns_capitalised:
        return False
    if tokens[index - 1].low in language.speech.statements:
        return True
    before, phrases = tokens[start - 1].low if start else "", language.phrases
    told = start > 1 and tokens[start - 2].low in language.cues  # "cuenta a este diario Ana Gil"
    governed = before in phrases.genitives or (
        before in phrases.prepositions and (told or before not in phrases.links)
    )  # not in "dijo a su rival Luis Gil"
    if not governed or len(name.key) < 2 or not is_given(name.key[0], language):
        return False
    people = language.people
    if before in idioms(language).views:
        return False  # "según el alemán Jürgen Voss"
    nouns = [token.low for token in tokens[start:index]]
    if told:
        return not any(is_role(low, language) or low in people.honorifics for low in nouns)
    return not any(
        is_human_noun(low, language) or low in people.places or low in people.honorifics
        for low in nouns
    )


def names_body_within(sentence: Sentence, start: int, index: int, name: Name) -> bool:
    """Whether a name is of a body within somebody's role: "la portavoz del club Racing"."""
    tokens, language = sentence.tokens, sentence.language
    noun = (name.first if index == name.opens else index) - 1
    articled = tokens[name.first].low in language.phrases.definite  # « le café La Joséphine »
    named = is_given(name.key[0], language) and len(name.key) > 1
    if named or not (is_body(tokens[noun].low, language) or articled):
        return False
    lows = [token.low for token in tokens[start:noun]]
    link = next((at for at, low in enumerate(lows) if at and low in language.phrases.links), None)
    return link is not None and any(is_role(low, language) for low in lows[:link])


def heads_body(phrase: Phrase, name: Name, sentence: Sentence) -> bool:
    """« la Coordination des maternités »: a noun with a capital opens a body's whole name."""
    tokens, language = sentence.tokens, sentence.language
    alone = len(name.key) == 1 and name.after_article and not language.words.nouns_capitalised
    if (
        not (alone or _is_body_for(name, phrase, sentence))
        or name.last >= phrase.last
        or name.text.isupper()
    ):
        return False
    following = tokens[name.last]
    return following.low in language.phrases.links and tokens[phrase.last - 1].is_word


def _is_body_for(name: Name, phrase: Phrase, sentence: Sentence) -> bool:
    """ "Airlines United for America": a body's name with what it is for."""
    tokens, language = sentence.tokens, sentence.language
    if not language.phrases.head_last or name.last + 1 >= phrase.last:
        return False
    return tokens[name.last + 1].is_capitalised and not language.people.firms.isdisjoint(name.key)


def owns_as_several(sentence: Sentence, index: int) -> bool:
    """ "the visitors’ coach": an apostrophe alone behind a plural, in front of what they have."""
    tokens, endings = sentence.tokens, sentence.language.words.possessive_endings
    if not endings or tokens[index].text not in "’'" or index + 1 >= len(tokens):
        return False
    noun = tokens[index + 1]
    return tokens[index - 1].low.endswith("s") and noun.is_word and noun.text[0].islower()


def is_object(sentence: Sentence, index: int, stop: int) -> bool:
    """Whether a clitic that looks like an article is an object: "Gli fa eco Ugo Neri"."""
    tokens, language = sentence.tokens, sentence.language
    if tokens[index].low not in language.determiners or index + 2 >= stop:
        return False
    verb = tokens[index + 1].low
    if verb in language.speech.auxiliaries or verb in language.thought.finite:
        return index + 1 not in sentence.name_at and not is_role(verb, language)
    ahead, phrases = tokens[index + 2].low, language.phrases
    follows = index + 2 in sentence.name_at or ahead in language.determiners
    follows = follows or (ahead in phrases.prepositions and ahead not in phrases.links)
    return index == 0 and follows and verb in language.cues and not is_role(verb, language)


def opens_noun(sentence: Sentence, index: int, size: int, stop: int) -> bool:
    """Whether a demonstrative alone belongs to a noun: "este martes"."""
    tokens = sentence.tokens
    alone = size == 1 and tokens[index].low in sentence.language.determiners
    if not alone or index + 1 >= stop or not tokens[index + 1].is_word:
        return False
    language, following = sentence.language, tokens[index + 1].low
    verbal = following in language.cues or following in language.speech.auxiliaries
    if verbal or following in language.thought.finite:
        return False
    return language.cases is None or _declines_to_noun(sentence, index + 1, stop, language.cases)


def _declines_to_noun(sentence: Sentence, index: int, stop: int, cases: Cases) -> bool:
    """„diese kleine Stadt“, not „diese blieb“: adjectives with their ending, and then a noun."""
    endings = (cases.weak_ending, cases.adjective_ending)
    for token in sentence.tokens[index : min(stop, index + MAX_ADJECTIVES)]:
        if token.is_capitalised or not token.low.endswith(endings):
            return token.is_capitalised or token.text[0].isdigit()
    return True


def stands_alone(sentence: Sentence, index: int, stop: int) -> bool:
    """Whether no noun opens behind an ordinal: « la première, », « le second est »."""
    if index >= stop or not sentence.tokens[index].is_word:
        return True
    tokens, language = sentence.tokens, sentence.language
    low = tokens[index].low
    if low in language.cues or low in language.speech.clitics | language.speech.auxiliaries:
        return True
    behind = tokens[index + 1].low if index + 1 < stop else ""
    return behind in language.determiners and behind not in language.phrases.links
