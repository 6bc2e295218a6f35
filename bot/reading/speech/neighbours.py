"""Sentences beside a quotation that stands alone, and whom they tell of."""

from __future__ import annotations

from typing import NamedTuple

from bot.reading.grammar.sentence import Head, Phrase, Sentence, phrase_at
from bot.reading.speech.colons import author_named, of_last_clause, of_speech_noun, only_name
from bot.reading.speech.insertions import closing_report
from bot.reading.speech.inversion import dropped
from bot.reading.speech.nominal import according_within, view_in_front, whose_words
from bot.reading.speech.rules import Attribution, Rule, attribution_of
from bot.reading.speech.subjects import first_subject, is_anybody, is_human, subject_after
from bot.reading.speech.verbs import first_verb, next_quote
from bot.reading.words.expressions import idioms, match_expression
from bot.reading.words.nouns import is_role

MAX_PARTICIPLE = 4  # tokens from a noun of speech to "by"


class Announcer(NamedTuple):
    """The sentence behind, when it says who spoke: « Quem o diz é Joaquim Lameiras »."""

    sentence: Sentence

    def __call__(self, found: dict[int, Attribution]) -> Attribution | None:
        """The subject of a verb of speech near its start."""
        sentence = self.sentence
        if next_quote(sentence, 0) < len(sentence.tokens):
            return None
        of_noun = of_speech_noun(sentence, len(sentence.tokens))
        if of_noun is not None and of_noun.head is Head.NAME:
            return Attribution(Rule.NEXT, None, of_noun, sentence)
        author = author_named(sentence)
        if author is not None:
            return Attribution(Rule.NEXT, None, author, sentence)
        language = sentence.language
        verb = first_verb(sentence, 0, min(4, len(sentence.tokens)))
        if verb is None or self._opens_with_subject():
            return None
        subject = subject_after(sentence, verb.last, len(sentence.tokens))
        opener = sentence.tokens[0].low
        adverb = opener in language.words.adverbs and opener not in language.speech.manner
        plain = verb.last <= 1 and opener in language.function_words and not adverb
        if subject is None or not (subject.head is Head.NAME or (plain and is_human(subject))):
            return None
        return attribution_of(sentence, Rule.NEXT, verb, subject)

    def _opens_with_subject(self) -> bool:
        """ "He said his company's lander would be ready": what stands behind is no subject."""
        language = self.sentence.language
        first = self.sentence.tokens[0].low
        return language.speech.subject_first and first in language.pronouns.singular


def _is_like_place(phrase: Phrase | None) -> bool:
    """Whether a phrase is one word behind an article, as rivers and teams are: "il Lamone"."""
    name = phrase.name if phrase is not None and phrase.head is Head.NAME else None
    if name is None or not name.after_article or len(name.key) > 1:
        return False
    return not (name.titled or name.text.isupper() or phrase is None or phrase.noun)


class Neighbour(NamedTuple):
    """A sentence near a quotation that stands alone."""

    sentence: Sentence
    rule: Rule

    def __call__(self, found: dict[int, Attribution]) -> Attribution | None:
        """The speaker of its last quotation, else its human subject."""
        for start in reversed(self.sentence.quoted()):
            if start in found and self.rule is Rule.PREVIOUS:
                earlier = found[start]
                if earlier.label and self._is_reported():
                    return None  # „Was Kolb „Kram“ nennt, sei ein Schatz.“ tells what another says
                return Attribution(Rule.CONTINUED, earlier.cue, earlier.phrase, earlier.sentence)
        stop = len(self.sentence.tokens)
        if self.rule is Rule.PREVIOUS and not self.sentence.quotes:
            told = closing_report(self.sentence, 0, stop)  # It is late, he said. “…”
            if told is not None:
                return told._replace(rule=Rule.PREVIOUS)
        if self.rule is Rule.PREVIOUS and _is_verb_alone(self.sentence):
            return Attribution(self.rule, None, dropped(self.sentence, 0, 0), self.sentence)
        phrase = (
            whose_words(self.sentence, 0, stop)
            or _agent_of_words(self.sentence)
            or first_subject(self.sentence, 0, stop)
        )
        if not is_human(phrase) or _is_like_place(phrase):
            phrase = (
                view_in_front(self.sentence)
                or according_within(self.sentence)
                or of_last_clause(self.sentence, stop)
                or only_name(self.sentence, stop)
            )
        if phrase is None or is_anybody(phrase) or _is_body_brought_in(phrase):
            return None
        return Attribution(self.rule, None, phrase, self.sentence)

    def _is_reported(self) -> bool:
        """Whether the sentence is in the mood of reported speech, as German marks it."""
        reported = self.sentence.language.speech.reported
        return any(token.low in reported for token in self.sentence.tokens)


def _is_verb_alone(sentence: Sentence) -> bool:
    """ "Sorri.": one word, no name and none of the small ones, where a subject can be dropped."""
    tokens, language = sentence.tokens, sentence.language
    if not language.speech.subject_dropped or len(tokens) != 2 or tokens[1].text != ".":
        return False
    noun = is_role(tokens[0].low, language) or tokens[0].low in language.function_words
    return not (noun or sentence.names) and tokens[0].is_word


def _is_body_brought_in(phrase: Phrase) -> bool:
    """ "Er werd een stichting opgericht.": a body that the sentence only now tells of."""
    several = phrase.plural or phrase.definite or phrase.name is not None
    return phrase.head is Head.GROUP and not several and phrase.first > 0


def _agent_of_words(sentence: Sentence) -> Phrase | None:
    """ "the description offered by Ann Reed", "a sharp reply from Ann Reed": who last speaks."""
    tokens, speech = sentence.tokens, sentence.language.speech
    issuing = idioms(sentence.language).issued_by
    for index, token in enumerate(tokens[:-2]):
        if token.low not in speech.nouns:
            continue
        for at in range(index + 1, min(index + MAX_PARTICIPLE, len(tokens) - 1)):
            if size := match_expression(tokens, at, issuing):
                phrase = phrase_at(sentence, at + size, len(tokens))
                human = phrase is not None and phrase.head in (Head.NAME, Head.ROLE)
                return phrase if human else None
    return None
