"""The real Bluesky server on loopback, behind a proxy that fails on demand.

The server runs on Node.js, installed by ``make bluesky`` into the folder that BLUESKY_SERVER names.
"""

from __future__ import annotations

import itertools
import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from bot.publishing.contract import Access, Forgetful
from tests.standins.server import Posted, Problem, Reply, Seen, StandIn

HERE = Path(__file__).parent / "bluesky_server"
PASSWORD = "marked-app-password"
POST = "/xrpc/com.atproto.repo.putRecord"
UPLOAD = "/xrpc/com.atproto.repo.uploadBlob"
LOGIN = "/xrpc/com.atproto.server.createSession"
REFRESH = "/xrpc/com.atproto.server.refreshSession"
LOOK = "/xrpc/com.atproto.repo.getRecord"
COLLECTION = "app.bsky.feed.post"
PATIENCE = 60  # seconds until a server that does not answer fails the test
MOST_WRITES = 200  # in one applyWrites

_NOT_ON = frozenset({"connection", "transfer-encoding", "content-encoding", "content-length"})
_number = itertools.count(1)


def installed() -> Path:
    """Where the server is installed: BLUESKY_SERVER, or a folder of the user's cache."""
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(os.environ.get("BLUESKY_SERVER") or Path(cache) / "newsroom-bot" / "bluesky")


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """The server's address while it runs; it keeps its data in ``folder``.

    Skips the test, by name, where Node.js or the server is missing; in CI that is a failure.
    """
    node = shutil.which("node")
    modules = installed() / "node_modules" / "@atproto" / "pds"
    if not (node and modules.is_dir()):
        if os.environ.get("CI"):
            pytest.fail("the Bluesky server is not installed: run `make bluesky`")
        pytest.skip("the Bluesky server is not installed: `make bluesky` does that, with Node.js")
    folder.mkdir(parents=True, exist_ok=True)
    process = subprocess.Popen(
        [node, HERE / "server.cjs", installed(), folder],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "LOG_ENABLED": "false"},
        text=True,
    )
    assert process.stdout
    assert process.stdin
    try:
        yield json.loads(process.stdout.readline())["url"]
    finally:
        process.stdin.close()
        process.wait(timeout=PATIENCE)
        process.stdout.close()


class Account:
    """A fresh account on the real server. ``memory`` keeps the session of who logs in to it."""

    def __init__(self, server: str) -> None:
        self.server = server
        self.handle = f"journal{next(_number)}.test"
        self.memory = Forgetful()
        self.http = requests.Session()
        self.http.trust_env = False
        made = self.call(
            "com.atproto.server.createAccount",
            {"handle": self.handle, "email": f"{self.handle}@example.com", "password": PASSWORD},
        )
        self.did: str = made["did"]
        self._token: str = made["accessJwt"]

    @property
    def access(self) -> Access:
        """The way to it, straight to the server."""
        return Access(
            account="main",
            credentials={"app_password": PASSWORD},
            handle=self.handle,
            base_url=self.server,
            memory=self.memory,
        )

    def call(self, method: str, body: Mapping[str, object], token: str = "") -> dict[str, str]:
        """Have the server do something, and what it answers."""
        headers = {"authorization": f"Bearer {token}"} if token else {}
        url = f"{self.server}/xrpc/{method}"
        answer = self.http.post(url, json=body, headers=headers, timeout=PATIENCE)
        answer.raise_for_status()
        said: dict[str, str] = answer.json()
        return said

    def clear(self, uris: Iterable[str]) -> None:
        """Take posts away."""
        writes = [
            {
                "$type": "com.atproto.repo.applyWrites#delete",
                "collection": COLLECTION,
                "rkey": uri.rpartition("/")[2],
            }
            for uri in uris
        ]
        for first in range(0, len(writes), MOST_WRITES):
            some = {"repo": self.did, "writes": writes[first : first + MOST_WRITES]}
            self.call("com.atproto.repo.applyWrites", some, self._token)


class Bluesky(StandIn):
    """An account on the real server, emptied first: making one for each test would take long."""

    post_route = POST
    secrets = (PASSWORD,)

    def __init__(self, account: Account) -> None:
        super().__init__()
        self.account = account
        self.server, self.handle, self.did = account.server, account.handle, account.did
        self.expired: list[str] = []  # paths at which the next request's session has run out
        self._session = account.http
        account.clear(str(record["uri"]) for record in self.records())

    def obey(self, request: Seen) -> Reply:
        """Pass the request on to the server, and its answer back."""
        if request.path in self.expired:
            self.expired.remove(request.path)
            raise Problem(400, '{"error": "ExpiredToken", "message": "Token has expired"}')
        headers = {name: value for name, value in request.headers.items() if name != "host"}
        answer = self._session.request(
            request.method,
            self.server + request.target,
            headers=headers,
            data=request.body,
            timeout=PATIENCE,
        )
        kept = {k: v for k, v in answer.headers.items() if k.lower() not in _NOT_ON}
        kept.pop("content-type", None)
        if not answer.ok:
            raise Problem(answer.status_code, answer.text)
        return Reply(
            status=answer.status_code,
            body=answer.content,
            headers={name.lower(): value for name, value in kept.items()},
        )

    def problem(self, status: int, detail: str) -> dict[str, object]:
        """An error as XRPC has it; the server's own passes as it came."""
        try:
            said = json.loads(detail)
        except ValueError:
            return {"error": "Problem", "message": detail}
        return said if isinstance(said, dict) else {"error": "Problem"}

    def limited(self) -> dict[str, str]:
        """The headers of Bluesky's own rate limits."""
        return {"ratelimit-remaining": "0", "ratelimit-reset": str(self.reset_at)}

    def records(self) -> list[dict[str, object]]:
        """What stands in the account, oldest first."""
        query = {"repo": self.did, "collection": COLLECTION, "reverse": "true", "limit": "100"}
        found: list[dict[str, object]] = []
        while True:
            page = self._ask("com.atproto.repo.listRecords", **query).json()
            found += page["records"]
            if "cursor" not in page or not page["records"]:
                return found
            query["cursor"] = page["cursor"]

    def posted(self) -> list[Posted]:
        """What readers would see."""
        return [self._posted(record) for record in self.records()]

    def _posted(self, record: dict[str, object]) -> Posted:
        value = record["value"]
        assert isinstance(value, dict)
        images = value.get("embed", {}).get("images", [])
        reply = value.get("reply")
        return Posted(
            id=str(record["uri"]),
            text=value["text"],
            pictures=tuple((self.blob(image["image"]), image["alt"]) for image in images),
            reply_to=reply["parent"]["uri"] if reply else None,
        )

    def blob(self, reference: dict[str, dict[str, str]]) -> bytes:
        """A picture as the server keeps it."""
        cid = reference["ref"]["$link"]
        return self._ask("com.atproto.sync.getBlob", did=self.did, cid=cid).content

    def _ask(self, method: str, **query: str) -> requests.Response:
        answer = self._session.get(f"{self.server}/xrpc/{method}", params=query, timeout=PATIENCE)
        answer.raise_for_status()
        return answer
