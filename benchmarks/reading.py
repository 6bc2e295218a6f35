"""The reader's speed, whether its time is linear, and its figures on labelled articles.

``python -m benchmarks.reading --folds`` scores the labelled sets beside the checkout
(``../shared/quotes``) in two folds: the first two thirds, which rules may be written on, and the
last third, of which nothing but these figures is looked at.
"""

from __future__ import annotations

import importlib.util
import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

from benchmarks.machine import machine
from bot.reading import article_from_text, read

SHARED = Path(__file__).parents[2] / "shared"
SETS = (
    "dev_fr",
    "dev_en",
    "dev_mul",
    "dev_en_polnear_mention",
    "dev_de_wikinews_mention",
)
FETCHED = datetime(2026, 1, 1, tzinfo=UTC)
RUNS = 500
PARAGRAPHS = (
    "La maire de Vaux, Anne Roux, a fermé le vieux pont mardi matin. Les habitants font un détour "
    "de douze kilomètres et la ville cherche neuf millions d’euros pour les travaux.",
    "« Un pont n’est pas un jouet, c’est une promesse que l’on fait à ses voisins », a-t-elle dit "
    "au conseil. L’opposition, menée par Paul Mora, parle d’une décision « tardive ».",
    "Selon l’ingénieur Luc Petit, « la pile centrale ne tiendrait pas une crue de plus ». Le "
    "chantier doit durer deux ans et employer soixante personnes, dont un tiers du canton.",
)
Json = dict[str, object]


def text_of(words: int) -> str:
    """An invented article of about that many words."""
    body: list[str] = []
    count = 0
    while count < words:
        paragraph = PARAGRAPHS[len(body) % len(PARAGRAPHS)]
        body.append(paragraph)
        count += len(paragraph.split())
    return "\n\n".join(["Le pont de Vaux est fermé", *body])


def milliseconds(text: str, runs: int = 1) -> float:
    """The fastest of ``runs`` readings of a text, from pasted text to Reading, on one core."""

    def once() -> float:
        begun = time.process_time()
        read(article_from_text(text, source="benchmark", fetched_at=FETCHED))
        return 1000 * (time.process_time() - begun)

    return min(once() for _ in range(runs))


def speed() -> None:
    """Print the table of times."""
    milliseconds(text_of(500))
    print(f"article of 500 words, warm       {milliseconds(text_of(500), RUNS):8.2f} ms")
    for words in (1_000, 10_000, 100_000):
        took = milliseconds(text_of(words))
        print(
            f"{words:>7,} words                  {took:10.1f} ms  {1000 * took / words:.1f} µs/word"
        )
    for marks in ('"', "«", "“”", "« » "):
        took = milliseconds("Titre\n\n" + marks * (1_000_000 // len(marks)))
        print(f"1 MB of {marks!r:8}                 {took:10.1f} ms")


def scorer() -> ModuleType:
    """The scoring tool beside the checkout."""
    path = SHARED / "tools" / "score_quotes.py"
    spec = importlib.util.spec_from_file_location("score_quotes", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def reading_of(text: str) -> Json:
    """What the scorer looks at in a reading."""
    found = read(article_from_text(text, source="benchmark", fetched_at=FETCHED))
    return {
        "summary_points": list(found.summary.points),
        "summary_source": found.summary.source.value,
        "quotes": [
            {
                "text": quote.text,
                "parts": [{"text": part.text} for part in quote.parts],
                "speaker": quote.speaker,
                "mention": quote.mention,
                "card_worthy": quote.card_worthy,
                "key": quote.key,
            }
            for quote in found.quotes
        ],
    }


def folds() -> None:
    """Print the figures of each labelled set: first two thirds, last third, all of it."""
    if not SHARED.is_dir():
        print(f"no labelled articles: {SHARED} is not there")
        return
    score: Callable[..., Json] = scorer().score
    names = ("P", "R", "F", "exact", "speaker", "e2e", "false", "fragments_carded", "key", "tldr")
    print(f"{'set':24} {'fold':12}" + "".join(f"{name[:9]:>10}" for name in names))
    for name in SETS:
        lines = (SHARED / "quotes" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        articles = [json.loads(line) for line in lines if line.strip()]
        cut = 2 * len(articles) // 3
        for fold, part in (("two thirds", articles[:cut]), ("last third", articles[cut:]),
                           ("all", articles)):  # fmt: skip
            row = score(part, [reading_of(one["text"]) for one in part], "mention" in name, False)
            print(f"{name:24} {fold:12}" + "".join(f"{row[key]!s:>10}" for key in names))


def main() -> None:
    """Print the times, or with ``--folds`` the figures."""
    print(machine())
    if "--folds" in sys.argv:
        folds()
    else:
        speed()


if __name__ == "__main__":
    main()
