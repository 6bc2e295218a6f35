"""A social team's morning in a real browser, with JavaScript and without; and axe on every page.

With ``WEB_SCREENSHOTS=folder`` the screenshots are kept there.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bot import clock, settings
from bot.desk import Desk
from bot.drafting import Drafter
from bot.model import PostKind, QueuedPost, State
from bot.review import Actor
from bot.review.roles import Role
from bot.sources.file import article_from_file
from bot.store.decision_links import DecisionLinks
from bot.web.app import make_app
from bot.web.serving import welcome
from tests.conftest import KEYS
from tests.web.chromium import axe, chromium, served
from tests.web.conftest import FAST

EVE = Actor(name="eve")
PATIENCE = 30_000  # ms until a page that does not answer fails the test
PASSWORD = "a sentence that only she says"
# Each page narrow and wide, light and dark; the ones worked on all day also on the widest screen.
WIDTHS_AND_SCHEMES = ((320, "light"), (1280, "dark"))
WIDEST = (2560, "light")
ALL_DAY = ("/queue", "/posts/1", "/calendar")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests here."""
    expect.set_options(timeout=PATIENCE)
    with chromium() as running:
        yield running


class Morning:
    """A desk with what an article of the night has brought, and its pages."""

    def __init__(self, folder: Path) -> None:
        self._said = {
            "DATA": str(folder),
            "TIMEZONE": "Europe/Paris",
            "PUBLICATION": "Le Journal",
            "ACCOUNTS": "journal,desk",
            "ACCOUNT_JOURNAL_PLATFORM": "x",
            "ACCOUNT_JOURNAL_POSTS": "quote,tldr,headline",
            "ACCOUNT_DESK_PLATFORM": "mastodon",
        }
        self.settings = settings.of(self._said)
        self.desk = Desk(self.settings, dry_run=True)
        if not self.desk.store.queue.last_event():
            self._draft()

    def _draft(self) -> None:
        text = files("bot.demo").joinpath("article.md").read_bytes()
        article = article_from_file(text, "article.md", fetched_at=clock.now())
        drafter = Drafter(self.settings, self.desk.cards, self.desk.store)
        article = replace(article, published_at=datetime(2025, 2, 11, tzinfo=UTC))
        offers = drafter.offers(article, clock.now())
        self.desk.store.queue.offer("a", article, offers, at=clock.now())

    def with_slots(self, slots: dict[str, str]) -> settings.Settings:
        """The same newsroom, whose accounts post at times of day."""
        return settings.of({**self._said, **slots})

    def post(self, account: str, kind: PostKind) -> QueuedPost:
        """The post of an account and kind, as it is now."""
        found = [
            post
            for post in self.desk.store.queue.list()
            if (post.account, post.kind) == (account, kind)
        ]
        return self.desk.store.queue.get(found[0].id)

    def colleague(self) -> str:
        """Another person's session."""
        users = self.desk.store.users
        user = users.get("bea") or users.add("bea", Role.APPROVER, clock.now())
        return self.desk.store.sessions.begin(user, "test", clock.now())


@pytest.fixture(scope="module")
def morning(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Morning]:
    """A new morning; the cards are drawn once for all."""
    drawn = tmp_path_factory.mktemp("drawn")
    Morning(drawn).desk.close()

    def new() -> Morning:
        folder = tmp_path_factory.mktemp("morning")
        shutil.copytree(drawn, folder, dirs_exist_ok=True)
        return Morning(folder)

    return new


def shot(page: Page, name: str) -> None:
    """Keep what the browser shows, where somebody wants to see it."""
    if kept := os.environ.get("WEB_SCREENSHOTS"):
        page.screenshot(path=Path(kept) / f"{name}.png")


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_whole_morning(browser: Browser, morning: Callable[[], Morning], script: bool) -> None:
    team = morning()
    app = make_app(team.settings, team.desk.store, team.desk.cards, dry_run=True, passwords=FAST)
    with team.desk, served(app) as url:
        context = browser.new_context(java_script_enabled=script, locale="en-GB")
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        name = "script" if script else "plain"
        _log_in(page, url, team)
        shot(page, f"{name}-queue")
        _edit(page, url, team)
        _swap_approve_undo(page, url, team)
        _reject(page, url, team)
        _move(page, url, team)
        _second_person(browser, url, team, script=script)
        _publish(page, url, team)
        shot(page, f"{name}-sent")
        context.close()


