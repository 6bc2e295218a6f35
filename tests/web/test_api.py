"""The API: the same actions, the same rules, and nothing that breaks it."""

from __future__ import annotations

import json

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from bot.model import State
from bot.review.roles import Role
from bot.web.operations import OPERATIONS, Operation
from tests.queued import NOON
from tests.web.conftest import Newsroom


class Program:
    """A program with the key of somebody of a role."""

    def __init__(self, newsroom: Newsroom, role: Role) -> None:
        user = newsroom.store.users.add(f"program-{role.value}", role, NOON)
        self.key = newsroom.store.users.add_key(user, "cms", NOON)
        self.browser: TestClient = newsroom.app()

    def __call__(self, method: str, path: str, body: object = None) -> Response:
        """Ask for something."""
        headers = {"Authorization": f"Bearer {self.key}"}
        content = None if body is None else json.dumps(body)
        return self.browser.request(method, path, content=content, headers=headers)


def test_a_program_lists_edits_and_approves_what_it_saw(newsroom: Newsroom) -> None:
    newsroom.queue()
    editor, approver = Program(newsroom, Role.EDITOR), Program(newsroom, Role.APPROVER)
    (post,) = editor("GET", "/api/posts").json()["posts"]
    path = f"/api/posts/{post['id']}"
    edited = editor("POST", f"{path}/edit", {"texts": {"1": post["text"] + " ici"}}).json()
    late = approver("POST", f"{path}/approve", {"seen_sha256": post["seen_sha256"]})
    assert late.status_code == 409
    done = approver("POST", f"{path}/approve", {"seen_sha256": edited["seen_sha256"]})
    assert done.json()["state"] == "approved"
    assert approver("POST", f"{path}/undo").json()["state"] == "pending"
    assert approver("GET", path).json()["history"][-1]["actor"] == "program-approver"


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: each.name or "show")
def test_every_operation_asks_for_a_key_and_its_role(
    newsroom: Newsroom, operation: Operation
) -> None:
    path = operation.path.replace("{post}", str(newsroom.queue().id))
    browser = newsroom.browser(Role.ADMIN)  # a session is no key
    assert browser.request(operation.method, path).status_code == 401
    for role in Role:
        answer = Program(newsroom, role)(operation.method, path)
        assert (answer.status_code == 403) == (not role.may(operation.least)), role


def test_a_key_that_was_ended_and_one_of_who_is_gone_open_nothing(newsroom: Newsroom) -> None:
    one, other = Program(newsroom, Role.EDITOR), Program(newsroom, Role.VIEWER)
    newsroom.store.users.revoke_key(newsroom.store.users.keys()[0].id, NOON)
    newsroom.store.users.disable("program-viewer", NOON)
    assert one("GET", "/api/posts").status_code == 401
    assert other("GET", "/api/posts").status_code == 401


@pytest.mark.parametrize(
    ("path", "body", "code"),
    [
        ("/api/posts/1/approve", {}, 400),
        ("/api/posts/1/approve", {"seen_sha256": 1}, 400),
        ("/api/posts/1/approve", [], 400),
        ("/api/posts/1/hold", {"nonsense": 1}, 400),
        ("/api/posts/1/reject", {"reason": " "}, 400),
        ("/api/posts/99/hold", {}, 404),
        (f"/api/posts/{10**30}/hold", {}, 404),
        ("/api/posts/1/edit", {"texts": {"1": "\ud800"}}, 400),
        ("/api/posts/1/edit", {"texts": {"one": "x"}}, 400),
        ("/api/posts/1/move", {"at": "9999-12-31T23:59:59"}, 400),
        ("/api/posts/1/move", {"at": "0001-01-01T00:00:00"}, 400),
        ("/api/compose", {"url": "file:///etc/passwd"}, 400),
        ("/api/compose", {"url": "http://127.0.0.1:1/"}, 400),
        ("/api/posts/1/found", {"url": "javascript:alert(1)"}, 400),
    ],
)
def test_a_wrong_request_is_answered_in_one_sentence(
    newsroom: Newsroom, path: str, body: object, code: int
) -> None:
    post = newsroom.queue()
    answer = Program(newsroom, Role.ADMIN)("POST", path, body)
    assert (answer.status_code, list(answer.json())) == (code, ["error"])
    assert newsroom.store.queue.get(post.id) == post


def test_the_description_has_every_operation_and_names_its_fields(newsroom: Newsroom) -> None:
    described = newsroom.app().get("/api/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    for operation in OPERATIONS:
        told = described["paths"][operation.path][operation.method.lower()]
        names = {each["name"] for each in told["parameters"] if each["in"] == "query"}
        if operation.method == "POST":
            names = set(told["requestBody"]["content"]["application/json"]["schema"]["properties"])
        assert names == {field.name for field in operation.fields}
    states = described["components"]["schemas"]["Post"]["properties"]["state"]["enum"]
    assert states == [state.value for state in State]
