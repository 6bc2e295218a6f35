"""Every row of docs/reference/css.md that places or paints boxes, beside Chromium, on one page."""

from __future__ import annotations

import os
from dataclasses import dataclass

import pytest
from PIL import Image, ImageChops

from bot.cards import Library, engine
from bot.cards.html import template
from bot.cards.paint import painting
from bot.model import Format
from tests.cards import chromium
from tests.cards.grid_rows import GRID_ROWS
from tests.cards.likeness import BOX, FAR_SHARE, MEAN, boxes_of, pixels_off
from tests.cards.rows import ROWS as BOX_ROWS
from tests.cards.text_rows import TEXT_ROWS

if chromium.BROWSER is None and not os.environ.get("CI"):
    pytest.skip("Chromium is not installed", allow_module_level=True)

ROWS = BOX_ROWS | GRID_ROWS | TEXT_ROWS
WIDTH, HEIGHT, COLUMNS = 200, 150, 12
# Mean error and share of pixels far off, where Chromium draws otherwise: turned letters a little
# softer than their outlines, bitmaps of emoji shrunk by parts of a pixel.
_OTHERWISE = {"turned text": (2.0, FAR_SHARE), "emoji": (1.5, 0.005)}

NO_BOXES = (
    "p",
    "html",
    "body",
    "b",
    "i",
    "u",
    "mark",
    "span",
    "br",
    "a",
    "var",
)  # texts, and the page itself
Boxes = list[tuple[float, ...]]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """All rows as the bot drew them, and as Chromium did."""

    ours: Image.Image
    theirs: Image.Image
    our_boxes: dict[str, Boxes]
    their_boxes: dict[str, Boxes]


def page() -> tuple[str, Format]:
    """The page, with a line for each row: its place tells the row."""
    rules, cells = [], []
    for index, (css, body) in enumerate(ROWS.values()):
        left, top = index % COLUMNS * WIDTH, index // COLUMNS * HEIGHT
        rules.append(css.replace("&", f"#c{index}"))
        cells.append(
            f'<div class="cell" id="c{index}" style="left: {left}px; top: {top}px">{body}</div>'
        )
    style = (
        "* { margin: 0; padding: 0; box-sizing: content-box } .cell { position: absolute;"
        f" width: {WIDTH}px; height: {HEIGHT}px; overflow: hidden; background: white }}"
        " body { font-family: Inter; font-size: 16px } img { display: block }"
    )
    head = f"<head><style>{style} {' '.join(rules)}</style></head>"
    rows = -(-len(ROWS) // COLUMNS)
    format = Format(name="rows", width=COLUMNS * WIDTH, height=rows * HEIGHT)
    return "\n".join([f"<!doctype html><html>{head}<body>", *cells, "</body></html>"]), format


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Sheet:
    folder = tmp_path_factory.mktemp("rows")
    photo().save(folder / "photo.png")
    library = Library.of(images=(folder,))
    source, format = page()
    marked = template.mark_places(source, "rows.html")
    fitted = engine.lay_out(marked, language="fr", format=format, library=library)
    document = chromium.page(marked, fitted, library)
    ((measured, theirs),) = chromium.drawn([(document, format)], folder)
    their_boxes: dict[str, Boxes] = {}
    for name, *box in measured.boxes:
        place, tag, _ = name.split()
        if tag not in NO_BOXES:
            their_boxes.setdefault(place, []).append(tuple(box))
    our_boxes: dict[str, Boxes] = {}
    for name, found in boxes_of(fitted.root).items():
        place, tag, _ = name.split()
        if tag not in NO_BOXES:
            our_boxes.setdefault(place, []).append(found)
    return Sheet(
        ours=painting.paint(fitted.root, library, format.width, format.height).image,
        theirs=theirs,
        our_boxes=our_boxes,
        their_boxes=their_boxes,
    )


def photo() -> Image.Image:
    """A picture with soft and hard edges, 160×120."""
    across = Image.linear_gradient("L").rotate(90).resize((160, 120))
    down = Image.linear_gradient("L").resize((160, 120))
    image = Image.merge("RGB", (across, down, ImageChops.invert(across)))
    image.paste((240, 220, 40), (30, 40, 70, 70))
    return image


@pytest.mark.parametrize(("index", "name"), list(enumerate(ROWS)), ids=list(ROWS))
def test_a_row_looks_the_same_in_chromium(index: int, name: str, sheet: Sheet) -> None:
    place = f"rows.html:{index + 2}"
    if "transform" not in ROWS[name][0]:  # Chromium tells where a box is after its transform
        pairs = (sorted(sheet.our_boxes[place]), sorted(sheet.their_boxes[place]))
        for mine, theirs in zip(*pairs, strict=True):
            assert mine == pytest.approx(theirs, abs=BOX)
    left, top = index % COLUMNS * WIDTH, index // COLUMNS * HEIGHT
    area = (left, top, left + WIDTH, top + HEIGHT)
    mean, far = pixels_off(sheet.ours.crop(area), sheet.theirs.crop(area))
    most_mean, most_far = _OTHERWISE.get(name, (MEAN, FAR_SHARE))
    assert mean <= most_mean
    assert far <= most_far
