"""Headless Chromium as the oracle: the same HTML in, its boxes, lines and pixels out."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from bot.cards.fit import Fitted
from bot.cards.html import place_of
from bot.cards.library import Library
from bot.model import Format

BROWSER = shutil.which("chromium")

# Writes the boxes of all elements and the lines of all texts into the page, as JSON.
_PROBE = """
<script>
document.fonts.ready.then(() => {
  const boxes = [], lines = [], blocks = [];
  for (const element of document.body.querySelectorAll('*')) {
    if (element.tagName === 'SCRIPT' || getComputedStyle(element).display === 'none') continue;
    const box = element.getBoundingClientRect();
    boxes.push([element.getAttribute('-at'), element.tagName.toLowerCase(),
                box.x, box.y, box.width, box.height]);
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, range = document.createRange();
    if (node.parentElement.tagName === 'SCRIPT' || !node.data.trim()) continue;
    let block = node.parentElement;
    while (getComputedStyle(block).display === 'inline') block = block.parentElement;
    if (!blocks.includes(block)) blocks.push(block);
    for (let i = 0; i < node.data.length; i++) {
      range.setStart(node, i); range.setEnd(node, i + 1);
      const box = range.getClientRects()[0];
      if (!box || !box.width) continue;
      lines.push([node.data[i], blocks.indexOf(block), box.y + box.height / 2]);
    }
  }
  const out = document.createElement('pre');
  out.id = 'measured';
  out.textContent = JSON.stringify({boxes, lines, height: innerHeight});
  document.documentElement.appendChild(out);
});
</script>
"""


# What the window takes of its height when Chromium prints a page's DOM, in pixels; a screenshot
# has the whole window.
_WINDOW_FRAME = 143
_SAME_LINE = 3.0  # pixels between the middles of characters on one line


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
    """The HTML for Chromium: stylesheets and fonts inlined, fitted sizes and hanging written in."""
    styles = []
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
    head = f"<style>{fonts}</style>"
    source = source.replace("</head>", f"<style>{' '.join(styles)}</style></head>")
    source = re.sub(
        r'src="([^"]+)"', lambda match: f'src="file://{library.picture(match[1])}"', source
    )
    return source.replace("<head", head + "<head", 1)


def _rule(element: object, declaration: str) -> str:
    from xml.etree.ElementTree import Element

    assert isinstance(element, Element)
    file, line = place_of(element)
    return f'[\\-at="{file}:{line}"] {{ {declaration} !important }}'


def measure(document: str, format: Format, folder: Path) -> Measured:
    """Lay a page out in Chromium."""
    arguments = ("--dump-dom", "--virtual-time-budget=4000")
    printed = _run(document + _PROBE, format, folder, *arguments, frame=_WINDOW_FRAME)
    found = re.search(r'<pre id="measured">(.*?)</pre>', printed, re.DOTALL)
    assert found, "Chromium measured nothing"
    data = json.loads(html.unescape(found[1]))
    lines: list[str] = []
    last = (-1, 0.0)
    for character, block, middle in data["lines"]:
        if block != last[0] or abs(middle - last[1]) > _SAME_LINE:
            lines.append("")
        lines[-1] += character
        last = (block, middle)
    assert data["height"] == format.height, "Chromium's window has another height"
    boxes = [(str(box[0]), str(box[1]), *map(float, box[2:])) for box in data["boxes"]]
    return Measured(boxes=boxes, lines=lines)  # type: ignore[arg-type]


def screenshot(document: str, format: Format, folder: Path) -> Path:
    """Chromium's picture of a page, as a PNG file."""
    file = folder / "page.png"
    _run(document, format, folder, f"--screenshot={file}", "--virtual-time-budget=4000")
    return file


def _run(document: str, format: Format, folder: Path, *arguments: str, frame: int = 0) -> str:
    assert BROWSER
    source = folder / "page.html"
    source.write_text(document, encoding="utf-8")
    command = [
        *(
            BROWSER,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
        ),
        *("--disable-component-update", "--disable-sync", "--hide-scrollbars"),
        *(
            "--allow-file-access-from-files",
            "--font-render-hinting=none",
            "--force-color-profile=srgb",
        ),
        *(
            f"--window-size={format.width},{format.height + frame}",
            f"--user-data-dir={folder / 'profile'}",
        ),
        *(*arguments, source.as_uri()),
    ]
    settings = folder / "fonts.conf"
    settings.write_text(_UNHINTED, encoding="utf-8")
    environment = {**os.environ, "FONTCONFIG_FILE": str(settings)}
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=60, check=True, env=environment
    )
    return done.stdout
