"""Painting: places in, pixels and the words that were painted out.

The canvas is opaque, so a group (opacity, rounded clipping) is painted on a copy and the copy is
pasted back through a mask: the same as a transparent layer, and faster.
Source: CSS 2.2 Appendix E (painting order), CSS Backgrounds 3.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageChops

from bot.cards import glyphs, shapes
from bot.cards.cascade import Styled
from bot.cards.colors import Color
from bot.cards.effects import Shadow
from bot.cards.gradients import Layer, LinearGradient, Picture, RadialGradient
from bot.cards.images import Crop, open_picture, scaled
from bot.cards.images import Picture as Photo
from bot.cards.layout import Placed
from bot.cards.library import Library
from bot.cards.shapes import Radii
from bot.cards.style import BackgroundSize, Edge, Style
from bot.cards.text import GlyphRun, Line
from bot.errors import TemplateError

Rect = tuple[int, int, int, int]
_SIDES = ("top", "right", "bottom", "left")


@dataclass(frozen=True, slots=True)
class PaintedLine:
    """A line of text as it stands on the card, with the space or newline that ends it.

    ``ground`` is what lay beneath it, None where no part of it is on the card.
    """

    owner: Styled
    text: str
    area: Rect
    color: Color
    ground: Image.Image | None


@dataclass(frozen=True, slots=True)
class Painted:
    """The finished picture (mode RGB) and every line of text on it, in painting order."""

    image: Image.Image
    lines: tuple[PaintedLine, ...]


def paint(root: Placed, library: Library, width: int, height: int) -> Painted:
    """Paint a laid-out document on a card of that size."""
    painter = _Painter(Image.new("RGB", (width, height), "white"), library)
    painter.ground(root)
    painter.box(root)
    return Painted(painter.canvas, tuple(painter.lines))


class _Painter:
    def __init__(self, canvas: Image.Image, library: Library) -> None:
        self.canvas = canvas
        self.library = library
        self.lines: list[PaintedLine] = []
        self.shown = 1.0  # the product of the opacities of all groups round the current box

    def ground(self, root: Placed) -> None:
        """Paint the card with the background of ``html``, or of ``body`` where it has none."""
        everything = (0, 0, self.canvas.width, self.canvas.height)
        for place in (root, *root.children):
            page = place.box.owner.element.tag in ("html", "body")
            if page and place.box.paragraph is None and _has_background(place.box.style):
                self.background(place, everything, shapes.SQUARE)
                return

    # --- order ---------------------------------------------------------------------------

    def box(self, place: Placed) -> None:
        style = place.box.style
        if place.box.paragraph is not None:
            self.text(place)
            return
        if style.opacity <= 0:
            return
        if style.opacity < 1:
            self.group(place, style.opacity)
        else:
            self.decorated(place)

    def group(self, place: Placed, opacity: float) -> None:
        before, outer = self.canvas.copy(), self.shown
        self.shown *= opacity
        self.decorated(place)
        self.shown = outer
        self.canvas.paste(Image.blend(before, self.canvas, opacity))

    def decorated(self, place: Placed) -> None:
        area = snapped(place)
        if area[0] < area[2] and area[1] < area[3]:
            radii = shapes.radii_of(place.box.style, area[2] - area[0], area[3] - area[1])
            for shadow in reversed(place.box.style.box_shadow):
                self.shadow(shadow, place.box.style, area, radii)
            if place.box.owner.element.tag not in ("html", "body"):
                self.background(place, area, radii)
            self.border(place.box.style, area, radii)
            if place.box.picture is not None:
                self.picture(place, place.box.picture)
            self.children(place, area, radii)

    def children(self, place: Placed, area: Rect, radii: Radii) -> None:
        if place.box.style.overflow != "hidden":
            for child in _painting_order(place):
                self.box(child)
            return
        before = self.canvas.copy()
        for child in _painting_order(place):
            self.box(child)
        widths = _border_widths(place.box.style)
        inner = _shrunk(area, widths)
        if inner[0] < inner[2] and inner[1] < inner[3]:
            size = (inner[2] - inner[0], inner[3] - inner[1])
            visible = inside_canvas(inner, self.canvas)
            if visible is not None:
                mask = shapes.rounded(*size, shapes.inset(radii, *widths))
                mask = mask.crop(_moved(visible, inner))
                before.paste(self.canvas.crop(visible), visible, mask)
        self.canvas.paste(before)

    # --- boxes ---------------------------------------------------------------------------

    def fill(self, color: Color, area: Rect, mask: Image.Image | None) -> None:
        if color.alpha <= 0:
            return
        if color.alpha < 1:
            whole = Image.new("L", (area[2] - area[0], area[3] - area[1]), 255)
            mask = (mask or whole).point(lambda value: round(value * color.alpha))
        self.canvas.paste(color.rgb, area, mask)

    def shadow(self, shadow: Shadow, style: Style, area: Rect, radii: Radii) -> None:
        grow = round(shadow.spread)
        width, height = area[2] - area[0] + 2 * grow, area[3] - area[1] + 2 * grow
        if width <= 0 or height <= 0:
            return
        shape = shapes.inset(radii, *([-grow] * 4))
        mask, reach = shapes.shadow(width, height, shape, shadow.blur)
        left = area[0] - grow - reach + round(shadow.x)
        top = area[1] - grow - reach + round(shadow.y)
        outside = mask.copy()  # a shadow is not drawn beneath its own box
        hole = shapes.rounded(area[2] - area[0], area[3] - area[1], radii)
        cut = Image.new("L", mask.size, 0)
        cut.paste(hole, (area[0] - left, area[1] - top))
        outside = ImageChops.multiply(outside, ImageChops.invert(cut))
        whole = (left, top, left + mask.width, top + mask.height)
        self.fill(shadow.color or style.color, whole, outside)

    def background(self, place: Placed, area: Rect, radii: Radii) -> None:
        style = place.box.style
        size = (area[2] - area[0], area[3] - area[1])
        mask = None if radii == shapes.SQUARE else shapes.rounded(*size, radii)
        color = style.background_color
        self.fill(style.color if color is None else color, area, mask)
        for index in range(len(style.background_image) - 1, -1, -1):
            drawn = self.layer(place, style.background_image[index], index, size)
            alpha = drawn.getchannel("A") if drawn.mode == "RGBA" else None
            if mask is not None:
                alpha = mask if alpha is None else ImageChops.multiply(alpha, mask)
            self.canvas.paste(drawn.convert("RGB"), area, alpha)

    def layer(self, place: Placed, layer: Layer, index: int, size: tuple[int, int]) -> Image.Image:
        style = place.box.style
        tile = size
        wanted = style.background_size[index % len(style.background_size)]
        photo = self._photo(layer, place) if isinstance(layer, Picture) else None
        if wanted not in ("cover", "contain") or photo is not None:
            tile = _tile(wanted, size, photo)
        drawn = self._tile(place, layer, photo, tile)
        if tile == size:
            return drawn
        across, down = style.background_position[index % len(style.background_position)]
        x = round(across.px + across.percent / 100 * (size[0] - tile[0]))
        y = round(down.px + down.percent / 100 * (size[1] - tile[1]))
        whole = Image.new("RGBA", size, (0, 0, 0, 0))
        repeats = style.background_repeat == "repeat"
        for left in _starts(x, tile[0], size[0], repeats=repeats):
            for top in _starts(y, tile[1], size[1], repeats=repeats):
                whole.paste(drawn, (left, top))
        return whole

    def _photo(self, layer: Picture, place: Placed) -> Photo:
        path = self.library.picture(layer.url)
        if path is None:
            problem = f"the image {layer.url!r} is in none of the folders of this card"
            raise place.box.owner.error(problem)
        try:
            return open_picture(path)
        except TemplateError as problem:
            raise place.box.owner.error(problem) from None

    def _scaled(
        self, place: Placed, photo: Photo, crop: Crop, size: tuple[int, int]
    ) -> Image.Image:
        try:
            return scaled(photo, crop, *size)
        except TemplateError as problem:
            raise place.box.owner.error(problem) from None

    def _tile(
        self, place: Placed, layer: Layer, photo: Photo | None, size: tuple[int, int]
    ) -> Image.Image:
        ink = place.box.style.color
        if isinstance(layer, LinearGradient):
            return shapes.linear(layer, *size, ink)
        if isinstance(layer, RadialGradient):
            return shapes.radial(layer, *size, ink)
        assert photo is not None
        return self._scaled(place, photo, (0, 0, photo.width, photo.height), size)

    def border(self, style: Style, area: Rect, radii: Radii) -> None:
        widths = _border_widths(style)
        if not any(widths):
            return
        mask = shapes.ring(area[2] - area[0], area[3] - area[1], radii, widths)
        colors = [getattr(style, f"border_{side}_color") or style.color for side in _SIDES]
        drawn = [color for color, width in zip(colors, widths, strict=True) if width]
        if len(set(drawn)) == 1:
            self.fill(drawn[0], area, mask)
            return
        left, top, right, bottom = area
        bands = (
            (left, top, right, top + widths[0]),
            (right - widths[1], top, right, bottom),
            (left, bottom - widths[2], right, bottom),
            (left, top, left + widths[3], bottom),
        )
        for band, color, width in zip(bands, colors, widths, strict=True):
            if width:
                self.fill(color, band, mask.crop(_moved(band, area)))

    def picture(self, place: Placed, photo: Photo) -> None:
        style = place.box.style
        left, top, right, bottom = (round(edge) for edge in place.content)
        if right <= left or bottom <= top:
            return
        crop, target = _fitted(style, photo, (left, top, right, bottom))
        width, height = target[2] - target[0], target[3] - target[1]
        drawn = self._scaled(place, photo, crop, (width, height))
        radii = shapes.radii_of(style, place.width, place.height)
        frame = (
            place.content[1] - place.y,
            place.right - place.content[2],
            place.bottom - place.content[3],
            place.content[0] - place.x,
        )
        mask = drawn.getchannel("A") if drawn.mode == "RGBA" else None
        if radii != shapes.SQUARE:
            whole = shapes.rounded(right - left, bottom - top, shapes.inset(radii, *frame))
            part = whole.crop(
                (target[0] - left, target[1] - top, target[2] - left, target[3] - top)
            )
            mask = part if mask is None else ImageChops.multiply(mask, part)
        self.canvas.paste(drawn.convert("RGB"), target, mask)

    # --- text ----------------------------------------------------------------------------

    def text(self, place: Placed) -> None:
        assert place.box.paragraph is not None
        lines = place.box.paragraph.lines(place.width)
        self.lines += [self.note(place, line) for line in lines]
        for line in lines:
            baseline = math.floor(place.y + line.baseline + 0.5)
            for run in line.runs:
                self.run(run, place.x + line.x, baseline)

    def note(self, place: Placed, line: Line) -> PaintedLine:
        """The line with what lies beneath it, before any of its paragraph is painted."""
        area = _line_area(place, line)
        visible = inside_canvas(area, self.canvas)
        ground = self.canvas.crop(visible) if visible is not None else None
        owner = line.runs[0].owner if line.runs else place.box.owner
        color = owner.style.color
        color = color._replace(alpha=color.alpha * self.shown)
        return PaintedLine(place.box.owner, line.text, visible or area, color, ground)

    def run(self, run: GlyphRun, left: float, baseline: int) -> None:
        color = run.owner.style.color
        if color.alpha <= 0:
            return
        for glyph, x, y in run.glyphs:
            # Skia's rounding: an eighth of a pixel on, then down to the quarter.
            quarters = math.floor((left + x + 0.125) * glyphs.PHASES)
            column, phase = divmod(quarters, glyphs.PHASES)
            mask = glyphs.mask((run.face, run.coordinates, glyph, run.size, phase))
            if mask is None:
                continue
            corner = (column + mask.left, baseline + round(y) + mask.top)
            if mask.image.mode == "RGBA":
                self.canvas.paste(mask.image.convert("RGB"), corner, mask.image.getchannel("A"))
            else:
                area = (*corner, corner[0] + mask.image.width, corner[1] + mask.image.height)
                self.fill(color, area, mask.image)


# --- geometry ----------------------------------------------------------------------------


def snapped(place: Placed) -> Rect:
    """A border box on whole pixels, as browsers snap backgrounds."""
    return (
        math.floor(place.x + 0.5),
        math.floor(place.y + 0.5),
        math.floor(place.right + 0.5),
        math.floor(place.bottom + 0.5),
    )


def inside_canvas(area: Rect, canvas: Image.Image) -> Rect | None:
    """The part of an area that is on the canvas, None where nothing is."""
    left, top = max(0, area[0]), max(0, area[1])
    right, bottom = min(canvas.width, area[2]), min(canvas.height, area[3])
    return (left, top, right, bottom) if left < right and top < bottom else None


def _moved(area: Rect, origin: Rect) -> Rect:
    """The area as seen from another's top left corner."""
    left, top = origin[0], origin[1]
    return area[0] - left, area[1] - top, area[2] - left, area[3] - top


