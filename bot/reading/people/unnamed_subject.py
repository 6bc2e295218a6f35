"""The subject of a sentence, or of the one before it, whom nobody names: a pronoun's person."""

from __future__ import annotations

from collections.abc import Callable

from bot.reading.grammar.cases import as_printed
from bot.reading.grammar.sentence import Head, Phrase, Sentence
from bot.reading.grammar.timing import is_no_subject
from bot.reading.people.evidence import subject_name
from bot.reading.people.mentions import fits
from bot.reading.people.person import PRINTED, Speaker
from bot.reading.people.unnamed import (
    apposed_role,
    described_end,
    is_anonymous,
    is_aside,
    is_introduced,
    is_owned,
    is_several,
    reporter_within,
)
from bot.reading.speech.nominal import viewer_in_front
from bot.reading.speech.subjects import first_subject

Meant = Callable[[Phrase, Sentence, int], Speaker]  # whom a phrase at a place of the text means


def unnamed_subject(phrase: Phrase, sentence: Sentence, by_role: Meant) -> Speaker | None:
    """« Un voisin n'y croit pas : « … », prédit-il »: the sentence's own subject, unnamed.

    ``by_role`` tells whom a role means that the article has given to somebody.
    """
    language = sentence.language
    sentence, subject = _subject_beside(phrase, sentence)
    reporter = reporter_within(sentence)
    subject = reporter or subject
    if subject is None or subject.head is Head.OTHER:
        subject = viewer_in_front(sentence) or subject
    if subject is None or subject.name is not None or is_several(subject, sentence):
        return None
    if is_no_subject(sentence, subject):
        return None  # „Einen Anwalt gibt es nicht“
    if reporter is None and subject.definite and subject_name(sentence) is not None:
        return None  # "De bakker die het deed, Joris Blom, …"
    subject = apposed_role(subject, sentence) or subject
    human = subject.head in (Head.ROLE, Head.GROUP)
    if not human or not fits(subject.gender, phrase.gender):
        return None
    opener = sentence.tokens[subject.first].low
    if subject.head is Head.ROLE and opener not in language.determiners:
        return None  # « Ancien juge, ce dernier … » tells of somebody named
    if is_anonymous(subject, sentence) and subject.definite:
        whole = subject._replace(last=described_end(subject, sentence))
        return Speaker(as_printed(sentence, whole), None, PRINTED)
    if not subject.definite:
        return Speaker(as_printed(sentence, subject), None, 0.8)
    if subject.head is not Head.ROLE:
        return None
    meant = by_role(subject, sentence, sentence.starts[subject.first])
    kin = is_owned(subject, sentence) and subject.noun in language.people.kin
    own = kin or subject.noun in language.people.functionaries
    return meant if own or meant.certainty > PRINTED else None


def _subject_beside(phrase: Phrase, sentence: Sentence) -> tuple[Sentence, Phrase | None]:
    """The first subject in front of the phrase or else of the sentence before, and its sentence."""
    subject = first_subject(sentence, 0, phrase.first)
    before = sentence.before
    if subject is not None or before is None:
        return sentence, subject
    near = before.paragraph == sentence.paragraph
    if not near and before.tokens[0].low not in sentence.language.phrases.indefinite:
        return sentence, None
    earlier = first_subject(before, 0, len(before.tokens))
    told = before.before if near and is_aside(before, earlier) else None
    found = (before, earlier) if near or is_introduced(earlier, before) else (sentence, None)
    if told is not None and reporter_within(told) is not None:
        return told, found[1]
    return found
