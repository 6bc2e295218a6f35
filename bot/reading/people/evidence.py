"""What the words round a name say of it: a person's, an organisation's or a place's; its gender."""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.reading.grammar.printed_roles import Role
from bot.reading.grammar.role_ends import age_of
from bot.reading.grammar.roles import roles_of
from bot.reading.grammar.sentence import Sentence
from bot.reading.languages import Gender, Language
from bot.reading.marks.signs import FAMILY
from bot.reading.names.finding import Name
from bot.reading.names.runs import at_start
from bot.reading.people.called import body_printed, organisation_noun
from bot.reading.people.person import Person
from bot.reading.speech.subjects import first_subject
from bot.reading.words.given import is_given
from bot.reading.words.nouns import is_body, is_declined, is_role
from bot.reading.words.tokens import Token

MIN_TITLE = 5  # words of a headline that is told by its capitals
MAX_APPOSED = 14  # tokens of an apposition between a name and its verb
MAX_IN_FRONT = 4  # tokens of quotations, signs and "and" in front of a subject
MAX_WITHIN = 7  # tokens from a name back to the role that holds it
MAX_PARTICIPLE = 4  # tokens from a sentence's start to "by"
NEAR = 14  # tokens between a name and a role that may be its own
MAX_ADJECTIVES = 3  # between an article and its noun


_YEAR = re.compile("(?:19|20)[0-9]{2}")


class Sighting(NamedTuple):
    """A name and all that its sentence says of it; alike in two sentences that say the same."""

    key: tuple[str, ...]
    text: str
    gender: Gender
    titled: bool
    after_article: bool
    initial: bool
    counted: bool
    speaks: bool
    acts: bool
    labelled: bool
    in_place: bool
    event: bool
    plural: bool
    neutral: bool
    body: str
    kind: str
    age: int
    roles: tuple[Role, ...]


def sighting(sentence: Sentence, name: Name) -> Sighting:
    """What a sentence says of one of its names.

    It speaks where a verb of speech stands right beside it and the sentence has a quotation.
    """
    behind = acts(sentence, name)
    body = organisation_noun(sentence, name)
    before = name.opens > 0 and sentence.tokens[name.opens - 1].low in sentence.language.cues
    return Sighting(
        name.key,
        name.text,
        name.gender,
        name.titled,
        name.after_article,
        name.initial and not _opens_as_subject(sentence, name),
        is_counted_noun(sentence, name),
        bool(sentence.quotes) and (behind or before),
        behind,
        _is_label(sentence, name),
        stands_in_place(sentence, name),
        is_event(sentence, name),
        has_plural_verb(sentence, name),
        is_neutral(sentence, name),
        body,
        body_printed(sentence, name, body) if body else "",
        age_of(sentence, name),
        () if _has_no_role(sentence, name) else tuple(roles_of(sentence, name)),
    )


def may_tell_more(sentence: Sentence, name: Name, person: Person) -> bool:
    """Whether a sentence can tell anything new of somebody settled: another role, or the age."""
    tokens, last = sentence.tokens, name.last
    apposed = not person.age and last + 1 < len(tokens) and tokens[last].text in ",("
    ahead = tokens[last + 1 : last + 3] if apposed else ()
    if [token for token in ahead if token.text[0].isdigit()]:
        return True
    near = [tokens[at].low for at in sentence.roles if name.opens - NEAR < at < last + NEAR]
    return not {noun for noun, _ in person.roles}.issuperset(near)


def _is_label(sentence: Sentence, name: Name) -> bool:
    """« Galtier : « On a mal joué » »: whose words a headline quotes behind a colon."""
    tokens, at = sentence.tokens, name.last
    if sentence.paragraph >= 0 or at + 1 >= len(tokens) or tokens[at].text != ":":
        return False
    opens = name.opens == 0 or not tokens[name.opens - 1].is_word
    return opens and tokens[at + 1].text in FAMILY


