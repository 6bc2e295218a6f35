"""How long a command takes as a new process."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.machine import machine

ARTICLE = Path(__file__).parent.parent / "bot" / "demo" / "article.md"
RUNS = 9
COMMANDS = {
    "python -c pass (the floor)": ["-c", "pass"],
    "bot --help": ["-m", "bot", "--help"],
    "bot read ARTICLE --json": ["-m", "bot", "read", str(ARTICLE), "--json"],
}


def seconds(words: list[str]) -> float:
    """The median wall time of a cold process over RUNS runs."""
    took = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        subprocess.run([sys.executable, *words], check=True, capture_output=True)
        took.append(time.perf_counter() - begun)
    return statistics.median(took)


def main() -> None:
    """Print the table."""
    print(machine())
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "config.env"
        file.write_text(f"DATA={folder}\n", encoding="utf-8")
        pause = {"bot pause": ["-m", "bot", "--config", str(file), "pause"]}
        for name, words in {**COMMANDS, **pause}.items():
            print(f"{name:30} {1000 * seconds(words):6.0f} ms")
