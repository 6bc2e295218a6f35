"""Sends what is due and dies by SIGKILL at one point: ``python -m tests.publishing.crashing``.

Arguments: the database file, the cards' folder, X's address, the moment (ISO), the point.
"""

from __future__ import annotations

import os
import signal
import sys
from datetime import datetime
from pathlib import Path

from bot.publishing.outbox import Outbox
from bot.store import CardFolder, Store, sqlite_url
from tests.publishing.accounts import x_at


def main(database: str, cards: str, address: str, moment: str, point: str) -> None:
    """Send until ``point`` is passed; to the end where it never is."""

    def passing(name: str) -> None:
        if name == point:
            os.kill(os.getpid(), signal.SIGKILL)

    with Store(sqlite_url(Path(database))) as store:
        Outbox(
            store=store,
            cards=CardFolder(Path(cards)),
            platforms={"main": x_at(address)},
            now=lambda: datetime.fromisoformat(moment),
            passing=passing,
        ).send_due()


if __name__ == "__main__":
    main(*sys.argv[1:])
