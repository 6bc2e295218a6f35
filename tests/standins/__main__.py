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

from tests.standins import bluesky, mastodon, x
from tests.standins.server import Seen, StandIn, serving

Served = tuple[StandIn, Mapping[str, str]]


@contextmanager
def _x(port: int) -> Iterator[Served]:
    with serving(x.X(), port) as far:
        secrets = {name.upper(): value for name, value in x.CREDENTIALS.items()}
        yield far, {"SERVER": far.base_url, **secrets}


@contextmanager
def _mastodon(port: int) -> Iterator[Served]:
    with serving(mastodon.Mastodon(), port) as far:
        yield far, {"SERVER": far.base_url, "ACCESS_TOKEN": mastodon.TOKEN}


@contextmanager
def _bluesky(port: int) -> Iterator[Served]:
    with (
        tempfile.TemporaryDirectory() as folder,
        bluesky.running(Path(folder)) as address,
        serving(bluesky.Bluesky(bluesky.Account(address)), port) as far,
    ):
        settings = {"HANDLE": far.handle, "APP_PASSWORD": bluesky.PASSWORD}
        yield far, {"SERVER": far.base_url, **settings}


STANDINS: Mapping[str, Callable[[int], AbstractContextManager[Served]]] = {
    "bluesky": _bluesky,
    "mastodon": _mastodon,
    "x": _x,
}


def main() -> None:
    """Serve until Ctrl-C."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.standins", description="Serve a platform on loopback."
    )
    parser.add_argument("platform", choices=STANDINS)
    parser.add_argument("--port", type=int, default=0, help="a port of loopback (a free one)")
    arguments = parser.parse_args()
    with STANDINS[arguments.platform](arguments.port) as (far, settings):
        _say("LIVE=yes", "ACCOUNTS=test", f"ACCOUNT_TEST_PLATFORM={arguments.platform}")
        _say(*(f"ACCOUNT_TEST_{name}={value}" for name, value in settings.items()), "")
        far.heard = _tell
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            _say("")


def _tell(request: Seen) -> None:
    _say(f"{request.method} {request.target} ({len(request.body)} bytes)")


def _say(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
