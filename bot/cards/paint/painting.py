"""Painting: places in, pixels and the words that were painted out.

Each stacking context is painted from back to front on one canvas; one that fades, blends or has a
filter gets a layer of its own first. Sources: CSS 2.2 Appendix E, CSS Compositing 1, Transforms 1.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageChops

from bot.cards.css.colors import Color
from bot.cards.css.styled import Styled
from bot.cards.files.library import Library
from bot.cards.layout.matrix import IDENTITY, Matrix
from bot.cards.layout.places import Placed
from bot.cards.paint import decoration, effort, filters
from bot.cards.paint.canvas import (
    NOT_PLAIN,
    Canvas,
    Clip,
    Plain,
    Rect,
    bands,
    composed,
    intersection,
    meets,
    moved,
    size_of,
)
from bot.cards.paint.contrast import certain
from bot.cards.paint.decoration import Decorator
from bot.cards.paint.flat import Flat
from bot.cards.paint.frames import Frame, check_size, frame_of, root_area
from bot.cards.paint.lettering import Lettering
from bot.cards.paint.stacking import Part, Step, blending, layered, steps, strays_of
from bot.cards.record import record
from bot.cards.text.lines import Fragment, Line


@record
class Ink:
    """One element's letters on a line; ``size`` is their font size on the card, in pixels.

    ``ground`` is what lay beneath them, None where no part of them is on the card, or where they
    stand out from all of it. Where that is of more than one colour it has an alpha channel: how
    much of each pixel the letters cover.
    """

    owner: Styled
    color: Color
    size: float
    ground: Image.Image | None


@record
class PaintedLine:
    """A line of text as it stands on the card, with the space or newline that ends it.

    ``whole`` is whether none of its ink was cut off.
    """

    owner: Styled
    text: str
    area: Rect
    whole: bool
    inks: tuple[Ink, ...]


@dataclass(frozen=True, slots=True)
class Painted:
    """The finished picture and every line of text on it, in painting order.

    ``covered`` are the elements whose text something was painted over; ``enlarged`` those whose
    pictures are shown larger than they are, and how many times. ``plain`` is the card's ground.
    """

    pixels: Image.Image | Flat
    lines: tuple[PaintedLine, ...]
    covered: tuple[Styled, ...] = ()
    enlarged: tuple[tuple[Styled, float], ...] = ()
    plain: Plain = NOT_PLAIN

    @property
    def image(self) -> Image.Image:
        """The picture in RGB."""
        return self.pixels.rgb() if isinstance(self.pixels, Flat) else self.pixels


def paint(root: Placed, library: Library, width: int, height: int) -> Painted:
    """Paint a laid-out document on a card of that size."""
    painter = _Painter(root, library, (0, 0, width, height))
    painter.card()
    return Painted(
        painter.canvas.pixels,
        tuple(painter.lines),
        tuple(painter.covered()),
        tuple(painter.decorator.enlarged.items()),
        painter.ground(),
    )


@record
class _Set:
    """A paragraph that was painted on the card itself, when so much had been painted."""

    lettering: Lettering
    lines: tuple[Line, ...]
    matrix: Matrix
    touched: int


MOST_LAYERS, DEEPEST_LAYER = 64, 8


class _Painter:
    def __init__(self, root: Placed, library: Library, card: Rect) -> None:
        self.root = root
        self.strays = strays_of(root)
        self.card_area = card
        self.canvases = [Canvas(card, opaque=True)]
        self.decorator = Decorator(library)
        self.lines: list[PaintedLine] = []
        self.shown = 1.0  # the product of the opacities of all layers
        self.page: Placed | None = None  # the element whose background is the card's
        self.texts: list[_Set] = []
        self.layers = 0  # how many there were
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
                card = Frame.plain(self.card_area)
                self.decorator.background(
                    self.canvas, place, card, root_area(self.root, size_of(self.card_area))
                )
                break
        if self.page is None or not self.page.box.style.background_image:
            self.plain = self.canvas.ground()
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
        within = steps(place, self.strays)
        if style.opacity < 1 or layered(place) or (place is not self.root and blending(within)):
            self.layer(place, within)
        else:
            self.inside(place, within)
        self.canvas.matrix = outer

    def layer(self, place: Placed, within: list[Step]) -> None:
        """A stacking context on a layer of its own, which is then put on what lies beneath."""
        style, below = place.box.style, self.canvas
        if layered(place) and any(inner.box.paragraph is not None for inner in place.walk()):
            raise place.box.owner.error(
                "filter and mix-blend-mode are for elements without text, whose contrast could "
                "not be told; put the text in an element beside it"
            )
        self.count_layer(place)
        layer = Canvas(filters.grown(below.clip.area, style.filter), opaque=False)
        layer.matrix = below.matrix
        self.canvases.append(layer)
        outer, self.shown = self.shown, self.shown * style.opacity
        self.inside(place, within)
        self.shown = outer
        self.canvases.pop()
        self.filtered(layer, place)
        below.over(layer, style.opacity, style.mix_blend_mode)

    def count_layer(self, place: Placed) -> None:
        """Refuse more layers than any card needs: each is as large as the card."""
        self.layers += 1
        self.decorator.effort.add(place.box.owner, size_of(self.canvas.clip.area), effort.LAYER)
        if len(self.canvases) > DEEPEST_LAYER or self.layers > MOST_LAYERS:
            message = f"{MOST_LAYERS} in all, {DEEPEST_LAYER} within one another"
            raise place.box.owner.error(f"too many elements with opacity or filters: {message}")

    def filtered(self, layer: Canvas, place: Placed) -> None:
        """Apply an element's filters to what has been painted on its layer."""
        wanted = place.box.style.filter
        painted = layer.image.getbbox() if wanted else None
        if painted is None:
            return
        origin = (-layer.area[0], -layer.area[1], 0, 0)
        layer.area = filters.grown(moved(painted, origin), wanted)
        size = size_of(layer.area)
        for each in wanted:
            if each.name == "blur":
                self.decorator.effort.add(place.box.owner, size, effort.BLURRED_LAYER)
        around = filters.grown(painted, wanted)
        layer.image = filters.applied(layer.image.crop(around), wanted)

    def inside(self, place: Placed, within: list[Step]) -> None:
        """All that a stacking context holds, from back to front."""
        self.step(Step(Part.GROUND, place))
        clip = self.canvas.clip
        clips: dict[tuple[Placed, ...], Clip] = {(): clip}
        for step in within:
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
        check_size(places[-1].box.owner, size_of(frame.area), self.canvas.fine)
        self.decorator.effort.add(places[-1].box.owner, size_of(frame.area), effort.ROUND)
        known[places] = self.canvas.clipped(frame.inner, frame.inner_mask(self.canvas.fine))

    def step(self, step: Step) -> None:
        """One step of a stacking context."""
        place = step.place
        if step.part is Part.CONTEXT:
            self.context(place)
        elif step.part is Part.GROUND:
            self.decorator.ground(self.canvas, place, background=place is not self.page)
        elif place.box.picture is not None:
            self.decorator.picture(self.canvas, place, place.box.picture)
        else:
            self.text(place)

    # --- text ------------------------------------------------------------------------------

    def text(self, place: Placed) -> None:
        """A paragraph's lines; where inline boxes may reach over others, one after the other."""
        assert place.box.paragraph is not None
        lines = place.box.paragraph.lines(place.width)
        lettering = Lettering(self.canvas, place, self.decorator)
        apart = any(line.boxes for line in lines)
        for group in [[line] for line in lines] if apart else [lines]:
            for line in group:
                lettering.beneath(line)
            grounds = [self.inks(lettering, line) for line in group]
            for line, inks in zip(group, grounds, strict=True):
                whole = lettering.letters(line)
                area = self.area(place, line, line.x, line.width)
                seen = intersection(area, self.card_area) or area
                self.lines.append(PaintedLine(place.box.owner, line.text, seen, whole, inks))
                self.canvas.touched.append(area)
        if len(self.canvases) == 1:
            painted = len(self.canvas.touched)
            self.texts.append(_Set(lettering, lines, self.canvas.matrix, painted))

    def inks(self, lettering: Lettering, line: Line) -> tuple[Ink, ...]:
        """The letters of a line by their elements, with what lies beneath them now."""
        by_owner: dict[Styled, list[Fragment]] = {}
        for fragment in line.fragments:
            if fragment.runs:
                by_owner.setdefault(fragment.owner, []).append(fragment)
        place, scale = lettering.place, self.canvas.matrix.reduction
        found = []
        for owner, fragments in by_owner.items():
            left = min(fragment.x for fragment in fragments)
            right = max(fragment.x + fragment.width for fragment in fragments)
            area = self.area(place, line, line.x + left, right - left)
            ground = self.ground_of(area)
            color = owner.style.color
            color = color._replace(alpha=color.alpha * self.shown)
            if ground is not None and certain(color, ground):
                ground = None
            if ground is not None and not _plain(ground):
                seen = intersection(area, self.card_area) or area
                ground.putalpha(lettering.coverage(line, fragments, seen))
            size = round(fragments[0].runs[0].size * scale, 2)
            found.append(Ink(owner, color, size, ground))
        return tuple(found)

    def area(self, place: Placed, line: Line, left: float, width: float) -> Rect:
        """Where a part of a line stands on the card, as high as its line box."""
        x, y = place.x + left, place.y + line.top
        bounds = self.canvas.matrix.bounds(x, y, x + width, y + line.height)
        return (
            math.floor(bounds[0]),
            math.floor(bounds[1]),
            math.ceil(bounds[2]),
            math.ceil(bounds[3]),
        )

    def ground_of(self, area: Rect) -> Image.Image | None:
        """What has been painted on an area of the card so far, all layers together."""
        visible = intersection(area, self.card_area)
        if visible is None:
            return None
        alone = len(self.canvases) == 1 and self.plain is not None
        if alone and not meets(visible, self.canvas.touched):
            return self.plain
        ground = self.canvases[0].crop(visible)
        for layer in self.canvases[1:]:
            ground = composed(ground, layer.crop(visible))
        return ground

    # --- afterwards ------------------------------------------------------------------------

    def ground(self) -> Plain:
        """The card's colour, and where it is painted over."""
        if self.plain is None:
            return NOT_PLAIN
        color = self.plain.getpixel((0, 0))
        assert isinstance(color, tuple)
        inked = bands(self.canvas.written, _BAND_GAP)
        return Plain((color[0], color[1], color[2]), inked, bands(self.canvas.drawn, _BAND_GAP))

    def covered(self) -> Iterator[Styled]:
        """The elements whose letters were painted over by what came later."""
        touched = self.canvas.touched
        for text in self.texts:
            later = touched[text.touched :]
            self.canvas.matrix = text.matrix
            for line in text.lines if later else ():
                area = self.area(text.lettering.place, line, line.x, line.width)
                if meets(area, later):
                    yield from self.hidden(text.lettering, line, area)
        self.canvas.matrix = IDENTITY

    def hidden(self, lettering: Lettering, line: Line, area: Rect) -> Iterator[Styled]:
        """The elements of a line of whose letters a part no longer has their colour."""
        seen = intersection(area, self.card_area)
        for fragment in line.fragments if seen is not None else ():
            color, style = fragment.owner.style.color, fragment.owner.style
            stroked = style.webkit_text_stroke_width > 0 and not style.paint_order
            pictures = any(run.face.bitmap for run in fragment.runs)
            if color.alpha < 1 or stroked or style.text_decoration_line or pictures:
                continue
            assert seen is not None
            letters = lettering.coverage(line, [fragment], seen).point(_WHOLLY_COVERED)
            plain = Image.new("RGB", letters.size, color.rgb)
            off = ImageChops.difference(self.canvas.crop(seen), plain)
            worst = ImageChops.lighter(ImageChops.lighter(*off.split()[:2]), off.getchannel(2))
            changed = ImageChops.multiply(worst.point(_CHANGED), letters)
            ink = letters.histogram()[255]
            if ink and changed.histogram()[255] > _MOST_HIDDEN * ink:
                yield fragment.owner


_BAND_GAP = 6  # pixels; narrower bands of ground are not worth being told apart


def _plain(ground: Image.Image) -> bool:
    return ground.size == (1, 1) or ground.getcolors(1) is not None


# Letters wholly covered are told by their colour; under so much of another they cannot be read.
_WHOLLY_COVERED = [0] * 250 + [255] * 6
_CHANGED = [0] * 40 + [255] * 216
_MOST_HIDDEN = 0.05  # of the ink of an element on a line
