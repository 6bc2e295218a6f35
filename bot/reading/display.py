"""What posts and cards print of a quotation: its parts as one text, without outer marks."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from bot.model import Part

ELLIPSIS = "[…]"
_SPACES = re.compile(r"[ \t\n\r]{2,}|[\t\n\r]")


def displayed(parts: Sequence[Part], omitted: Sequence[bool]) -> str:
    """The parts joined: by a space, or by […] where more than the attribution is left out.

    ``omitted`` has one flag for each gap between two parts. Entities are decoded and runs of
    plain spaces become one; no-break spaces stay as the article has them.
    """
    texts = [_SPACES.sub(" ", html.unescape(part.text)).strip() for part in parts]
    joined = texts[0]
    for text, gap in zip(texts[1:], omitted, strict=True):
        joined += f" {ELLIPSIS} {text}" if gap else f" {text}"
    return joined
