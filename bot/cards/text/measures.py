"""What a text measures, whatever element it stands in: widths, heights, and line breaks.

Sources: CSS Inline 3 (line boxes), CSS Text 4 (breaking, hanging), CSS Overflow 4 (clamping).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate
from xml.etree.ElementTree import Element

from bot.cards.css.style import Style
from bot.cards.css.styled import Styled
from bot.cards.text import hyphenation, inline, setting
from bot.cards.text.fonts import FontSet
from bot.cards.text.pieces import ShapedText
from bot.cards.text.spans import Span, collapse, transformed
from bot.cards.text.typefaces import Leading, fallbacks, leading
from bot.cards.words import linechoice
from bot.cards.words.linechoice import Lines, Measure, Row, Word
from bot.kept import kept

_CHOICES = {"balance": linechoice.balanced, "pretty": linechoice.pretty}
_MOST_WIDTHS = 64  # whose line breaks are kept; a card asks for a dozen


class Measures:
    """Shaped text, ready to be broken at any width. ``style`` is that of its block.

    ``text`` is as it is set, ``source`` as it stands in the HTML, white space collapsed. ``words``
    are what stands between two places where a line may end. ``indent`` is what the first line gives
    up at its start; below zero it reaches into the margin.
    """

    def __init__(self, spans: Sequence[Span], style: Style, fonts: FontSet, language: str) -> None:
        collapsed = collapse(spans)
        self.style = style
        self.language = language
        self.fonts = fonts
        self.source = "".join(span.text for span in collapsed)
        spans = [transformed(span) for span in collapsed]
        self.shaped = ShapedText(spans, fonts, language, direction=style.direction)
        self.boxes = inline.boxes_of(spans, rtl=style.direction == "rtl")
        self.text = self.shaped.text
        self.pens = self._pens()
        self.words = self._words()
        self.row = Row(self.words)
        self.starts = [0, *(word.after.at for word in self.words if word.after), len(self.text)]
        self._strut = leading(style, fonts)
        leadings = {leading(span.style, fonts) for span in spans}
        self._fallbacks = self._other_fonts(spans)
        # Whether all lines are equally high.
        self._even = leadings <= {self._strut} and not self._fallbacks
        self.indent = self._indent()
        no_wrap = style.white_space == "nowrap" or style.text_wrap == "nowrap"
        self._wraps = not no_wrap
        # By width, greedily and as it is chosen: few are asked for, and again.
        self._drafts: dict[float, Lines] = {}
        self._choices: dict[float, Lines] = {}

    def _other_fonts(self, spans: Sequence[Span]) -> list[tuple[int, int, Leading]]:
        """Where fonts that are fallen back on make a line higher, and by what they take."""
        found, at = [], 0
        for span in spans:
            for start, end, takes in fallbacks(span.text, span.style, self.fonts):
                found.append((at + start, at + end, takes))
            at += len(span.text)
        return found

    def _pens(self) -> list[float]:
        """The pen's place before each character, were all on one line, with inline boxes' room."""
        advances = list(self.shaped.advances)
        for box in self.boxes:
            advances[box.start] += box.lead
            advances[box.end - 1] += box.trail
        return [0.0, *accumulate(advances)]

    def _words(self) -> list[Word]:
        text, pens, words = self.text, self.pens, list[Word]()
        start = 0
        for place in (*hyphenation.breaks(text, self.shaped.spans, self.language), None):
            end = place.at if place else len(text)
            ink = start + len(text[start:end].rstrip(" \n"))
            opening = closing = 0.0
            if self.boxes:
                opening = self._cloned(start, "lead")
                closing = self._cloned(end, "trail") if place else 0.0
            if place and place.hyphen:
                closing += self._hyphen(end)
            words.append(
                Word(pens[ink] - pens[start], pens[end] - pens[ink], place, opening, closing)
            )
            start = end
        return words if text else []

    def _cloned(self, at: int, edge: str) -> float:
        """The room of the edges that inline boxes repeat where a line ends at ``at``."""
        within = (box for box in self.boxes if box.clone and box.start < at < box.end)
        return float(sum(getattr(box, edge) for box in within))

    def _hyphen(self, end: int) -> float:
        return self.shaped.sign(self.shaped.span_at(end - 1), setting.HYPHENS).width

    def _indent(self) -> float:
        style = self.style
        indent = style.text_indent.px
        if style.hanging_punctuation == "first":
            match = re.match(r"[«‹„‚“‘\"']+[\s\u00a0\u202f]*", self.text)
            indent -= self.pens[match.end()] if match else 0.0
        return indent

    # --- widths --------------------------------------------------------------------------

    @cached_property
    def widest(self) -> float:
        """The width at which no line needs to break, in pixels."""
        return max((self.line_width(line) for line in self._forced_lines()), default=0.0)

    @cached_property
    def narrowest(self) -> float:
        """The widest thing that cannot be broken, in pixels."""
        if not self._wraps:
            return self.widest
        return max((word.opening + word.width + word.closing for word in self.words), default=0.0)

    def _forced_lines(self) -> Lines:
        return linechoice.greedy(self.row, Measure(float("inf"), self.indent))

    def line_width(self, line: tuple[int, int]) -> float:
        """How wide a line of these words is, with the first line's indent."""
        return self.row.width(line) + (self.indent if line[0] == 0 else 0.0)

    # --- lines ---------------------------------------------------------------------------

    def broken(self, width: float, *, draft: bool = False) -> Lines:
        """The lines as first word and the one after the last; a draft only counts them."""
        if not self._wraps:
            return self._forced_lines()
        wrap = self.style.text_wrap
        plain = draft or wrap not in _CHOICES
        known = self._drafts if plain else self._choices
        lines = known.get(width)
        if lines is None:
            if len(known) >= _MOST_WIDTHS:
                known.clear()
            choose = linechoice.greedy if plain else _CHOICES[wrap]
            lines = known[width] = choose(self.row, Measure(width, self.indent))
        return lines

    def shown(self, width: float, *, draft: bool) -> Lines:
        """The lines that ``line-clamp`` leaves."""
        return self.broken(width, draft=draft)[: self.style.line_clamp]

    def height(self, width: float) -> float:
        """The height of all lines when they are ``width`` pixels wide."""
        shown = self.shown(width, draft=True)
        if self._even:
            return len(shown) * sum(self._strut)
        return sum(sum(self.extent(line)) for line in shown)

    @property
    def first_baseline(self) -> float:
        """The baseline of the first line, from the top of the paragraph."""
        return self.extent((0, 1))[0] if self.words else 0.0

    def overflows(self, width: float) -> bool:
        """Whether something on a line of ``width`` pixels is wider than the line."""
        shown = self.shown(width, draft=True)
        return any(self.line_width(line) > width + 0.5 for line in shown)

    def extent(self, line: tuple[int, int]) -> tuple[float, float]:
        """Ascent and descent of a line's box: the paragraph's strut and every span on it."""
        ascent, descent = self._strut
        if not self._even:
            first, last = self.starts[line[0]], self.starts[line[1]]
            at = 0
            for span in self.shaped.spans:
                if at < last and at + len(span.text) > first:
                    above, below = leading(span.style, self.fonts)
                    ascent, descent = max(ascent, above), max(descent, below)
                at += len(span.text)
            for start, end, (above, below) in self._fallbacks:
                if start < last and end > first:
                    ascent, descent = max(ascent, above), max(descent, below)
        return ascent, descent


