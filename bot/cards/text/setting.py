"""Setting: words chosen for each line in; glyphs, texts and inline boxes at their places out.

Sources: CSS Text 4 §7 (alignment), Unicode UAX #9 (order), CSS Overflow 4 §5 (the ellipsis).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.cards.text import inline
from bot.cards.text.edgeroom import BoxEdges, EdgeRoom, edge_room
from bot.cards.text.inline import InlineBox
from bot.cards.text.lines import BoxPart, Fragment, GlyphRun, Line, PlacedGlyph
from bot.cards.text.pieces import Piece
from bot.cards.text.spans import Span
from bot.cards.text.typefaces import content_area
from bot.cards.words import bidi
from bot.cards.words.linebreak import SOFT_HYPHEN
from bot.cards.words.linechoice import Lines

if TYPE_CHECKING:
    from bot.cards.text.paragraph import Paragraph

ELLIPSIS = "\u2026"
HYPHENS = "\u2010-"  # the first that a font has
_STRETCHING = " \u00a0"  # what justified lines are widened at
_NO_ROOM = EdgeRoom()
_BLANK = " \n\u00a0\u202f\u00ad"


def placed(paragraph: Paragraph, shown: Lines, width: float) -> tuple[Line, ...]:
    """The lines of a paragraph in a box ``width`` pixels wide."""
    found, top = [], 0.0
    for line in shown:
        setter = _Setter(paragraph, line, width, clamped=line == shown[-1])
        made = setter.line(top)
        found.append(made)
        top += made.height
    return tuple(_parts_joined(found)) if paragraph.boxes else tuple(found)


@dataclass(slots=True)
class _Cluster:
    """Where the glyphs of one or more characters stand; ``at`` is the first of them."""

    at: int
    left: float
    right: float


@dataclass(slots=True)
class _Open:
    """A fragment that is being made."""

    span: Span
    left: float
    right: float
    runs: list[tuple[Piece, list[PlacedGlyph]]] = field(default_factory=list)


class _Setter:
    """Sets one line."""

    def __init__(
        self, paragraph: Paragraph, line: tuple[int, int], width: float, *, clamped: bool
    ) -> None:
        self.paragraph = paragraph
        self.shaped = paragraph.shaped
        self.words = line
        self.width = width
        self.start, self.end = paragraph.starts[line[0]], paragraph.starts[line[1]]
        text = paragraph.text[self.start : self.end]
        self.ink = self.start + len(text.rstrip(" \n"))
        self.last = paragraph.words[line[1] - 1].after
        self.indent = paragraph.indent if line[0] == 0 else 0.0
        self.sign = HYPHENS if self.last is not None and self.last.hyphen else ""
        self.used = paragraph.line_width(line)
        if clamped and self.last is not None and paragraph.owner.style.line_clamp is not None:
            self.clamp()
        self.gap = self.stretch()
        self.fragments: list[_Open] = []
        self.clusters: list[_Cluster] = []
        self.room = _NO_ROOM

    def clamp(self) -> None:
        """End the line in an ellipsis, at the last character that leaves room for it."""
        self.sign = ELLIPSIS
        pens, room = self.paragraph.pens, self.width - self.indent - self.sign_width()
        origin = pens[self.start] - self.paragraph.words[self.words[0]].opening
        while self.ink > self.start and pens[self.ink] - origin > room:
            self.ink -= 1
        self.end, self.last = self.ink, None
        self.used = self.indent + pens[self.ink] - origin + self.sign_width()

    def sign_piece(self) -> Piece:
        """The hyphen, which is of its word's element, or the ellipsis, which is of the block."""
        if self.sign == ELLIPSIS:
            return self.shaped.sign(Span(ELLIPSIS, self.paragraph.owner), self.sign)
        return self.shaped.sign(self.shaped.span_at(max(self.start, self.ink - 1)), self.sign)

    def sign_width(self) -> float:
        return self.sign_piece().width if self.sign else 0.0

    def stretch(self) -> float:
        """By how much each space of a justified line is widened, in pixels."""
        justified = self.paragraph.owner.style.text_align == "justify"
        if not justified or self.last is None or self.last.forced:
            return 0.0
        spaces = self.stretching(self.start, self.ink)
        return max(0.0, self.width - self.used) / spaces if spaces else 0.0

    def stretching(self, start: int, end: int) -> int:
        """How many spaces between two places are widened."""
        return sum(self.paragraph.text.count(space, start, end) for space in _STRETCHING)

    # --- the line ------------------------------------------------------------------------

    def line(self, top: float) -> Line:
        ascent, descent = self.paragraph.extent(self.words)
        used = self.width if self.gap else self.used
        self.place()
        text = self.paragraph.text[self.start : self.end].replace(SOFT_HYPHEN, "")
        text += ELLIPSIS if self.sign == ELLIPSIS else ""
        ends = self.end == len(self.paragraph.text) or self.sign == ELLIPSIS
        rtl = self.paragraph.rtl
        x = _aligned(self.paragraph.owner.style.text_align, self.width, used, rtl=rtl)
        return Line(
            x + (0.0 if rtl else self.indent),
            top,
            ascent + descent,
            top + ascent,
            used - self.indent,
            text + ("\n" if ends else ""),
            tuple(_closed(fragment) for fragment in self.fragments),
            tuple(self.parts()),
        )

    def place(self) -> None:
        """Put everything on the line, from left to right."""
        rtl, boxes = self.paragraph.rtl, self.paragraph.boxes
        segments = [piece for piece in self.shaped.pieces if self.holds(piece)]
        if not self.shaped.straight:
            places = bidi.order([piece.level for piece in segments])
            segments = [segments[place] for place in places]
        order = [at for piece in segments for at in self.seen(piece)] if boxes else []
        if order:
            self.room = edge_room(boxes, order, (self.start, self.ink), rtl=rtl)
        x = self.sign_width() if rtl else 0.0
        for piece in segments:
            x = self.segment(piece, x)
        if not self.sign:
            return
        inner = bool(order) and self.sign != ELLIPSIS  # a hyphen stands within the boxes
        if rtl:
            self.put_sign(self.room.left.get(order[0], 0.0) if inner else 0.0)
        else:
            self.put_sign(x - self.room.right.get(order[-1], 0.0) if inner else x)

    def seen(self, piece: Piece) -> range:
        """The characters of a piece that stand on the line, from left to right."""
        first, last = max(piece.start, self.start), min(piece.end, self.ink)
        return range(last - 1, first - 1, -1) if piece.level % 2 else range(first, last)

    def holds(self, piece: Piece) -> bool:
        return piece.start < self.ink and piece.end > self.start

    def segment(self, piece: Piece, x: float) -> float:
        """Put what of a piece stands on the line there; where it ends."""
        first, last = max(piece.start, self.start), min(piece.end, self.ink)
        pens, gap = self.paragraph.pens, self.gap
        if not (gap or piece.level or self.paragraph.boxes):
            self.straight(piece, x, first, last)
            return x + pens[last] - pens[first]
        slots, end = self.slots(piece, x)
        seen, pen = -1, 0.0
        glyphs: list[PlacedGlyph] = []
        shaped, start, scale = piece.shaped, piece.start, piece.scale
        for glyph, cluster, advance, (across, up) in zip(
            shaped.glyphs, shaped.clusters, shaped.advances, shaped.offsets, strict=True
        ):
            at = start + cluster
            if at not in slots:
                continue
            if cluster != seen:
                seen = cluster
                pen, right = slots[at]
                glyphs = self.glyphs_at(piece, at, pen, right)
            if self.paragraph.text[at] not in _BLANK:
                glyphs.append((glyph, pen + across * scale, -up * scale))
            pen += advance * scale
        return end

    def slots(self, piece: Piece, x: float) -> tuple[dict[int, tuple[float, float]], float]:
        """From where to where each character of a piece reaches, and where the last one ends."""
        found = {}
        advances, text, gap, room = self.shaped.advances, self.paragraph.text, self.gap, self.room
        for at in self.seen(piece):
            left = x + room.left.get(at, 0.0)
            right = left + advances[at] + (gap if text[at] in _STRETCHING else 0.0)
            found[at] = (left, right)
            x = right + room.right.get(at, 0.0)
        return found, x

    def straight(self, piece: Piece, x: float, first: int, last: int) -> None:
        """Put what stands between two places of a piece, where nothing moves its glyphs."""
        pens, text, shaped, scale = (
            self.paragraph.pens,
            self.paragraph.text,
            piece.shaped,
            piece.scale,
        )
        base, begin = pens[first], bisect_left(shaped.clusters, first - piece.start)
        while first < last:
            span, ends = self.shaped.stretch(first)
            end = bisect_left(shaped.clusters, min(ends, last) - piece.start, begin)
            part = slice(begin, end)
            glyphs: list[PlacedGlyph] = []
            if shaped.plain:
                own = slice(piece.start + begin, piece.start + end)
                drawn = zip(shaped.glyphs[part], pens[own], text[own], strict=True)
                glyphs = [
                    (each, pen - base + x, 0.0) for each, pen, at in drawn if at not in _BLANK
                ]
            else:
                seen, pen, inked = -1, 0.0, False
                for glyph, cluster, advance, (across, up) in zip(
                    *(shaped.glyphs[part], shaped.clusters[part]),
                    *(shaped.advances[part], shaped.offsets[part]),
                    strict=True,
                ):
                    if cluster != seen:
                        seen, at = cluster, piece.start + cluster
                        pen, inked = pens[at] - base + x, text[at] not in _BLANK
                    if inked:
                        glyphs.append((glyph, pen + across * scale, -up * scale))
                    pen += advance * scale
            if begin < end:
                left = pens[piece.start + shaped.clusters[begin]] - base + x
                right = pens[piece.start + shaped.clusters[end - 1] + 1] - base + x
                self.open_run(piece, span, left, right).extend(glyphs)
            first, begin = ends, end

    def glyphs_at(self, piece: Piece, at: int, left: float, right: float) -> list[PlacedGlyph]:
        """The glyphs that those of a cluster go with."""
        if self.paragraph.boxes:
            self.clusters.append(_Cluster(at, left, right))
        return self.open_run(piece, self.shaped.span_at(at), left, right)

    def open_run(self, piece: Piece, span: Span, left: float, right: float) -> list[PlacedGlyph]:
        """The glyphs of a piece and span that are being put, which reach from left to right."""
        if not self.fragments or self.fragments[-1].span is not span:
            self.fragments.append(_Open(span, left, right))
        fragment = self.fragments[-1]
        fragment.left, fragment.right = min(left, fragment.left), max(right, fragment.right)
        if not fragment.runs or fragment.runs[-1][0] is not piece:
            fragment.runs.append((piece, []))
        return fragment.runs[-1][1]

    def put_sign(self, x: float) -> None:
        """Put the hyphen or ellipsis there."""
        piece = self.sign_piece()
        glyphs: list[PlacedGlyph] = [(piece.shaped.glyphs[0], x, 0.0)]
        self.fragments.append(_Open(piece.span, x, x + piece.width, [(piece, glyphs)]))
        if self.sign != ELLIPSIS:
            self.clusters.append(_Cluster(self.ink - 1, x, x + piece.width))

    # --- inline boxes --------------------------------------------------------------------

    def parts(self) -> Iterator[BoxPart]:
        """What of each inline box stands on the line, the outer before the inner."""
        for box in self.paragraph.boxes:
            held = [each for each in self.clusters if box.start <= each.at < box.end]
            if held:
                edges = self.room.boxes[box]
                left = min(each.left for each in held) - edges.before
                right = max(each.right for each in held) + edges.behind
                yield _part(self.paragraph, box, left, right, edges)


