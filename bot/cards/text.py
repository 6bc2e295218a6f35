"""Inline layout: styled text and a width in, lines of placed glyphs out.

Sources: CSS Inline 3 (line boxes, half-leading), CSS Text 4 (white space, transform, spacing,
hanging). Rounding is Chromium's: ascent and descent to whole pixels, half-leading down.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, groupby

from bot.cards import linebreak
from bot.cards.cascade import Styled
from bot.cards.fonts import Coordinates, Face, FontSet, Run, itemise
from bot.cards.linebreak import SOFT_HYPHEN, Measure, Word
from bot.cards.shaping import Shaped, shape
from bot.cards.style import Style


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text of one element, as it stands in the HTML."""

    text: str
    owner: Styled

    @property
    def style(self) -> Style:
        return self.owner.style


@dataclass(frozen=True, slots=True)
class GlyphRun:
    """Glyphs that are painted together: (glyph id, x, y) in pixels from the line's baseline."""

    owner: Styled
    face: Face
    coordinates: Coordinates
    size: float
    glyphs: tuple[tuple[int, float, float], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line, relative to its paragraph's box; ``x`` is where its first glyph's pen stands.

    ``text`` ends with the space it was broken at, or a newline.
    """

    x: float
    top: float
    height: float
    baseline: float
    width: float
    text: str
    runs: tuple[GlyphRun, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of one font and one face, shaped; spans of one font are shaped together."""

    span: Span  # the first of them
    start: int
    face: Face
    coordinates: Coordinates
    shaped: Shaped
    scale: float  # pixels for a font unit


# --- white space and case ----------------------------------------------------------------

_COLLAPSIBLE = re.compile(r"[ \t\n\r\f]+")
_KEEPING_LINES = re.compile(r"[ \t]*\n[ \t]*|[ \t]+")


def collapse(spans: Sequence[Span]) -> list[Span]:
    """The spans with white space collapsed across them and trimmed at both ends.

    A line break (``<br>``, or ``white-space: pre-line``) is a newline in the text.
    """
    collapsed: list[Span] = []
    ends_open = True  # at the start, and after a space or newline, further spaces vanish
    for span in spans:
        text = _collapsed(span)
        if ends_open:
            text = text.lstrip(" ")
        if text:
            ends_open = text[-1] in " \n"
            collapsed.append(Span(text, span.owner))
    return _trimmed(collapsed)


def _collapsed(span: Span) -> str:
    if span.text == "\n" and span.owner.element.tag == "br":
        return "\n"
    if span.style.white_space == "pre-line":
        return _KEEPING_LINES.sub(lambda match: "\n" if "\n" in match[0] else " ", span.text)
    return _COLLAPSIBLE.sub(" ", span.text)


def _trimmed(spans: list[Span]) -> list[Span]:
    while spans:
        text = spans[-1].text.rstrip(" \n")
        if text:
            spans[-1] = Span(text, spans[-1].owner)
            break
        spans.pop()
    return spans


def _transformed(text: str, transform: str) -> str:
    """The text in another case, of the same length wherever that case has the same length."""
    if transform == "uppercase":
        return text.upper()
    if transform == "lowercase":
        return text.lower()
    if transform == "capitalize":
        return re.sub(r"(?<![\w’'])\w", lambda match: match[0].upper(), text)
    return text


# --- a paragraph -------------------------------------------------------------------------


class Paragraph:
    """Shaped text, ready to be broken at any width.

    ``missing`` holds the characters that no font has, with the span they stand in.
    """

    def __init__(self, spans: Sequence[Span], owner: Styled, fonts: FontSet, language: str) -> None:
        self.owner = owner
        self.language = language
        self.spans = [
            Span(_transformed(span.text, span.style.text_transform), span.owner)
            for span in collapse(spans)
        ]
        self.source = "".join(span.text for span in collapse(spans))
        self.text = "".join(span.text for span in self.spans)
        self.missing: list[tuple[str, Span]] = []
        self._fonts = fonts
        self._pieces = self._shaped()
        self._pens = self._measured()
        self.words = self._words()
        self._starts = [0, *(word.after.at for word in self.words if word.after), len(self.text)]
        self._strut = leading(owner.style, fonts)
        leadings = {leading(span.style, fonts) for span in self.spans}
        self._even = leadings <= {self._strut}  # whether all lines are equally high
        self.indent = self._indent()
        no_wrap = owner.style.white_space == "nowrap" or owner.style.text_wrap == "nowrap"
        self._wraps = not no_wrap

    def _shaped(self) -> list[_Piece]:
        pieces, start = [], 0
        for _, alike in groupby(self.spans, key=lambda span: _font_of(span.style)):
            spans = list(alike)
            span, style = spans[0], spans[0].style
            text = "".join(each.text for each in spans)
            for run in _runs(text, chain_of(self._fonts, style)):
                if run.face is None:
                    self.missing.append((run.text, self._span_at(start + run.start)))
                    continue
                coordinates = run.face.at(style.font_weight, style.font_size)
                shaped = shape(run.text, run.face, coordinates, _features(style), self.language)
                scale = style.font_size / run.face.upem
                pieces.append(_Piece(span, start + run.start, run.face, coordinates, shaped, scale))
            start += len(text)
        return pieces

    def _span_at(self, index: int) -> Span:
        """The span that the character at ``index`` stands in."""
        ends = accumulate(len(span.text) for span in self.spans)
        return next(
            (span for span, end in zip(self.spans, ends, strict=True) if index < end),
            self.spans[-1],
        )

    def _measured(self) -> list[float]:
        """The pen's place before each character, were all on one line."""
        advances = [0.0] * (len(self.text) + 1)
        for piece in self._pieces:
            letter, word = piece.span.style.letter_spacing, piece.span.style.word_spacing
            seen = -1
            for cluster, advance in zip(piece.shaped.clusters, piece.shaped.advances, strict=True):
                at = piece.start + cluster
                advances[at] += advance * piece.scale
                if cluster != seen and self.text[at] not in "\n\u200b\u00ad\u2060":
                    advances[at] += letter + (word if self.text[at] in " \u00a0" else 0.0)
                seen = cluster
        for index, character in enumerate(self.text):
            if character == "\n":
                advances[index] = 0.0
        return [0.0, *accumulate(advances[:-1])]

    def _words(self) -> list[Word]:
        words: list[Word] = []
        start = 0
        places = [*linebreak.breaks(self.text, self.language), None]
        for place in places:
            end = place.at if place else len(self.text)
            ink = start + len(self.text[start:end].rstrip(" \n"))
            width = self._pens[ink] - self._pens[start]
            hyphen = self._hyphen(end) if place and place.hyphen else 0.0
            words.append(Word(width, self._pens[end] - self._pens[ink], place, hyphen))
            start = end
        return words if self.text else []

    def _hyphen(self, end: int) -> float:
        piece = self._piece_at(end - 1)
        if piece is None:
            return 0.0
        shaped = shape(
            "\u2010" if 0x2010 in piece.face.characters else "-",
            piece.face,
            piece.coordinates,
            (),
            self.language,
        )
        return sum(shaped.advances) * piece.scale

    def _piece_at(self, index: int) -> _Piece | None:
        found = None
        for piece in self._pieces:
            if piece.start <= index:
                found = piece
        return found

    def _indent(self) -> float:
        """What the first line gives up at its start; below zero it reaches into the margin."""
        style = self.owner.style
        indent = style.text_indent.px
        if style.hanging_punctuation == "first":
            match = re.match(r"[«‹„‚“‘\"']+[\s\u00a0\u202f]*", self.text)
            indent -= self._pens[match.end()] if match else 0.0
        return indent

    # --- widths --------------------------------------------------------------------------

    @property
    def widest(self) -> float:
        """The width at which no line needs to break, in pixels."""
        return max((self._line_width(line) for line in self._forced_lines()), default=0.0)

    @property
    def narrowest(self) -> float:
        """The widest thing that cannot be broken, in pixels."""
        if not self._wraps:
            return self.widest
        return max((word.width for word in self.words), default=0.0)

    def _forced_lines(self) -> linebreak.Lines:
        return linebreak.greedy(self.words, Measure(float("inf"), self.indent))

    def _line_width(self, line: tuple[int, int]) -> float:
        words = self.words[line[0] : line[1]]
        width = sum(word.width + word.space for word in words) - words[-1].space
        return width + (self.indent if line[0] == 0 else 0.0)

    def _broken(self, width: float, *, draft: bool) -> linebreak.Lines:
        if not self._wraps:
            return self._forced_lines()
        measure = Measure(width, self.indent)
        wrap = "wrap" if draft else self.owner.style.text_wrap
        choose = {"balance": linebreak.balanced, "pretty": linebreak.pretty}
        return choose.get(wrap, linebreak.greedy)(self.words, measure)

    def height(self, width: float) -> float:
        """The height of all lines when they are ``width`` pixels wide."""
        lines = self._broken(width, draft=True)
        if self._even:
            return len(lines) * sum(self._strut)
        return sum(sum(self._extent(line)) for line in lines)

    @property
    def first_baseline(self) -> float:
        """The baseline of the first line, from the top of the paragraph."""
        return self._extent((0, 1))[0] if self.words else 0.0

    def overflows(self, width: float) -> bool:
        """Whether something on a line of ``width`` pixels is wider than the line."""
        lines = self._broken(width, draft=True)
        return any(self._line_width(line) > width + 0.5 for line in lines)

    # --- lines ---------------------------------------------------------------------------

    def lines(self, width: float) -> tuple[Line, ...]:
        """The lines, broken and aligned in a box ``width`` pixels wide."""
        placed, top, word_starts = [], 0.0, self._starts
        for line in self._broken(width, draft=False):
            ascent, descent = self._extent(line)
            used = self._line_width(line)
            indent = self.indent if line[0] == 0 else 0.0
            x = _aligned(self.owner.style.text_align, width, used) + indent
            start, end = word_starts[line[0]], word_starts[line[1]]
            hyphen = self.words[line[1] - 1].after
            runs = self._line_runs(start, end, hyphen=bool(hyphen and hyphen.hyphen))
            text = self.text[start:end].replace(SOFT_HYPHEN, "")
            text += "\n" if end == len(self.text) else ""
            placed.append(Line(x, top, ascent + descent, top + ascent, used - indent, text, runs))
            top += ascent + descent
        return tuple(placed)

    def _extent(self, line: tuple[int, int]) -> tuple[float, float]:
        """Ascent and descent of a line's box: the paragraph's strut and every span on it."""
        ascent, descent = self._strut
        if not self._even:
            first, last = self._starts[line[0]], self._starts[line[1]]
            at = 0
            for span in self.spans:
                if at < last and at + len(span.text) > first:
                    above, below = leading(span.style, self._fonts)
                    ascent, descent = max(ascent, above), max(descent, below)
                at += len(span.text)
        return ascent, descent

    def _line_runs(self, start: int, end: int, *, hyphen: bool) -> tuple[GlyphRun, ...]:
        origin = self._pens[start]
        runs = []
        for piece in self._pieces:
            for owner, glyphs in self._placed(piece, start, end, origin):
                runs.append(_run(piece, owner, glyphs))
        last = self._piece_at(end - 1)
        if hyphen and last is not None:
            glyph = shape(
                "\u2010" if 0x2010 in last.face.characters else "-",
                last.face,
                last.coordinates,
                (),
                self.language,
            ).glyphs[0]
            owner = self._span_at(end - 1).owner
            runs.append(_run(last, owner, [(glyph, self._pens[end] - origin, 0.0)]))
        return tuple(runs)

    def _placed(
        self, piece: _Piece, start: int, end: int, origin: float
    ) -> list[tuple[Styled, list[PlacedGlyph]]]:
        """The glyphs of a piece that stand on a line, by the element that they belong to."""
        found: list[tuple[Styled, list[PlacedGlyph]]] = []
        cluster_seen, pen = -1, 0.0
        owner, shaped = piece.span.owner, piece.shaped
        alone = len(self.spans) == 1
        for glyph, cluster, advance, (x, y) in zip(
            shaped.glyphs, shaped.clusters, shaped.advances, shaped.offsets, strict=True
        ):
            at = piece.start + cluster
            if not start <= at < end:
                continue
            if cluster != cluster_seen:
                pen, cluster_seen = self._pens[at], cluster
                owner = owner if alone else self._span_at(at).owner
            if self.text[at] not in " \n\u00a0\u202f\u00ad":
                if not found or found[-1][0] is not owner:
                    found.append((owner, []))
                place = (glyph, pen - origin + x * piece.scale, -y * piece.scale)
                found[-1][1].append(place)
            pen += advance * piece.scale
        return found


PlacedGlyph = tuple[int, float, float]


def _run(piece: _Piece, owner: Styled, glyphs: list[PlacedGlyph]) -> GlyphRun:
    size = piece.span.style.font_size
    return GlyphRun(owner, piece.face, piece.coordinates, size, tuple(glyphs))


def _font_of(style: Style) -> tuple[object, ...]:
    """What must be alike for two spans to be shaped together, as browsers do."""
    return (
        *(style.font_family, style.font_size, style.font_weight, style.font_style),
        *(style.font_feature_settings, style.font_variant_numeric),
        *(style.letter_spacing, style.word_spacing),
    )


def _aligned(align: str, width: float, used: float) -> float:
    if align == "center":
        return (width - used) / 2
    return width - used if align in ("right", "end") else 0.0


# --- fonts of a style --------------------------------------------------------------------


@lru_cache(maxsize=512)
def _chain(
    fonts: FontSet, families: tuple[str, ...], weight: float, *, italic: bool
) -> tuple[Face, ...]:
    return fonts.chain(families, weight, italic=italic)


def chain_of(fonts: FontSet, style: Style) -> tuple[Face, ...]:
    """The faces that a style's text asks in turn."""
    italic = style.font_style == "italic"
    return _chain(fonts, style.font_family, style.font_weight, italic=italic)


@lru_cache(maxsize=160)
def _runs(text: str, chain: tuple[Face, ...]) -> tuple[Run, ...]:
    return tuple(itemise(text, chain))


_NUMERIC = {"tabular-nums": "tnum", "lining-nums": "lnum", "oldstyle-nums": "onum"}


def _features(style: Style) -> tuple[tuple[str, int], ...]:
    features = dict(style.font_feature_settings)
    if style.font_variant_numeric in _NUMERIC:
        features.setdefault(_NUMERIC[style.font_variant_numeric], 1)
    if style.letter_spacing:  # CSS Text 4 §8.2: spaced letters do not join
        features.setdefault("liga", 0)
        features.setdefault("clig", 0)
    return tuple(features.items())


def leading(style: Style, fonts: FontSet) -> tuple[float, float]:
    """What a style's text takes above and below the baseline, half-leading included."""
    face = chain_of(fonts, style)[0]
    scale = style.font_size / face.upem
    ascent, descent = _rounded(face.ascent * scale), _rounded(face.descent * scale)
    line = style.line_height_px()
    if line is None:
        line = ascent + descent + _rounded(face.line_gap * scale)
    above = ascent + math.floor((line - ascent - descent) / 2)
    return above, line - above


def _rounded(value: float) -> float:
    return float(math.floor(value + 0.5))
