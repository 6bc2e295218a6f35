"""A few hours of the soak: benchmarks/soak.py lives through a month."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from benchmarks.soaking.driver import Soak


def test_hours_in_which_everything_goes_wrong(tmp_path: Path) -> None:
    soak = Soak(
        folder=tmp_path,
        days=0.2,
        drain=timedelta(hours=6),
        step=timedelta(minutes=20),
        feeds=4,
        accounts=2,
        a_day=12,
        every=40,
        kills=3,
        dies_within=0.02,
    )
    soak.run()
    assert (soak.double, soak.lost, soak.late) == ([], [], [])
    assert soak.counts["posts published"] > 0
    assert soak.counts["kills"] > 0