def _opens_as_subject(sentence: Sentence, name: Name) -> bool:
    """« Victor est en CE2 »: a given name in front of a verb, where any word has a capital.

    Where a noun takes an article and a verb its subject, any word behind it is a verb.
    """
    tokens, language, last = sentence.tokens, sentence.language, name.last
    if last >= len(tokens) or not is_given(name.key[0], language):
        return False
    low, speech = tokens[last].low, language.speech
    if low in speech.copulas or low in speech.auxiliaries:
        return True
    if speech.subject_first or speech.subject_dropped or speech.verb_second:
        return False
    plain = low.isalpha() and tokens[last].text == low and low not in language.phrases.conjunctions
    return plain and not language.phrases.governs(low)


def acts(sentence: Sentence, name: Name) -> bool:
    """Whether a verb of speech stands right behind a name: "At the gate, Reed asked …".

    Or behind what stands apposed to a full one: "Ann Reed, another witness, said …".
    """
    tokens, last, cues = sentence.tokens, name.last, sentence.language.cues
    if last >= len(tokens):
        return False
    if tokens[last].text != "," or name.opens or len(name.key) < 2:
        return tokens[last].low in cues
    ends = (at for at in range(last + 2, min(last + MAX_APPOSED, len(tokens) - 1)))
    comma = next((at for at in ends if tokens[at].text == ","), last)
    return comma > last and tokens[comma + 1].low in cues


def subject_name(sentence: Sentence) -> Name | None:
    """The name that a sentence is about: where subjects stand first, that of its first phrase.

    Elsewhere a rough test: the first name, if no preposition governs it.
    """
    if not sentence.names:
        return None
    if sentence.language.speech.subject_first:
        subject = first_subject(sentence, 0, len(sentence.tokens))
        return subject.name if subject is not None else None
    if _opens_with_pronoun(sentence) or _opens_with_role(sentence):
        return None
    for name in sentence.names:
        if _is_owner(sentence, name) or _is_attributive(sentence, name):
            continue
        if not _is_governed(sentence, name):
            return name
        apposed = _apposed_subject(sentence, name)
        if apposed is not None or not sentence.language.speech.verb_second:
            return apposed  # „Statt Roth kam Kolb“: behind the verb the subject may follow
    return None


def _opens_with_role(sentence: Sentence) -> bool:
    """« Le maire de Vaux écoute Ali Sow »: who is told of by an office is the subject, and no name.

    So it is where a subject stands in front of its verb.
    """
    tokens, language = sentence.tokens, sentence.language
    speech = language.speech
    if speech.verb_second or speech.subject_dropped or len(tokens) < 2:
        return False
    if tokens[0].low not in language.phrases.definite or tokens[1].low not in language.people.roles:
        return False
    subject = first_subject(sentence, 0, len(tokens))
    return subject is not None and subject.first == 0 and subject.name is None


def _opens_with_pronoun(sentence: Sentence) -> bool:
    """« Il a croisé Paul Mora »: a pronoun of somebody named before is the subject."""
    first = next(iter(sentence.noted), None)
    if first is None or sentence.tokens[first].low not in sentence.language.pronouns.personal:
        return False
    return is_main_subject(sentence, first)


def _apposed_subject(sentence: Sentence, within: Name) -> Name | None:
    """ "La direttrice del Piccolo, Ada Neri, …": who bears the role in which a name stands."""
    tokens, phrases = sentence.tokens, sentence.language.phrases
    linked = tokens[within.opens - 1].low in phrases.links
    if not linked or within.last >= len(tokens) or tokens[within.last].text != ",":
        return None
    subject = first_subject(sentence, 0, len(tokens))
    return subject.name if subject is not None and subject.name is not within else None


def _is_governed(sentence: Sentence, name: Name) -> bool:
    opens = name.opens
    if sentence.language.words.nouns_capitalised:
        opens = _behind_article(sentence, opens)
    before = sentence.tokens[opens - 1].low if opens else ""
    phrases = sentence.language.phrases
    if before in phrases.prepositions:
        return True
    return before in phrases.links and not _opens_with_article(sentence, opens - 1)


