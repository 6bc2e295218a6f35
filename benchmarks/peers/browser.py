"""Chromium: a page that is kept open, given the HTML, and photographed."""

from __future__ import annotations

import shutil

from benchmarks.peers import Figure, Page, has_node, run_node

NAME = "Chromium"


def missing() -> str:
    """What is missing, empty where nothing is."""
    if shutil.which("chromium") is None:
        return "Chromium is not installed"
    return "" if has_node("playwright-core") else "playwright-core is not in $PEERS/node_modules"


def measured(page: Page, runs: int) -> Figure:
    """The median wall time of a card: Chromium works in several processes."""
    task: dict[str, object] = {
        "html": page.document,
        "browser": shutil.which("chromium"),
        "width": page.format.width,
        "height": page.format.height,
        "runs": runs,
    }
    return run_node("browser.mjs", task)
