"""The same HTML in Chromium: the same boxes, lines and, nearly, pixels.

``python -m benchmarks likeness`` looks at every sample; this looks at one of each template.
"""

import os
from itertools import cycle
from pathlib import Path

import pytest

from bot.cards import FORMATS, Library
from tests.cards import chromium
from tests.cards.likeness import Asked, compare
from tests.cards.samples import EVERYTHING

if chromium.BROWSER is None and not os.environ.get("CI"):
    pytest.skip("Chromium is not installed", allow_module_level=True)


def test_every_shipped_card_looks_the_same_in_chromium(tmp_path: Path) -> None:
    library = Library.of()
    formats = cycle(("landscape", "square", "story"))
    cards = [
        Asked(template=name, content=EVERYTHING, format=FORMATS[format])
        for name, format in zip(library.names(), formats, strict=False)
    ]
    for card, likeness in zip(cards, compare(cards, library, tmp_path), strict=True):
        assert likeness.good, (card.template, card.format.name, likeness)
