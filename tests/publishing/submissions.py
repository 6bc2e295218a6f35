"""Submissions for tests: posts with real pictures, threads, and words that are hard to send."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

from PIL import Image

from bot.composing.limits import limits_of
from bot.model import Piece
from bot.publishing.contract import Picture, Submission

HEAVY = 100_000  # bytes; more only weigh, and are no picture
AT = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
ODD_TEXTS = (
    "« Nous n’irons pas »\u202f: {media:1} — 100 %\n\nhttps://journal.example.com/a?b=1&c=2",
    'Elle a dit "oui" & <b>non</b> \\ {post:1} {signature}',
    "עברית 👩‍👩‍👧‍👦 naïve é e\u0301 #mot @personne",
)


@cache
def png(shade: int = 0, size: tuple[int, int] = (8, 6)) -> bytes:
    """A small picture; another one for each ``shade``."""
    file = io.BytesIO()
    Image.new("RGB", size, (shade, 60, 90)).save(file, "PNG")
    return file.getvalue()


@cache
def jpeg(shade: int = 0) -> bytes:
    """The same as another kind of file."""
    file = io.BytesIO()
    Image.open(io.BytesIO(png(shade))).save(file, "JPEG")
    return file.getvalue()


def picture(shade: int = 0, alt_text: str = "Ada Martin : « Oui »") -> Picture:
    """A picture on its way out."""
    data = png(shade)
    return Picture(
        data=data,
        width=8,
        height=6,
        sha256=hashlib.sha256(data).hexdigest(),
        alt_text=alt_text,
    )


def piece(text: str, *pictures: Picture) -> Piece[Picture]:
    """A piece with pictures."""
    return Piece(text=text, length=len(text), cards=pictures)


def submission(platform: str, *pieces: Piece[Picture], post_id: int = 1) -> Submission:
    """What is handed to a platform; a plain post where no pieces are given."""
    return Submission(
        post_id=post_id,
        account="main",
        platform=platform,
        language="fr",
        at=AT,
        pieces=pieces or (piece("Nous ouvrirons la piscine avant l’été"),),
    )


def taken(platform: str, *pieces: Piece[Picture], post_id: int = 1) -> Submission:
    """A submission that the platform takes: with a picture where it must have one, of its kinds."""
    limits = limits_of(platform)
    first, *others = pieces or (piece("Nous ouvrirons la piscine avant l’été"),)
    if limits.needs_picture and not first.cards:
        first = replace(first, cards=(picture(),))
    kind = "png" if "png" in limits.picture_types else limits.picture_types[0]
    return submission(
        platform, *(in_kind(each, kind) for each in (first, *others)), post_id=post_id
    )


def in_kind(of: Piece[Picture], kind: str) -> Piece[Picture]:
    """The piece with its pictures as files of another kind, as heavy as they were."""
    if kind == "png":
        return of
    return of.with_cards(lambda each: (_in_kind(each, kind),))


def _in_kind(each: Picture, kind: str) -> Picture:
    file = io.BytesIO()
    Image.open(io.BytesIO(each.data)).save(file, kind)
    data = file.getvalue()
    data += bytes(max(0, len(each.data) - len(data)) if len(each.data) > HEAVY else 0)
    return replace(each, data=data, sha256=hashlib.sha256(data).hexdigest())