def _line_area(place: Placed, line: Line) -> Rect:
    return (
        math.floor(place.x + line.x),
        math.floor(place.y + line.top),
        math.ceil(place.x + line.x + line.width),
        math.ceil(place.y + line.top + line.height),
    )


def _painting_order(place: Placed) -> Iterator[Placed]:
    behind = [child for child in place.children if _level(child) < 0]
    front = [child for child in place.children if child.box.positioned and _level(child) >= 0]
    yield from sorted(behind, key=_level)
    yield from (child for child in place.children if not child.box.positioned)
    yield from sorted(front, key=_level)


def _level(place: Placed) -> int:
    return place.box.style.z_index if place.box.positioned else 0


def _border_widths(style: Style) -> tuple[int, int, int, int]:
    """Whole pixels: a border thinner than one is one, others are cut down (CSS Backgrounds 3)."""
    top, right, bottom, left = [
        max(1, math.floor(width)) if (width := style.border_width(side)) else 0 for side in _SIDES
    ]
    return top, right, bottom, left


def _shrunk(area: Rect, widths: tuple[int, int, int, int]) -> Rect:
    return area[0] + widths[3], area[1] + widths[0], area[2] - widths[1], area[3] - widths[2]


def _has_background(style: Style) -> bool:
    color = style.background_color
    return color is None or color.alpha > 0 or bool(style.background_image)


