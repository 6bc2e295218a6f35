"""Quotations that are one utterance: interrupted by their attribution, or over paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.reading.cues import Attribution, Rule
from bot.reading.grammar import Sentence
from bot.reading.marks import Marked
from bot.reading.narration import Paragraph

MIN_TRANSCRIPT = 3  # paragraphs
MIN_LABELS = 2
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
        tuple(False for _ in group[1:]),
    )