def _opens_with_article(sentence: Sentence, index: int) -> bool:
    """Whether "der" is the article of a subject, and not of a genitive behind its noun."""
    token = sentence.tokens[index]
    if token.low not in sentence.language.determiners:
        return False
    behind_noun = index > 0 and sentence.tokens[index - 1].is_capitalised
    return index == 0 or not behind_noun


def is_in_title_case(sentence: Sentence) -> bool:
    """Whether a sentence has capitals as English headlines have: its runs are no names."""
    language = sentence.language
    if language.words.nouns_capitalised:
        return False
    tokens = sentence.tokens
    capitals = [at for at in sentence.noted if at and tokens[at].is_capitalised]
    if 3 * len(capitals) < len(tokens):
        return False  # a third of a sentence are not signs
    words = [token for token in tokens[1:] if token.is_word]
    if len(words) < MIN_TITLE or 2 * len(capitals) <= len(words):
        return False
    small = [token for token in words if _is_small(token.low, language)]
    return 2 * sum(token.is_capitalised for token in small) > len(small)


def _is_small(low: str, language: Language) -> bool:
    """Whether a word is no name and part of none: "Jan De Wit" has a particle."""
    return low in language.function_words and low not in language.people.particles


def is_agent(sentence: Sentence, name: Name) -> bool:
    """ "Asked by Ann Reed, …": who does what a participle in front of the sentence tells."""
    tokens, language = sentence.tokens, sentence.language
    at = name.opens - 1
    if not 0 < at <= MAX_PARTICIPLE or tokens[at].low not in language.speech.agents:
        return False
    return tokens[0].low.endswith(language.speech.verbal_endings or ("\0",))


def is_main_subject(sentence: Sentence, index: int) -> bool:
    """ "He said Ann Reed left", "“…,” he told Ann Reed": a subject whom no name behind it means.

    A pronoun never stands for a name within its own clause (Chomsky's binding condition C).
    """
    if index == 0:
        return True
    if index > MAX_IN_FRONT:
        return False
    words = [token.low for token in sentence.tokens[:index] if token.is_word]
    phrases = sentence.language.phrases
    return phrases.conjunctions.issuperset(words) and not any(
        low in phrases.subordinators or low in phrases.prepositions for low in words
    )


def _has_no_role(sentence: Sentence, name: Name) -> bool:
    """Whether a role beside a name is another's: "à agência Lusa, o presidente …"."""
    return name.key[0] in sentence.language.people.media or _is_attributive(sentence, name)


def _is_attributive(sentence: Sentence, name: Name) -> bool:
    """ "Lyle analyst Ann Reed": where somebody is from, in front of role and name."""
    tokens, people = sentence.tokens, sentence.language.people
    if _is_affiliation(sentence, name):
        return True
    at = name.last
    while at < len(tokens) and at not in sentence.name_at:
        low = tokens[at].low
        if low not in people.role_modifiers and not is_role(low, sentence.language):
            return False
        at += 1
    return name.last < at < len(tokens)


def _is_affiliation(sentence: Sentence, name: Name) -> bool:
    """« le délégué Solidaires, Ali Sow, »: the party or body between a role and the full name.

    Or what a role is tied to: « le capitaine du navire Belle Étoile, Ali Sow, ».
    """
    tokens, language = sentence.tokens, sentence.language
    if name.titled or is_given(name.key[0], language) or name.opens == 0:
        return False
    if name.last >= len(tokens) or tokens[name.last].text != ",":
        return False
    apposed = sentence.name_at.get(name.last + 1)
    if apposed is None or len(apposed.key) < 2 or not is_given(apposed.key[0], language):
        return False
    behind = tokens[apposed.last] if apposed.last < len(tokens) else None
    if behind is not None and behind.low in language.phrases.conjunctions:
        return False
    return is_role(tokens[name.opens - 1].low, language) or _is_within_role(sentence, name)


