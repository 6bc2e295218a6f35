"""The shipped templates are clean: the hardest words in the formats and kits by turns.

``python -m benchmarks likeness`` draws all of them in all formats.
"""

from itertools import cycle
from pathlib import Path

import pytest

from bot.cards import FORMATS, Library, draw
from bot.model import Format
from bot.preview.samples import PICTURES, SAMPLES, content_for
from bot.resources import shipped

BRANDS = shipped("templates") / "cards" / "brands"
KITS = [None, *(BRANDS / name for name in ("bold", "dark", "light"))]
TURNS = cycle((kit, format) for format in FORMATS.values() for kit in KITS)
ASKED = [
    *(
        (name, sample)
        for name in Library.of().names()
        for sample in ("longest", "German", "Arabic")
    ),
    *((name, "portrait") for name in ("quote", "quote-portrait", "quote-photo", "quote-split")),
    *((name, "photo") for name in ("quote-photo", "headline", "cover")),
]
CARDS = [(*asked, *next(TURNS)) for asked in ASKED]


@pytest.mark.parametrize(("template", "sample", "kit", "format"), CARDS)
def test_a_shipped_card_is_clean(
    template: str, sample: str, kit: Path | None, format: Format
) -> None:
    library = Library.of(*([kit] if kit else []), images=(PICTURES,))
    content = content_for(template, SAMPLES[sample])
    card = draw(content, template=template, format=format, alt_text="", library=library)
    assert card.findings == ()
