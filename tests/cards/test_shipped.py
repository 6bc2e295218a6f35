"""The shipped templates are clean: the hardest words in the formats and kits by turns.

``python -m benchmarks likeness`` draws all of them in all formats.
"""

from dataclasses import replace
from itertools import cycle
from pathlib import Path

import pytest
from PIL import Image

from bot.cards import FORMATS, Library, check, draw
from bot.model import CardContent, Format
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


@pytest.fixture(scope="module")
def whites(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The shipped templates, with pictures that are the hardest ground for words over them."""
    folder = tmp_path_factory.mktemp("whites")
    Image.new("RGB", (1600, 2000), "white").save(folder / "face.png")
    Image.new("RGB", (2000, 1400), "white").save(folder / "view.png")
    return Library.of(images=(folder,))


@pytest.mark.parametrize("format", FORMATS.values(), ids=FORMATS)
@pytest.mark.parametrize("template", ["quote", "quote-portrait", "quote-photo", "quote-split"])
def test_any_quote_stands_beside_any_picture(
    template: str, format: Format, whites: Library
) -> None:
    for sample in (_shortened(14), _shortened(44), SAMPLES["longest"], SAMPLES["Arabic"]):
        for pictured in (
            replace(sample, portrait="face.png"),
            replace(sample, image="view.png", credit="Photo: Agence Presse-Monde / Ada Durand"),
        ):
            assert check(pictured, template=template, format=format, library=whites) == ()


def _shortened(words: int) -> CardContent:
    """The sample with the longest names and roles, and the first words of its quote."""
    longest = SAMPLES["longest"]
    first = " ".join((longest.quote or "").split(" ")[:words])
    return replace(longest, quote=f"{first}\u202f»")


@pytest.mark.parametrize(("template", "sample", "kit", "format"), CARDS)
def test_a_shipped_card_is_clean(
    template: str, sample: str, kit: Path | None, format: Format
) -> None:
    library = Library.of(*([kit] if kit else []), images=(PICTURES,))
    content = content_for(template, SAMPLES[sample])
    card = draw(content, template=template, format=format, alt_text="", library=library)
    assert card.findings == ()
