"""The stroke round a glyph's outline (``-webkit-text-stroke``), as coverage.

Skia's own stroker makes it, by pathops: mitred corners up to its limit of 4, as in Chromium.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import pairwise

import uharfbuzz
from PIL import Image, ImageChops, ImageDraw

from bot.cards.layout.matrix import Matrix

_SAMPLES = 8  # a pixel, each way
_FEW_SAMPLES, _LARGE = 3, 400  # of glyphs so many pixels wide or high
_CURVE_STEPS = 8
_MITER_LIMIT = 4.0
Point = tuple[float, float]


def stroked(
    font: uharfbuzz.Font, glyph: int, width: float, matrix: Matrix
) -> tuple[Image.Image, int, int] | None:
    """The coverage of a stroke, ``width`` of the font's units wide, and its place from the pen.

    ``matrix`` takes the font's units to pixels, y downwards. None for blank glyphs.
    """
    import pathops  # 6 MB that only strokes need

    path = pathops.Path()
    font.draw_glyph_with_pen(glyph, path.getPen())
    path.stroke(width, pathops.LineCap.BUTT_CAP, pathops.LineJoin.MITER_JOIN, _MITER_LIMIT)
    path.convertConicsToQuads()
    with suppress(pathops.PathOpsError):  # of outlines that it cannot follow
        path.simplify()  # so that no two contours overlap, and inner ones are holes
    contours = [[matrix.at(*point) for point in contour] for contour in _flattened(path)]
    if not contours:
        return None
    across = [point[0] for contour in contours for point in contour]
    down = [point[1] for contour in contours for point in contour]
    left, top = math.floor(min(across)), math.floor(min(down))
    size = (math.ceil(max(across)) - left, math.ceil(max(down)) - top)
    if not all(size):
        return None
    return _filled(contours, (left, top), size), left, top


def _flattened(path: Iterable[tuple[int, tuple[Point, ...]]]) -> Iterator[list[Point]]:
    """The contours of a path as points, its curves in pieces."""
    contour: list[Point] = []
    for _, points in path:
        if not points:  # the contour is closed
            if len(contour) > 2:
                yield contour
            contour = []
        elif contour and len(points) > 1:
            contour += _bezier((contour[-1], *points))
        else:
            contour.append(points[0])


def _bezier(points: tuple[Point, ...]) -> Iterator[Point]:
    for step in range(1, _CURVE_STEPS + 1):
        share = step / _CURVE_STEPS
        level = list(points)
        while len(level) > 1:
            level = [
                (one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share)
                for one, other in pairwise(level)
            ]
        yield level[0]


def _filled(contours: list[list[Point]], origin: Point, size: tuple[int, int]) -> Image.Image:
    samples = _FEW_SAMPLES if max(size) > _LARGE else _SAMPLES
    fine = (size[0] * samples, size[1] * samples)
    whole = Image.new("1", fine)
    for contour in contours:
        part = Image.new("1", fine)
        scaled = [((x - origin[0]) * samples, (y - origin[1]) * samples) for x, y in contour]
        ImageDraw.Draw(part).polygon(scaled, fill=1)
        whole = ImageChops.logical_xor(whole, part)
    return whole.convert("L").reduce(samples)
