"""The pixels being painted: colours and pictures through masks, within a clip, under a transform.

Two kinds of canvas: the card, opaque (mode RGB), and a see-through layer over it, whose colours are
kept multiplied by their alpha. Pasting through a mask is then CSS's own "over" on both. A layer's
mode is RGBX, its fourth band the alpha: on RGBA, Pillow pastes colours by a rule of its own.
Source: CSS Compositing 1 §5.1 and §10.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageChops

from bot.cards.css.colors import Color
from bot.cards.layout.matrix import IDENTITY, Matrix
from bot.cards.paint.flat import RGB, Flat, Shade

Rect = tuple[int, int, int, int]  # left, top, right, bottom
LAYER = "RGBX"
_FINEST = 4  # samples a pixel, each way, of a mask that will be enlarged


@dataclass(frozen=True, eq=False, slots=True)
class Clip:
    """What may be painted on, in pixels of the card; ``mask`` is as large as ``area``."""

    area: Rect
    mask: Image.Image | None = None

    def within(self, other: Clip) -> Clip:
        """What both leave."""
        area = intersection(self.area, other.area) or (0, 0, 0, 0)
        masks = [
            clip.mask.crop(moved(area, clip.area))
            for clip in (self, other)
            if clip.mask is not None
        ]
        mask = ImageChops.multiply(*masks) if len(masks) == 2 else next(iter(masks), None)
        return Clip(area, mask)


@dataclass(frozen=True, slots=True)
class Plain:
    """The one colour that all of a card has outside of the areas that are ``inked``.

    The colour is None where the card has no such ground. On the rows of the areas that are
    ``drawn`` there may be pictures and soft edges; all others have but a few colours.
    """

    color: RGB | None = None
    inked: tuple[Rect, ...] = ()
    drawn: tuple[Rect, ...] = ()


NOT_PLAIN = Plain()


class Canvas:
    """A rectangle of the card's pixels; ``matrix`` maps what is painted onto the card."""

    def __init__(self, area: Rect, *, opaque: bool) -> None:
        self.area = area
        # The card's pixels as long as they are of few colours, and what they are otherwise.
        self.flat = Flat(size_of(area), (255, 255, 255)) if opaque else None
        self._image = None if opaque else Image.new(LAYER, size_of(area), (0, 0, 0, 0))
        self.clip = Clip(area)
        self.matrix: Matrix = IDENTITY
        self.opaque = opaque
        self.touched: list[Rect] = []  # all areas of the card that may have been painted on
        self.written: list[Rect] = []  # all areas whose pixels were set, letter by letter
        self.drawn: list[Rect] = []  # those of them with pictures and masks other than letters

    @property
    def fine(self) -> int:
        """How many samples a pixel, each way, masks should have."""
        return min(_FINEST, max(1, math.ceil(self.matrix.enlargement - 0.01)))

    @property
    def image(self) -> Image.Image:
        """The pixels, to be painted on: from now on each has a colour of its own."""
        if self._image is None:
            assert self.flat is not None
            self._image, self.flat = self.flat.rgb(bands(self.written, 0)), None
        return self._image

    @image.setter
    def image(self, image: Image.Image) -> None:
        self._image = image

    @property
    def pixels(self) -> Image.Image | Flat:
        """The pixels as they are kept."""
        return self.image if self.flat is None else self.flat

    def crop(self, area: Rect) -> Image.Image:
        """The pixels of an area of the card; outside a layer they are see-through."""
        inside = moved(area, self.area)
        return self.image.crop(inside) if self.flat is None else self.flat.cut(inside)

    def ground(self) -> Image.Image:
        """A pixel of the card, all of which has been painted in one colour: that is its ground."""
        pixel = self.crop((0, 0, 1, 1))
        if self.flat is None or self.flat.plain is None:
            red, green, blue = pixel.tobytes()
            self.flat, self._image = Flat(size_of(self.area), (red, green, blue)), None
        for areas in (self.touched, self.written, self.drawn):
            areas.clear()
        return pixel

    # --- painting, in the element's own coordinates ----------------------------------------

    def fill(self, color: Color, area: Rect, mask: Image.Image | None = None) -> None:
        """Paint an area in a colour; ``mask`` (mode L) covers it, ``fine`` times as large."""
        if color.alpha <= 0:
            return
        shift = self.matrix.pixels
        if shift is None:
            mask, area = self._turned(mask or Image.new("L", size_of(area), 255), area)
        elif shift != (0, 0):
            area = moved(area, (-shift[0], -shift[1], 0, 0))
        if color.alpha < 1:
            mask = faded(mask or Image.new("L", size_of(area), 255), color.alpha)
        self.touched.append(area)
        if mask is not None:
            self.drawn += filter(None, [intersection(area, self.clip.area)])
        self.stamp(color.rgb, area, mask)

    def draw(self, picture: Image.Image, area: Rect, mask: Image.Image | None = None) -> None:
        """Paint a picture (RGB or RGBA) that fills an area; ``mask`` as in ``fill``."""
        shift = self.matrix.pixels
        if shift is None:
            whole = mask or Image.new("L", picture.size, 255)
            if picture.mode == "RGBA":
                whole = whole.resize(picture.size) if whole.size != picture.size else whole
                whole = ImageChops.multiply(whole, picture.getchannel("A"))
            mask, target = self._turned(whole, area)
            drawn, _ = self._turned(picture.convert("RGB"), area)
            self.touched.append(target)
            self.stamp(drawn, target, mask)
            return
        if picture.mode == "RGBA":
            alpha = picture.getchannel("A")
            mask = alpha if mask is None else ImageChops.multiply(mask, alpha)
        target = moved(area, (-shift[0], -shift[1], 0, 0))
        self.touched.append(target)
        plain = self.opaque or picture.mode == "RGB"  # Pillow leaves the alpha alone
        self.stamp(picture if plain else picture.convert("RGB"), target, mask)

    def clipped(self, area: Rect, mask: Image.Image | None) -> Clip:
        """The clip of now within an area of the element, covered by ``mask`` as in ``fill``."""
        shift = self.matrix.pixels
        if shift is None:
            mask, area = self._turned(mask or Image.new("L", size_of(area), 255), area)
        else:
            area = moved(area, (-shift[0], -shift[1], 0, 0))
        return self.clip.within(Clip(area, mask))

    def _turned(self, source: Image.Image, area: Rect) -> tuple[Image.Image, Rect]:
        """A picture or mask that fills an area, as the matrix puts it on the card."""
        left, top, right, bottom = self.matrix.bounds(*area)
        target = (math.floor(left), math.floor(top), math.ceil(right), math.ceil(bottom))
        target = intersection(target, self.area) or (target[0], target[1], target[0], target[1])
        size = size_of(target)
        if self.matrix.flat or not all(size) or not all(size_of(area)):
            return Image.new(source.mode, size), target
        width, height = size_of(area)
        across, down = source.width / width, source.height / height
        back = Matrix(across, 0, 0, down, 1 - area[0] * across, 1 - area[1] * down)
        back = back @ self.matrix.inverse() @ Matrix(e=target[0], f=target[1])
        return _framed(source).transform(
            size,
            Image.Transform.AFFINE,
            (back.a, back.c, back.e, back.b, back.d, back.f),
            Image.Resampling.BILINEAR,
        ), target

    # --- painting, in the card's pixels ----------------------------------------------------

    def stamp(
        self,
        source: RGB | Image.Image,
        area: Rect,
        mask: Image.Image | None,
    ) -> bool:
        """Paint an area of the card within the clip; whether nothing of it was cut off."""
        clip = self.clip.area
        visible: Rect | None = area
        if area[0] < clip[0] or area[1] < clip[1] or area[2] > clip[2] or area[3] > clip[3]:
            visible = intersection(area, clip)
            if visible is None:
                return False
            inside = moved(visible, area)
            mask = mask.crop(inside) if mask is not None else None
            source = source.crop(inside) if isinstance(source, Image.Image) else source
        assert visible is not None
        if self.clip.mask is not None:
            edge = self.clip.mask.crop(moved(visible, self.clip.area))
            mask = edge if mask is None else ImageChops.multiply(mask, edge)
        if not self._filled(source, visible, mask):
            image = self.image
            if not self.opaque:
                opaque = (
                    source.convert(LAYER) if isinstance(source, Image.Image) else (*source, 255)
                )
                image.paste(opaque, moved(visible, self.area), mask)
            elif mask is not None and isinstance(source, tuple):
                # As Image.paste() does it, which takes three times as long for a letter.
                image.im.paste(source, visible, mask.im)
            else:
                image.paste(source, visible, mask)
        self.written.append(visible)
        if isinstance(source, Image.Image):
            self.drawn.append(visible)
        return visible == area

    def _filled(self, source: RGB | Image.Image, area: Rect, mask: Image.Image | None) -> bool:
        """Paint a colour on a card of few colours, if it is one and has room for it."""
        if self.flat is None or isinstance(source, Image.Image):
            return False
        return self.flat.fill(source, area, mask)

    def set_letters(self, shades: list[Shade]) -> bool | None:
        """Set letters on a card of few colours; whether nothing of them was cut off.

        None, with nothing painted, where their colours are too many.
        """
        assert self.flat is not None
        if not shades:
            return True
        _, _, lefts, tops, rights, bottoms = zip(*shades, strict=True)
        bounds = (min(lefts), min(tops), max(rights), max(bottoms))
        visible = intersection(bounds, self.clip.area)
        if visible is None:
            return False
        if not self.flat.letters(shades, bounds, visible):
            return None
        self.written.append(visible)
        return visible == bounds

    def over(self, layer: Canvas, opacity: float, mode: str) -> None:
        """Put a finished layer on this canvas, within the clip of now."""
        box = layer.image.getbbox()
        if box is None:
            return
        area = moved(box, (-layer.area[0], -layer.area[1], 0, 0))
        visible = intersection(area, self.clip.area)
        if visible is None:
            return
        above = layer.crop(visible)
        if opacity < 1:
            above = above.point(_weaker(opacity) * 4)
        if self.clip.mask is not None:
            edge = self.clip.mask.crop(moved(visible, self.clip.area))
            above = ImageChops.multiply(above, Image.merge(LAYER, [edge] * 4))
        image = self.image
        image.paste(composed(self.crop(visible), above, mode), moved(visible, self.area))
        self.touched.append(visible)
        self.written.append(visible)
        self.drawn.append(visible)