def _log_in(page: Page, url: str, team: Morning) -> None:
    *_, link = welcome(team.settings, team.desk.store)
    page.goto(link.replace(team.settings.web.url, url))
    page.fill("[name=password]", PASSWORD)
    page.fill("[name=again]", PASSWORD)
    page.get_by_role("button", name="Open the queue").click()
    expect(page.locator(".article-pane mark").first).to_be_visible()
    expect(page.locator(".sim-x")).to_contain_text("Non merci")
    expect(page.locator(".bar")).to_be_in_viewport()


def _edit(page: Page, url: str, team: Morning) -> None:
    """Words of one's own, which somebody else must approve."""
    post = team.post("journal", PostKind.HEADLINE)
    page.goto(f"{url}/posts/{post.id}")
    page.locator("[name=text-1]").fill(f"À lire : {post.text.splitlines()[0]}")
    page.get_by_role("button", name="Save the edit").click()
    expect(page.locator(".sim-text")).to_contain_text("À lire")
    expect(page.get_by_text("somebody else must approve it")).to_be_visible()


def _swap_approve_undo(page: Page, url: str, team: Morning) -> None:
    post = team.post("journal", PostKind.QUOTE)
    other = post.variants[0].pieces[0].text
    page.goto(f"{url}/posts/{post.id}")
    page.get_by_role("button", name="variant 1").click()
    expect(page.locator(".sim-text").first).to_contain_text(other.splitlines()[0].strip())
    page.locator("#approve").click()
    expect(page.locator(".told")).to_contain_text(f"Post {post.id}: approved")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#post")).to_have_attribute("data-id", str(post.id))
    expect(page.locator(".told")).to_have_count(0)
    page.locator("#approve").click()
    expect(page.locator(".told")).to_contain_text(f"Post {post.id}: approved")
    assert team.desk.store.queue.get(post.id).state is State.APPROVED


def _reject(page: Page, url: str, team: Morning) -> None:
    post = team.post("journal", PostKind.TLDR)
    page.goto(f"{url}/posts/{post.id}")
    page.locator("#reject summary").click()
    page.locator("#reject [name=reason]").fill("already covered")
    page.locator("#reject button").click()
    expect(page.locator(".told")).to_contain_text(f"Post {post.id}: rejected")


def _move(page: Page, url: str, team: Morning) -> None:
    post = team.post("desk", PostKind.TLDR)
    page.goto(f"{url}/calendar")
    slot = page.locator(f'form[action="/posts/{post.id}/move"]')
    slot.locator("xpath=..").locator("summary").click()
    later = clock.now().astimezone(team.settings.zone) + timedelta(hours=3)
    slot.locator("[name=at]").fill(f"{later:%Y-%m-%dT%H:%M}")
    slot.get_by_role("button").click()
    expect(page.locator(".calendar")).to_contain_text(f"{later:%H:%M}")
    shot(page, "calendar")


def _second_person(browser: Browser, url: str, team: Morning, *, script: bool) -> None:
    post = team.post("journal", PostKind.HEADLINE)
    context = browser.new_context(java_script_enabled=script, locale="en-GB")
    context.add_cookies([{"name": "session", "value": team.colleague(), "url": url}])
    page = context.new_page()
    page.goto(f"{url}/posts/{post.id}")
    page.locator("#approve").click()
    expect(page.locator(".told")).to_contain_text(f"Post {post.id}: approved")
    context.close()


def _publish(page: Page, url: str, team: Morning) -> None:
    soon = clock.now() + timedelta(minutes=1)
    done = Desk(team.settings, dry_run=True, now=lambda: soon).run(every_source=False)
    assert len(done.outcomes) == 2
    page.goto(f"{url}/sent")
    expect(page.locator(".outs > li")).to_have_count(2)
    expect(page.locator(".outs")).to_contain_text("À lire")


