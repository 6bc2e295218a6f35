"""How long a save takes to be seen: the designer's page, from the file's write to the new cards.

One page listens and asks for the cards of one template, as a browser does; the time that this one
takes to show a picture is not in it.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import socket

import httpx
import uvicorn

from benchmarks.machine import machine
from bot import settings
from bot.cards import FORMATS, Library
from bot.preview.app import application
from bot.preview.articles import sample_of_text
from bot.preview.samples import PICTURES, samples
from bot.preview.sheet import Sheet
from bot.resources import shipped

SAVES = 20
FIRST, MOST = "landscape", 150  # the card that is looked at, and its ms at most


@contextmanager
def site(folder: Path) -> Iterator[str]:
    """The page's address, with a copy of one template in ``folder``."""
    shutil.copy(shipped("templates") / "cards" / "quote.html", folder)
    sheet = Sheet({"own": Library.of(folder, images=(PICTURES,))}, samples())
    app = application(sheet, lambda data, name: sample_of_text(data, name, settings.of({})))
    listening = socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen()
    config = uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


async def saved(address: str, template: Path) -> list[tuple[float, float, float]]:
    """Of each save: ms to the news of it, to the first card, to the cards of all formats."""
    text, found = template.read_text(encoding="utf-8"), []
    async with httpx.AsyncClient(base_url=address, timeout=30) as client:
        for name in FORMATS:
            await card(client, name)
        async with client.stream("GET", "/events") as events:
            lines = events.aiter_lines()
            await anext(lines)
            for number in range(SAVES):
                begun = time.perf_counter()
                template.write_text(f"{text}<!-- {number} -->", encoding="utf-8")
                async for line in lines:
                    if line.startswith("data:") and "changed" in json.loads(line[5:]):
                        break
                news = time.perf_counter()
                await card(client, FIRST)
                first = time.perf_counter()
                for name in FORMATS:
                    if name != FIRST:
                        await card(client, name)
                end = time.perf_counter()
                found.append((1000 * (news - begun), 1000 * (first - begun), 1000 * (end - begun)))
                await asyncio.sleep(0.3)
    return found


async def card(client: httpx.AsyncClient, format_name: str) -> None:
    """Ask for a card and its picture."""
    look = {"kit": "own", "template": "quote", "sample": "French", "format": format_name}
    view = (await client.get("/card", params=look)).raise_for_status().json()
    (await client.get(f"/picture/{view['sha256']}")).raise_for_status()


def main() -> None:
    """Print the medians and the worst."""
    print(machine("pillow", "starlette", "uvicorn", "watchfiles"))
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        with site(folder) as address:
            found = asyncio.run(saved(address, folder / "quote.html"))
    for title, times in zip(
        ("told of", f"{FIRST} drawn", f"all {len(FORMATS)} drawn"),
        zip(*found, strict=True),
        strict=True,
    ):
        print(f"{title:16} median {statistics.median(times):6.0f} ms   worst {max(times):6.0f} ms")
    print(f"{FIRST} at most {MOST} ms")
