"""What a social team decides on the pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from importlib.resources import files

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from bot import decisions, settings
from bot.decisions import promises_broken
from bot.drafting import Drafter
from bot.model import QueuedPost, State
from bot.review import Actor
from bot.review.editing import Edit
from bot.review.roles import Role
from bot.sources.file import article_from_file
from tests.queued import ADA, NOON, WORDS
from tests.web.conftest import Newsroom, send

LEASE = timedelta(minutes=5)


def decide(browser: TestClient, post: QueuedPost, what: str, **fields: str) -> Response:
    return send(browser, f"/posts/{post.id}/{what}", seen=post.seen_sha256, **fields)


def test_an_approved_post_goes_out_when_it_was_said_and_not_before_it_can_be_taken_back(
    newsroom: Newsroom,
) -> None:
    post, leases = newsroom.queue(), newsroom.store.leases
    answer = decide(newsroom.browser(Role.APPROVER), post, "approve", when="now", back="/queue")
    assert answer.headers["location"] == f"/queue?told={post.id}"
    assert leases.claim(["main"], NOON + timedelta(seconds=9), LEASE) is None
    assert leases.claim(["main"], NOON + timedelta(seconds=10), LEASE) is not None


@pytest.mark.parametrize(
    ("fields", "due"),
    [
        ({"when": "own"}, NOON + timedelta(hours=1)),
        ({"when": "next"}, NOON.replace(hour=17, minute=30)),  # 18:30 in Paris
        ({"when": "at", "at": "2026-03-03T09:15"}, NOON.replace(day=3, hour=8, minute=15)),
    ],
)
def test_a_post_is_approved_for_its_time_the_next_slot_or_a_time(
    newsroom: Newsroom, fields: dict[str, str], due: object
) -> None:
    post = newsroom.queue()
    decide(newsroom.browser(Role.APPROVER), post, "approve", **fields)
    after = newsroom.store.queue.get(post.id)
    assert (after.state, after.due_at) == (State.APPROVED, due)


def test_what_was_approved_is_what_was_seen(newsroom: Newsroom) -> None:
    post, browser = newsroom.queue(), newsroom.browser(Role.APPROVER)
    change = Edit(texts={1: post.text.replace("Ada Martin", "Ada Martin, maire")})
    decisions.edit(newsroom.store, post.id, change, actor=ADA, at=NOON, reason=None)
    answer = decide(browser, post, "approve")
    assert answer.status_code == 409
    assert "<ins>" in answer.text
    assert "maire" in answer.text
    assert newsroom.store.queue.get(post.id).state is State.PENDING


@pytest.mark.parametrize("what", ["reject", "hold", "edit", "swap", "move"])
def test_no_decision_is_about_something_that_was_not_seen(newsroom: Newsroom, what: str) -> None:
    post, browser = newsroom.queue_thread(), newsroom.browser(Role.APPROVER)
    later = post.due_at + timedelta(minutes=5)
    newsroom.store.queue.reschedule(post.id, later, actor=ADA, at=NOON)
    fields = {"reason": "why", "text-1": "Autre.", "number": "1", "at": "2026-03-03 09:00"}
    assert decide(browser, post, what, **fields).status_code == 409
    assert newsroom.store.queue.get(post.id).due_at == later


@pytest.mark.parametrize("what", ["approve", "reject", "hold"])
def test_a_decision_is_taken_back_for_ten_seconds(newsroom: Newsroom, what: str) -> None:
    post, browser = newsroom.queue(), newsroom.browser(Role.APPROVER)
    decide(browser, post, what, when="next", reason="why")
    newsroom.clock.forward(timedelta(seconds=10))
    assert send(browser, f"/posts/{post.id}/undo").status_code == 303
    assert newsroom.store.queue.get(post.id) == post
    decide(browser, post, what, when="next", reason="why")
    newsroom.clock.forward(timedelta(seconds=11))
    assert send(browser, f"/posts/{post.id}/undo").status_code == 400


def test_nobody_takes_back_what_somebody_else_decided(newsroom: Newsroom) -> None:
    post = newsroom.queue()
    decide(newsroom.browser(Role.APPROVER), post, "approve")
    other = newsroom.browser(Role.ADMIN)
    assert send(other, f"/posts/{post.id}/undo").status_code == 400
    assert newsroom.store.queue.get(post.id).state is State.APPROVED


def test_a_held_post_that_is_rejected_and_taken_back_is_held_for_the_same_reason(
    newsroom: Newsroom,
) -> None:
    post, browser = newsroom.queue(), newsroom.browser(Role.APPROVER)
    decide(browser, post, "hold", reason="ask the desk")
    held = newsroom.store.queue.get(post.id)
    decide(browser, held, "reject", reason="no")
    send(browser, f"/posts/{post.id}/undo")
    assert newsroom.store.queue.get(post.id) == held


def test_who_wrote_the_words_does_not_approve_them(newsroom: Newsroom) -> None:
    post, browser = newsroom.queue(), newsroom.browser(Role.APPROVER)
    text = post.text.replace("Ada Martin", "Ada Martin, maire")
    assert decide(browser, post, "edit", **{"text-1": text}).status_code == 303
    edited = newsroom.store.queue.get(post.id)
    answer = decide(browser, edited, "approve")
    assert (answer.status_code, "somebody else must" in answer.text) == (400, True)
    assert decide(newsroom.browser(Role.ADMIN), edited, "approve").status_code == 303


def test_self_approval_can_be_allowed(newsroom: Newsroom) -> None:
    web = replace(newsroom.settings.web, self_approval=True)
    newsroom.settings = replace(newsroom.settings, web=web)
    post, browser = newsroom.queue(), newsroom.browser(Role.APPROVER)
    decide(browser, post, "edit", **{"text-1": post.text.replace("#", "") + " ici"})
    assert decide(browser, newsroom.store.queue.get(post.id), "approve").status_code == 303


def test_two_approvals_are_two_persons(newsroom: Newsroom) -> None:
    post = newsroom.queue(account="careful")
    one, other = newsroom.browser(Role.APPROVER), newsroom.browser(Role.ADMIN)
    answer = decide(one, post, "approve", back="/queue")
    assert newsroom.store.queue.get(post.id).state is State.PENDING
    assert "the first of two approvals" in one.get(answer.headers["location"]).text
    assert decide(one, post, "approve").status_code == 400
    decide(other, post, "approve")
    assert newsroom.store.queue.get(post.id).state is State.APPROVED


def test_a_first_approval_is_void_once_the_post_changes(newsroom: Newsroom) -> None:
    post = newsroom.queue(account="careful")
    decide(newsroom.browser(Role.APPROVER), post, "approve")
    later = post.due_at + timedelta(minutes=5)
    moved = newsroom.store.queue.reschedule(post.id, later, actor=Actor(name="eve"), at=NOON)
    decide(newsroom.browser(Role.ADMIN), moved, "approve")
    assert newsroom.store.queue.get(post.id).state is State.PENDING


def test_those_without_warnings_are_approved_together_and_no_others(newsroom: Newsroom) -> None:
    clean, warned = newsroom.queue(1), newsroom.queue_thread()
    browser = newsroom.browser(Role.APPROVER)
    page = browser.get("/queue").text
    assert f'value="{clean.id}:{clean.seen_sha256}"' in page
    assert f'value="{warned.id}:' not in page
    pairs = {f"{post.id}:{post.seen_sha256}" for post in (clean, warned)}
    answer = browser.post("/queue/approve", data={"csrf": _csrf(browser), "posts": sorted(pairs)})
    assert answer.status_code == 409
    states = [newsroom.store.queue.get(post.id).state for post in (clean, warned)]
    assert states == [State.APPROVED, State.PENDING]


def _csrf(browser: TestClient) -> str:
    from tests.web.conftest import csrf

    return csrf(browser)


def test_changing_quoted_words_takes_a_reason(newsroom: Newsroom) -> None:
    post, browser = newsroom.queue(), newsroom.browser(Role.EDITOR)
    text = post.text.replace(WORDS, "Nous fermerons la piscine")
    assert decide(browser, post, "edit", **{"text-1": text}).status_code == 400
    assert newsroom.store.queue.get(post.id) == post
    decide(browser, post, "edit", **{"text-1": text, "reason": "she corrected it"})
    assert "she corrected it" in browser.get(f"/posts/{post.id}").text


def test_a_variant_takes_the_posts_place(newsroom: Newsroom) -> None:
    post, browser = newsroom.queue_thread(), newsroom.browser(Role.EDITOR)
    decide(browser, post, "swap", number="1")
    assert newsroom.store.queue.get(post.id).pieces == post.variants[0].pieces


def test_a_post_is_given_to_another_account_of_its_platform(newsroom: Newsroom) -> None:
    post, browser = newsroom.queue(), newsroom.browser(Role.EDITOR)
    answer = decide(browser, post, "duplicate", account="careful")
    made = newsroom.store.queue.get(int(answer.headers["location"].rpartition("/")[2]))
    assert (made.account, made.pieces, made.state) == ("careful", post.pieces, State.PENDING)
    assert decide(browser, post, "duplicate", account="nobody").status_code == 400


def test_a_post_is_composed_anew_for_another_platform_with_its_quote_whole(
    newsroom: Newsroom,
) -> None:
    """The demo's article, for X first: its posts are given to Mastodon one by one."""
    toot = {"ACCOUNT_TOOTS_PLATFORM": "mastodon", "ACCOUNT_TOOTS_POSTS": "headline"}
    newsroom.settings = settings.of(
        {
            "DATA": str(newsroom.settings.data),
            "ACCOUNTS": "main,toots",
            "ACCOUNT_MAIN_PLATFORM": "x",
            "ACCOUNT_MAIN_POSTS": "quote,tldr",
            **toot,
        }
    )
    text = files("bot.demo").joinpath("article.md").read_bytes()
    article = article_from_file(text, "article.md", fetched_at=NOON)
    only_main = replace(newsroom.settings, accounts=newsroom.settings.accounts[:1])
    offers = Drafter(only_main, newsroom.cards, newsroom.store).offers(article, NOON)
    browser = newsroom.browser(Role.EDITOR)
    for post in newsroom.store.queue.offer("demo", article, offers, at=NOON):
        answer = decide(browser, post, "duplicate", account="toots")
        made = newsroom.store.queue.get(int(answer.headers["location"].rpartition("/")[2]))
        assert (made.account, made.platform, made.kind) == ("toots", "mastodon", post.kind)
        assert made.state is State.PENDING
        assert [quote.display for quote in made.quotes] == [q.display for q in post.quotes]
        assert all(quote.display in made.texts[0] for quote in made.quotes)
        assert promises_broken(made, newsroom.store.leases.article(made)) == ()
        assert made.text != post.text  # Mastodon has room for the title
        assert [bool(card.alt_text) for card in made.cards] == [True] * len(post.cards)
        assert decide(browser, post, "duplicate", account="main").status_code == 400


