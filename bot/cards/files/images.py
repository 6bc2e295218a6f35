"""Pictures: local files only, within limits, upright, in sRGB.

Whatever is wrong with a file is a TemplateError without a place; who asked for it adds the line.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from bot.errors import TemplateError

MOST_PIXELS = 50_000_000  # of a picture before it is decoded; the largest press photos have these
MOST_BYTES = 40_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture file as it will be shown: ``width`` and ``height`` are upright pixels."""

    path: Path
    changed: int  # the file's time of change in ns, so that caches notice a new one
    width: int
    height: int


def open_picture(path: Path) -> Picture:
    """Read a picture's size without decoding it. Raises TemplateError when it is refused."""
    stat = path.stat()
    if stat.st_size > MOST_BYTES:
        raise TemplateError(f"the image {path.name} is larger than {MOST_BYTES:,} bytes")
    return _measured(path, stat.st_mtime_ns)


@lru_cache(maxsize=64)
def _measured(path: Path, changed: int) -> Picture:
    try:
        with Image.open(path, formats=FORMATS) as image:
            width, height = image.size
            if width * height > MOST_PIXELS:
                raise TemplateError(
                    f"the image {path.name} has {width}×{height} pixels; "
                    f"{MOST_PIXELS:,} in all are the most"
                )
            if image.getexif().get(0x0112) in (5, 6, 7, 8):  # turned by a quarter
                width, height = height, width
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError):
        raise TemplateError(
            f"the image {path.name} cannot be read; use a JPEG, PNG, WebP or GIF file"
        ) from None
    return Picture(path, changed, width, height)


Crop = tuple[float, float, float, float]  # left, top, right, bottom in the picture's pixels


@lru_cache(maxsize=6)
def scaled(picture: Picture, crop: Crop, width: int, height: int) -> Image.Image:
    """The crop of a picture at a size in pixels: mode RGB, or RGBA where it is see-through.

    Raises TemplateError when the file is cut short.
    """
    try:
        with Image.open(picture.path, formats=FORMATS) as image:
            if image.format == "JPEG" and picture.width == image.width:
                wanted = (
                    round(picture.width * width / max(1.0, crop[2] - crop[0])),
                    round(picture.height * height / max(1.0, crop[3] - crop[1])),
                )
                image.draft("RGB", wanted)
            image.load()
            ImageOps.exif_transpose(image, in_place=True)
            upright = _srgb(image)
    except (OSError, SyntaxError, ValueError):
        raise TemplateError(
            f"the image {picture.path.name} is cut short or broken; save it again"
        ) from None
    factor = upright.width / picture.width
    left, top, right, bottom = (edge * factor for edge in crop)
    area = (max(0.0, left), max(0.0, top), min(upright.width, right), min(upright.height, bottom))
    smaller = width < area[2] - area[0]
    kind = Image.Resampling.BILINEAR if smaller else Image.Resampling.BICUBIC
    return upright.resize((width, height), kind, box=area)


def _srgb(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    if image.mode in ("I", "I;16", "I;16B", "I;16L"):
        image = image.point(lambda value: value / 256).convert("L")
    see_through = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    if profile and image.mode in ("RGB", "RGBA", "CMYK", "L"):
        image = _from_profile(image, profile)
    mode = "RGBA" if see_through else "RGB"
    return image if image.mode == mode and not see_through else image.convert(mode)


def _from_profile(image: Image.Image, profile: bytes) -> Image.Image:
    """The image in sRGB; as it is where its profile cannot be read."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = "RGBA" if image.mode == "RGBA" else "RGB"
        changed = ImageCms.profileToProfile(
            image, source, ImageCms.createProfile("sRGB"), outputMode=mode
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return changed or image
