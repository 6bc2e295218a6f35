"""How much of real pages is read right: body, title, date, authors.

Needs the pages beside the checkout (``../shared/pages``); without them it says so. The body's
units are gold paragraphs and crossheads, and phrases that must or must not be there; on pages
with gold paragraphs each block of ours that is in none of them counts against precision.
"""

from __future__ import annotations

import json
import re
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.errors import SourceError
from bot.model import Article
from bot.sources.page import article_from_page

PAGES = Path(__file__).parents[2] / "shared" / "pages"
Json = dict[str, object]


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    """Units found, missed, and found though they do not belong."""

    found: int = 0
    missed: int = 0
    wrong: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(
            found=self.found + other.found,
            missed=self.missed + other.missed,
            wrong=self.wrong + other.wrong,
        )

    def __str__(self) -> str:
        precision = self.found / max(1, self.found + self.wrong)
        recall = self.found / max(1, self.found + self.missed)
        mean = 2 * precision * recall / max(1e-9, precision + recall)
        return f"P {precision:.3f}  R {recall:.3f}  F {mean:.3f}"


def plain(text: str) -> str:
    """``text`` with one kind of space."""
    return " ".join(text.split())


def paragraphs_of(gold: Json) -> list[str]:
    """Paragraphs and crossheads of a gold file, in order."""
    body = gold["body"]
    assert isinstance(body, dict)
    return [
        plain(text)
        for section in body["sections"]
        for text in (*section["headline"], *section["paragraphs"])
    ]


def count_paragraphs(article: Article, gold: list[str]) -> Count:
    ours = [plain(re.sub(r"^(?:## |• )", "", line)) for line in article.text.split("\n") if line]
    found = sum(text in ours for text in gold)
    return Count(
        found=found, missed=len(gold) - found, wrong=sum(text not in gold for text in ours)
    )


def count_phrases(article: Article, wanted: list[str], unwanted: list[str]) -> Count:
    text = plain(article.text)
    found = sum(plain(phrase) in text for phrase in wanted)
    wrong = sum(plain(phrase) in text for phrase in unwanted)
    return Count(found=found, missed=len(wanted) - found, wrong=wrong)


def read(path: Path, url: str | None) -> Article | None:
    try:
        return article_from_page(
            path.read_bytes(), source=path.name, fetched_at=datetime.now(UTC), url=url
        )
    except SourceError as error:
        print(f"  {error}")
        return None


def main() -> None:
    """Print a line for each page and the sums."""
    if not PAGES.is_dir():
        print(f"no pages in {PAGES}: nothing to measure")
        return
    origins = json.loads((PAGES / "origins.json").read_text())
    urls = {each["file"]: each["url"] for each in origins}
    segments = json.loads((PAGES / "segments-gold.json").read_text())
    total = Count()
    for path in sorted(PAGES.glob("*.html")):
        print(path.name)
        began = time.perf_counter()
        article = read(path, urls.get(path.name))
        took = time.perf_counter() - began
        if article is None:
            continue
        gold_file = path.with_name(path.stem + ".fundus-gold.json")
        if gold_file.exists():
            gold = json.loads(gold_file.read_text())["V1"]
            count = count_paragraphs(article, paragraphs_of(gold))
            show_metadata(article, gold["title"], gold["publishing_date"], gold["authors"])
        else:
            gold = segments.get(path.name, {"with": [], "without": []})
            count = count_phrases(article, gold["with"], gold["without"] + gold.get("comments", []))
            show_metadata(article, gold.get("title"), gold.get("date"), [gold.get("author")])
        print(f"  {count}  {article.kind}  {took * 1000:.0f} ms")
        total += count
    print(f"body, all pages: {total}")


def show_metadata(article: Article, title: object, date: object, authors: object) -> None:
    """Ours beside the gold, where they differ."""
    if article.title != title:
        print(f"  title   {article.title!r}\n  gold    {title!r}")
    if str(article.published_at)[:10] != str(date)[:10] or (
        len(str(date)) > 10 and article.published_at != datetime.fromisoformat(str(date))
    ):
        print(f"  date    {article.published_at}, gold {date}")
    if list(article.authors) != authors:
        print(f"  authors {list(article.authors)}, gold {authors}")


if __name__ == "__main__":
    main()
