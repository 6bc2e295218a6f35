"""Whose queue ``bot run`` and ``bot web`` work on: the newsroom's, a dry run's or the demo's."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.settings import Settings


def add_whose(parser: argparse.ArgumentParser, *, dry_run: str) -> None:
    """The arguments that say so; ``dry_run`` is what the command does on a dry run's."""
    parser.add_argument("--dry-run", action="store_true", help=dry_run)
    parser.add_argument(
        "--demo",
        nargs="?",
        type=Path,
        const=Path("demo"),
        metavar="DIR",
        help="on what `bot demo` has left, as a dry run",
    )


def is_dry(arguments: argparse.Namespace) -> bool:
    """Whether it is a dry run; the demo's is one."""
    return bool(arguments.dry_run or arguments.demo)


def settings_of(arguments: argparse.Namespace) -> Callable[[], Settings]:
    """What reads the settings. Raises UsageError where there is no demo."""
    from bot import settings

    if arguments.demo:
        from bot.commands.demo import demo_of

        return demo_of(arguments.demo)
    return lambda: settings.load(arguments.config)
