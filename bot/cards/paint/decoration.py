"""What a box shows of itself: shadows, backgrounds, border and picture.

Sources: CSS Backgrounds 3, CSS Images 3 §5.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TypeVar

from PIL import Image

from bot.cards.css.gradients import Layer, LinearGradient, Picture, RadialGradient
from bot.cards.css.style import BackgroundSize, Edge, Style
from bot.cards.css.styled import Styled
from bot.cards.files.images import Crop, open_picture, scaled
from bot.cards.files.images import Picture as Photo
from bot.cards.files.library import Library
from bot.cards.layout.places import Placed
from bot.cards.paint import edges, shapes
from bot.cards.paint.canvas import Canvas, Rect, moved, size_of
from bot.cards.paint.effort import GRADIENT, ROUND, Effort
from bot.cards.paint.frames import SIDES, Frame, check_size, frame_of
from bot.cards.paint.shapes import SQUARE
from bot.errors import TemplateError


def has_background(style: Style) -> bool:
    """Whether a style paints any background."""
    color = style.background_color
    return color is None or color.alpha > 0 or bool(style.background_image)


@lru_cache(maxsize=512)
def shows(style: Style) -> bool:
    """Whether a box has anything of its own to paint."""
    borders = any(style.border_width(side) for side in SIDES)
    return borders or bool(style.box_shadow) or has_background(style)


class Decorator:
    """Paints what boxes show of themselves on a canvas."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.effort = Effort()
        # Whose pictures are shown larger than they are, and how many times.
        self.enlarged: dict[Styled, float] = {}

    def ground(self, canvas: Canvas, place: Placed, *, background: bool = True) -> None:
        """Shadows, background and border of a box."""
        if not shows(place.box.style):
            return
        frame = frame_of(place)
        check_size(place.box.owner, size_of(frame.area), canvas.fine)
        if not all(edge > 0 for edge in size_of(frame.area)):
            return
        style = place.box.style
        if frame.radii != SQUARE:
            self.effort.add(place.box.owner, size_of(frame.area), ROUND)
        for shadow in reversed(style.box_shadow):
            if not shadow.inset:
                edges.outer_shadow(canvas, shadow, place.box.owner, frame, self.effort)
        if background:
            self.background(canvas, place, frame)
        for shadow in reversed(style.box_shadow):
            if shadow.inset:
                edges.inner_shadow(canvas, shadow, place.box.owner, frame, self.effort)
        edges.border(canvas, style, frame)

    # --- backgrounds -----------------------------------------------------------------------

    def background(
        self, canvas: Canvas, place: Placed, frame: Frame, origin: Rect | None = None
    ) -> None:
        """The colour, then the layers from the last to the first.

        They begin in ``origin``, which is the padding box where none is given.
        """
        style = place.box.style
        color = style.background_color
        mask = frame.mask(canvas.fine)
        canvas.fill(style.color if color is None else color, frame.area, mask)
        for index in range(len(style.background_image) - 1, -1, -1):
            self._layer(canvas, place, frame, origin or frame.inner, index)

    def _layer(self, canvas: Canvas, place: Placed, frame: Frame, origin: Rect, index: int) -> None:
        style = place.box.style
        layer = style.background_image[index]
        photo = self._photo(layer, place) if isinstance(layer, Picture) else None
        size = size_of(origin)
        if not all(size):
            return
        tile = _tile(_nth(style.background_size, index), size, photo)
        across, down = _nth(style.background_position, index)
        x, y = across.of(size[0] - tile[0]), down.of(size[1] - tile[1])
        left, top = origin[0] + round(x), origin[1] + round(y)
        seen = moved(frame.area, (left, top, left, top))  # of the first tile
        if seen[0] >= 0 and seen[1] >= 0 and seen[2] <= tile[0] and seen[3] <= tile[1]:
            drawn = self._drawn(place, layer, photo, tile, seen)
        else:
            repeats = _nth(style.background_repeat, index)
            shift = (x - round(x) if repeats[0] else 0.0, y - round(y) if repeats[1] else 0.0)
            whole = self._drawn(place, layer, photo, tile, (0, 0, *tile), shift)
            drawn = _tiled(whole, frame.area, (left, top), repeats)
        canvas.draw(drawn, frame.area, frame.mask(1))

    def _drawn(
        self,
        place: Placed,
        layer: Layer,
        photo: Photo | None,
        tile: tuple[int, int],
        part: Rect,
        shift: tuple[float, float] = (0.0, 0.0),
    ) -> Image.Image:
        """A part of a layer's tile; that of a gradient is moved by ``shift``, parts of a pixel."""
        if photo is not None:
            across, down = photo.width / tile[0], photo.height / tile[1]
            crop = (part[0] * across, part[1] * down, part[2] * across, part[3] * down)
            self._note(place.box.owner, tile, photo)
            return _scaled(place, photo, crop, size_of(part))
        self.effort.add(place.box.owner, tile, GRADIENT)
        ink = place.box.style.color
        if isinstance(layer, LinearGradient):
            whole = shapes.linear(layer, *tile, ink, shift)
        else:
            assert isinstance(layer, RadialGradient)
            whole = shapes.radial(layer, *tile, ink, shift)
        return whole if part == (0, 0, *tile) else whole.crop(part)

    def picture(self, canvas: Canvas, place: Placed, photo: Photo) -> None:
        """An ``<img>``, fitted into its content box."""
        left, top, right, bottom = (math.floor(edge + 0.5) for edge in place.content)
        if right <= left or bottom <= top:
            return
        crop, target = _fitted(place.box.style, photo, (left, top, right, bottom))
        fine = canvas.fine
        width, height = size_of(target)
        if not width or not height:
            return
        check_size(place.box.owner, (width, height), fine)
        shown = max(1.0, crop[2] - crop[0]), max(1.0, crop[3] - crop[1])
        whole = round(photo.width * width / shown[0]), round(photo.height * height / shown[1])
        self._note(place.box.owner, whole, photo)
        drawn = _scaled(place, photo, crop, (width * fine, height * fine))
        canvas.draw(drawn, target, _picture_mask(place, (left, top, right, bottom), target, fine))

    def _note(self, owner: Styled, size: tuple[int, int], photo: Photo) -> None:
        """Remember how many times a picture is enlarged."""
        times = max(size[0] / photo.width, size[1] / photo.height)
        if times > 1:
            self.enlarged[owner] = max(times, self.enlarged.get(owner, 0.0))

    def _photo(self, layer: Picture, place: Placed) -> Photo:
        path = self.library.picture(layer.url)
        if path is None:
            problem = f"the image {layer.url!r} is in none of the folders of this card"
            raise place.box.owner.error(problem)
        try:
            return open_picture(path)
        except TemplateError as problem:
            raise place.box.owner.error(problem) from None


