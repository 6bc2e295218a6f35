"""How like Chromium's a card is: its boxes, its lines and its pixels.

Both break lines plainly: ours weighs where a line best ends, Chromium only evens the lines.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops, ImageStat

from bot.cards import Library, engine
from bot.cards.html import template
from bot.cards.layout.places import Placed
from bot.cards.paint import painting
from bot.cards.words.linebreak import SOFT_HYPHEN
from bot.model import CardContent, Format
from tests.cards import chromium
from tests.cards.chromium import Measured

PLAIN = "<style>* { text-wrap: wrap !important }</style></head>"
FAR = 96  # of 255
# At most: pixels that a box is off, mean error of 255, share of pixels further off than FAR.
BOX, MEAN, FAR_SHARE = 0.5, 1.0, 0.002

Box = tuple[float, ...]


@dataclass(frozen=True, kw_only=True)
class Likeness:
    """How far a card is off: its boxes in pixels, the lines that differ, its pixels."""

    boxes: float
    lines: tuple[tuple[str, str], ...]
    mean: float
    far: float

    @property
    def good(self) -> bool:
        """Whether a reader would tell no difference."""
        same = self.boxes <= BOX and not self.lines
        return same and self.mean <= MEAN and self.far <= FAR_SHARE


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A card: the template's name, its words and its size."""

    template: str
    content: CardContent
    format: Format


def compare(cards: list[Asked], library: Library, folder: Path) -> list[Likeness]:
    """Cards beside Chromium's, all in one run of it."""
    pages, ours = [], []
    for card in cards:
        language = card.content.language
        source = template.render(library, card.template, card.content, card.format)
        source = source.replace("</head>", PLAIN)
        fitted = engine.lay_out(source, language=language, format=card.format, library=library)
        size = (card.format.width, card.format.height)
        ours.append((fitted.root, painting.paint(fitted.root, library, *size).image))
        pages.append((chromium.page(source, fitted, library), card.format))
    theirs = chromium.drawn(pages, folder)
    return [_likeness(*own, *other) for own, other in zip(ours, theirs, strict=True)]


def _likeness(root: Placed, ours: Image.Image, measured: Measured, theirs: Image.Image) -> Likeness:
    mean, far = pixels_off(ours, theirs)
    return Likeness(
        boxes=_boxes_off(root, measured), lines=_lines_off(root, measured), mean=mean, far=far
    )


def pixels_off(ours: Image.Image, theirs: Image.Image) -> tuple[float, float]:
    """The mean error of the worst channel, and the share of pixels that are far off."""
    off = ImageChops.difference(ours, theirs)
    red, green, blue = off.split()
    largest = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    far = sum(largest.histogram()[FAR + 1 :])
    return max(ImageStat.Stat(off).mean), far / (ours.width * ours.height)


def boxes_of(root: Placed) -> dict[str, Box]:
    """The boxes of elements by their names."""
    names = chromium.names(root)
    return {
        names[place.box.owner.element]: (place.x, place.y, place.width, place.height)
        for place in root.walk()
        if place.box.paragraph is None and place.box.owner.element in names
    }


def _boxes_off(root: Placed, measured: Measured) -> float:
    """By how much the worst side of a box is off, of those that the bot makes boxes of."""
    ours = boxes_of(root)
    worst = 0.0
    for name, *theirs in measured.boxes:
        if name in ours:
            sides = zip(ours[name], theirs, strict=True)
            worst = max(worst, *(abs(one - other) for one, other in sides))
    return worst


def _lines_off(root: Placed, measured: Measured) -> tuple[tuple[str, str], ...]:
    mine = [
        line.text.strip()
        for place in root.walk()
        if place.box.paragraph is not None
        for line in place.box.paragraph.lines(place.width)
    ]
    mine = [re.sub("[\u00a0\u202f]", " ", line) for line in mine]
    theirs = [re.sub("[\u00a0\u202f\u2009]", " ", line.strip()) for line in measured.lines]
    theirs = [_seen(line.replace(SOFT_HYPHEN, "")) for line in theirs]
    mine = [_seen(line) for line in mine]
    if len(mine) != len(theirs):
        return ((" / ".join(mine), " / ".join(theirs)),)
    return tuple((one, other) for one, other in zip(mine, theirs, strict=True) if one != other)


def _seen(line: str) -> str:
    """A line without marks that take no room of their own: of those Chromium tells no place."""
    return "".join(character for character in line if not unicodedata.combining(character))
