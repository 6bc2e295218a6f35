"""The points to post: the newsroom's own, or whole sentences of the article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

from bot.model import Article
from bot.reading.grammar.sentence import Sentence
from bot.reading.languages import Language
from bot.reading.text.interviews import Turn
from bot.reading.utterances.leaning import leans, news_start
from bot.reading.utterances.narration import Narration, Paragraph
from bot.reading.words.tokens import is_content, words_of

POINTS = 3
LENGTH = (40, 240)  # characters of a sentence that makes a point
LEAST_WORDS = 5  # are added to a sentence's own, so that short ones do not win by one word
MOST_WORDS = LENGTH[1] // 5  # that say what a text is about, in one sentence
FIRST_PARAGRAPHS = 40  # news is told from the top down: nothing later sums it up

_START = itemgetter(1)


class _Point(NamedTuple):
    text: str
    start: int


class Points:
    """The most central early sentences of an article, to its letter.

    A sentence can be a point that has a fitting length, is narration and can stand alone: no
    question, no list, no quotation, none that leans on the one before it; without its dateline.
    The score is the share of the article's frequent words that it holds, and is higher the
    earlier the sentence stands. Sentences are taken in while the article is gone through for its
    quotes, until none behind them can reach the best any more.
    """

    def __init__(
        self, article: Article, counts: Mapping[str, int], turns: Sequence[Turn], language: Language
    ) -> None:
        """``counts`` are of the article's words, ``turns`` what an interview's answers are."""
        self._text, self._no_news = article.text, language.page.no_news
        self._counts, self._highest = counts, _highest(counts.values())
        self._turns = turns
        self._best: list[tuple[float, _Point]] = []

    def taken_from(self, paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
        """Each paragraph, when its sentences are judged."""
        open_to_more = True
        for number, paragraph in enumerate(paragraphs):
            open_to_more = open_to_more and self._may_rise(number)
            if open_to_more:
                self._take(paragraph, number)
            yield paragraph

    def in_order(self) -> tuple[str, ...]:
        """The best sentences, as they follow one another."""
        return tuple([one.text for one in sorted([one for _, one in self._best], key=_START)])

    def _may_rise(self, number: int) -> bool:
        """Whether a sentence of the paragraph of that number can be among the best."""
        if number >= FIRST_PARAGRAPHS:
            return False
        return len(self._best) < POINTS or self._highest / _delay(number) > self._best[-1][0]

    def _take(self, paragraph: Paragraph, number: int) -> None:
        if paragraph.heading or self._text.startswith("• ", paragraph.start):
            return
        for sentence in paragraph.sentences:
            start, end = sentence.starts[0], sentence.end(-1)
            fits = LENGTH[0] <= end - start <= LENGTH[1] and sentence.tokens[-1].text == "."
            if fits and not sentence.quotes:
                self._rank(sentence, number)

    def _rank(self, sentence: Sentence, number: int) -> None:
        opens = news_start(sentence)
        words = {token.low for token in sentence.tokens[opens:] if token.is_content}
        held = sum([self._counts.get(word, 0) for word in words])
        score = held / (len(words) + LEAST_WORDS) / _delay(number)
        rises = len(self._best) < POINTS or score > self._best[-1][0]
        if rises and self._stands_alone(sentence):
            start = sentence.starts[opens]
            self._best.append((score, _Point(self._text[start : sentence.end(-1)], start)))
            self._best.sort(key=itemgetter(0), reverse=True)
            del self._best[POINTS:]

    def _stands_alone(self, sentence: Sentence) -> bool:
        """Whether a sentence is news by itself, and not that somebody did not comment."""
        start, end = sentence.starts[0], sentence.end(-1)
        if leans(sentence) or self._is_answer(start, end):
            return False
        return not any(pattern.search(self._text, start, end) for pattern in self._no_news)

    def _is_answer(self, start: int, end: int) -> bool:
        """Whether a sentence is somebody's words in an interview."""
        return any(turn.start < end and start < turn.end for turn in self._turns)


def content_counted(title: str, narration: Narration) -> Counter[str]:
    """How often the title and the reporter's own text have each word that says what they tell."""
    language = narration.language
    headline = [low for low in words_of(title, language) if is_content(low, language)]
    return Counter([*headline, *narration.content])


def _highest(counts: Iterable[int]) -> float:
    """The score of a sentence that held nothing but the most frequent words."""
    sums = accumulate(sorted(counts, reverse=True)[:MOST_WORDS])
    return max([held / (words + LEAST_WORDS) for words, held in enumerate(sums, 1)], default=0)


def _delay(paragraph: int) -> float:
    """What a score is divided by: news tells what matters first."""
    return 1 + 0.5 * paragraph
