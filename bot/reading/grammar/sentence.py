"""Just enough grammar: sentences with their names, noun phrases, verbs and their subjects.

There is no parser here. A sentence is read from the verb of speech outwards: its subject is the
noun phrase beside it, on the side that the language's word order says, with appositions and
relative clauses stepped over.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from bot.reading.grammar.appositions import (
    describes_name,
    is_styled_apart,
    joins_age,
    opens_apposition,
    party_end,
    styles,
)
from bot.reading.grammar.edges import (
    is_object,
    names_body_within,
    opens_noun,
    owns_as_several,
    stands_alone,
    stands_apart,
)
from bot.reading.grammar.heads import (
    before_link,
    first_group,
    gender_of,
    gender_of_body,
    head_noun,
    is_ahead,
    is_group,
    is_plural_noun,
    is_thing,
    only_counts,
)
from bot.reading.grammar.phrase_ends import ends_phrase, heads_on
from bot.reading.languages import Gender, Language
from bot.reading.names.finding import Name, find_names
from bot.reading.words.expressions import idioms, match_expression
from bot.reading.words.given import is_given
from bot.reading.words.nouns import role_gender
from bot.reading.words.spelling import Capitals
from bot.reading.words.tokens import Stretch, Token

MAX_PHRASE = 16  # tokens of a noun phrase
MAX_KEPT = 3  # sentences before one that is parted from those before it
MIN_KNOWN = 12  # tokens of a sentence whose phrases are kept: shorter ones take more room than time


class Head(Enum):
    """What stands at the head of a noun phrase."""

    NAME = "name"
    PRONOUN = "pronoun"
    LATEST = "latest"  # "ce dernier", "the latter"
    ROLE = "role"
    GROUP = "group"  # an organisation or a collective noun
    DROPPED = "dropped"  # the verb alone shows the subject: « racconta. »
    OTHER = "other"


class Phrase(NamedTuple):
    """A noun phrase: tokens ``first`` to ``last`` (exclusive) of its sentence."""

    first: int
    last: int
    head: Head
    noun: str = ""
    gender: Gender = Gender.ANY
    name: Name | None = None
    definite: bool = False
    plural: bool = False


@dataclass(slots=True, eq=False)
class Sentence:
    """The tokens of a sentence and the names in it; ``paragraph`` counts from 0, title -1.

    ``starts`` are the tokens' places in the text, ``noted`` the numbers of those that are noted,
    ``quotes`` of those that are quotations, ``roles`` of nouns for people. ``phrases`` are those
    looked for up to now in a long sentence.

    ``before`` is the sentence before it in the text; the row breaks off now and then
    (``alone``), as a sentence that is kept must not keep all of the text.
    """

    tokens: list[Token]
    starts: list[int]
    text: str
    paragraph: int
    language: Language
    noted: list[int]
    quotes: list[int]
    roles: list[int]
    names: list[Name]
    name_at: dict[int, Name]
    phrases: dict[tuple[int, int, bool], Phrase | None]
    before: Sentence | None

    @classmethod
    def of(
        cls,
        stretch: Stretch,
        text: str,
        paragraph: int,
        language: Language,
        *,
        before: Sentence | None = None,
        capitals: Capitals | None = None,
    ) -> Sentence:
        """The sentence of a stretch of ``text``; ``capitals`` as for ``find_names``."""
        tokens, starts = stretch.tokens, stretch.starts
        noted = [at for at, token in enumerate(tokens) if token.is_noted]
        quotes = [at for at in noted if tokens[at].is_quote]
        roles = [at for at in noted if tokens[at].is_role]
        names = find_names(stretch, noted, text, language, capitals)
        named = {name.opens: name for name in names} if names else {}
        for name in names:
            named[name.first] = name
        return cls(
            tokens,
            starts,
            text,
            paragraph,
            language,
            noted,
            quotes,
            roles,
            names,
            named,
            {},
            before,
        )

    def alone(self, kept: int = MAX_KEPT) -> Sentence:
        """The sentence as one that knows but the few before it: they tell whom a noun means."""
        before = self.before.alone(kept - 1) if kept and self.before else None
        return Sentence(
            self.tokens,
            self.starts,
            self.text,
            self.paragraph,
            self.language,
            self.noted,
            self.quotes,
            self.roles,
            self.names,
            self.name_at,
            self.phrases,
            before,
        )

    def slice(self, phrase: Phrase) -> str:
        """The phrase as the article writes it."""
        return self.between(phrase.first, phrase.last)

    def quoted(self) -> list[int]:
        """Where in the text its quotations start."""
        return [self.starts[at] for at in self.quotes]

    def between(self, first: int, last: int) -> str:
        """The tokens ``first`` to ``last`` (exclusive) as the article writes them."""
        return self.text[self.starts[first] : self.end(last - 1)]

    def end(self, index: int) -> int:
        """Where in the text a token ends."""
        return self.starts[index] + self.tokens[index].size


def phrase_at(
    sentence: Sentence, index: int, stop: int, *, apposition: bool = True
) -> Phrase | None:
    """The noun phrase that opens at token ``index``, None when none does."""
    if index >= stop:
        return None
    if not sentence.tokens[index].opens_phrase and index not in sentence.name_at:
        return None
    if len(sentence.tokens) < MIN_KNOWN:
        return _found_at(sentence, index, stop, apposition=apposition)
    place, known = (index, stop, apposition), sentence.phrases
    if place in known:
        return known[place]
    found = known[place] = _found_at(sentence, index, stop, apposition=apposition)
    return found


def _found_at(sentence: Sentence, index: int, stop: int, *, apposition: bool) -> Phrase | None:
    token, language = sentence.tokens[index], sentence.language
    if token.low in language.pronoun_openers:
        pronoun = _pronoun_at(sentence, index, stop)
        if pronoun is not None:
            latest = pronoun.head is Head.LATEST and apposition
            apposed = apposed_at(sentence, pronoun.last, stop) if latest else None
            return apposed or pronoun  # « cette dernière, Anne Roux, … »
        noun = token.is_role or index in sentence.name_at
        if not noun and token.low not in language.phrase_openers:
            return None  # « lui répond Anne Roux »
    if language.speech.subject_dropped and (from_place := _one_from(sentence, index, stop)):
        return from_place
    if token.low in language.speech.clitics and is_object(sentence, index, stop):
        return None
    return walk_phrase(sentence, index, stop, apposition=apposition)


def _one_from(sentence: Sentence, index: int, stop: int) -> Phrase | None:
    """ "El de Getxo": an article, "of" and a place alone mean who was told of before."""
    tokens, phrases = sentence.tokens, sentence.language.phrases
    if tokens[index].low not in phrases.definite or index + 2 not in sentence.name_at:
        return None
    name = sentence.name_at[index + 2]
    if tokens[index + 1].low not in phrases.genitives or name.last > stop:
        return None
    if tokens[index].low in phrases.plural or (index and tokens[index - 1].low in phrases.links):
        return None
    gender = phrases.definite[tokens[index].low]
    return Phrase(index, name.last, Head.PRONOUN, gender=gender)


def _pronoun_at(sentence: Sentence, index: int, stop: int) -> Phrase | None:
    tokens, pronouns = sentence.tokens, sentence.language.pronouns
    size = match_expression(tokens, index, idioms(sentence.language).latest)
    if size and not opens_noun(sentence, index, size, stop):
        gender = next(
            g
            for words, g in pronouns.latest.items()
            if words.endswith(tokens[index + size - 1].low)
        )
        return Phrase(index, index + size, Head.LATEST, gender=gender)
    size = match_expression(tokens, index, idioms(sentence.language).ordinals)
    if size and stands_alone(sentence, index + size, stop):
        gender = sentence.language.phrases.definite.get(tokens[index].low, Gender.ANY)
        return Phrase(index, index + size, Head.LATEST, gender=gender)
    low = tokens[index].low
    relatives = sentence.language.phrases.relatives
    if low in pronouns.defined and index + 1 < stop and tokens[index + 1].low in relatives:
        return Phrase(index, index + 1, Head.PRONOUN, gender=pronouns.defined[low])
    if low in pronouns.singular:
        following = tokens[index + 1] if index + 1 < stop else None
        if low in sentence.language.determiners and following and following.is_word:
            return None
        clitic = low in sentence.language.speech.clitics
        if clitic and index + 1 < len(tokens) and _is_verbal(sentence, index + 1):
            return None  # « lui répond Anne Roux »
        several = low in pronouns.plural and _is_plural_verb_beside(sentence, index)
        gender = Gender.ANY if several else pronouns.singular[low]
        return Phrase(index, index + 1, Head.PRONOUN, gender=gender, plural=several)
    if low in pronouns.plural:
        return Phrase(index, index + 1, Head.PRONOUN, plural=True)
    return None


def _is_plural_verb_beside(sentence: Sentence, index: int) -> bool:
    """„sagen sie“, not „sagt sie“."""
    beside = [at for at in (index - 1, index + 1) if 0 <= at < len(sentence.tokens)]
    verbs = [at for at in beside if _is_verbal(sentence, at)] or beside[:1]
    return bool(verbs) and is_plural_verb(sentence, verbs[0])


def is_plural_verb(sentence: Sentence, index: int) -> bool:
    """Whether the verb's ending shows that its subject is several."""
    endings = sentence.language.pronouns.plural_verb_endings
    return bool(endings) and sentence.tokens[index].low.endswith(endings)


