"""The designer's page in a real browser: it shows, follows each save, and keeps its place."""

import os
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from socket import socket

import pytest
import uvicorn
from playwright.sync_api import Page, expect, sync_playwright

from bot import settings
from bot.cards import Library
from bot.model import PostKind
from bot.preview.app import application
from bot.preview.articles import sample_of_text
from bot.preview.browser import BROWSER
from bot.preview.sheet import Sheet
from tests.cards.samples import QUOTE

if BROWSER is None and not os.environ.get("CI"):
    pytest.skip("Chromium is not installed", allow_module_level=True)

TEMPLATE = """<!doctype html>
<p style='font-size: 50px'>{{ quote }}</p>
<b style='display: block; font-size: 40px'>{{ speaker }}</b>
"""
CHOSEN = "#kit=own&template=quote-own&format=square|story&sample=one"
PATIENCE = 30_000  # ms until a page that does not answer fails the test


class _Server(uvicorn.Server):
    """A server that says when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listens = threading.Event()

    async def startup(self, sockets: list[socket] | None = None) -> None:
        await super().startup(sockets)
        self.listens.set()


class Site:
    """The page of a folder with one template, on a port of its own."""

    def __init__(self, folder: Path) -> None:
        self.template = folder / "quote-own.html"
        self.save(TEMPLATE)
        sheet = Sheet({"own": Library.of(folder)}, {"one": {PostKind.QUOTE: QUOTE}})
        app = application(sheet, partial(sample_of_text, configured=settings.of({})))
        self.server = _Server(
            uvicorn.Config(app, port=0, log_level="error", timeout_graceful_shutdown=1)
        )
        self.thread = threading.Thread(target=self.server.run)

    def save(self, text: str) -> None:
        """What an editor does."""
        self.template.write_text(text, encoding="utf-8")

    @property
    def url(self) -> str:
        (listening,) = self.server.servers
        port = listening.sockets[0].getsockname()[1]
        return f"http://127.0.0.1:{port}/{CHOSEN}"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    made = Site(tmp_path_factory.mktemp("templates"))
    made.thread.start()
    assert made.server.listens.wait(30)
    yield made
    made.server.should_exit = True
    made.thread.join()


@pytest.fixture(scope="module")
def tab() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=BROWSER,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        page = browser.new_page(viewport={"width": 1000, "height": 500})
        page.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        yield page
        browser.close()


@pytest.fixture
def page(site: Site, tab: Page) -> Page:
    site.save(TEMPLATE)
    tab.goto("about:blank")
    tab.goto(site.url)
    expect(tab.locator(".card img")).to_have_count(2)
    return tab


def picture(page: Page) -> str:
    """The address of the first card's picture, which names its contents."""
    return page.locator(".card img").first.get_attribute("src") or ""


def test_a_save_is_shown_without_losing_the_place(site: Site, page: Page) -> None:
    page.mouse.wheel(0, 60)
    page.keyboard.press("s")
    before, place = picture(page), page.evaluate("scrollY")
    site.save(TEMPLATE.replace("50px", "60px"))
    expect(page.locator(".card img").first).not_to_have_attribute("src", before)
    assert page.evaluate("scrollY") == place
    assert page.locator("#safe").is_checked()
    expect(page.locator(".card")).to_have_count(2)


def test_a_slip_is_told_with_its_line_and_the_last_good_picture_stays(
    site: Site, page: Page
) -> None:
    good = picture(page)
    site.save(TEMPLATE + "{% if %}")
    first = page.locator(".card").first
    expect(first.locator("code")).to_have_text(f"{site.template.parent.name}/quote-own.html:4")
    assert picture(page) == good
    expect(first.locator(".frame.old")).to_have_count(1)
    site.save(TEMPLATE)
    expect(first.locator("code")).to_have_count(0)


def test_the_keyboard_zooms_walks_and_comes_back(page: Page) -> None:
    page.locator(".card").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#zoomed")).to_have_text("quote-own · square · one · own")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#zoomed")).to_have_text("quote-own · story · one · own")
    page.keyboard.press("Escape")
    expect(page.locator("#zoom")).not_to_be_visible()
    expect(page.locator(".card").nth(1)).to_be_focused()


def test_boxes_and_safe_areas_lie_over_the_cards(page: Page) -> None:
    page.keyboard.press("b")
    expect(page.locator(".card").first.locator("rect.text")).to_have_count(2)
    page.keyboard.press("s")
    expect(page.locator(".card").nth(1).locator("path")).to_have_count(2)  # stories and reels


def test_a_filter_leaves_cards_out(page: Page) -> None:
    page.get_by_role("checkbox", name="story").uncheck()
    expect(page.locator(".card")).to_have_count(1)
    page.reload()
    expect(page.locator(".card img")).to_have_count(1)


def test_an_article_of_ones_own_is_set_on_the_cards(page: Page) -> None:
    said = "« Nous fermons le pont pour tout l’hiver », a dit Ada Martin, maire."
    text = f"# Le pont ferme\n\n{said}\n"
    page.set_input_files(
        "#file", {"name": "pont.md", "mimeType": "text/markdown", "buffer": text.encode()}
    )
    expect(page.get_by_role("checkbox", name="Le pont ferme")).to_be_checked()
    expect(page.locator(".card img")).to_have_count(2)


def test_what_is_no_article_is_told(page: Page) -> None:
    page.set_input_files("#file", {"name": "x.md", "mimeType": "text/markdown", "buffer": b" "})
    expect(page.locator("#state")).to_contain_text("x.md")
