"""People are told by mail and by webhook, and no secret is in what goes wrong."""

from __future__ import annotations

import json
import socketserver
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from bot.errors import OutputError
from bot.operations.telling import reaches_anybody, tell
from bot.settings import AlertSettings
from tests.sources.server import free_port


class _Smtp(socketserver.StreamRequestHandler):
    """A mail server (RFC 5321) that takes what it is given, without TLS."""

    def handle(self) -> None:
        self._say("220 mail.example")
        while line := self.rfile.readline():
            match line.split()[0].upper():
                case b"EHLO" | b"HELO":
                    self._say("250 mail.example")
                case b"DATA":
                    self._say("354 go on")
                    lines = iter(self.rfile.readline, b".\r\n")
                    self.server.letters.append(b"".join(lines).decode())  # type: ignore[attr-defined]
                    self._say("250 kept")
                case b"QUIT":
                    self._say("221 bye")
                    return
                case _:
                    self._say("250 fine")

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class MailServer(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Smtp)
        self.letters: list[str] = []


@pytest.fixture(scope="module")
def mail() -> Iterator[MailServer]:
    with MailServer() as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()


class _Hook(BaseHTTPRequestHandler):
    calls: list[dict[str, str]] = []  # noqa: RUF012

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.calls.append(json.loads(body))
        self.send_response(204 if self.path == "/hook" else 500)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """No access log."""


@pytest.fixture(scope="module")
def chat() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), _Hook) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def settings(mail: MailServer | None = None, webhook: str | None = None) -> AlertSettings:
    smtp = f"smtp://127.0.0.1:{mail.server_address[1]}" if mail else None
    return AlertSettings(
        mail=("desk@journal.example", "ada@journal.example") if mail else (),
        mail_from="bot@journal.example",
        smtp=smtp,
        webhook=webhook,
    )


def test_by_mail(mail: MailServer) -> None:
    tell(settings(mail), "Le disque\nest plein", "Il reste 3 Mo.")
    letter = mail.letters[-1]
    assert "To: desk@journal.example, ada@journal.example" in letter
    assert "Subject: Le disque est plein" in letter
    assert "Il reste 3 Mo." in letter


def test_by_webhook(chat: str) -> None:
    tell(settings(webhook=f"{chat}/hook"), "Full", "x" * 5_000)
    call = _Hook.calls[-1]
    assert call["text"] == call["content"]
    assert call["text"].startswith("Full\nxxx")
    assert len(call["text"]) <= 2_000


def test_one_way_is_enough(mail: MailServer, chat: str) -> None:
    before = len(mail.letters)
    tell(settings(mail, f"{chat}/broken-s3cret"), "Full", "")
    assert len(mail.letters) == before + 1


def test_what_goes_wrong_tells_no_secret(chat: str) -> None:
    with pytest.raises(OutputError) as caught:
        tell(settings(webhook=f"{chat}/broken-s3cret"), "Full", "")
    assert str(caught.value) == "nobody could be told: ALERT_WEBHOOK: it answered 500"
    nowhere = AlertSettings(mail=("a@b.c",), smtp=f"smtp://user:s3cret@127.0.0.1:{free_port()}")
    with pytest.raises(OutputError, match=r"^nobody could be told: SMTP_URL: \w+$"):
        tell(nowhere, "Full", "")


def test_nobody_to_tell_is_no_error() -> None:
    assert not reaches_anybody(AlertSettings())
    tell(AlertSettings(), "Full", "")
