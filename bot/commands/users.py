"""``bot users``: who may open the pages."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot import clock, settings
from bot.review.roles import Role

if TYPE_CHECKING:
    from bot.store.users import User

EXAMPLE = """\
  bot users add ada --role approver    prints a link with which ada chooses a password
  bot users list
  bot users role ada editor
  bot users invite ada                 another link, as when a password is forgotten
  bot users key ada cms                a key for a program that uses the API as ada
  bot users remove ada"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments the command takes."""
    parser.add_argument(
        "--dry-run", action="store_true", help="those of the queue of `bot run --dry-run`"
    )
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    listing = actions.add_parser("list", help="everybody, with role and state")
    listing.add_argument("--json", action="store_true", help="for a program")
    roles = [role.value for role in Role]
    add = actions.add_parser("add", help="add somebody, and print the link that lets them in")
    add.add_argument("name", metavar="NAME")
    add.add_argument("--role", choices=roles, default=Role.VIEWER.value, help="(viewer)")
    role = actions.add_parser("role", help="trust somebody with more or less")
    role.add_argument("name", metavar="NAME")
    role.add_argument("role", choices=roles)
    invite = actions.add_parser("invite", help="a link with which somebody chooses a new password")
    invite.add_argument("name", metavar="NAME")
    key = actions.add_parser("key", help="a key for a program that uses the API in their name")
    key.add_argument("name", metavar="NAME")
    key.add_argument("program", metavar="PROGRAM")
    for action, what in (("remove", "shut somebody out"), ("restore", "let somebody in again")):
        actions.add_parser(action, help=what).add_argument("name", metavar="NAME")


def run(arguments: argparse.Namespace) -> int:
    """Do what the action says."""
    from bot.store.places import open_store

    configured, now = settings.load(arguments.config), clock.now()
    with open_store(configured, dry_run=arguments.dry_run) as store:
        users = store.users
        match arguments.action:
            case "list":
                _list(users.all(), as_json=arguments.json)
            case "add":
                user = users.add(arguments.name, Role(arguments.role), now)
                print(f"{user.name} is {user.role.value}; this link lets them in, once:")
                print(f"{configured.web.url}/welcome/{users.invite(user, now)}")
            case "role":
                user = users.set_role(arguments.name, Role(arguments.role))
                print(f"{user.name} is {user.role.value}")
            case "invite":
                user = users.named(arguments.name)
                print(f"{configured.web.url}/welcome/{users.invite(user, now)}")
            case "key":
                print(users.add_key(users.named(arguments.name), arguments.program, now))
            case "remove":
                users.disable(arguments.name, now)
                print(f"{arguments.name} is shut out, on every device")
            case "restore":
                users.enable(arguments.name)
                print(f"{arguments.name} may log in again")
    return 0


def _list(users: Sequence[User], *, as_json: bool) -> None:
    rows = [
        {
            "name": user.name,
            "role": user.role.value,
            "state": "removed" if user.disabled_at else "active" if user.password else "invited",
        }
        for user in users
    ]
    if as_json:
        print(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        print(f"{row['name']:20} {row['role']:9} {row['state']}")
    if not rows:
        print("nobody yet; `bot web` prints the link for the first admin")
