"""Any text gives a Reading or a DocumentError: odd texts by the megabyte, then random ones.

``python -m benchmarks fuzz`` prints, for each odd text, the time and the peak of memory as a
multiple of the text's own size, and how much longer twice the text takes (2 is linear). Then it
reads random texts, and where atheris is installed (``pip install atheris``, which has wheels for
CPython 3.11 to 3.14 on Linux) texts that it steers towards new branches.
``python -m benchmarks.fuzz SECONDS`` bounds each search.
"""

from __future__ import annotations

import importlib
import random
import subprocess
import sys
import tempfile
import time
import tracemalloc
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

from benchmarks.machine import machine
from bot.errors import DocumentError
from bot.reading import article_from_text, read

FETCHED = datetime(2026, 1, 1, tzinfo=UTC)
SECONDS = 10  # of random texts
LARGE = 50_000  # characters of the smaller of two odd texts; the other has twice as many
SPOKEN = "« Le pont tient encore bon, et la route aussi », dit Anne Roux.\n\n"
ODD = {
    "right to left": "„גשר הוא הבטחה“, אמרה רות לוי. «الجسر وعد» قال أحمد.\n\n",
    "emoji": "👩‍🚒 “The bridge 🌉 holds well” 🇨🇭, said Ann 👋🏽 Reed. ",
    "lone surrogates": "\ud83d\udd25 « Le pont \ud83d tient » \udc00 dit Anne Roux. ",
    "NUL": "Le\0pont « tient\0 bon », dit\0Anne Roux. ",
    "one paragraph": "Le pont de Vaux tient encore bon, dit Anne Roux, et la route aussi, ",
    "one quotation": "Le pont de Vaux tient encore bon. Anne Roux le dit aussi. ",
    "capitals": "Anne Roux Paul Mora Luc Petit ",
    "quotes": SPOKEN,
    "quotes in a paragraph": SPOKEN.strip() + " ",
    "never closed": "« Le pont tient encore bon, dit Anne Roux. ",
    "questions": "Le Journal : Pourquoi ?\n\nAnne Roux : Parce que le pont tient bon.\n\n",
    "HTML": '<p class="a">“<b>The bridge</b> holds,” said <a href="#">Ann Reed</a>.</p>',
    "tags never closed": "<p <a <script <b ",
    "entities": "&laquo;&nbsp;Le pont&amp;nbsp;tient&nbsp;&raquo; &#0; &#xD800; &bogus; ",
    "wrongly decoded": "Â« Le pont est fermÃ© Â», dit Ã‰lise Roux. ",
    "nothing but marks": "«»“”„\"'‘’‹›",
    "marks between spaces": "« \" » ' ",
    "apostrophes": "l'd'qu'n'aujourd'hui'",
    "hyphens": "dit-il-elle-t-on-",
    "combining marks": "e\u0301\u0302\u0303",
    "one letter": "a",
    "one digit": "1",
    "full stops": ". ",
    "abbreviations": "M. A. B. Dr. ",
    "blank lines": "a\n \n",
    "bullets": "• a\n* b\n- c\n",
    "headings": "# Le pont\n\n",
    "brackets": "([{",
}


def attempt(text: str) -> None:
    """Read a text; a DocumentError is an answer, anything else is a fault."""
    try:
        read(article_from_text(text, source="fuzz", fetched_at=FETCHED))
    except DocumentError:
        return


def seconds(text: str) -> float:
    """Processor time of one reading."""
    begun = time.process_time()
    attempt(text)
    return time.process_time() - begun


def peak(text: str) -> float:
    """The most memory that a reading holds, over the size of the text itself."""
    tracemalloc.start()
    try:
        attempt(text)
        return tracemalloc.get_traced_memory()[1] / sys.getsizeof(text)
    finally:
        tracemalloc.stop()


def odd_texts() -> None:
    """Print the table of odd texts."""
    attempt(SPOKEN)
    print(f"{f'{2 * LARGE:,} characters':24}{'ms':>8}{'growth':>8}{'memory':>8}")
    for name, piece in ODD.items():
        once = piece * (LARGE // len(piece))
        half, whole = seconds(once), seconds(once * 2)
        growth = whole / half if half > 0.02 else 1.0  # less is the clock's noise
        print(f"{name:24}{1000 * whole:8.0f}{growth:7.1f}x{peak(once):7.1f}x")
    paragraph = ODD["one paragraph"] * (1_000_000 // len(ODD["one paragraph"]))
    print(f"{'a paragraph of 1 MB':24}{1000 * seconds(paragraph):8.0f}")
    print(f"{'10,000 quotes':24}{1000 * seconds(SPOKEN * 10_000):8.0f}")


def random_texts(limit: float) -> None:
    """Read texts put together from pieces of the odd ones until the time is up."""
    chance, count, until = random.Random(), 0, time.monotonic() + limit
    pieces = [word for piece in ODD.values() for word in (*piece.split(" "), *piece)]
    while time.monotonic() < until:
        gap = chance.choice(("", " ", "\n\n"))
        text = gap.join(chance.choices(pieces, k=chance.randint(1, 80)))
        read_through = False
        try:
            attempt(text)
            read_through = True
        finally:
            if not read_through:
                print(f"fails: {text!r}")
        count += 1
    print(f"{count} random texts read")


def steered_texts(limit: float) -> None:
    """Let atheris look for a text that fails, in a process of its own, which it ends itself.

    It starts from the odd texts, so that it need not find quotation marks byte by byte.
    """
    with tempfile.TemporaryDirectory() as folder:
        for number, piece in enumerate(ODD.values()):
            (Path(folder) / str(number)).write_bytes((piece * 3).encode("utf-8", "surrogatepass"))
        bounds = [f"-max_total_time={limit:.0f}", "-max_len=2000", "-timeout=10", folder]
        command = [sys.executable, "-m", "benchmarks.fuzz", "--steer", *bounds]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
    tail = run.stderr.strip().splitlines()[-12:] if run.returncode else _progress(run.stderr)
    print("atheris: " + "\n".join(tail))


def _progress(log: str) -> list[str]:
    """The last lines that tell how much of the reader the texts reached, and the number of runs."""
    lines = log.splitlines()
    return [line for line in lines if " cov: " in line][-1:] + lines[-1:]


def steer(arguments: list[str]) -> None:
    """The process that atheris runs in; it does not return."""
    atheris = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["bot.reading"]):
        for name in [name for name in sys.modules if name.startswith("bot.reading")]:
            del sys.modules[name]
        reading = importlib.import_module("bot.reading")

    def one(raw: bytes) -> None:
        try:
            text = raw.decode("utf-8", "surrogateescape")
            reading.read(reading.article_from_text(text, source="fuzz", fetched_at=FETCHED))
        except DocumentError:
            return

    atheris.Setup([sys.argv[0], *arguments], one)
    atheris.Fuzz()


def main() -> None:
    """Print the table, then search for texts that fail."""
    if sys.argv[1:2] == ["--steer"]:
        steer(sys.argv[2:])
        return
    print(machine())
    odd_texts()
    limit = float(sys.argv[1]) if sys.argv[1:] and sys.argv[1].isdigit() else SECONDS
    random_texts(limit)
    if find_spec("atheris") is None:
        print("atheris is not installed: no search steered by branches (pip install atheris)")
        return
    steered_texts(limit)


if __name__ == "__main__":
    main()
