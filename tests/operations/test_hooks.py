"""Calls of a webhook: signed, or not taken."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.model import Article
from bot.operations.hooks import SIGNATURE, TIMESTAMP, HookError, Hooks, signature
from bot.sources.fetch import Fetcher, FetchLimits
from bot.sources.load import Unreadable, load
from bot.store import Store
from bot.store.records import Entry
from tests.newsroom import NOW, configured
from tests.sources.server import WebServer

SECRET = "0123456789abcdef"
STAMP = str(int(NOW.timestamp()))
BODY = json.dumps({"url": "https://journal.example.com/1", "tags": ["Sport", 3]}).encode()


@pytest.fixture
def hooks(tmp_path: Path, store: Store, web: WebServer) -> Hooks:
    plain = configured(tmp_path, web)
    called = replace(plain.sources[0], name="cms", kind="webhook", url="", secret=SECRET)
    settings = replace(plain, sources=(*plain.sources, called))
    return Hooks(settings=settings, store=store, folder=tmp_path / "received", now=lambda: NOW)


def signed(body: bytes, stamp: str = STAMP, secret: str = SECRET) -> dict[str, str]:
    return {
        TIMESTAMP.lower(): stamp,
        SIGNATURE.lower(): f"sha256={signature(secret, stamp, body)}",
    }


def test_the_signature_is_that_of_rfc_2104() -> None:
    # printf 1.a | openssl dgst -sha256 -hmac key
    expected = "32a5f52f8b585db06b5960c1b30992c0575588cf6343eeb646efa5bfd9ca5a17"
    assert signature("key", "1", b"a") == expected


def test_an_address_waits_to_be_read(hooks: Hooks, store: Store) -> None:
    assert hooks.take("cms", signed(BODY), BODY)
    (entry,) = store.feeds.waiting("cms")
    assert (entry.url, entry.tags) == ("https://journal.example.com/1", ("Sport",))
    assert not hooks.take("cms", signed(BODY), BODY)  # played back
    assert len(store.feeds.waiting("cms")) == 1


TEXT = "Le conseil a voté le budget.\n\n« Nous ouvrirons en juin », a dit Ada Martin, maire."
FORMS = [
    ("markdown", TEXT),
    ("text", TEXT),
    ("html", "".join(f"<p>{line}</p>" for line in TEXT.split("\n\n"))),
]


def read(entry: Entry) -> Article:
    (found,) = load(entry.url, fetcher=Fetcher(FetchLimits()), fetched_at=NOW)
    assert isinstance(found, Article)
    return found


@pytest.mark.parametrize(("form", "text"), FORMS, ids=[form for form, _ in FORMS])
def test_an_article_is_kept_with_what_was_said_of_it(
    hooks: Hooks, store: Store, form: str, text: str
) -> None:
    url = "https://journal.example.com/piscine"
    said = {form: text, "id": 7, "title": "La piscine\nrouvrira", "url": url, "tags": ["Sport"],
            "date": "2026-03-02T09:30:00", "embargo": "2026-03-02 18:00"}  # fmt: skip
    body = json.dumps(said).encode()
    assert hooks.take("cms", signed(body), body)
    (entry,) = store.feeds.waiting("cms")
    assert (entry.key, entry.tags) == ("7", ("Sport",))
    assert entry.published_at == datetime(2026, 3, 2, 17, tzinfo=UTC)  # 18:00 in Paris
    assert Path(entry.url).is_relative_to(hooks.folder)
    article = read(entry)
    assert (article.title, article.link) == ("La piscine rouvrira", url)
    assert "Nous ouvrirons en juin" in article.text


def test_an_article_may_say_nothing_of_itself(hooks: Hooks, store: Store) -> None:
    body = json.dumps({"markdown": "# Un titre\n\nUn texte.", "url": 5}).encode()
    assert hooks.take("cms", signed(body), body)
    article = read(store.feeds.waiting("cms")[0])
    assert (article.title, article.link) == ("Un titre", None)


def test_what_was_kept_and_is_damaged_is_named(tmp_path: Path) -> None:
    (tmp_path / "7.article").write_text("[]")
    file = str(tmp_path / "7.article")
    (found,) = load(file, fetcher=Fetcher(FetchLimits()), fetched_at=NOW)
    assert isinstance(found, Unreadable)
    assert "no article that was handed in" in str(found.error)


WRONG = [
    ("unknown source", "nobody", BODY, {}, 404),
    ("no webhook", "front", BODY, {}, 404),
    ("no signature", "cms", BODY, {SIGNATURE.lower(): ""}, 401),
    ("another secret", "cms", BODY, signed(BODY, secret="x" * 16), 401),
    ("another body", "cms", BODY + b" ", signed(BODY), 401),
    ("no time", "cms", BODY, {TIMESTAMP.lower(): "today"}, 401),
    ("an old call", "cms", BODY, signed(BODY, stamp=str(int(STAMP) - 301)), 401),
    ("too large", "cms", b"x" * 2_000_001, {}, 413),
    ("no JSON", "cms", b"{", {}, 400),
    ("nested", "cms", b"[" * 100_000, {}, 400),
    ("no object", "cms", b"[]", {}, 400),
    ("says nothing", "cms", b'{"url": "javascript:alert(1)"}', {}, 400),
]


@pytest.mark.parametrize(
    ("name", "body", "headers", "status"), [w[1:] for w in WRONG], ids=[w[0] for w in WRONG]
)
def test_what_is_not_taken(
    hooks: Hooks, store: Store, name: str, body: bytes, headers: dict[str, str], status: int
) -> None:
    with pytest.raises(HookError) as caught:
        hooks.take(name, {**signed(body), **headers}, body)
    assert caught.value.status == status
    assert SECRET not in str(caught.value)
    assert store.feeds.all() == {}
