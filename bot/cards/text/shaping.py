"""Shaping: a run of text and a face in, placed glyphs out, by HarfBuzz.

Widths scale with the size (no hinting), so a text is shaped once for each face and set of
variation coordinates, in font units.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import uharfbuzz

from bot.cards.text.fonts import Coordinates, Face
from bot.kept import kept


@dataclass(frozen=True, slots=True)
class Shaped:
    """A run's glyphs in the order of drawing, in font units.

    Parallel tuples: glyph id, the index in the text that it belongs to, advance, and offset of
    its origin from the pen (y upwards). ``widths`` and ``spaced`` are of the text's characters:
    the advance of a cluster stands at its first, and whether ``letter-spacing`` follows (1), and
    ``word-spacing`` too (2). ``plain``: each character is one glyph, which stands at the pen.
    """

    glyphs: tuple[int, ...]
    clusters: tuple[int, ...]
    advances: tuple[int, ...]
    offsets: tuple[tuple[int, int], ...]
    widths: tuple[int, ...]
    spaced: tuple[int, ...]
    plain: bool


@lru_cache(maxsize=256)
def font_at(face: Face, coordinates: Coordinates) -> uharfbuzz.Font:
    """The face at variation coordinates, scaled to font units."""
    font = uharfbuzz.Font(face.hb_face)
    if coordinates:
        font.set_variations(dict(coordinates))
    return font


@kept(160)  # the texts of one card, at the sizes tried
def shape(
    text: str,
    face: Face,
    coordinates: Coordinates,
    features: tuple[tuple[str, int], ...],
    language: str,
    *,
    backwards: bool = False,
) -> Shaped:
    """Shape a run that one face draws, from left to right or from right to left."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if backwards else "ltr"
    buffer.language = language
    uharfbuzz.shape(font_at(face, coordinates), buffer, dict(features))
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    clusters = tuple(info.cluster for info in infos)
    advances = tuple(position.x_advance for position in positions)
    offsets = tuple((position.x_offset, position.y_offset) for position in positions)
    return Shaped(
        tuple(info.codepoint for info in infos),
        clusters,
        advances,
        offsets,
        _widths(text, clusters, advances),
        _spaced(text, clusters),
        clusters == tuple(range(len(text))) and not any(across or up for across, up in offsets),
    )


# What has no width of its own, so that no spacing follows it.
_WITHOUT_WIDTH = "\n\u200b\u00ad\u2060\u200e\u200f\u061c\u2066\u2067\u2068\u2069"


def _widths(text: str, clusters: tuple[int, ...], advances: tuple[int, ...]) -> tuple[int, ...]:
    widths = [0] * len(text)
    for cluster, advance in zip(clusters, advances, strict=True):
        if text[cluster] != "\n":
            widths[cluster] += advance
    return tuple(widths)


def _spaced(text: str, clusters: tuple[int, ...]) -> tuple[int, ...]:
    spaced = [0] * len(text)
    for cluster in clusters:
        if text[cluster] not in _WITHOUT_WIDTH:
            spaced[cluster] = 2 if text[cluster] in " \u00a0" else 1
    return tuple(spaced)
