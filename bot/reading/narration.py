"""The article as the reader works on it: paragraphs of sentences in which quotations are tokens."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.model import Article
from bot.reading.grammar import Sentence
from bot.reading.interruptions import part_interrupted
from bot.reading.languages import Language
from bot.reading.marks import Marked, find_marked
from bot.reading.openers import capitals_of
from bot.reading.paragraphs import Spans
from bot.reading.tokens import QUOTE, Token, sentences, tokenise

KEPT = 1_500  # tokens; most articles have fewer


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, heading or list item of the text and its sentences.

    ``marked`` has its outermost quotations by where they start, which is their tokens' number.
    """

    start: int
    end: int
    heading: bool
    sentences: tuple[Sentence, ...]
    marked: Mapping[int, Marked]


class Narration:
    """The paragraphs of an article, each outermost quotation one token, as often as wanted.

    Tokens take far more memory than their letters do. The first ``KEPT`` are kept from one going
    through to the next; paragraphs behind them are read anew each time.
    """

    def __init__(self, article: Article, spans: Spans, language: Language) -> None:
        self.text, self.spans, self.language = article.text, spans, language
        self._headings = {part.start for part in article.sections if part.heading is not None}
        self.capitals = capitals_of(f"{article.title}\n{article.text}", language)
        self._kept: list[Paragraph] = []
        self._room = KEPT

    def __iter__(self) -> Iterator[Paragraph]:
        last: Sentence | None = None
        for number in range(len(self.spans)):
            if number < len(self._kept):
                paragraph = self._kept[number]
            else:
                paragraph = self._paragraph(number, last)
                self._keep(paragraph, number)
            last = paragraph.sentences[-1] if paragraph.sentences else last
            yield paragraph

    def _keep(self, paragraph: Paragraph, number: int) -> None:
        self._room -= sum(len(sentence.tokens) for sentence in paragraph.sentences)
        if self._room >= 0 and number == len(self._kept):
            self._kept.append(paragraph)

    def _paragraph(self, number: int, last: Sentence | None) -> Paragraph:
        text, language = self.text, self.language
        span = self.spans[number]
        following = self.spans[number + 1] if number + 1 < len(self.spans) else None
        marked = part_interrupted(text, find_marked(text, span, following, language), language)
        outermost = {one.outer_start: one for one in marked if one.depth == 0}
        found: list[Sentence] = []
        for tokens in sentences(_tokens(text, span, outermost, language), text, language):
            last = Sentence.of(tokens, text, number, language, before=last, capitals=self.capitals)
            found.append(last)
        return Paragraph(*span, span[0] in self._headings, tuple(found), outermost)


def _tokens(
    text: str, span: tuple[int, int], marked: Mapping[int, Marked], language: Language
) -> list[Token]:
    found: list[Token] = []
    at, end = span
    for start, one in marked.items():
        found += tokenise(text, at, start, language)
        found.append(Token(QUOTE, QUOTE, start, one.outer_end, start))
        at = one.outer_end
    return found + tokenise(text, at, end, language)
