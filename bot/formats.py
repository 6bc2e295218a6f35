"""The sizes that cards come in."""

from __future__ import annotations

import re

from bot.errors import CardError
from bot.model import Format

# Pixels. What each feed shows whole: X 16:9, link previews 1.91:1, Instagram 1:1 and 4:5,
# stories 9:16.
FORMATS = {
    shape.name: shape
    for shape in (
        Format(name="landscape", width=1200, height=675),
        Format(name="link", width=1200, height=630),
        Format(name="square", width=1080, height=1080),
        Format(name="portrait", width=1080, height=1350),
        Format(name="story", width=1080, height=1920),
    )
}
LEAST, MOST = 200, 4000


def parse_format(text: str) -> Format:
    """The format of that name, or one of ``WxH`` pixels.

    Raises CardError for anything else, and for a side under 200 or over 4,000 pixels.
    """
    if text in FORMATS:
        return FORMATS[text]
    size = re.fullmatch(r"(\d{1,5})x(\d{1,5})", text)
    if not size:
        raise CardError(f"no format is called {text!r}; there are {', '.join(FORMATS)} and WxH")
    width, height = int(size[1]), int(size[2])
    if not (LEAST <= width <= MOST and LEAST <= height <= MOST):
        raise CardError(f"a card of {text} cannot be drawn; each side is {LEAST} to {MOST} pixels")
    return Format(name=text, width=width, height=height)
