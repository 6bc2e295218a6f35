"""``bot doctor``: what is wrong, and the mend."""

from __future__ import annotations

import argparse
import json

from bot import clock, settings

EXAMPLE = """\
  bot doctor              settings, accounts, sources, database, disk, clock; asks the sources too
  bot doctor --offline    the same without asking another machine
  bot doctor --json       for a program"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments the command takes."""
    parser.add_argument("--offline", action="store_true", help="ask no other machine")
    parser.add_argument("--json", action="store_true", help="one JSON object")


def run(arguments: argparse.Namespace) -> int:
    """Print what is found; 1 where something is wrong."""
    from bot.operations.doctor import Level, examine

    file = arguments.config or settings.DEFAULT_FILE
    found = list(
        examine(
            lambda: settings.load(arguments.config),
            file=file,
            now=clock.now(),
            online=not arguments.offline,
        )
    )
    bad = [finding for finding in found if finding.level is Level.WRONG]
    if arguments.json:
        rows = [
            {"level": each.level.value, "about": each.about, "text": each.text} for each in found
        ]
        print(json.dumps({"findings": rows, "wrong": len(bad)}, ensure_ascii=False))
        return int(bool(bad))
    for finding in sorted(found, key=lambda each: each.level is Level.LOOK):
        print(f"{finding.level.value:5}  {finding}")
    if not found:
        print("all is well")
    return int(bool(bad))
