"""The article's own sentence with its most telling figure, chosen by rule, word for word.

A figure tells the more, the nearer it stands to the title, and money tells more than a share, a
share more than a count, and all of them more than an age or a duration. The sentence has to stand
alone: it does not lean on the one before it, and quotes nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bot.composing.figures import Figure, Measure, figures, grammar_of
from bot.composing.sentences import sentences
from bot.model import Reading, SummarySource
from bot.reading.languages import shipped

LENGTH = (25, 220)  # characters of the sentence: what reads at a glance
MOST_POINTS = 10
MOST_PARAGRAPHS = 40  # news is told from the top down
_HAS_NUMBER = re.compile(r"\d")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")
_MARKS = re.compile(r"[«»“”„‟\"]")
_FIRST_WORD = re.compile(r"\w+(?:[’']|-\w+)?")

_OF_MEASURE = {Measure.MONEY: 2.5, Measure.SHARE: 2.5, Measure.COUNT: 1.5}
_A_DIGIT, _MOST_DIGITS = 0.4, 9  # a large number tells more than a small one; shares are all small
_IN_TITLE, _IN_LEAD, _IN_POINTS = 4.0, 1.5, 1.0
_OF_LEAD, _OF_POINT, _OF_TEXT, _A_PARAGRAPH = 1.5, 0.5, 1.0, 0.1
_PRONOUN = 1.5  # in a sentence, takes from it: who is meant stands elsewhere
_SECOND_FIGURE = 0.75  # one idea a card: each further figure in the sentence takes from it


@dataclass(frozen=True, kw_only=True, slots=True)
class KeyFigure:
    """A figure and the sentence that says it, both as the article prints them."""

    figure: Figure
    sentence: str


def key_figure(reading: Reading) -> KeyFigure | None:
    """The most telling figure with its sentence; None where no sentence will do."""
    language = reading.article.language
    weights, grammar = _Weights(reading), grammar_of(language)
    best: tuple[float, KeyFigure] | None = None
    for sentence, base in _candidates(reading):
        found = figures(sentence, language)
        base -= _PRONOUN * bool(grammar.pronouns & set(_WORD.findall(sentence.lower())))
        for figure in found:
            if figure.measure is Measure.TIME or not _HAS_NUMBER.search(figure.text):
                continue
            score = base + weights.of(figure) - _SECOND_FIGURE * (len(found) - 1)
            if best is None or score > best[0]:
                best = (score, KeyFigure(figure=figure, sentence=sentence))
    return best[1] if best else None


class _Weights:
    """How much each figure of an article matters, by where else it stands."""

    def __init__(self, reading: Reading) -> None:
        article = reading.article
        self._places = [
            (_IN_TITLE, figures(article.title, article.language)),
            (_IN_LEAD, figures(article.lead or "", article.language)),
            (
                _IN_POINTS,
                figures("\n".join(reading.summary.points[:MOST_POINTS]), article.language),
            ),
        ]

    def of(self, figure: Figure) -> float:
        weight = _OF_MEASURE[figure.measure]
        if figure.measure is not Measure.SHARE:
            weight += _A_DIGIT * min(max(figure.value.adjusted(), 0), _MOST_DIGITS)
        for extra, others in self._places:
            if any(o.value == figure.value and o.same_unit(figure) for o in others):
                weight += extra
        return weight


def _candidates(reading: Reading) -> Iterator[tuple[str, float]]:
    article = reading.article
    openers = _Openers.of(article.language)
    for number, sentence in enumerate(sentences(article.lead or "", article.language)):
        if _fits(sentence) and (not number or _stands_alone(sentence, openers)):
            yield sentence, _OF_LEAD
    chosen = reading.summary.source is SummarySource.SELECTED
    for point in reading.summary.points[:MOST_POINTS]:
        if _fits(point) and (not chosen or _stands_alone(point, openers)):
            yield point, _OF_POINT
    for number, paragraph in enumerate(_paragraphs(reading)):
        if not _HAS_NUMBER.search(paragraph):
            continue
        for sentence in sentences(paragraph, article.language):
            if _fits(sentence) and _stands_alone(sentence, openers):
                yield sentence, _OF_TEXT - _A_PARAGRAPH * number


def _paragraphs(reading: Reading) -> list[str]:
    """The first paragraphs of the text, without crossheads and lists."""
    article = reading.article
    headings = {section.heading for section in article.sections}
    found = article.text.split("\n\n", MOST_PARAGRAPHS)[:MOST_PARAGRAPHS]
    return [each for each in found if each not in headings and not each.startswith("• ")]


def _fits(sentence: str) -> bool:
    return (
        LENGTH[0] <= len(sentence) <= LENGTH[1]
        and _HAS_NUMBER.search(sentence) is not None
        and not _MARKS.search(sentence)
    )


@dataclass(frozen=True, slots=True)
class _Openers:
    """What sentences open with that point back; ``articles`` do so before ``verbs`` alone."""

    words: frozenset[str]
    articles: frozenset[str]
    verbs: frozenset[str]

    @staticmethod
    @cache
    def of(language: str) -> _Openers:
        rules = shipped().get_or_nearest(language)
        return _Openers(
            words=grammar_of(language).openers,
            articles=grammar_of(language).articles,
            verbs=rules.thought.finite | rules.speech.auxiliaries,
        )

    def point_back(self, first: str, second: str) -> bool:
        """Whether a sentence of these two first words leans on the one before it."""
        return first in self.words and (first not in self.articles or second in self.verbs)


def _stands_alone(sentence: str, openers: _Openers) -> bool:
    """Whether a sentence ends like one and does not begin by pointing back."""
    first = _FIRST_WORD.match(sentence)
    if first is None or sentence[-1] not in ".!…":
        return False
    second = _FIRST_WORD.match(sentence[first.end() :].lstrip())
    words = (match[0].lower().replace("’", "'") if match else "" for match in (first, second))
    return not openers.point_back(*words)
