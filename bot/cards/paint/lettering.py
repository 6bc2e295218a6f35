"""Painting a line of text: inline boxes, shadows, lines along it, letters and their strokes.

Sources: CSS 2.2 Appendix E, CSS Text Decoration 4 §2.8 (the order), Skia's and Chromium's rounding.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from PIL import Image, ImageChops

from bot.cards.css.colors import Color
from bot.cards.css.effects import Shadow
from bot.cards.css.style import Style
from bot.cards.css.styled import Styled
from bot.cards.layout.boxes import Box
from bot.cards.layout.places import Placed
from bot.cards.paint import effort, glyphs
from bot.cards.paint.canvas import Canvas, Clip, Rect, faded, intersection, moved, size_of
from bot.cards.paint.decoration import Decorator
from bot.cards.paint.filters import blurred
from bot.cards.paint.flat import Shade
from bot.cards.paint.frames import check_size
from bot.cards.text.lines import BoxPart, Fragment, GlyphRun, Line
from bot.cards.text.typefaces import content_area

_OVERHANG = 0.5  # em that letters may reach over their advances
_WIDEST_GAP = 13.0  # pixels that a line keeps from a letter it crosses, at most; as in Chromium


class Lettering:
    """Paints the lines of one placed paragraph on a canvas."""

    def __init__(self, canvas: Canvas, place: Placed, decorator: Decorator) -> None:
        self.canvas = canvas
        self.place = place
        self.decorator = decorator

    def beneath(self, line: Line) -> None:
        """What stands beneath the letters of a line."""
        for part in line.boxes:
            self.box(line, part)
        for fragment in line.fragments:
            for shadow in reversed(fragment.owner.style.text_shadow):
                self.shadow(line, fragment, shadow)
            self.decorations(line, fragment, ("underline", "overline"))
            if fragment.owner.style.paint_order:
                self.stroke(line, fragment)

    def letters(self, line: Line) -> bool:
        """The letters of a line and what is above them; whether all their ink is on the card."""
        flat = self.flat_letters(line)
        if flat is not None:
            return flat
        whole = True
        for fragment in line.fragments:
            for run in fragment.runs:
                whole = self.run(run, line, run.owner.style.color) and whole
            if not fragment.owner.style.paint_order:
                self.stroke(line, fragment)
            self.decorations(line, fragment, ("line-through",))
        return whole

    def coverage(self, line: Line, fragments: list[Fragment], area: Rect) -> Image.Image:
        """How much of each pixel of an area of the card letters cover (mode L)."""
        mask = Image.new("L", size_of(area))
        for fragment in fragments:
            for run in fragment.runs:
                for image, corner in self.masks(run, line):
                    ink = image.getchannel("A") if image.mode == "RGBA" else image
                    mask.paste(255, moved((*corner, 0, 0), area)[:2], ink)
        return mask

    # --- letters -------------------------------------------------------------------------

    def run(self, run: GlyphRun, line: Line, color: Color, stroke: float = 0.0) -> bool:
        """The glyphs of a run; whether all their ink is on the card."""
        if color.alpha <= 0:
            return True
        stamp, rgb, see_through = self.canvas.stamp, color.rgb, color.alpha < 1
        whole = True
        for image, corner in self.masks(run, line, stroke):
            area = (*corner, corner[0] + image.width, corner[1] + image.height)
            if image.mode == "RGBA":
                if intersection(area, self.canvas.clip.area) is None:
                    whole = False
                    continue
                alpha = image.getchannel("A")
                painted = stamp(image.convert("RGB"), area, alpha)
            else:
                painted = stamp(rgb, area, faded(image, color.alpha) if see_through else image)
            whole = painted and whole
        return whole

    def flat_letters(self, line: Line) -> bool | None:
        """A line of nothing but letters on a card of few colours; whether all their ink is on it.

        None, with nothing painted, for any other.
        """
        canvas, runs = self.canvas, list(line.runs)
        if canvas.flat is None or canvas.clip.mask is not None or not all(map(_opaque, runs)):
            return None
        if any("line-through" in kinds for kinds in map(self.kinds, line.fragments)):
            return None
        shades: list[Shade] = []
        for run in runs:
            ramp = canvas.flat.ramp(run.owner.style.color.rgb)
            if ramp is None:
                return None
            pen = self.pen(run)
            known = pen.shades.get(ramp, {})
            for glyph, across, down, column, row in self.places(run, line):
                key = (glyph, across, down)
                shade = known[key] if key in known else pen.shade(key, ramp)
                if shade is not None:
                    image, pixels, left, top, right, bottom = shade
                    shades.append(
                        (image, pixels, column + left, row + top, column + right, row + bottom)
                    )
        return canvas.set_letters(shades)

    def kinds(self, fragment: Fragment) -> list[str]:
        """The kinds of lines along a fragment."""
        return [kind for _, kind in _decorating(self.place.box.owner, fragment)]

    def masks(
        self, run: GlyphRun, line: Line, stroke: float = 0.0
    ) -> Iterator[tuple[Image.Image, tuple[int, int]]]:
        """The glyphs of a run, each with its top left corner on the card."""
        mask_of = self.pen(run, stroke).mask
        for glyph, across, down, column, row in self.places(run, line):
            mask = mask_of(glyph, across, down)
            if mask is not None:
                yield mask.image, (column + mask.left, row + mask.top)

    def pen(self, run: GlyphRun, stroke: float = 0.0) -> glyphs.Pen:
        """What draws the glyphs of a run."""
        matrix = self.canvas.matrix
        turn = None if matrix.upright else matrix.linear
        return glyphs.pen_of(run.face, run.coordinates, run.size, turn, stroke)

    def places(self, run: GlyphRun, line: Line) -> Iterator[tuple[int, int, int, int, int]]:
        """The glyphs of a run, the quarters of a pixel that each is drawn at, and its pixel."""
        matrix = self.canvas.matrix
        left, baseline = self.place.x + line.x, self.baseline(line, run.sunk)
        floor, phases = math.floor, glyphs.PHASES
        if not matrix.upright:
            for glyph, x, y in run.glyphs:
                across, down = matrix.at(left + x, baseline + y)
                column, row = _quarters(across), _quarters(down)
                yield glyph, column % phases, row % phases, column // phases, row // phases
            return
        shift, known, row = matrix.e, None, 0
        for glyph, x, y in run.glyphs:
            if y != known:
                known, row = y, _quarters(floor(baseline + round(y) + matrix.f + 0.5))
            column = floor((left + x + shift + _EIGHTH) * phases)
            yield glyph, column % phases, row % phases, column // phases, row // phases

    def baseline(self, line: Line, sunk: float = 0.0) -> int:
        """The whole pixel that letters stand on, before any transform."""
        return math.floor(self.place.y + line.baseline + sunk + 0.5)

    def stroke(self, line: Line, fragment: Fragment) -> None:
        style = fragment.owner.style
        if style.webkit_text_stroke_width > 0:
            color = style.webkit_text_stroke_color or style.color
            for run in fragment.runs:
                self.run(run, line, color, style.webkit_text_stroke_width)

    # --- shadows -------------------------------------------------------------------------

    def shadow(self, line: Line, fragment: Fragment, shadow: Shadow) -> None:
        reach = math.ceil(3 * shadow.blur / 2) + 1
        over = math.ceil(fragment.owner.style.font_size * _OVERHANG) + reach
        left, baseline = self.place.x + line.x + fragment.x, self.baseline(line)
        top = baseline - math.ceil(line.baseline - line.top) - over
        area = (
            math.floor(left) - over,
            top,
            math.ceil(left + fragment.width) + over,
            top + math.ceil(line.height) + 2 * over,
        )
        x, y = round(shadow.x), round(shadow.y)
        matrix, card = self.canvas.matrix, self.canvas.area
        if matrix.upright:  # only what falls on the card is worked out
            shift = (math.floor(matrix.e) + x, math.floor(matrix.f) + y, 0, 0)
            left, top, right, bottom = moved(card, shift)
            seen = (left - reach - 1, top - reach - 1, right + reach + 1, bottom + reach + 1)
            area = intersection(area, seen) or (0, 0, 0, 0)
        if not all(size_of(area)):
            return
        check_size(fragment.owner, size_of(area))
        self.decorator.effort.add(fragment.owner, size_of(area), effort.SHADOW)
        mask = self.upright(line, fragment, area)
        for element, kind in _decorating(self.place.box.owner, fragment):
            found = self.decoration(line, fragment, element, kind)
            if found is not None:
                mask.paste(255, moved(found[0], area)[:2], found[1])
        mask = blurred(mask, shadow.blur / 2)
        color = shadow.color or fragment.owner.style.color
        self.canvas.fill(color, moved(area, (-x, -y, 0, 0)), mask)

    def upright(self, line: Line, fragment: Fragment, area: Rect) -> Image.Image:
        """The coverage of a fragment's letters before any transform of the canvas."""
        plain = Lettering(Canvas((0, 0, 1, 1), opaque=True), self.place, self.decorator)
        return plain.coverage(line, [fragment], area)

    # --- lines along the text ------------------------------------------------------------

    def decorations(self, line: Line, fragment: Fragment, kinds: tuple[str, ...]) -> None:
        """Paint those lines of the kinds that stand along a fragment."""
        for element, kind in _decorating(self.place.box.owner, fragment):
            if kind in kinds:
                found = self.decoration(line, fragment, element, kind)
                if found is not None:
                    self.canvas.fill(_line_color(element.style), *found)

    def decoration(
        self, line: Line, fragment: Fragment, element: Styled, kind: str
    ) -> tuple[Rect, Image.Image] | None:
        """Where a line along a fragment stands before any transform, and its coverage."""
        style = element.style
        thick = _thickness(style)
        left = self.place.x + line.x + fragment.x
        right = left + fragment.width
        sunk = fragment.runs[0].sunk if fragment.runs else 0.0
        top = math.floor(self.baseline(line, sunk) + self.offset(element, kind, thick) + 0.5)
        area = (math.floor(left), top, math.ceil(right), top + math.floor(thick))
        if area[0] >= area[2]:
            return None
        mask = Image.new("L", size_of(area), 255)
        _fade_edges(mask, left - area[0], area[2] - right)
        if kind != "line-through" and style.text_decoration_skip_ink == "auto":
            self.skip_ink(mask, line, fragment, area, thick)
        return area, mask

    def offset(self, element: Styled, kind: str, thick: float) -> float:
        """How far below the baseline a line begins, as Chromium has it."""
        style = element.style
        paragraph = self.place.box.paragraph
        assert paragraph is not None
        ascent, _ = content_area(style, paragraph.fonts)
        if kind == "overline":
            return -ascent - math.floor(thick)
        if kind == "line-through":
            return -ascent / 3 - thick / 2
        if style.text_underline_offset is None:
            return max(1, math.ceil(thick / 2))
        return float(math.floor(style.text_underline_offset.of(style.font_size) + 0.5))

    def skip_ink(
        self, mask: Image.Image, line: Line, fragment: Fragment, area: Rect, thick: float
    ) -> None:
        """Leave a line out where letters cross it."""
        plain = Lettering(Canvas((0, 0, 1, 1), opaque=True), self.place, self.decorator)
        apart = math.ceil(min(thick, _WIDEST_GAP))
        for run in fragment.runs:
            for image, corner in plain.masks(run, line):
                top, bottom = area[1] - corner[1], area[3] - corner[1]
                if image.mode == "RGBA" or top >= image.height or bottom <= 0:
                    continue
                crossing = image.crop((0, max(0, top), image.width, min(image.height, bottom)))
                ink = crossing.getbbox()
                if ink is not None:
                    start = corner[0] + ink[0] - apart - area[0]
                    end = corner[0] + ink[2] + apart - area[0]
                    mask.paste(0, (max(0, start), 0, max(0, end), mask.height))

    # --- inline boxes --------------------------------------------------------------------

    def box(self, line: Line, part: BoxPart) -> None:
        """A line's part of an inline box: cut out of the whole, or whole by itself."""
        x = self.place.x + line.x + part.x
        y = self.place.y + line.baseline + part.top
        owner, outer = part.box.owner, self.canvas.clip
        if part.box.clone or part.whole == part.width:
            self.ground(owner, x, y, part.width, part.height)
            return
        self.canvas.clip = self.cut(line, part, x)
        self.ground(owner, x - part.before, y, part.whole, part.height)
        self.canvas.clip = outer

    def cut(self, line: Line, part: BoxPart, x: float) -> Clip:
        """The clip to a part of a box, which has its shadows at its two ends only."""
        shadows = part.box.owner.style.box_shadow
        far = math.ceil(max(map(_reach, shadows), default=0.0))
        first, last = part.before == 0, part.before + part.width >= part.whole - 0.01
        y = self.place.y + line.baseline + part.top
        area = (
            math.floor(x + 0.5) - (far if first else 0),
            math.floor(y) - far,
            math.floor(x + part.width + 0.5) + (far if last else 0),
            math.ceil(y + part.height) + far,
        )
        if not self.canvas.matrix.upright:
            check_size(part.box.owner, size_of(area))
        return self.canvas.clipped(area, None)

    def ground(self, owner: Styled, x: float, y: float, width: float, height: float) -> None:
        content = (x, y, x + width, y + height)
        place = Placed(Box(owner, owner.style, 0), x, y, width, height, content, ())
        self.decorator.ground(self.canvas, place)


