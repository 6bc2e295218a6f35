"""``bot compose``: every kind of source, in a folder to look at."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.commands.conftest import Call
from tests.sources.server import WebServer

QUOTE = "Nous avons rendu les clés hier soir et personne ne nous a dit merci"
SPEECH = f"« {QUOTE} », a déclaré Ada Martin, maire de Saint-Élier."
POINTS = "En bref\n\n• La mairie ferme.\n• Les clés sont rendues."
BODY = "La mairie de Saint-Élier a fermé ses portes lundi. Le bâtiment sera vendu au printemps."
TITLE = "La mairie de Saint-Élier ferme"
TEXT = f"{TITLE}\n\n{POINTS}\n\n{BODY}\n\n{SPEECH}\n"
HTML = (
    f"<html lang=fr><head><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1>"
    f"<p>{BODY}</p><p>{SPEECH}</p></article></body></html>"
)


def posts(folder: Path) -> dict[str, Any]:
    made: dict[str, Any] = json.loads((folder / "posts.json").read_text(encoding="utf-8"))
    return made


def kinds(made: dict[str, Any]) -> list[str]:
    return [post["kind"] for post in made["posts"] if post["platform"] == "x"]


def test_a_text_file(bot: Call, tmp_path: Path) -> None:
    tmp_path.joinpath("a.txt").write_text(TEXT, encoding="utf-8")
    code, out, err = bot("compose", "a.txt", "--url", "https://a.fr/b", "--out", "proofs")
    assert (code, err) == (0, "")
    assert "proofs/index.html" in out
    made = posts(tmp_path / "proofs")
    assert made["article"]["title"] == TITLE
    assert {post["platform"] for post in made["posts"]} == {"x", "bluesky", "mastodon"}
    for post in made["posts"]:
        assert post["text"].count("https://a.fr/b") == 1
        assert post["length"] <= post["limit"]
        (card,) = post["cards"]
        picture = Image.open(tmp_path / "proofs" / card["file"])
        assert picture.size in [(1200, 675), (1080, 1080)]
    page = tmp_path.joinpath("proofs/index.html").read_text(encoding="utf-8")
    assert all(name in page for name in ("Bluesky", "Mastodon", TITLE, QUOTE))


def test_standard_input_and_json(
    bot: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = io.BytesIO(TEXT.encode())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(raw, encoding="utf-8"))
    code, out, _ = bot("compose", "-", "--out", "proofs", "--json")
    assert code == 0
    assert json.loads(out) == posts(tmp_path / "proofs")
    assert kinds(json.loads(out)) == ["quote", "tldr"]


@pytest.mark.parametrize("name", ["a.html", "a.md"])
def test_html_and_markdown_files(bot: Call, tmp_path: Path, name: str) -> None:
    markdown = f"# {TITLE}\n\n{BODY}\n\n{SPEECH}\n"
    source = HTML if name == "a.html" else markdown
    tmp_path.joinpath(name).write_text(source, encoding="utf-8")
    assert bot("compose", name, "--out", "proofs")[0] == 0
    made = posts(tmp_path / "proofs")
    assert made["article"]["title"] == TITLE
    assert made["posts"][0]["quote"]["text"] == QUOTE
    assert made["posts"][0]["quote"]["speaker"] == "Ada Martin"


def test_a_url(bot: Call, server: WebServer, tmp_path: Path) -> None:
    url = server.serve("/story", HTML)
    assert bot("compose", url, "--out", "proofs")[0] == 0
    assert posts(tmp_path / "proofs")["posts"][0]["link"] == url


RSS = (
    "<rss version='2.0'><channel><title>N</title>{}</channel></rss>",
    "<item><title>T</title><link>{url}</link><pubDate>{day} Feb 2025 08:00:00 GMT</pubDate></item>",
)
ATOM = (
    "<feed xmlns='http://www.w3.org/2005/Atom'><title>N</title><id>n</id>{}</feed>",
    "<entry><title>T</title><id>{url}</id><link href='{url}'/>"
    "<updated>2025-02-{day:02}T08:00:00Z</updated></entry>",
)


@pytest.mark.parametrize("form", [RSS, ATOM], ids=["rss", "atom"])
def test_a_feed_newest_first_up_to_the_limit(
    bot: Call, server: WebServer, tmp_path: Path, form: tuple[str, str]
) -> None:
    whole, item = form
    entries = []
    for day in (11, 13, 12):
        url = server.serve(f"/{day}", HTML.replace(TITLE, f"{TITLE} le {day}"))
        entries.append(item.format(url=url, day=day))
    feed = server.serve("/feed", whole.format("".join(entries)), "application/xml")
    assert bot("compose", feed, "--limit", "2", "--out", "proofs")[0] == 0
    made = json.loads((tmp_path / "proofs/posts.json").read_text(encoding="utf-8"))
    assert [each["article"]["title"][-2:] for each in made] == ["13", "12"]


LACKING = [
    (TEXT.replace(SPEECH, ""), ["tldr"], "article"),
    (f"{TITLE}\n\n{BODY}\n\n{SPEECH}", ["quote", "tldr"], "selected"),
    (f"{TITLE}\n\nFermé.", ["headline"], "selected"),
]


@pytest.mark.parametrize(("text", "made", "source"), LACKING)
def test_what_an_article_lacks_is_made_up_for(
    bot: Call, tmp_path: Path, text: str, made: list[str], source: str
) -> None:
    tmp_path.joinpath("a.txt").write_text(text, encoding="utf-8")
    code, out, err = bot("compose", "a.txt", "--out", "proofs", "--json")
    assert (code, err) == (0, "")
    assert kinds(json.loads(out)) == made
    assert json.loads(out)["article"]["summary_source"] == source
    assert all(post["cards"] for post in json.loads(out)["posts"])


def test_all_formats(bot: Call, tmp_path: Path) -> None:
    tmp_path.joinpath("a.txt").write_text(TEXT, encoding="utf-8")
    assert bot("compose", "a.txt", "--out", "proofs", "--format", "all")[0] == 0
    cards = posts(tmp_path / "proofs")["posts"][0]["cards"]
    assert [card["format"] for card in cards] == [
        "landscape",
        "link",
        "square",
        "portrait",
        "story",
    ]


def test_a_second_run_replaces_the_first(bot: Call, tmp_path: Path) -> None:
    for text in (TEXT, TEXT.replace("ferme", "rouvre")):
        tmp_path.joinpath("a.txt").write_text(text, encoding="utf-8")
        assert bot("compose", "a.txt", "--out", "proofs")[0] == 0
    assert "rouvre" in posts(tmp_path / "proofs")["article"]["title"]
    names = {path.name for path in tmp_path.joinpath("proofs/cards").iterdir()}
    assert all("rouvre" in name for name in names)


def test_one_card_from_the_posts(bot: Call, tmp_path: Path) -> None:
    tmp_path.joinpath("a.txt").write_text(TEXT, encoding="utf-8")
    bot("compose", "a.txt", "--out", "proofs")
    words = ("card", "--data", "proofs/posts.json", "--template")
    assert bot(*words, "quote", "--format", "800x800", "-o", "c/q.png") == (0, "", "")
    assert Image.open(tmp_path / "c/q.png").size == (800, 800)
    assert bot(*words, "points", "--format", "all", "-o", "all")[0] == 0
    assert len(list(tmp_path.joinpath("all").iterdir())) == 5
    assert bot(*words, "quote", "--format", "square", "-o", "q.jpg") == (0, "", "")
    assert Image.open(tmp_path / "q.jpg").format == "JPEG"
    code, _, err = bot(*words, "quote", "--format", "square", "-o", "q.tiff")
    assert code == 2
    assert "end the name in .png" in err
    code, _, err = bot(*words, "poem", "--format", "square", "-o", "c/p.png")
    assert code == 1
    assert "poem" in err
    assert not tmp_path.joinpath("c/p.png").exists()


def test_a_card_with_a_portrait_or_a_photo(bot: Call, tmp_path: Path) -> None:
    tmp_path.joinpath("a.txt").write_text(TEXT, encoding="utf-8")
    bot("compose", "a.txt", "--out", "proofs")
    Image.new("RGB", (900, 900), (20, 90, 160)).save(tmp_path / "face.png")
    words = ("card", "--data", "proofs/posts.json", "--format", "square", "--template")
    assert bot(*words, "quote", "--portrait", "face.png", "-o", "q.png") == (0, "", "")
    colors = Image.open(tmp_path / "q.png").convert("RGB").getcolors(1 << 24) or []
    assert (20, 90, 160) in {color for _, color in colors}
    photo = ("headline", "--image", "face.png", "-o", "h.png")
    assert bot(*words, *photo, "--credit", "Ada Martin") == (0, "", "")
    assert bot(*words, *photo)[0] == 2
    assert bot(*words, "quote", "--portrait", "none.png", "-o", "n.png")[0] == 2


def test_a_folder_that_cannot_be_written(bot: Call, tmp_path: Path) -> None:
    tmp_path.joinpath("a.txt").write_text(TEXT, encoding="utf-8")
    tmp_path.joinpath("mine").mkdir()
    tmp_path.joinpath("mine/notes.md").write_text("mine")
    for folder, said in (("mine", "did not write"), ("/proc/x", "cannot be written")):
        code, out, err = bot("compose", "a.txt", "--out", folder)
        assert (code, out) == (1, "")
        assert len(err.splitlines()) == 1
        assert said in err
