"""Pictures to files: the same bytes for the same pixels, sRGB, and nothing else in them."""

from __future__ import annotations

import struct

from PIL import Image, ImageChops
from zlib_ng import zlib_ng

_LEVEL = 2  # level 6 takes two to three times as long for 4 to 15 % fewer bytes
_FEW_COLORS = 4096  # type on flat grounds has hundreds, a photo or gradient tens of thousands
_SRGB_PERCEPTUAL = b"\x00"
_PLAIN, _UP = b"\x00", b"\x02"  # a row's filter: as it is, or its difference from the one above


def png(image: Image.Image) -> bytes:
    """An RGB picture as PNG.

    Flat pictures pack best as they are, photos and gradients row by row as differences. Source:
    PNG 3rd edition, filter types 0 and 2, chunk ``sRGB``; ``benchmarks/cards.py`` has the curve.
    """
    flat = image.getcolors(_FEW_COLORS) is not None
    kind = _PLAIN if flat else _UP
    pixels = (image if flat else _differences(image)).tobytes()
    stride = image.width * 3
    rows = [pixels[start : start + stride] for start in range(0, len(pixels), stride)]
    packed = zlib_ng.compress(kind.join([b"", *rows]), _LEVEL)
    header = struct.pack(">IIBBBBB", image.width, image.height, 8, 2, 0, 0, 0)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", header),
            _chunk(b"sRGB", _SRGB_PERCEPTUAL),
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
