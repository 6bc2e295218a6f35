"""How well a text's colour can be told from the pixels beneath it. Source: WCAG 2.2 SC 1.4.3."""

from __future__ import annotations

from functools import lru_cache

from PIL import Image

from bot.cards.css.colors import Color

LEAST, LEAST_LARGE = 4.5, 3.0
_COVERED = 13  # of 255: how much of a patch letters cover at least, for it to count


def certain(color: Color, ground: Image.Image) -> bool:
    """Whether the contrast is enough wherever on the ground, by its extremes alone."""
    if color.alpha < 1 or ground.mode != "RGB":
        return False
    if ground.size == (1, 1):
        below = ground.getpixel((0, 0))
        assert isinstance(below, tuple)
        return contrast(color.rgb, below) >= LEAST
    extremes = [band.getextrema() for band in ground.split()]
    own = luminance(color.rgb)
    darkest = luminance(tuple(_whole(least) for least, _ in extremes))
    lightest = luminance(tuple(_whole(most) for _, most in extremes))
    apart = own > lightest or own < darkest
    return apart and min(_ratio(own, darkest), _ratio(own, lightest)) >= LEAST


def _whole(value: object) -> int:
    assert isinstance(value, int | float)
    return int(value)


def worst(color: Color, ground: Image.Image) -> float:
    """The lowest contrast ratio of a text colour with the pixels beneath it.

    The ground is looked at in 256 patches, so single odd pixels do not count; of a see-through
    one, what the letters cover is weighed by how much they cover it.
    """
    width, height = min(32, ground.width), min(8, ground.height)
    colors = None if ground.mode == "RGBA" else ground.getcolors(16)
    if colors is None:
        small = ground.resize((width, height), Image.Resampling.BOX)
        colors = small.getcolors(width * height)
    own = luminance(color.rgb)
    lowest = 1.0 if not colors else 21.0
    for _, beneath in colors or []:
        assert isinstance(beneath, tuple)
        if len(beneath) == 4 and beneath[3] < _COVERED:
            continue
        below = luminance(beneath)
        seen = own if color.alpha >= 1 else luminance(_mixed(color, beneath))
        lowest = min(lowest, _ratio(seen, below))
    return lowest


def _mixed(color: Color, beneath: tuple[int, ...]) -> tuple[int, ...]:
    """A see-through colour on what is beneath."""
    pairs = zip(color.rgb, beneath, strict=False)
    return tuple(round(own * color.alpha + other * (1 - color.alpha)) for own, other in pairs)


@lru_cache(maxsize=256)
def contrast(first: tuple[int, ...], second: tuple[int, ...]) -> float:
    """The contrast ratio of two sRGB colours, 1 to 21; WCAG 2.2."""
    return _ratio(luminance(first), luminance(second))


def _ratio(first: float, second: float) -> float:
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)


# The light of a channel's value, by WCAG 2.2.
_LIGHT = [
    value / 255 / 12.92 if value / 255 <= 0.04045 else ((value / 255 + 0.055) / 1.055) ** 2.4
    for value in range(256)
]


def luminance(color: tuple[int, ...]) -> float:
    """Relative luminance of an sRGB colour; WCAG 2.2."""
    return 0.2126 * _LIGHT[color[0]] + 0.7152 * _LIGHT[color[1]] + 0.0722 * _LIGHT[color[2]]
