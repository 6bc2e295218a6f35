"""``bot pause``: the kill switch."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

from bot import clock, settings
from bot.commands.deciding import accounts_of, actor_of, add_accounts, add_actor

if TYPE_CHECKING:
    from bot.store import Store

EXAMPLE = """\
  bot pause                                  nothing is sent, for any account
  bot pause x_main --reason "wrong photo"    nothing is sent for this one
  bot resume x_main                          and on it goes"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments the command takes."""
    add_accounts(parser)
    parser.add_argument("--reason", help="why, for the record")
    parser.add_argument("--json", action="store_true", help="the pauses that hold, as a JSON list")
    add_actor(parser)


def run(arguments: argparse.Namespace) -> int:
    """Pause; what is on its way this second is the last that goes out."""
    from bot.store.places import open_store

    configured = settings.load(arguments.config)
    accounts = accounts_of(arguments, configured)
    with open_store(configured, dry_run=False) as store:
        for account in accounts:
            begun = store.pauses.begin(
                account, actor=actor_of(arguments), at=clock.now(), reason=arguments.reason
            )
            if not arguments.json:
                print(f"{account or 'every account'} {'is' if begun else 'was already'} paused")
        if arguments.json:
            print_standing(store)
    return 0


def print_standing(store: Store) -> None:
    """The pauses that hold, as JSON."""
    print(
        json.dumps(
            [
                {
                    "account": pause.account,
                    "at": pause.at.isoformat(),
                    "actor": pause.actor,
                    "reason": pause.reason,
                }
                for pause in store.pauses.standing()
            ],
            ensure_ascii=False,
        )
    )
