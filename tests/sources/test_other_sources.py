"""Sources that are no feeds: a page with links, a folder with files, a list of sitemaps."""

from __future__ import annotations

import gzip
import os
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.errors import FeedError, SourceError
from bot.sources.fetch import Fetcher, FetchLimits
from bot.sources.folder import list_folder
from bot.sources.harvest import MOST_SITEMAPS, Harvest, harvest
from bot.sources.pagelist import parse_page_list
from tests.newsroom import NOW, configured
from tests.sources.server import Answer, WebServer

FRONT = "https://vigie.test/sport/"
PAGE = """<html><body><nav><a href="/sport/">Sport</a><a href="/culture/">Culture</a></nav>
<a href="/sport/le-pont-rouvre-lundi-matin?utm_source=front#photo">Le pont rouvre lundi matin</a>
<a href="/sport/le-pont-rouvre-lundi-matin"><img src="a.jpg"></a>
<a href="/2026/03/02/rugby.html">La Vigie bat le Cap en finale</a>
<a href="https://elsewhere.example/a-story-with-many-words">A story on another site, with words</a>
<a href="javascript:alert(1)">Une alerte qui n’est pas un lien</a>
<a href="/abonnement">Abonnez-vous à la Vigie dès maintenant</a></body></html>"""


def listed(page: str = PAGE, links: str | None = None) -> list[tuple[str, str]]:
    feed = parse_page_list(page.encode(), source="front", url=FRONT, charset="utf-8", links=links)
    return [(entry.url or "", entry.title) for entry in feed.entries]


def test_a_page_lists_the_articles_that_it_links_to() -> None:
    assert listed() == [
        ("https://vigie.test/sport/le-pont-rouvre-lundi-matin", "Le pont rouvre lundi matin"),
        ("https://vigie.test/2026/03/02/rugby.html", "La Vigie bat le Cap en finale"),
    ]


def test_a_pattern_says_which_links_are_articles() -> None:
    assert [url for url, _ in listed(links="/2026/*")] == [
        "https://vigie.test/2026/03/02/rugby.html"
    ]


@pytest.mark.parametrize("page", ["", "<html></html>", "no page", '{"a": 1}'])
def test_a_page_without_articles_is_an_error(page: str) -> None:
    with pytest.raises(FeedError, match=r"^front: no link on it looks like an article's"):
        listed(page)


def write(folder: Path, name: str, minutes_ago: float) -> Path:
    file = folder / name
    file.write_text("Un texte.", encoding="utf-8")
    at = (NOW - timedelta(minutes=minutes_ago)).timestamp()
    os.utime(file, (at, at))
    return file


def names(folder: Path, now: datetime = NOW) -> list[str]:
    return [entry.key for entry in list_folder(folder, source="drop", now=now).entries]


def test_a_folder_lists_its_articles_newest_first(tmp_path: Path) -> None:
    for number, name in enumerate(["new.md", "old.html", ".hidden.md", "photo.jpg", "a.md.part"]):
        write(tmp_path, name, number + 1)
    (tmp_path / "folder.md").mkdir()
    assert names(tmp_path) == ["new.md", "old.html"]


def test_of_a_folder_without_end_the_newest_are_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sources.folder.MOST", 2)
    for number, name in enumerate(["c.md", "b.md", "a.md"]):
        write(tmp_path, name, number + 1)
    assert names(tmp_path) == ["c.md", "b.md"]


def test_a_file_that_is_being_written_waits(tmp_path: Path) -> None:
    write(tmp_path, "new.md", 0)
    assert names(tmp_path) == []
    assert names(tmp_path, NOW + timedelta(seconds=5)) == ["new.md"]


def test_a_file_written_again_is_the_same_article(tmp_path: Path) -> None:
    write(tmp_path, "a.md", 10)
    before = list_folder(tmp_path, source="drop", now=NOW).entries
    write(tmp_path, "a.md", 5)
    after = list_folder(tmp_path, source="drop", now=NOW).entries
    assert [entry.key for entry in before] == [entry.key for entry in after]


def test_no_link_leads_out_of_the_folder(tmp_path: Path) -> None:
    inside = tmp_path / "drop"
    inside.mkdir()
    (inside / "passwd.txt").symlink_to(write(tmp_path, "secret.txt", 9))
    assert names(inside) == []


def test_a_folder_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(FeedError, match=r"^drop: .*gone: .*; check SOURCE_…_FOLDER"):
        names(tmp_path / "gone")


# --- lists of sitemaps -------------------------------------------------------------------

XML = "http://www.sitemaps.org/schemas/sitemap/0.9"


def _index(*places: tuple[str, str]) -> str:
    listed = "".join(
        f"<sitemap><loc>{place}</loc>{f'<lastmod>{at}</lastmod>' if at else ''}</sitemap>"
        for place, at in places
    )
    return f'<?xml version="1.0"?><sitemapindex xmlns="{XML}">{listed}</sitemapindex>'


def _sitemap(*paths: str) -> bytes:
    listed = "".join(f"<url><loc>https://journal.example.com/{path}</loc></url>" for path in paths)
    return f'<urlset xmlns="{XML}">{listed}</urlset>'.encode()


def test_the_newest_sitemaps_of_a_list_are_read(web: WebServer) -> None:
    old = [(web.url(f"/old-{n}.xml"), "2020-01-01") for n in range(20)]
    web.answer("/news.xml.gz", Answer(body=gzip.compress(_sitemap("a", "b"))))
    web.answer("/today.xml", Answer(body=_sitemap("b", "c")))
    places = [*old, (web.url("/news.xml.gz"), "2026-03-01"), (web.url("/today.xml"), "2026-03-02")]
    places.append(("https://elsewhere.example.com/sitemap.xml", "2026-03-03"))
    web.answer("/index.xml", Answer(body=_index(*places).encode(), headers={"ETag": '"1"'}))
    found = _harvested(web, "/index.xml")
    paths = {entry.key.rpartition("/")[2] for entry in found.entries}
    assert paths == {"a", "b", "c"}
    assert found.etag is None  # the list stays as it is while the sitemaps change
    asked = [request.path for request in web.requests]
    assert asked[:3] == ["/index.xml", "/today.xml", "/news.xml.gz"]
    assert len(asked) <= 1 + MOST_SITEMAPS


def test_a_list_of_which_no_sitemap_can_be_read_is_an_error(web: WebServer) -> None:
    web.answer("/index.xml", Answer(body=_index((web.url("/gone.xml"), "")).encode()))
    with pytest.raises(SourceError, match=r"gone\.xml: the server answers 404"):
        _harvested(web, "/index.xml")


def _harvested(web: WebServer, path: str) -> Harvest:
    settings = configured(Path("data"), web)
    source = replace(settings.sources[0], url=web.url(path))
    fetcher = Fetcher(FetchLimits(allow_private=frozenset({web.host})))
    return harvest(source, fetcher, etag=None, last_modified=None, now=NOW, zone="UTC")