def _framed(source: Image.Image) -> Image.Image:
    """A mask within a frame of one clear pixel, or a picture within one of its own edge."""
    width, height = source.size
    framed = Image.new(source.mode, (width + 2, height + 2))
    if source.mode != "L":
        framed.paste(source.crop((0, 0, width, 1)), (1, 0))
        framed.paste(source.crop((0, height - 1, width, height)), (1, height + 1))
        framed.paste(source.crop((0, 0, 1, height)), (0, 1))
        framed.paste(source.crop((width - 1, 0, width, height)), (width + 1, 1))
    framed.paste(source, (1, 1))
    return framed


# --- compositing -------------------------------------------------------------------------


def composed(below: Image.Image, above: Image.Image, mode: str = "normal") -> Image.Image:
    """A layer over what lies beneath (RGB, or a layer itself)."""
    alpha = above.getchannel(3)
    if below.mode == "RGB":
        bands = above.convert("RGB")
        if mode == "multiply":
            clear = Image.merge("RGB", [ImageChops.invert(alpha)] * 3)
            return _product(below, ImageChops.add(bands, clear))
        if mode == "screen":
            return ImageChops.screen(below, bands)
        if mode == "overlay":
            return Image.composite(ImageChops.overlay(below, straight(above)), below, alpha)
        return ImageChops.add(_uncovered(below, alpha), bands)
    if mode == "normal":
        return ImageChops.add(_uncovered(below, alpha), above)
    return _mixed(below, above, mode)


