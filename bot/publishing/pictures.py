"""A piece's pictures against what its platform takes, before anything is sent."""

from __future__ import annotations

from collections.abc import Iterator

from bot.composing.limits import Limits
from bot.errors import Refused
from bot.model import Piece
from bot.publishing.content import File
from bot.publishing.contract import Picture


def check_pictures(piece: Piece[Picture], limits: Limits) -> None:
    """Raise Refused, with all that is wrong, for pictures that the platform would refuse."""
    problems = list(_problems(piece, limits))
    if problems:
        raise Refused("; ".join(problems))


def as_file(picture: Picture, part: str, number: int | None = None) -> File:
    """The picture as a file in a form's ``part``; its name says its number, where it has one."""
    return File(
        part=part,
        name=f"card{number or ''}{picture.kind.suffix}",
        media_type=picture.kind.media_type,
        data=picture.data,
    )


def _problems(piece: Piece[Picture], limits: Limits) -> Iterator[str]:
    count = len(piece.cards)
    if count > limits.pictures:
        yield f"{limits.name} takes {limits.pictures} pictures with a post, not {count}"
    if limits.needs_picture and not count:
        yield f"{limits.name} takes no post without a picture"
    for number, picture in enumerate(piece.cards, start=1):
        for problem in _of_picture(picture, limits):
            yield f"picture {number} {problem}"


def _of_picture(picture: Picture, limits: Limits) -> Iterator[str]:
    if picture.kind not in limits.picture_types:
        taken = ", ".join(limits.picture_types).upper()
        yield f"is a {picture.kind.upper()}; {limits.name} takes {taken}"
    if len(picture.data) > limits.picture_bytes:
        size, most = len(picture.data) / 1e6, limits.picture_bytes / 1e6
        yield f"has {size:.1f} MB; {limits.name} takes {most:g} MB"
    if limits.alt_limit and len(picture.alt_text) > limits.alt_limit:
        yield f"has an alternative text of over {limits.alt_limit} characters"
    if limits.picture_ratio:
        narrowest, widest = limits.picture_ratio
        if not narrowest <= picture.width / picture.height <= widest:
            yield f"is {picture.width}×{picture.height}, which {limits.name} would cut"
