"""``bot demo``: the whole job on the article that ships with the bot; sends nothing."""

from __future__ import annotations

import argparse
from importlib.resources import as_file, files
from pathlib import Path

from bot import clock, settings, sources
from bot.composing.limits import USUAL, limits_of
from bot.model import Article, Draft
from bot.proofs import folder
from bot.proofs.sheet import Sheet
from bot.settings import Settings
from bot.sources.fetch import Fetcher, FetchLimits
from bot.studio import Studio, studio_of

EXAMPLE = """\
  bot demo
  bot demo --out try"""
ACTOR = "demo"


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
        configured = _settings(stage / "data")
        studio = studio_of(configured)
        draft, problems = _proofs(article, studio, stage)
        print(f"composed   {len(draft.posts)} posts for {_platforms(configured)}, with their cards")
        _go_through_the_queue(article, configured, studio)
    for problem in problems:
        print(f"problem    {problem}")
    print("\nNothing was sent. The posts beside their cards:")
    print((arguments.out / "index.html").absolute())
    return int(bool(problems))


def _article() -> Article:
    with as_file(files("bot.demo") / "article.md") as path:
        fetcher = Fetcher(FetchLimits())
        (item,) = sources.load(str(path), fetcher=fetcher, fetched_at=clock.now())
    if isinstance(item, sources.Unreadable):
        raise item.error
    return item


def _settings(data: Path) -> Settings:
    """An account for each usual platform, and nothing of what is set on this machine."""
    names = ",".join(USUAL)
    wanted = {f"ACCOUNT_{name.upper()}_PLATFORM": name for name in USUAL}
    return settings.of({"DATA": str(data), "ACCOUNTS": names, **wanted})


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
        for post in queued:
            desk.store.queue.approve(post.id, actor=person, at=clock.now())
        print(f"approved   {len(queued)} posts, as a social team would on the page")
        done = desk.run()
        for outcome in done.outcomes:
            kind = outcome.post.kind.value
            print(f"published  {kind} on {outcome.post.account}, dry: nothing left this machine")
        for obstacle in done.obstacles:
            print(f"not yet    {obstacle}")
