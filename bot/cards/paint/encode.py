"""Pictures to files: the same bytes for the same pixels, sRGB, and nothing else in them."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterable, Iterator, Sequence

from isal import isal_zlib
from PIL import Image, ImageChops
from PIL import _imaging as pillow

from bot.cards.paint import palette
from bot.cards.paint.canvas import NOT_PLAIN, Plain, Rect
from bot.cards.paint.flat import MOST_COLORS, RGB, Flat
from bot.errors import CardError
from bot.model import PictureKind, PictureLimits

# Of ISA-L. Its bytes are the same on every x86 processor with SSE 4.2; those of level 3 are not.
LEVEL = 2
_FEW_COLORS = 4096  # type on flat grounds has hundreds, a photo or gradient tens of thousands
_SRGB_PERCEPTUAL = b"\x00"
_UP = b"\x02"  # a row's filter: its difference from the one above
_PIECE = 1 << 18  # bytes
_QUALITIES = (90, 82, 72, 60)  # of JPEG and WebP, tried in turn; below, type has visible fringes


def encode(image: Image.Image | Flat, wanted: PictureLimits, plain: Plain = NOT_PLAIN) -> bytes:
    """A picture, in RGB or of few colours, as the file that suits it best of those allowed.

    ``plain`` tells what is known of its ground, which saves looking. Type on flat grounds is PNG,
    exact to the pixel; a photo or gradient is JPEG, then WebP. What is too large gives way to the
    next. Raises CardError when nothing is small enough.
    """
    smallest = 0
    for data in _candidates(image, wanted.kinds, plain):
        if wanted.most_bytes is None or len(data) <= wanted.most_bytes:
            return data
        smallest = min(smallest or len(data), len(data))
    kinds = ", ".join(kind.value for kind in wanted.kinds)
    raise CardError(
        f"the card has {smallest:,} bytes as {kinds} and {wanted.most_bytes:,} are allowed; "
        "use fewer or quieter photos"
    )


def _candidates(
    image: Image.Image | Flat, kinds: tuple[PictureKind, ...], plain: Plain
) -> Iterator[bytes]:
    """The picture in the kinds asked for, best first, none made before it is asked for."""
    lossy = [kind for kind in (PictureKind.JPEG, PictureKind.WEBP) if kind in kinds]
    if isinstance(image, Flat):
        if PictureKind.PNG in kinds:
            packed = isal_zlib.compress(image.rows, LEVEL)
            yield _file(image.size, _INDEXED, image.palette, packed)
        image = image.rgb()
    elif PictureKind.PNG in kinds:
        colors = palette.colors_of(image, plain, _FEW_COLORS)
        if colors is not None or not lossy:
            yield _png(image, colors, plain)
    for kind in lossy:
        for quality in _QUALITIES:
            yield _lossy(image, kind, quality)


def _lossy(image: Image.Image, kind: PictureKind, quality: int) -> bytes:
    """Untagged, which is sRGB by definition; colour at full resolution, for the edges of type."""
    file = io.BytesIO()
    if kind is PictureKind.JPEG:
        image.save(file, "JPEG", quality=quality, subsampling=0)
    else:
        image.save(file, "WEBP", quality=quality)
    return file.getvalue()


def png(image: Image.Image) -> bytes:
    """An RGB picture as PNG, exact to the pixel."""
    return _png(image, palette.colors_of(image, NOT_PLAIN, _FEW_COLORS), NOT_PLAIN)


def _png(image: Image.Image, colors: set[RGB] | None, plain: Plain) -> bytes:
    """A picture with those colours, None for too many to tell.

    Up to 256 colours are packed as places in a palette, flat pictures of more as they are, rows
    with photos and gradients as differences from the row above; ``benchmarks/cards.py`` has the
    curve of the levels. Source: PNG 3rd edition, filter types 0 and 2, ``PLTE``, ``sRGB``.
    """
    if colors is None:
        rows = _rows(image, plain.drawn or [(0, 0, *image.size)])
        return _file(image.size, _TRUE, b"", _packed(rows))
    if len(colors) <= MOST_COLORS:
        found = palette.indexed(image, colors, plain)
        if found is not None:
            return _file(image.size, _INDEXED, found.palette, _packed(_rows(found.places)))
    return _file(image.size, _TRUE, b"", _packed(_rows(image)))


_TRUE, _INDEXED = 2, 3  # colour types of PNG


def _rows(image: Image.Image, differing: Sequence[Rect] = ()) -> Iterator[bytes | bytearray]:
    """The rows of a picture, each behind its filter's type, in pieces.

    On those of the areas given, one below the other, they are differences from the row above.
    """
    stride, end = image.width * len(image.getbands()) + 1, 0
    filters = bytearray(image.height + 1)
    parts = list[Iterator[bytearray]]()
    for _, top, _, bottom in differing:
        filters[top:bottom] = _UP * (bottom - top)
        parts += [_pieces(image, end, top, stride), _differing(image, top, bottom, stride)]
        end = bottom
    parts.append(_pieces(image, end, image.height, stride))
    yield filters[:1]
    row = 1
    for part in parts:
        for piece in part:
            count = len(piece) // stride
            following = filters[row : row + count]
            row += count
            if any(following):
                piece[stride - 1 :: stride] = following
            yield piece if row <= image.height else piece[:-1]


def _pieces(image: Image.Image, top: int, bottom: int, stride: int) -> Iterator[bytearray]:
    """Rows of a picture in pieces that the processor's cache holds, a zero behind each row."""
    if top == bottom:
        return
    image.load()
    encoder = pillow.raw_encoder(image.mode, image.mode, stride, 1)
    encoder.setimage(image.im, (0, top, image.width, bottom))
    done = 0
    while not done:
        _, done, piece = encoder.encode(max(_PIECE, stride))
        yield bytearray(piece)


def _differing(image: Image.Image, top: int, bottom: int, stride: int) -> Iterator[bytearray]:
    """The same of rows less those above them."""
    many = max(_PIECE, stride) // stride
    for first in range(top, bottom, many):
        last = min(first + many, bottom)
        yield from _pieces(_differences(image, first, last), 0, last - first, stride)


def _packed(rows: Iterable[bytes | bytearray]) -> bytes:
    """Rows packed all at once: what is given in pieces is not always packed to the same bytes."""
    return isal_zlib.compress(b"".join(rows), LEVEL)


def _file(size: tuple[int, int], color_type: int, colors: bytes, packed: bytes) -> bytes:
    """The file of rows so packed."""
    header = struct.pack(">IIBBBBB", *size, 8, color_type, 0, 0, 0)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            *_chunk(b"IHDR", header),
            *_chunk(b"sRGB", _SRGB_PERCEPTUAL),
            *(_chunk(b"PLTE", colors) if colors else ()),
            *_chunk(b"IDAT", packed),
            *_chunk(b"IEND", b""),
        )
    )


def _differences(image: Image.Image, top: int, bottom: int) -> Image.Image:
    """Rows less those above them, modulo 256; above the first is nothing."""
    above = image.crop((0, top - 1, image.width, bottom - 1))
    return ImageChops.subtract_modulo(image.crop((0, top, image.width, bottom)), above)


def _chunk(kind: bytes, data: bytes) -> tuple[bytes, ...]:
    checksum = isal_zlib.crc32(data, isal_zlib.crc32(kind))
    return struct.pack(">I", len(data)), kind, data, struct.pack(">I", checksum)