def of(spans: Sequence[Span], style: Style, fonts: FontSet, language: str) -> Measures:
    """What the text of a block measures, of which equal ones share it."""
    numbers: dict[Styled, int] = {}
    texts = tuple(
        (span.text, _numbered(span.owner, numbers), _all_numbered(span.within, numbers))
        for span in spans
    )
    elements = tuple((str(each.element.tag), each.style) for each in numbers)
    return _of(texts, elements, style, fonts, language)


def _numbered(element: Styled, numbers: dict[Styled, int]) -> int:
    return numbers.setdefault(element, len(numbers))


def _all_numbered(elements: tuple[Styled, ...], numbers: dict[Styled, int]) -> tuple[int, ...]:
    return tuple([_numbered(each, numbers) for each in elements])


@kept(24)  # the texts of one card, at the sizes tried: more would scatter memory
def _of(
    texts: tuple[tuple[str, int, tuple[int, ...]], ...],
    elements: tuple[tuple[str, Style], ...],
    style: Style,
    fonts: FontSet,
    language: str,
) -> Measures:
    """What texts measure, each with the number of its element and of those about it."""
    alike = [Styled(Element(tag), own, ()) for tag, own in elements]
    spans = [
        Span(text, alike[owner], tuple(alike[each] for each in within))
        for text, owner, within in texts
    ]
    return Measures(spans, style, fonts, language)
