"""A month of a newsroom in minutes, with everything going wrong.

    python -m benchmarks.soak [DAYS] [FEEDS]

Newspapers with feeds, an account on each of the nine platforms (the real Bluesky server, stand-ins
of the others), a team that approves most, rejects some and forgets some. One process works through
all of it, as ``bot run`` does, and is measured after the same pass of each day; others work on the
same database, alone or beside it, and are killed with SIGKILL at random instants of their work.
Sites fail one time in fifteen; platforms reset, answer nonsense or 5xx after they have obeyed;
statements of the database fail; the clock jumps ahead three hours and back fifty minutes; summer
time ends in Paris and in New York. The last two days are calm, so that everything can end.
"""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from benchmarks.machine import machine
from benchmarks.soaking.driver import START, Soak

MOST_GROWTH = 1.05  # after the second day


def main(days: float = 30, feeds: int = 200) -> None:
    """Print the table, and exit with 1 where a figure is wrong."""
    print(machine("SQLAlchemy", "APScheduler", "httpcore"))
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="bot-soak-") as name:
        soak = Soak(folder=Path(name), days=days, feeds=feeds)
        soak.run()
        size = Path(name, "bot.sqlite").stat().st_size
    seconds = time.monotonic() - began
    report(soak)
    print(f"database {size / 1e6:.1f} MB; {seconds:.0f} s for {days:g} days")
    killed = soak.counts["kills"] == soak.kills
    if soak.double or soak.lost or soak.late or not killed or growth(soak) > MOST_GROWTH:
        sys.exit(1)


def report(soak: Soak) -> None:
    """The table."""
    end = START + timedelta(days=soak.days)
    print(f"{START:%d %b %Y} to {end:%d %b %Y}: {soak.feeds} feeds, {soak.accounts} accounts")
    print(f"{'double posts':32} {len(soak.double):>8}")
    print(f"{'lost posts':32} {len(soak.lost):>8}")
    print(f"{'late posts':32} {len(soak.late):>8}")
    for name, count in sorted(soak.counts.items()):
        print(f"{name:32} {count:>8}")
    conditional = soak.counts["unchanged polls"] / max(soak.counts["polls"], 1)
    print(f"{'polls answered as unchanged':32} {conditional:>8.1%}")
    delays = sorted(soak.delays)
    for share in (0.5, 0.99, 1.0):
        if delays:
            minutes = delays[min(int(len(delays) * share), len(delays) - 1)]
            print(f"{f'minutes after due, {share:.0%} of posts':32} {minutes:>8.0f}")
    for day, rss, files in soak.memory[:: max(1, len(soak.memory) // 10)]:
        print(f"{f'day {day:.0f}: memory, open files':32} {rss / 1e6:>6.1f} MB {files:>4}")
    print(f"{'memory at most, of day 2':32} {growth(soak):>8.1%}")
    for error, count in soak.errors.most_common(10):
        print(f"   {count} x {error[:120]}")
    for line in (*soak.double, *soak.lost, *soak.late)[:20]:
        print(f"   {line}")


def growth(soak: Soak) -> float:
    """The most memory after the second day, as a share of what it was then."""
    after = [rss for day, rss, _ in soak.memory if day >= 2]
    return max(after) / after[0] if after else 1.0


if __name__ == "__main__":
    numbers = [float(word) for word in sys.argv[1:]]
    main(numbers[0] if numbers else 30, int(numbers[1]) if len(numbers) > 1 else 200)
