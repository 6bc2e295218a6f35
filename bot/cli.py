"""The command line: one parser, one module of ``bot.commands`` for each command."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command that the arguments name and return its exit code."""
    print("bot: no command exists yet", file=sys.stderr)
    return 2
