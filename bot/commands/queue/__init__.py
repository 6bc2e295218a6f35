"""``bot queue``: what waits, and what becomes of it."""

from __future__ import annotations

import argparse

from bot import settings
from bot.commands.deciding import add_actor
from bot.errors import StoreError
from bot.model import State

EXAMPLE = """\
  bot queue list
  bot queue show 12
  bot queue approve 12 13
  bot queue approve 12 --from 08:00 --until 20:00
  bot queue reject 14 --reason "too long ago"
  bot queue edit 12 --text "La piscine rouvre" --reason "shorter"
  bot queue edit 12 --variant 2
  bot queue edit 12 --translated yes
  bot queue reschedule 12 --at "2026-03-02 18:30"
  bot queue retry 15
  bot queue --dry-run list"""

_DECISIONS = {
    "approve": "let posts go out once they are due",
    "reject": "keep posts from going out",
    "hold": "put posts aside",
    "reschedule": "move posts in time",
    "retry": "try posts again that failed, or offer held ones again",
}

_SINGLE = {
    "edit": "change what a post says, or take a variant",
    "found": "an uncertain post is on its platform after all",
    "delete": "take a published post down from its platform",
    "correct": "offer a correction of a published post",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments the command takes."""
    parser.add_argument(
        "--dry-run", action="store_true", help="the queue of `bot once --dry-run`, not the real one"
    )
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    listing = actions.add_parser("list", help="what is open, by the time it is due")
    listing.add_argument("--state", choices=[state.value for state in State], help="only these")
    listing.add_argument("--account", help="only this account's")
    listing.add_argument("--all", action="store_true", help="also what is done with")
    listing.add_argument("--limit", type=int, metavar="N", help="only the last N")
    show = actions.add_parser("show", help="a post whole, with its passage and its history")
    show.add_argument("post", type=int, metavar="NUMBER")
    decisions = {name: actions.add_parser(name, help=what) for name, what in _DECISIONS.items()}
    for decide in decisions.values():
        decide.add_argument("posts", type=int, nargs="+", metavar="NUMBER")
    approve, reschedule = decisions["approve"], decisions["reschedule"]
    approve.add_argument("--from", dest="earliest", metavar="TIME", help="not before")
    approve.add_argument("--until", dest="latest", metavar="TIME", help="not after")
    reschedule.add_argument("--at", required=True, metavar="TIME", help="18:30, 2026-03-02 18:30")
    reschedule.add_argument("--until", metavar="TIME", help="not after")
    decisions["retry"].add_argument(
        "--absent", action="store_true", help="you looked, and it is not on its platform"
    )
    for name, what in _SINGLE.items():
        decisions[name] = actions.add_parser(name, help=what)
        decisions[name].add_argument("post", type=int, metavar="NUMBER")
    _add_edit(decisions["edit"])
    decisions["found"].add_argument("--url", required=True, help="its address there")
    decisions["correct"].add_argument(
        "--text", help="what it says instead of naming the change; - reads standard input"
    )
    for name, each in decisions.items():
        add_actor(each)
        if name not in ("approve", "found", "correct"):
            each.add_argument("--reason", help="why, for the record")
    for each in (listing, show, *decisions.values()):
        each.add_argument("--json", action="store_true", help="for a program")


def _add_edit(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--text", help="the new text; - reads it from standard input")
    parser.add_argument("--piece", type=int, default=1, metavar="N", help="of which piece (1)")
    parser.add_argument("--alt", help="the new alternative text of a card")
    parser.add_argument("--card", type=int, default=1, metavar="N", help="of which card (1)")
    parser.add_argument("--variant", type=int, metavar="N", help="take this variant instead")
    parser.add_argument(
        "--translated", choices=["yes", "no"], help="whether its quote was said in another language"
    )
    parser.add_argument("--quote", type=int, default=1, metavar="N", help="which quote of it (1)")


def run(arguments: argparse.Namespace) -> int:
    """Do what the action says."""
    from bot.commands.queue import changing, looking
    from bot.store import exists
    from bot.store.places import card_store, open_store

    configured = settings.load(arguments.config)
    data = configured.data / "dry-run" if arguments.dry_run else configured.data
    url = None if arguments.dry_run else configured.database_url
    if not exists(url, data / "bot.sqlite"):
        if arguments.action == "list":
            print("[]" if arguments.json else "the queue is empty; `bot once` fills it")
            return 0
        raise StoreError("the queue is empty; `bot once` fills it")
    with open_store(configured, dry_run=arguments.dry_run) as store:
        match arguments.action:
            case "list":
                return looking.listing(store, arguments, configured.zone)
            case "show":
                cards = card_store(configured, dry_run=arguments.dry_run)
                return looking.show(store, cards, arguments, configured.zone)
            case _:
                cards = card_store(configured, dry_run=arguments.dry_run)
                return changing.run(store, cards, arguments, configured)
