"""The article as the reader works on it: paragraphs of sentences in which quotations are tokens."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.model import Article
from bot.reading.grammar import Sentence
from bot.reading.languages import Language
from bot.reading.marks import Marked
from bot.reading.names import certain_capitals
from bot.reading.tokens import QUOTE, Token, sentences, tokenise

_PARAGRAPH = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, heading or list item of the text and its sentences."""

    start: int
    end: int
    heading: bool
    sentences: tuple[Sentence, ...]


def paragraph_spans(text: str) -> list[tuple[int, int]]:
    """Where the lines of the text that are not blank start and end."""
    return [match.span() for match in _PARAGRAPH.finditer(text) if not match.group().isspace()]


def narrate(
    article: Article,
    spans: Sequence[tuple[int, int]],
    marked: Sequence[Marked],
    language: Language,
) -> list[Paragraph]:
    """The paragraphs, each outermost quotation one token for ``marked[token.quote]``."""
    headings = {section.start for section in article.sections if section.heading is not None}
    outermost = [index for index, one in enumerate(marked) if one.depth == 0]
    certain = certain_capitals(article.text)
    found: list[Paragraph] = []
    at = 0
    for number, (start, end) in enumerate(spans):
        inside: list[int] = []
        while at < len(outermost) and marked[outermost[at]].outer_start < end:
            inside.append(outermost[at])
            at += 1
        tokens = _tokens(article.text, start, end, inside, marked, language)
        parts = sentences(tokens, article.text, language)
        found.append(
            Paragraph(
                start,
                end,
                start in headings,
                tuple(Sentence.of(part, article.text, number, language, certain) for part in parts),
            )
        )
    return found


def _tokens(
    text: str,
    start: int,
    end: int,
    inside: Sequence[int],
    marked: Sequence[Marked],
    language: Language,
) -> list[Token]:
    found: list[Token] = []
    at = start
    for index in inside:
        one = marked[index]
        found += tokenise(text, at, one.outer_start, language)
        found.append(Token(QUOTE, QUOTE, one.outer_start, one.outer_end, index))
        at = one.outer_end
    return found + tokenise(text, at, end, language)
