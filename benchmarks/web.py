"""The queue's page with 10,000 waiting posts: server time, size, and 50 requests at once."""

from __future__ import annotations

import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import httpx
import uvicorn
from sqlalchemy import insert, select

from benchmarks.machine import machine
from bot import clock, settings
from bot.desk import Desk
from bot.drafting import Drafter
from bot.review.roles import Role
from bot.sources.file import article_from_file
from bot.store import Store
from bot.store.engine import reading, writing
from bot.store.searching import remember
from bot.store.tables import articles, posts
from bot.web.app import make_app

POSTS, ROUNDS, AT_ONCE = 10_000, 40, 50
PAGES = ("/queue", "/queue?page=200", "/queue?q=piscine", "/calendar", "/sent")


def main() -> None:
    """Print a row a page: milliseconds, kB before and after compression.

    "CPU ms" is what server and client used of a core, whatever else the machine was doing.
    """
    print(machine("starlette", "uvicorn", "sqlalchemy"))
    with tempfile.TemporaryDirectory() as folder:
        desk, token = _desk(Path(folder))
        app = make_app(desk.settings, desk.store, desk.cards)
        server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        with httpx.Client(
            base_url=f"http://127.0.0.1:{port}", cookies={"session": token}, timeout=60
        ) as client:
            print(f"\n{POSTS:,} posts wait; {ROUNDS} requests one after the other")
            print(
                f"{'page':20} {'median ms':>10} {'p95 ms':>8} {'CPU ms':>7} {'kB':>6} "
                f"{'sent kB':>8}"
            )
            for page in (*PAGES, f"/posts/{_last(desk.store)}"):
                _row(client, page)
            _storm(client)
        server.should_exit = True
        thread.join()
        desk.close()


def _row(client: httpx.Client, page: str) -> None:
    answer = client.get(page)
    answer.raise_for_status()
    size = len(answer.content) / 1000
    sent = int(answer.headers["content-length"]) / 1000
    began = time.process_time()
    taken = sorted(_timed(lambda: client.get(page)) for _ in range(ROUNDS))
    p95 = taken[int(len(taken) * 0.95)]
    cpu = (time.process_time() - began) * 1000 / ROUNDS
    print(
        f"{page:20} {statistics.median(taken):10.1f} {p95:8.1f} {cpu:7.1f} {size:6.1f} {sent:8.1f}"
    )


def _timed(work: Callable[[], httpx.Response]) -> float:
    began = time.perf_counter()
    work().raise_for_status()
    return (time.perf_counter() - began) * 1000


def _storm(client: httpx.Client) -> None:
    """Fifty people open the queue in the same moment, ten times."""
    with ThreadPoolExecutor(AT_ONCE) as people:
        began = time.perf_counter()
        answers = list(people.map(lambda _: client.get("/queue").status_code, range(AT_ONCE * 10)))
        took = time.perf_counter() - began
    wrong = sum(status != 200 for status in answers)
    rate = len(answers) / took
    print(f"\n{AT_ONCE} at once, {len(answers)} in all: {wrong} errors, {rate:.0f} pages a second")


def _desk(folder: Path) -> tuple[Desk, str]:
    """A desk with that many posts, each of an article of its own, and somebody's session."""
    configured = settings.of(
        {
            "DATA": str(folder),
            "TIMEZONE": "Europe/Paris",
            "ACCOUNTS": "main",
            "ACCOUNT_MAIN_PLATFORM": "x",
            "ACCOUNT_MAIN_SLOTS": "08:00,12:30,18:30",
        }
    )
    desk = Desk(configured)
    text = (Path(settings.__file__).parent.parent / "demo" / "article.md").read_bytes()
    now = clock.now()
    article = article_from_file(text, "article.md", fetched_at=now)
    offers = Drafter(configured, desk.cards, desk.store).offers(article, now)
    desk.store.queue.offer("first", article, offers, at=now)
    _multiply(desk.store)
    user = desk.store.users.add("bench", Role.ADMIN, now)
    return desk, desk.store.sessions.begin(user, "benchmark", now)


def _multiply(store: Store) -> None:
    engine = store._engine
    with reading(engine) as connection:
        article = connection.execute(select(articles)).mappings().first()
        post = connection.execute(select(posts)).mappings().first()
    assert article is not None
    assert post is not None
    with writing(engine) as connection:
        for number in range(2, POSTS + 1):
            values = {**article, "id": number, "key": str(number)}
            connection.execute(insert(articles).values(values))
            due_at = post["due_at"] + timedelta(minutes=number)
            copy = {**post, "id": number + 10, "article_id": number, "due_at": due_at}
            connection.execute(insert(posts).values(copy))
        remember(connection, posts.c.id > 10)


def _last(store: Store) -> int:
    with reading(store._engine) as connection:
        return int(
            connection.execute(select(posts.c.id).order_by(posts.c.id.desc())).scalars().first()
            or 0
        )


if __name__ == "__main__":
    main()
