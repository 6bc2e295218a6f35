"""Words that can open a name, told from those that owe their capital to their place or class."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache, partial

from bot.reading.languages import Language
from bot.reading.names.runs import at_start, capital_at
from bot.reading.words.given import is_given
from bot.reading.words.nouns import is_role
from bot.reading.words.spelling import Capitals, plain_name, words_within_sentences
from bot.reading.words.tokens import Token

MAX_SHORTENED = 5  # signs of a title or given name that is cut short, as in "Prof."

_BEHIND_CAPITAL = re.compile(
    r"(?<![\w-])([^\W\d_a-zß-ÿ][\w’'.-]*) ((?:\w{2,3} ){0,2})(?=([^\W\d_a-zß-ÿ][\w’'-]*))"
)


def capitals_of(text: str, language: Language) -> Capitals:
    """The spelling of a whole article.

    Where nouns have capitals, certain are words behind another, or a particle such as "von".
    """
    if not language.words.nouns_capitalised:
        return Capitals(text, words_within_sentences)
    return Capitals(text, partial(_surnames, language))


def _surnames(language: Language, text: str) -> frozenset[str]:
    surnames = (
        plain_name(surname)
        for before, particles, surname in _BEHIND_CAPITAL.findall(text)
        if _may_part_name(before, particles.split(), language)
    )
    return frozenset(surnames)


def _may_part_name(before: str, particles: Sequence[str], language: Language) -> bool:
    """Whether a surname may follow: none does on "of" behind a role, or on a mere article.

    Nor on a full stop, unless it is that of an initial or an abbreviation: „Dr. Kolb“.
    """
    if before.lower() in language.function_words:
        return False
    if before[-1] == "." and len(before) > MAX_SHORTENED:
        return False
    if not particles:
        return True
    if particles[0] in language.determiners or not set(particles) <= language.people.particles:
        return False
    return not is_role(before.lower(), language)


def is_surname(tokens: Sequence[Token], index: int, language: Language, capitals: Capitals) -> bool:
    """Whether a noun for people is a surname here: „sagte Hauptmann“, "Baker said".

    The article has it behind a given name somewhere, and no article or number stands before it.
    """
    before = tokens[index - 1].low if index else ""
    if before in language.determiners or before.isdigit() or not tokens[index].is_capitalised:
        return False
    token = tokens[index]
    if is_given(token.low, language) and capitals.opens_longer(token.text):
        return True  # "Earl laughed", where "Earl Pruitt" stands elsewhere
    known = capitals.words_before(token.text)
    return any(is_given(word, language) for word in known)


def opening_particles(tokens: Sequence[Token], language: Language, capitals: Capitals) -> int:
    """The end of a surname that opens the sentence with its particles: „Von der Heyde sagte“."""
    if tokens[0].low in language.determiners:
        return 0
    end = 0
    while end < min(3, len(tokens)) and tokens[end].low in language.people.particles:
        end += 1
    if not end or not capital_at(tokens, end):
        return 0
    if language.words.nouns_capitalised:
        return end + 1 if capitals.is_certain(tokens[end].text) else 0
    surname = " ".join(token.text for token in tokens[: end + 1])
    known = capitals.words_before(surname[0].lower() + surname[1:])
    behind_given = any(is_given(word, language) for word in known)
    return end + 1 if behind_given or capitals.stands_within(surname) else 0


def opens_name(tokens: Sequence[Token], index: int, language: Language) -> bool:
    """Whether a name can open at a token with a capital."""
    token = tokens[index]
    if token.text[0] == "@":
        return len(token.text) > 1
    opens = _opens_sentence if at_start(tokens, index) else _opens_within
    if not opens(token.text, token.low, language):
        return False
    if index == 0:
        return True
    before = tokens[index - 1]
    if before.text.isdigit() and len(token.text) < 5 and token.text.isupper():
        return False  # "12 AGO": a month
    counted = before.low in language.words.units
    return not counted or is_given(token.low, language)  # „6000 Euro Zuschuss“


@lru_cache(maxsize=8192)
def _opens_sentence(text: str, low: str, language: Language) -> bool:
    """Whether a word can open a name where any word has a capital."""
    if not _may_open(text, low, language):
        return False
    if low in language.function_words or low in language.speech.nouns:
        return False
    return low not in language.cues or is_given(low, language)


@lru_cache(maxsize=8192)
def _opens_within(text: str, low: str, language: Language) -> bool:
    """Whether a word can open a name within a sentence."""
    if not _may_open(text, low, language):
        return False
    words = language.words
    dated = low in words.time_words or low in words.months
    if words.nouns_capitalised and (dated or low in language.determiners):
        return False  # „Ihre“, „am Dienstag“
    return text[-1] not in "'’" or low not in language.function_words


def _may_open(text: str, low: str, language: Language) -> bool:
    words = language.words
    if text[-1] == "-" or low.endswith(words.joined_endings or ("\0",)):
        return False  # „Gesundheits- und Bauamt“, "Leeds-based"
    if len(text) == 1 and low in ("i", "y", "a", "o", "e", "à"):
        return False
    counts = low in words.units and not is_given(low, language)
    return not counts and low not in words.weekdays


def kicker_end(tokens: Sequence[Token], language: Language) -> int:
    """« PORTRAIT Horlogère, elle … »: 1 where one word in front says what kind of text it is."""
    if len(tokens) < 2 or tokens[0].low not in language.page.kickers:
        return 0
    return int(tokens[0].text.isupper() and not tokens[1].text.isupper())


def is_plain_opener(
    tokens: Sequence[Token], index: int, language: Language, capitals: Capitals
) -> bool:
    """Whether a word owes its capital to the sentence's start: « Réuni dimanche, le jury … »."""
    if language.words.nouns_capitalised or not at_start(tokens, index):
        return False
    if index + 1 == len(tokens):
        return False
    token, following = tokens[index], tokens[index + 1]
    if "." in token.text or capitals.is_certain(token.text):
        return False
    participle = token.low.endswith(language.speech.participles or ("\0",))
    if (
        index == 0
        and participle
        and not (is_given(token.low, language) or is_role(token.low, language))
    ):
        return True  # « Préférant en rire, la maire … »
    common = capitals.is_common(token.low)
    if is_given(token.low, language) and not common:
        return False
    if capital_at(tokens, index + 1):  # « Prix Courtepointe », which is « le prix » elsewhere
        return common and not is_role(token.low, language)
    if token.low in language.people.honorifics or token.low in language.people.roles:
        return False
    acronym = len(token.text) > 1 and token.text.isupper()
    verb = following.low in language.cues or following.low in language.speech.auxiliaries
    particle = following.low in language.people.particles and capital_at(tokens, index + 2)
    particle = particle and not is_given(tokens[index + 2].low, language)  # « Mort de Paul Mora »
    owner = following.low in language.words.possessive_endings
    ahead = tokens[index + 2].low if index + 2 < len(tokens) else ""
    described = following.text == "," and (
        ahead in language.phrases.relatives or ahead[:1].isdigit() or is_role(ahead, language)
    )
    label = following.text == ":" and index == 0
    return not (acronym or verb or particle or owner or described or label)


