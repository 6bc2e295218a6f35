"""How long counting, facets, escapes and typography take: a post, and 100 kB of hostile text."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from benchmarks.machine import machine
from bot.composing.counting import LONGEST_TEXT, length
from bot.composing.limits import limits_of, platforms
from bot.composing.richtext import discord_markdown, facets, little
from bot.composing.typography import quoted, typeset

POST = (
    "« Un pont n’est pas un jouet, c’est une promesse que l’on fait à ses voisins »\n"
    "— Anne Roux, maire de Vaux\n\nhttps://journal.example.com/vaux/le-pont-est-ferme\n#Vaux #Ponts"
)
HOSTILE = (
    *(
        "a.",
        "a.co ",
        "日本.日",
        "https://",
        "https://a.co/(",
        "@a@b.",
        "@a.b",
        "#a",
        "ab-.",
        "👩‍👩‍👧",
    ),
    *("e\u0301", "(((", "1. ", "* ", "\n- ", "a+.a@", "« ", '"a', "'a ", "M. ", "9 ", "&", "`"),
)
RUNS = 2_000


def seconds(work: Callable[[], object], runs: int = 1) -> float:
    """The time of one run on one core, the mean of ``runs``."""
    begun = time.process_time()
    for _ in range(runs):
        work()
    return (time.process_time() - begun) / runs


def jobs(text: str) -> dict[str, Callable[[], object]]:
    """Everything that is done with a text."""
    counted: dict[str, Callable[[], object]] = {
        f"length, {name}": partial(length, text, limits_of(name)) for name in platforms()
    }
    set_ = typeset.__wrapped__
    return counted | {
        "facets": lambda: facets(text),
        "little": lambda: little(text),
        "markdown": lambda: discord_markdown(text),
        "typeset, fr": lambda: set_(text, "fr"),
        "typeset, en": lambda: set_(text, "en"),
        "quoted, fr": lambda: quoted(text, "fr"),
    }


def main() -> None:
    """Print the table: µs a post, ms for the hostile text that takes longest."""
    print(machine("regex", "twitter-text-parser"))
    length(POST, limits_of("x"))
    hostile = {piece: jobs((piece * LONGEST_TEXT)[:LONGEST_TEXT]) for piece in HOSTILE}
    print(f"{'':20} {'a post':>10} {'100 kB, worst of ' + str(len(HOSTILE)):>28}")
    for name, work in jobs(POST).items():
        took = {piece: seconds(each[name]) for piece, each in hostile.items()}
        worst = max(took, key=took.__getitem__)
        usual = 1e6 * seconds(work, RUNS)
        print(f"{name:20} {usual:7.1f} µs {1000 * took[worst]:15.1f} ms  {worst!r}")


if __name__ == "__main__":
    main()
