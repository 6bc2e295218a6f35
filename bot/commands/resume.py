"""``bot resume``: end a pause."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot import clock, settings
from bot.commands.deciding import accounts_of, actor_of, add_accounts, add_actor
from bot.commands.pause import print_standing

if TYPE_CHECKING:
    from bot.store import Store

EXAMPLE = """\
  bot resume           ends the pause of everything; one account's own pause holds on
  bot resume x_main    ends that one"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments the command takes."""
    add_accounts(parser)
    parser.add_argument("--json", action="store_true", help="the pauses that hold, as a JSON list")
    add_actor(parser)


def run(arguments: argparse.Namespace) -> int:
    """End pauses; 1 where one of them was none."""
    from bot.store.places import open_store

    configured = settings.load(arguments.config)
    accounts = accounts_of(arguments, configured)
    lifted = []
    with open_store(configured, dry_run=False) as store:
        for account in accounts:
            lifted.append(store.pauses.lift(account, actor=actor_of(arguments), at=clock.now()))
            if not arguments.json:
                told = "goes on" if lifted[-1] else "was not paused"
                print(f"{account or 'every account'} {told}")
        if arguments.json:
            print_standing(store)
        else:
            for line in _still(store, accounts):
                print(line)
    return int(not all(lifted))


def _still(store: Store, accounts: tuple[str | None, ...]) -> Iterator[str]:
    """The pauses that keep these accounts from being sent to all the same."""
    for pause in store.pauses.standing():
        if None in accounts or pause.account is None:
            lift = f"bot resume {pause.account}" if pause.account else "bot resume"
            yield f"still, {pause}; `{lift}` ends that"
