"""``bot web``: the approval pages alone, without anything being polled or sent."""

from __future__ import annotations

import argparse
import dataclasses
import sys

from bot.commands.whose import add_whose, is_dry, settings_of

EXAMPLE = """\
  bot web              the pages on the address of LISTEN, until Ctrl-C
  bot web --dry-run    on the queue of `bot once --dry-run`
  bot web --demo       on the queue that `bot demo` has left in the folder demo"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments the command takes."""
    add_whose(parser, dry_run="the queue of `bot once --dry-run`, not the real one")
    parser.add_argument("--port", type=int, metavar="N", help="another port than LISTEN's")


def run(arguments: argparse.Namespace) -> int:
    """Serve the pages until a signal says stop."""
    from bot.store.places import card_store, open_store
    from bot.web.serving import serve, welcome

    configured, dry_run = settings_of(arguments)(), is_dry(arguments)
    if arguments.port is not None:
        host = configured.listen[0] if configured.listen else "127.0.0.1"
        web = dataclasses.replace(configured.web, url=f"http://{host}:{arguments.port}")
        configured = dataclasses.replace(configured, web=web, listen=(host, arguments.port))
    cards = card_store(configured, dry_run=dry_run)
    with open_store(configured, dry_run=dry_run) as store:
        for line in welcome(configured, store):
            print(line, flush=True)
        return serve(configured, store, cards, dry_run=dry_run, say=_say)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