def _part(
    paragraph: Paragraph, box: InlineBox, left: float, right: float, edges: BoxEdges
) -> BoxPart:
    """A part of a box between two places, less its margins."""
    style = box.owner.style
    ascent, descent = content_area(style, paragraph.fonts)
    above = style.padding_top.px + style.border_width("top")
    below = style.padding_bottom.px + style.border_width("bottom")
    left += style.margin_left.px if edges.left and style.margin_left is not None else 0.0
    right -= style.margin_right.px if edges.right and style.margin_right is not None else 0.0
    return BoxPart(box, left, -ascent - above, right - left, ascent + descent + above + below)


def _parts_joined(lines: list[Line]) -> Iterator[Line]:
    """The lines, each part of a box with the widths of the box's others."""
    whole: dict[InlineBox, float] = {}
    for line in lines:
        for part in line.boxes:
            whole[part.box] = whole.get(part.box, 0.0) + part.width
    before: dict[InlineBox, float] = {}
    for line in lines:
        parts = []
        for part in line.boxes:
            told = before.get(part.box, 0.0)
            parts.append(
                BoxPart(
                    *(part.box, part.x, part.top, part.width, part.height),
                    before=told,
                    whole=whole[part.box],
                )
            )
            before[part.box] = told + part.width
        yield Line(
            *(line.x, line.top, line.height, line.baseline, line.width, line.text),
            line.fragments,
            tuple(parts),
        )


def _closed(fragment: _Open) -> Fragment:
    sunk = inline.sunk(fragment.span)
    runs = tuple(
        GlyphRun(
            fragment.span.owner,
            piece.face,
            piece.coordinates,
            piece.span.style.font_size,
            tuple(glyphs),
            sunk,
        )
        for piece, glyphs in fragment.runs
        if glyphs
    )
    return Fragment(fragment.span, fragment.left, fragment.right - fragment.left, runs)


def _aligned(align: str, width: float, used: float, *, rtl: bool) -> float:
    """Where a line begins in its box, at the left. What overflows does so at the line's end."""
    room = width - used
    if room < 0:
        return room if rtl else 0.0
    if align == "center":
        return room / 2
    ends = align == "right" or align == ("start" if rtl else "end") or (align == "justify" and rtl)
    return room if ends else 0.0
