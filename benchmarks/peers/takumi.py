"""pytakumi: Takumi's Rust engine, in this process."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable

from benchmarks.peers import FOLDER, Page

NAME = "pytakumi"


def missing() -> str:
    """What is missing, empty where nothing is."""
    there = FOLDER is not None and (FOLDER / "python" / "pytakumi").is_dir()
    return "" if there else "pytakumi is not in $PEERS/python"


def renderer(page: Page) -> Callable[[], bytes]:
    """A function that draws the page as PNG, with its fonts at hand.

    Takumi takes styles and contents apart, and has no ``body``: a ``div`` stands for it.
    """
    sys.path.append(f"{FOLDER}/python")
    from pytakumi import Renderer  # type: ignore[import-not-found]

    engine = Renderer()
    for family, path in page.fonts:
        engine.register_font(path.read_bytes(), name=family)
    css = re.sub(r"\bbody\b(?=[^{}]*\{)", ".body", page.css)
    images = {name: path.read_bytes() for name, path in page.pictures}
    body = page.body.replace("</body>", "</div>")
    body = re.sub(r'<body(?: class="([^"]*)")?', r'<div class="body \1"', body, count=1)

    def draw() -> bytes:
        png: bytes = engine.render_html(
            body,
            width=page.format.width,
            height=page.format.height,
            stylesheets=[css],
            images=images,
            lang=page.language,
        )
        return png

    return draw
