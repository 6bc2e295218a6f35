"""A paragraph: spans of text in; its widths, heights and line breaks at any width out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from bot.cards.css.styled import Styled
from bot.cards.text import inline, measures, setting
from bot.cards.text.fonts import FontSet
from bot.cards.text.inline import InlineBox
from bot.cards.text.lines import Line
from bot.cards.text.pieces import ShapedText
from bot.cards.text.spans import Span, collapse, transformed


class Paragraph:
    """A text that stands in an element; see ``Measures``, of which equal texts share one.

    ``missing`` holds the characters that no font has, with the span they stand in.
    """

    def __init__(self, spans: Sequence[Span], owner: Styled, fonts: FontSet, language: str) -> None:
        self.owner = owner
        self.language = language
        self.fonts = fonts
        self.spans = spans
        found = measures.of(spans, owner.style, fonts, language)
        self.measures = found
        self.source, self.text, self.pens = found.source, found.text, found.pens
        self.words, self.row, self.starts = found.words, found.row, found.starts
        self.indent = found.indent
        self.broken, self.height, self.overflows = found.broken, found.height, found.overflows
        self.line_width, self.extent = found.line_width, found.extent

    @cached_property
    def shaped(self) -> ShapedText:
        """The text with its glyphs, in spans of the paragraph's own."""
        known = self.measures.shaped
        if len(self.spans) == len(known.spans) == 1:
            return known.of([self.spans[0].saying(known.text)])
        return known.of([transformed(span) for span in collapse(self.spans)])

    @cached_property
    def boxes(self) -> tuple[InlineBox, ...]:
        """The boxes of inline elements that show one."""
        return inline.boxes_of(self.shaped.spans, rtl=self.rtl) if self.measures.boxes else ()

    @property
    def missing(self) -> list[tuple[str, Span]]:
        return self.shaped.missing

    @property
    def rtl(self) -> bool:
        """Whether the paragraph runs from right to left."""
        return self.owner.style.direction == "rtl"

    @property
    def widest(self) -> float:
        """The width at which no line needs to break, in pixels."""
        return self.measures.widest

    @property
    def narrowest(self) -> float:
        """The widest thing that cannot be broken, in pixels."""
        return self.measures.narrowest

    @property
    def first_baseline(self) -> float:
        """The baseline of the first line, from the top of the paragraph."""
        return self.measures.first_baseline

    def lines(self, width: float) -> tuple[Line, ...]:
        """The lines, broken and aligned in a box ``width`` pixels wide."""
        return setting.placed(self, self.measures.shown(width, draft=False), width)
