"""One URL, within limits; and every way in which a server can be bad costs one plain line."""

import gzip
import ssl
import zlib
from dataclasses import replace

import httpcore
import pytest
import trustme
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import FetchError
from bot.sources.connect import open_socket
from bot.sources.fetch import Fetcher, FetchLimits
from tests.sources.server import Answer, WebServer, endless, free_port, gzip_bomb

AUTHORITY = trustme.CA()


def refusal(fetcher: Fetcher, url: str) -> str:
    """The one line that fetching ``url`` ends in."""
    with pytest.raises(FetchError) as caught:
        fetcher.get(url)
    assert "\n" not in str(caught.value)
    return str(caught.value)


class TestAnswers:
    def test_what_the_server_says_is_handed_on(self, server: WebServer, fetcher: Fetcher) -> None:
        url = server.answer(
            "/a",
            Answer(
                headers={
                    "Content-Type": 'Text/HTML; Charset="ISO-8859-15"',
                    "ETag": '"v1"',
                    "Last-Modified": "Mon, 10 Feb 2025 09:00:00 GMT",
                },
                body=b"caf\xe9",
            ),
        )
        got = fetcher.get(url)
        assert (got.status, got.body, got.content_type) == (200, b"caf\xe9", "text/html")
        assert (got.charset, got.etag) == ("iso-8859-15", '"v1"')
        assert got.last_modified == "Mon, 10 Feb 2025 09:00:00 GMT"
        assert (got.url, got.final_url, got.not_modified) == (url, url, False)

    def test_a_second_poll_asks_whether_anything_changed(
        self, server: WebServer, fetcher: Fetcher
    ) -> None:
        url = server.answer("/feed", Answer(status=304))
        got = fetcher.get(url, etag='"v1"', last_modified="Mon, 10 Feb 2025 09:00:00 GMT")
        assert got.not_modified
        assert got.body == b""
        sent = server.requests[0].headers
        assert sent["if-none-match"] == '"v1"'
        assert sent["if-modified-since"] == "Mon, 10 Feb 2025 09:00:00 GMT"

    @pytest.mark.parametrize("tag", ["\u2028", "a\nX-Evil: 1", "é", "\x00", ""])
    def test_a_validator_that_no_header_can_carry_is_not_sent(
        self, server: WebServer, fetcher: Fetcher, tag: str
    ) -> None:
        fetcher.get(server.serve("/a", "ok"), etag=tag, last_modified=tag)
        assert {"if-none-match", "if-modified-since", "x-evil"}.isdisjoint(
            server.requests[0].headers
        )

    def test_it_says_who_asks_and_keeps_no_cookies(
        self, server: WebServer, fetcher: Fetcher
    ) -> None:
        url = server.answer("/a", Answer(headers={"Set-Cookie": "id=1"}, body=b"x"))
        fetcher.get(url)
        fetcher.get(url)
        first, second = server.requests
        assert first.headers["user-agent"].startswith("newsroom-bot/")
        assert "cookie" not in second.headers

    def test_proxies_of_the_environment_are_ignored(
        self, server: WebServer, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{free_port()}")
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{free_port()}")
        assert fetcher.get(server.serve("/a", "ok")).body == b"ok"

    @pytest.mark.parametrize(
        ("coding", "packed"),
        [
            ("gzip", gzip.compress(b"words " * 50, mtime=0)),
            (
                "x-gzip",
                gzip.compress(b"words " * 25, mtime=0) + gzip.compress(b"words " * 25, mtime=0),
            ),
            ("deflate", zlib.compress(b"words " * 50)),
            ("deflate", zlib.compress(b"words " * 50)[2:-4]),  # without zlib's own header
            ("identity", b"words " * 50),
        ],
    )
    def test_packed_bodies_are_unpacked(
        self, server: WebServer, fetcher: Fetcher, coding: str, packed: bytes
    ) -> None:
        url = server.answer("/a", Answer(headers={"Content-Encoding": coding}, body=packed))
        assert fetcher.get(url).body == b"words " * 50

    def test_an_unasked_packing_is_refused_by_name(
        self, server: WebServer, fetcher: Fetcher
    ) -> None:
        url = server.answer("/a", Answer(headers={"Content-Encoding": "br"}, body=b"x"))
        assert "'br'" in refusal(fetcher, url)

    def test_bytes_that_are_not_packed_as_said(self, server: WebServer, fetcher: Fetcher) -> None:
        url = server.answer("/a", Answer(headers={"Content-Encoding": "gzip"}, body=b"plain"))
        assert "not packed as its header says" in refusal(fetcher, url)

    def test_headers_in_any_bytes(self, server: WebServer, fetcher: Fetcher) -> None:
        odd = b"ETag: \xe9\xff\r\nContent-Type: \xff; charset=\xe9\r\nRetry-After: \xb2\r\n"
        url = server.answer("/a", Answer(raw=b"HTTP/1.1 200 OK\r\n" + odd + b"\r\nok"))
        got = fetcher.get(url)
        assert (got.body, got.etag) == (b"ok", None)


class TestErrors:
    @pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 418, 429, 500, 503])
    def test_an_error_answer_names_its_status(
        self, server: WebServer, fetcher: Fetcher, status: int
    ) -> None:
        url = server.answer("/a", Answer(status=status, headers={"Retry-After": "120"}))
        with pytest.raises(FetchError, match=f"answers {status}; ") as caught:
            fetcher.get(url)
        assert caught.value.status == status
        assert caught.value.retry_after == 120

    def test_retry_after_as_a_date(self, server: WebServer, fetcher: Fetcher) -> None:
        date = {"Retry-After": "Wed, 01 Jan 2020 00:00:00 GMT"}
        url = server.answer("/a", Answer(status=503, headers=date))
        with pytest.raises(FetchError) as caught:
            fetcher.get(url)
        assert caught.value.retry_after == 0

    def test_a_server_that_never_answers(self, server: WebServer, hasty: Fetcher) -> None:
        url = server.answer("/a", Answer(silent=True))
        assert "did not answer in time" in refusal(hasty, url)

    def test_a_server_that_drips_hits_the_deadline(self, server: WebServer, hasty: Fetcher) -> None:
        url = server.answer("/a", Answer(chunks=server.dripping(b".", every=0.05)))
        assert "did not answer in time" in refusal(hasty, url)

    def test_a_name_that_does_not_exist(self, limits: FetchLimits) -> None:
        def nobody(host: str, port: int) -> list[str]:
            raise OSError("no such name")

        fetcher = Fetcher(limits, resolve=nobody)
        assert "no server is called gone.test" in refusal(fetcher, "http://gone.test/")

    def test_a_port_where_nothing_listens(self, fetcher: Fetcher) -> None:
        assert "no connection" in refusal(fetcher, f"http://127.0.0.1:{free_port()}/")

    @pytest.mark.parametrize(
        "raw",
        [
            b"",
            b"SSH-2.0-OpenSSH_9.2\r\n",
            b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            b"HTTP/1.1 200 OK\r\n" + b"X-Bomb: " + b"a" * 300_000 + b"\r\n\r\n",
            b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 60_000 + b"\r\n",
        ],
        ids=["nothing", "no HTTP", "cut short", "bad chunk", "one huge header", "header bomb"],
    )
    def test_broken_http(self, server: WebServer, fetcher: Fetcher, raw: bytes) -> None:
        url = server.answer("/a", Answer(raw=raw))
        assert "broke off or does not speak HTTP" in refusal(fetcher, url)


