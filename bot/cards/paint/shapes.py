"""Masks and grounds: rounded rectangles, rings, blurred shadows, gradients.

Edges are exact to an eighth of a pixel. Everything is cached: a newsroom's cards share it.
Sources: CSS Backgrounds 3 §5.5 (corner overlap), CSS Images 3 §3 (gradients).
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from functools import lru_cache

from PIL import Image, ImageChops, ImageDraw, ImageMath

from bot.cards.css.colors import Color
from bot.cards.css.gradients import LinearGradient, RadialGradient, Stop
from bot.cards.css.style import Style
from bot.cards.css.values import Length
from bot.cards.paint.filters import blurred
from bot.cards.paint.flat import stepped

Size = tuple[int, int]
Widths = tuple[int, int, int, int]  # of a border: top, right, bottom, left
Radii = tuple[tuple[float, float], tuple[float, float], tuple[float, float], tuple[float, float]]
SQUARE: Radii = ((0.0, 0.0), (0.0, 0.0), (0.0, 0.0), (0.0, 0.0))
_NONE = ((Length(), Length()),) * 4
_FINE = 8  # samples a pixel, each way, along a round corner


# --- rounded rectangles ------------------------------------------------------------------


def radii_of(style: Style, width: float, height: float) -> Radii:
    """The used corner radii (top left, top right, bottom right, bottom left) of a border box."""
    wanted = (
        style.border_top_left_radius,
        style.border_top_right_radius,
        style.border_bottom_right_radius,
        style.border_bottom_left_radius,
    )
    if wanted == _NONE:
        return SQUARE
    corners = [(across.of(width), down.of(height)) for across, down in wanted]
    sums = (
        (width, corners[0][0] + corners[1][0]),
        (width, corners[3][0] + corners[2][0]),
        (height, corners[0][1] + corners[3][1]),
        (height, corners[1][1] + corners[2][1]),
    )
    factor = min([1.0, *(side / total for side, total in sums if total > side)])
    first, second, third, fourth = [(x * factor, y * factor) for x, y in corners]
    return first, second, third, fourth


def inset(radii: Radii, top: float, right: float, bottom: float, left: float) -> Radii:
    """The radii of the same corners further in (or out, where the distances are negative)."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = radii
    return (
        (_inner(ax, left), _inner(ay, top)),
        (_inner(bx, right), _inner(by, top)),
        (_inner(cx, right), _inner(cy, bottom)),
        (_inner(dx, left), _inner(dy, bottom)),
    )


def _inner(radius: float, distance: float) -> float:
    return max(0.0, radius - distance) if radius else 0.0


def _finer(radii: Radii, fine: int) -> Radii:
    first, second, third, fourth = [(across * fine, down * fine) for across, down in radii]
    return first, second, third, fourth


def covered(size: Size, radii: Radii, fine: int) -> Image.Image | None:
    """The coverage of a rectangle with round corners, None where they are square."""
    return None if radii == SQUARE else rounded(size, radii, fine)


@lru_cache(maxsize=32)
def rounded(size: Size, radii: Radii, fine: int = 1) -> Image.Image:
    """The coverage (mode L) of a rounded rectangle that fills the picture.

    ``size`` and ``radii`` are in pixels, each of which gets ``fine`` samples each way; so for all
    shapes here.
    """
    width, height = size[0] * fine, size[1] * fine
    mask = Image.new("L", (width, height), 255)
    for index, (across, down) in enumerate(_finer(radii, fine)):
        if across > 0 and down > 0:
            corner = _corner(across, down)
            if index in (1, 2):
                corner = corner.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
            if index in (2, 3):
                corner = corner.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
            x = width - corner.width if index in (1, 2) else 0
            y = height - corner.height if index in (2, 3) else 0
            mask.paste(corner, (x, y))
    return mask


@lru_cache(maxsize=64)
def _corner(across: float, down: float) -> Image.Image:
    """The top left corner's coverage, as large as it needs to be."""
    width, height = math.ceil(across), math.ceil(down)
    fine = Image.new("L", (width * _FINE, height * _FINE), 0)
    draw = ImageDraw.Draw(fine)
    right, bottom = across * _FINE, down * _FINE
    draw.rectangle((math.ceil(right), 0, fine.width, fine.height), fill=255)
    draw.rectangle((0, math.ceil(bottom), fine.width, fine.height), fill=255)
    draw.ellipse((0, 0, max(0, 2 * right - 1), max(0, 2 * bottom - 1)), fill=255)
    return stepped(fine.reduce(_FINE))