def _product(below: Image.Image, above: Image.Image) -> Image.Image:
    """Two pictures multiplied and rounded: ImageChops cuts the fractions off."""
    black = Image.new("L", below.size)
    pairs = zip(below.split(), above.split(), strict=True)
    return Image.merge(below.mode, [Image.composite(one, black, other) for one, other in pairs])


def _uncovered(below: Image.Image, alpha: Image.Image) -> Image.Image:
    clear = ImageChops.invert(alpha)
    return ImageChops.multiply(below, Image.merge(below.mode, [clear] * len(below.getbands())))


def _mixed(below: Image.Image, above: Image.Image, mode: str) -> Image.Image:
    """A blend of two layers; where the lower is clear, the upper is plain. Compositing 1 §10."""
    blended = composed(straight(below), above, mode)
    backdrop = below.getchannel(3)
    covered = ImageChops.multiply(blended.convert(LAYER), Image.merge(LAYER, [backdrop] * 4))
    alone = _uncovered(above, backdrop)
    colors = ImageChops.add(covered, alone).convert("RGB")
    return Image.merge(LAYER, (*colors.split(), composed(below, above).getchannel(3)))


def straight(layer: Image.Image) -> Image.Image:
    """A layer's colours (mode RGB), no longer multiplied by their alpha."""
    return Image.frombytes("RGBa", layer.size, layer.tobytes()).convert("RGBA").convert("RGB")