class TestSize:
    def test_a_length_that_is_announced_is_believed(
        self, server: WebServer, fetcher: Fetcher
    ) -> None:
        headers = {"Content-Length": "200000000"}
        url = server.answer("/a", Answer(headers=headers, chunks=endless(b"x" * 4096)))
        assert "sends more than 0.1 MB" in refusal(fetcher, url)

    def test_a_body_without_end_is_cut_off(self, server: WebServer, fetcher: Fetcher) -> None:
        url = server.answer("/a", Answer(chunks=endless(b"x" * 4096)))
        assert "sends more than 0.1 MB" in refusal(fetcher, url)

    def test_a_bomb_is_not_unpacked(self, server: WebServer, fetcher: Fetcher) -> None:
        bomb = gzip_bomb(30_000_000)
        assert len(bomb) < fetcher.limits.max_bytes
        url = server.answer("/a", Answer(headers={"Content-Encoding": "gzip"}, body=bomb))
        assert "sends more than 0.1 MB" in refusal(fetcher, url)


class TestRedirects:
    def test_they_are_followed_to_the_end(self, server: WebServer, fetcher: Fetcher) -> None:
        end = server.serve("/end", "here")
        server.redirect("/two", "end", 301)
        got = fetcher.get(server.redirect("/one", server.url("/two"), 308))
        assert (got.body, got.final_url) == (b"here", end)

    def test_a_loop_ends(self, server: WebServer, fetcher: Fetcher) -> None:
        server.redirect("/b", "/a")
        assert "redirected more than 5 times" in refusal(fetcher, server.redirect("/a", "/b"))
        assert len(server.requests) == 6

    @pytest.mark.parametrize(
        ("target", "why"),
        [
            ("http://169.254.169.254/latest/meta-data/", "private address"),
            ("http://[::1]/", "private address"),
            ("http://[::ffff:7f00:1]/", "private address"),
            ("file:///etc/passwd", "only http: and https:"),
            ("gopher://127.0.0.1/", "only http: and https:"),
            ("data:text/html,hello", "only http: and https:"),
            ("javascript:alert(1)", "only http: and https:"),
            ("http://editor:secret@127.0.0.1/", "user name or password"),
            ("http://[::1", "no address"),
        ],
    )
    def test_each_step_is_checked(
        self, server: WebServer, fetcher: Fetcher, target: str, why: str
    ) -> None:
        line = refusal(fetcher, server.redirect("/a", target))
        assert why in line
        assert "secret" not in line

    def test_a_redirect_without_a_target(self, server: WebServer, fetcher: Fetcher) -> None:
        assert "without saying where to" in refusal(
            fetcher, server.answer("/a", Answer(status=302))
        )


