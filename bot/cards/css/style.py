"""The computed style of one element: every property that cards know, with its initial value."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

from bot.cards.css.colors import TRANSPARENT, Color
from bot.cards.css.effects import Filter, Shadow, Transform
from bot.cards.css.gradients import Layer
from bot.cards.css.grid import Areas, Line, Template, Track
from bot.cards.css.safeareas import AUTO, SafeArea
from bot.cards.css.values import Length

ZERO = Length()
HALF = Length(0, 50)
BLACK = Color(0, 0, 0)

Edge = Length | None  # None is ``auto`` (or ``none`` for a maximum)
Position2D = tuple[Length, Length]
BackgroundSize = str | tuple[Edge, Edge]  # "cover", "contain", or width and height


class Attribute(NamedTuple):
    """What an attribute of the element says."""

    name: str


Piece = str | Attribute  # of ``content``


@dataclass(slots=True, kw_only=True, eq=False)
class Style:
    """Computed values; lengths in CSS pixels or percent, as ``bot.cards.css.values`` gives them.

    A field is its property's name with underscores; ``css.properties`` says which inherit.
    Built once by the cascade and not changed after.
    """

    # boxes
    display: str = "inline"
    position: str = "static"
    top: Edge = None
    right: Edge = None
    bottom: Edge = None
    left: Edge = None
    z_index: int | None = None  # None is ``auto``
    box_sizing: str = "content-box"
    width: Edge = None
    height: Edge = None
    min_width: Edge = None
    min_height: Edge = None
    max_width: Edge = None
    max_height: Edge = None
    aspect_ratio: float | None = None
    margin_top: Edge = ZERO
    margin_right: Edge = ZERO
    margin_bottom: Edge = ZERO
    margin_left: Edge = ZERO
    padding_top: Length = ZERO
    padding_right: Length = ZERO
    padding_bottom: Length = ZERO
    padding_left: Length = ZERO
    overflow: str = "visible"

    # flex
    flex_direction: str = "row"
    flex_wrap: str = "nowrap"
    flex_grow: float = 0.0
    flex_shrink: float = 1.0
    flex_basis: Edge = None
    justify_content: str = "normal"
    align_items: str = "normal"
    align_content: str = "normal"
    align_self: str = "auto"
    justify_items: str = "normal"
    justify_self: str = "auto"
    row_gap: Length = ZERO
    column_gap: Length = ZERO

    # grid
    grid_template_columns: Template = ()
    grid_template_rows: Template = ()
    grid_template_areas: Areas = ()
    grid_auto_columns: tuple[Track, ...] = ()
    grid_auto_rows: tuple[Track, ...] = ()
    grid_auto_flow: str = "row"
    grid_row_start: Line = None
    grid_row_end: Line = None
    grid_column_start: Line = None
    grid_column_end: Line = None

    # painting
    color: Color = BLACK
    opacity: float = 1.0
    background_color: Color | None = TRANSPARENT  # a colour of None is the text's colour
    background_image: tuple[Layer, ...] = ()
    background_size: tuple[BackgroundSize, ...] = ((None, None),)
    background_position: tuple[Position2D, ...] = ((ZERO, ZERO),)
    background_repeat: tuple[tuple[bool, bool], ...] = ((True, True),)  # across, down
    border_top_width: float = 3.0
    border_right_width: float = 3.0
    border_bottom_width: float = 3.0
    border_left_width: float = 3.0
    border_top_style: str = "none"
    border_right_style: str = "none"
    border_bottom_style: str = "none"
    border_left_style: str = "none"
    border_top_color: Color | None = None
    border_right_color: Color | None = None
    border_bottom_color: Color | None = None
    border_left_color: Color | None = None
    border_top_left_radius: Position2D = (ZERO, ZERO)
    border_top_right_radius: Position2D = (ZERO, ZERO)
    border_bottom_right_radius: Position2D = (ZERO, ZERO)
    border_bottom_left_radius: Position2D = (ZERO, ZERO)
    box_shadow: tuple[Shadow, ...] = ()
    object_fit: str = "fill"
    object_position: Position2D = (HALF, HALF)
    transform: tuple[Transform, ...] = ()
    transform_origin: Position2D = (HALF, HALF)
    filter: tuple[Filter, ...] = ()
    mix_blend_mode: str = "normal"

    # text
    font_family: tuple[str, ...] = ("sans-serif",)
    font_size: float = 16.0
    font_weight: float = 400.0
    font_style: str = "normal"
    font_feature_settings: tuple[tuple[str, int], ...] = ()
    font_variant_numeric: str = "normal"
    line_height: float | None = None  # pixels, after ``line_height_factor``
    line_height_factor: float | None = None
    letter_spacing: float = 0.0
    word_spacing: float = 0.0
    text_align: str = "start"
    text_indent: Length = ZERO
    text_transform: str = "none"
    text_wrap: str = "wrap"
    white_space: str = "normal"
    hanging_punctuation: str = "none"
    direction: str = "ltr"
    unicode_bidi: str = "normal"
    hyphens: str = "manual"
    hyphenate_limit_chars: tuple[int, int, int] = (5, 2, 2)  # of a word, before and after a hyphen
    webkit_box_orient: str = "vertical"
    line_clamp: int | None = None  # None is ``none``
    text_decoration_line: tuple[str, ...] = ()
    text_decoration_style: str = "solid"
    text_decoration_color: Color | None = None  # of None is the text's colour
    text_decoration_thickness: Length | None = None  # None is ``auto``
    text_decoration_skip_ink: str = "auto"
    text_underline_offset: Length | None = None  # None is ``auto``
    text_shadow: tuple[Shadow, ...] = ()
    webkit_text_stroke_width: float = 0.0
    webkit_text_stroke_color: Color | None = None
    paint_order: bool = False  # whether the stroke is beneath the letters
    box_decoration_break: str = "slice"
    list_style_type: str = "disc"

    # of ::before and ::after
    content: tuple[Piece, ...] | None = None

    # cards' own
    card_fit: tuple[float, float] | None = None
    card_safe_area: SafeArea = AUTO

    def border_width(self, side: str) -> float:
        """The used width of a side's border: nothing where it has no style."""
        if getattr(self, f"border_{side}_style") == "none":
            return 0.0
        width: float = getattr(self, f"border_{side}_width")
        return width

    def line_height_px(self) -> float | None:
        """The line height in pixels; None is the font's own (``normal``).

        Browsers lay out in 64ths of a pixel, and cut down to them a line's height, and before it
        the font's size that it is a multiple of.
        """
        height = self.line_height
        if self.line_height_factor is not None:
            height = self.line_height_factor * _cut(self.font_size)
        return None if height is None else _cut(height)


def _cut(pixels: float) -> float:
    return math.floor(pixels * 64 + 1e-6) / 64
