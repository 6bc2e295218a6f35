"""What Meta's three stand-ins share: tokens, errors in the Graph API's form, moments."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.standins.server import Problem, Reply, Seen, StandIn

TOKEN = "marked-graph-token"
ACCOUNT = "17841400008460056"
LIVES = timedelta(days=60)
RENEWED_FROM = timedelta(hours=24)


def coded(code: int, detail: str, *, subcode: int = 0) -> Problem:
    """A refusal with a code of the Graph API."""
    said = {"message": detail, "type": "OAuthException", "code": code, "error_subcode": subcode}
    return Problem(400, detail, {"error": said})


@dataclass(frozen=True, kw_only=True)
class Issued:
    """A token as the platform knows it; None where it does not expire."""

    at: datetime
    expires_at: datetime | None


class Graph(StandIn):
    """One account behind a version of the Graph API.

    Its first token is as old as a token must be to be renewed. ``grant`` is the name of the grant
    that renews one; empty where none can be.
    """

    secrets = (TOKEN,)
    grant = ""

    def __init__(self) -> None:
        super().__init__()
        self.refusals: deque[int] = deque()  # codes with which the next posts are refused
        self.tokens: dict[str, Issued] = {}
        self._issue(TOKEN, RENEWED_FROM)

    def refuse(self) -> None:
        """Raise the next of the refusals, if one is waiting."""
        if self.refusals:
            raise coded(self.refusals.popleft(), "refused")

    def problem(self, status: int, detail: str) -> dict[str, object]:
        """Meta's form of an error."""
        return {"error": {"message": detail, "type": "OAuthException", "code": 1}}

    def check(self, request: Seen) -> list[str]:
        """The path behind the version, in parts. Raises Problem without a token that works."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme != "Bearer" or token not in self.tokens:
            raise Problem(401, "Invalid OAuth access token")
        self._living(token)
        return request.path.strip("/").split("/")[1:]

    def renewed(self, request: Seen) -> Reply:
        """A new token for the one that the query holds ("Long-Lived Tokens")."""
        token = request.query.get("access_token", "")
        if not self.grant or request.query.get("grant_type") != self.grant:
            raise coded(100, "Unsupported get request")
        issued = self._living(token)
        if self.now() - issued.at < RENEWED_FROM:
            raise coded(100, "The access token must be at least 24 hours old")
        fresh = f"{TOKEN}-{len(self.tokens)}"
        self._issue(fresh)
        life = int(LIVES.total_seconds())
        return Reply(body={"access_token": fresh, "token_type": "bearer", "expires_in": life})

    def _issue(self, token: str, age: timedelta = timedelta()) -> None:
        at = self.now() - age
        self.tokens[token] = Issued(at=at, expires_at=at + LIVES if self.grant else None)

    def _living(self, token: str) -> Issued:
        issued = self.tokens.get(token)
        if issued is None:
            raise coded(190, "Error validating access token")
        if issued.expires_at and issued.expires_at <= self.now():
            raise coded(190, "Error validating access token: Session has expired", subcode=463)
        return issued


def moment(at: datetime) -> str:
    """A moment as Meta writes it."""
    return at.strftime("%Y-%m-%dT%H:%M:%S+0000")