def _is_verbal(sentence: Sentence, index: int) -> bool:
    low, language = sentence.tokens[index].low, sentence.language
    return low in language.cues or low in language.speech.auxiliaries


def walk_phrase(sentence: Sentence, start: int, stop: int, *, apposition: bool = True) -> Phrase:
    """The phrase from its first word on, through links ("de", "of") and one apposed name."""
    tokens, language, name_at = sentence.tokens, sentence.language, sentence.name_at
    determiners, phrases = language.determiners, language.phrases
    stop = min(stop, start + MAX_PHRASE)
    index, name, linked, nouns, beyond = start, None, False, 0, False
    owned = start  # where what somebody owns opens: a noun, whatever else the word can be
    while index < stop:
        found = name_at.get(index)
        if found is not None and found.last <= stop:
            if name is not None and name.last == index:
                medium = name.key[0] in language.people.media
                if name.text.isupper() or medium or not nouns:
                    break  # « à l'AFP Anne Roux »: two names
            if name is None and nouns and stands_apart(sentence, start, index, found):
                break
            within = nouns and names_body_within(sentence, start, index, found)
            within = within or (nouns and tokens[index - 1].low in language.people.places)
            if not beyond and not within and (not linked or (name is None and nouns == 0)):
                name = found
            index, linked = found.last, False
            continue
        token = tokens[index]
        if not token.is_word:
            apposable = apposition and nouns and not (beyond and name is not None)
            if apposable and token.text == ",":
                apposable = tokens[index - 1].low not in language.words.time_words
            apposed = apposed_at(sentence, index, stop) if apposable else None
            if (
                apposed is not None
                and apposed.name is not None
                and _yields(name, apposed.name, language)
            ):
                index, name = apposed.last, apposed.name
            elif token.low in language.words.possessive_endings or owns_as_several(sentence, index):
                if name is None or not beyond:  # not "Ann Reed of the zoo's bird house"
                    name, beyond = None, False
                index += 1
                owned = index
                continue
            elif joins_age(sentence, index, stop):
                index, name, nouns = index + 2, None, nouns + 1
                continue
            elif token.text == "," and tokens[index - 1].text[-1] == "-":
                index += 1  # „Bau-, Wohn- und Hafenamt“
                continue
            elif nouns and name is None and (closed := party_end(sentence, index, stop)):
                index = closed
                continue
            break
        low = token.low
        if index > owned and ends_phrase(sentence, index, start, name, linked=linked):
            naming = low.partition("-")[0] in language.people.naming  # "chama-se"
            called = name is None and nouns and naming
            if not called or index + 1 >= stop or index + 1 not in name_at:
                break
            index, linked, beyond = index + 1, False, False  # "a driver called Ann Reed"
            continue
        if name is not None and not linked and heads_on(sentence, index, start):
            name = None  # "the Labour leader", "Labour sources": the name only describes
        determines = low in determiners
        goes_on = linked and (determines or describes_name(sentence, index))
        linked = low in phrases.links or low in phrases.body_links or goes_on
        beyond = beyond or (linked and name is not None)  # « Anne Roux de la société Pontex »
        nouns += not linked and not determines
        index += 1
    while index > start + 1 and (
        tokens[index - 1].low in phrases.links or tokens[index - 1].low in determiners
    ):
        index -= 1
    return _phrase(sentence, start, index, name)


