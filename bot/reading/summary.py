"""The points to post: the newsroom's own, or whole sentences of the article."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from bot.model import Article, Quote, Summary, SummarySource
from bot.reading.languages import Language
from bot.reading.narration import Paragraph

POINTS = 3
LENGTH = (40, 240)  # characters of a sentence that makes a point
FIRST_PARAGRAPHS = 40  # news is told from the top down: nothing later sums it up
_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    start: int
    end: int
    paragraph: int


def summarise(
    article: Article, paragraphs: Iterable[Paragraph], quotes: Sequence[Quote], language: Language
) -> Summary:
    """The article's own points where it has some, else its most central early sentences.

    A chosen sentence is the article's to the letter. The score is the share of the article's
    frequent words that a sentence holds, and is higher the earlier the sentence stands.
    """
    if article.summary_points:
        return Summary(points=article.summary_points, source=SummarySource.ARTICLE)
    starts = [quote.start for quote in quotes]
    candidates = [
        one for one in _candidates(article.text, paragraphs) if not _is_spoken(one, quotes, starts)
    ]
    weights = _weights(article, language)
    best = sorted(candidates, key=lambda one: -_score(one, weights))[:POINTS]
    best.sort(key=lambda one: one.start)
    return Summary(points=tuple(one.text for one in best), source=SummarySource.SELECTED)


def _candidates(text: str, paragraphs: Iterable[Paragraph]) -> list[_Sentence]:
    """Sentences of a fitting length that are narration: no question, no list, no quotation."""
    found = []
    for number, paragraph in enumerate(islice(paragraphs, FIRST_PARAGRAPHS)):
        if paragraph.heading or text.startswith("• ", paragraph.start):
            continue
        for sentence in paragraph.sentences:
            tokens = sentence.tokens
            start, end = tokens[0].start, tokens[-1].end
            fits = LENGTH[0] <= end - start <= LENGTH[1] and tokens[-1].text == "."
            if fits and not any(token.quote >= 0 for token in tokens):
                found.append(_Sentence(text[start:end], start, end, number))
    return found


def _is_spoken(one: _Sentence, quotes: Sequence[Quote], starts: Sequence[int]) -> bool:
    """Whether the sentence touches a quote; quotes are in order and do not overlap."""
    nearest = bisect_left(starts, one.end) - 1
    return nearest >= 0 and quotes[nearest].end > one.start


def _weights(article: Article, language: Language) -> Counter[str]:
    counts = Counter(_WORD.findall(f"{article.title} {article.text[:20_000]}".lower()))
    for word in counts.keys() & language.words.stop_words:
        del counts[word]
    return counts


def _score(sentence: _Sentence, weights: Counter[str]) -> float:
    words = set(_WORD.findall(sentence.text.lower()))
    central = sum(weights[word] for word in words) / (len(words) + 5)
    return central / (1 + 0.5 * sentence.paragraph)
