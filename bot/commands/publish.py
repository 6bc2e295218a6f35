"""``bot publish --dry-run``: what would go out now, byte for byte."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot import clock, settings
from bot.errors import UsageError

if TYPE_CHECKING:
    from bot.as_json import JSON
    from bot.model import QueuedPost
    from bot.publishing.check import Objection
    from bot.publishing.platform import Plan, Step

EXAMPLE = """\
  bot publish --dry-run           every request, with long bodies cut for the eye
  bot publish --dry-run --json    every request whole"""

LONGEST_BODY = 2_000  # characters shown to people; a picture has hundreds of thousands


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments the command takes."""
    parser.add_argument("--dry-run", action="store_true", help="show, and send nothing")
    parser.add_argument("--json", action="store_true", help="one JSON object a post")


def run(arguments: argparse.Namespace) -> int:
    """Print the requests of what is approved and due; 1 where one must not go out."""
    if not arguments.dry_run:
        raise UsageError("bot publish only shows: say --dry-run. `bot once` sends what is due")
    from bot.desk import card_store, open_store, previews
    from bot.publishing.check import Objection
    from bot.store import exists

    configured = settings.load(arguments.config)
    if not exists(configured.database_url, configured.data / "bot.sqlite"):
        return _nothing(arguments)
    objected = shown = False
    with open_store(configured, dry_run=False, upgrade=False) as store:
        cards = card_store(configured, dry_run=False)
        for post, plan in previews(configured, store, cards, clock.now()):
            shown = True
            objected = objected or isinstance(plan, Objection)
            if arguments.json:
                print(json.dumps(_as_json(post, plan), ensure_ascii=False))
            else:
                print("\n".join(_page(post, plan)))
    return int(objected) if shown else _nothing(arguments)


def _nothing(arguments: argparse.Namespace) -> int:
    if not arguments.json:
        print("nothing is approved and due; `bot queue list` shows what waits")
    return 0


def _page(post: QueuedPost, plan: Plan | Objection) -> Iterator[str]:
    from bot.publishing.check import Objection

    yield f"post {post.id} for {post.account} ({post.platform}): {post.article_title}"
    yield from (f"  {line}" for line in post.text.splitlines())
    if isinstance(plan, Objection):
        yield f"  would not go out, but be {plan.end.value}: {plan.reason}"
        yield ""
        return
    for number, step in enumerate(plan.steps, start=1):
        yield ""
        yield f"request {number} of {len(plan.steps)}: {step.name}"
        yield f"{step.method} {step.url}"
        yield from (f"{name}: {value}" for name, value in step.headers)
        yield ""
        yield _body(step)
    yield ""


def _body(step: Step) -> str:
    body = step.body.decode("utf-8", "backslashreplace")
    if len(body) <= LONGEST_BODY:
        return body
    return f"{body[:120]} … ({len(body)} bytes; whole with --json) … {body[-60:]}"


def _as_json(post: QueuedPost, plan: Plan | Objection) -> dict[str, JSON]:
    from bot.publishing.check import Objection

    head: dict[str, JSON] = {"post": post.id, "account": post.account, "platform": post.platform}
    if isinstance(plan, Objection):
        return {**head, "objection": plan.reason, "state": plan.end.value}
    return {
        **head,
        "request_sha256": plan.request_sha256,
        "steps": [
            {
                "name": step.name,
                "public": step.public,
                "method": step.method,
                "url": step.url,
                "headers": dict(step.headers),
                "body": step.body.decode("utf-8"),
            }
            for step in plan.steps
        ],
    }
