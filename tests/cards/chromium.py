"""Headless Chromium as the oracle: the same HTML in, its boxes, lines and pixels out."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from bot.cards.fit import Fitted
from bot.cards.html import place_of
from bot.cards.library import Library
from bot.cards.linebreak import breaks
from bot.model import Format

BROWSER = shutil.which("chromium")

# Writes the boxes of all elements and the lines of all texts of each card into the page, as JSON.
_PROBE = """
<script>
function measured(frame) {
  const page = frame.contentDocument, view = frame.contentWindow;
  const boxes = [], lines = [], blocks = [];
  for (const element of page.body.querySelectorAll('*')) {
    if (!element.getClientRects().length) continue;
    const box = element.getBoundingClientRect();
    boxes.push([element.getAttribute('-at'), element.tagName.toLowerCase(),
                box.x, box.y, box.width, box.height]);
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
      const box = range.getClientRects()[0];
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
_WINDOW_FRAME = 200  # what the window may take of its height, in pixels


# Cards are drawn without hinting; Chromium asks the system whether to hint.
_UNHINTED = """<?xml version="1.0"?>
<fontconfig><include>/etc/fonts/fonts.conf</include><match target="pattern">
  <edit name="hinting" mode="assign"><bool>false</bool></edit>
  <edit name="hintstyle" mode="assign"><const>hintnone</const></edit>
  <edit name="autohint" mode="assign"><bool>false</bool></edit>
  <edit name="antialias" mode="assign"><bool>true</bool></edit>
  <edit name="rgba" mode="assign"><const>none</const></edit>
</match></fontconfig>
"""


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What Chromium made of a page: (place, tag, x, y, width, height) and the texts of lines."""

    boxes: list[tuple[str, str, float, float, float, float]]
    lines: list[str]


def page(source: str, fitted: Fitted, library: Library) -> str:
    """The HTML for Chromium: stylesheets and fonts inlined, and what only the bot knows written in.

    That is the sizes found, the marks that hang, the spaces that no line ends at, and the font of
    emoji, which the bot asks whatever the fonts named.
    """
    styles = []
    for before, after in _glued(fitted):
        source = source.replace(f"{before} {after}", f"{before}\u00a0{after}")
    for element, size in fitted.sizes.items():
        styles.append(_rule(element, f"font-size: {size}px"))
    for place in fitted.root.walk():
        if place.box.paragraph is not None and place.box.paragraph.indent:
            indent = place.box.paragraph.indent
            styles.append(_rule(place.box.owner.element, f"text-indent: {indent}px"))
    fonts = (library.fonts / "fonts.css").read_text(encoding="utf-8")
    fonts = re.sub(r'url\("', f'url("file://{library.fonts}/', fonts)

    def sheet(match: re.Match[str]) -> str:
        return f"<style>{library.read(match[1])[0]}</style>"

    source = re.sub(r'<link[^>]*href="([^"]+)"[^>]*>', sheet, source)
    head = f"<style>{fonts} {_emoji(fonts, library.fonts)}</style>"
    source = source.replace("</head>", f"<style>{' '.join(styles)}</style></head>")
    source = re.sub(
        r'src="([^"]+)"', lambda match: f'src="file://{library.picture(match[1])}"', source
    )
    return source.replace("<head", head + "<head", 1)


def _emoji(fonts: str, folder: Path) -> str:
    """The faces of a stylesheet once more, each with the emoji font for what are emoji."""
    found = []
    for face in re.findall(r"@font-face {([^}]*)}", fonts):
        if "unicode-range" not in face:
            emoji = re.sub(r'url\("[^"]*"\)', f'url("file://{folder}/NotoColorEmoji.ttf")', face)
            found.append(f"@font-face {{ {emoji} unicode-range: U+1F000-1FAFF; }}")
    return " ".join(found)


def _glued(fitted: Fitted) -> set[tuple[str, str]]:
    """The words about each ordinary space that the bot lets no line end at."""
    found = set()
    for place in fitted.root.walk():
        paragraph = place.box.paragraph
        if paragraph is not None:
            ends = {each.at for each in breaks(paragraph.text, paragraph.language)}
            for space in re.finditer(r"(\S+) (?=(\S+))", paragraph.source):
                if space.end() not in ends:
                    found.add((space[1], space[2]))
    return found


def _rule(element: object, declaration: str) -> str:
    from xml.etree.ElementTree import Element

    assert isinstance(element, Element)
    file, line = place_of(element)
    return f'[\\-at="{file}:{line}"] {{ {declaration} !important }}'


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
    boxes = [(str(box[0]), str(box[1]), *map(float, box[2:])) for box in data["boxes"]]  # type: ignore[arg-type]
    return Measured(boxes=boxes, lines=lines)  # type: ignore[arg-type]


def _run(document: str, width: int, height: int, folder: Path) -> str:
    """The document's DOM after its scripts have run; its picture is written to ``page.png``."""
    assert BROWSER
    source = folder / "page.html"
    source.write_text(document, encoding="utf-8")
    command = [
        *(BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--disable-sync"),
        *("--disable-background-networking", "--disable-component-update", "--hide-scrollbars"),
        *("--allow-file-access-from-files", "--font-render-hinting=none"),
        *("--force-color-profile=srgb", "--virtual-time-budget=8000", "--dump-dom"),
        *(f"--screenshot={folder / 'page.png'}", f"--user-data-dir={folder / 'profile'}"),
        *(f"--window-size={width},{height + _WINDOW_FRAME}", source.as_uri()),
    ]
    settings = folder / "fonts.conf"
    settings.write_text(_UNHINTED, encoding="utf-8")
    environment = {**os.environ, "FONTCONFIG_FILE": str(settings)}
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=120, check=True, env=environment
    )
    return done.stdout
