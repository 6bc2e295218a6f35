"""``bot demo``: the whole job on the article that ships with the bot; sends nothing."""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import sys
from collections.abc import Callable
from importlib.resources import as_file, files
from pathlib import Path

from bot import clock, settings, sources
from bot.composing.limits import USUAL, limits_of
from bot.errors import UsageError
from bot.model import Article, Draft, PostKind
from bot.proofs import folder
from bot.proofs.sheet import Sheet
from bot.settings import Settings
from bot.sources.fetch import Fetcher, FetchLimits
from bot.studio import Studio, studio_of

EXAMPLE = """\
  bot demo
  bot demo --out try"""
ACTOR = "demo"
TIMEZONE = "Europe/Paris"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments the command takes."""
    parser.add_argument(
        "--out", type=Path, default=Path("demo"), metavar="DIR", help="folder to write (demo)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Read, compose, draw, queue, approve, publish dry; and say where to look."""
    article = _article()
    print(f"read       {article.title}")
    with folder.whole(arguments.out) as stage:
        configured = demo_settings(stage / "data")
        studio = studio_of(configured)
        draft, problems = _proofs(article, studio, stage)
        print(f"composed   {len(draft.posts)} posts for {_platforms(configured)}, with their cards")
        _go_through_the_queue(article, configured, studio)
    for problem in problems:
        print(f"problem    {problem}")
    print("\nNothing was sent. The posts beside their cards:")
    print((arguments.out / "index.html").absolute())
    print("\nThe approval pages, with what waits in them; approve your first post:")
    print(_command(arguments.out))
    return int(bool(problems))


def _command(out: Path) -> str:
    """What to type for the pages, whether or not ``bot`` is on the path."""
    program = Path(sys.argv[0])
    beside = program.name == "bot" and shutil.which("bot") is None
    name = os.path.relpath(program) if beside else "bot"
    folder = "" if out == Path("demo") else f" {shlex.quote(str(out))}"
    return f"{name} run --demo{folder}"


def _article() -> Article:
    with as_file(files("bot.demo") / "article.md") as path:
        fetcher = Fetcher(FetchLimits())
        (item,) = sources.load(str(path), fetcher=fetcher, fetched_at=clock.now())
    if isinstance(item, sources.Unreadable):
        raise item.error
    return item


def demo_settings(data: Path) -> Settings:
    """An account for each usual platform, and nothing of what is set on this machine."""
    names = ",".join(USUAL)
    wanted = {f"ACCOUNT_{name.upper()}_PLATFORM": name for name in USUAL}
    return settings.of({"DATA": str(data), "ACCOUNTS": names, "TIMEZONE": TIMEZONE, **wanted})


def demo_of(folder: Path) -> Callable[[], Settings]:
    """What gives the settings of the demo in a folder. Raises UsageError where there is none."""
    if not (folder / "data").is_dir():
        raise UsageError(f"{folder} holds no demo; `bot demo` makes one")
    return lambda: demo_settings(folder / "data")


def _platforms(configured: Settings) -> str:
    *first, last = (limits_of(account.platform).name for account in configured.accounts)
    return f"{', '.join(first)} and {last}"


def _proofs(article: Article, studio: Studio, stage: Path) -> tuple[Draft, list[str]]:
    draft = studio.draft(article)
    sheet = Sheet(stage)
    problems = sheet.add(draft, [studio.draw(post) for post in draft.posts])
    sheet.finish(clock.now())
    return draft, problems


def _go_through_the_queue(article: Article, configured: Settings, studio: Studio) -> None:
    """Queue the article's posts, approve them, and publish dry what can be published."""
    from bot.desk import Desk
    from bot.drafting import Drafter
    from bot.review import Actor
    from bot.scheduling.choosing import story_key

    person = Actor(name=ACTOR)
    with Desk(configured, dry_run=True) as desk:
        offers = Drafter(configured, desk.cards, desk.store, studio).offers(article, clock.now())
        key = story_key(article.link or article.sha256)
        queued = desk.store.queue.offer(key, article, offers, at=clock.now())
        print(f"queued     {len(queued)} posts, {sum(len(post.cards) for post in queued)} cards")
        ready = [post for post in queued if post.kind is not PostKind.QUOTE]
        for post in ready:
            desk.store.queue.approve(post.id, actor=person, at=clock.now())
        waiting = len(queued) - len(ready)
        print(f"approved   {len(ready)} posts, as a social team would; {waiting} wait for you")
        done = desk.run()
        for outcome in done.outcomes:
            kind = outcome.post.kind.value
            print(f"published  {kind} on {outcome.post.account}, dry: nothing left this machine")
        for obstacle in done.obstacles:
            print(f"not yet    {obstacle}")