def _tile(wanted: BackgroundSize, size: tuple[int, int], photo: Photo | None) -> tuple[int, int]:
    if isinstance(wanted, str):
        assert photo is not None
        pick = max if wanted == "cover" else min
        factor = pick(size[0] / photo.width, size[1] / photo.height)
        return max(1, round(photo.width * factor)), max(1, round(photo.height * factor))
    width, height = wanted
    natural = (photo.width, photo.height) if photo is not None else size
    ratio = natural[0] / natural[1]
    if width is None and height is None:
        return natural
    if width is None:
        down = _side(height, size[1])
        return (max(1, round(down * ratio)) if photo is not None else size[0]), down
    across = _side(width, size[0])
    if height is None:
        return across, (max(1, round(across / ratio)) if photo is not None else size[1])
    return across, _side(height, size[1])


def _side(edge: Edge, reference: int) -> int:
    assert edge is not None
    return shapes.full(edge, reference)


def _starts(first: int, step: int, size: int, *, repeats: bool) -> range:
    return range(first % step - step, size, step) if repeats else range(first, first + 1)


def _fitted(
    style: Style, photo: Photo, box: Rect
) -> tuple[tuple[float, float, float, float], Rect]:
    """What of a picture is shown, in its own pixels, and where; CSS Images 3 §5.5."""
    width, height = box[2] - box[0], box[3] - box[1]
    whole = (0.0, 0.0, float(photo.width), float(photo.height))
    if style.object_fit == "fill":
        return whole, box
    factors = (width / photo.width, height / photo.height)
    scale = {"cover": max(factors), "contain": min(factors)}.get(style.object_fit, 1.0)
    across, down = style.object_position
    free = (width - photo.width * scale, height - photo.height * scale)
    left = across.px + across.percent / 100 * free[0]
    top = down.px + down.percent / 100 * free[1]
    right, bottom = left + photo.width * scale, top + photo.height * scale
    shown = (max(0.0, left), max(0.0, top), min(width, right), min(height, bottom))
    crop = tuple((shown[i] - (left, top)[i % 2]) / scale for i in range(4))
    target = (
        box[0] + round(shown[0]),
        box[1] + round(shown[1]),
        max(box[0] + round(shown[2]), box[0] + round(shown[0]) + 1),
        max(box[1] + round(shown[3]), box[1] + round(shown[1]) + 1),
    )
    return (crop[0], crop[1], crop[2], crop[3]), target
