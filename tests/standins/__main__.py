"""A platform on loopback, to try the bot against: ``python -m tests.standins x``.

It prints the settings with which the bot reaches it, and every request that comes in.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import requests

from tests.standins import (
    bluesky,
    containers,
    discord,
    facebook,
    graph,
    linkedin,
    mastodon,
    telegram,
    x,
)
from tests.standins.server import Seen, StandIn, serving

Served = tuple[StandIn, Mapping[str, str]]
META = {"HANDLE": graph.ACCOUNT, "ACCESS_TOKEN": graph.TOKEN}
OF_LINKEDIN = {
    "HANDLE": linkedin.AUTHOR,
    "ACCESS_TOKEN": linkedin.TOKEN,
    "REFRESH_TOKEN": linkedin.REFRESH_TOKEN,
    **{name.upper(): value for name, value in linkedin.CLIENT.items()},
}
# platform → how to make its stand-in, and an account's settings but for its server
ROWS: Mapping[str, tuple[Callable[[], StandIn], Mapping[str, str]]] = {
    "discord": (discord.Discord, {"WEBHOOK_URL": discord.WEBHOOK}),
    "facebook": (facebook.Facebook, META),
    "instagram": (containers.Instagram, META),
    "linkedin": (linkedin.LinkedIn, OF_LINKEDIN),
    "mastodon": (mastodon.Mastodon, {"ACCESS_TOKEN": mastodon.TOKEN}),
    "telegram": (telegram.Telegram, {"HANDLE": telegram.CHAT, "BOT_TOKEN": telegram.TOKEN}),
    "threads": (containers.Threads, META),
    "x": (x.X, {name.upper(): value for name, value in x.CREDENTIALS.items()}),
}
PLATFORMS = ("bluesky", *ROWS)


def served(platform: str, port: int = 0) -> AbstractContextManager[Served]:
    """A stand-in that runs, and the settings of an account on it without ``ACCOUNT_…_``."""
    return _bluesky(port) if platform == "bluesky" else _row(platform, port)


@contextmanager
def _row(platform: str, port: int) -> Iterator[Served]:
    make, settings = ROWS[platform]
    with serving(make(), port) as far:
        yield far, {"SERVER": far.base_url, **settings}


@contextmanager
def _bluesky(port: int) -> Iterator[Served]:
    with (
        tempfile.TemporaryDirectory() as folder,
        bluesky.running(Path(folder)) as address,
        serving(bluesky.Bluesky(bluesky.Account(address)), port) as far,
    ):
        settings = {"HANDLE": far.handle, "APP_PASSWORD": bluesky.PASSWORD}
        yield far, {"SERVER": far.base_url, **settings}


def lines(platform: str, settings: Mapping[str, str]) -> list[str]:
    """The settings of the bot that publishes to the stand-in alone."""
    own = [f"ACCOUNT_TEST_{name}={value}" for name, value in settings.items()]
    return ["LIVE=yes", "ACCOUNTS=test", f"ACCOUNT_TEST_PLATFORM={platform}", *own]


def from_folder(cards: Path) -> Callable[[str], bytes | None]:
    """Take pictures from the bot's own folder, as if it were a web server's."""

    def fetch(url: str) -> bytes | None:
        sha256 = url.rpartition("/")[2].partition(".")[0]
        file = cards / sha256[:2] / sha256
        return file.read_bytes() if sha256.isalnum() and file.is_file() else None

    return fetch


def by_http(url: str) -> bytes | None:
    """Fetch a picture, as the platform does."""
    try:
        answer = requests.get(url, timeout=10)
    except requests.RequestException:
        return None
    return answer.content if answer.ok else None


def main() -> None:
    """Serve until Ctrl-C."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.standins", description="Serve a platform on loopback."
    )
    parser.add_argument("platform", choices=PLATFORMS)
    parser.add_argument("--port", type=int, default=0, help="a port of loopback (a free one)")
    parser.add_argument(
        "--cards",
        type=Path,
        metavar="DIR",
        help="Threads, Instagram: the bot's DATA/cards, in place of a web server for its cards",
    )
    arguments = parser.parse_args()
    with served(arguments.platform, arguments.port) as (far, settings):
        said = lines(arguments.platform, settings)
        if isinstance(far, containers.Containers):
            far.fetch = from_folder(arguments.cards) if arguments.cards else by_http
            said += [f"PICTURES_URL={far.base_url}/cards"] if arguments.cards else []
        _say(*said, "")
        far.heard = _tell
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            _say("")


def _tell(request: Seen) -> None:
    _say(f"{request.method} {request.path} ({len(request.body)} bytes)")


def _say(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
