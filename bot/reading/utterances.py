"""Quotations that are one utterance: interrupted by their attribution, or over paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.reading.grammar import Sentence
from bot.reading.marks import Marked
from bot.reading.narration import Paragraph
from bot.reading.rules import Attribution, Rule
from bot.reading.subjects import is_cue

MIN_TRANSCRIPT = 3  # paragraphs
MIN_LABELS = 2
MAX_LEAD = 3  # tokens from a conjunction to the part that it leads to: he said, and then "…"
# A quotation goes on behind its attribution, not in front of it.
_SPEAKS_ON = (Rule.AFTER, Rule.ACCORDING, Rule.INVERTED, Rule.CONTINUED)
_LABEL = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ .'’-]{1,30}:")


@dataclass(frozen=True, slots=True)
class Utterance:
    """One or more quotations by one speaker; ``sentence`` and ``position`` are of the first.

    ``omitted`` says of each gap between them whether more than the attribution stands there.
    """

    indices: tuple[int, ...]
    sentence: Sentence
    position: int
    attribution: Attribution | None
    omitted: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    index: int
    sentence: Sentence
    number: int
    position: int


def utterances(
    paragraphs: Sequence[Paragraph],
    marked: Sequence[Marked],
    attributions: dict[int, Attribution],
) -> list[Utterance]:
    """The utterances in the order of the text."""
    groups: list[list[_Place]] = []
    for place in _places(paragraphs):
        if groups and _goes_on(groups[-1][-1], place, marked, attributions):
            groups[-1].append(place)
        else:
            groups.append([place])
    return [_utterance(group, attributions) for group in groups if not _transcript(group, marked)]


def _transcript(group: list[_Place], marked: Sequence[Marked]) -> bool:
    """Whether paragraphs in one pair of marks are a dialogue with its speakers' labels.

    Such a stretch quotes several people, and the cue in front of it none of them.
    """
    if len(group) < MIN_TRANSCRIPT:
        return False
    text = group[0].sentence.text
    labelled = sum(bool(_LABEL.match(text, marked[place.index].start)) for place in group)
    return labelled >= MIN_LABELS


def _places(paragraphs: Sequence[Paragraph]) -> Iterator[_Place]:
    number = 0
    for paragraph in paragraphs:
        for sentence in paragraph.sentences:
            for position, token in enumerate(sentence.tokens):
                if token.quote >= 0:
                    yield _Place(token.quote, sentence, number, position)
            number += 1
        number += 1  # a paragraph's end parts sentences too


def _goes_on(
    last: _Place,
    place: _Place,
    marked: Sequence[Marked],
    attributions: dict[int, Attribution],
) -> bool:
    if marked[last.index].reopened:
        return True
    earlier, here = attributions.get(last.index), attributions.get(place.index)
    if earlier is None or here is None or earlier.label or here.label:
        return False
    if earlier.rule not in _SPEAKS_ON or not _same_mention(here, earlier):
        return False
    if place.sentence is last.sentence:
        return place.position - last.position > 1
    return place.number == last.number + 1 and here.rule is Rule.CONTINUED


def _same_mention(here: Attribution, earlier: Attribution) -> bool:
    return here.sentence is earlier.sentence and here.phrase.first == earlier.phrase.first


def _utterance(group: list[_Place], attributions: dict[int, Attribution]) -> Utterance:
    known = [attributions[place.index] for place in group if place.index in attributions]
    first = group[0]
    return Utterance(
        tuple(place.index for place in group),
        first.sentence,
        first.position,
        min(known, key=lambda one: -one.rule.confidence, default=None),
        tuple(_omits(last, place, attributions) for last, place in pairwise(group)),
    )


# --- what stands between two parts --------------------------------------------------------


def _omits(last: _Place, place: _Place, attributions: dict[int, Attribution]) -> bool:
    """Whether more than one attribution and signs stand between two parts of a quotation."""
    if place.sentence is not last.sentence:
        if any(token.is_word for token in place.sentence.tokens[: place.position]):
            return True
        stop = len(last.sentence.tokens)
    else:
        stop = place.position
    start = last.position + 1
    if not any(token.is_word for token in last.sentence.tokens[start:stop]):
        return False
    attribution = attributions.get(last.index)
    if attribution is None or attribution.sentence is not last.sentence:
        return True
    phrase = attribution.phrase
    if not start <= phrase.first < stop:
        return True
    return _says_more(last.sentence, start, phrase.last, stop)


def _says_more(sentence: Sentence, start: int, subject_end: int, stop: int) -> bool:
    """Whether a second clause stands in the stretch: another verb of speech, "and …", a colon.

    Appositions, relative clauses and adverbials belong to the attribution.
    """
    tokens = sentence.tokens
    cues = [at for at in range(start, stop) if is_cue(sentence, at)]
    if any(later - earlier > 1 for earlier, later in pairwise(cues)):
        return True
    if any(token.text in (":", ";") for token in tokens[start:stop]):
        return True
    return any(_opens_clause(sentence, at, stop) for at in range(subject_end, stop))


def _opens_clause(sentence: Sentence, at: int, stop: int) -> bool:
    """Whether a conjunction joins a clause, and not two nouns: a verb or the next part follows."""
    tokens, language = sentence.tokens, sentence.language
    if tokens[at].low not in language.phrases.conjunctions:
        return False
    if stop < len(tokens) and stop - at <= MAX_LEAD:
        return True
    following = tokens[at + 1].low if at + 1 < stop else ""
    verbs = (language.speech.auxiliaries, language.thought.finite, language.thought.subjects)
    return following not in language.determiners and any(following in words for words in verbs)
