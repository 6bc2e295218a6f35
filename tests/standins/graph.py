"""What Meta's three stand-ins share: the token, errors in the Graph API's form, moments."""

from __future__ import annotations

from collections import deque
from datetime import datetime

from tests.standins.server import Problem, Seen, StandIn

TOKEN = "marked-graph-token"
ACCOUNT = "17841400008460056"


def coded(code: int, detail: str, *, subcode: int = 0) -> Problem:
    """A refusal with a code of the Graph API."""
    said = {"message": detail, "type": "OAuthException", "code": code, "error_subcode": subcode}
    return Problem(400, detail, {"error": said})


class Graph(StandIn):
    """One account behind a version of the Graph API."""

    secrets = (TOKEN,)

    def __init__(self) -> None:
        super().__init__()
        self.refusals: deque[int] = deque()  # codes with which the next posts are refused

    def refuse(self) -> None:
        """Raise the next of the refusals, if one is waiting."""
        if self.refusals:
            raise coded(self.refusals.popleft(), "refused")

    def problem(self, status: int, detail: str) -> dict[str, object]:
        """Meta's form of an error."""
        return {"error": {"message": detail, "type": "OAuthException", "code": 1}}

    def check(self, request: Seen) -> list[str]:
        """The path behind the version, in parts. Raises Problem without the token."""
        if request.headers.get("authorization") != f"Bearer {TOKEN}":
            raise Problem(401, "Invalid OAuth access token")
        return request.path.strip("/").split("/")[1:]


def moment(at: datetime) -> str:
    """A moment as Meta writes it."""
    return at.strftime("%Y-%m-%dT%H:%M:%S+0000")
