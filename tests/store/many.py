"""Several processes on one queue, and a far side that writes down what it was sent.

``python -m tests.store.many DATABASE LEDGER MOMENT`` sends what is due, once a line came on its
standard input; so all of them begin at once.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import insert, literal, select, text

from bot.composing.limits import Limits
from bot.model import State
from bot.publishing.content import content
from bot.publishing.contract import Plan, Receipt, Standing, Step, Submission
from bot.publishing.outbox import Outbox
from bot.store import CardFolder, Store
from bot.store.engine import writing
from bot.store.tables import posts, publications
from tests.queued import ADA, NOON, approve_one

ROOT = Path(__file__).parent.parent.parent


class Ledger:
    """A platform that appends the number of each post it is sent to a file, whole or not at all."""

    settles = timedelta()

    def __init__(self, file: Path) -> None:
        self._file = file

    def missing(self) -> tuple[str, ...]:
        """Nothing."""
        return ()

    def prepare(self, submission: Submission, limits: Limits) -> Plan:
        """One request for each piece."""
        steps = tuple(
            Step(
                name=f"post:{number}",
                public=True,
                piece=number - 1,
                url=content("https://ledger.example/"),
                headers=(),
                body=content(str(submission.post_id)),
            )
            for number, _ in enumerate(submission.pieces, start=1)
        )
        return Plan(submission=submission, steps=steps)

    def send(self, step: Step, results: Sequence[Receipt]) -> Receipt:
        """Write the post's number down. A short write in append mode is never interleaved."""
        number = step.body.filled({})
        handle = os.open(self._file, os.O_WRONLY | os.O_APPEND)
        try:
            os.write(handle, number + b"\n")
        finally:
            os.close(handle)
        return Receipt(step=step.name, remote_id=number.decode())

    def find(
        self, plan: Plan, step: Step, results: Sequence[Receipt], since: datetime
    ) -> Receipt | None:
        """What the ledger has."""
        number = step.body.filled({}).decode()
        there = number in self._file.read_text().split()
        return Receipt(step=step.name, remote_id=number) if there else None

    def delete(self, receipt: Receipt) -> None:
        """Nothing is ever taken out of a ledger."""
        raise NotImplementedError

    def standing(self) -> Standing:
        """Anybody may write."""
        return Standing(name="ledger")


def send(url: str, ledger: Path, processes: int, at: datetime) -> tuple[Counter[int], float]:
    """Let so many processes send all that is due: how often each post arrived, and the seconds.

    Raises AssertionError when one of them failed.
    """
    ledger.touch()
    words = [sys.executable, "-m", "tests.store.many", url, str(ledger), at.isoformat()]
    running = [
        subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(processes)
    ]
    for each in running:
        assert each.stdout
        assert each.stdout.readline() == "ready\n"
    began = time.perf_counter()
    for each in running:
        assert each.stdin
        each.stdin.write("go\n")
        each.stdin.flush()
    for each in running:
        each.communicate()
        assert each.returncode == 0
    took = time.perf_counter() - began
    return Counter(int(line) for line in ledger.read_text().split()), took


# The rows of a queue that is years old: nearly everything is done with. Of what is approved, some
# is due, some later, and some is due but paused, and comes first in the order of time.
_KINDS = (
    ("published", 0.95, "'main'", -10_000),
    ("rejected", 0.03, "'main'", -10_000),
    ("expired", 0.02, "'main'", -10_000),
)
_WAITING = (
    ("approved", 500, "'main'", -60),
    ("approved", 500, "'main'", 60),
    ("approved", 500, "'paused'", -120),
    ("pending", 500, "'main'", 60),
)


def fill(store: Store, rows: int) -> None:
    """Copies of one post, by the database itself."""
    model = approve_one(store)
    store.pauses.begin("paused", actor=ADA, at=NOON, reason=None)
    with writing(store._engine) as connection:
        columns = list(posts.c.keys())
        for number, (state, share, account, minutes) in enumerate((*_KINDS, *_WAITING)):
            count = round(rows * share) if share < 1 else int(share)
            dialect = connection.dialect.name
            moved = {
                "account": account,
                "state": f"'{state}'",
                "content_key": f"'{number}-' || i",
                "due_at": _time(dialect, "due_at", minutes, done=share < 1),
                "created_at": _time(dialect, "created_at", minutes, done=share < 1),
            }
            copied = [name for name in columns if name != "id"]
            values = ", ".join(moved.get(name, name) for name in copied)
            connection.execute(
                text(
                    f"INSERT INTO posts ({', '.join(copied)}) "
                    f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
                    f"WHERE i < {max(count, 1)}) "
                    f"SELECT {values} FROM n, posts WHERE id = {model.id}"
                )
            )
        out = select(posts.c.id, posts.c.content_key, literal(""), posts.c.due_at, literal(False))
        names = ["post_id", "remote_id", "request_sha256", "sent_at", "dry_run"]
        published = posts.c.state == State.PUBLISHED.value
        connection.execute(insert(publications).from_select(names, out.where(published)))
    with store._engine.connect() as connection:
        connection.exec_driver_sql("ANALYZE")
        connection.commit()


def _time(dialect: str, column: str, minutes: int, *, done: bool) -> str:
    """A column's time moved; what is done with is spread over the time before."""
    shift = f"({minutes} - i)" if done else f"{minutes}"
    if dialect == "postgresql":
        return f"{column} + {shift} * interval '1 minute'"
    return f"strftime('%Y-%m-%d %H:%M:%f000', {column}, {shift} || ' minutes')"


def main(url: str, ledger: str, moment: str) -> None:
    """Send what is due."""
    at = datetime.fromisoformat(moment)
    with Store(url) as store, tempfile.TemporaryDirectory() as folder:
        outbox = Outbox(
            store=store,
            cards=CardFolder(Path(folder)),
            platforms={"main": Ledger(Path(ledger))},
            now=lambda: at,
        )
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()
        outcomes = outbox.send_due()
        wrong = [each for each in outcomes if each.state is not State.PUBLISHED]
        assert not wrong, wrong[0].reason


if __name__ == "__main__":
    main(*sys.argv[1:])
