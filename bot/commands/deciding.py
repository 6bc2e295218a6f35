"""What the commands share with which a person decides: who it is, and for which accounts."""

from __future__ import annotations

import argparse
import getpass
from typing import TYPE_CHECKING

from bot.errors import UsageError

if TYPE_CHECKING:
    from bot.review import Actor
    from bot.settings import Settings


def add_actor(parser: argparse.ArgumentParser) -> None:
    """The argument that says who decides."""
    parser.add_argument("--as", dest="actor", metavar="NAME", help="who decides (you)")


def actor_of(arguments: argparse.Namespace) -> Actor:
    """Who decides: the name given, or the user at the terminal."""
    from bot.review import Actor

    return Actor(name=arguments.actor or _user())


def add_accounts(parser: argparse.ArgumentParser) -> None:
    """The accounts that are meant; none means all of them."""
    parser.add_argument("accounts", nargs="*", metavar="ACCOUNT", help="all of them where none")


def accounts_of(arguments: argparse.Namespace, configured: Settings) -> tuple[str | None, ...]:
    """The accounts named, or None for all of them. Raises UsageError for one that there is not."""
    known = [account.name for account in configured.accounts]
    for name in arguments.accounts:
        if name not in known:
            there = ", ".join(known) or "none: ACCOUNTS is empty"
            raise UsageError(f"there is no account {name}; there is {there}")
    return tuple(arguments.accounts) or (None,)


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container without a name for its user
        return "somebody at the terminal"
