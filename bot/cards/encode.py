"""Pictures to files: the same bytes for the same pixels, sRGB, and nothing else in them."""

from __future__ import annotations

import struct

from PIL import Image, ImageChops
from zlib_ng import zlib_ng

_LEVEL = 2  # a fifth of level 6's time for 4 % more bytes; benchmarks/cards.py prints the curve
_SRGB_PERCEPTUAL = b"\x00"
_UP = b"\x02"  # the filter's byte before each row


def png(image: Image.Image) -> bytes:
    """An RGB picture as PNG. Every row is stored as its difference from the one above.

    Source: PNG 3rd edition, filter type 2 ("Up"), chunk ``sRGB``.
    """
    above = Image.new("RGB", image.size)
    above.paste(image.crop((0, 0, image.width, image.height - 1)), (0, 1))
    differences = ImageChops.subtract_modulo(image, above).tobytes()
    stride = image.width * 3
    rows = [differences[i : i + stride] for i in range(0, len(differences), stride)]
    packed = zlib_ng.compress(_UP + _UP.join(rows), _LEVEL)
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


def _chunk(kind: bytes, data: bytes) -> bytes:
    checksum = zlib_ng.crc32(data, zlib_ng.crc32(kind))
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checksum)
