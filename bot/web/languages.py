"""The pages' languages: gettext catalogues, and dates as each language writes them.

The catalogues are the ``.po`` files beside this module, compiled when they are first asked for.
English is the language of the sources. Every time is told in the newsroom's zone.
"""

from __future__ import annotations

import gettext
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_interval, format_timedelta
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from bot.composing.costs import dollars
from bot.web import sentences

LANGUAGES = {"en": "English", "fr": "Français"}


def language_for(wanted: str | None, accepted: str, otherwise: str = "en") -> str:
    """The language that somebody chose, else the first that their browser accepts and we have."""
    if wanted in LANGUAGES:
        return str(wanted)
    for part in accepted.split(","):
        code = part.split(";")[0].strip().split("-")[0].lower()
        if code in LANGUAGES:
            return code
    return otherwise


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The translations into a language; none into English."""
    file = files("bot.web").joinpath("locale", f"{language}.po")
    if not file.is_file():
        return gettext.NullTranslations()
    compiled = BytesIO()
    with file.open("rb") as source:
        write_mo(compiled, read_po(source, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


# The same days and minutes come up again and again, many on each page.
@lru_cache(maxsize=4096)
def _day(day: date, locale: str) -> str:
    return format_date(day, "EEE d MMM", locale=locale)


@lru_cache(maxsize=4096)
def _whole(local: datetime, locale: str) -> str:
    return format_datetime(local, "EEEE d MMMM yyyy, HH:mm", locale=locale)


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language and a zone, and how both say things."""

    language: str
    zone: ZoneInfo

    def text(self, message: str, **values: object) -> str:
        """A message of the program, translated, with its values put in."""
        said = catalogue(self.language).gettext(message)
        return said % values if values else said

    def told(self, said: str) -> str:
        """A sentence that the program says elsewhere: a warning, a refusal, a reason."""
        return sentences.told(said, self.language)

    def count(self, one: str, many: str, number: int, **values: object) -> str:
        """A message about ``number`` things, translated."""
        said = catalogue(self.language).ngettext(one, many, number)
        return said % {"number": number, **values}

    def time(self, moment: datetime) -> str:
        """The time of day: "12:30"."""
        return f"{self._local(moment):%H:%M}"

    def day(self, moment: datetime | date) -> str:
        """The day: "Mon, 2 Mar"."""
        day = self._local(moment).date() if isinstance(moment, datetime) else moment
        return _day(day, self._locale)

    def whole_day(self, day: date) -> str:
        """The day in words: "Monday, 2 March 2026"."""
        return format_date(day, "full", locale=self._locale)

    def days(self, first: date, last: date) -> str:
        """Days from one to another: "23–29 November 2026"."""
        return format_interval(first, last, "yMMMMd", locale=self._locale)

    def money(self, amount: float | None) -> str:
        """An amount in dollars, to a tenth of a cent where that counts; nothing for None."""
        if self.language != "fr" or amount is None:
            return dollars(amount)
        return f"{dollars(amount).removeprefix('$').replace('.', ',')}\u00a0$"

    def moment(self, moment: datetime) -> str:
        """Day and time: "Mon 2 Mar, 12:30"."""
        return f"{self.day(moment)} {self.time(moment)}"

    def exactly(self, moment: datetime) -> str:
        """Day, time and zone: "Monday, 2 March 2026 at 12:30 CET (Europe/Paris)"."""
        local = self._local(moment)
        said = _whole(local.replace(second=0, microsecond=0), self._locale)
        return f"{said} {local.tzname()} ({self.zone.key})"

    def field(self, moment: datetime) -> str:
        """A time as a form's field has it: "2026-03-02T12:30", in the zone."""
        return f"{self._local(moment):%Y-%m-%dT%H:%M}"

    def zone_name(self, moment: datetime) -> str:
        """The zone as it is in force at a moment: "Europe/Paris, CET"."""
        name = self._local(moment).tzname()
        return self.zone.key if name == self.zone.key else f"{self.zone.key}, {name}"

    def ago(self, moment: datetime, now: datetime) -> str:
        """How long ago or ahead, in one unit: "3 h"."""
        return format_timedelta(
            abs(now - moment), format="narrow", locale=self._locale, threshold=0.95
        )

    def number(self, number: int) -> str:
        """A number with its thousands parted."""
        from babel.numbers import format_decimal

        return format_decimal(number, locale=self._locale)

    @property
    def _locale(self) -> str:
        """Whose way of writing dates: the day comes before the month."""
        return {"en": "en_GB"}.get(self.language, self.language)

    def _local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone)
