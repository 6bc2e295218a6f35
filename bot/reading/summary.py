"""The points to post: the newsroom's own, or whole sentences of the article."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from operator import itemgetter
from typing import NamedTuple

from bot.model import Article, Quote, Summary, SummarySource
from bot.reading.languages import Language, Words
from bot.reading.utterances.leaning import leans, news_start
from bot.reading.utterances.narration import Paragraph

POINTS = 3
LENGTH = (40, 240)  # characters of a sentence that makes a point
SAMPLE = 20_000  # characters of an article that tell what it is about
PIECE = 4_000  # of them, counted at once
FIRST_PARAGRAPHS = 40  # news is told from the top down: nothing later sums it up
_WORD = re.compile(r"\w{4,}")
_LETTERS = re.compile(r"[^\W\d_]{4,}")


class _Sentence(NamedTuple):
    text: str
    start: int
    end: int
    paragraph: int


class Candidates:
    """Sentences of a fitting length that are narration and can stand alone: no question, no
    list, no quotation, none that leans on the one before it; without their dateline.

    They are taken in while the article is gone through for its quotes; none where it has points
    of its own.
    """

    def __init__(self, article: Article, language: Language) -> None:
        self._text, self._no_news = article.text, language.page.no_news
        self._paragraphs = 0 if article.summary_points else FIRST_PARAGRAPHS
        self.sentences: list[_Sentence] = []

    def taken_from(self, paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
        """Each paragraph, when the candidates among its sentences are noted."""
        for number, paragraph in enumerate(paragraphs):
            if number < self._paragraphs:
                self._take(paragraph, number)
            yield paragraph

    def _take(self, paragraph: Paragraph, number: int) -> None:
        if paragraph.heading or self._text.startswith("• ", paragraph.start):
            return
        for sentence in paragraph.sentences:
            start, end = sentence.starts[0], sentence.end(-1)
            fits = LENGTH[0] <= end - start <= LENGTH[1] and sentence.tokens[-1].text == "."
            if (
                fits
                and not sentence.quotes
                and not leans(sentence)
                and not self._is_empty(start, end)
            ):
                start = sentence.starts[news_start(sentence)]
                self.sentences.append(_Sentence(self._text[start:end], start, end, number))

    def _is_empty(self, start: int, end: int) -> bool:
        """Whether a sentence says only that somebody did not comment."""
        return any(pattern.search(self._text, start, end) for pattern in self._no_news)


def summarise(
    article: Article,
    candidates: Candidates,
    quotes: Sequence[Quote],
    counts: Mapping[str, int],
    language: Language,
) -> Summary:
    """The article's own points where it has some, else its most central early sentences.

    A chosen sentence is the article's to the letter. The score is the share of the article's
    frequent words that a sentence holds, by their ``counts``, and is higher the earlier the
    sentence stands.
    """
    if article.summary_points:
        return Summary(points=article.summary_points, source=SummarySource.ARTICLE)
    starts = [quote.start for quote in quotes]
    told = [one for one in candidates.sentences if not _is_spoken(one, quotes, starts)]
    best = _best(told, _Central(counts, language.words.stop_words))
    best.sort(key=lambda one: one.start)
    return Summary(points=tuple(one.text for one in best), source=SummarySource.SELECTED)


class _Central(NamedTuple):
    """The article's words by how often it has them; stop words count for nothing."""

    counts: Mapping[str, int]
    stop_words: Words

    def most(self) -> int:
        """How often the most frequent word stands in the article."""
        return max(map(self.counts.__getitem__, self.counts.keys() - self.stop_words), default=0)

    def weight(self, words: Set[str]) -> int:
        """How often the words stand in the article, all together."""
        known = self.counts.keys() & words
        return sum(map(self.counts.__getitem__, known - self.stop_words))


def _best(sentences: Sequence[_Sentence], central: _Central) -> list[_Sentence]:
    """Those with the highest scores; of later ones none may be able to reach these any more."""
    most = central.most()
    best: list[tuple[float, _Sentence]] = []
    for one in sentences:
        if len(best) == POINTS and most / _delay(one) <= best[-1][0]:
            break
        best.append((_score(one, central), one))
        best.sort(key=itemgetter(0), reverse=True)
        del best[POINTS:]
    return [one for _, one in best]


def _is_spoken(one: _Sentence, quotes: Sequence[Quote], starts: Sequence[int]) -> bool:
    """Whether the sentence touches a quote; quotes are in order and do not overlap."""
    nearest = bisect_left(starts, one.end) - 1
    return nearest >= 0 and quotes[nearest].end > one.start


def words_counted(article: Article) -> Counter[str]:
    """How often each word of four letters or more stands in the title and in the text's sample.

    They are counted in pieces, as a list of all takes much room.
    """
    counts: Counter[str] = Counter()
    text = f"{article.title} {article.text[:SAMPLE]}"
    start = 0
    while start < len(text):
        end = text.rfind(" ", start, start + PIECE) + 1 if start + PIECE < len(text) else 0
        end = end or start + PIECE
        counts.update(_words(text[start:end]))
        start = end
    return counts


def _words(text: str) -> list[str]:
    """The words of four letters or more in a text, in lower case."""
    found: list[str] = _WORD.findall(text.lower())
    if "".join(found).isalpha():
        return found
    mixed = [word for word in found if not word.isalpha()]
    parts = [part for word in mixed for part in _LETTERS.findall(word)]
    return [*filter(str.isalpha, found), *parts]


def _score(sentence: _Sentence, central: _Central) -> float:
    words = set(_words(sentence.text))
    return central.weight(words) / (len(words) + 5) / _delay(sentence)


def _delay(sentence: _Sentence) -> float:
    """What a score is divided by: news tells what matters first."""
    return 1 + 0.5 * sentence.paragraph