@lru_cache(maxsize=16)
def ring(size: Size, radii: Radii, widths: Widths, fine: int = 1) -> Image.Image:
    """The coverage of a border: its outer shape without its inner one."""
    top, right, bottom, left = widths
    outer = rounded(size, radii, fine).copy()
    inside = (max(0, size[0] - left - right), max(0, size[1] - top - bottom))
    if all(inside):
        inner = rounded(inside, inset(radii, top, right, bottom, left), fine)
        whole = Image.new("L", outer.size, 0)
        whole.paste(inner, (left * fine, top * fine))
        outer = ImageChops.subtract(outer, whole)
    return outer


@lru_cache(maxsize=16)
def side(size: Size, radii: Radii, widths: Widths, index: int, fine: int = 1) -> Image.Image:
    """What belongs to one side of a border, 0 the top and then clockwise.

    Sides meet on the line from the outer corner through the inner one, up to the chord of the
    inner corner's curve; Backgrounds 3 §4.4 leaves it open, browsers draw it so.
    """
    width, height = size
    top, right, bottom, left = widths
    corners = ((0, 0), (width, 0), (width, height), (0, height))
    slopes = ((left, top), (-right, top), (-right, -bottom), (left, -bottom))
    start, end = index, (index + 1) % 4
    points: list[tuple[float, float]] = [corners[start], corners[end]]
    for at in (end, start):
        reach = min([_to_chord(radii[at], slopes[at]), *_meeting(size, widths, index)])
        points.append(
            (corners[at][0] + slopes[at][0] * reach, corners[at][1] + slopes[at][1] * reach)
        )
    return _polygon(points, size, fine)


def _polygon(points: list[tuple[float, float]], size: Size, fine: int) -> Image.Image:
    """The coverage of a polygon in a picture of that size."""
    left = max(0, math.floor(min(x for x, _ in points)))
    top = max(0, math.floor(min(y for _, y in points)))
    right = min(size[0], math.ceil(max(x for x, _ in points)))
    bottom = min(size[1], math.ceil(max(y for _, y in points)))
    scale = fine * _MITRE
    drawn = Image.new("L", ((right - left) * scale, (bottom - top) * scale), 0)
    moved = [((x - left) * scale - 0.5, (y - top) * scale - 0.5) for x, y in points]
    ImageDraw.Draw(drawn).polygon(moved, fill=255)
    whole = Image.new("L", (size[0] * fine, size[1] * fine), 0)
    whole.paste(stepped(drawn.reduce(_MITRE)), (left * fine, top * fine))
    return whole


_MITRE = 4  # samples a pixel, each way, along the line where two sides of a border meet


def _to_chord(radius: tuple[float, float], slope: tuple[float, float]) -> float:
    """How far a corner's line goes to the chord of the inner curve, in border widths."""
    across, down = abs(slope[0]), abs(slope[1])
    wide, high = radius[0] - across, radius[1] - down
    if wide <= 0 or high <= 0 or not (across or down):
        return 1.0
    return 1 + 1 / (across / wide + down / high)


def _meeting(size: Size, widths: Widths, index: int) -> list[float]:
    """How far the two lines at a side's ends go before they meet, in border widths."""
    top, right, bottom, left = widths
    along, total = (size[0], left + right) if index % 2 == 0 else (size[1], top + bottom)
    return [along / total] if total else []


# A shadow's standard deviation is half of its blur; Backgrounds 3 §6.
@lru_cache(maxsize=16)
def shadow(size: Size, radii: Radii, blur: float, fine: int = 1) -> tuple[Image.Image, int]:
    """The coverage of a blurred rounded rectangle, and how far it reaches out on each side."""
    reach = math.ceil(blur * 1.5) + 1
    mask = Image.new("L", ((size[0] + 2 * reach) * fine, (size[1] + 2 * reach) * fine), 0)
    mask.paste(rounded(size, radii, fine), (reach * fine, reach * fine))
    return blurred(mask, blur * fine / 2), reach


