"""What the pages show, and that nothing in it acts."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from httpx2 import Response

from bot import settings
from bot.model import CardFile, Piece, Post, PostKind, QueuedPost, State
from bot.review.roles import Role
from bot.store.records import Offer
from bot.web.pages.calendar import free_slot
from tests.queued import ADA, NOON, WORDS, story
from tests.readings import quote
from tests.web.conftest import Newsroom, send
from tests.web.test_deciding import decide

EVIL = "</textarea></mark><script>alert(1)</script><img src=x onerror=alert(2)>\"'`{{7*7}}"


def evil_post(newsroom: Newsroom) -> QueuedPost:
    """A post whose every word was written by somebody with bad intentions."""
    of = replace(
        story(1),
        title=f"Titre {EVIL}",
        lead=f"Chapeau {EVIL}",
        summary_points=(f"Point {EVIL}",),
        url="javascript:alert(3)",
        canonical_url=None,
    )
    said = replace(quote(of, WORDS), speaker=f"Ada {EVIL}", role=EVIL, cue=EVIL, mention=EVIL)
    sha256 = newsroom.cards.put(b"\x89PNG no picture")
    card = CardFile(template=EVIL, format=EVIL, sha256=sha256, alt_text=EVIL)
    piece: Piece[CardFile] = Piece(text=f"« {WORDS} » {EVIL}", length=100, cards=(card,))
    post = Post(
        account="main",
        platform="x",
        kind=PostKind.QUOTE,
        language="fr",
        pieces=(piece,),
        link="javascript:alert(4)",
        limit=280,
        quotes=(said,),
        notes=(EVIL,),
        warnings=(EVIL,),
    )
    offer = Offer(post=post, due_at=NOON, expires_at=NOON + timedelta(hours=24))
    return newsroom.store.queue.offer("evil", of, [offer], at=NOON)[0]


def harmless(answer: Response) -> None:
    """Whether what was written stands in the page as text alone."""
    assert answer.status_code < 500
    text = answer.text
    assert "<script>alert" not in text
    assert "<img src=x" not in text
    assert not re.search(r"(href|src|action)=\"\s*javascript:", text)
    assert not re.search(r"<[^>]+\son\w+=", re.sub(r'"[^"]*"', '""', text))


def test_nothing_that_others_wrote_acts_on_a_page(newsroom: Newsroom) -> None:
    """Title, lead, quote, speaker, URL, alt text, notes, warnings, comments, reasons, names."""
    post = evil_post(newsroom)
    admin = newsroom.browser(Role.ADMIN, "<b>admin</b>")
    decide(admin, post, "comment", text=EVIL)
    newsroom.store.queue.move(post.id, State.HELD, actor=ADA, at=NOON, reason=f"x\n@@ [-{EVIL}-]")
    newsroom.store.notices.tell("k", EVIL, kind="test", at=NOON, post_id=post.id)
    for path in ("/queue", f"/posts/{post.id}", "/calendar", "/sent", "/notices", "/me"):
        harmless(admin.get(path))
    harmless(admin.get(f"/queue?q={EVIL}&account={EVIL}"))
    harmless(admin.get(f"/posts/{post.id}/cards/1"))
    harmless(decide(admin, post, "approve"))
    harmless(send(admin, "/admin/users", action="add", name=EVIL[:60], role="viewer"))
    harmless(newsroom.app().get(f"/login?to={EVIL}"))


def test_a_feeds_name_and_its_error_act_on_no_page(newsroom: Newsroom) -> None:
    from bot.settings import SourceSettings

    source = SourceSettings(
        name=EVIL,
        url=f"https://journal.example.com/{EVIL}",
        every=timedelta(minutes=5),
        first=1,
        fresh=timedelta(hours=1),
        language=None,
    )
    newsroom.settings = replace(newsroom.settings, sources=(source,), publication=EVIL)
    harmless(newsroom.browser(Role.ADMIN).get("/admin/sources"))


def test_the_quote_is_marked_where_it_stands(newsroom: Newsroom) -> None:
    newsroom.queue()
    page = newsroom.browser(Role.VIEWER).get("/queue").text
    assert f'<mark id="said-1">{WORDS}</mark>' in page.replace("&#39;", "’")
    assert "in the article, word for word" in page


def test_a_list_is_searched_filtered_and_leafed_through(newsroom: Newsroom) -> None:
    for number in range(1, 43):
        newsroom.queue(number)
    newsroom.queue_thread()
    browser = newsroom.browser(Role.VIEWER)

    def shown(query: str) -> int:
        return browser.get(f"/queue{query}").text.count("data-post=")

    assert [shown(""), shown("?page=2")] == [40, 3]
    assert shown("?q=piscine 17") == 1
    assert shown("?q=%25") == 0
    assert [shown("?warned=yes"), shown("?account=careful"), shown("?view=held")] == [1, 0, 0]


def test_a_week_shows_slots_that_are_free_and_posts_that_clash(newsroom: Newsroom) -> None:
    one, other = newsroom.queue(1), newsroom.queue(2)
    page = newsroom.browser(Role.EDITOR).get("/calendar?day=2026-03-04").text
    assert page.count("two at once") == 2
    assert f"/posts/{one.id}/move" in page
    assert f"/posts/{other.id}/move" in page
    # Slots at 08:00 and 18:30: Monday's first has passed at 13:00.
    assert page.count('class="slot gap"') == 13


def test_a_post_is_moved_from_the_calendar_in_the_newsrooms_zone(newsroom: Newsroom) -> None:
    post = newsroom.queue()
    back = "/calendar?day=2026-03-02"
    browser = newsroom.browser(Role.EDITOR)
    answer = decide(browser, post, "move", at="2026-03-03T18:30", back=back)
    assert answer.headers["location"] == back
    assert newsroom.store.queue.get(post.id).due_at == NOON.replace(day=3, hour=17, minute=30)


@pytest.mark.parametrize("at", ["yesterday", "2026-03-01T10:00", "", "9999-99-99T00:00"])
def test_a_time_that_will_not_do_moves_nothing(newsroom: Newsroom, at: str) -> None:
    post = newsroom.queue()
    assert decide(newsroom.browser(Role.EDITOR), post, "move", at=at).status_code == 400
    assert newsroom.store.queue.get(post.id) == post


PASTED = """La piscine rouvrira en juin

