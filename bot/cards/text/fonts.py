"""Font faces: which file draws which character, and what it measures.

Only files that a stylesheet's ``@font-face`` names are ever opened; there are no system fonts.
Source: CSS Fonts 4 §5 (font matching), OpenType 1.9.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import uharfbuzz

from bot.cards.css.stylesheet import FontSource
from bot.errors import FontError

Coordinates = tuple[tuple[str, float], ...]

# HarfBuzz makes these spaces from the ordinary one where a font lacks them, and draws nothing for
# the rest: a font without them lacks no glyph. (hb-ot-shape-fallback, default ignorables.)
_SPACES = frozenset([*range(0x2000, 0x200B), 0x202F, 0x205F, 0xA0, 0x3000, 0x20, 0x9, 0xA, 0xD])
_INVISIBLE = frozenset(
    (
        *(0xAD, 0x20E3, 0xFEFF, *range(0x200B, 0x2010), *range(0x2028, 0x202F)),
        *(*range(0x2060, 0x2065), *range(0xFE00, 0xFE10), *range(0xE0000, 0xE0080)),
    )
)


@dataclass(frozen=True, eq=False, slots=True)
class Face:
    """One font file, as its ``@font-face`` describes it.

    ``ascent``, ``descent`` (positive downwards) and ``line_gap`` are in font units, ``upem`` of
    which are one em. ``axes`` gives each variation axis its least, default and greatest value.
    """

    family: str
    weights: tuple[float, float]
    italic: bool
    path: Path
    hb_face: uharfbuzz.Face
    characters: uharfbuzz.Set
    upem: int
    ascent: float
    descent: float
    line_gap: float
    axes: dict[str, tuple[float, float, float]]
    bitmap: bool

    def covers(self, character: str) -> bool:
        """Whether the face draws the character, or needs no glyph for it."""
        code = ord(character)
        return (
            code in self.characters
            or (code in _SPACES and 0x20 in self.characters)
            or code in _INVISIBLE
            or (code == 0x2011 and 0x2010 in self.characters)
        )

    def at(self, weight: float, size: float) -> Coordinates:
        """The variation coordinates for a weight and a size in pixels.

        The optical size follows the font size, as ``font-optical-sizing: auto`` has it.
        """
        wanted = {"wght": weight, "opsz": size}
        found = []
        for tag, (least, default, greatest) in self.axes.items():
            value = wanted.get(tag, default)
            found.append((tag, min(greatest, max(least, value))))
        return tuple(sorted(found))


@lru_cache(maxsize=64)
def open_face(path: Path, source: FontSource) -> Face:
    """The face of a font file. Raises FontError when it is missing, cut short or no font."""
    face = _opened(path)
    extents = uharfbuzz.Font(face).get_font_extents("ltr")
    axes = {
        axis.tag: (axis.min_value, axis.default_value, axis.max_value) for axis in face.axis_infos
    }
    return Face(
        family=source.family,
        weights=source.weights,
        italic=source.italic,
        path=path,
        hb_face=face,
        characters=face.unicodes,
        upem=face.upem,
        ascent=extents.ascender,
        descent=-extents.descender,
        line_gap=extents.line_gap,
        axes=axes,
        bitmap=face.has_color_png,
    )


@lru_cache(maxsize=64)
def _opened(path: Path) -> uharfbuzz.Face:
    """A font file, which may be the face of several families."""
    _check_whole(path)
    try:
        face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))
    except (OSError, uharfbuzz.HarfBuzzError) as problem:
        raise FontError(f"{path}: cannot be opened as a font: {problem}") from None
    if not len(face.unicodes) or not face.glyph_count:
        raise FontError(f"{path}: is no font, or is cut short; copy the file again")
    return face


_SFNT = (b"\x00\x01\x00\x00", b"OTTO", b"true")
MOST_BYTES = 40_000_000  # of a font file; the largest, for Chinese or emoji, have half of it


def _check_whole(path: Path) -> None:
    """Raise FontError for what is no single OpenType font, or lacks a part of its tables.

    HarfBuzz draws a font that is cut short without the letters it lacks.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(12)
            tables = file.read(16 * int.from_bytes(head[4:6], "big"))
    except OSError as problem:
        raise FontError(f"{path}: cannot be opened as a font: {problem.strerror}") from None
    if head[:4] not in _SFNT:
        raise FontError(f"{path}: is no TrueType or OpenType font; WOFF files must be unpacked")
    ends = [
        int.from_bytes(tables[at + 8 : at + 12], "big")
        + int.from_bytes(tables[at + 12 : at + 16], "big")
        for at in range(0, len(tables), 16)
    ]
    if len(tables) < 16 or max(ends) > size:
        raise FontError(f"{path}: the font is cut short; copy the file again")
    if size > MOST_BYTES:
        raise FontError(f"{path}: the font is larger than {MOST_BYTES:,} bytes")


