"""Whatever an editor names gives articles, and what cannot be read is said in its place."""

import io
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.errors import DocumentError, FeedError, FetchError
from bot.model import Article
from bot.sources import Unreadable, load
from bot.sources.fetch import Fetcher
from tests.sources.pages import PARAGRAPHS, TITLE, news, page
from tests.sources.server import Answer, WebServer

NOW = datetime(2025, 3, 10, 12, tzinfo=UTC)
TEXT = f"{TITLE}\n\n" + "\n\n".join(PARAGRAPHS)


def loaded(spec: str, fetcher: Fetcher, limit: int = 10) -> list[Article | Unreadable]:
    return list(load(spec, fetcher=fetcher, fetched_at=NOW, limit=limit))


def item(url: str, date: str = "") -> str:
    dated = f"<pubDate>{date}</pubDate>" if date else ""
    return f"<item><title>T</title><link>{url}</link>{dated}<category>Pont</category></item>"


def feed(*items: str) -> str:
    return f'<rss version="2.0"><channel><title>V</title>{"".join(items)}</channel></rss>'


def test_a_page(server: WebServer, fetcher: Fetcher) -> None:
    server.redirect("/old", "/new")
    server.serve("/new", page(head='<link rel="canonical" href="/pont">'))
    (article,) = loaded(server.url("/old"), fetcher)
    assert isinstance(article, Article)
    assert (article.source, article.url) == (server.url("/old"), server.url("/new"))
    assert article.link == server.url("/pont")
    assert article.fetched_at == NOW


@pytest.mark.parametrize("content_type", ["text/plain; charset=utf-8", "text/markdown"])
def test_a_text_on_the_web(server: WebServer, fetcher: Fetcher, content_type: str) -> None:
    (article,) = loaded(server.serve("/a.txt", TEXT, content_type), fetcher)
    assert isinstance(article, Article)
    assert (article.title, article.url) == (TITLE, server.url("/a.txt"))


def test_a_feed_newest_first_up_to_the_limit(server: WebServer, fetcher: Fetcher) -> None:
    for name in "abc":
        server.serve(f"/{name}", page())
    server.serve(
        "/feed",
        feed(
            item("/a", "Mon, 10 Mar 2025 06:00:00 GMT"),
            item("/b"),
            item("/c", "Mon, 10 Mar 2025 09:00:00 GMT"),
        ),
        "text/plain",  # the content counts, not what the server calls it
    )
    found = loaded(server.url("/feed"), fetcher, limit=2)
    assert [each.source for each in found] == [server.url("/c"), server.url("/a")]
    newest = found[0]
    assert isinstance(newest, Article)
    assert newest.published_at == datetime(2025, 3, 10, 9, tzinfo=UTC)
    assert newest.tags == ("Pont",)
    assert newest.notes == ()
    assert [request.path for request in server.requests] == ["/feed", "/c", "/a"]


def test_the_pages_own_date_counts_before_the_feeds(server: WebServer, fetcher: Fetcher) -> None:
    server.serve("/a", page(ld=news(datePublished="2025-03-09T06:00:00Z")))
    server.serve("/feed", feed(item("/a", "Mon, 10 Mar 2025 06:00:00 GMT")))
    (article,) = loaded(server.url("/feed"), fetcher)
    assert isinstance(article, Article)
    assert article.published_at == datetime(2025, 3, 9, 6, tzinfo=UTC)


def test_what_cannot_be_read_stands_in_its_place(server: WebServer, fetcher: Fetcher) -> None:
    server.serve("/good", page())
    server.serve("/empty", "<html></html>")
    server.answer("/cut", Answer(raw=b""))
    server.serve(
        "/feed",
        feed(item("/gone"), item("/empty"), item("/cut"), "<item><title>N</title></item>",
             item("http://10.0.0.1/"), item("/good")),
    )  # fmt: skip
    found = loaded(server.url("/feed"), fetcher)
    errors = [type(each.error) if isinstance(each, Unreadable) else None for each in found]
    assert errors == [FetchError, DocumentError, FetchError, FeedError, FetchError, None]
    assert found[0].source == server.url("/gone")


def test_a_feed_in_a_file(server: WebServer, fetcher: Fetcher, tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(feed(item(server.serve("/a", page()))))
    (article,) = loaded(str(path), fetcher)
    assert isinstance(article, Article)
    assert article.title == TITLE


def test_files_and_standard_input(
    fetcher: Fetcher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    for spec in (str(path), "-"):
        (article,) = loaded(spec, fetcher)
        assert isinstance(article, Article)
        assert (article.source, article.title) == (spec, TITLE)


@pytest.mark.parametrize(
    ("spec", "why"),
    [
        ("missing.txt", "no such file"),
        ("ftp://vigie.test/feed", "only http: and https:"),
        ("http://127.0.0.2/", "private address"),
    ],
)
def test_a_source_that_cannot_be_read_is_named(fetcher: Fetcher, spec: str, why: str) -> None:
    (found,) = loaded(spec, fetcher)
    assert isinstance(found, Unreadable)
    assert found.source == spec
    assert why in str(found.error)


@pytest.mark.parametrize(
    ("body", "content_type", "why"),
    [
        ("<rss><channel><item>", "application/rss+xml", "broken XML"),
        ("<bank/>", "application/xml", "no RSS or Atom feed"),
        (feed(), "application/rss+xml", "without entries"),
        ("<sitemapindex/>", "text/xml", "a list of sitemaps"),
        ("", "text/html", "no HTML"),
    ],
)
def test_a_bad_answer_is_named(
    server: WebServer, fetcher: Fetcher, body: str, content_type: str, why: str
) -> None:
    url = server.serve("/a", body, content_type)
    (found,) = loaded(url, fetcher)
    assert isinstance(found, Unreadable)
    assert str(found.error).startswith(url)
    assert why in str(found.error)


def test_a_text_file_is_read_without_the_libraries_for_the_web(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    code = (
        "import sys; from datetime import UTC, datetime; from bot.sources import load;"
        "from bot.sources.fetch import Fetcher, FetchLimits;"
        "list(load(sys.argv[1], fetcher=Fetcher(FetchLimits()), fetched_at=datetime.now(UTC)));"
        "print(*sorted({'httpx', 'httpcore', 'trafilatura', 'feedparser', 'lxml', 'ssl'}"
        " & set(sys.modules)))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == ""
