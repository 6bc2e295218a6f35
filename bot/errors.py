"""Every error that the program raises on purpose.

BotError
 ├─ UsageError            the command line cannot be obeyed                      exit 2
 ├─ SettingsError         settings that are missing or wrong, all at once        exit 2
 ├─ SourceError           a source that cannot be read                           exit 1
 │   ├─ FetchError        the network or the server said no
 │   ├─ NotAllowed        the site's robots.txt keeps programs from it
 │   ├─ NotNow            its site asks for patience, or cannot say what it allows
 │   ├─ FeedError         a feed that is no feed
 │   └─ DocumentError     a file or page without an article in it
 ├─ LanguageError         a language file that breaks its own rules              exit 1
 ├─ ComposeError          no post can be made that keeps every rule              exit 1
 ├─ CardError             a card that cannot be drawn                            exit 1
 │   ├─ TemplateError     HTML, Jinja2 or CSS, with the template's file and line
 │   └─ FontError         a font that is missing or broken
 ├─ EditError             an edit of a queued post that cannot be kept           exit 1
 ├─ StoreError            the database cannot do what is asked                   exit 1
 │   ├─ NoSuchPost        the queue has no post of that number
 │   └─ TransitionError   a queued post cannot go from its state to that one
 │       └─ ChangedMeanwhile  it is no longer what the person saw who decides
 ├─ PublishError          a post that was not published
 │   ├─ NotSent           nothing left this machine: safe to try again
 │   ├─ Lapsed            an upload is no longer there: safe to try again with a new one
 │   ├─ Later             nothing was done; it is safe once the time has come
 │   │   ├─ RateLimited   the platform asks to come back later
 │   │   └─ NotReady      the platform is still at work on an upload
 │   ├─ Refused           the platform said no: trying again changes nothing
 │   │   ├─ Duplicate     it says that the same post stands there already
 │   │   └─ Unauthorized  it does not take the account's credentials: no post would go out
 │   │       └─ Outdated  it has retired the version of its interface that it is asked in
 │   ├─ Uncertain         the request left and its outcome is unknown: never blindly again
 │   └─ Unknowable        the platform cannot tell what became of it: a person looks
 └─ OutputError           a folder or file that cannot be written                exit 1

A message is one plain sentence: what is wrong, where (file, line, setting), and the mend.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta


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


class NotAllowed(SourceError):
    """A page that its site's robots.txt keeps programs from."""


class NotNow(SourceError):
    """A page that is read later: its site asks for patience, or cannot say now what it allows."""


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
    """A template that cannot be used; a line for each problem, which starts with ``file:line``."""


class FontError(CardError):
    """A font that is missing, cut short or without the glyphs that are asked of it."""


class EditError(BotError):
    """An edit that cannot be kept: of quoted words without a reason, or of what is not there."""


class StoreError(BotError):
    """The database cannot do what is asked of it."""


class NoSuchPost(StoreError):
    """The queue has no post of that number."""


class TransitionError(StoreError):
    """A queued post cannot go from the state it is in to the one asked for."""


class ChangedMeanwhile(TransitionError):
    """A queued post is no longer what the person saw who decides about it."""


class PublishError(BotError):
    """A post that was not, or not surely, published.

    ``status`` is the HTTP status of the platform's answer, where one came, and ``answer`` what its
    JSON body held. Neither is ever printed: it may quote a request's secrets.
    """

    def __init__(
        self,
        message: str,
        *,
        status: int | None = None,
        answer: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.answer = answer or {}


class NotSent(PublishError):
    """Nothing left this machine (DNS, connection refused, no credentials): safe to try again."""


class Lapsed(PublishError):
    """The platform no longer has what was uploaded, and did nothing: upload again, and go on."""


class Later(PublishError):
    """Nothing was done, and the platform says how long to ``wait`` before the next request."""

    def __init__(
        self,
        message: str,
        wait: timedelta,
        *,
        status: int | None = None,
        answer: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(message, status=status, answer=answer)
        self.wait = wait


class RateLimited(Later):
    """The platform answered "too many requests" and did nothing."""


class NotReady(Later):
    """The platform has taken an upload and is still at work on it."""


class Refused(PublishError):
    """The platform answered no; the same request would be refused again."""


class Duplicate(Refused):
    """The platform says that the account has posted just this already."""


class Unauthorized(Refused):
    """The platform does not take the account's credentials; nothing of the account can go out."""


class Outdated(Unauthorized):
    """The platform has retired the version of its interface: a person has to name a newer one."""


class Uncertain(PublishError):
    """The request may have been obeyed; only looking the post up on the platform can tell."""


class Unknowable(PublishError):
    """The platform has no way to look a post up; only a person can tell whether it is there."""


class OutputError(BotError):
    """A file or folder that cannot be written."""
