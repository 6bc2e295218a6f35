"""``bot notices``: what the team must know, until somebody says that it was seen."""

from __future__ import annotations

import argparse
import json

from bot import clock, settings
from bot.commands.deciding import actor_of, add_actor

EXAMPLE = """\
  bot notices              what nobody has seen yet
  bot notices seen 3 4     these were seen
  bot notices seen         all of them were"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments the command takes."""
    parser.add_argument("--all", action="store_true", help="also what was seen")
    parser.add_argument("--json", action="store_true", help="for a program")
    actions = parser.add_subparsers(dest="action", metavar="ACTION")
    seen = actions.add_parser("seen", help="say that notices were seen; all of them where none")
    seen.add_argument("notices", type=int, nargs="*", metavar="NUMBER")
    add_actor(seen)


def run(arguments: argparse.Namespace) -> int:
    """Print the notices, or mark some as seen; 1 where there was none to mark."""
    from bot.store.places import open_store

    configured = settings.load(arguments.config)
    with open_store(configured, dry_run=False) as store:
        if arguments.action == "seen":
            numbers = arguments.notices or None
            count = store.notices.seen(numbers, actor=actor_of(arguments), at=clock.now())
            told = f"{count or 'no'} notice{'' if count == 1 else 's'} marked as seen"
            print(json.dumps({"seen": count}) if arguments.json else told)
            return int(count == 0)
        found = store.notices.all() if arguments.all else store.notices.open()
    if arguments.json:
        rows = [
            {
                "id": each.id,
                "kind": each.kind,
                "at": each.at.isoformat(),
                "account": each.account,
                "post": each.post_id,
                "text": each.text,
                "seen_by": each.seen_by,
            }
            for each in found
        ]
        print(json.dumps(rows, ensure_ascii=False))
        return 0
    for each in found:
        first, *more = each.text.splitlines()
        print(f"{each.id:>4}  {each.at.astimezone(configured.zone):%a %d %b %H:%M}  {first}")
        for line in more:
            print(f"      {line}")
    print("next: bot notices seen NUMBER" if found else "nothing that nobody has seen")
    return 0
