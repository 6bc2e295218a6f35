"""Pictures of few colours as one byte a pixel, exactly.

Which byte a pixel gets is a sum of three table look-ups, one for each channel, modulo 256: a
perfect hash, found by trial. So Pillow does all the work that is done for each pixel.
Source: Fox, Heath, Chen, Daoud, "Practical minimal perfect hash functions", 1992.
"""

from __future__ import annotations

import random
from collections.abc import Iterable

from PIL import Image, ImageChops

RGB = tuple[int, int, int]
Tables = tuple[bytes, bytes, bytes]  # for red, green and blue: 256 bytes each
MOST_COLORS = 256
_TRIES = 24  # most palettes need one; those of 250 colours and more a few


def indexed(image: Image.Image, colors: Iterable[RGB]) -> tuple[Image.Image, bytes] | None:
    """An RGB picture as places in a palette (mode L) and the palette: 256 times three bytes.

    ``colors`` are all that the picture has. None where no tables are found for them.
    """
    wanted = sorted(colors)
    tables = perfect(wanted)
    if tables is None:
        return None
    bands = zip(image.split(), tables, strict=True)
    red, green, blue = (band.point(table) for band, table in bands)
    places = ImageChops.add_modulo(ImageChops.add_modulo(red, green), blue)
    palette = bytearray(3 * MOST_COLORS)
    reds, greens, blues = tables
    for color in wanted:
        at = 3 * (reds[color[0]] + greens[color[1]] + blues[color[2]] & 255)
        palette[at : at + 3] = bytes(color)
    return places, bytes(palette)


def perfect(colors: list[RGB]) -> Tables | None:
    """Tables that give each colour a place of its own; None where none are found.

    Green and blue get tables by chance, the same each time. Then red's is filled in: colours of
    one red move together, to where none of them meets another; the largest groups first.
    """
    groups: dict[int, list[tuple[int, int]]] = {}
    for red, green, blue in colors:
        groups.setdefault(red, []).append((green, blue))
    ordered = sorted(groups.items(), key=lambda group: -len(group[1]))
    for seed in range(_TRIES):
        chance = random.Random(seed)
        greens, blues = chance.randbytes(256), chance.randbytes(256)
        reds = _placed(ordered, greens, blues)
        if reds is not None:
            return reds, greens, blues
    return None


def _placed(
    groups: list[tuple[int, list[tuple[int, int]]]], greens: bytes, blues: bytes
) -> bytes | None:
    taken = bytearray(256)
    reds = bytearray(256)
    for red, members in groups:
        sums = {greens[green] + blues[blue] & 255 for green, blue in members}
        if len(sums) < len(members):
            return None
        for shift in range(256):
            if not any(taken[place + shift & 255] for place in sums):
                break
        else:
            return None
        reds[red] = shift
        for place in sums:
            taken[place + shift & 255] = 1
    return bytes(reds)
