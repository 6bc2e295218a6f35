"""Statements that say something for their issuers: « lit-on dans un communiqué de SolNet »."""

from __future__ import annotations

from itertools import islice

from bot.reading.grammar.preceding import preceding
from bot.reading.grammar.sentence import Head, Phrase, Sentence, phrase_at, walk_phrase
from bot.reading.speech.nominal import according_phrase, phrase_behind, quarter
from bot.reading.speech.subjects import first_subject, is_cue, subject_before
from bot.reading.speech.verbs import first_verb
from bot.reading.words.expressions import idioms, match_expression
from bot.reading.words.given import is_given

MAX_CLAUSE = 8  # tokens of an impersonal clause that say where something is said
MAX_VERB = 4  # tokens from "said" to "statement"
MAX_BEFORE = 3  # sentences looked back for what "it" means, or for who issued a statement
MAX_FRONTED = 4  # tokens of "in a short statement" at a sentence's start
MAX_ISSUED = 6  # tokens from "issued" to "statement"
MAX_DISTANCE = 22  # tokens from a verb to the statement


def quarter_within(sentence: Sentence, start: int, stop: int) -> Phrase | None:
    found = (quarter(sentence, at, stop) for at in range(start, min(stop, start + MAX_CLAUSE)))
    return next((body for body in found if body is not None), None)


def body_told(sentence: Sentence) -> tuple[Phrase, Sentence] | None:
    """The body that "it" means: the subject of the last sentence that is about no person."""
    for earlier in islice(preceding(sentence), MAX_BEFORE):
        subject = first_subject(earlier, 0, len(earlier.tokens))
        if subject is not None and subject.head in (Head.GROUP, Head.NAME) and not subject.plural:
            name = subject.name
            person = name is not None and (name.titled or is_given(name.key[0], earlier.language))
            return None if person else (_owner_of_statement(earlier, subject), earlier)
    return None


def _owner_of_statement(sentence: Sentence, subject: Phrase) -> Phrase:
    """ "The council's statement was short. “…,” it said.": whose it is, else the subject itself."""
    tokens, language = sentence.tokens, sentence.language
    if tokens[subject.last - 1].low not in language.speech.statements:
        return subject
    owned = (at for at in range(subject.first, subject.last)
             if tokens[at].low in language.words.possessive_endings)  # fmt: skip
    ending = next(owned, None)
    owner = phrase_at(sentence, subject.first, ending) if ending is not None else None
    return owner if owner is not None and owner.last == ending else subject


def issuer_told(sentence: Sentence, noun: str) -> Phrase | None:
    """ "Two are dead, the army said in a statement.": whose the statement is of which it tells.

    Or in front: "In a short statement, the army said two were dead."
    """
    tokens, language = sentence.tokens, sentence.language
    at = next((index for index, token in enumerate(tokens) if token.low == noun), 0)
    if 0 < at <= MAX_FRONTED and tokens[0].low in language.phrases.prepositions:
        says = first_verb(sentence, at + 1, len(tokens)) is not None
        fronted = first_subject(sentence, at + 1, len(tokens)) if says else None
        bodily = fronted is not None and fronted.head in (Head.NAME, Head.GROUP, Head.ROLE)
        return fronted if bodily and fronted is not None and not fronted.plural else None
    reached = False  # behind a determiner or a preposition: "in a short written statement"
    for verb in range(at - 1, max(-1, at - MAX_VERB), -1):
        low = tokens[verb].low
        reached |= low in language.determiners or low in language.phrases.prepositions
        if reached and is_cue(sentence, verb):
            subject = subject_before(sentence, verb, 0)
            several = subject is None or subject.plural or subject.head is Head.PRONOUN
            return None if several else subject
    return None


def issued_before(sentence: Sentence, noun: str) -> tuple[Phrase, Sentence] | None:
    """ "The club issued a statement. It was long. “…,” the statement said": who issued it."""
    issuing = sentence.language.speech.issuing
    for earlier in islice(preceding(sentence), MAX_BEFORE if issuing else 0):
        tokens = earlier.tokens
        at = next((index for index, token in enumerate(tokens) if token.low == noun), 0)
        for verb in range(at - 1, max(0, at - MAX_ISSUED), -1):
            if tokens[verb].low in issuing:
                subject = subject_before(earlier, verb, 0)
                if subject is None or subject.plural or subject.head is Head.PRONOUN:
                    return None
                return subject, earlier
    return None


def issuer_before(sentence: Sentence, noun: str) -> tuple[Phrase, Sentence] | None:
    """ "Flumen ha reagito. «…», si legge nella nota": whose statement it is, and where that stands.

    ``noun`` is the one for the statement.
    """
    before = sentence.before
    if before is None:
        return None
    told = issuer_told(before, noun)
    if told is not None:
        return told, before
    issued = issued_before(sentence, noun)
    if issued is not None or before.paragraph != sentence.paragraph:
        return issued
    subject = according_phrase(before) or first_subject(before, 0, len(before.tokens))
    if subject is None or subject.head not in (Head.GROUP, Head.NAME) or subject.plural:
        return None
    return subject, before


def is_statement(sentence: Sentence, subject: Phrase) -> bool:
    """« indique le communiqué de SolNet »: the subject is a text, of somebody."""
    tokens = sentence.tokens[subject.first : subject.first + 2]
    unnamed = subject.head in (Head.OTHER, Head.NAME)
    return unnamed and any(token.low in sentence.language.speech.statements for token in tokens)


def signed_by(sentence: Sentence, start: int) -> Phrase | None:
    """« … » – Anne Roux, maire: a full name, and at most what she is, behind a dash."""
    name, stop = sentence.name_at.get(start), len(sentence.tokens)
    if name is None or len(name.key) < 2:
        return None
    last = name.last
    if last < stop and sentence.tokens[last].text in ",(":
        role = phrase_at(sentence, last + 1, stop)
        last = role.last if role is not None and role.head is Head.ROLE else last
    media = sentence.language.people.media
    if last + 2 == stop and sentence.tokens[last + 1].low in media:
        last = stop  # « … » – Anne Roux, maire, à franceinfo
    while last < stop and not sentence.tokens[last].is_word:
        last += 1
    return Phrase(start, name.last, Head.NAME, name=name) if last == stop else None


def issuer(sentence: Sentence, start: int, stop: int) -> Phrase | None:
    """« lit-on dans un communiqué de SolNet »: whose statement it is, else the statement."""
    tokens, language = sentence.tokens, sentence.language
    for index in range(start, min(stop, start + MAX_DISTANCE)):
        if tokens[index].low not in language.speech.statements:
            continue
        if index + 2 < stop and tokens[index + 1].low in language.phrases.links:
            return phrase_behind(sentence, index + 1, stop)
        issuing = idioms(language).issued_by
        size = match_expression(tokens, index + 1, issuing) if index + 2 < stop else 0
        if size:
            return phrase_at(sentence, index + 1 + size, stop)
        statement = phrase_at(sentence, max(0, index - 1), stop) or walk_phrase(
            sentence, index, stop
        )
        return statement._replace(head=Head.GROUP, noun=tokens[index].low, definite=False)
    return None
