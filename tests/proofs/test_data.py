"""What a card prints, out of a file that people may have written themselves."""

import json
from pathlib import Path

import pytest

from bot.errors import DocumentError
from bot.model import PostKind
from bot.proofs.data import content_of

ARTICLE = {
    "title": "Un titre",
    "language": "fr",
    "url": "https://www.journal.example.com/a",
    "summary_points": ["Un point.", "Un autre."],
}
QUOTE = {"display": "Oui !", "speaker": "Ada Martin", "role": None}
POSTS = [{"kind": "tldr", "quote": None}, {"kind": "quote", "quote": QUOTE}]
DATA = {"article": ARTICLE, "posts": POSTS}


def write(folder: Path, data: object) -> Path:
    path = folder / "posts.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def test_the_post_of_the_templates_kind_is_taken(tmp_path: Path) -> None:
    path = write(tmp_path, DATA)
    quote, points = content_of(path, "quote"), content_of(path, "points")
    assert (quote.quote, quote.speaker, quote.role) == (
        "«\u00a0Oui\u202f!\u00a0»",
        "Ada Martin",
        None,
    )
    assert quote.source == "journal.example.com"
    assert points.kind is PostKind.TLDR
    assert points.points == ("Un point.", "Un autre.")


def test_one_post_and_a_list_of_articles_will_do(tmp_path: Path) -> None:
    one = {"article": ARTICLE, "post": POSTS[1]}
    assert content_of(write(tmp_path, one), "quote").speaker == "Ada Martin"
    assert content_of(write(tmp_path, [DATA]), "quote").speaker == "Ada Martin"


WRONG = [
    ([], "holds no object"),
    ({"posts": []}, "has no article"),
    ({"article": ARTICLE}, "has no post"),
    ({"article": ARTICLE, "posts": []}, "has no posts"),
    ({"article": {"title": 3}, "post": {}}, "the article has no title"),
    ({"article": ARTICLE, "post": {"kind": "tldr"}}, "the post has no quote"),
]


@pytest.mark.parametrize(("data", "message"), WRONG)
def test_what_a_file_lacks_is_named(tmp_path: Path, data: object, message: str) -> None:
    with pytest.raises(DocumentError, match=message):
        content_of(write(tmp_path, data), "quote")


def test_a_newsrooms_own_template_prints_what_the_post_is_made_of(tmp_path: Path) -> None:
    post = {"article": ARTICLE, "post": POSTS[0]}
    assert content_of(write(tmp_path, post), "mine").kind is PostKind.TLDR
    with pytest.raises(DocumentError, match="no post is of kind 'poem'"):
        content_of(write(tmp_path, {"article": ARTICLE, "post": {"kind": "poem"}}), "mine")


def test_a_file_that_is_no_json_is_named(tmp_path: Path) -> None:
    path = tmp_path / "posts.json"
    path.write_bytes(b"\xff{")
    with pytest.raises(DocumentError, match="not JSON"):
        content_of(path, "quote")
    with pytest.raises(DocumentError, match="nowhere"):
        content_of(tmp_path / "nowhere", "quote")
