"""That nothing goes on, told by the process itself: other alerts are rows of the database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.errors import OutputError
from bot.operations.telling import Telling, reaches_anybody, tell
from bot.settings import AlertSettings

PATIENCE = timedelta(minutes=5)  # a database that is restarted is back before


class Outage:
    """Remembers since when no pass could be ended. Each process tells of its own."""

    def __init__(self, telling: Telling = tell) -> None:
        self._telling = telling
        self._since: datetime | None = None
        self._told = False

    def failed(self, error: str, settings: AlertSettings, now: datetime) -> Iterator[str]:
        """A pass could not be ended. Tells it once, when it has lasted, and yields lines to log."""
        self._since = self._since or now
        if self._told or now - self._since < PATIENCE:
            return
        subject = f"Social posts: nothing is sent since {self._since:%d %b %H:%M} UTC"
        yield from self._tell(settings, subject, f"{error}\n\n`bot doctor` looks why.", told=True)

    def ended(self, settings: AlertSettings) -> Iterator[str]:
        """A pass was ended. Tells that all is well where anybody was told that it is not."""
        self._since = None
        if self._told:
            yield from self._tell(settings, "Social posts: well again", "", told=False)

    def _tell(
        self, settings: AlertSettings, subject: str, text: str, *, told: bool
    ) -> Iterator[str]:
        if not reaches_anybody(settings):
            return
        try:
            self._telling(settings, subject, text)
        except OutputError as error:
            yield str(error)
            return
        self._told = told
        yield subject
