"""Every error that the program raises on purpose.

BotError
 ├─ UsageError            the command line cannot be obeyed                      exit 2
 ├─ SettingsError         settings that are missing or wrong, all at once        exit 2
 ├─ SourceError           a source that cannot be read                           exit 1
 │   ├─ FetchError        the network or the server said no
 │   ├─ FeedError         a feed that is no feed
 │   └─ DocumentError     a file or page without an article in it
 ├─ LanguageError         a language file that breaks its own rules              exit 1
 ├─ ComposeError          no post can be made that keeps every rule              exit 1
 ├─ CardError             a card that cannot be drawn                            exit 1
 │   ├─ TemplateError     HTML, Jinja2 or CSS, with the template's file and line
 │   └─ FontError         a font that is missing or broken
 ├─ StoreError            the database cannot do what is asked                   exit 1
 │   └─ TransitionError   a queued post cannot go from its state to that one
 ├─ PublishError          a post that was not published
 │   ├─ NotSent           nothing left this machine: safe to try again
 │   ├─ RateLimited       the platform asks to come back later: safe then
 │   ├─ Refused           the platform said no: trying again changes nothing
 │   └─ Uncertain         the request left and its outcome is unknown: never blindly again
 └─ OutputError           a folder or file that cannot be written                exit 1

A message is one plain sentence: what is wrong, where (file, line, setting), and the mend.
"""

from __future__ import annotations

from datetime import datetime


class BotError(Exception):
    """Anything that the program can explain to its user in one line."""

    exit_code = 1


class UsageError(BotError):
    """The command line asks for something that does not exist or does not fit together."""

    exit_code = 2


class SettingsError(BotError):
    """One or more settings are missing or wrong; the message has a line for each."""

    exit_code = 2


class SourceError(BotError):
    """A source that cannot be read."""


class FetchError(SourceError):
    """A URL that could not be fetched within its limits.

    ``status`` is the server's answer where it gave one; ``retry_after`` is the number of seconds
    that it asked us to wait (429 and 503).
    """

    def __init__(
        self, message: str, *, status: int | None = None, retry_after: float | None = None
    ) -> None:
        super().__init__(message)
        self.status = status
        self.retry_after = retry_after


class FeedError(SourceError):
    """Something that should be a feed and cannot be read as one."""


class DocumentError(SourceError):
    """A file or page from which no article can be taken."""


class LanguageError(BotError):
    """A language file that breaks the rules that ``bot.reading.languages`` sets for it."""


class ComposeError(BotError):
    """No post can be made of the reading without breaking a rule."""


class CardError(BotError):
    """A card that cannot be drawn."""


class TemplateError(CardError):
    """A template that cannot be used; the message starts with ``file:line``."""


class FontError(CardError):
    """A font that is missing, cut short or without the glyphs that are asked of it."""


class StoreError(BotError):
    """The database cannot do what is asked of it."""


class TransitionError(StoreError):
    """A queued post cannot go from the state it is in to the one asked for."""


class PublishError(BotError):
    """A post that was not, or not surely, published."""


class NotSent(PublishError):
    """Nothing left this machine (DNS, connection refused, no credentials): safe to try again."""


class RateLimited(PublishError):
    """The platform answered "too many requests" and did nothing; ``until`` is when to come back."""

    def __init__(self, message: str, until: datetime) -> None:
        super().__init__(message)
        self.until = until


class Refused(PublishError):
    """The platform answered no; the same request would be refused again."""


class Uncertain(PublishError):
    """The request may have been obeyed; only looking the post up on the platform can tell."""


class OutputError(BotError):
    """A file or folder that cannot be written."""