def apposed_at(sentence: Sentence, index: int, stop: int) -> Phrase | None:
    """« la cheffe, Birgit Sandmeyer », „seine Frau, die Wirtin Anke Lorch“: who is meant."""
    tokens = sentence.tokens
    if index + 1 >= stop or tokens[index].text != ",":
        return None
    at = index + 1
    while at < min(stop, index + 3) and at not in sentence.name_at and styles(sentence, at):
        at += 1
    if at == index + 1 and is_styled_apart(sentence, at):
        at += 1
    found = sentence.name_at.get(at)
    if found is not None and found.last <= stop:
        return Phrase(index + 1, found.last, Head.NAME, name=found)
    if not opens_apposition(sentence, index + 1):
        return None
    phrase = walk_phrase(sentence, index + 1, stop, apposition=False)
    closed = phrase.last >= len(tokens) or not tokens[phrase.last].is_word
    personal = phrase.name is not None and (phrase.noun or len(phrase.name.key) > 1)
    if tokens[index + 1].low in sentence.language.phrases.indefinite:
        personal = personal and phrase.noun  # ", a driver called Ann Reed,"
    return phrase if personal and closed else None


def _yields(name: Name | None, apposed: Name, language: Language) -> bool:
    """« le délégué CGT, Ali N'Diaye »: a short name in the phrase is not the person's.

    Nor is a longer one without a given name, if the apposed one has one: a ship's.
    """
    if name is None:
        return True
    short = len(name.key) == 1 or not is_given(name.key[0], language)
    return (
        len(apposed.key) > 1
        and short
        and (len(name.key) == 1 or is_given(apposed.key[0], language))
    )


