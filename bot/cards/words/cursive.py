"""Scripts whose letters join: letter-spacing would part them, so they are never spaced.

Source: CSS Text 4 §8.2.1 with its list of cursive scripts; the blocks are those of Unicode 17. That
spaces are spaced all the same, and digits and signs as the letters before them, is Chromium's way.
"""

from __future__ import annotations

import re

# Arabic, Syriac, N'Ko, Mandaic, Mongolian, Phags-pa, Hanifi Rohingya, Sogdian and Adlam.
_JOINING = re.compile(
    "[\u0600-\u077f\u07c0-\u07ff\u0840-\u08ff\u1800-\u18af\ua840-\ua87f"
    "\ufb50-\ufdff\ufe70-\ufefc\U00010d00-\U00010d3f\U00010f30-\U00010f6f\U0001e900-\U0001e95f]"
)


def within(text: str, start: int, end: int) -> list[int]:
    """The places from ``start`` to before ``end`` of characters whose script joins.

    Signs and digits are of the script of the letter before them, or of the first letter.

    >>> within("Le \u062c\u0633\u0631, oui", 0, 11)
    [3, 4, 5, 6]
    """
    first = _JOINING.search(text)
    if first is None:
        return []
    joins = not any(map(str.isalpha, text[: first.start()]))
    found = []
    for place, character in enumerate(text[:end]):
        if character.isalpha():
            joins = _JOINING.match(character) is not None
        if joins and place >= start and not character.isspace():
            found.append(place)
    return found
