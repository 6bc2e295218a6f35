"""Every row of docs/reference/css.md that places or paints boxes, beside Chromium, on one page."""

from __future__ import annotations

import os
from dataclasses import dataclass

import pytest
from PIL import Image, ImageChops, ImageStat

from bot.cards import Library, engine, paint, template
from bot.cards.layout import Placed
from bot.model import Format
from tests.cards import chromium
from tests.cards.rows import ROWS

if chromium.BROWSER is None and not os.environ.get("CI"):
    pytest.skip("Chromium is not installed", allow_module_level=True)

WIDTH, HEIGHT, COLUMNS = 200, 150, 8
_BOXES = 0.5  # pixels
_MEAN_ERROR = 1.0  # of 255, over the cell
_TURNED_TEXT = 2.0  # Chromium draws turned letters a little softer than their outlines
_FAR, _FAR_SHARE = 96, 0.002  # of 255, and the share of pixels that may be further off

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
    return "\n".join([f"<html>{head}<body>", *cells, "</body></html>"]), format


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Sheet:
    folder = tmp_path_factory.mktemp("rows")
    photo().save(folder / "photo.png")
    library = Library.of(images=(folder,))
    source, format = page()
    marked = template.mark_places(source, "rows.html")
    fitted = engine.lay_out(marked, language="fr", format=format, library=library)
    document = chromium.page(marked, fitted, library)
    measured = chromium.measure(document, format, folder)
    their_boxes: dict[str, Boxes] = {}
    for place, tag, *box in measured.boxes:
        if tag not in ("p", "html", "body"):
            their_boxes.setdefault(place, []).append(tuple(box))
    return Sheet(
        ours=paint.paint(fitted.root, library, format.width, format.height).image,
        theirs=Image.open(chromium.screenshot(document, format, folder)).convert("RGB"),
        our_boxes=boxes(fitted.root),
        their_boxes=their_boxes,
    )


def photo() -> Image.Image:
    """A picture with soft and hard edges, 160×120."""
    across = Image.linear_gradient("L").rotate(90).resize((160, 120))
    down = Image.linear_gradient("L").resize((160, 120))
    image = Image.merge("RGB", (across, down, ImageChops.invert(across)))
    image.paste((240, 220, 40), (30, 40, 70, 70))
    return image


def boxes(root: Placed) -> dict[str, Boxes]:
    found: dict[str, Boxes] = {}
    for place in sorted(root.walk(), key=lambda place: place.box.order):
        element = place.box.owner.element
        tag = str(element.tag)
        if place.box.paragraph is None and tag not in ("p", "html", "body") and tag[0] != ":":
            box = (place.x, place.y, place.width, place.height)
            found.setdefault(element.get("-at", ""), []).append(box)
    return found


@pytest.mark.parametrize(("index", "name"), list(enumerate(ROWS)), ids=list(ROWS))
def test_a_row_looks_the_same_in_chromium(index: int, name: str, sheet: Sheet) -> None:
    place = f"rows.html:{index + 2}"
    if "transform" not in ROWS[name][0]:  # Chromium tells where a box is after its transform
        for mine, theirs in zip(sheet.our_boxes[place], sheet.their_boxes[place], strict=True):
            assert mine == pytest.approx(theirs, abs=_BOXES)
    left, top = index % COLUMNS * WIDTH, index // COLUMNS * HEIGHT
    area = (left, top, left + WIDTH, top + HEIGHT)
    off = ImageChops.difference(sheet.ours.crop(area), sheet.theirs.crop(area))
    worst = ImageStat.Stat(off)
    assert max(worst.mean) <= (_TURNED_TEXT if name == "turned text" else _MEAN_ERROR)
    largest = ImageChops.lighter(ImageChops.lighter(*off.split()[:2]), off.getchannel(2))
    far = sum(largest.histogram()[_FAR + 1 :])
    assert far <= _FAR_SHARE * WIDTH * HEIGHT
