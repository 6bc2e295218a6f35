"""The article as the reader works on it: paragraphs of sentences in which quotations are tokens."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from bot.model import Article
from bot.reading.grammar.sentence import Sentence
from bot.reading.languages import Language
from bot.reading.marks.pairing import Marked
from bot.reading.marks.stretches import find_marked
from bot.reading.names.openers import capitals_of
from bot.reading.text.paragraphs import Spans
from bot.reading.utterances.dialogue import DASHES, spoken, with_speech
from bot.reading.utterances.interruptions import part_interrupted
from bot.reading.words.sentences import sentences
from bot.reading.words.tokens import Stretch, quotation, tokenise

BULLET = "• "  # opens a list's items
SAMPLE = 10_000  # characters of an article that tell what it is about
KEPT = 1_500  # tokens; most articles have fewer
LINKED = 6  # sentences that know the one before them, so that one kept does not keep all


class Paragraph(NamedTuple):
    """One paragraph, heading or list item of the text and its sentences.

    ``marked`` has its outermost quotations by where they start, which is their tokens' number.
    """

    start: int
    end: int
    heading: bool
    sentences: tuple[Sentence, ...]
    marked: Mapping[int, Marked]


class Narration:
    """The paragraphs of an article, each outermost quotation one token, told twice.

    Sentences take far more memory than their letters do. Those of the first ``KEPT`` tokens are
    kept from the first telling for the second; paragraphs behind them are read anew. ``content``
    has, when it was told first, the words that say what its first ``SAMPLE`` characters are about.
    """

    def __init__(self, article: Article, spans: Spans, language: Language) -> None:
        self.text, self.spans, self.language = article.text, spans, language
        self._headings = {part.start for part in article.sections if part.heading is not None}
        self.capitals = capitals_of(f"{article.title}\n{article.text}", language)
        self._kept: deque[Paragraph] = deque()
        self.content: list[str] = []
        self._linked = 0  # sentences since one was parted from those before it

    def first_telling(self) -> Iterator[Paragraph]:
        """The paragraphs in order."""
        room = KEPT
        last: Sentence | None = None
        for number in range(len(self.spans)):
            paragraph = self._paragraph(number, last)
            last = paragraph.sentences[-1] if paragraph.sentences else last
            room -= sum([len(sentence.tokens) for sentence in paragraph.sentences])
            if room >= 0:
                self._kept.append(paragraph)
            if paragraph.start < SAMPLE:
                self._note_content(paragraph)
            yield paragraph

    def _note_content(self, paragraph: Paragraph) -> None:
        for sentence in paragraph.sentences:
            self.content += [token.low for token in sentence.tokens if token.is_content]

    def second_telling(self) -> Iterator[Paragraph]:
        """The paragraphs in order once more; none of them is kept any longer."""
        last: Sentence | None = None
        for number in range(len(self.spans)):
            paragraph = self._kept.popleft() if self._kept else self._paragraph(number, last)
            last = paragraph.sentences[-1] if paragraph.sentences else last
            yield paragraph

    def _paragraph(self, number: int, last: Sentence | None) -> Paragraph:
        text, language = self.text, self.language
        span = self.spans[number]
        following = self.spans[number + 1] if number + 1 < len(self.spans) else None
        marked = part_interrupted(text, find_marked(text, span, following, language), language)
        if not marked or text[span[0]] in DASHES:
            marked = with_speech(marked, spoken(text, span, language))
        outermost = {one.outer_start: one for one in marked if one.depth == 0}
        found: list[Sentence] = []
        for stretch in sentences(_tokens(text, span, outermost, language), text, language):
            self._linked += 1
            if last is not None and self._linked > LINKED:
                last, self._linked = last.alone(), 1
            last = Sentence.of(stretch, text, number, language, before=last, capitals=self.capitals)
            found.append(last)
        return Paragraph(*span, span[0] in self._headings, tuple(found), outermost)


def _tokens(
    text: str, span: tuple[int, int], marked: Mapping[int, Marked], language: Language
) -> Stretch:
    found = Stretch()
    at, end = span
    at += len(BULLET) * text.startswith(BULLET, at, end)
    for start, one in marked.items():
        if at < start:
            tokenise(text, at, start, language, found)
        found.add(quotation(one.outer_end - start), start)
        at = one.outer_end
    return tokenise(text, at, end, language, found) if at < end else found