def _is_within_role(sentence: Sentence, name: Name) -> bool:
    """Whether a role opens in front of a name and a link, with nothing but words between."""
    tokens, language = sentence.tokens, sentence.language
    linked = False
    for at in range(name.opens - 1, max(-1, name.opens - MAX_WITHIN), -1):
        low = tokens[at].low
        if linked and is_role(low, language):
            return True
        if not tokens[at].is_word or low in language.cues:
            return False
        linked = linked or low in language.phrases.genitives
    return False


def _is_owner(sentence: Sentence, name: Name) -> bool:
    """ "Reed's son Tom": the name in the genitive is not who the sentence is about."""
    if name.last >= len(sentence.tokens):
        return False
    low = sentence.tokens[name.last].low
    return low in sentence.language.words.possessive_endings or low in ("'", "’")


def is_counted_noun(sentence: Sentence, name: Name) -> bool:
    """„zwei Jahren Bauzeit“: where nouns have capitals, two behind an article name nobody.

    Nor do two behind a number or with a noun for a measure or a body („Millionen Euro“), or a
    word that has its capital from the sentence's start and ends as adjectives do („Starke Winde“).
    """
    tokens, language = sentence.tokens, sentence.language
    if not language.words.nouns_capitalised:
        return False
    opens = _behind_article(sentence, name.opens)
    before = tokens[opens - 1] if opens else None
    if before is not None and (before.low in language.determiners or before.text.isdigit()):
        return True
    first = tokens[name.first].low
    dated = tokens[name.last - 1].low in language.words.months
    if dated or first in language.words.units or is_body(first, language):
        return True
    return at_start(tokens, name.opens) and is_declined(first, language)


def _behind_article(sentence: Sentence, index: int) -> int:
    """The token behind the article of „des großen Stadtfests“, past its adjectives."""
    tokens, language = sentence.tokens, sentence.language
    at = index
    while at > max(0, index - MAX_ADJECTIVES) and _is_adjective(tokens[at - 1], language):
        at -= 1
    return at if at and tokens[at - 1].low in language.determiners else index


def _is_adjective(token: Token, language: Language) -> bool:
    plain = token.low not in language.function_words and token.low not in language.cues
    return plain and token.text[0].islower() and is_declined(token.low, language)


def is_neutral(sentence: Sentence, name: Name) -> bool:
    """Whether a sentence says of its subject that "they" is one person."""
    signs = sentence.language.people.neutral_signs
    if not signs or signs.isdisjoint([token.low for token in sentence.tokens]):
        return False
    return name is subject_name(sentence)


def has_plural_verb(sentence: Sentence, name: Name) -> bool:
    """ "Elder Rovers have lost": a verb that no single person has, right behind a name alone."""
    tokens, language = sentence.tokens, sentence.language
    if name.last >= len(tokens) or name.titled:
        return False
    joined = name.opens > 0 and tokens[name.opens - 1].low in language.phrases.conjunctions
    return not joined and tokens[name.last].low in language.speech.plural_auxiliaries


def stands_in_place(sentence: Sentence, name: Name) -> bool:
    """Whether a preposition stands before a name without a title, as before places."""
    language = sentence.language
    before = sentence.tokens[name.opens - 1].low if name.opens else ""
    owned = language.words.nouns_capitalised and before in language.phrases.genitives
    if owned and len(name.key) > 1:
        return False  # „das Gesicht von Inga Kolb“
    phrases = language.phrases
    if before in language.people.places:
        return True
    return before in (phrases.locatives or phrases.prepositions) and not name.titled


def is_event(sentence: Sentence, name: Name) -> bool:
    """« Can 2015 », "Euro 2024": a name with its year, which nobody's has."""
    tokens, at = sentence.tokens, name.last
    return at < len(tokens) and _YEAR.fullmatch(tokens[at].text) is not None