def _reach(shadow: Shadow) -> float:
    """How far from its box a shadow is seen, in pixels."""
    return max(abs(shadow.x), abs(shadow.y)) + shadow.spread + 3 * shadow.blur / 2 + 1


_EIGHTH = 0.125


def _quarters(place: float) -> int:
    """In quarters of a pixel, by Skia's rounding: an eighth of a pixel on, then down."""
    return math.floor((place + _EIGHTH) * glyphs.PHASES)


def _opaque(run: GlyphRun) -> bool:
    """Whether a run is of letters only, which hide what is beneath."""
    style = run.owner.style
    stroked = style.webkit_text_stroke_width > 0
    return style.color.alpha >= 1 and not (stroked or run.face.bitmap)


def _decorating(owner: Styled, fragment: Fragment) -> Iterator[tuple[Styled, str]]:
    """The elements about a fragment that draw lines along it, and each line."""
    for element in (owner, *fragment.span.within):
        for kind in element.style.text_decoration_line:
            yield element, kind


def _line_color(style: Style) -> Color:
    """The colour of lines along a text; browsers take that of its stroke where it has one."""
    if style.text_decoration_color is not None:
        return style.text_decoration_color
    stroke = style.webkit_text_stroke_color or style.color
    return stroke if style.webkit_text_stroke_width > 0 and stroke.alpha > 0 else style.color


def _thickness(style: Style) -> float:
    """How thick a text's lines are, drawn on whole pixels; what a stylesheet says is rounded."""
    wanted = style.text_decoration_thickness
    if wanted is None:
        return max(1.0, style.font_size / 10)
    return max(1.0, float(math.floor(wanted.of(style.font_size) + 0.5)))


def _fade_edges(mask: Image.Image, left: float, right: float) -> None:
    """Weaken the first and the last column by the share of a pixel that they are not covered."""
    for column, lacking in ((0, left), (mask.width - 1, right)):
        if lacking > 0:
            strip = (column, 0, column + 1, mask.height)
            weaker = ImageChops.multiply(
                mask.crop(strip), Image.new("L", (1, mask.height), round(255 * (1 - lacking)))
            )
            mask.paste(weaker, strip)
