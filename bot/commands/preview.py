"""``bot preview``: the designer's page, on this machine alone, drawn anew at each save."""

from __future__ import annotations

import argparse
import sys
from functools import partial
from socket import SO_REUSEADDR, SOL_SOCKET, socket

from bot import settings
from bot.cards import Library
from bot.cards.files.library import brand_kits
from bot.errors import UsageError
from bot.preview.samples import PICTURES, samples
from bot.preview.sheet import Sheet
from bot.settings import Settings

HOST, PORT = "127.0.0.1", 8321
OWN = "own"  # what the page calls the newsroom's brand, or the usual one
EXAMPLE = """\
  bot preview
  bot preview --article article.md --article https://news.example.com/story --port 8400"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say which arguments the command takes."""
    parser.add_argument("--port", type=_port, default=PORT, help=f"port on {HOST} ({PORT})")
    parser.add_argument(
        "--article",
        action="append",
        default=[],
        metavar="SOURCE",
        help="a file or URL to try the cards on, before the samples; may be given several times",
    )


def run(arguments: argparse.Namespace) -> int:
    """Serve the page until Ctrl-C."""
    import uvicorn

    from bot.preview.app import application
    from bot.preview.articles import sample_of, sample_of_text

    configured = settings.load(arguments.config)
    own = dict(sample_of(source, configured) for source in arguments.article)
    sheet = Sheet(libraries(configured), {**own, **samples()})
    app = application(sheet, partial(sample_of_text, configured=configured))
    config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1)
    with _listening(arguments.port) as listening:
        port = listening.getsockname()[1]
        print(f"The cards are on http://{HOST}:{port}/ until Ctrl-C", file=sys.stderr)
        uvicorn.Server(config).run(sockets=[listening])
    return 0


def libraries(configured: Settings) -> dict[str, Library]:
    """The library of each brand kit, the newsroom's own brand or the one it has chosen first."""
    newsroom, pictures = configured.newsroom, (PICTURES,)
    first = configured.brand or OWN
    found = {first: Library.of_newsroom(newsroom, pictures, configured.brand)}
    for kit in brand_kits(newsroom):
        found.setdefault(kit, Library.of_newsroom(newsroom, pictures, kit))
    return found


def _listening(port: int) -> socket:
    """A socket on that port of this machine. Raises UsageError where another has it."""
    listening = socket()
    listening.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
        listening.listen()
    except OSError as problem:
        listening.close()
        reason = problem.strerror or problem
        raise UsageError(f"port {port} cannot be had: {reason}; name another: --port") from None
    return listening


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 <= int(text) < 65536:
        raise argparse.ArgumentTypeError(f"{text!r} is no port; take a number up to 65535")
    return int(text)