Le conseil municipal a voté lundi soir le budget de la piscine, après deux heures de débat.

« Nous ouvrirons la piscine avant la fin du mois de juin », a déclaré Ada Martin, maire de la ville.

Les travaux dureront six mois. L’opposition regrette le coût du chantier.
"""


def test_an_article_that_is_pasted_becomes_posts_for_the_chosen_accounts(
    newsroom: Newsroom,
) -> None:
    browser = newsroom.browser(Role.EDITOR)
    fields = {"text": PASTED, "url": "https://journal.example.com/a", "accounts": "main"}
    answer = send(browser, "/compose", **fields)
    assert answer.status_code == 303, answer.text
    posts = newsroom.store.queue.list()
    assert {post.account for post in posts} == {"main"}
    assert any("Ada Martin" in post.text for post in posts)
    again = send(browser, "/compose", **fields)
    assert again.headers["location"] == answer.headers["location"]
    assert len(newsroom.store.queue.list()) == len(posts)
    card = next(post for post in posts if post.kind is PostKind.QUOTE)
    square = {"template": "quote", "format": "square"}
    preview = browser.get(f"/posts/{card.id}/cards/1/preview", params=square)
    assert preview.headers["content-type"].startswith("image/")
    decide(browser, card, "cards/1", **square)
    drawn = newsroom.store.queue.get(card.id).cards[0]
    assert (drawn.format, drawn.alt_text) == ("square", card.cards[0].alt_text)


@pytest.mark.parametrize("url", ["", "ftp://journal.example.com", "http://127.0.0.1:1/a"])
def test_an_address_that_cannot_be_read_is_said_so_and_kept_in_the_form(
    newsroom: Newsroom, url: str
) -> None:
    answer = send(newsroom.browser(Role.EDITOR), "/compose", url=url, accounts="main")
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert f'value="{url}"' in answer.text


def test_settings_show_no_secret(newsroom: Newsroom) -> None:
    newsroom.settings = replace(newsroom.settings, database_url="postgresql://bot:s3cret@db/bot")
    admin = newsroom.browser(Role.ADMIN)
    for path in ("/admin/settings", "/admin/accounts", "/admin/templates", "/admin/sources"):
        answer = admin.get(path)
        assert answer.status_code == 200
        assert "s3cret" not in answer.text


def test_an_account_is_paused_and_goes_on(newsroom: Newsroom) -> None:
    admin = newsroom.browser(Role.ADMIN)
    send(admin, "/admin/accounts", action="pause", account="main", reason="a storm")
    assert "a storm" in admin.get("/queue").text
    assert newsroom.store.paused("main") is not None
    send(admin, "/admin/accounts", action="resume", account="main")
    assert newsroom.store.paused("main") is None


def test_a_page_of_forty_posts_is_small(newsroom: Newsroom) -> None:
    for number in range(1, 45):
        newsroom.queue(number)
    answer = newsroom.browser(Role.APPROVER).get("/queue")
    assert len(answer.content) < 100_000


@pytest.mark.parametrize(
    ("to", "due"),
    [
        ("later", "2026-03-02 18:30"),  # 13:00 is its own time
        ("later", "2026-03-04 08:00"),  # another post has Tuesday 08:00, and 18:30 is taken too
        ("earlier", "2026-03-02 18:30"),
        ("earlier", None),  # 08:00 of that day has passed
    ],
)
def test_a_post_goes_to_the_free_slot_beside_it(to: str, due: str | None) -> None:
    account = settings.of(
        {
            "TIMEZONE": "Europe/Paris",
            "ACCOUNTS": "main",
            "ACCOUNT_MAIN_PLATFORM": "x",
            "ACCOUNT_MAIN_SLOTS": "08:00,18:30",
        }
    ).accounts[0]
    at = {"later": "2026-03-02 13:00", "earlier": "2026-03-03 08:00"}[to]
    taken: set[datetime] = set()
    if due == "2026-03-04 08:00":
        taken = {paris("2026-03-02 18:30"), paris("2026-03-03 08:00"), paris("2026-03-03 18:30")}
    if due is None:
        at = "2026-03-02 18:30"
    found = free_slot(account, paris(at), taken, earliest=NOON, later=to == "later")
    assert found == (paris(due) if due else None)


def paris(text: str) -> datetime:
    """A moment in Paris."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Paris"))


def test_the_calendar_moves_a_post_by_a_form_and_says_where_it_is(newsroom: Newsroom) -> None:
    post, browser = newsroom.queue(), newsroom.browser(Role.EDITOR)
    answer = send(browser, f"/posts/{post.id}/shift", to="later", seen=post.seen_sha256)
    assert newsroom.store.queue.get(post.id).due_at == NOON.replace(hour=17, minute=30)
    assert "Post 1 is now due" in browser.get(answer.headers["location"]).text
    stale = send(browser, f"/posts/{post.id}/shift", to="later", seen=post.seen_sha256)
    assert stale.status_code == 409
    assert (
        "no slots"
        in send(browser, f"/posts/{newsroom.queue(2, 'careful').id}/shift", to="later").text
    )
