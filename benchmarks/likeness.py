"""How like Chromium's the cards are: every shipped template, format and sample.

Chromium is the one in the path, without hinting; it is given the sizes that were found, and breaks
lines plainly, as the bot does here. ``LIKENESS=quote,points`` measures those templates only, so the
whole can be done in pieces.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from benchmarks.machine import machine
from bot.cards import FORMATS, Library
from bot.preview.samples import PICTURES, SAMPLES, content_for
from tests.cards import chromium
from tests.cards.likeness import BOX, FAR, FAR_SHARE, MEAN, Asked, Likeness, compare

AT_ONCE = 25  # cards in one run of Chromium


def templates() -> tuple[str, ...]:
    """The templates to measure."""
    wanted = os.environ.get("LIKENESS", "")
    return tuple(wanted.split(",")) if wanted else Library.of().names()


def asked(template: str) -> Iterator[tuple[str, Asked]]:
    """Every card of a template, with its sample's name."""
    for name, content in SAMPLES.items():
        for format in FORMATS.values():
            words = content_for(template, content)
            yield name, Asked(template=template, content=words, format=format)


def compared(template: str) -> Iterator[tuple[str, Asked, Likeness]]:
    """Every card of a template beside Chromium's."""
    cards, library = asked(template), Library.of(images=(PICTURES,))
    while some := list(islice(cards, AT_ONCE)):
        with tempfile.TemporaryDirectory() as folder:
            found = compare([card for _, card in some], library, Path(folder))
        for (name, card), likeness in zip(some, found, strict=True):
            yield name, card, likeness


def worst(template: str, found: list[Likeness]) -> str:
    """A line of the table: the worst of a template's cards."""
    broken = sum(bool(each.lines) for each in found)
    return (
        f"{template:12} {len(found):5} {max(each.boxes for each in found):8.3f} px {broken:6}   "
        f"{max(each.mean for each in found):8.2f}   {100 * max(each.far for each in found):8.3f} %"
    )


def main() -> None:
    """Print the table, and each card that is not alike."""
    print(machine("pillow", "uharfbuzz", "stretchable"))
    if chromium.BROWSER is None:
        print("not measured: Chromium is not installed")
        return
    print(subprocess.run([chromium.BROWSER, "--version"], capture_output=True, text=True).stdout)
    print(f"worst of:    cards  boxes off  lines   mean error   pixels off by more than {FAR}")
    found = []
    for template in templates():
        each = list(compared(template))
        print(worst(template, [likeness for _, _, likeness in each]), flush=True)
        found += each
    print(worst("all", [likeness for _, _, likeness in found]))
    print(f"at most {'':10} {BOX:8.3f} px {0:6}   {MEAN:8.2f}   {100 * FAR_SHARE:8.3f} %")
    for name, card, likeness in found:
        if not likeness.good:
            print(f"unlike: {card.template} {card.format.name} {name}: {likeness}")
