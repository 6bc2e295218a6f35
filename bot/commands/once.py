"""``bot once``: one pass."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot import settings
from bot.model import State

if TYPE_CHECKING:
    from bot.as_json import JSON
    from bot.desk import Pass
    from bot.polling import Poll

EXAMPLE = """\
  bot once              poll, read, compose, queue; publish what is approved and due
  bot once --dry-run    the same in DATA/dry-run, and nothing is sent"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments the command takes."""
    parser.add_argument(
        "--dry-run", action="store_true", help="send nothing, and keep a database of its own"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object")


def run(arguments: argparse.Namespace) -> int:
    """One pass; 1 when a feed or a post failed. SIGTERM ends it after the step that it is at."""
    from bot.desk import Desk
    from bot.scheduling.ticker import stop_on_signals

    configured = settings.load(arguments.config)
    with Desk(configured, dry_run=arguments.dry_run) as desk, stop_on_signals() as stop:
        done = desk.run(stopping=stop.is_set)
    if arguments.json:
        print(json.dumps(as_json(done), ensure_ascii=False))
    else:
        for line in (*lines(done), *_standing(done, dry_run=arguments.dry_run)):
            print(line)
    return int(failed(done))


def failed(done: Pass) -> bool:
    """Whether something went wrong that a person should know of.

    What is looked up or tried again by itself is none.
    """
    return any(poll.error for poll in done.polls) or any(each.urgent for each in done.outcomes)


def lines(done: Pass) -> Iterator[str]:
    """What a pass did, for a person; nothing where it did nothing."""
    for poll in done.polls:
        yield from _poll(poll)
    for correction in done.corrections:
        held, out = (
            _count(len(posts), "post")
            for posts in (correction.revised.held, correction.revised.published)
        )
        yield f"{correction.title}: the article has changed; {held} held, {out} out already"
    if done.expired:
        yield f"{_count(len(done.expired), 'post')} ran out of time"
    for outcome in done.outcomes:
        tail = outcome.url or outcome.reason or ""
        name = f"post {outcome.post.id} ({outcome.post.account})"
        yield f"{name}: {outcome.state.value}{': ' + tail if tail else ''}"
    yield from done.told


def _poll(poll: Poll) -> Iterator[str]:
    if poll.error:
        yield f"{poll.source}: {poll.error}"
    elif poll.unchanged and not poll.drafted and not poll.notes:
        yield f"{poll.source}: nothing new"
    else:
        first = ", read for the first time" if poll.first else ""
        yield f"{poll.source}: {poll.listed} listed, {poll.new} new{first}"
    for drafted in poll.drafted:
        held = sum(post.state is State.HELD for post in drafted.posts)
        posts = _count(len(drafted.posts), "post")
        yield f"  {drafted.title}: {posts}{f', {held} held' if held else ''}"
    for note in poll.notes:
        yield f"  {note}"


def _standing(done: Pass, *, dry_run: bool) -> Iterator[str]:
    waiting = {state: done.counts.get(state, 0) for state in _OPEN}
    told = ", ".join(f"{count} {state.value}" for state, count in waiting.items() if count)
    yield f"in the queue: {told or 'nothing that waits'}"
    if done.ready:
        yield f"approved and due, not sent: {_count(len(done.ready), 'post')}"
        yield from (f"  {obstacle}" for obstacle in done.obstacles)
    flag = " --dry-run" if dry_run else ""
    if waiting[State.PENDING] or waiting[State.HELD]:
        yield f"next: bot queue{flag} list, then bot queue{flag} approve NUMBER"
    elif done.ready and not dry_run:
        yield "next: bot publish --dry-run shows what would go out"


_OPEN = (State.PENDING, State.APPROVED, State.HELD, State.SENDING, State.UNCERTAIN, State.FAILED)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def as_json(done: Pass) -> dict[str, JSON]:
    """A pass for a program."""
    return {
        "polls": [
            {
                "source": poll.source,
                "listed": poll.listed,
                "new": poll.new,
                "first": poll.first,
                "error": poll.error,
                "notes": list(poll.notes),
                "drafted": [
                    {"title": each.title, "posts": [post.id for post in each.posts]}
                    for each in poll.drafted
                ],
            }
            for poll in done.polls
        ],
        "expired": [post.id for post in done.expired],
        "outcomes": [
            {
                "post": each.post.id,
                "account": each.post.account,
                "state": each.state.value,
                "reason": each.reason,
                "url": each.url,
            }
            for each in done.outcomes
        ],
        "corrections": [
            {
                "title": each.title,
                "difference": each.revised.difference,
                "held": list(each.revised.held),
                "published": list(each.revised.published),
            }
            for each in done.corrections
        ],
        "told": list(done.told),
        "ready": [post.id for post in done.ready],
        "obstacles": list(done.obstacles) if done.ready else [],
        "counts": {state.value: count for state, count in done.counts.items()},
    }
