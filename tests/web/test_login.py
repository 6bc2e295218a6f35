"""Who gets in, and how."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from bot.review.roles import Role
from bot.store.users import hashed
from bot.web.serving import welcome
from tests.queued import NOON
from tests.web.conftest import FAST, PASSWORD, Newsroom, csrf, send


def log_in(
    newsroom: Newsroom, name: str, password: str, **fields: str
) -> tuple[TestClient, Response]:
    browser = newsroom.app()
    data = {"csrf": csrf(browser, "/login"), "name": name, "password": password, **fields}
    return browser, browser.post("/login", data=data)


def add(newsroom: Newsroom, name: str = "ada", role: Role = Role.EDITOR) -> None:
    user = newsroom.store.users.add(name, role, NOON)
    newsroom.store.users.set_password(user.id, FAST.hash(PASSWORD))


def test_a_password_opens_the_queue_and_a_wrong_one_does_not(newsroom: Newsroom) -> None:
    add(newsroom)
    browser, answer = log_in(newsroom, "Ada", PASSWORD)
    assert (answer.status_code, answer.headers["location"]) == (303, "/queue")
    assert browser.get("/queue").status_code == 200
    browser, answer = log_in(newsroom, "ada", "another sentence")
    assert answer.status_code == 403
    assert "session" not in answer.cookies


def test_a_session_cookie_is_for_this_site_alone_and_for_no_script(newsroom: Newsroom) -> None:
    add(newsroom)
    newsroom.settings = replace(
        newsroom.settings, web=replace(newsroom.settings.web, url="https://bot.example")
    )
    _, answer = log_in(newsroom, "ada", PASSWORD)
    (cookie,) = [c for c in answer.headers.get_list("set-cookie") if c.startswith("session=")]
    assert {"HttpOnly", "SameSite=lax", "Secure", "Path=/"} <= {
        p.strip() for p in cookie.split(";")
    }


def test_what_the_browser_brought_is_never_a_session(newsroom: Newsroom) -> None:
    """Session fixation: the token before and after logging in differ, and the old opens nothing."""
    add(newsroom)
    browser = newsroom.app()
    browser.cookies.set("session", "chosen-by-somebody-else")
    token = csrf(browser, "/login")
    answer = browser.post("/login", data={"csrf": token, "name": "ada", "password": PASSWORD})
    assert answer.cookies["session"] != "chosen-by-somebody-else"
    fixed = newsroom.app()
    fixed.cookies.set("session", "chosen-by-somebody-else")
    assert fixed.get("/queue").status_code == 303


def test_logging_out_ends_the_session_on_the_server(newsroom: Newsroom) -> None:
    browser = newsroom.browser(Role.EDITOR)
    token = browser.cookies["session"]
    send(browser, "/logout")
    again = newsroom.app()
    again.cookies.set("session", token)
    assert again.get("/queue").status_code == 303


@pytest.mark.parametrize("passed", [timedelta(hours=12), timedelta(days=8)])
def test_a_session_runs_out(newsroom: Newsroom, passed: timedelta) -> None:
    browser = newsroom.browser(Role.EDITOR)
    newsroom.clock.forward(passed)
    assert browser.get("/queue").status_code == 303


def test_who_is_removed_is_out_at_once(newsroom: Newsroom) -> None:
    browser, _ = newsroom.browser(Role.EDITOR), newsroom.browser(Role.ADMIN)
    newsroom.store.users.disable("editor", NOON)
    assert browser.get("/queue").status_code == 303
    _, answer = log_in(newsroom, "editor", PASSWORD)
    assert answer.status_code == 403


def test_guessing_has_to_wait_longer_and_longer(newsroom: Newsroom) -> None:
    add(newsroom)
    for _ in range(5):
        assert log_in(newsroom, "ada", "a wrong guess")[1].status_code == 403
    waits = []
    for _ in range(2):
        answer = log_in(newsroom, "ada", PASSWORD)[1]
        assert answer.status_code == 429
        waits.append(int(answer.headers["retry-after"]))
        newsroom.clock.forward(timedelta(seconds=waits[-1]))
        assert log_in(newsroom, "ada", "a wrong guess")[1].status_code == 403
    assert waits[1] > waits[0]
    newsroom.clock.forward(timedelta(hours=2))
    assert log_in(newsroom, "ada", PASSWORD)[1].status_code == 303


@pytest.mark.parametrize(
    "to", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_logging_in_leads_to_pages_of_ours_alone(newsroom: Newsroom, to: str) -> None:
    add(newsroom)
    assert log_in(newsroom, "ada", PASSWORD, to=to)[1].headers["location"] == "/queue"


def test_who_is_sent_to_log_in_comes_to_the_page_they_asked_for(newsroom: Newsroom) -> None:
    answer = newsroom.app().get("/posts/3?account=main")
    assert answer.headers["location"] == "/login?to=/posts/3%3Faccount%3Dmain"


def test_the_first_start_prints_a_link_for_the_first_admin_once(newsroom: Newsroom) -> None:
    *_, link = welcome(newsroom.settings, newsroom.store)
    path = link.removeprefix(newsroom.settings.web.url)
    browser = newsroom.app()
    fields = {"csrf": csrf(browser, path), "password": PASSWORD, "again": PASSWORD}
    newsroom.clock.now = newsroom.store.users.named("admin").created_at
    assert browser.post(path, data=fields).headers["location"] == "/queue"
    assert browser.get("/admin/users").status_code == 200
    assert newsroom.app().get(path).status_code == 404
    assert len([*welcome(newsroom.settings, newsroom.store)]) == 1


@pytest.mark.parametrize(
    ("password", "again"), [("short", "short"), (PASSWORD, PASSWORD + "!"), ("x" * 300, "x" * 300)]
)
def test_a_password_that_will_not_do_leaves_the_link_good(
    newsroom: Newsroom, password: str, again: str
) -> None:
    user = newsroom.store.users.add("ada", Role.EDITOR, NOON)
    path = f"/welcome/{newsroom.store.users.invite(user, NOON)}"
    browser = newsroom.app()
    fields = {"csrf": csrf(browser, path), "password": password, "again": again}
    assert browser.post(path, data=fields).status_code == 400
    assert browser.get(path).status_code == 200


def test_an_invitation_runs_out_and_a_new_one_ends_the_old(newsroom: Newsroom) -> None:
    users = newsroom.store.users
    user = users.add("ada", Role.EDITOR, NOON)
    first, second = users.invite(user, NOON), users.invite(user, NOON)
    assert newsroom.app().get(f"/welcome/{first}").status_code == 404
    newsroom.clock.forward(timedelta(days=8))
    assert newsroom.app().get(f"/welcome/{second}").status_code == 404


def test_no_token_is_in_the_database(newsroom: Newsroom) -> None:
    browser = newsroom.browser(Role.EDITOR)
    raw = newsroom.settings.data.joinpath("bot.sqlite").read_bytes()
    raw += newsroom.settings.data.joinpath("bot.sqlite-wal").read_bytes()
    assert browser.cookies["session"].encode() not in raw
    assert hashed(browser.cookies["session"]).encode() in raw


@pytest.mark.parametrize(("peer", "code"), [("testclient", 200), ("10.9.9.9", 303)])
def test_a_proxys_word_is_taken_from_the_proxy_alone(
    newsroom: Newsroom, peer: str, code: int
) -> None:
    add(newsroom)
    web = replace(newsroom.settings.web, proxy_header="X-Remote-User", proxies=(peer,))
    newsroom.settings = replace(newsroom.settings, web=web)
    answer = newsroom.app().get("/queue", headers={"X-Remote-User": "ada"})
    assert answer.status_code == code


def test_a_new_password_ends_every_other_session(newsroom: Newsroom) -> None:
    one, other = newsroom.browser(Role.EDITOR), newsroom.browser(Role.EDITOR)
    new = "another sentence of hers"
    send(one, "/me/password", old=PASSWORD, password=new, again=new)
    assert other.get("/queue").status_code == 303
    assert log_in(newsroom, "editor", new)[1].status_code == 303


def test_the_last_admin_stays(newsroom: Newsroom) -> None:
    admin = newsroom.browser(Role.ADMIN)
    answer = send(admin, "/admin/users", action="remove", name="admin")
    assert (answer.status_code, "the last admin" in answer.text) == (400, True)
    assert (
        send(admin, "/admin/users", action="role", name="admin", role="viewer").status_code == 400
    )