def test_keys_do_what_they_say_and_nothing_while_one_writes(
    browser: Browser, morning: Callable[[], Morning]
) -> None:
    team = morning()
    app = make_app(team.settings, team.desk.store, team.desk.cards, dry_run=True)
    with team.desk, served(app) as url:
        page = _colleagues_page(browser, url, team)
        page.goto(f"{url}/queue")
        first = page.locator("#post").get_attribute("data-id")
        page.keyboard.press("j")
        expect(page.locator("#post")).not_to_have_attribute("data-id", str(first))
        page.keyboard.press("k")
        expect(page.locator("#post")).to_have_attribute("data-id", str(first))
        page.keyboard.press("r")
        expect(page.locator("#reject [name=reason]")).to_be_focused()
        page.keyboard.type("ajar")
        expect(page.locator("#reject [name=reason]")).to_have_value("ajar")
        page.keyboard.press("Escape")
        page.keyboard.press("?")
        expect(page.locator("#help")).to_be_visible()
        page.keyboard.press("Escape")
        page.keyboard.press("a")
        expect(page.locator(".told")).to_contain_text(f"Post {first}: approved")
        page.keyboard.press("u")
        expect(page.locator("#post")).to_have_attribute("data-id", str(first))
        expect(page.locator(".post-head .state")).to_contain_text("waits")
        page.context.close()


def test_a_post_is_moved_in_the_calendar_by_keys_alone(
    browser: Browser, morning: Callable[[], Morning]
) -> None:
    team = morning()
    slots = {"ACCOUNT_JOURNAL_SLOTS": "08:00,12:30,18:30", "ACCOUNT_DESK_SLOTS": "08:00"}
    team.settings = team.with_slots(slots)
    app = make_app(team.settings, team.desk.store, team.desk.cards, dry_run=True)
    with team.desk, served(app) as url:
        page = _colleagues_page(browser, url, team)
        post = team.post("journal", PostKind.TLDR)
        page.goto(f"{url}/calendar?day={post.due_at.astimezone(team.settings.zone):%F}")
        for _ in range(20):
            page.keyboard.press("j")
            if page.locator(f'[data-slot="{post.id}"] > a:focus').count():
                break
        page.keyboard.press("ArrowRight")
        expect(page.locator("#said")).to_contain_text(f"Post {post.id} is now due")
        expect(page.locator(f'[data-slot="{post.id}"] > a')).to_be_focused()
        later = team.post("journal", PostKind.TLDR)
        assert later.due_at > post.due_at
        expect(page.locator(f'[data-slot="{post.id}"]')).to_contain_text(
            f"{later.due_at.astimezone(team.settings.zone):%H:%M}"
        )
        page.keyboard.press("[")
        page.wait_for_url(lambda address: f"moved={post.id}" in address)
        team.desk.store.users.prefer(
            team.desk.store.users.named("bea").id, language=None, shortcuts=False
        )
        page.reload()
        page.locator(f'[data-slot="{post.id}"] > a').focus()
        before = team.post("journal", PostKind.TLDR).due_at
        page.keyboard.press("]")
        page.keyboard.press("j")
        expect(page.locator(f'[data-slot="{post.id}"] > a')).to_be_focused()
        assert team.post("journal", PostKind.TLDR).due_at == before
        page.context.close()


def test_what_a_colleague_changes_is_told_at_once(
    browser: Browser, morning: Callable[[], Morning]
) -> None:
    team = morning()
    app = make_app(team.settings, team.desk.store, team.desk.cards, dry_run=True)
    with team.desk, served(app) as url:
        page = _colleagues_page(browser, url, team)
        post = team.post("journal", PostKind.QUOTE)
        with page.expect_response(lambda answer: answer.url.endswith("/events")):
            page.goto(f"{url}/posts/{post.id}")
        later = post.due_at + timedelta(minutes=5)
        page.wait_for_function("document.documentElement.classList.contains('js')")
        team.desk.store.queue.reschedule(post.id, later, actor=EVE, at=clock.now())
        expect(page.locator(".notice-bar")).to_be_visible()
        page.context.close()