def faded(mask: Image.Image, alpha: float) -> Image.Image:
    """A mask at a part of its strength."""
    return mask.point(_weaker(alpha))


@lru_cache(maxsize=64)
def _weaker(alpha: float) -> bytes:
    return bytes(round(value * alpha) for value in range(256))


# --- rectangles --------------------------------------------------------------------------


def size_of(area: Rect) -> tuple[int, int]:
    """Width and height."""
    return area[2] - area[0], area[3] - area[1]


def moved(area: Rect, origin: Rect) -> Rect:
    """The area as seen from another's top left corner."""
    left, top = origin[0], origin[1]
    return area[0] - left, area[1] - top, area[2] - left, area[3] - top


def intersection(first: Rect, second: Rect) -> Rect | None:
    """What two areas share, None where that is nothing."""
    left, top, right, bottom = first
    if left < second[0]:
        left = second[0]
    if top < second[1]:
        top = second[1]
    if right > second[2]:
        right = second[2]
    if bottom > second[3]:
        bottom = second[3]
    return (left, top, right, bottom) if left < right and top < bottom else None


def meets(area: Rect, others: Iterable[Rect]) -> bool:
    """Whether an area shares anything with one of the others."""
    left, top, right, bottom = area
    if left >= right or top >= bottom:
        return False
    for first, upper, last, lower in others:
        across = first < right and left < last and first < last
        if across and upper < bottom and top < lower and upper < lower:
            return True
    return False


def bands(areas: list[Rect], gap: int) -> tuple[Rect, ...]:
    """Rectangles one below the other, more than ``gap`` apart, that hold all the areas."""
    found: list[Rect] = []
    for area in sorted(areas, key=_top):
        last = found[-1] if found else area
        if found and area[1] <= last[3] + gap:
            found.pop()
        else:
            last = area
        found.append(
            (
                min(last[0], area[0]),
                min(last[1], area[1]),
                max(last[2], area[2]),
                max(last[3], area[3]),
            )
        )
    return tuple(found)


def _top(area: Rect) -> int:
    return area[1]
