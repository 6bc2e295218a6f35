"""``bot run``: everything in one process, unattended."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.whose import add_whose, is_dry, settings_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.operations.journal import Journal
    from bot.operations.live import LiveView
    from bot.operations.runner import Runner

EXAMPLE = """\
  bot run                until SIGTERM or Ctrl-C, which end it within ten seconds
  bot run --dry-run      the same in DATA/dry-run, and nothing is sent
  bot run --demo         the same on what `bot demo` has left
  bot run --log json     a JSON object for each thing done, as without a terminal"""

# How late a post may be for its slot. Sources have their own interval: SOURCE_*_EVERY.
EVERY = timedelta(seconds=15)
LOGS = ("auto", "live", "plain", "json")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments the command takes."""
    add_whose(parser, dry_run="send nothing, and keep a database of its own")
    parser.add_argument(
        "--log",
        choices=LOGS,
        default="auto",
        help="live: a view for a terminal; plain: lines; json: objects; auto: live on a terminal, "
        "else json",
    )


def run(arguments: argparse.Namespace) -> int:
    """Pass after pass until a signal says stop; 1 when a pass had to be left unfinished."""
    from bot.operations.memory import keep_little
    from bot.operations.runner import Runner, logging_to
    from bot.scheduling.ticker import on_hangup, stop_on_signals, tick
    from bot.web.app import make_app

    keep_little()
    on_terminal = sys.stdout.isatty()
    form = arguments.log
    if form == "auto":
        form = "live" if on_terminal else "json"
    with ExitStack() as stack:
        stop = stack.enter_context(stop_on_signals())
        hangup = stack.enter_context(on_hangup())
        dry_run = is_dry(arguments)
        runner = Runner(
            settings_of(arguments),
            _journal(form),
            dry_run=dry_run,
            stopping=stop.is_set,
            pages=lambda desk: make_app(desk.settings, desk.store, desk.cards, dry_run=dry_run),
        )
        stack.enter_context(runner)
        refresh = _nothing
        logged = form == "json" and not arguments.demo
        greeting = [runner.greeting(), *_welcome(runner, logged=logged)]
        if form == "live":
            print("\n".join(greeting))  # above the view, where a link can be copied whole
            runner.journal = view = _live(runner, stack)
            refresh = view.refresh
        stack.enter_context(logging_to(runner.journal))
        for line in greeting if form != "live" else ():
            runner.journal.say(line)

        def work() -> None:
            if hangup.is_set():
                hangup.clear()
                if on_terminal and not sys.stdout.isatty():  # it was closed
                    _leave_terminal()
                    stop.set()
                    return
                runner.reload()
            runner.work()

        def watch() -> None:
            runner.watch()
            refresh()

        ended = tick(work, every=EVERY, stop=stop, watch=watch, hurry=hangup)
        journal = _journal("plain" if form == "live" else form)
    journal.say("stopped" if ended else "stopped in the middle of something; it is taken up later")
    return 0 if ended else 1


def _welcome(runner: Runner, *, logged: bool) -> Iterator[str]:
    """Where the pages are, and how the first admin gets in: the link itself is for no log."""
    from bot.web.serving import FIRST_ADMIN, welcome

    if runner.port is None:
        return
    if not logged:
        yield from welcome(runner.settings, runner.desk.store)
        return
    yield f"the pages are at {runner.settings.web.url}/"
    if runner.settings.web.proxy_header is None and not runner.desk.store.users.any():
        command = f"bot users add {FIRST_ADMIN} --role admin"
        yield f"nobody has a password yet: `{command}` prints the link that opens them"


def _journal(form: str) -> Journal:
    from bot.operations.journal import JsonJournal, PlainJournal

    return JsonJournal() if form == "json" else PlainJournal()


def _leave_terminal() -> None:
    """Write nowhere from now on: what is said is seen by nobody."""
    with Path(os.devnull).open("w") as nowhere:
        for stream in (sys.stdout, sys.stderr):
            os.dup2(nowhere.fileno(), stream.fileno())


def _nothing() -> None:
    """Without a view there is nothing to show again."""


def _live(runner: Runner, stack: ExitStack) -> LiveView:
    from bot.operations.live import LiveView

    return stack.enter_context(LiveView(lambda: runner.desk))
