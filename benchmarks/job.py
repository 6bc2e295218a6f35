"""An article file to posts and one card, in a warm process on one core."""

from __future__ import annotations

import statistics
import time
from pathlib import Path

from benchmarks.machine import machine
from bot import clock, sources
from bot.composing import Account
from bot.model import Article
from bot.sources.fetch import Fetcher, FetchLimits
from bot.studio import Studio

ARTICLE = Path(__file__).parent.parent / "bot" / "demo" / "article.md"
RUNS = 40
PACKAGES = ("pillow", "uharfbuzz", "stretchable", "jinja2", "tinycss2")


def job(account: Account) -> None:
    """The whole way from file to PNG; a new studio, so no card is kept from the run before."""
    studio = Studio([account])
    fetcher = Fetcher(FetchLimits())
    (article,) = sources.load(str(ARTICLE), fetcher=fetcher, fetched_at=clock.now())
    assert isinstance(article, Article)
    draft = studio.draft(article)
    (card,) = studio.draw(draft.posts[0]).cards
    assert not card.findings


def main() -> None:
    """Print the table."""
    print(machine(*PACKAGES))
    account = Account(name="x", platform="x")
    took = []
    for run in range(RUNS + 1):
        begun = time.process_time()
        job(account)
        if run:
            took.append(time.process_time() - begun)
    least, middle, most = min(took), statistics.median(took), max(took)
    print(
        f"article file to two posts and one 1200×675 card: median {1000 * middle:.1f} ms of CPU"
        f" (least {1000 * least:.1f}, most {1000 * most:.1f}; {RUNS} runs; aim: under 60)"
    )