def _scaled(place: Placed, photo: Photo, crop: Crop, size: tuple[int, int]) -> Image.Image:
    try:
        return scaled(photo, crop, *size)
    except TemplateError as problem:
        raise place.box.owner.error(problem) from None


_Value = TypeVar("_Value")


def _nth(values: tuple[_Value, ...], index: int) -> _Value:
    """The value for a layer: lists of values are repeated; Backgrounds 3 §2.3."""
    return values[index % len(values)]


def _tile(wanted: BackgroundSize, size: tuple[int, int], photo: Photo | None) -> tuple[int, int]:
    """The size of a layer's tile in pixels; a gradient has no size of its own."""
    natural = (photo.width, photo.height) if photo is not None else size
    if isinstance(wanted, str):
        pick = max if wanted == "cover" else min
        factor = pick(size[0] / natural[0], size[1] / natural[1])
        return max(1, round(natural[0] * factor)), max(1, round(natural[1] * factor))
    width, height = wanted
    ratio = natural[0] / natural[1]
    if width is None and height is None:
        return natural
    if width is None:
        down = _side(height, size[1])
        return (max(1, round(down * ratio)) if photo is not None else size[0]), down
    across = _side(width, size[0])
    if height is None:
        return across, (max(1, round(across / ratio)) if photo is not None else size[1])
    return across, _side(height, size[1])


