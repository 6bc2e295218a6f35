"""The same HTML in Chromium: the same boxes, lines and, nearly, pixels."""

import os
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from bot.cards import FORMATS, Library, engine, paint, template
from bot.cards.layout import Placed
from bot.model import CardContent, Format
from tests.cards import chromium
from tests.cards.samples import HEADLINE, POINTS, QUOTE

if chromium.BROWSER is None and not os.environ.get("CI"):
    pytest.skip("Chromium is not installed", allow_module_level=True)

SAMPLES = {"quote": QUOTE, "points": POINTS, "headline": HEADLINE}
CASES = [("quote", "landscape"), ("points", "square"), ("headline", "story")]
# Ours weighs where a line best ends; Chromium only evens the lines. So both break as plainly.
PLAIN = "<style>* { text-wrap: wrap !important }</style></head>"
_BOXES = 0.5  # pixels
_MEAN_ERROR = 1.0  # of 255, all channels


def our_boxes(root: Placed) -> dict[tuple[str, str], list[tuple[float, ...]]]:
    found: dict[tuple[str, str], list[tuple[float, ...]]] = {}
    for place in root.walk():
        if place.box.paragraph is None:
            element = place.box.owner.element
            key = (element.get("-at", ""), str(element.tag))
            found.setdefault(key, []).append((place.x, place.y, place.width, place.height))
    return found


def our_lines(root: Placed) -> list[str]:
    return [
        line.text.strip()
        for place in root.walk()
        if place.box.paragraph is not None
        for line in place.box.paragraph.lines(place.width)
    ]


@pytest.mark.parametrize(("name", "format"), CASES)
def test_a_shipped_card_looks_the_same_in_chromium(name: str, format: str, tmp_path: Path) -> None:
    check(SAMPLES[name], name, FORMATS[format], tmp_path)


def check(content: CardContent, name: str, format: Format, folder: Path) -> None:
    library = Library.of()
    source = template.render(library, name, content, format).replace("</head>", PLAIN)
    fitted = engine.lay_out(source, language=content.language, format=format, library=library)
    page = chromium.page(source, fitted, library)

    measured = chromium.measure(page, format, folder)
    ours = our_boxes(fitted.root)
    for place, tag, *box in measured.boxes:
        if place == "None":  # made by a filter: no line of the template's own
            continue
        mine = ours[place, tag].pop(0)
        assert mine == pytest.approx(tuple(box), abs=_BOXES), (place, tag)
    assert our_lines(fitted.root) == [line.strip() for line in measured.lines]

    theirs = Image.open(chromium.screenshot(page, format, folder)).convert("RGB")
    image = paint.paint(fitted.root, library, format.width, format.height).image
    difference = ImageStat.Stat(ImageChops.difference(image, theirs))
    assert max(difference.mean) <= _MEAN_ERROR
