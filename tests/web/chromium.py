"""The system's Chromium driven by Playwright, a server of pages, and axe to look at them."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import uvicorn
from playwright.sync_api import Browser, sync_playwright
from starlette.types import ASGIApp

from tests.standins.bluesky import installed

CHROMIUM = shutil.which("chromium")
# As headless tests need it: no calls home, which a closed network would only delay.
_OPTIONS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser; the test is skipped where there is none, but in CI."""
    if CHROMIUM is None:
        _missing("Chromium is not installed: the package chromium has it")
    assert CHROMIUM
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*_OPTIONS])
        yield browser
        browser.close()


def _missing(what: str) -> None:
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(what)


@contextmanager
def served(app: ASGIApp) -> Iterator[str]:
    """The address of an application that is served while the block runs."""
    config = uvicorn.Config(
        app, port=0, log_level="error", lifespan="off", timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    ready = threading.Event()
    for _ in range(1000):
        if server.started:
            break
        ready.wait(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(5)


def axe() -> str:
    """The source of axe-core; the test is skipped where it is not installed, but in CI."""
    file = installed() / "node_modules" / "axe-core" / "axe.min.js"
    if not file.is_file():
        _missing("axe-core is not installed: `make bluesky` does that, with Node.js")
    return file.read_text(encoding="utf-8")
