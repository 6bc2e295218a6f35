"""The command line: one parser, and one module of ``bot.commands`` for each command.

A command's module has ``EXAMPLE`` (shown under its ``--help``), ``add_arguments(parser)`` and
``run(arguments) -> exit code``. Only the module of the command that is asked for is imported.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn, Protocol

from bot import __version__
from bot.errors import BotError

COMMANDS = {
    "demo": "the whole job on the article that ships with the bot; sends nothing",
    "read": "an article as the bot understands it: title, TL;DR, quotes and speakers",
    "compose": "posts and cards of an article or feed, in a folder; sends nothing",
    "card": "one card, from a template and the words to print",
    "preview": "the designer's page: every card, drawn anew at each save",
    "check": "every card of the templates on hard samples: what is wrong, and where",
    "once": "one pass: poll, read, compose, queue, publish what is due",
    "run": "everything in one process, unattended",
    "doctor": "what is wrong with settings, accounts, sources and machine, and the mend",
    "web": "the approval pages alone; `bot run` serves them too",
    "users": "who may open the approval pages",
    "queue": "what waits, and what becomes of it: list, show, approve, reject",
    "notices": "what the team must know: changed articles, credentials that run out",
    "pause": "the kill switch: nothing is sent, for one account or for all",
    "resume": "end a pause",
    "sources": "what is watched, how it stands, and what it lists now",
    "accounts": "what opens the accounts, and whether it works",
    "db": "the database: upgrade, backup, restore, check",
    "publish": "what would go out now, byte for byte",
}


class Command(Protocol):
    """What a module of ``bot.commands`` offers."""

    EXAMPLE: str

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Say which arguments the command takes."""

    def run(self, arguments: argparse.Namespace) -> int:
        """Do the work and return the exit code."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}; see {self.prog} --help\n")


def main(words: Sequence[str] | None = None) -> int:
    """Run the command that the arguments name and return its exit code.

    0: done; 1: a finding or a failure; 2: the call or the settings are wrong.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        return _run(list(sys.argv[1:] if words is None else words))
    except BotError as error:
        for line in str(error).splitlines():
            print(f"bot: {line}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("bot: stopped", file=sys.stderr)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _run(words: list[str]) -> int:
    parser = _Parser(
        prog="bot",
        description="Posts and quote cards from a newsroom's own articles.",
        epilog=_listing(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"bot {__version__}")
    parser.add_argument("--config", type=Path, metavar="FILE", help="env file (config.env)")
    parser.add_argument("command", choices=COMMANDS, metavar="COMMAND", help="see below")
    parser.add_argument("rest", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    first = parser.parse_args(words)
    command = _module(first.command)
    parser = _Parser(
        prog=f"bot {first.command}",
        description=COMMANDS[first.command].capitalize() + ".",
        epilog=f"example:\n{command.EXAMPLE}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_arguments(parser)
    arguments = parser.parse_args(first.rest)
    arguments.config = first.config
    return command.run(arguments)


def _listing() -> str:
    width = max(map(len, COMMANDS))
    rows = "\n".join(f"  {name:{width}}  {text}" for name, text in COMMANDS.items())
    return f"commands:\n{rows}\n\nexample:\n  bot demo"


def _module(name: str) -> Command:
    module: Command = importlib.import_module(f"bot.commands.{name}")
    return module
