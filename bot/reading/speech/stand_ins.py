"""Who speaks where a verb's subject is not it: at which body, or whom a newspaper quotes."""

from __future__ import annotations

from bot.reading.grammar.sentence import Head, Phrase, Sentence, is_plural_verb, phrase_at
from bot.reading.languages import Gender
from bot.reading.speech.nominal import phrase_behind, quarter
from bot.reading.speech.rules import Verb
from bot.reading.speech.subjects import is_human


def spoken_at(sentence: Sentence, verb: Verb, stop: int) -> Phrase | None:
    """ "critican desde la asociación": the body at which several speak."""
    several = any(is_plural_verb(sentence, at) for at in range(verb.first, verb.last + 1))
    return quarter(sentence, verb.last + 1, stop) if several else None


def whom_it_quotes(
    sentence: Sentence, verb: Verb, subject: Phrase | None, stop: int
) -> Phrase | None:
    """„Die Zeitung zitiert einen Zeugen: …“: the object of such a verb, else its subject."""
    tokens, language = sentence.tokens, sentence.language
    if tokens[verb.last].low not in language.speech.quoting:
        return subject
    at = verb.last + 1
    if subject is not None and subject.first > verb.last:
        at = subject.last
    while at < stop and tokens[at].is_word and tokens[at].low in language.words.adverbs:
        at += 1
    if at >= stop:
        return subject
    link = tokens[at].low in language.phrases.links and tokens[at].low not in language.determiners
    quoted = phrase_behind(sentence, at, stop) if link else phrase_at(sentence, at, stop)
    return quoted if is_human(quoted) else subject


def body_of(sentence: Sentence, subject: Phrase | None, stop: int) -> Phrase | None:
    """« assure-t-on à la préfecture »: the body that "on" stands for, else the subject."""
    if subject is None or subject.head is not Head.PRONOUN or subject.gender is not Gender.ANY:
        return subject
    index = subject.last
    language = sentence.language
    while index < stop and (
        sentence.tokens[index].low in language.cues
        or sentence.tokens[index].low in language.speech.auxiliaries
    ):
        index += 1  # « fait-on savoir à la mairie », « a-t-on fait savoir au club »
    if index >= stop or sentence.tokens[index].low not in language.phrases.prepositions:
        return subject
    body = phrase_at(sentence, index + 1, stop)
    return body if body is not None and body.head is Head.GROUP else subject
