"""What a style asks of fonts: faces, features, and the height of its lines.

Sources: CSS Fonts 4, CSS Inline 3 §5 (half-leading). Rounding is Chromium's: ascent and descent to
whole pixels, half-leading down.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TypeAlias

from bot.cards.css.style import Style
from bot.cards.text.fonts import Face, FontSet, Run, itemise
from bot.kept import kept

Leading: TypeAlias = tuple[float, float]  # pixels above and below the baseline


@lru_cache(maxsize=512)
def _chain(
    fonts: FontSet, families: tuple[str, ...], weight: float, *, italic: bool
) -> tuple[Face, ...]:
    return fonts.chain(families, weight, italic=italic)


def chain_of(fonts: FontSet, style: Style) -> tuple[Face, ...]:
    """The faces that a style's text asks in turn."""
    italic = style.font_style == "italic"
    return _chain(fonts, style.font_family, style.font_weight, italic=italic)


def lacking(fonts: FontSet, style: Style) -> str | None:
    """What keeps a style's first family from being set as asked, None where nothing does."""
    italic = style.font_style == "italic"
    return _lacking(fonts, style.font_family[0], style.font_weight, italic=italic)


@lru_cache(maxsize=512)
def _lacking(fonts: FontSet, family: str, weight: float, *, italic: bool) -> str | None:
    return fonts.lacking(family, weight, italic=italic)


@kept(160)
def runs_of(text: str, chain: tuple[Face, ...]) -> tuple[Run, ...]:
    """The runs of one face each that a text is drawn in."""
    return tuple(itemise(text, chain))


def font_of(style: Style) -> tuple[object, ...]:
    """What must be alike for two spans to be shaped together, as browsers do."""
    return (
        *(style.font_family, style.font_size, style.font_weight, style.font_style),
        *(style.font_feature_settings, style.font_variant_numeric),
        *(style.letter_spacing, style.word_spacing),
    )


_NUMERIC = {"tabular-nums": "tnum", "lining-nums": "lnum", "oldstyle-nums": "onum"}


def features_of(style: Style) -> tuple[tuple[str, int], ...]:
    """The OpenType features that a style turns on and off."""
    features = dict(style.font_feature_settings)
    if style.font_variant_numeric in _NUMERIC:
        features.setdefault(_NUMERIC[style.font_variant_numeric], 1)
    if style.letter_spacing:  # CSS Text 4 §8.2: spaced letters do not join
        features.setdefault("liga", 0)
        features.setdefault("clig", 0)
    return tuple(features.items())


def content_area(style: Style, fonts: FontSet) -> tuple[float, float]:
    """Ascent and descent of a style's first font, in pixels: what an inline box is as high as."""
    return _area(chain_of(fonts, style)[0], style.font_size)


@lru_cache(maxsize=512)
def leading(style: Style, fonts: FontSet) -> tuple[float, float]:
    """What a style's text takes above and below the baseline, half-leading included."""
    return _leading(chain_of(fonts, style)[0], style.font_size, style.line_height_px())


def fallbacks(text: str, style: Style, fonts: FontSet) -> tuple[tuple[int, int, Leading], ...]:
    """Where a text of normal line height is drawn by other fonts than its first, and what it takes
    there above and below the baseline; CSS Inline 3 §5.1."""
    if style.line_height_px() is not None:
        return ()
    first, *others = chain_of(fonts, style)
    if not others:
        return ()
    return tuple(
        (run.start, run.start + len(run.text), _leading(run.face, style.font_size, None))
        for run in runs_of(text, (first, *others))
        if run.face is not None and run.face is not first
    )


def _leading(face: Face, size: float, line: float | None) -> Leading:
    ascent, descent = _area(face, size)
    if line is None:
        line = ascent + descent + _rounded(face.line_gap * size / face.upem)
    above = ascent + math.floor((line - ascent - descent) / 2)
    return above, line - above


def _area(face: Face, size: float) -> Leading:
    scale = size / face.upem
    return _rounded(face.ascent * scale), _rounded(face.descent * scale)


def _rounded(value: float) -> float:
    return float(math.floor(value + 0.5))
