"""``bot publish --dry-run``: what would go out now, byte for byte."""

from __future__ import annotations

import argparse
import base64
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot import clock, settings
from bot.errors import OutputError, UsageError

if TYPE_CHECKING:
    from bot.as_json import JSON
    from bot.model import QueuedPost
    from bot.publishing.check import Objection
    from bot.publishing.content import Content
    from bot.publishing.contract import Plan, Step
    from bot.store.records import Pause

EXAMPLE = """\
  bot publish --dry-run              every request, with long bodies cut for the eye
  bot publish --dry-run --json       every request whole
  bot publish --dry-run --out DIR    the pictures into that folder"""

LONGEST_BODY = 2_000  # characters shown to people; a picture has hundreds of thousands


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments the command takes."""
    parser.add_argument("--dry-run", action="store_true", help="show, and send nothing")
    parser.add_argument(
        "--out", type=Path, metavar="DIR", help="where the pictures go (DATA/dry-run/pictures)"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object a post")


def run(arguments: argparse.Namespace) -> int:
    """Print the requests of what is approved and due; 1 where one must not go out."""
    if not arguments.dry_run:
        raise UsageError("bot publish only shows: say --dry-run. `bot once` sends what is due")
    from bot.desk import previews
    from bot.publishing.check import Objection
    from bot.store import exists
    from bot.store.places import card_store, open_store

    configured = settings.load(arguments.config)
    if not exists(configured.database_url, configured.data / "bot.sqlite"):
        return _nothing(arguments)
    folder = arguments.out or configured.data / "dry-run" / "pictures"
    objected = shown = False
    with open_store(configured, dry_run=False, upgrade=False) as store:
        cards = card_store(configured, dry_run=False)
        for post, plan in previews(configured, store, cards, clock.now()):
            shown = True
            objected = objected or isinstance(plan, Objection)
            pictures = [] if isinstance(plan, Objection) else _write_pictures(plan, folder)
            if arguments.json:
                print(json.dumps(_as_json(post, plan, pictures), ensure_ascii=False))
            else:
                print("\n".join(_page(post, plan, pictures)))
        pauses = store.pauses.standing()
    return int(objected) if shown else _nothing(arguments, pauses)


def _nothing(arguments: argparse.Namespace, pauses: Sequence[Pause] = ()) -> int:
    if not arguments.json:
        for pause in pauses:
            print(f"{pause}; `bot resume` ends that")
        print("nothing is approved and due; `bot queue list` shows what waits")
    return 0


def _write_pictures(plan: Plan, folder: Path) -> list[Path]:
    """Each picture of a plan as it would go out; their files, in the order of the uploads."""
    pictures = [picture for piece in plan.submission.pieces for picture in piece.cards]
    written = []
    for number, picture in enumerate(pictures, start=1):
        file = folder / f"post-{plan.submission.post_id}-media-{number}{picture.kind.suffix}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            file.write_bytes(picture.data)
        except OSError as error:
            raise OutputError(f"{file}: {error.strerror}; name another folder: --out") from error
        written.append(file)
    return written


def _page(post: QueuedPost, plan: Plan | Objection, pictures: list[Path]) -> Iterator[str]:
    from bot.publishing.check import Objection

    yield f"post {post.id} for {post.account} ({post.platform}): {post.article_title}"
    yield from (f"  {line}" for line in post.text.splitlines())
    if isinstance(plan, Objection):
        yield f"  would not go out, but be {plan.end.value}: {plan.reason}"
        yield ""
        return
    yield from (f"  picture: {file}" for file in pictures)
    for number, step in enumerate(plan.steps, start=1):
        yield ""
        yield f"request {number} of {len(plan.steps)}: {step.name}"
        yield f"{step.method} {_text(step.url)}"
        yield from (f"{name}: {_text(value)}" for name, value in step.headers)
        yield ""
        yield _body(step)
    yield ""


def _text(content: Content) -> str:
    return content.shown.decode("utf-8", "backslashreplace")


def _body(step: Step) -> str:
    body = _text(step.body)
    if len(body) <= LONGEST_BODY:
        return body
    return f"{body[:120]} … ({len(step.body)} bytes; whole with --json) … {body[-60:]}"


def _as_json(post: QueuedPost, plan: Plan | Objection, pictures: list[Path]) -> dict[str, JSON]:
    from bot.publishing.check import Objection

    head: dict[str, JSON] = {"post": post.id, "account": post.account, "platform": post.platform}
    if isinstance(plan, Objection):
        return {**head, "objection": plan.reason, "state": plan.end.value}
    return {
        **head,
        "request_sha256": plan.request_sha256,
        "pictures": [str(file) for file in pictures],
        "steps": [_step_as_json(step) for step in plan.steps],
    }


def _step_as_json(step: Step) -> dict[str, JSON]:
    shown: dict[str, JSON] = {
        "name": step.name,
        "public": step.public,
        "method": step.method,
        "url": _text(step.url),
        "headers": {name: _text(value) for name, value in step.headers},
    }
    try:
        return {**shown, "body": step.body.shown.decode("utf-8")}
    except UnicodeDecodeError:  # a picture is no text
        return {**shown, "body_base64": base64.b64encode(step.body.shown).decode("ascii")}