def _phrase(sentence: Sentence, first: int, last: int, name: Name | None) -> Phrase:
    tokens, language = sentence.tokens, sentence.language
    words = tokens[first:last]
    if name is not None:
        words = tokens[first : name.first] + tokens[name.last : last]
    lows = [token.low for token in words]
    opener = tokens[first].low
    ahead = before_link(lows, language)
    linked = len(ahead) < len(lows)
    noun = head_noun(ahead, language)
    if not noun and linked and only_counts(ahead, language):
        noun = head_noun(lows, language)
    group = first_group(ahead, language) if name is None else ""
    if linked and name is None:
        group = group or first_group(lows, language)
    if group and not noun and is_thing(lows, language):
        group = ""  # « le radiateur du café »
    gender = gender_of(opener, noun, name, language)
    placed = len(lows) > 1 and lows[1] in language.people.places and not is_group(lows[1], language)
    if name is not None and placed:
        head, name = Head.OTHER, None  # « l'église Saint-Léger »
    elif name is not None:
        head = Head.NAME
    elif noun and (not group or is_ahead(noun, group, lows, language)):
        head = Head.ROLE
    elif group:
        head, noun, gender = Head.GROUP, group, gender_of_body(opener, group, language)
    else:
        head = Head.OTHER
    definite = opener in language.phrases.definite or opener in language.phrases.possessive
    plural = opener in language.phrases.plural or (
        name is None and is_plural_noun(noun, tokens[last - 1].low, language)
    )
    if name is None and opener in language.phrases.plural_before_masculine:  # „die Lehrer“
        plural = plural or role_gender(noun, language) is Gender.MASCULINE
    return Phrase(first, last, head, noun, gender, name, definite, plural)