def _side(edge: Edge, reference: int) -> int:
    assert edge is not None
    return max(1, round(edge.of(reference)))


def _tiled(
    tile: Image.Image, area: Rect, first: tuple[int, int], repeats: tuple[bool, bool]
) -> Image.Image:
    """A tile laid over an area, from ``first`` on; clear where it is not repeated."""
    whole = Image.new("RGBA", size_of(area), (0, 0, 0, 0))
    left, right = _reach(first[0] - area[0], tile.width, whole.width, repeats=repeats[0])
    top, bottom = _reach(first[1] - area[1], tile.height, whole.height, repeats=repeats[1])
    row = Image.new("RGBA", (right - left, tile.height))
    row.paste(tile, (0, 0))
    _repeat(row, tile.width, row.width, across=True)
    laid = Image.new("RGBA", (right - left, bottom - top))
    laid.paste(row, (0, 0))
    _repeat(laid, tile.height, laid.height, across=False)
    whole.paste(laid, (left, top))
    return whole


def _reach(first: int, step: int, size: int, *, repeats: bool) -> tuple[int, int]:
    """From where to where tiles are laid, whole ones, along one axis."""
    if not repeats:
        return first, first + step
    start = first % step - step
    return start, start + math.ceil((size - start) / step) * step


def _repeat(laid: Image.Image, done: int, size: int, *, across: bool) -> None:
    """Fill a picture with its beginning: what is laid is laid again, twice as much each time."""
    while done < size:
        part = (0, 0, min(done, size - done), laid.height)
        if across:
            laid.paste(laid.crop(part), (done, 0))
        else:
            laid.paste(laid.crop((0, 0, laid.width, part[2])), (0, done))
        done *= 2


# --- pictures ----------------------------------------------------------------------------


def _picture_mask(place: Placed, box: Rect, target: Rect, fine: int) -> Image.Image | None:
    """The coverage of a picture by its element's round corners, None where it has none."""
    radii = shapes.radii_of(place.box.style, place.width, place.height)
    if radii == SQUARE:
        return None
    frame = (
        place.content[1] - place.y,
        place.right - place.content[2],
        place.bottom - place.content[3],
        place.content[0] - place.x,
    )
    whole = shapes.rounded(size_of(box), shapes.inset(radii, *frame), fine)
    part = moved(target, box)
    return whole.crop((part[0] * fine, part[1] * fine, part[2] * fine, part[3] * fine))


def _fitted(style: Style, photo: Photo, box: Rect) -> tuple[Crop, Rect]:
    """What of a picture is shown, in its own pixels, and where; CSS Images 3 §5.5."""
    width, height = size_of(box)
    whole = (0.0, 0.0, float(photo.width), float(photo.height))
    if style.object_fit == "fill":
        return whole, box
    factors = (width / photo.width, height / photo.height)
    scale = {
        "cover": max(factors),
        "contain": min(factors),
        "scale-down": min(1.0, *factors),
    }.get(style.object_fit, 1.0)
    across, down = style.object_position
    left = across.of(width - photo.width * scale)
    top = down.of(height - photo.height * scale)
    right, bottom = left + photo.width * scale, top + photo.height * scale
    shown = (max(0.0, left), max(0.0, top), min(width, right), min(height, bottom))
    if shown[0] >= shown[2] or shown[1] >= shown[3]:
        return whole, (box[0], box[1], box[0], box[1])
    crop = tuple((shown[i] - (left, top)[i % 2]) / scale for i in range(4))
    target = (
        box[0] + round(shown[0]),
        box[1] + round(shown[1]),
        max(box[0] + round(shown[2]), box[0] + round(shown[0]) + 1),
        max(box[1] + round(shown[3]), box[1] + round(shown[1]) + 1),
    )
    return (crop[0], crop[1], crop[2], crop[3]), target
