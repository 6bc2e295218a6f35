"""Painting: places in, pixels and the words that were painted out.

Each stacking context is painted from back to front on one canvas; one that fades, blends or has a
filter gets a layer of its own first. Sources: CSS 2.2 Appendix E, CSS Compositing 1, Transforms 1.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from bot.cards import decoration, filters, glyphs
from bot.cards.canvas import RGB, Canvas, Clip, Rect, composed, faded, intersection
from bot.cards.cascade import Styled
from bot.cards.colors import Color
from bot.cards.decoration import Decorator, Frame, frame_of
from bot.cards.layout import Placed
from bot.cards.library import Library
from bot.cards.stacking import Part, Step, layered, steps
from bot.cards.text import GlyphRun, Line


@dataclass(frozen=True, slots=True)
class PaintedLine:
    """A line of text as it stands on the card, with the space or newline that ends it.

    ``ground`` is what lay beneath it, None where no part of it is on the card. ``whole`` is
    whether none of its ink was cut off. ``sizes`` are the font sizes on the card, in pixels, of
    the elements whose text it holds.
    """

    owner: Styled
    text: str
    area: Rect
    color: Color
    ground: Image.Image | None
    whole: bool
    sizes: tuple[tuple[Styled, float], ...]


@dataclass(frozen=True, slots=True)
class Painted:
    """The finished picture (mode RGB) and every line of text on it, in painting order."""

    image: Image.Image
    lines: tuple[PaintedLine, ...]


def paint(root: Placed, library: Library, width: int, height: int) -> Painted:
    """Paint a laid-out document on a card of that size."""
    painter = _Painter(root, library, (0, 0, width, height))
    painter.card()
    return Painted(painter.canvas.image, tuple(painter.lines))


class _Painter:
    def __init__(self, root: Placed, library: Library, card: Rect) -> None:
        self.root = root
        self.card_area = card
        self.canvases = [Canvas(card, opaque=True)]
        self.decorator = Decorator(library)
        self.lines: list[PaintedLine] = []
        self.shown = 1.0  # the product of the opacities of all layers
        self.page: Placed | None = None  # the element whose background is the card's
        self.plain: Image.Image | None = None  # a pixel of the card's ground, where that is plain

    @property
    def canvas(self) -> Canvas:
        """The canvas that is painted on now."""
        return self.canvases[-1]

    def card(self) -> None:
        """The whole card, with the background of ``html``, or of ``body`` where it has none."""
        for place in (self.root, *self.root.children):
            named = place.box.paragraph is None and place.box.owner.element.tag in ("html", "body")
            if named and decoration.has_background(place.box.style):
                self.page = place
                self.decorator.background(self.canvas, place, Frame.plain(self.card_area))
                break
        if self.page is None or not self.page.box.style.background_image:
            self.plain = self.canvas.crop((0, 0, 1, 1))
            self.canvas.touched.clear()
        self.context(self.root)

    # --- stacking contexts -----------------------------------------------------------------

    def context(self, place: Placed) -> None:
        """A stacking context, with its transform, opacity, filter and blending."""
        style = place.box.style
        if style.opacity <= 0:
            return
        outer = self.canvas.matrix
        if style.transform:
            self.canvas.matrix = outer @ place.matrix
        if style.opacity < 1 or layered(place):
            self.layer(place)
        else:
            self.inside(place)
        self.canvas.matrix = outer

    def layer(self, place: Placed) -> None:
        """A stacking context on a layer of its own, which is then put on what lies beneath."""
        style, below = place.box.style, self.canvas
        if layered(place) and any(inner.box.paragraph is not None for inner in place.walk()):
            raise place.box.owner.error(
                "filter and mix-blend-mode are for elements without text, whose contrast could "
                "not be told; put the text in an element beside it"
            )
        layer = Canvas(filters.grown(below.clip.area, style.filter), opaque=False)
        layer.matrix = below.matrix
        self.canvases.append(layer)
        outer, self.shown = self.shown, self.shown * style.opacity
        self.inside(place)
        self.shown = outer
        self.canvases.pop()
        layer.image = filters.applied(layer.image, style.filter)
        below.over(layer, style.opacity, style.mix_blend_mode)

    def inside(self, place: Placed) -> None:
        """All that a stacking context holds, from back to front."""
        self.step(Step(Part.GROUND, place))
        clip = self.canvas.clip
        clips: dict[tuple[Placed, ...], Clip] = {(): clip}
        for step in steps(place):
            if step.clips not in clips:
                self.clip_to(step.clips, clips)
            self.canvas.clip = clips[step.clips]
            self.step(step)
        self.canvas.clip = clip

    def clip_to(self, places: tuple[Placed, ...], known: dict[tuple[Placed, ...], Clip]) -> None:
        """Work out the clip that boxes with ``overflow: hidden``, one in another, make together."""
        if places[:-1] not in known:
            self.clip_to(places[:-1], known)
        self.canvas.clip = known[places[:-1]]
        frame = frame_of(places[-1])
        known[places] = self.canvas.clipped(frame.inner, frame.inner_mask(self.canvas.fine))

    def step(self, step: Step) -> None:
        """One step of a stacking context."""
        place = step.place
        if step.part is Part.CONTEXT:
            self.context(place)
        elif step.part is Part.GROUND:
            self.decorator.ground(self.canvas, place, background=place is not self.page)
        elif place.box.picture is not None:
            decoration.picture(self.canvas, place, place.box.picture)
        else:
            self.text(place)

    # --- text ------------------------------------------------------------------------------

    def text(self, place: Placed) -> None:
        assert place.box.paragraph is not None
        lines = place.box.paragraph.lines(place.width)
        grounds = [self.ground_of(self.line_area(place, line)) for line in lines]
        for line, ground in zip(lines, grounds, strict=True):
            whole = True
            for run in line.runs:
                whole = self.run(run, place, line) and whole
            self.lines.append(self.note(place, line, ground, whole=whole))
            self.canvas.touched.append(self.line_area(place, line))

    def note(
        self, place: Placed, line: Line, ground: Image.Image | None, *, whole: bool
    ) -> PaintedLine:
        """The line as it stands on the card, with what lay beneath before its paragraph."""
        area = self.line_area(place, line)
        owner = line.runs[0].owner if line.runs else place.box.owner
        color = owner.style.color
        color = color._replace(alpha=color.alpha * self.shown)
        seen = intersection(area, self.card_area) or area
        scale = self.canvas.matrix.reduction
        sizes = {run.owner: round(run.size * scale, 2) for run in line.runs}
        return PaintedLine(
            place.box.owner, line.text, seen, color, ground, whole, tuple(sizes.items())
        )

    def line_area(self, place: Placed, line: Line) -> Rect:
        """Where a line stands on the card, its line box and all."""
        left, top, right, bottom = self.canvas.matrix.bounds(
            place.x + line.x,
            place.y + line.top,
            place.x + line.x + line.width,
            place.y + line.top + line.height,
        )
        return math.floor(left), math.floor(top), math.ceil(right), math.ceil(bottom)

    def ground_of(self, area: Rect) -> Image.Image | None:
        """What has been painted on an area of the card so far, all layers together."""
        visible = intersection(area, self.card_area)
        if visible is None:
            return None
        if len(self.canvases) == 1 and self.plain is not None:
            touched = self.canvas.touched
            if not any(intersection(visible, painted) for painted in touched):
                return self.plain
        ground = self.canvases[0].crop(visible)
        for layer in self.canvases[1:]:
            ground = composed(ground, layer.crop(visible))
        return ground

    def run(self, run: GlyphRun, place: Placed, line: Line) -> bool:
        """The glyphs of a run; whether all their ink is on the card."""
        color = run.owner.style.color
        if color.alpha <= 0:
            return True
        left, baseline = place.x + line.x, math.floor(place.y + line.baseline + 0.5)
        matrix, stamp = self.canvas.matrix, self.canvas.stamp
        upright = matrix.upright
        pen = glyphs.pen_of(run.face, run.coordinates, run.size, None if upright else matrix.linear)
        whole = True
        for glyph, x, y in run.glyphs:
            if upright:
                across = left + x + matrix.e
                down = float(math.floor(baseline + round(y) + matrix.f + 0.5))
            else:
                across, down = matrix.at(left + x, baseline + y)
            # Skia's rounding: an eighth of a pixel on, then down to the quarter.
            column, phase = divmod(math.floor((across + 0.125) * glyphs.PHASES), glyphs.PHASES)
            row, phase_down = divmod(math.floor((down + 0.125) * glyphs.PHASES), glyphs.PHASES)
            mask = pen.mask(glyph, phase, phase_down)
            if mask is not None:
                corner = (column + mask.left, row + mask.top)
                whole = _ink(stamp, mask.image, corner, color) and whole
        return whole


def _ink(
    stamp: Callable[[RGB | Image.Image, Rect, Image.Image | None], bool],
    mask: Image.Image,
    corner: tuple[int, int],
    color: Color,
) -> bool:
    """A glyph with its top left corner at a point of the card; whether all of it is there."""
    area = (*corner, corner[0] + mask.width, corner[1] + mask.height)
    if mask.mode == "RGBA":
        return stamp(mask.convert("RGB"), area, mask.getchannel("A"))
    return stamp(color[:3], area, mask if color.alpha >= 1 else faded(mask, color.alpha))
