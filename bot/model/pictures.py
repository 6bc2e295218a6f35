"""Picture files: their kinds, and what a platform takes of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PictureKind(StrEnum):
    """A kind of picture file."""

    PNG = "png"
    JPEG = "jpeg"
    WEBP = "webp"

    @property
    def media_type(self) -> str:
        """The kind as HTTP names it."""
        return f"image/{self.value}"

    @property
    def suffix(self) -> str:
        """How names of such files end."""
        return ".jpg" if self is PictureKind.JPEG else f".{self.value}"

    @staticmethod
    def of(data: bytes) -> PictureKind:
        """The kind that a card's file is, by its first bytes."""
        if data.startswith(b"\xff\xd8\xff"):
            return PictureKind.JPEG
        return PictureKind.WEBP if data[8:12] == b"WEBP" else PictureKind.PNG


@dataclass(frozen=True, slots=True)
class PictureLimits:
    """What a card's file may be: kinds that are taken, and the most bytes; None is any number."""

    kinds: tuple[PictureKind, ...] = (PictureKind.PNG,)
    most_bytes: int | None = None


ANY_PNG = PictureLimits()
