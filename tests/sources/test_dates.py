"""Dates as feeds and pages have them, by what they mean in Paris."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sources.dates import parse_stamp

# as written → in UTC; of 2026
DATES = {
    "2026-03-02T10:00:00.123Z": "03-02 10:00",
    "2026-03-02T10:00:00+0100": "03-02 09:00",
    "2026-03-02 10:00": "03-02 09:00",
    "2026-07-06": "07-05 22:00",
    "20260302T100000Z": "03-02 10:00",
    "20260302": "03-01 23:00",
    "1772445600": "03-02 10:00",
    "Mon, 2 Mar 2026 10:00:00 +0100": "03-02 09:00",
    "Mon, 02 Mar 2026 10:00:00 -0000": "03-02 10:00",
    "Mon, 02 Mar 26 10:00:00 GMT": "03-02 10:00",
    "Mon, 02 Mar 2026 10:00:00 GMT+1": "03-02 09:00",
    "Mon, 02 Mar 2026 10:00:00 EST": "03-02 15:00",
    "Mon, 06 Jul 2026 10:00:00 EDT": "07-06 14:00",
    "Mon, 06 Jul 2026 10:00:00 CEST": "07-06 08:00",
    "Mon, 06 Jul 2026 10:00:00 AEST": "07-06 00:00",
    "Mon, 06 Jul 2026 10:00:00": "07-06 08:00",
    "Mon, 06 Jul 2026 10:00:00 Europe/Paris": "07-06 08:00",
    "Mon, 06 Jul 2026": "07-05 22:00",
    "Mon 06 Jul 2026 10:00 PM": "07-06 20:00",
    "July 6, 2026 12:05 a.m.": "07-05 22:05",
    "lun., 06 juil. 2026 10:00:00 +0200": "07-06 08:00",
    "lundi 6 juillet 2026 à 10h30": "07-06 08:30",
    "Publié le 1er août 2026": "07-31 22:00",
    "Lun, 02 Fév 2026 10:00:00 +0100": "02-02 09:00",
    "2 février 2026 10:00": "02-02 09:00",
    "Mo, 02 Mär 2026 10:00:00 +0100": "03-02 09:00",
    "6. Juli 2026, 10:00 Uhr": "07-06 08:00",
    "6 de julio de 2026, 10:00": "07-06 08:00",
    "6 luglio 2026 alle 10:00": "07-06 08:00",
    "6 de agosto de 2026 às 10h30": "08-06 08:30",
    "6 mei 2026 om 10:00": "05-06 08:00",
}
NONE = [
    "", "hier", "02/03/2026 10:00", "Tue, 31 Feb 2026 10:00:00 GMT", "0000-00-00 00:00:00",
    "6 jui 2026", "6 brumaire 2026", "Mon, 01 Jan 0001 00:00:00 GMT"
]  # fmt: skip


@pytest.mark.parametrize(("text", "meant"), DATES.items())
def test_what_is_meant(text: str, meant: str) -> None:
    stamp = parse_stamp(text, "Europe/Paris")
    assert stamp is not None
    assert f"{stamp.at:%Y-%m-%d %H:%M}" == f"2026-{meant}"


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_date_is_none(text: str) -> None:
    assert parse_stamp(text, "Europe/Paris") is None


@given(st.text(alphabet="0123456789 :-+,.TZhàamp MarfévGMTjuil", max_size=40))
def test_any_text_is_a_date_or_none(text: str) -> None:
    stamp = parse_stamp(text, "Europe/Paris")
    assert stamp is None or stamp.at.year >= 1990