def test_hashtags_and_link_have_fields_of_their_own(newsroom: Newsroom) -> None:
    post, browser = newsroom.queue(), newsroom.browser(Role.EDITOR)
    page = browser.get(f"/posts/{post.id}").text
    assert f'name="link" maxlength="4096" value="{post.link}"' in page
    link = "https://journal.example.com/live"
    decide(browser, post, "edit", link=link, hashtags="Piscine #Lens")
    after = newsroom.store.queue.get(post.id)
    assert after.link == link
    assert after.text == f"{post.text.replace(str(post.link), link)}\n\n#Piscine #Lens"
    assert after.pieces[0].length > post.pieces[0].length - 100
    assert 'value="#Piscine #Lens"' in browser.get(f"/posts/{post.id}").text
    assert decide(browser, after, "edit", hashtags="#2026").status_code == 400


def test_comments_are_read_by_all(newsroom: Newsroom) -> None:
    post = newsroom.queue()
    decide(newsroom.browser(Role.EDITOR), post, "comment", text="Wait for the <photo>")
    assert "Wait for the &lt;photo&gt;" in newsroom.browser(Role.VIEWER).get("/queue").text


@pytest.mark.parametrize(
    ("path", "fields", "state"),
    [
        ("found", {"url": "https://x.com/journal/status/17"}, State.PUBLISHED),
        ("found", {"url": "javascript:alert(1)"}, State.UNCERTAIN),
        ("retry", {"absent": "yes"}, State.APPROVED),
        ("retry", {}, State.UNCERTAIN),
        ("leave", {}, State.CANCELLED),
    ],
)
def test_what_is_uncertain_is_settled_by_who_has_looked(
    newsroom: Newsroom, path: str, fields: dict[str, str], state: State
) -> None:
    post = uncertain(newsroom)
    browser = newsroom.browser(Role.APPROVER)
    assert f"/posts/{post.id}/found" in browser.get("/sent").text
    send(browser, f"/posts/{post.id}/{path}", **fields)
    assert newsroom.store.queue.get(post.id).state is state


def uncertain(newsroom: Newsroom) -> QueuedPost:
    """A post of which nobody knows whether it is out."""
    store, at = newsroom.store, NOON + timedelta(hours=2)
    post = newsroom.queue()
    store.queue.approve(post.id, actor=ADA, at=NOON)
    claim = store.leases.claim(["main"], at, LEASE)
    assert claim is not None
    store.leases.about_to_send(claim, "c" * 64, at, LEASE)
    store.leases.release(claim, State.UNCERTAIN, "no answer came", at)
    newsroom.clock.now = at
    return store.queue.get(post.id)


def test_the_measure_is_the_platforms_own(newsroom: Newsroom) -> None:
    post = newsroom.queue()
    text = "À lire : https://journal.example.com/" + "a" * 60
    answer = decide(newsroom.browser(Role.EDITOR), post, "measure", text=text)
    assert answer.json() == {"length": 9 + 23, "limit": 280}
