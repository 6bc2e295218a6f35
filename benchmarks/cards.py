"""Cards: drawn warm beside other renderers, cold, in all formats, by two workers, ten thousand.

What else is needed for the others stands in ``benchmarks/peers``.
"""

from __future__ import annotations

import atexit
import gc
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import cache
from itertools import count
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter

from benchmarks.machine import machine
from benchmarks.peers import Page, browser, page_of, satori, takumi
from benchmarks.samples import FRENCH
from bot.cards import FORMATS, Library, draw
from bot.cards.engine import forget, lay_out
from bot.cards.html import template
from bot.cards.paint import encode
from bot.model import Card, CardContent, Format, PostKind

PACKAGES = ("pillow", "uharfbuzz", "stretchable", "jinja2", "tinycss2", "cssselect2", "isal")
RUNS = 15
MANY = 10_000
SHARE, ROUNDS = 40, 9  # cards of one worker at a time, and how often
LANDSCAPE = FORMATS["landscape"]
QUOTE = replace(FRENCH, points=(), figure=None)
POINTS = replace(FRENCH, kind=PostKind.TLDR, quote=None)
HEADLINE = replace(QUOTE, kind=PostKind.HEADLINE, quote=None)
# Templates with what they print.
ORDERS = {
    "quote": ("quote", QUOTE),
    "quote with a portrait": ("quote", replace(QUOTE, portrait="face.jpg")),
    "gradient, portrait, shadow": ("rich", replace(QUOTE, portrait="face.jpg")),
    "points": ("points", POINTS),
    "headline": ("headline", HEADLINE),
    "headline over a photo": (
        "headline",
        replace(HEADLINE, image="photo.jpg", credit="Photo\u202f: Ada Martin"),
    ),
}


def photo(width: int, height: int) -> Image.Image:
    """What stands for a photo: soft shapes with the grain of a sensor, the same each time."""
    shade = Image.linear_gradient("L").resize((width, height))
    light = Image.radial_gradient("L").resize((width, height))
    bands = (shade, ImageChops.blend(shade, light, 0.6), ImageChops.invert(light))
    chance = random.Random(7)
    grain = Image.frombytes("L", (width, height), chance.randbytes(width * height))
    grain = grain.filter(ImageFilter.GaussianBlur(1)).point(lambda value: value // 6)
    return Image.merge("RGB", [ImageChops.add(band, grain, 1.2) for band in bands])


@cache
def pictures() -> Path:
    """A folder with a portrait and a photo, gone with the process."""
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder)
    for name, size in (("face", (900, 1200)), ("photo", (1800, 1200))):
        photo(*size).save(Path(folder) / f"{name}.jpg", quality=90)
    return Path(folder)


def library() -> Library:
    """The shipped templates, and those of the benchmarks, with the pictures."""
    return Library.of(Path(__file__).parent / "templates", images=(pictures(),))


def card(name: str, format: Format, content: CardContent | None = None) -> Card:
    """One card of the shipped templates."""
    template, usual = ORDERS[name]
    return draw(content or usual, template=template, format=format, alt_text="", library=library())


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


def many(index: int) -> Callable[[], Card]:
    """The job of drawing one of many different cards."""
    words = str(QUOTE.quote).split(" ")
    turned = " ".join(words[index % len(words) :] + words[: index % len(words)])
    content = replace(QUOTE, quote=f"{turned} {index}", speaker=f"Solène Karabatic {index}")
    return lambda: card("quote", LANDSCAPE, content)


def growth() -> tuple[float, float]:
    """MB after the first hundred different cards, and more after MANY."""
    for index in range(100):
        many(index)()
    gc.collect()
    start = resident()
    for index in range(100, MANY + 100):
        many(index)()
    gc.collect()
    return start, resident() - start


def drawing(name: str, level: int | None = None) -> Callable[[], Card]:
    """The job of drawing a template's card, packed at a level other than the usual."""

    def draw_one() -> Card:
        if level is None:
            return card(name, LANDSCAPE)
        usual, encode.LEVEL = encode.LEVEL, level
        try:
            return card(name, LANDSCAPE)
        finally:
            encode.LEVEL = usual

    return draw_one


# --- beside the others -------------------------------------------------------------------


def page(name: str) -> Page:
    """A shipped template's card as plain HTML."""
    file, content = ORDERS[name]
    source = template.render(library(), file, content, LANDSCAPE)
    fitted = lay_out(source, language=content.language, format=LANDSCAPE, library=library())
    return page_of(source, fitted, library(), LANDSCAPE, content.language)


def in_turn(jobs: list[Callable[[], object]], runs: int = RUNS) -> list[float]:
    """The median CPU time of each job in ms, run in turn, so that all have the same machine."""
    took: list[list[float]] = [[] for _ in jobs]
    for run in range(runs + 3):
        for job, times in zip(jobs, took, strict=True):
            begun = time.process_time()
            job()
            if run > 2:
                times.append(time.process_time() - begun)
    return [1000 * statistics.median(times) for times in took]


