"""The line to one account: sends steps as they were shown, and lets no secret out."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import quote

from bot import __version__, clock
from bot.errors import NotSent, PublishError, Uncertain
from bot.publishing.content import Content, Gap, content
from bot.publishing.contract import Access, Receipt, Step
from bot.publishing.rates import rest

if TYPE_CHECKING:
    import requests

    from bot.publishing.transport import Timeouts

# All that goes out with every request, so that what is shown is what is sent. One connection each:
# one that the platform has closed meanwhile would make an outcome uncertain for nothing.
HEADERS = {
    "User-Agent": f"newsroom-bot/{__version__}",
    "Accept-Encoding": "gzip, deflate",
    "Accept": "application/json",
    "Connection": "close",
}
# At their debug level these print keys, headers and bodies.
_TALKATIVE = ("tweepy", "oauthlib", "requests_oauthlib", "urllib3", "mastodon", "httpx", "httpcore")
QUOTED = "quoted_"  # in front of a secret's name: the secret in percent-encoding
_SHORTEST_SECRET = 4  # characters; of a shorter one, every other word would be a match

Sign = Callable[["requests.PreparedRequest"], "requests.PreparedRequest"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """A 2xx answer, read whole. ``headers`` have their names in lower case.

    ``rest`` is how long they ask us to send nothing; None where they do not.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    rest: timedelta | None = None

    def json(self) -> dict[str, object]:
        """The JSON object that it holds. Raises Uncertain where it holds none."""
        try:
            said = json.loads(self.body)
        except ValueError:
            said = None
        if not isinstance(said, dict):
            raise Uncertain("no clear answer: something else than a JSON object came back")
        return said

    def text(self, *path: str) -> str:
        """The text at a path of names, a whole number as its digits. Raises Uncertain for none."""
        found: object = self.json()
        for name in path:
            found = found.get(name) if isinstance(found, dict) else None
        if isinstance(found, int) and not isinstance(found, bool):
            found = str(found)
        if not isinstance(found, str) or not found:
            raise Uncertain(f"no clear answer: it was taken, and {'.'.join(path)} is missing")
        return found


def headers_of(
    url: str, body: Content | None = None, **more: str | Content
) -> tuple[tuple[str, Content], ...]:
    """The headers of a step, in order: host, what goes with every request, length, and ``more``.

    Names in ``more`` are written with ``_`` for ``-``.
    """
    host = url.split("/")[2]
    fixed: dict[str, str | Content] = {"Host": host, **HEADERS}
    if body is not None:
        fixed["Content-Length"] = content(Gap("length")) if body.gaps else str(len(body))
    fixed |= {name.replace("_", "-"): value for name, value in more.items()}
    return tuple(
        (name, value if isinstance(value, Content) else content(value))
        for name, value in fixed.items()
    )


class Line:
    """Sends for one account. ``sign`` is the last to see a request, where it must be signed.

    ``values`` and ``secrets`` fill gaps by their names; secrets are cut out of whatever an error
    says.
    """

    def __init__(
        self, access: Access, *, timeouts: Timeouts | None = None, sign: Sign | None = None
    ) -> None:
        self._access = access
        self._timeouts = timeouts
        self._sign = sign
        self.secrets = dict(access.credentials)
        self.values: dict[str, str] = {}

    @cached_property
    def session(self) -> requests.Session:
        """The session that everything goes through, also what a client library asks."""
        import requests

        from bot.publishing.transport import Timeouts, Transport

        session = requests.Session()
        session.headers.clear()
        session.headers.update(HEADERS)
        transport = Transport(timeouts=self._timeouts or Timeouts(), base_url=self._access.base_url)
        session.mount("https://", transport)
        session.mount("http://", transport)
        return session

    def send(self, step: Step, results: Sequence[Receipt] = ()) -> Answer:
        """Send a step with its gaps filled.

        Raises NotSent, Later, Refused or Uncertain, as ``Platform.send`` does.
        """
        values = self.values_of(results)
        body = step.body.filled(values)
        values["length"] = str(len(body))
        # A header that the signature makes is filled by who signs.
        headers = {
            name: value.filled(values).decode("latin-1")
            for name, value in step.headers
            if not (self._sign and "signature" in value.gaps)
        }
        return self.ask(step.method, step.url.filled(values).decode("ascii"), headers, body)

    def values_of(self, results: Sequence[Receipt]) -> dict[str, str]:
        """All that can fill a gap; a secret also as it stands in a query or a form."""
        earlier = {name: value for receipt in results for name, value in receipt.values.items()}
        return earlier | self.values | self._quoted() | self.secrets

    def _quoted(self) -> dict[str, str]:
        return {QUOTED + name: quote(value, safe="") for name, value in self.secrets.items()}

    def ask(self, method: str, url: str, headers: Mapping[str, str], body: bytes = b"") -> Answer:
        """Make one request. Raises as ``send`` does; no error has a secret in it."""
        import requests

        with self.asking():
            request = requests.Request(method, url, headers=dict(headers), data=body or None)
            prepared = request.prepare()
            if self._sign:
                prepared = self._sign(prepared)
            settings = self.session.merge_environment_settings(url, {}, None, None, None)
            response = self.session.send(prepared, allow_redirects=False, **settings)
        named = {name.lower(): value for name, value in response.headers.items()}
        return Answer(
            status=response.status_code,
            headers=named,
            body=response.content,
            rest=rest(named, clock.now()),
        )

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Turn what goes wrong within into errors that have no secret in them."""
        import requests

        _hush()
        try:
            try:
                yield
            except requests.exceptions.InvalidURL:
                raise NotSent("the server's address cannot be used") from None
            except requests.RequestException as error:  # beside the transport: at an unknown moment
                raise Uncertain(f"no clear answer: {type(error).__name__}") from None
        except PublishError as error:
            # What it was made of may name the request's URL or quote the answer.
            error.__cause__ = error.__context__ = None
            raise self._without_secrets(error) from None

    def _without_secrets(self, error: PublishError) -> PublishError:
        """The error, without any secret that the platform may have quoted back."""
        error.args = (self._without(str(error)),)
        error.answer = {name: self._hidden(value) for name, value in error.answer.items()}
        return error

    def _hidden(self, said: object) -> object:
        """What a platform said, with the names of secrets in their places."""
        match said:
            case str():
                return self._without(said)
            case list():
                return [self._hidden(each) for each in said]
            case dict():
                return {self._without(str(k)): self._hidden(value) for k, value in said.items()}
        return said

    def _without(self, text: str) -> str:
        for name, secret in (self.secrets | self._quoted()).items():
            if len(secret) >= _SHORTEST_SECRET:
                text = text.replace(secret, f"{{{name}}}")
        return text


def _hush() -> None:
    """Keep libraries from logging keys, headers and bodies, however they were told to log since."""
    for name in {*list(logging.root.manager.loggerDict), *_TALKATIVE}:
        logger = logging.getLogger(name)
        if name.partition(".")[0] in _TALKATIVE and logger.level < logging.WARNING:
            logger.setLevel(logging.WARNING)