@lru_cache(maxsize=16)
def inner_shadow(
    size: Size, radii: Radii, offset: tuple[int, int, int], blur: float, fine: int = 1
) -> Image.Image:
    """The coverage of a shadow that falls into a padding box; ``offset`` is x, y and spread."""
    x, y, spread = offset
    reach = math.ceil(blur * 1.5) + 1
    around = Image.new("L", ((size[0] + 2 * reach) * fine, (size[1] + 2 * reach) * fine), 255)
    hole = (size[0] - 2 * spread, size[1] - 2 * spread)
    if hole[0] > 0 and hole[1] > 0:
        shape = rounded(hole, inset(radii, *([spread] * 4)), fine)
        clear = Image.new("L", shape.size, 0)
        around.paste(clear, ((reach + x + spread) * fine, (reach + y + spread) * fine), shape)
    fallen = blurred(around, blur * fine / 2)
    edge = reach * fine
    fallen = fallen.crop((edge, edge, edge + size[0] * fine, edge + size[1] * fine))
    mask = covered(size, radii, fine)
    return fallen if mask is None else ImageChops.multiply(fallen, mask)


# --- gradients ---------------------------------------------------------------------------

Shift = tuple[float, float]  # to the right and down, parts of a pixel
UNMOVED: Shift = (0.0, 0.0)
_STEPS = 2048  # colours along a gradient line
_STRAIGHT = 1e-9  # of a sine: Pillow's own steps are coarser
_LEVELS = 256  # from a radial gradient's centre to its last colour


@lru_cache(maxsize=6)
def linear(
    gradient: LinearGradient, width: int, height: int, ink: Color, shift: Shift = UNMOVED
) -> Image.Image:
    """A linear gradient that fills the picture, mode RGBA; ``ink`` is the current colour."""
    angle = math.radians(gradient.angle)
    if gradient.corner is not None:  # the 50 % line runs through the other two corners
        angle = math.atan2(gradient.corner[0] * height, -gradient.corner[1] * width)
    x, y = math.sin(angle), -math.cos(angle)
    line = abs(width * x) + abs(height * y)
    strip = _strip(gradient.stops, line, ink)
    scale = (_STEPS - 2) / line
    middle = (width / 2 + shift[0]) * x + (height / 2 + shift[1]) * y
    start = 1 + (_STEPS - 2) / 2 - scale * middle
    # Where it runs straight down or across, all columns or rows are the same.
    drawn = (1 if abs(x) < _STRAIGHT else width, 1 if abs(y) < _STRAIGHT else height)
    found = strip.transform(
        drawn,
        Image.Transform.AFFINE,
        (x * scale, y * scale, start, 0.0, 0.0, 0.5),
        Image.Resampling.NEAREST,
    )
    return found.resize((width, height), Image.Resampling.NEAREST)


@lru_cache(maxsize=6)
def radial(
    gradient: RadialGradient, width: int, height: int, ink: Color, shift: Shift = UNMOVED
) -> Image.Image:
    """A radial gradient that fills the picture, mode RGBA; ``ink`` is the current colour."""
    x, y = gradient.center[0].of(width), gradient.center[1].of(height)
    across, down = _radii(gradient, x, y, width, height)
    places = _places(gradient.stops, across)
    # Stops may stand beyond the shape; the last level is what lies beyond them all.
    end = max(1.0, places[-1]) * _LEVELS / (_LEVELS - 1)
    across, down = across * end, down * end
    bands = _colors(gradient.stops, [place / end for place in places], ink, _LEVELS)
    columns = _ramp(width, x + shift[0], across).resize((width, height), Image.Resampling.NEAREST)
    rows = _ramp(height, y + shift[1], down).transpose(Image.Transpose.ROTATE_270)
    rows = rows.resize((width, height), Image.Resampling.NEAREST)
    distance = ImageMath.lambda_eval(
        lambda args: args["convert"](((args["a"] + args["b"]) ** 0.5) * 255 + 0.5, "I"),
        a=columns,
        b=rows,
    )
    nearest = distance.point(lambda value: value).convert("L")
    return Image.merge("RGBA", [nearest.point(band) for band in bands])


def _ramp(length: int, center: float, radius: float) -> Image.Image:
    """One row of squared distances from the centre, in radii."""
    ramp = Image.new("F", (length, 1))
    ramp.putdata([((index + 0.5 - center) / radius) ** 2 for index in range(length)])
    return ramp