def is_plain_noun(
    tokens: Sequence[Token], index: int, language: Language, capitals: Capitals
) -> bool:
    """Whether a word alone has its capital as all nouns have: „Kritik kam von …“.

    It is a name if the article has it behind a given name or a title, if it is one
    itself, or if a verb of speech stands right beside it.
    """
    token, people = tokens[index], language.people
    low, before = token.low, tokens[index - 1].low if index else ""
    if capitals.is_certain(token.text) or is_given(low, language) or token.text[0] == "@":
        return False
    if low in people.honorifics or before in people.honorifics or is_role(low, language):
        return False  # a role, which ``find_names`` judges
    if token.text.isupper() or low in people.organisations or low in people.collectives:
        return False
    if low.endswith(language.words.noun_endings or ("\0",)):
        return True
    following = tokens[index + 1].low if index + 1 < len(tokens) else ""
    if before in language.cues or _is_all_behind(tokens, index, language):
        return False
    return following not in language.cues or _has_subject_behind(tokens, index + 1, language)


def _is_all_behind(tokens: Sequence[Token], index: int, language: Language) -> bool:
    """„„…“, so Kolb.“: one word between such a cue behind a quotation and the end."""
    if index < 3 or tokens[index - 1].low not in language.speech.according_after:
        return False
    quoted = tokens[index - 2].text == "," and tokens[index - 3].is_quote
    return quoted and (index + 1 == len(tokens) or not tokens[index + 1].is_word)


def _has_subject_behind(tokens: Sequence[Token], verb: int, language: Language) -> bool:
    """„Schärfer formuliert es Inga Kolb“, „Müde sagt er:“: the subject stands behind the verb."""
    at = verb + 1
    if at + 1 < len(tokens) and tokens[at].low in language.third_persons:
        return not tokens[at + 1].is_word
    while at < len(tokens) and tokens[at].low in language.speech.clitics:
        at += 1
    return capital_at(tokens, at) and capital_at(tokens, at + 1)
