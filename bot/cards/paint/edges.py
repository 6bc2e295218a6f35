"""Borders and shadows of boxes. Source: CSS Backgrounds 3 §4 and §6."""

from __future__ import annotations

from PIL import Image, ImageChops

from bot.cards.css.effects import Shadow
from bot.cards.css.style import Style
from bot.cards.css.styled import Styled
from bot.cards.paint import shapes
from bot.cards.paint.canvas import Canvas, intersection, size_of
from bot.cards.paint.effort import SHADOW, Effort
from bot.cards.paint.frames import SIDES, Frame
from bot.cards.paint.shapes import SQUARE


def border(canvas: Canvas, style: Style, frame: Frame) -> None:
    """Paint a box's border."""
    if not any(frame.widths):
        return
    if frame.radii == SQUARE and _plain_border(canvas, style, frame):
        return
    fine = canvas.fine
    ring = shapes.ring(size_of(frame.area), frame.radii, frame.widths, fine)
    colors = [getattr(style, f"border_{side}_color") or style.color for side in SIDES]
    drawn = [color for color, width in zip(colors, frame.widths, strict=True) if width]
    if len(set(drawn)) == 1:
        canvas.fill(drawn[0], frame.area, ring)
        return
    for index, (color, width) in enumerate(zip(colors, frame.widths, strict=True)):
        if width:
            side = shapes.side(size_of(frame.area), frame.radii, frame.widths, index, fine)
            canvas.fill(color, frame.area, ImageChops.multiply(ring, side))


def _plain_border(canvas: Canvas, style: Style, frame: Frame) -> bool:
    """Paint straight sides as bars, where no two of different colours meet; whether it could."""
    colors = [getattr(style, f"border_{side}_color") or style.color for side in SIDES]
    drawn = {side for side, width in enumerate(frame.widths) if width}
    meeting = [{side, (side + 1) % 4} for side in range(4) if {side, (side + 1) % 4} <= drawn]
    if any(colors[one] != colors[other] for one, other in map(tuple, meeting)):
        return False
    (left, top, right, bottom), inner = frame.area, frame.inner
    bars = (
        (left, top, right, inner[1]),
        (inner[2], inner[1], right, inner[3]),
        (left, inner[3], right, bottom),
        (left, inner[1], inner[0], inner[3]),
    )
    for side in drawn:
        if all(edge > 0 for edge in size_of(bars[side])):
            canvas.fill(colors[side], bars[side])
    return True


def outer_shadow(
    canvas: Canvas, shadow: Shadow, owner: Styled, frame: Frame, effort: Effort
) -> None:
    """Paint a shadow about a box."""
    grow = round(shadow.spread)
    width, height = [edge + 2 * grow for edge in size_of(frame.area)]
    if width <= 0 or height <= 0:
        return
    fine = canvas.fine
    effort.add(owner, (width, height), SHADOW * fine * fine)
    shape = shapes.inset(frame.radii, *([-grow] * 4))
    mask, reach = shapes.shadow((width, height), shape, shadow.blur, fine)
    left = frame.area[0] - grow - reach + round(shadow.x)
    top = frame.area[1] - grow - reach + round(shadow.y)
    whole = (left, top, left + mask.width // fine, top + mask.height // fine)
    if intersection(whole, frame.area) is not None:  # none is drawn beneath its own box
        hole = shapes.rounded(size_of(frame.area), frame.radii, fine)
        cut = Image.new("L", mask.size, 0)
        cut.paste(hole, ((frame.area[0] - left) * fine, (frame.area[1] - top) * fine))
        mask = ImageChops.multiply(mask, ImageChops.invert(cut))
    canvas.fill(shadow.color or owner.style.color, whole, mask)


def inner_shadow(
    canvas: Canvas, shadow: Shadow, owner: Styled, frame: Frame, effort: Effort
) -> None:
    """Paint a shadow that falls into a box."""
    size = size_of(frame.inner)
    if not all(edge > 0 for edge in size):
        return
    effort.add(owner, size, SHADOW * canvas.fine**2)
    mask = shapes.inner_shadow(
        size,
        frame.inner_radii,
        (round(shadow.x), round(shadow.y), round(shadow.spread)),
        shadow.blur,
        canvas.fine,
    )
    canvas.fill(shadow.color or owner.style.color, frame.inner, mask)