def _radii(
    gradient: RadialGradient, x: float, y: float, width: int, height: int
) -> tuple[float, float]:
    if gradient.radii is not None:
        return max(0.01, gradient.radii[0].of(width)), max(0.01, gradient.radii[1].of(height))
    pick = min if gradient.extent.startswith("closest") else max
    across, down = pick(abs(x), abs(width - x)), pick(abs(y), abs(height - y))
    if gradient.extent.endswith("corner"):
        if gradient.circle:
            across = down = math.hypot(across, down)
        else:
            across, down = across * math.sqrt(2), down * math.sqrt(2)
    elif gradient.circle:
        across = down = pick(across, down)
    return max(0.01, across), max(0.01, down)


def _strip(stops: tuple[Stop, ...], line: float, ink: Color) -> Image.Image:
    bands = _colors(stops, _places(stops, line), ink, _STEPS)
    return Image.merge("RGBA", [Image.frombytes("L", (_STEPS, 1), band) for band in bands])


def _colors(stops: tuple[Stop, ...], places: list[float], ink: Color, steps: int) -> list[bytes]:
    """Red, green, blue and alpha at ``steps`` even places; the stops' own are ``places``.

    They are mixed premultiplied, as CSS Images 3 §3.5.2 has it.
    """
    colors = [stop.color or ink for stop in stops]
    found = [b"", b"", b"", b""]
    for index in range(len(places) - 1):
        start, span = places[index], places[index + 1] - places[index]
        last = index == len(places) - 2
        end = steps if last else min(steps, math.floor(places[index + 1] * (steps - 1) + 1e-9) + 1)
        past = [step / (steps - 1) - start for step in range(len(found[0]), end)]
        shares = _clamped([way / span for way in past]) if span > 0 else [*map(_after, past)]
        for band, more in enumerate(_blend(colors[index], colors[index + 1], shares)):
            found[band] += more
    return found


def _after(way: float) -> float:
    return float(way > 0)


def _clamped(rising: list[float]) -> list[float]:
    """Numbers in rising order, those below 0 and above 1 as these."""
    low, high = bisect_left(rising, 0.0), bisect_right(rising, 1.0)
    return [*([0.0] * low), *rising[low:high], *([1.0] * (len(rising) - high))]


def _blend(first: Color, second: Color, shares: list[float]) -> list[bytes]:
    """Each band at so many shares of the way from one colour to the other."""
    alphas = _ramp_of(255 * first.alpha, 255 * second.alpha, shares)
    bands = zip(first.rgb, second.rgb, strict=True)
    if first.alpha == second.alpha or first.rgb == second.rgb:
        return [*(_ramp_of(one, other, shares) for one, other in bands), alphas]
    rise = second.alpha - first.alpha
    weights = [first.alpha + rise * share for share in shares]
    return [*(_weighed(one, other, shares, weights, second.alpha) for one, other in bands), alphas]


def _ramp_of(start: float, end: float, shares: list[float]) -> bytes:
    if start == end:
        return bytes([int(start + 0.5)]) * len(shares)
    return bytes([int(start + (end - start) * share + 0.5) for share in shares])


def _weighed(
    start: int, end: int, shares: list[float], weights: list[float], alpha: float
) -> bytes:
    """A band where the alpha changes too; where nothing is left of it, any colour does."""
    return bytes(
        [
            int(start + (end - start) * share * alpha / weight + 0.5) if weight > 0 else 0
            for share, weight in zip(shares, weights, strict=True)
        ]
    )


def _places(stops: tuple[Stop, ...], line: float) -> list[float]:
    """Each stop's place, 0 to 1 along the line, those not given spread evenly between."""
    known: list[float | None] = [
        None if stop.place is None else stop.place.of(line) / line for stop in stops
    ]
    known[0] = 0.0 if known[0] is None else known[0]
    known[-1] = 1.0 if known[-1] is None else known[-1]
    places: list[float] = []
    for index, place in enumerate(known):
        if place is None:
            after = next(i for i in range(index, len(known)) if known[i] is not None)
            end = known[after]
            assert end is not None
            place = places[-1] + (end - places[-1]) / (after - index + 1)
        places.append(max(place, places[-1]) if places else place)
    return places
