"""Cards of few colours, type on flat grounds: each pixel is a place in a palette.

Every ink has a ramp of places, one for each step of coverage on the card's ground. So letters that
touch nothing are copied as they are, which takes a tenth of the time of blending them; where they
do touch, the colours of the pixels are worked out, to the same values that Pillow gives.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from PIL import Image, ImageChops

if TYPE_CHECKING:
    from PIL._imaging import ImagingCore

RGB = tuple[int, int, int]
Area = tuple[int, int, int, int]  # left, top, right, bottom
# A letter as places of a ramp, with its pixels as Pillow keeps them, and where it stands.
Shade: TypeAlias = "tuple[Image.Image, ImagingCore, int, int, int, int]"
_Tint = Callable[[int], tuple[RGB, int] | None]  # what a value stands for: an ink, and how much

STEPS = 32  # of an edge's coverage: more are not seen, and cost bytes, since each is a colour
STEPPED = bytes(round(round(value * STEPS / 255) * 255 / STEPS) for value in range(256))
_COVERAGES = sorted(set(STEPPED))[1:]
MOST_COLORS = 256
MOST_RAMPS = (MOST_COLORS - 1) // STEPS
_MOST_TOUCHING = 4_000  # pixels that are looked at one by one


def shade_of(image: Image.Image, left: int, top: int) -> Shade:
    """A letter that stands there."""
    return image, image.im, left, top, left + image.width, top + image.height


def stepped(mask: Image.Image) -> Image.Image:
    """A mask with its coverage in few steps, so that cards have few colours."""
    return mask.point(STEPPED)


# By ramp: the places that stepped coverages have in it, 0 for what is not covered.
RAMPS = [
    bytes(round(value * STEPS / 255) + (ramp * STEPS if value else 0) for value in STEPPED)
    for ramp in range(MOST_RAMPS)
]


class Flat:
    """A picture as places in a palette. Place 0 is the ground.

    What takes a colour says whether it could: there are 256 of them, and what would have to be
    worked out for many pixels one by one is refused. Then nothing has been painted.
    """

    def __init__(self, size: tuple[int, int], ground: RGB) -> None:
        self.size = size
        self.colors: list[RGB] = [ground] * MOST_COLORS
        self._known: dict[RGB, int] = {ground: 0}
        self._ramps: dict[RGB, int] = {}
        self._tints: dict[int, tuple[RGB, int]] = {}  # the inks and coverages of ramps
        self._free = MOST_COLORS - 1  # single colours are taken from the end on

    @cached_property
    def rows(self) -> bytearray:
        """The places row by row, which are painted on.

        Before each row is a place that is no pixel: the filter's type, as PNG wants it.
        """
        return bytearray((self.size[0] + 1) * self.size[1])

    @cached_property
    def _places(self) -> Image.Image:
        """The rows as a picture, so that nothing is copied to read them.

        It is painted on by its core alone: Pillow's own ``paste`` copies what is not Pillow's.
        """
        size = (self.size[0] + 1, self.size[1])
        return Image.frombuffer("L", size, self.rows, "raw", "L", 0, 1)

    @property
    def palette(self) -> bytes:
        """All colours, three bytes each."""
        return bytes(chain.from_iterable(self.colors))

    @property
    def plain(self) -> RGB | None:
        """The colour of all pixels, as long as nothing else was asked for."""
        untouched = len(self._known) == 1 and "rows" not in vars(self)
        return self.colors[0] if untouched else None

    def crop(self, area: Area) -> Image.Image:
        """The places of an area (mode L)."""
        return self._places.crop(_shifted(area))

    def cut(self, area: Area) -> Image.Image:
        """The pixels of an area, in RGB."""
        if area[2] - area[0] == area[3] - area[1] == 1:
            color = self.plain or self.colors[self.crop(area).tobytes()[0]]
            return Image.new("RGB", (1, 1), color)
        found = self.crop(area)
        found.putpalette(self.palette)
        return found.convert("RGB")

    def rgb(self, inked: Iterable[Area] | None = None) -> Image.Image:
        """The picture in RGB; ``inked`` are areas outside of which all is ground, where known."""
        found = Image.new("RGB", self.size, self.colors[0])
        for area in [(0, 0, *self.size)] if inked is None else inked:
            found.paste(self.cut(area), area[:2])
        return found

    # --- colours ---------------------------------------------------------------------------

    def place(self, color: RGB) -> int | None:
        """The place of a colour, None where there is no room for it."""
        if color not in self._known:
            if self._free <= len(self._ramps) * STEPS:
                return None
            self._known[color] = self._free
            self.colors[self._free] = color
            self._free -= 1
        return self._known[color]

    def ramp(self, ink: RGB) -> int | None:
        """The number of an ink's ramp, None where there is no room for it."""
        if ink not in self._ramps:
            first = len(self._ramps) * STEPS + 1
            if first + STEPS - 1 > self._free:
                return None
            self._ramps[ink] = len(self._ramps)
            shades = _shades(self.colors[0], ink)
            self.colors[first : first + STEPS] = shades
            for place, color in enumerate(shades, first):
                self._known.setdefault(color, place)
            self._tints.update(zip(range(first, first + STEPS), _tints(ink), strict=True))
        return self._ramps[ink]

    # --- painting --------------------------------------------------------------------------

    def fill(self, ink: RGB, area: Area, mask: Image.Image | None) -> bool:
        """Paint an area of the picture in a colour, where a mask (mode L) covers it."""
        if mask is None:
            if self.plain and area == (0, 0, *self.size):  # what is there is its ground
                self.colors, self._known = [ink] * MOST_COLORS, {ink: 0}
                return True
            place = self.place(ink)
            if place is not None:
                self._places.im.paste(place, _shifted(area))
            return place is not None

        def tint(value: int) -> tuple[RGB, int]:
            return ink, value

        below = self.crop(area)
        found = self._even(below, mask, tint) or self._over(below, mask, tint)
        if found is not None:
            self._places.im.paste(found.im, _shifted(area))
        return found is not None

    def letters(self, shades: list[Shade], bounds: Area, clip: Area) -> bool:
        """Set letters, which stand within the bounds, where the clip leaves them."""
        area, core = _shifted(clip), self._places.im
        free = core.crop(area).getbbox() is None
        if free and clip == bounds:
            done, _ = self._set(shades, self._places, (-1, 0))
            if not done:
                core.paste(0, area)
            return done
        strip = Image.new("L", (bounds[2] - bounds[0], bounds[3] - bounds[1]))
        done, touching = self._set(shades, strip, bounds[:2])
        if not done or (touching and not free):
            return False
        if clip != bounds:
            left, top = bounds[:2]
            strip = strip.crop((clip[0] - left, clip[1] - top, clip[2] - left, clip[3] - top))
        if not free:
            below, tint = self.crop(clip), self._tints.get
            found = self._even(below, strip, tint) or self._merged(below, strip, tint)[0]
            if found is None:
                return False
            strip = found
        core.paste(strip.im, area)
        return True

    def _set(
        self, shades: list[Shade], places: Image.Image, corner: tuple[int, int]
    ) -> tuple[bool, bool]:
        """Set letters where nothing is, on places whose corner is there.

        Whether they could be set, and whether any two touch.
        """
        x, y = corner
        core = places.im  # whose methods Pillow's own call, and take three times as long
        reach, touching = x, False
        for letter, pixels, left, top, right, bottom in shades:
            box = (left - x, top - y, right - x, bottom - y)
            shared = (box[0], box[1], min(right, reach) - x, box[3])
            if left < reach and core.crop(shared).getbbox() is not None:
                below = places.crop(shared)
                part = letter.crop((0, 0, *below.size))
                found, touches = self._merged(below, part, self._tints.get)
                if found is None:
                    return False, True
                core.paste(pixels, box)
                core.paste(found.im, shared)
                touching = touching or touches
            else:
                core.paste(pixels, box)
            if right > reach:
                reach = right
        return True, touching

    def _merged(
        self, below: Image.Image, above: Image.Image, tint: _Tint
    ) -> tuple[Image.Image | None, bool]:
        """Shades on what lies beneath, None where they cannot be put there; whether any meet."""
        merged = ImageChops.lighter(below, above)
        touching = ImageChops.darker(below, above).getbbox()
        if touching is None:
            return merged, False
        found = self._over(below.crop(touching), above.crop(touching), tint)
        if found is None:
            return None, True
        merged.paste(found, touching[:2])
        return merged, True

    def _even(self, below: Image.Image, above: Image.Image, tint: _Tint) -> Image.Image | None:
        """What values make of a ground of one colour, None where it has more than one."""
        ground, *others = _values(below)
        if others:
            return None
        table = [ground] * 256
        for value in _values(above):
            place = self._mixed(ground, value, tint)
            if place is None:
                return None
            table[value] = place
        return above.point(table)

    def _over(self, below: Image.Image, above: Image.Image, tint: _Tint) -> Image.Image | None:
        """What values make of the pixels beneath, one by one."""
        if below.width * below.height > _MOST_TOUCHING:
            return None
        pairs = list(zip(below.tobytes(), above.tobytes(), strict=True))
        places: dict[tuple[int, int], int] = {}
        for pair in set(pairs):
            place = self._mixed(*pair, tint)
            if place is None:
                return None
            places[pair] = place
        return Image.frombytes("L", below.size, bytes(map(places.__getitem__, pairs)))

    def _mixed(self, below: int, above: int, tint: _Tint) -> int | None:
        """The place of the colour that a value makes of the one beneath."""
        if not above:
            return below
        tinted = tint(above)
        return None if tinted is None else self.place(mixed(self.colors[below], *tinted))


def _shifted(area: Area) -> Area:
    """An area of the picture, behind what stands before each row."""
    return area[0] + 1, area[1], area[2] + 1, area[3]


def _values(image: Image.Image) -> list[int]:
    return [value for value, count in enumerate(image.histogram()) if count]


@lru_cache(maxsize=256)
def _tints(ink: RGB) -> tuple[tuple[RGB, int], ...]:
    return tuple((ink, coverage) for coverage in _COVERAGES)


@lru_cache(maxsize=256)
def _shades(ground: RGB, ink: RGB) -> tuple[RGB, ...]:
    return tuple(mixed(ground, ink, coverage) for coverage in _COVERAGES)


def mixed(below: RGB, ink: RGB, coverage: int) -> RGB:
    """A colour that covers another by so much of 255, to the value that Pillow's paste gives."""
    first, second, third = (
        (((part := under * (255 - coverage) + over * coverage + 128) >> 8) + part) >> 8
        for under, over in zip(below, ink, strict=True)
    )
    return first, second, third
