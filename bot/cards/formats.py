"""The sizes that cards are drawn in."""

from __future__ import annotations

import re

from bot.errors import CardError
from bot.model import Format

# Sources: X summary_large_image 16:9; Open Graph 1.91:1; Instagram 1:1, 4:5 and stories 9:16.
FORMATS: dict[str, Format] = {
    format.name: format
    for format in (
        Format(name="landscape", width=1200, height=675),
        Format(name="link", width=1200, height=630),
        Format(name="square", width=1080, height=1080),
        Format(name="portrait", width=1080, height=1350),
        Format(name="story", width=1080, height=1920),
    )
}

SMALLEST, LARGEST = 200, 4096  # pixels of a side


def parse_format(text: str) -> Format:
    """The format that a name or ``WIDTHxHEIGHT`` in pixels stands for.

    Raises CardError for anything else.
    """
    if text in FORMATS:
        return FORMATS[text]
    match = re.fullmatch(r"(\d{1,5})[x×](\d{1,5})", text.strip())
    if match is None:
        raise CardError(
            f"{text!r} is no card format; use {', '.join(FORMATS)} or a size such as 1200x675"
        )
    width, height = int(match[1]), int(match[2])
    if not (SMALLEST <= width <= LARGEST and SMALLEST <= height <= LARGEST):
        raise CardError(f"{text}: a card's sides are {SMALLEST} to {LARGEST} pixels")
    known = [item for item in FORMATS.values() if (item.width, item.height) == (width, height)]
    return known[0] if known else Format(name=f"{width}x{height}", width=width, height=height)
