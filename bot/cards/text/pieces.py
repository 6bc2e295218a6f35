"""Shaped text: the runs of a paragraph, each of one font, face and direction, and their widths."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby

from bot.cards.record import record
from bot.cards.text import inline
from bot.cards.text.fonts import Coordinates, Face, FontSet
from bot.cards.text.shaping import Shaped, shape
from bot.cards.text.spans import Span
from bot.cards.text.typefaces import chain_of, features_of, font_of, runs_of
from bot.cards.words import bidi, cursive


@record
class Piece:
    """A run of one font, one face and one direction; spans of one font are shaped together."""

    span: Span  # the first of them
    start: int
    end: int
    level: int  # odd ones run from right to left
    face: Face
    coordinates: Coordinates
    shaped: Shaped
    scale: float  # pixels for a font unit

    @property
    def width(self) -> float:
        """The advance of all its glyphs, in pixels."""
        return sum(self.shaped.advances) * self.scale

    def of(self, span: Span) -> Piece:
        """The same run in another span."""
        return Piece(
            *(span, self.start, self.end, self.level),
            *(self.face, self.coordinates, self.shaped, self.scale),
        )


class ShapedText:
    """The text of a paragraph, shaped. ``missing`` are the characters that no font has."""

    def __init__(
        self, spans: Sequence[Span], fonts: FontSet, language: str, *, direction: str
    ) -> None:
        self.spans = spans
        self.fonts = fonts
        self.language = language
        self.text = "".join(span.text for span in spans)
        self.base = bidi.RTL if direction == "rtl" else bidi.LTR
        self.missing: list[tuple[str, Span]] = []
        self.ends = list(accumulate(len(span.text) for span in spans))
        levels = self._levels()
        self.straight = not levels  # whether all runs from left to right
        self.pieces = list(self._shaped(levels))
        self.advances = self._advances()

    def of(self, spans: Sequence[Span]) -> ShapedText:
        """The same text in spans of other elements, which have the same styles."""
        own = dict(zip(self.spans, spans, strict=True))
        found = ShapedText.__new__(ShapedText)
        vars(found).update(vars(self))
        found.spans = spans
        found.pieces = [piece.of(own[piece.span]) for piece in self.pieces]
        found.missing = [(text, own[span]) for text, span in self.missing]
        return found

    def span_at(self, index: int) -> Span:
        """The span that the character at ``index`` stands in."""
        return self.stretch(index)[0]

    def stretch(self, index: int) -> tuple[Span, int]:
        """The span that the character at ``index`` stands in, and where that ends."""
        number = min(bisect_right(self.ends, index), len(self.spans) - 1)
        return self.spans[number], self.ends[number]

    def sign(self, span: Span, characters: str) -> Piece:
        """A sign in the font of a span: the first that its face has."""
        chain = chain_of(self.fonts, span.style)
        there = ((sign, face) for face in chain for sign in characters if face.covers(sign))
        sign, face = next(there, (characters[-1], chain[0]))
        size = span.style.font_size
        coordinates = face.at(span.style.font_weight, size)
        shaped = shape(sign, face, coordinates, (), self.language)
        return Piece(span, 0, 1, 0, face, coordinates, shaped, size / face.upem)

    def _levels(self) -> list[int]:
        """The levels of all characters, none where everything runs from left to right."""
        inline = (element for span in self.spans for element in span.within)
        isolated = any(element.style.unicode_bidi == "isolate" for element in inline)
        if self.base == bidi.LTR and not isolated and not bidi.runs_right_to_left(self.text):
            return []
        return _isolating(self.spans, self.base)

    def _shaped(self, levels: list[int]) -> Iterator[Piece]:
        start = 0
        for _, alike in groupby(self.spans, key=_shaped_with):
            spans = list(alike)
            style = spans[0].style
            text = "".join(span.text for span in spans)
            chain = chain_of(self.fonts, style)
            for first, last, level in _stretches(levels[start : start + len(text)], len(text)):
                for run in runs_of(text[first:last], chain):
                    at = start + first + run.start
                    if run.face is None:
                        self.missing.append((run.text, self.span_at(at)))
                        continue
                    coordinates = run.face.at(style.font_weight, style.font_size)
                    shaped = shape(
                        run.text,
                        run.face,
                        coordinates,
                        features_of(style),
                        self.language,
                        backwards=level % 2 == 1,
                    )
                    yield Piece(
                        spans[0],
                        at,
                        at + len(run.text),
                        level,
                        run.face,
                        coordinates,
                        shaped,
                        style.font_size / run.face.upem,
                    )
            start += len(text)

    def _advances(self) -> list[float]:
        """The width of each character, in pixels; a cluster's stands at its first."""
        advances = [0.0] * len(self.text)
        for piece in self.pieces:
            style, scale = piece.span.style, piece.scale
            letter = style.letter_spacing
            spacing = (0.0, letter, letter + style.word_spacing)
            shaped = piece.shaped
            advances[piece.start : piece.end] = [
                width * scale + spacing[spaced]
                for width, spaced in zip(shaped.widths, shaped.spaced, strict=True)
            ]
            if letter:
                for index in cursive.within(self.text, piece.start, piece.end):
                    if shaped.spaced[index - piece.start]:
                        advances[index] -= letter
        return advances


def _shaped_with(span: Span) -> tuple[object, ...]:
    """What must be alike for two spans to be shaped together: no box's edge parts them."""
    parting = tuple(element for element in span.within if inline.parts(element.style))
    return (*font_of(span.style), parting)


def _stretches(levels: list[int], length: int) -> Iterator[tuple[int, int, int]]:
    """The stretches of one level: first, one after the last, and the level."""
    if not levels:
        yield 0, length, 0
        return
    start = 0
    for end in range(1, length + 1):
        if end == length or levels[end] != levels[start]:
            yield start, end, levels[start]
            start = end


_CONTROLS = {"ltr": "\u2066", "rtl": "\u2067"}
_POP = "\u2069"


def _isolating(spans: Sequence[Span], base: int) -> list[int]:
    """The levels of the spans' characters, elements with a direction of their own isolated."""
    text: list[str] = []
    kept: list[int] = []  # the place of each character of the spans
    opened: list[object] = []
    for span in spans:
        wanted = [element for element in span.within if element.style.unicode_bidi == "isolate"]
        shared = 0
        while shared < min(len(opened), len(wanted)) and opened[shared] is wanted[shared]:
            shared += 1
        text += [_POP] * (len(opened) - shared)
        text += [_CONTROLS[element.style.direction] for element in wanted[shared:]]
        opened = list(wanted)
        for character in span.text:
            kept.append(len(text))
            text.append("\u2029" if character == "\n" else character)
    levels: list[int] = []
    for paragraph in "".join(text).splitlines(keepends=True):  # the text of each has its own
        levels += bidi.levels(paragraph, base)
    return [levels[place] for place in kept]
