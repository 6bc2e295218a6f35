"""Cards: one drawn warm and cold, all formats of one post, memory over many, and the PNG curve."""

from __future__ import annotations

import gc
import io
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PIL import Image
from zlib_ng import zlib_ng

from benchmarks.machine import machine
from bot.cards import FORMATS, Library, draw
from bot.cards.engine import forget
from bot.model import Card, CardContent, Format, PostKind

PACKAGES = ("pillow", "uharfbuzz", "stretchable", "jinja2", "tinycss2", "cssselect2", "zlib-ng")
RUNS = 15
MANY = 1_000
QUOTE = CardContent(
    kind=PostKind.QUOTE,
    language="fr",
    headline="Le pont d’Orval restera fermé tout l’hiver",
    quote="«\u202fOn ne rouvre pas un pont parce que c’est la rentrée\u202f: on le rouvre le jour "
    "où celui qui l’a réparé accepte de passer dessus le premier\u202f»",
    speaker="Solène Karabatic",
    role="ingénieure au département",
    source="Le Courrier d’Orval",
)
POINTS = replace(
    QUOTE,
    kind=PostKind.TLDR,
    quote=None,
    points=(
        "Le pont restera fermé jusqu’au 30\u00a0avril, le temps de changer ses appuis.",
        "Les travaux coûteront 4,2\u00a0millions d’euros, payés par le département.",
        "Une navette gratuite relie les deux rives toutes les vingt minutes.",
    ),
)
HEADLINE = replace(QUOTE, kind=PostKind.HEADLINE, quote=None)
ORDERS = {"quote": QUOTE, "points": POINTS, "headline": HEADLINE}


def card(template: str, format: Format, content: CardContent | None = None) -> Card:
    """One card of the shipped template."""
    return draw(
        content or ORDERS[template],
        template=template,
        format=format,
        alt_text="",
        library=Library.of(),
    )


def median(
    job: Callable[[], object], runs: int = RUNS, before: Callable[[], object] = int
) -> float:
    """The median CPU time of a job in ms, with something to do before each that is not counted."""
    took = []
    for _ in range(runs):
        before()
        begun = time.process_time()
        job()
        took.append(time.process_time() - begun)
    return 1000 * statistics.median(took)


def resident() -> float:
    """The process's memory in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1e6


def growth() -> tuple[float, float]:
    """MB after the first hundred different cards, and more after MANY."""
    words = str(QUOTE.quote).split(" ")
    for index in range(MANY + 100):
        if index == 100:
            gc.collect()
            start = resident()
        turned = " ".join(words[index % len(words) :] + words[: index % len(words)])
        content = replace(QUOTE, quote=f"{turned} {index}", speaker=f"Solène Karabatic {index}")
        card("quote", FORMATS["landscape"], content)
    gc.collect()
    return start, resident() - start


def drawing(name: str) -> Callable[[], Card]:
    """The job of drawing a template's card in 1200×675."""
    return lambda: card(name, FORMATS["landscape"])


def packing(raw: bytes, level: int) -> Callable[[], bytes]:
    """The job of packing a picture's rows."""
    return lambda: zlib_ng.compress(raw, level)


def png_curve() -> None:
    """Time and size of the packing at each level."""
    image = Image.open(io.BytesIO(card("quote", FORMATS["landscape"]).data))
    raw = image.tobytes()
    for level in (1, 2, 3, 4, 6, 9):
        size = len(zlib_ng.compress(raw, level))
        took = median(packing(raw, level), runs=5)
        print(f"  zlib-ng level {level}, rows as they are: {took:5.1f} ms, {size / 1000:5.0f} kB")


def main() -> None:
    """Print the tables."""
    print(machine(*PACKAGES))
    for name in ORDERS:
        size = len(card(name, FORMATS["landscape"]).data)
        warm = median(drawing(name))
        cold = median(drawing(name), runs=5, before=forget)
        print(
            f"{name:9} 1200×675: warm {warm:5.1f} ms, caches cold {cold:5.1f} ms, "
            f"{size / 1000:4.0f} kB"
        )
    every = median(lambda: [card("quote", shape) for shape in FORMATS.values()], runs=5)
    print(f"all {len(FORMATS)} formats of one quote: {every:.0f} ms")
    png_curve()
    start, more = growth()
    print(
        f"memory: {start:.0f} MB after 100 cards, {more:+.1f} MB after {MANY} more, all different"
    )
