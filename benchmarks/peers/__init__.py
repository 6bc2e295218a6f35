"""Other renderers that are given the same cards, each by its own file.

They are no part of the project. Install them into a folder and name it in ``PEERS``:

    pip install --target $PEERS/python pytakumi
    npm install --prefix $PEERS satori @resvg/resvg-js playwright-core

Chromium is the system's own (``chromium`` in the path). What is not there is named and left out.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bot.cards import Library
from bot.cards.html.markup import place_of
from bot.cards.layout.fit import Fitted
from bot.model import Format

HERE = Path(__file__).parent
FOLDER = Path(os.environ["PEERS"]) if os.environ.get("PEERS") else None


@dataclass(frozen=True, kw_only=True)
class Figure:
    """What a renderer took for one card: milliseconds, and bytes of PNG."""

    milliseconds: float
    size: int


@dataclass(frozen=True, kw_only=True)
class Page:
    """A card as plain HTML with one stylesheet: no links, fitted sizes written in."""

    css: str
    body: str
    fonts: tuple[tuple[str, Path], ...]  # the families and their files
    format: Format
    language: str
    fitted: Fitted
    pictures: tuple[tuple[str, Path], ...]  # by the names in the page

    @property
    def document(self) -> str:
        """The page as browsers take it."""
        faces = " ".join(_face(family, path) for family, path in self.fonts)
        body = self.body
        for name, path in self.pictures:
            body = body.replace(f'src="{name}"', f'src="{path.as_uri()}"')
        head = f"<meta charset='utf-8'><style>{faces} {self.css}</style>"
        return f"<!doctype html><html lang='{self.language}'><head>{head}</head>{body}</html>"


def _face(family: str, path: Path) -> str:
    style = "italic" if "italic" in path.name else "normal"
    return (
        f'@font-face {{ font-family: "{family}"; src: url("{path.as_uri()}"); '
        f"font-weight: 100 900; font-style: {style} }}"
    )


def page_of(source: str, fitted: Fitted, library: Library, format: Format, language: str) -> Page:
    """The page of a rendered template."""
    for element, size in fitted.sizes.items():
        file, line = place_of(element)
        place = f'-at="{file}:{line}"'
        source = source.replace(place, f'{place} data-fitted="{size}"', 1)
    sheets = [
        library.read(name)[0] for name in re.findall(r'<link[^>]*href="([^"]+)"[^>]*>', source)
    ]
    sheets += re.findall(r"<style[^>]*>(.*?)</style>", source, re.DOTALL)
    css = re.sub(r"/\*.*?\*/|-card-[a-z-]+:[^;}]*;?", "", " ".join(sheets), flags=re.DOTALL)
    css += " ".join(
        f'[data-fitted="{size}"] {{ font-size: {size}px !important }}'
        for size in set(fitted.sizes.values())
    )
    body = re.sub(r' -at="[^"]*"', "", source[source.index("<body") : source.index("</html>")])
    named = {name: library.picture(name) for name in re.findall(r'src="([^"]+)"', source)}
    return Page(
        css=css,
        body=re.sub(r">\s+<", "><", body.strip()),
        fonts=_fonts(library),
        format=format,
        language=language,
        fitted=fitted,
        pictures=tuple((name, path) for name, path in named.items() if path is not None),
    )


def _fonts(library: Library) -> tuple[tuple[str, Path], ...]:
    text = (library.fonts / "fonts.css").read_text(encoding="utf-8")
    faces = re.findall(r'font-family: "([^"]+)"; src: url\("([^"]+)"\)', text)
    return tuple((family, library.fonts / name) for family, name in faces)


def run_node(script: str, data: dict[str, object]) -> Figure:
    """What a script beside this file measures: it is given JSON, and prints JSON."""
    assert FOLDER is not None
    with tempfile.TemporaryDirectory() as folder:
        task = Path(folder) / "task.json"
        task.write_text(json.dumps(data), encoding="utf-8")
        done = subprocess.run(
            ["node", str(HERE / script), str(FOLDER), str(task)],
            check=True,
            capture_output=True,
            text=True,
            timeout=300,
        )
    found = json.loads(done.stdout)
    return Figure(milliseconds=float(found["milliseconds"]), size=int(found["size"]))


def has_node(package: str) -> bool:
    """Whether Node is there, and a package in the folder of peers."""
    there = FOLDER is not None and (FOLDER / "node_modules" / package).is_dir()
    return there and shutil.which("node") is not None
