"""Pictures to files: the same bytes for the same pixels, sRGB, and nothing else in them."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

from PIL import Image, ImageChops
from zlib_ng import zlib_ng

from bot.cards import palette
from bot.errors import CardError
from bot.model import PictureKind, PictureLimits

LEVEL = 2  # level 6 takes two to three times as long for 4 to 15 % fewer bytes
_FEW_COLORS = 4096  # type on flat grounds has hundreds, a photo or gradient tens of thousands
_SRGB_PERCEPTUAL = b"\x00"
_PLAIN, _UP = b"\x00", b"\x02"  # a row's filter: as it is, or its difference from the one above
_QUALITIES = (90, 82, 72, 60)  # of JPEG and WebP, tried in turn; below, type has visible fringes


def encode(image: Image.Image, wanted: PictureLimits) -> bytes:
    """An RGB picture as the file that suits it best of those that are allowed.

    Type on flat grounds is PNG, exact to the pixel; a photo or gradient is JPEG, then WebP. What
    is too large gives way to the next. Raises CardError when nothing is small enough.
    """
    smallest = 0
    for data in _candidates(image, wanted.kinds):
        if wanted.most_bytes is None or len(data) <= wanted.most_bytes:
            return data
        smallest = min(smallest or len(data), len(data))
    kinds = ", ".join(kind.value for kind in wanted.kinds)
    raise CardError(
        f"the card has {smallest:,} bytes as {kinds} and {wanted.most_bytes:,} are allowed; "
        "use fewer or quieter photos"
    )


def _candidates(image: Image.Image, kinds: tuple[PictureKind, ...]) -> Iterator[bytes]:
    """The picture in the kinds asked for, best first, none made before it is asked for."""
    lossy = [kind for kind in (PictureKind.JPEG, PictureKind.WEBP) if kind in kinds]
    if PictureKind.PNG in kinds and (not lossy or _flat(image)):
        yield png(image)
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


def _flat(image: Image.Image) -> bool:
    return image.getcolors(_FEW_COLORS) is not None


def png(image: Image.Image) -> bytes:
    """An RGB picture as PNG, exact to the pixel.

    Up to 256 colours are packed as places in a palette, flat pictures of more as they are, photos
    and gradients row by row as differences. Source: PNG 3rd edition, filter types 0 and 2, chunks
    ``PLTE`` and ``sRGB``; ``benchmarks/cards.py`` has the curve of zlib's levels.
    """
    counted = image.getcolors(_FEW_COLORS)
    if counted is not None and len(counted) <= palette.MOST_COLORS:
        found = palette.indexed(image, [_rgb(color) for _, color in counted])
        if found is not None:
            places, colors = found
            return _file(image.size, _INDEXED, colors, _packed(places, _PLAIN))
    if counted is not None:
        return _file(image.size, _TRUE, b"", _packed(image, _PLAIN))
    return _file(image.size, _TRUE, b"", _packed(_differences(image), _UP))


def _rgb(color: object) -> palette.RGB:
    assert isinstance(color, tuple)
    return color


_TRUE, _INDEXED = 2, 3  # colour types of PNG


def _packed(image: Image.Image, filter_type: bytes) -> bytes:
    """The rows of a picture, each behind its filter's type, deflated."""
    pixels = image.tobytes()
    stride = image.width * len(image.getbands())
    rows = [pixels[start : start + stride] for start in range(0, len(pixels), stride)]
    return zlib_ng.compress(filter_type.join([b"", *rows]), LEVEL)


def _file(size: tuple[int, int], color_type: int, colors: bytes, packed: bytes) -> bytes:
    header = struct.pack(">IIBBBBB", *size, 8, color_type, 0, 0, 0)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", header),
            _chunk(b"sRGB", _SRGB_PERCEPTUAL),
            _chunk(b"PLTE", colors) if colors else b"",
            _chunk(b"IDAT", packed),
            _chunk(b"IEND", b""),
        )
    )


def _differences(image: Image.Image) -> Image.Image:
    """Each row less the one above it, modulo 256."""
    above = Image.new("RGB", image.size)
    above.paste(image.crop((0, 0, image.width, image.height - 1)), (0, 1))
    return ImageChops.subtract_modulo(image, above)


def _chunk(kind: bytes, data: bytes) -> bytes:
    checksum = zlib_ng.crc32(data, zlib_ng.crc32(kind))
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checksum)
