"""Every address with every role, every form without its token, every answer with its headers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.review.roles import Role
from bot.web.app import PLACES, Place
from tests.web.conftest import Newsroom, csrf

REQUESTS = [
    pytest.param(place, method, id=f"{method} {place.path}")
    for place in PLACES
    for method, handler in (("GET", place.get), ("POST", place.post))
    if handler
]
PUBLIC = {
    "/login",
    "/logout",
    "/language",
    "/welcome/{token}",
    "/decide/{token}",
    "/decide/{token}/cards/{card:int}",
}


def path_of(place: Place, post: int) -> str:
    return (
        place.path.replace("{post:int}", str(post))
        .replace("{card:int}", "1")
        .replace("{token}", "x" * 43)
        .replace("{sha256}", "0" * 64)
    )


def test_only_what_opens_the_door_is_for_everybody() -> None:
    assert {place.path for place in PLACES if place.least is None} == PUBLIC


@pytest.mark.parametrize("role", [None, *Role])
def test_every_address_asks_for_its_role(newsroom: Newsroom, role: Role | None) -> None:
    """What a role does not allow is answered 403, or by the login page; nothing else is."""
    post = newsroom.queue()
    browser = newsroom.browser(role) if role else newsroom.app()
    token = csrf(browser, "/me" if role else "/login")
    before = newsroom.store.queue.get(post.id)
    for each in REQUESTS:
        place, method = each.values
        assert isinstance(place, Place)
        if place.least is None:
            continue
        allowed = role is not None and role.may(place.least)
        if allowed and method == "POST":
            continue  # what they do is for other tests
        path = path_of(place, post.id)
        data = {"csrf": token} if method == "POST" else None
        answer = browser.request(str(method), path, data=data)
        if allowed:
            assert answer.status_code not in (401, 403, 500), path
        elif role is None and method == "GET":
            assert answer.headers["location"].startswith("/login"), path
        else:
            assert answer.status_code == (403 if role else 401), path
    assert newsroom.store.queue.get(post.id) == before


@pytest.mark.parametrize(
    ("fields", "headers"),
    [
        ({}, {}),
        ({"csrf": "0" * 64}, {}),
        ({"csrf": "right"}, {"Origin": "https://evil.example"}),
        ({"csrf": "right"}, {"Origin": "null"}),
        ({"csrf": "right"}, {"Sec-Fetch-Site": "cross-site"}),
    ],
)
def test_no_form_from_elsewhere_does_anything(
    newsroom: Newsroom, fields: dict[str, str], headers: dict[str, str]
) -> None:
    post = newsroom.queue()
    browser = newsroom.browser(Role.ADMIN)
    if fields.get("csrf") == "right":
        fields = {"csrf": csrf(browser)}
    for each in REQUESTS:
        place, method = each.values
        assert isinstance(place, Place)
        if method == "POST":
            path = path_of(place, post.id)
            answer = browser.post(path, data=fields, headers=headers)
            assert answer.status_code == 403, path
    assert newsroom.store.queue.get(post.id) == post


def test_a_form_comes_through_a_proxy_that_names_itself_as_the_host(newsroom: Newsroom) -> None:
    web = replace(newsroom.settings.web, url="https://bot.journal.example")
    newsroom.settings = replace(newsroom.settings, web=web)
    post, browser = newsroom.queue(), newsroom.browser(Role.EDITOR)
    headers = {"Origin": "https://bot.journal.example", "Host": "127.0.0.1:8080"}
    fields = {"csrf": csrf(browser), "text": "Seen"}
    answer = browser.post(f"/posts/{post.id}/comment", data=fields, headers=headers)
    assert answer.status_code == 303


def test_somebody_elses_token_is_no_use(newsroom: Newsroom) -> None:
    post = newsroom.queue()
    stolen = csrf(newsroom.browser(Role.APPROVER, "eve"))
    fields = {"csrf": stolen, "seen": post.seen_sha256}
    answer = newsroom.browser(Role.APPROVER).post(f"/posts/{post.id}/approve", data=fields)
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "path", ["/login", "/queue", "/cards/" + "0" * 64, "/static/app.css", "/no"]
)
def test_every_answer_forbids_frames_scripts_and_guesses(newsroom: Newsroom, path: str) -> None:
    headers = newsroom.browser(Role.VIEWER).get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    [
        "/cards/..%2f..%2fbot.sqlite",
        "/cards/" + "%2e%2e/" * 4 + "etc/passwd",
        "/static/..%2f..%2fqueue.html",
        "/static/%2e%2e%2fbase.html",
    ],
)
def test_no_name_leads_out_of_its_folder(newsroom: Newsroom, path: str) -> None:
    assert newsroom.browser(Role.ADMIN).get(path).status_code == 404


@pytest.mark.parametrize("name", ["../brand", "..%2f..%2fetc%2fpasswd", "/etc/passwd", "quote\0"])
def test_no_template_name_leads_out_of_its_folder(newsroom: Newsroom, name: str) -> None:
    post = newsroom.queue()
    path = f"/posts/{post.id}/cards/1/preview"
    query = {"template": name, "format": "square"}
    answer = newsroom.browser(Role.EDITOR).get(path, params=query)
    assert answer.status_code == 400
    assert "no template" in answer.text.lower()
