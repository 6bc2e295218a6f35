"""``bot card``: one card, from a template and a post of ``posts.json``."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from bot import settings
from bot.composing.alternatives import alt_text
from bot.errors import OutputError, UsageError
from bot.formats import FORMATS, parse_format
from bot.model import Card, PictureKind, PictureLimits
from bot.proofs.data import content_of

EXAMPLE = """\
  bot compose article.txt --out proofs
  bot card --template quote --format square --data proofs/posts.json -o card.png
  bot card --template quote --format all --data proofs/posts.json -o cards"""
_KINDS = {
    ".png": PictureKind.PNG,
    ".jpg": PictureKind.JPEG,
    ".jpeg": PictureKind.JPEG,
    ".webp": PictureKind.WEBP,
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments the command takes."""
    parser.add_argument("--template", required=True, metavar="T", help="quote, points, headline …")
    parser.add_argument(
        "--format", required=True, metavar="F", help=f"{', '.join(FORMATS)}, WxH or all"
    )
    parser.add_argument(
        "--data", required=True, type=Path, metavar="FILE", help="posts.json of bot compose"
    )
    parser.add_argument("--portrait", type=Path, metavar="FILE", help="picture of the speaker")
    parser.add_argument("--image", type=Path, metavar="FILE", help="photo for a photo's template")
    parser.add_argument("--credit", metavar="TEXT", help="whose photo it is; printed with it")
    parser.add_argument(
        "-o",
        "--out",
        required=True,
        type=Path,
        metavar="OUT",
        help="file, by its ending PNG, JPEG or WebP; with all, a folder",
    )


def run(arguments: argparse.Namespace) -> int:
    """Draw the card; 1, and no file, where it has findings."""
    configured = settings.load(arguments.config)
    every = arguments.format == "all"
    kind = PictureKind.PNG if every else _kind(arguments.out)
    shapes = list(FORMATS.values()) if every else [parse_format(arguments.format)]
    portrait, image = _picture(arguments.portrait), _picture(arguments.image)
    if image and not arguments.credit:
        raise UsageError("a photo is printed with its credit: say whose it is with --credit")
    content = replace(
        content_of(arguments.data, arguments.template, configured.publication),
        portrait=portrait.name if portrait else None,
        image=image.name if image else None,
        credit=arguments.credit,
    )
    folders = tuple(picture.parent for picture in (portrait, image) if picture)
    from bot import cards

    library = cards.Library.of_newsroom(configured.newsroom, folders, configured.brand)
    refused = False
    for shape in shapes:
        card = cards.draw(
            content,
            template=arguments.template,
            format=shape,
            alt_text=alt_text(content, 0) or "",
            library=library,
            picture=PictureLimits((kind,)),
        )
        for line in card.why_refused:
            refused = True
            print(f"bot: {line}", file=sys.stderr)
        if not card.findings:
            name = f"{arguments.template}-{shape.name}.png"
            _write(card, arguments.out / name if every else arguments.out)
    return int(refused)


def _picture(path: Path | None) -> Path | None:
    if path is not None and not path.is_file():
        raise UsageError(f"{path}: there is no such picture")
    return path


def _kind(path: Path) -> PictureKind:
    try:
        return _KINDS[path.suffix.lower()]
    except KeyError:
        raise UsageError(f"{path}: end the name in {', '.join(_KINDS)}") from None


def _write(card: Card, path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(card.data)
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror}; name another") from error
