"""XRPC, the AT Protocol's way of asking a server: its two kinds of request, and a session.

Sources: atproto.com/specs/xrpc and the lexicons of ``com.atproto.server`` (2026-11).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from urllib.parse import quote, urlencode

from bot.errors import NotSent, Refused, Unauthorized, Uncertain
from bot.publishing.content import Content, Gap, content
from bot.publishing.contract import Access, Step
from bot.publishing.line import Line, headers_of

SESSION = "bluesky session"
DID = re.compile(r"did:[a-z]+:[a-zA-Z0-9._:%-]{1,2000}")
BEARER = content("Bearer ", Gap("access_token"))


def procedure(
    server: str,
    name: str,
    method: str,
    body: Content,
    *,
    content_type: str = "application/json",
    public: bool = False,
    piece: int = 0,
    key: str | None = None,
    keeps: timedelta | None = None,
) -> Step:
    """A step that has the server do something."""
    url = f"{server}/xrpc/{method}"
    return Step(
        name=name,
        public=public,
        url=content(url),
        headers=headers_of(url, body, Content_Type=content_type, Authorization=BEARER),
        body=body,
        piece=piece,
        key=key,
        keeps=keeps,
    )


def query(server: str, name: str, method: str, values: Mapping[str, str]) -> Step:
    """A step that asks the server for something."""
    url = f"{server}/xrpc/{method}"
    asked = f"{url}?{urlencode(values, quote_via=quote)}" if values else url
    headers = headers_of(url, Authorization=BEARER)
    return Step(name=name, method="GET", url=content(asked), headers=headers)


class Session:
    """An account's session on its server, kept between two runs, for logins are rationed.

    What it is asked for, ``line`` sends: it fills ``{did}``, and the tokens are its secrets.
    """

    def __init__(self, access: Access, server: str, line: Line) -> None:
        self._handle = (access.handle or "").removeprefix("@")
        self._password = access.credentials.get("app_password", "")
        self._memory = access.memory
        self._server = server
        self._line = line

    def missing(self) -> tuple[str, ...]:
        """The credentials that are not set."""
        needed = {"handle": self._handle, "app_password": self._password}
        return tuple(name for name, value in needed.items() if not value)

    def open(self) -> str:
        """Have the line speak for the account, whose DID is returned.

        Raises NotSent or Unauthorized: whatever the answer to a login, nothing of a post has left.
        """
        with self._before_anything_is_sent():
            return self._use(self._session())

    def renew(self) -> None:
        """The same with new tokens, when the server says that the old ones have run out."""
        with self._before_anything_is_sent():
            self._use(self._renewed())

    @contextmanager
    def _before_anything_is_sent(self) -> Iterator[None]:
        try:
            yield
        except Uncertain as error:
            raise NotSent(f"login: {error}") from None
        except Refused as error:
            raise Unauthorized(f"login: {error}", status=error.status) from None

    def _session(self) -> dict[str, str]:
        """The session that is kept; a new one where there is none."""
        if self.missing():
            raise NotSent(f"credentials are missing: {', '.join(self.missing())}")
        kept = json.loads(self._memory.get(SESSION) or "{}")
        if kept.get("for") == self._whose():
            return {name: str(value) for name, value in kept.items()}
        return self._log_in()

    def _log_in(self) -> dict[str, str]:
        body = json.dumps({"identifier": self._handle, "password": self._password})
        return self._new_session("createSession", {"Content-Type": "application/json"}, body)

    def _renewed(self) -> dict[str, str]:
        """The session with new tokens; the old ones are good for no more than a short while."""
        kept = self._session()
        headers = {"Authorization": f"Bearer {kept['refresh_token']}"}
        self._line.secrets["refresh_token"] = kept["refresh_token"]
        try:
            return self._new_session("refreshSession", headers, "")
        except Refused:
            return self._log_in()

    def _new_session(self, method: str, headers: Mapping[str, str], body: str) -> dict[str, str]:
        url = f"{self._server}/xrpc/com.atproto.server.{method}"
        usual = {name: value.shown.decode() for name, value in headers_of(url)}
        answer = self._line.ask("POST", url, {**usual, **headers}, body.encode())
        session = {
            "for": self._whose(),
            "did": answer.text("did"),
            "access_token": answer.text("accessJwt"),
            "refresh_token": answer.text("refreshJwt"),
        }
        self._memory.put(SESSION, json.dumps(session))
        return session

    def _use(self, session: Mapping[str, str]) -> str:
        if not DID.fullmatch(session["did"]):
            raise Unauthorized("the server names no DID for the account")
        self._line.values["did"] = session["did"]
        self._line.secrets["access_token"] = session["access_token"]
        self._line.secrets["refresh_token"] = session["refresh_token"]
        return session["did"]

    def _whose(self) -> str:
        """Names the login that a session came of, so that a changed one is not gone round."""
        login = f"{self._server}\n{self._handle}\n{self._password}"
        return hashlib.sha256(login.encode()).hexdigest()
