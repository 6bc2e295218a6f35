"""Headless Chromium as the oracle: the same HTML in, its boxes, lines and pixels out."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from bot.model import Format
from bot.preview import browser
from bot.preview.browser import BROWSER, names, page

__all__ = ["BROWSER", "Measured", "drawn", "names", "page"]


# Writes the boxes of all elements and the lines of all texts of each card into the page, as JSON.
_PROBE = """
<script>
function measured(frame) {
  const page = frame.contentDocument, view = frame.contentWindow;
  const boxes = [], lines = [], blocks = [];
  for (const element of page.body.querySelectorAll('*')) {
    if (!element.getClientRects().length) continue;
    const box = element.getBoundingClientRect();
    boxes.push([element.getAttribute('-name') || '', box.x, box.y, box.width, box.height]);
  }
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, range = page.createRange();
    if (!node.data.trim()) continue;
    let block = node.parentElement;
    while (view.getComputedStyle(block).display === 'inline') block = block.parentElement;
    if (!blocks.includes(block)) blocks.push(block);
    let at = 0;
    for (const character of node.data) {
      range.setStart(node, at); range.setEnd(node, at += character.length);
      const box = [...range.getClientRects()].pop();
      if (!box || !box.width) continue;
      lines.push([character, blocks.indexOf(block), box.y + box.height / 2]);
    }
  }
  return {boxes, lines};
}
window.onload = async () => {
  const frames = [...document.querySelectorAll('iframe')];
  await Promise.all(frames.map((frame) => frame.contentDocument.fonts.ready));
  const out = document.createElement('script');
  out.type = 'application/json';
  out.id = 'measured';
  out.textContent = JSON.stringify(frames.map(measured));
  document.body.appendChild(out);
};
</script>
"""


_SAME_LINE = 3.0  # pixels between the middles of characters on one line


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What Chromium made of a page: (name, x, y, width, height) and the texts of lines."""

    boxes: list[tuple[str, float, float, float, float]]
    lines: list[str]


_TALLEST = 8000  # pixels of a picture; Chromium draws none of 16,384 and more


def drawn(pages: list[tuple[str, Format]], folder: Path) -> list[tuple[Measured, Image.Image]]:
    """What Chromium makes of pages, each in a frame of its own: measures and pixels, one run."""
    frames, areas = [], _areas([format for _, format in pages])
    for index, ((document, format), area) in enumerate(zip(pages, areas, strict=True)):
        (folder / f"card-{index}.html").write_text(document, encoding="utf-8")
        place = f"left: {area[0]}px; top: {area[1]}px"
        size = f"width: {format.width}px; height: {format.height}px"
        frames.append(
            f'<iframe src="card-{index}.html" style="position: absolute; border: 0; '
            f'{place}; {size}"></iframe>'
        )
    width, height = max(area[2] for area in areas), max(area[3] for area in areas)
    printed = _run("<!doctype html>" + "".join(frames) + _PROBE, width, height, folder)
    found = re.search(r'id="measured">(.*?)</script>', printed, re.DOTALL)
    assert found, "Chromium measured nothing"
    with Image.open(folder / "page.png") as picture:
        whole = picture.convert("RGB")
    measured = json.loads(found[1])
    return [(_measured(data), whole.crop(area)) for data, area in zip(measured, areas, strict=True)]


def _areas(formats: list[Format]) -> list[tuple[int, int, int, int]]:
    """Where each card stands in the picture: in columns, from the top down."""
    areas, left, top, widest = [], 0, 0, 0
    for format in formats:
        if top and top + format.height > _TALLEST:
            left, top, widest = left + widest, 0, 0
        areas.append((left, top, left + format.width, top + format.height))
        top, widest = top + format.height, max(widest, format.width)
    return areas


def _measured(data: dict[str, list[list[object]]]) -> Measured:
    lines: list[str] = []
    last = (-1, 0.0)
    for character, block, middle in data["lines"]:
        assert isinstance(character, str)
        assert isinstance(block, int)
        assert isinstance(middle, int | float)
        if block != last[0] or abs(middle - last[1]) > _SAME_LINE:
            lines.append("")
        lines[-1] += character
        last = (block, middle)
    boxes = [(str(box[0]), *map(float, box[1:])) for box in data["boxes"]]  # type: ignore[arg-type]
    return Measured(boxes=boxes, lines=lines)  # type: ignore[arg-type]


def _run(document: str, width: int, height: int, folder: Path) -> str:
    """The document's DOM after its scripts have run; its picture is written to ``page.png``."""
    assert BROWSER
    source = folder / "page.html"
    source.write_text(document, encoding="utf-8")
    return browser.run(
        source,
        (width, height + browser.WINDOW_FRAME),
        folder / "page.png",
        ("--virtual-time-budget=8000", "--dump-dom"),
    )
