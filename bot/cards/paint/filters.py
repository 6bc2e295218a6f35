"""``filter`` on a finished layer. Source: Filter Effects 1 §5 (its matrices), §9 (the blur)."""

from __future__ import annotations

import math

from PIL import Image, ImageFilter

from bot.cards.css.effects import Filter
from bot.cards.paint.canvas import LAYER, Rect

# Luma in sRGB, by the specification's matrix for grayscale().
_LUMA = (0.2126, 0.7152, 0.0722)


def grown(area: Rect, filters: tuple[Filter, ...]) -> Rect:
    """The area that must be painted so that ``area`` is right after the filters."""
    reach = math.ceil(sum(3 * each.amount for each in filters if each.name == "blur"))
    return area[0] - reach, area[1] - reach, area[2] + reach, area[3] + reach


def applied(image: Image.Image, filters: tuple[Filter, ...]) -> Image.Image:
    """A layer after its filters, one after the other."""
    for name, amount in filters:
        if name == "blur":
            image = blurred(image, amount)
        elif name == "brightness":
            image = _bright(image, amount)
        else:
            image = _grey(image, amount)
    return image


def blurred(image: Image.Image, deviation: float) -> Image.Image:
    """A picture or mask blurred with that standard deviation, in pixels."""
    return image.filter(ImageFilter.GaussianBlur(deviation)) if deviation else image


def _bright(image: Image.Image, factor: float) -> Image.Image:
    alpha = image.getchannel(3)
    light = Image.frombytes("RGBa", image.size, image.tobytes()).convert("RGBA")
    lut = [min(255, round(value * factor)) for value in range(256)]
    bright = light.point([*lut * 3, *range(256)])
    colors = Image.frombytes(LAYER, image.size, bright.convert("RGBa").tobytes()).convert("RGB")
    return Image.merge(LAYER, (*colors.split(), alpha))


def _grey(image: Image.Image, amount: float) -> Image.Image:
    rest = 1 - amount
    rows: list[float] = []
    for band in range(3):
        rows += [_LUMA[other] * amount + (rest if other == band else 0.0) for other in range(3)]
        rows.append(0.0)
    grey = image.convert("RGB").convert("RGB", tuple(rows))
    return Image.merge(LAYER, (*grey.split(), image.getchannel(3)))