def beside_takumi(name: str) -> Iterator[str]:
    """Our card and Takumi's, and ours at each level of packing."""
    if takumi.missing():
        yield f"  not measured: {takumi.missing()}"
        return
    theirs = takumi.renderer(page(name))
    size = len(theirs())
    levels = range(4)
    jobs = [theirs, drawing(name), *(drawing(name, level=level) for level in levels)]
    their_time, ours, *curve = in_turn(jobs)
    own = len(drawing(name)().data)
    yield f"  pytakumi {their_time:6.1f} ms, {size / 1000:4.0f} kB"
    yield (
        f"  bot      {ours:6.1f} ms, {own / 1000:4.0f} kB: {ours / their_time:.2f} times its time, "
        f"{own / size:.2f} times its bytes (at most 1.30 and 1.50)"
    )
    for level, took in zip(levels, curve, strict=True):
        own = len(drawing(name, level=level)().data)
        yield (
            f"    packed at level {level}: {took:5.1f} ms ({took / their_time:.2f}), "
            f"{own / 1000:3.0f} kB ({own / size:.2f})"
        )


def beside_others(name: str) -> Iterator[str]:
    """Our card and those of what runs elsewhere."""
    ours = median(drawing(name))
    for peer, least in ((satori, 8), (browser, 10)):
        if peer.missing():
            yield f"  not measured: {peer.missing()}"
            continue
        found = peer.measured(page(name), RUNS)
        yield (
            f"  {peer.NAME:14} {found.milliseconds:6.1f} ms, {found.size / 1000:4.0f} kB: "
            f"the bot ({ours:.1f} ms) is {found.milliseconds / ours:.1f} times as fast "
            f"(at least {least})"
        )


# --- the whole ---------------------------------------------------------------------------


def cold_process() -> float:
    """The median wall time in ms of ``bot card`` as a new process."""
    bot = [sys.executable, "-m", "bot"]
    article = Path(__file__).parent.parent / "bot" / "demo" / "article.md"
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([*bot, "compose", article, "--out", "proofs"], cwd=folder, check=True)
        words = ("card", "--template", "quote", "--format", "landscape", "-o", "card.png")
        took = []
        for _ in range(9):
            begun = time.perf_counter()
            subprocess.run([*bot, *words, "--data", "proofs/posts.json"], cwd=folder, check=True)
            took.append(time.perf_counter() - begun)
    return 1000 * statistics.median(took)


def work(cards: int) -> float:
    """Draw so many cards, all different; the wall time in seconds."""
    begun = time.perf_counter()
    for index in range(cards):
        many(index)()
    return time.perf_counter() - begun


def loop(steps: int) -> float:
    """Do nothing but count; the wall time in seconds."""
    begun = time.perf_counter()
    for _ in range(steps * 100_000):
        pass
    return time.perf_counter() - begun


def gain(pool: ProcessPoolExecutor, job: Callable[[int], float]) -> float:
    """How many times as much two processes get done as one, at best of several rounds."""
    list(pool.map(job, (SHARE, SHARE)))  # both are warm
    alone = min(pool.submit(job, SHARE).result() for _ in range(ROUNDS))
    together = min(max(pool.map(job, (SHARE, SHARE))) for _ in range(ROUNDS))
    return 2 * alone / together


def main() -> None:
    """Print the tables."""
    print(machine(*PACKAGES))
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    for name in ORDERS:
        print(f"{name}, 1200×675, PNG, warm, one core:")
        for line in (*beside_takumi(name), *beside_others(name)):
            print(line)
    others = map(many, count(2 * MANY))
    took = median(lambda: next(others)())
    print(
        f"quote with other words each time: {took:.1f} ms (the race gives all the same each time)"
    )
    for name in ORDERS:
        cold = median(drawing(name), runs=5, before=forget)
        print(f"{name}, every cache cold in a warm process: {cold:.1f} ms (at most 60)")
    every = median(lambda: [card("quote", shape) for shape in FORMATS.values()], runs=5)
    print(f"all {len(FORMATS)} formats of one quote: {every:.0f} ms (at most 100)")
    print(f"bot card as a cold process: {cold_process():.0f} ms (at most 450)")
    os.sched_setaffinity(0, cores)
    if len(cores) > 1:
        with ProcessPoolExecutor(2) as pool:
            print(
                f"2 workers draw {gain(pool, work):.2f} times as many as one (at least 1.8); "
                f"two empty loops do {gain(pool, loop):.2f} times as much as one"
            )
    start, more = growth()
    print(
        f"memory: {start:.0f} MB after 100 cards, {more:+.1f} MB after {MANY} more, all different "
        "(at most +10)"
    )
