"""Glyph masks: a glyph at a size and a quarter-pixel phase in, its exact coverage out.

Glyphs are drawn by their id, so contextual forms work, without hinting, with HarfBuzz's
rasteriser. Colour glyphs are bitmaps of the font, scaled.
"""

from __future__ import annotations

import io
from collections import OrderedDict
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

import uharfbuzz
from PIL import Image

from bot.cards.fonts import Coordinates, Face

PHASES = 4  # positions within a pixel, across; as Chromium's Skia has them
_SUBPIXELS = 64  # rasteriser units in a pixel
CACHE_BYTES = 6_000_000  # masks kept; about 1,500 letters of 90 px


@dataclass(frozen=True, slots=True)
class Mask:
    """Coverage (mode L) or colour (RGBA); ``left`` and ``top`` from the pen, y downwards."""

    image: Image.Image
    left: int
    top: int


GlyphKey = tuple[Face, Coordinates, int, float, int]


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
    """The mask of (face, coordinates, glyph id, size in pixels, phase); None for blank glyphs."""
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


def _draw(face: Face, coordinates: Coordinates, glyph: int, size: float, phase: int) -> Mask | None:
    font = _scaled(face, coordinates, size)
    if face.bitmap:
        return _bitmap(font, glyph)
    raster = uharfbuzz.RasterDraw()
    raster.scale_factor = (_SUBPIXELS, _SUBPIXELS)
    raster.transform = (1, 0, 0, 1, phase * _SUBPIXELS / PHASES, 0)
    raster.draw_glyph(font, glyph)
    drawn = raster.render()
    if drawn is None or not drawn.extents.width:
        return None
    area = drawn.extents
    image = Image.frombytes(
        "L", (area.width, area.height), drawn.buffer, "raw", "L", area.stride, -1
    )
    return Mask(image, area.x_origin, -(area.y_origin + area.height))


def _bitmap(font: uharfbuzz.Font, glyph: int) -> Mask | None:
    blob = font.get_glyph_color_png(glyph)
    extents = font.get_glyph_extents(glyph)
    if blob is None or not len(blob.data) or extents is None:
        return None
    width = max(1, round(extents.width / _SUBPIXELS))
    height = max(1, round(-extents.height / _SUBPIXELS))
    with Image.open(io.BytesIO(blob.data), formats=["PNG"]) as picture:
        image = picture.convert("RGBA").resize((width, height), Image.Resampling.LANCZOS)
    left, top = extents.x_bearing / _SUBPIXELS, -extents.y_bearing / _SUBPIXELS
    return Mask(image, round(left), round(top))