class TestAddresses:
    @pytest.mark.parametrize(
        "host", ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "127.1"]
    )
    def test_this_machine_is_not_fetched(self, limits: FetchLimits, host: str) -> None:
        fetcher = Fetcher(replace(limits, allow_private=frozenset()))
        assert "private address" in refusal(fetcher, f"http://{host}:{free_port()}/")

    def test_one_private_address_among_public_ones_is_enough(self, limits: FetchLimits) -> None:
        fetcher = Fetcher(limits, resolve=lambda host, port: ["93.184.216.34", "10.0.0.1"])
        assert "10.0.0.1" in refusal(fetcher, "http://news.test/")

    def test_the_address_that_was_checked_is_the_one_that_is_used(
        self, server: WebServer, limits: FetchLimits
    ) -> None:
        answers = iter([["93.184.216.34"], ["127.0.0.1"]])
        used: list[str] = []

        def connect(address: str, port: int, timeout: float) -> httpcore.NetworkStream:
            used.append(address)
            return open_socket(WebServer.host, port, timeout)

        server.serve("/a", "ok")
        fetcher = Fetcher(limits, resolve=lambda host, port: next(answers), connect=connect)
        assert fetcher.get(server.url("/a", host="news.test")).body == b"ok"
        assert used == ["93.184.216.34"]
        assert server.requests[0].headers["host"] == f"news.test:{server.port}"

    def test_a_name_that_turns_private_is_refused(
        self, server: WebServer, limits: FetchLimits
    ) -> None:
        answers = iter([["93.184.216.34"], ["127.0.0.1"]])
        server.redirect("/a", "/b")
        fetcher = Fetcher(
            limits,
            resolve=lambda host, port: next(answers),
            connect=lambda address, port, timeout: open_socket(WebServer.host, port, timeout),
        )
        assert "private address 127.0.0.1" in refusal(fetcher, server.url("/a", host="news.test"))
        assert [request.path for request in server.requests] == ["/a"]

    def test_a_dead_address_gives_way_to_the_next(
        self, server: WebServer, limits: FetchLimits
    ) -> None:
        def connect(address: str, port: int, timeout: float) -> httpcore.NetworkStream:
            if address == "93.184.216.34":
                raise httpcore.ConnectError
            return open_socket(WebServer.host, port, timeout)

        server.serve("/a", "ok")
        fetcher = Fetcher(
            limits, resolve=lambda host, port: ["93.184.216.34", "1.1.1.1"], connect=connect
        )
        assert fetcher.get(server.url("/a", host="news.test")).body == b"ok"


class TestTls:
    @pytest.fixture
    def secure(self) -> WebServer:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        AUTHORITY.issue_cert("news.test").configure_cert(context)
        return WebServer(tls=context)

    def fetcher(self, limits: FetchLimits, *, trusting: bool) -> Fetcher:
        trust = ssl.create_default_context()
        if trusting:
            AUTHORITY.configure_trust(trust)
        allowed = replace(limits, allow_private=frozenset({"news.test", "other.test"}))
        return Fetcher(allowed, resolve=lambda host, port: [WebServer.host], tls=trust)

    def test_the_certificate_goes_by_the_name(self, secure: WebServer, limits: FetchLimits) -> None:
        with secure:
            secure.serve("/a", "ok")
            fetcher = self.fetcher(limits, trusting=True)
            assert fetcher.get(secure.url("/a", host="news.test")).body == b"ok"
            assert "certificate of other.test is not valid" in refusal(
                fetcher, secure.url("/a", host="other.test")
            )

    def test_an_unknown_certificate(self, secure: WebServer, limits: FetchLimits) -> None:
        with secure:
            fetcher = self.fetcher(limits, trusting=False)
            assert "certificate of news.test is not valid" in refusal(
                fetcher, secure.url("/a", host="news.test")
            )

    def test_https_asked_of_a_plain_server(self, server: WebServer, fetcher: Fetcher) -> None:
        url = server.url("/a").replace("http:", "https:")
        assert "no secure connection" in refusal(fetcher, url)


@pytest.mark.parametrize(
    "url",
    ["", "news.test/a", "ftp://news.test/", "http://", "http:///a", "http://a b/", "http://[1]/",
     "http://news.test:99999/", "https://editor:secret@news.test/", "//news.test/a"],
)  # fmt: skip
def test_what_is_no_web_address(fetcher: Fetcher, url: str) -> None:
    assert "secret" not in refusal(fetcher, url)


NOBODY = Fetcher(FetchLimits(connect=1, read=1, total=1), resolve=lambda host, port: [])


@given(st.text() | st.text().map("http://".__add__))
def test_any_text_as_url_is_refused_in_one_line(url: str) -> None:
    refusal(NOBODY, url)
