"""What joins a noun phrase to the name or the noun behind it: brackets, hyphens, commas, titles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.reading.grammar.heads import is_human_noun
from bot.reading.words.nouns import is_role

if TYPE_CHECKING:
    from bot.reading.grammar.sentence import Sentence


def describes_name(sentence: Sentence, index: int) -> bool:
    """ "van de oude Lindenhof": an adjective between an article and a name."""
    language, tokens = sentence.language, sentence.tokens
    if not language.speech.verb_second or index + 1 not in sentence.name_at:
        return False
    adjective = tokens[index].text[0].islower() and tokens[index - 1].low in language.determiners
    return adjective and not is_human_noun(tokens[index].low, language)


def party_end(sentence: Sentence, index: int, stop: int) -> int:
    """Behind the brackets of « la députée (LFI) Anne Roux », « le maire (DVG) de Vaux »; else 0.

    Or of « la porte-parole de l'Union des bateliers (UB), Anne Roux ».
    """
    tokens, closing = sentence.tokens, index + 2
    if tokens[index].text != "(" or closing + 1 >= stop or tokens[closing].text != ")":
        return 0
    behind, links = closing + 1, sentence.language.phrases.links
    goes_on = behind in sentence.name_at or tokens[behind].low in links
    abbreviated = tokens[index + 1].text.isupper() and tokens[behind].text == ","
    return behind if goes_on or (abbreviated and behind + 1 in sentence.name_at) else 0


def joins_age(sentence: Sentence, index: int, stop: int) -> bool:
    """„der 66-Jährige“: a hyphen between a number and the noun that it belongs to."""
    tokens = sentence.tokens
    if tokens[index].text not in "-‐‑" or index == 0 or index + 1 >= stop:
        return False
    starts = sentence.starts
    joined = sentence.end(index - 1) == starts[index] and sentence.end(index) == starts[index + 1]
    return joined and tokens[index - 1].text.isdigit()


def opens_apposition(sentence: Sentence, index: int) -> bool:
    """Whether an article opens it, or in a head-last language the role: ", state senator Lee"."""
    low, language = sentence.tokens[index].low, sentence.language
    if low in language.phrases.definite or low in language.phrases.indefinite:
        return True
    people = language.people
    role = is_role(low, language) or low in people.role_modifiers or low in people.honorifics
    return language.phrases.head_last and role


def is_styled_apart(sentence: Sentence, index: int) -> bool:
    """Whether commas hold a noun of no list and a full name: ", kosteres Els Maas,"."""
    tokens, language = sentence.tokens, sentence.language
    found = sentence.name_at.get(index + 1)
    if found is None or found.opens != index + 1 or len(found.key) < 2:
        return False
    token = tokens[index]
    plain = token.is_word and token.text[0].islower() and token.low not in language.cues
    closed = found.last < len(tokens) and tokens[found.last].text == ","
    return plain and closed and token.low not in language.function_words


def styles(sentence: Sentence, index: int) -> bool:
    """Whether a word in front of a name is a title or a role: "cavalier Ugo Neri"."""
    low, language = sentence.tokens[index].low, sentence.language
    return low in language.people.honorifics or is_role(low, language)