def _colleagues_page(browser: Browser, url: str, team: Morning) -> Page:
    # Without movement, so that colours are never looked at half-way between light and dark.
    context: BrowserContext = browser.new_context(locale="en-GB", reduced_motion="reduce")
    context.add_cookies([{"name": "session", "value": team.colleague(), "url": url}])
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    return page


PAGES = (
    "/queue",
    "/posts/1",
    "/posts/1/more",
    "/posts/1/cards/1",
    "/calendar",
    "/calendar?view=day",
    "/sent",
    "/notices",
    "/compose",
    "/me",
    "/admin/users",
    "/admin/accounts",
    "/admin/sources",
    "/admin/templates",
    "/admin/settings",
    "/posts/999",
)
_RUN = """async () => {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const found = await axe.run(document, {runOnly: tags, resultTypes: ["violations"]});
  return found.violations.map((each) => each.id + ": " + each.nodes[0].html.slice(0, 200)
    + " " + each.nodes[0].failureSummary);
}"""


# WCAG 2.2, 2.5.5, with its exception: a link within a sentence is as high as its line.
_SMALL = """() => [...document.querySelectorAll(
  "a[href], button, summary, select, textarea, input:not([type=hidden])")].filter((each) => {
    const box = each.getBoundingClientRect(), label = each.closest("label");
    const inText = getComputedStyle(each).display === "inline"
      && each.parentElement.textContent.trim() !== each.textContent.trim();
    if (!each.checkVisibility() || !box.width || inText) return false;
    const area = each.matches("[type=checkbox]") && label ? label.getBoundingClientRect() : box;
    return Math.min(area.width, area.height) < 43.5;
  }).map((each) => each.outerHTML.slice(0, 120))"""
PHONES = (320, 390)


def test_axe_finds_nothing_on_any_page_in_any_light_at_any_width(
    browser: Browser, morning: Callable[[], Morning]
) -> None:
    team = morning()
    source = axe()
    app = make_app(team.settings, team.desk.store, team.desk.cards, dry_run=True)
    found = []
    with team.desk, served(app) as url:
        users = team.desk.store.users
        users.add("bea", Role.ADMIN, clock.now())
        post = team.post("journal", PostKind.TLDR)
        team.desk.store.queue.move(
            post.id, State.HELD, actor=EVE, at=clock.now(), reason="x\n@@ 1 @@\na [-b-] {+c+}"
        )
        page = _colleagues_page(browser, url, team)
        link = users.invite(users.add("cleo", Role.VIEWER, clock.now()), clock.now())
        # A rehearsal loads no key, and sends no links.
        links = team.desk.store.decision_links = DecisionLinks(team.desk.store._engine, KEYS)
        decide = links.make(post, "approve", "chat", clock.now())
        outside = (f"/welcome/{link}", f"/decide/{decide}")
        for path in (*PAGES, f"/posts/{post.id}", *outside):
            page.goto(url + path)
            page.evaluate(source)
            widest = (WIDEST,) if path in ALL_DAY else ()
            page.set_viewport_size({"width": PHONES[1], "height": 844})
            small = page.evaluate(_SMALL)
            found += [f"{path} {PHONES[1]}: less than 44 pixels: {each}" for each in small]
            for width, scheme in (*WIDTHS_AND_SCHEMES, *widest):
                page.emulate_media(color_scheme=scheme)
                page.set_viewport_size({"width": width, "height": 900})
                shot(
                    page, f"{path.strip('/').replace('/', '-').partition('?')[0]}-{width}-{scheme}"
                )
                found += [f"{path} {width} {scheme}: {each}" for each in page.evaluate(_RUN)]
                if width in PHONES:
                    small = page.evaluate(_SMALL)
                    found += [f"{path} {width}: less than 44 pixels: {each}" for each in small]
                across = page.evaluate("document.documentElement.scrollWidth")
                if across > width:
                    found.append(f"{path} {width}: {across} pixels wide")
        page.context.close()
    assert not found, "\n".join(found)
