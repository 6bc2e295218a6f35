"""Glyph masks: a glyph at a size and a quarter-pixel phase in, its exact coverage out.

Glyphs are drawn by their id, so contextual forms work, without hinting, with HarfBuzz's
rasteriser. Colour glyphs are bitmaps of the font, scaled.
"""

from __future__ import annotations

import io
import math
from collections import OrderedDict
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

import uharfbuzz
from PIL import Image

from bot.cards.canvas import stepped
from bot.cards.fonts import Coordinates, Face
from bot.cards.matrix import Matrix

PHASES = 4  # positions within a pixel, across; as Chromium's Skia has them
_SUBPIXELS = 64  # rasteriser units in a pixel
CACHE_BYTES = 6_000_000  # masks kept; about 1,500 letters of 90 px


@dataclass(frozen=True, slots=True)
class Mask:
    """Coverage (mode L) or colour (RGBA); ``left`` and ``top`` from the pen, y downwards."""

    image: Image.Image
    left: int
    top: int


Phase = tuple[int, int]  # quarters of a pixel, across and down
Turn = tuple[float, float, float, float]  # a transform without its shift: a, b, c, d of CSS
GlyphKey = tuple[Face, Coordinates, int, float, Phase, Turn | None]


class _Cache:
    """The masks last used, bounded by their bytes."""

    def __init__(self) -> None:
        self._masks: OrderedDict[GlyphKey, Mask | None] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def get(self, key: GlyphKey) -> Mask | None:
        with self._lock:
            if key in self._masks:
                self._masks.move_to_end(key)
                return self._masks[key]
        mask = _draw(*key)
        with self._lock:
            if key not in self._masks:
                self._masks[key] = mask
                self._bytes += _size(mask)
            while self._bytes > CACHE_BYTES:
                self._bytes -= _size(self._masks.popitem(last=False)[1])
        return mask

    def clear(self) -> None:
        with self._lock:
            self._masks.clear()
            self._bytes = 0


def _size(mask: Mask | None) -> int:
    overhead = 600  # bytes of the objects themselves, measured
    return overhead + (mask.image.width * mask.image.height if mask else 0)


_cache = _Cache()


def mask(key: GlyphKey) -> Mask | None:
    """The mask of (face, coordinates, glyph id, size in pixels, phase, turn); None for blank ones.

    ``turn`` is None for upright text.
    """
    return _cache.get(key)


def forget() -> None:
    """Empty the caches."""
    _cache.clear()
    _scaled.cache_clear()


@lru_cache(maxsize=128)
def _scaled(face: Face, coordinates: Coordinates, size: float) -> uharfbuzz.Font:
    font = uharfbuzz.Font(face.hb_face)
    scale = round(size * _SUBPIXELS)
    font.scale = (scale, scale)
    if coordinates:
        font.set_variations(dict(coordinates))
    return font


def _draw(
    face: Face, coordinates: Coordinates, glyph: int, size: float, phase: Phase, turn: Turn | None
) -> Mask | None:
    font = _scaled(face, coordinates, size)
    if face.bitmap:
        return _bitmap(font, glyph, turn)
    a, b, c, d = turn or (1.0, 0.0, 0.0, 1.0)
    across, down = (quarters * _SUBPIXELS / PHASES for quarters in phase)
    raster = uharfbuzz.RasterDraw()
    raster.scale_factor = (_SUBPIXELS, _SUBPIXELS)
    raster.transform = (a, -b, -c, d, across, -down)  # its y runs upwards
    raster.draw_glyph(font, glyph)
    drawn = raster.render()
    if drawn is None or not drawn.extents.width:
        return None
    area = drawn.extents
    image = Image.frombytes(
        "L", (area.width, area.height), drawn.buffer, "raw", "L", area.stride, -1
    )
    return Mask(stepped(image), area.x_origin, -(area.y_origin + area.height))


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
