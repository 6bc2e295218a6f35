"""Pictures of few colours as one byte a pixel, exactly.

Which byte a pixel gets is a sum of table look-ups, one for each channel that is needed to tell the
colours apart, modulo 256: a perfect hash, found by trial. So Pillow does all the work that is done
for each pixel.
Source: Fox, Heath, Chen, Daoud, "Practical minimal perfect hash functions", 1992.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from itertools import combinations
from operator import itemgetter

from PIL import Image, ImageChops

from bot.cards.paint.canvas import Plain
from bot.cards.paint.flat import MOST_COLORS, RGB

Tables = tuple[bytes, bytes, bytes]  # for red, green and blue: 256 bytes each
_NOTHING = bytes(256)
_ALL = (1 << 256) - 1
_TRIES = 24  # most palettes need one; those of 250 colours and more a few


@dataclass(frozen=True, slots=True)
class Indexed:
    """A picture as places in a palette (mode L), and the palette: 256 times three bytes."""

    places: Image.Image
    palette: bytes


def indexed(image: Image.Image, colors: Iterable[RGB], plain: Plain) -> Indexed | None:
    """An RGB picture as places in a palette.

    ``colors`` are all that the picture has. None where no tables are found for them.
    """
    wanted = sorted(colors)
    tables = perfect(wanted)
    if tables is None:
        return None
    palette = bytearray(3 * MOST_COLORS)
    for color in wanted:
        at = 3 * _place(color, tables)
        palette[at : at + 3] = bytes(color)
    if plain.color is None:
        return Indexed(_places(image, tables), bytes(palette))
    places = Image.new("L", image.size, _place(plain.color, tables))
    for area in plain.inked:
        places.paste(_places(image.crop(area), tables), area[:2])
    return Indexed(places, bytes(palette))


def colors_of(image: Image.Image, plain: Plain, most: int) -> set[RGB] | None:
    """All colours of an RGB picture, None where they are more than ``most``."""
    if plain.color is None:
        return _counted(image, most)
    found = {plain.color}
    for area in (*plain.drawn, *plain.inked):  # those first that have most
        some = _counted(image if area == (0, 0, *image.size) else image.crop(area), most)
        if some is None:
            return None
        found |= some
    return found if len(found) <= most else None


def _counted(image: Image.Image, most: int) -> set[RGB] | None:
    if image.width * image.height > 20 * most:  # of a photo, a few pixels tell as much
        few = image.resize((image.width // 8, image.height // 8), Image.Resampling.NEAREST)
        if few.getcolors(most) is None:
            return None
    counted = image.getcolors(most)
    return None if counted is None else {_rgb(color) for _, color in counted}


def _rgb(color: object) -> RGB:
    assert isinstance(color, tuple)
    return color


def _place(color: RGB, tables: Tables) -> int:
    reds, greens, blues = tables
    return reds[color[0]] + greens[color[1]] + blues[color[2]] & 255


def _places(image: Image.Image, tables: Tables) -> Image.Image:
    bands = [image.getchannel(band).point(table) for band, table in enumerate(tables) if any(table)]
    return reduce(ImageChops.add_modulo, bands) if bands else Image.new("L", image.size)


def perfect(colors: list[RGB]) -> Tables | None:
    """Tables that give each colour a place of its own; None where none are found.

    The channels get tables by chance, the same each time, but for one. That one's is filled in:
    colours of one value in it move together, to where none of them meets another; the largest
    groups first. Channels that are not needed add nothing.
    """
    needed = _telling(colors)
    filled = needed[0]
    groups: dict[int, list[RGB]] = {}
    for color in colors:
        groups.setdefault(color[filled], []).append(color)
    ordered = sorted(groups.items(), key=lambda group: -len(group[1]))
    for seed in range(_TRIES):
        chance = random.Random(seed)
        tables = [chance.randbytes(256) if band in needed[1:] else _NOTHING for band in range(3)]
        found = _placed(ordered, (tables[0], tables[1], tables[2]))
        if found is not None:
            tables[filled] = found
            return tables[0], tables[1], tables[2]
    return None


def _telling(colors: list[RGB]) -> tuple[int, ...]:
    """The fewest channels (0 red, 1 green, 2 blue) by which all the colours differ."""
    for bands in (*combinations(range(3), 1), *combinations(range(3), 2)):
        if len(set(map(itemgetter(*bands), colors))) == len(colors):
            return bands
    return 0, 1, 2


def _placed(groups: list[tuple[int, list[RGB]]], tables: Tables) -> bytes | None:
    """The table of the channel that the colours are grouped by."""
    taken = 0  # a bit for each place
    shifts = bytearray(256)
    for value, members in groups:
        places = {_place(color, tables) for color in members}
        wanted = sum(1 << place for place in places)
        turned = (((wanted << shift) | (wanted >> 256 - shift)) & _ALL for shift in range(256))
        shift = next((shift for shift, bits in enumerate(turned) if not bits & taken), None)
        if shift is None or len(places) < len(members):
            return None
        shifts[value] = shift
        taken |= ((wanted << shift) | (wanted >> 256 - shift)) & _ALL
    return bytes(shifts)