# What a generic family means, and what is asked when nothing else has a character.
GENERIC = {
    "sans-serif": "inter",
    "system-ui": "inter",
    "serif": "newsreader",
    "emoji": "noto color emoji",
}
EMOJI = "noto color emoji"
_BOLD = 600.0  # from here on browsers thicken what has no bold; CSS Fonts 4 §5.2


class FontSet:
    """All faces that a card may use, in the order in which they were declared."""

    def __init__(self, faces: Iterable[Face]) -> None:
        self._families: dict[str, list[Face]] = {}
        for face in faces:
            self._families.setdefault(face.family.lower(), []).append(face)

    @property
    def families(self) -> tuple[str, ...]:
        """The declared families' names."""
        return tuple(faces[0].family for faces in self._families.values())

    def chain(self, families: tuple[str, ...], weight: float, *, italic: bool) -> tuple[Face, ...]:
        """The faces to ask in turn: the families named, then all others, emoji last."""
        names = [GENERIC.get(name.lower(), name.lower()) for name in families]
        names += ["inter", *self._families]
        ordered = dict.fromkeys(name for name in names if name in self._families)
        ordered.pop(EMOJI, None)
        if EMOJI in self._families:
            ordered[EMOJI] = None
        return tuple(
            face for name in ordered for face in self._matching(name, weight, italic=italic)
        )

    def lacking(self, family: str, weight: float, *, italic: bool) -> str | None:
        """What keeps a family from being set as asked, and the mend; browsers would fake it."""
        faces = self._families.get(GENERIC.get(family.lower(), family.lower()))
        if faces is None:
            known = ", ".join(self.families)
            return f"no @font-face is called {family!r}; there are: {known}"
        if italic and not any(face.italic or face.bitmap for face in faces):
            return f"the font {family!r} has no italic; use font-style: normal or another family"
        if weight >= _BOLD > max(face.weights[1] for face in faces) and not faces[0].bitmap:
            return f"the font {family!r} has no bold; add its @font-face or use a lighter weight"
        return None

    def _matching(self, family: str, weight: float, *, italic: bool) -> list[Face]:
        """A family's faces of the nearest style and weight; CSS Fonts 4 §5.2."""
        faces = self._families[family]
        faces = [face for face in faces if face.italic == italic] or faces

        def distance(face: Face) -> float:
            low, high = face.weights
            return max(low - weight, weight - high, 0.0)

        nearest = min(distance(face) for face in faces)
        return [face for face in faces if distance(face) == nearest]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text that one face draws; ``face`` is None where no face can."""

    text: str
    start: int
    face: Face | None


def itemise(text: str, chain: tuple[Face, ...]) -> Iterator[Run]:
    """Cut a text into runs of one face each.

    Combining marks, joiners and variation selectors stay with the character before them; a
    character shown as emoji by default, or followed by U+FE0F, asks the colour font first.
    """
    start, current = 0, None
    for index, cluster in _clusters(text):
        face = _face_for(cluster, chain)
        if index and face is not current:
            yield Run(text[start:index], start, current)
            start = index
        current = face
    if text:
        yield Run(text[start:], start, current)


def _clusters(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for index in range(1, len(text) + 1):
        if index == len(text) or not _joins(text, index):
            yield start, text[start:index]
            start = index


def _joins(text: str, index: int) -> bool:
    code, before = ord(text[index]), ord(text[index - 1])
    if code < 0x300:
        return False
    return (
        unicodedata.category(text[index]) in ("Mn", "Mc", "Me")
        or code in (0x200D, 0x20E3)
        or before == 0x200D
        or 0xFE00 <= code <= 0xFE0F
        or 0x1F3FB <= code <= 0x1F3FF
        or 0xE0020 <= code <= 0xE007F
        or (_regional(code) and _regional(before) and _odd_run(text, index))
    )


def _regional(code: int) -> bool:
    return 0x1F1E6 <= code <= 0x1F1FF


def _odd_run(text: str, index: int) -> bool:
    """Whether the flag letter at ``index`` completes a pair."""
    count = 0
    while index > count and _regional(ord(text[index - 1 - count])):
        count += 1
    return count % 2 == 1


def _face_for(cluster: str, chain: tuple[Face, ...]) -> Face | None:
    first = ord(cluster[0])
    as_emoji = "\ufe0f" in cluster or (0x1F000 <= first <= 0x1FAFF and "\ufe0e" not in cluster)
    if as_emoji:
        chain = (*(face for face in chain if face.bitmap), *chain)
    for face in chain:
        if all(face.covers(character) for character in cluster):
            return face
    return next((face for face in chain if face.covers(cluster[0])), None)
