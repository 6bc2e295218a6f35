"""Glyph masks: a glyph at a size and a quarter-pixel phase in, its exact coverage out.

Glyphs are drawn by their id, so contextual forms work, without hinting, with HarfBuzz's
rasteriser. Colour glyphs are bitmaps of the font, scaled.
"""

from __future__ import annotations

import io
import math
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

import uharfbuzz
from PIL import Image

from bot.cards.layout.matrix import Matrix
from bot.cards.paint.flat import RAMPS, STEPPED, Shade, shade_of, stepped
from bot.cards.paint.strokes import stroked
from bot.cards.text.fonts import Coordinates, Face

PHASES = 4  # positions within a pixel, across; as Chromium's Skia has them
_SUBPIXELS = 64  # rasteriser units in a pixel
CACHE_BYTES = 6_000_000  # masks kept; about 1,500 letters of 90 px


@dataclass(frozen=True, slots=True)
class Mask:
    """Coverage (mode L) or colour (RGBA); ``left`` and ``top`` from the pen, y downwards."""

    image: Image.Image
    left: int
    top: int


Turn = tuple[float, float, float, float]  # a transform without its shift: a, b, c, d of CSS
Placing = tuple[int, int, int]  # a glyph, and the quarters of a pixel across and down
_OVERHEAD = 600  # bytes of a mask's objects themselves, measured


class Pen:
    """A font at a size, and under a transform where that is more than a shift, with its masks.

    With a ``stroke`` of so many pixels its masks are of the outline, not of what is within.
    """

    def __init__(
        self,
        face: Face,
        coordinates: Coordinates,
        size: float,
        turn: Turn | None,
        stroke: float,
    ) -> None:
        self.face = face
        self.turn = turn
        self.stroke = stroke
        self.font = uharfbuzz.Font(face.hb_face)
        scale = round(size * _SUBPIXELS)
        self.font.scale = (scale, scale)
        if coordinates:
            self.font.set_variations(dict(coordinates))
        self.bytes = _OVERHEAD
        self._masks: dict[Placing, Mask | None] = {}
        self.shades: dict[int, dict[Placing, Shade | None]] = {}  # by ramp, what ``shade`` gave

    def mask(self, glyph: int, across: int, down: int) -> Mask | None:
        """A glyph's mask with the pen at so many quarters of a pixel; None for blank glyphs."""
        key = (glyph, across, down)
        if key not in self._masks:
            self._masks[key] = self._kept(_drawn(self, glyph, (across, down)))
        return self._masks[key]

    def shade(self, key: Placing, ramp: int) -> Shade | None:
        """The same mask as places in a ramp of a palette, from the pen; see ``flat``."""
        known = self.shades.setdefault(ramp, {})
        if key not in known:
            glyph, across, down = key
            mask = self._kept(self._masks.get(key) or _drawn(self, glyph, (across, down)))
            known[key] = (
                None
                if mask is None
                else shade_of(mask.image.point(RAMPS[ramp]), mask.left, mask.top)
            )
        return known[key]

    def _kept(self, mask: Mask | None) -> Mask | None:
        self.bytes += _OVERHEAD + (mask.image.width * mask.image.height if mask else 0)
        return mask


PenKey = tuple[Face, Coordinates, float, Turn | None, float]
_pens: OrderedDict[PenKey, Pen] = OrderedDict()
_lock = Lock()


def pen_of(
    face: Face, coordinates: Coordinates, size: float, turn: Turn | None, stroke: float = 0.0
) -> Pen:
    """The pen that draws a run; those last used are kept, with their masks."""
    key = (face, coordinates, size, turn, stroke)
    with _lock:
        if key not in _pens:
            _pens[key] = Pen(*key)
        _pens.move_to_end(key)
        while len(_pens) > 1 and sum(pen.bytes for pen in _pens.values()) > CACHE_BYTES:
            _pens.popitem(last=False)
        return _pens[key]


def forget() -> None:
    """Empty the cache."""
    with _lock:
        _pens.clear()


def _drawn(pen: Pen, glyph: int, phase: tuple[int, int]) -> Mask | None:
    if pen.face.bitmap:
        return None if pen.stroke else _bitmap(pen.font, glyph, pen.turn)
    if pen.stroke:
        return _outlined(pen, glyph, phase)
    a, b, c, d = pen.turn or (1.0, 0.0, 0.0, 1.0)
    across, down = (quarters * _SUBPIXELS / PHASES for quarters in phase)
    raster = uharfbuzz.RasterDraw()
    raster.scale_factor = (_SUBPIXELS, _SUBPIXELS)
    raster.transform = (a, -b, -c, d, across, -down)  # its y runs upwards
    raster.draw_glyph(pen.font, glyph)
    drawn = raster.render()
    if drawn is None or not drawn.extents.width:
        return None
    area = drawn.extents
    coverage = drawn.buffer.translate(STEPPED)
    image = Image.frombytes("L", (area.width, area.height), coverage, "raw", "L", area.stride, -1)
    return Mask(image, area.x_origin, -(area.y_origin + area.height))


def _outlined(pen: Pen, glyph: int, phase: tuple[int, int]) -> Mask | None:
    """The stroke of a glyph's outline."""
    a, b, c, d = pen.turn or (1.0, 0.0, 0.0, 1.0)
    down = Matrix(1 / _SUBPIXELS, 0, 0, -1 / _SUBPIXELS, 0, 0)  # a font's y runs upwards
    across, below = (quarters / PHASES for quarters in phase)
    found = stroked(
        pen.font, glyph, pen.stroke * _SUBPIXELS, Matrix(a, b, c, d, across, below) @ down
    )
    return None if found is None else Mask(stepped(found[0]), *found[1:])


def _bitmap(font: uharfbuzz.Font, glyph: int, turn: Turn | None) -> Mask | None:
    blob = font.get_glyph_color_png(glyph)
    extents = font.get_glyph_extents(glyph)
    if blob is None or not len(blob.data) or extents is None:
        return None
    width = max(1, round(extents.width / _SUBPIXELS))
    height = max(1, round(-extents.height / _SUBPIXELS))
    with Image.open(io.BytesIO(blob.data), formats=["PNG"]) as picture:
        image = picture.convert("RGBA").resize((width, height), Image.Resampling.LANCZOS)
    left, top = extents.x_bearing / _SUBPIXELS, -extents.y_bearing / _SUBPIXELS
    if turn is None:
        return Mask(image, round(left), round(top))
    return _turned(image, left, top, Matrix(*turn))


def _turned(image: Image.Image, left: float, top: float, matrix: Matrix) -> Mask | None:
    """A bitmap whose corner stands at a place from the pen, turned about the pen."""
    if matrix.flat:
        return None
    bounds = matrix.bounds(left, top, left + image.width, top + image.height)
    x, y = math.floor(bounds[0]), math.floor(bounds[1])
    back = Matrix(e=-left, f=-top) @ matrix.inverse() @ Matrix(e=x, f=y)
    size = (math.ceil(bounds[2]) - x, math.ceil(bounds[3]) - y)
    turned = image.convert("RGBa").transform(
        size,
        Image.Transform.AFFINE,
        (back.a, back.c, back.e, back.b, back.d, back.f),
        Image.Resampling.BILINEAR,
    )
    return Mask(turned.convert("RGBA"), x, y)
