"""Files and standard input, in every form that an editor may hand over."""

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import DocumentError, SourceError
from bot.model import Article
from bot.sources.file import article_from_file, read_bytes
from bot.sources.markdown import plain_markdown
from tests.sources.pages import BODY, PARAGRAPHS, TITLE, page

NOW = datetime(2025, 3, 10, 12, tzinfo=UTC)
TEXT = f"{TITLE}\n\n" + "\n\n".join(PARAGRAPHS)


def read(raw: bytes | str, name: str = "a.txt") -> Article:
    data = raw.encode() if isinstance(raw, str) else raw
    return article_from_file(data, name, fetched_at=NOW, zone="Europe/Paris")


class TestForms:
    @pytest.mark.parametrize(
        ("raw", "name"),
        [
            (TEXT, "a.txt"),
            (TEXT, "-"),
            (TEXT, "without-ending"),
            (TEXT.replace("\n", "\r\n"), "a.txt"),
            (TEXT.encode("cp1252"), "a.txt"),
            (TEXT.encode("utf-16"), "a.txt"),
            (f"# {TEXT}", "a.md"),
            (f"---\ntitle: {TITLE}\n---\n" + "\n\n".join(PARAGRAPHS), "-"),
            (page(), "a.html"),
            (page(), "-"),
            ("\ufeff" + page(), "a.txt"),
            (f"<h1>{TITLE}</h1>{BODY}", "a.txt"),
        ],
    )
    def test_all_give_the_same_article(self, raw: bytes | str, name: str) -> None:
        article = read(raw, name)
        assert article.title == TITLE
        assert article.text.split() == "\n".join(PARAGRAPHS).split()
        assert "no date: counted from when it was first seen" in article.notes

    def test_the_address_that_the_editor_gives_is_kept(self) -> None:
        url = "https://vigie.test/pont"
        for raw, name in ((TEXT, "a.txt"), (TEXT, "a.md"), (page(), "a.html")):
            article = article_from_file(raw.encode(), name, fetched_at=NOW, url=url)
            assert article.link == url


class TestMarkdown:
    def test_front_matter_is_honoured(self) -> None:
        article = read(
            '---\ntitle: "Le pont : \\"enfin\\""\ndate: 2025-03-10 07:05\nurl: https://v.test/p\n'
            "tags: [pont, 'travaux']\nauthor:\n  - N. Keller\n  - K. Aubin\nlang: fr\n---\n"
            + "\n\n".join(PARAGRAPHS),
            "a.md",
        )
        assert (article.title, article.url) == ('Le pont : "enfin"', "https://v.test/p")
        assert article.published_at == datetime(2025, 3, 10, 6, 5, tzinfo=UTC)
        assert (article.tags, article.authors) == (("pont", "travaux"), ("N. Keller", "K. Aubin"))
        assert not any("first seen" in note for note in article.notes)

    @pytest.mark.parametrize(
        ("written", "words"),
        [
            ("a [link](https://v.test/a_(b) 'title') here", "a link here"),
            ("a [link][ref] here\n\n[ref]: https://v.test", "a link here"),
            ("an ![old bridge](/i.jpg) here", "an old bridge here"),
            ("[![old bridge](/i.jpg)](/a)", "old bridge"),
            (
                "**bold**, *slanted*, ***both***, __bold__, _slanted_",
                "bold, slanted, both, bold, slanted",
            ),
            ("**«\u00a0Non\u00a0», dit-il**", "« Non », dit-il"),
            ("5 * 3 * 2 and snake_case_name", "5 * 3 * 2 and snake_case_name"),
            (r"\*no emphasis\* and 3 \< 4", "*no emphasis* and 3 < 4"),
            ("`code` and ~~gone~~", "code and gone"),
            ("<https://v.test/a>", "https://v.test/a"),
            ("a <b>word</b><!-- note -->", "a word"),
            ("A&nbsp;&amp;&nbsp;B", "A & B"),
            ("a note[^1]", "a note"),
            ("hard\nwrapped\nlines", "hard wrapped lines"),
            ("> quoted\n> words", "quoted words"),
            ("One\n---\ntext", "## One\n\ntext"),
            ("## One ##\ntext", "## One\n\ntext"),
            ("text\n\n---\n\ntext", "text\n\ntext"),
            ("- one\n- two\n  more\n* three", "• one\n• two more\n• three"),
            ("1. one\n2. two", "1. one\n\n2. two"),
            ("```\nraw *text*\n```", "raw *text*"),
        ],
    )
    def test_its_marks_become_words(self, written: str, words: str) -> None:
        assert plain_markdown(written).text == words

    @pytest.mark.parametrize("heading", ["# The title", "The title\n====="])
    def test_the_first_heading_is_the_title(self, heading: str) -> None:
        found = plain_markdown(f"{heading}\n\ntext")
        assert (found.title, found.text) == ("The title", "text")

    @pytest.mark.parametrize(
        "text",
        [
            "[" * 50_000,
            "*a " * 30_000,
            "![" * 20_000,
            "_" * 50_000,
            "`" * 50_000,
            "[a](" * 20_000,
            "<" * 50_000,
            "\\" * 50_000,
        ],
    )
    def test_no_text_makes_it_slow(self, text: str) -> None:
        plain_markdown(text)

    @given(st.text())
    def test_any_text_is_markdown(self, text: str) -> None:
        plain_markdown(text)


class TestRefusals:
    @pytest.mark.parametrize("raw", [b"", b" \n\t\n"])
    def test_an_empty_file(self, tmp_path: Path, raw: bytes) -> None:
        path = tmp_path / "a.txt"
        path.write_bytes(raw)
        with pytest.raises(DocumentError, match=r"a\.txt: empty"):
            read_bytes(str(path))

    def test_a_huge_file_is_not_read_in(self, tmp_path: Path) -> None:
        path = tmp_path / "a.txt"
        with path.open("wb") as file:
            file.truncate(50_000_000)
        with pytest.raises(DocumentError, match=r"a\.txt: larger than 10 MB"):
            read_bytes(str(path))

    @pytest.mark.parametrize(
        ("name", "why"),
        [
            ("missing.txt", "no such file"),
            ("", "a folder"),
            ("a.txt/b", "cannot be read"),
            ("\0", "no file name"),
        ],
    )
    def test_what_is_no_file(self, tmp_path: Path, name: str, why: str) -> None:
        (tmp_path / "a.txt").write_text("x")
        with pytest.raises(DocumentError, match=why):
            read_bytes(str(tmp_path / name))

    @pytest.mark.parametrize("raw", [b"%PDF-1.7", b"\x00" * 100, "...\n***\n"])
    def test_what_holds_no_words(self, raw: bytes | str) -> None:
        with pytest.raises(DocumentError, match=r"^a\.txt: "):
            read(raw)

    def test_standard_input_is_named_so(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
        with pytest.raises(DocumentError, match=r"^standard input: empty"):
            read_bytes("-")


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.md", "a.html", "-"]))
def test_any_bytes_give_an_article_or_an_error(raw: bytes, name: str) -> None:
    try:
        assert read(raw, name).text
    except SourceError as error:
        assert "\n" not in str(error)
