"""Lines as they are set: glyphs, texts and inline boxes at their places."""

from __future__ import annotations

from collections.abc import Iterator

from bot.cards.css.styled import Styled
from bot.cards.record import record
from bot.cards.text.fonts import Coordinates, Face
from bot.cards.text.inline import InlineBox
from bot.cards.text.spans import Span

PlacedGlyph = tuple[int, float, float]  # glyph id, x and y in pixels from the line's baseline


@record
class GlyphRun:
    """Glyphs that are painted together."""

    owner: Styled
    face: Face
    coordinates: Coordinates
    size: float
    glyphs: tuple[PlacedGlyph, ...]
    sunk: float = 0.0  # see ``inline.sunk``


@record
class Fragment:
    """What stands together on a line of one element's text, ``x`` and ``width`` from the line."""

    span: Span
    x: float
    width: float
    runs: tuple[GlyphRun, ...]

    @property
    def owner(self) -> Styled:
        return self.span.owner


@record
class BoxPart:
    """A line's part of an inline box: its border box, from the line's first glyph and baseline.

    ``before`` is the width of the parts on earlier lines, ``whole`` that of all together.
    """

    box: InlineBox
    x: float
    top: float
    width: float
    height: float
    before: float = 0.0
    whole: float = 0.0


@record
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
    fragments: tuple[Fragment, ...]
    boxes: tuple[BoxPart, ...] = ()

    @property
    def runs(self) -> Iterator[GlyphRun]:
        """The glyphs of all its fragments."""
        for fragment in self.fragments:
            yield from fragment.runs
