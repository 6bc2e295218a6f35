"""Answers that come slowly: what comes in pieces is read whole, what drips is hung up on."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import requests

from bot.errors import Uncertain
from bot.publishing.transport import Timeouts, Transport
from tests.publishing.accounts import PATIENT

OK = b"HTTP/1.1 200 OK\r\n"
BODY = b"{}"
CHUNKED = b"Transfer-Encoding: chunked\r\n\r\n"
Say = Callable[[socket.socket, threading.Event], None]


@contextmanager
def saying(say: Say) -> Iterator[str]:
    """A server that answers one request with what ``say`` sends."""
    closing = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                while asked := connection.recv(65536):  # what is unread would reset the connection
                    if asked.endswith(BODY):
                        break
                say(connection, closing)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}/"
        finally:
            closing.set()
            thread.join()


def ask(url: str, timeouts: Timeouts) -> requests.Response:
    with requests.Session() as session:
        session.trust_env = False
        session.mount("http://", Transport(timeouts=timeouts))
        return session.post(url, data=BODY)


def in_small_pieces(connection: socket.socket, closing: threading.Event) -> None:
    connection.sendall(OK + CHUNKED)
    for sign in b'{"id": "1"}':
        connection.sendall(b"1\r\n" + bytes([sign]) + b"\r\n")
    connection.sendall(b"0\r\n\r\n")


def drip(first: bytes, piece: bytes) -> Say:
    """What begins so, and then has one more piece every so often, without an end."""

    def say(connection: socket.socket, closing: threading.Event) -> None:
        try:
            connection.sendall(first)
            while not closing.wait(0.02):
                connection.sendall(piece)
        except OSError:
            return

    return say


DRIPPING = {
    "headers": drip(OK + b"X-Long: ", b"x"),
    "more and more headers": drip(OK, b"X: x\r\n"),
    "a body of known length": drip(OK + b"Content-Length: 1000000\r\n\r\n", b" "),
    "a body without an end": drip(OK + b"\r\n", b" "),
    "chunks": drip(OK + CHUNKED, b"1\r\n \r\n"),
}


def test_an_answer_in_small_pieces_is_read_whole() -> None:
    with saying(in_small_pieces) as url:
        assert ask(url, PATIENT).json() == {"id": "1"}


@pytest.mark.parametrize("say", DRIPPING.values(), ids=DRIPPING.keys())
def test_an_answer_that_drips_is_hung_up_on(say: Say) -> None:
    quick = Timeouts(connect=5.0, read=5.0, total=0.2)
    with saying(say) as url, pytest.raises(Uncertain, match=r"too long|does not end|broke off"):
        ask(url, quick)
