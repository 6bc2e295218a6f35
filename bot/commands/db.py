"""``bot db``: the database brought up to date, backed up, put back and checked."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from bot import clock, settings
from bot.errors import StoreError

if TYPE_CHECKING:
    from bot.settings import Settings
    from bot.store.backup import Backup

EXAMPLE = """\
  bot db upgrade                     brings it up to date; so does every other command
  bot db backup backups/today.db     while the bot runs; everything in one file
  bot db check                       1 where something is wrong with it
  bot db restore backups/today.db    into an empty database; --force replaces one"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments the command takes."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    upgrade = actions.add_parser("upgrade", help="bring the database up to date")
    backup = actions.add_parser("backup", help="write everything into one file")
    restore = actions.add_parser("restore", help="put a backup in the database's place")
    check = actions.add_parser("check", help="look whether the database is as it should be")
    for each in (backup, restore):
        each.add_argument("file", type=Path, metavar="FILE")
        each.add_argument("--force", action="store_true", help="replace what is there")
    for each in (upgrade, backup, restore, check):
        each.add_argument("--json", action="store_true", help="for a program")


def run(arguments: argparse.Namespace) -> int:
    """Do what the action says."""
    configured = settings.load(arguments.config)
    match arguments.action:
        case "upgrade":
            return _upgrade(configured, arguments)
        case "backup":
            return _backup(configured, arguments)
        case "restore":
            return _restore(configured, arguments)
        case _:
            return _check(configured, arguments)


def _upgrade(configured: Settings, arguments: argparse.Namespace) -> int:
    from bot.store import schema
    from bot.store.engine import connect, name_of
    from bot.store.places import database_url

    engine = connect(database_url(configured, dry_run=False))
    before = schema.version(engine)
    schema.upgrade(engine)
    after = schema.version(engine)
    if arguments.json:
        print(json.dumps({"before": before, "after": after}))
    else:
        was = {None: ", new", after: ""}.get(before, f", was {before}")
        print(f"database {name_of(engine)}: schema {after}{was}")
    engine.dispose()
    return 0


def _check_there(configured: Settings) -> None:
    """Raise StoreError where there is no database: looking must not make one."""
    from bot.store import exists

    if not exists(configured.database_url, configured.data / "bot.sqlite"):
        raise StoreError(f"there is no database in {configured.data} yet; `bot once` makes one")


def _backup(configured: Settings, arguments: argparse.Namespace) -> int:
    from bot.store.backup import backup
    from bot.store.engine import connect
    from bot.store.places import card_store, database_url

    _check_there(configured)
    engine = connect(database_url(configured, dry_run=False))
    cards = card_store(configured, dry_run=False)
    made = backup(engine, arguments.file, cards, at=clock.now(), force=arguments.force)
    engine.dispose()
    return _told(made, "kept in", arguments)


def _restore(configured: Settings, arguments: argparse.Namespace) -> int:
    from bot.store.backup import restore
    from bot.store.engine import connect
    from bot.store.places import card_store, database_url

    engine = connect(database_url(configured, dry_run=False))
    cards = card_store(configured, dry_run=False)
    found = restore(engine, arguments.file, cards, at=clock.now(), force=arguments.force)
    engine.dispose()
    _told(found, "restored from", arguments)
    if not arguments.json:
        print("what waits is held: it may have gone out since; next: bot notices, bot queue list")
    return 0


def _told(found: Backup, verb: str, arguments: argparse.Namespace) -> int:
    if arguments.json:
        listing = {
            "file": str(found.file),
            "bytes": found.bytes,
            "made_at": found.made_at.isoformat() if found.made_at else None,
            "schema": found.schema,
            "rows": dict(found.rows),
            "cards": found.cards,
        }
        print(json.dumps(listing))
        return 0
    posts, articles = found.rows.get("posts", 0), found.rows.get("articles", 0)
    size = f"{found.bytes / 1e6:.1f} MB"
    print(f"{articles} articles, {posts} posts, {found.cards} cards {verb} {found.file} ({size})")
    return 0


def _check(configured: Settings, arguments: argparse.Namespace) -> int:
    from bot.store.places import card_store, open_store

    _check_there(configured)
    with open_store(configured, dry_run=False, upgrade=False) as store:
        found = list(store.findings(card_store(configured, dry_run=False)))
        rows, name = store.sizes(), store.name
    if arguments.json:
        print(json.dumps({"findings": found, "rows": rows}, ensure_ascii=False))
    else:
        for finding in found:
            print(finding)
        if not found:
            print(f"{name}: {rows['posts']} posts of {rows['articles']} articles, all well")
    return int(bool(found))
