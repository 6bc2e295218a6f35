"""The page's server answers its own page alone, and says plainly what it has not."""

import pytest
from starlette.testclient import TestClient

from bot.cards import Library
from bot.model import PostKind
from bot.preview.app import application
from bot.preview.samples import Sample
from bot.preview.sheet import Sheet
from tests.cards.samples import HEADLINE


def unread(data: bytes, name: str) -> tuple[str, Sample]:
    raise AssertionError(f"{name} was read")


@pytest.fixture(scope="module")
def client() -> TestClient:
    sheet = Sheet({"own": Library.of()}, {"one": {PostKind.HEADLINE: HEADLINE}})
    return TestClient(application(sheet, unread), base_url="http://127.0.0.1")


def test_another_host_is_refused(client: TestClient) -> None:
    assert client.get("/contents", headers={"host": "evil.example"}).status_code == 400
    assert client.get("/contents").json()["kits"] == ["own"]


def test_only_the_page_itself_sends_articles(client: TestClient) -> None:
    answer = client.post("/article", content=b"x", headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403
    answer = client.post("/article", content=b"x" * 2_000_001)
    assert answer.status_code == 413


def test_an_article_without_a_quote_says_so(client: TestClient) -> None:
    look = {"kit": "own", "template": "quote", "sample": "one", "format": "link"}
    answer = client.get("/card", params=look)
    assert (answer.status_code, answer.json()) == (404, {"error": "there is no quote here"})


@pytest.mark.parametrize("name", ["../base", "/etc/passwd", "../../web/preview"])
def test_no_file_outside_is_drawn(client: TestClient, name: str) -> None:
    look = {"kit": "own", "template": name, "sample": "one", "format": "link"}
    view = client.get("/card", params=look).json()
    assert view["sha256"] == ""
    assert "there is no such template" in view["broken"][0]["message"]


def test_no_page_may_be_framed_or_run_others_scripts(client: TestClient) -> None:
    policy = client.get("/").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
