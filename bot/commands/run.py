"""``bot run``: pass after pass, unattended."""

from __future__ import annotations

import argparse
import sys
from datetime import timedelta

from bot import clock, settings
from bot.commands.once import lines
from bot.errors import BotError

EXAMPLE = """\
  bot run              until SIGTERM or Ctrl-C, which end it within ten seconds
  bot run --dry-run    the same in DATA/dry-run, and nothing is sent"""

# How late a post may be for its slot. Feeds have their own interval: SOURCE_*_EVERY.
EVERY = timedelta(seconds=15)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments the command takes."""
    parser.add_argument(
        "--dry-run", action="store_true", help="send nothing, and keep a database of its own"
    )


def run(arguments: argparse.Namespace) -> int:
    """Pass after pass until a signal says stop; 1 when a pass had to be left unfinished."""
    from bot.desk import Desk
    from bot.scheduling.ticker import stop_on_signals, tick

    configured = settings.load(arguments.config)
    with stop_on_signals() as stop, Desk(configured, dry_run=arguments.dry_run) as desk:
        sources = ", ".join(source.name for source in configured.sources) or "no sources"
        sending = "nothing is sent" if arguments.dry_run or not configured.live else "LIVE"
        _say(f"watching {sources}; {sending}")

        def work() -> None:
            try:
                for line in lines(desk.run(every_source=False, stopping=stop.is_set)):
                    _say(line)
            except BotError as error:
                _say(f"bot: {error}", error=True)

        ended = tick(work, every=EVERY, stop=stop)
    _say("stopped" if ended else "stopped in the middle of something; it is taken up next time")
    return 0 if ended else 1


def _say(line: str, *, error: bool = False) -> None:
    stream = sys.stderr if error else sys.stdout
    print(f"{clock.now():%Y-%m-%d %H:%M:%S} {line}", file=stream, flush=True)
