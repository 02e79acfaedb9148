"""The connection against a real TLS server that misbehaves."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.wire import Announcement, KeysReply, KeysRequest, ProblemCode
from sync.terminal.connection import MAX_CONNECTIONS, Connection, Reply
from sync.terminal.errors import RequestRefused, TargetMissing, Unreachable
from sync.terminal.timeouts import TokenBucket
from tests.fakes.proxies import SayingProxy
from tests.sync.terminal.fake_centre import (
    CENTRE,
    IMPATIENT,
    Answer,
    Asked,
    FakeCentre,
    new_authority,
    problem,
    serving,
)

REQUEST = KeysRequest(packages=("0" * 32,))
REPLY = KeysReply(keys={"0" * 32: b"sealed"})
FILE = bytes(range(256)) * 400


def ask(connection: Connection) -> Reply[KeysReply]:
    return connection.post("/v1/keys", REQUEST, KeysReply)


def test_a_signed_request_is_answered(centre: FakeCentre, key: SigningKey) -> None:
    nonces = []

    def answer(asked: Any) -> Any:
        nonces.append(centre.signer(asked).nonce)
        return Answer(REPLY.to_json())

    centre.answer = answer
    with centre.connection(key) as connection:
        reply = ask(connection)
    assert reply.body == REPLY
    assert [reply.nonce] == nonces


@pytest.mark.parametrize(
    "page",
    [
        Answer(b"<html>Log in to the hotel's network</html>", type="text/html"),
        Answer(REPLY.to_json(), type="text/html"),
        Answer(b"<html>Bad gateway</html>", 502, "text/html"),
        Answer(b"", 302, headers={"Location": "https://portal.example/"}),
        Answer(b"{}"),
        Answer(b"not even JSON"),
        Answer(REPLY.to_json(), headers={"Content-Encoding": "gzip"}),
        Answer(b"{}", 403),
    ],
)
def test_what_is_not_the_data_centres_is_never_taken_for_its_word(
    centre: FakeCentre, key: SigningKey, page: Answer
) -> None:
    centre.answer = lambda _: page
    with centre.connection(key) as connection, pytest.raises(Unreachable):
        ask(connection)
    assert len(centre.asked) == 1  # no redirect was followed


@pytest.mark.parametrize("type_", ["text/html", "text/plain"])
def test_a_captive_portal_is_no_file(centre: FakeCentre, key: SigningKey, type_: str) -> None:
    centre.answer = lambda _: Answer(b"<html>Log in</html>", type=type_)
    with centre.connection(key) as connection, pytest.raises(Unreachable, match="captive portal"):
        list(connection.fetch("metadata/1.root.json"))


def test_a_refusal_says_why(centre: FakeCentre, key: SigningKey) -> None:
    centre.answer = lambda _: problem(ProblemCode.PENDING)
    with centre.connection(key) as connection, pytest.raises(RequestRefused) as refused:
        ask(connection)
    assert refused.value.problem is ProblemCode.PENDING
    assert "because pending" in str(refused.value)


def test_a_file_that_is_not_there_is_said_to_be_so(centre: FakeCentre, key: SigningKey) -> None:
    centre.answer = lambda _: problem(ProblemCode.NOT_FOUND, 404)
    with centre.connection(key) as connection, pytest.raises(TargetMissing):
        list(connection.fetch("metadata/9.root.json"))


def test_an_answer_that_is_cut_off_is_none(centre: FakeCentre, key: SigningKey) -> None:
    data = REPLY.to_json()
    centre.answer = lambda _: Answer(data[:-5], length=len(data))
    with centre.connection(key) as connection, pytest.raises(Unreachable):
        ask(connection)


def ranged(asked: Asked, most: int) -> Answer:
    """FILE from where it is asked for, at most `most` bytes of it before the line is cut."""
    value = asked.headers.get("range")
    start = int(value.removeprefix("bytes=").partition("-")[0]) if value else 0
    headers = {"Content-Range": f"bytes {start}-{len(FILE) - 1}/{len(FILE)}"} if value else {}
    rest = FILE[start:]
    return Answer(
        rest[:most], 206 if value else 200, "application/octet-stream", len(rest), headers
    )


def test_a_download_goes_on_where_it_was_cut(centre: FakeCentre, key: SigningKey) -> None:
    centre.answer = lambda asked: ranged(asked, 30_000)
    with centre.connection(key) as connection:
        assert b"".join(connection.fetch("targets/list-x/1.snapshot")) == FILE
    starts = [asked.headers.get("range") for asked in centre.asked]
    assert starts == [None, "bytes=30000-", "bytes=60000-", "bytes=90000-"]


def test_a_download_starts_where_the_caller_says(centre: FakeCentre, key: SigningKey) -> None:
    centre.answer = lambda asked: ranged(asked, len(FILE))
    with centre.connection(key) as connection:
        assert b"".join(connection.fetch("targets/list-x/1.snapshot", 1000)) == FILE[1000:]


def test_a_proxy_that_knows_no_ranges_does_no_harm(centre: FakeCentre, key: SigningKey) -> None:
    centre.answer = lambda _: Answer(FILE, type="application/octet-stream")
    with centre.connection(key) as connection:
        assert b"".join(connection.fetch("targets/list-x/1.snapshot", 99_999)) == FILE[99_999:]


def test_another_part_of_the_file_is_refused(centre: FakeCentre, key: SigningKey) -> None:
    wrong = {"Content-Range": f"bytes 0-9/{len(FILE)}"}
    centre.answer = lambda _: Answer(FILE, 206, "application/octet-stream", headers=wrong)
    with centre.connection(key) as connection, pytest.raises(Unreachable, match="another part"):
        list(connection.fetch("targets/list-x/1.snapshot", 1000))


def test_a_line_that_is_always_cut_is_given_up(centre: FakeCentre, key: SigningKey) -> None:
    centre.answer = lambda _: Answer(b"", type="application/octet-stream", length=10)
    with centre.connection(key) as connection, pytest.raises(Unreachable):
        list(connection.fetch("targets/list-x/1.snapshot"))
    assert len(centre.asked) == 3


def slowly(centre: FakeCentre, pieces: list[bytes], pause: float) -> Iterator[Any]:
    for piece in pieces:
        yield piece
        centre.wait_slowly(pause)


def test_two_kilobytes_a_second_are_enough(centre: FakeCentre, key: SigningKey) -> None:
    data = FILE[:16_000]  # 8 s
    pieces = [data[start : start + 500] for start in range(0, len(data), 500)]
    centre.answer = lambda _: Answer(
        slowly(centre, pieces, 0.25), type="application/octet-stream", length=len(data)
    )
    # The slowest that is let pass is half as quick: 3 s of a window may be lost to a busy machine.
    patience = replace(IMPATIENT, window=6, silence=6)
    with centre.connection(key, timeouts=patience) as connection:
        assert b"".join(connection.fetch("targets/list-x/1.snapshot")) == data


@pytest.mark.parametrize("pause", [0.2, 60.0])  # a trickle, and silence
def test_what_comes_too_slowly_is_given_up(
    centre: FakeCentre, key: SigningKey, pause: float
) -> None:
    centre.answer = lambda _: Answer(
        slowly(centre, [b"x"] * 100_000, pause), type="application/octet-stream", length=100_000
    )
    with (
        centre.connection(key, timeouts=IMPATIENT) as connection,
        pytest.raises(Unreachable, match="too slowly"),
    ):
        list(connection.fetch("targets/list-x/1.snapshot"))
    assert len(centre.asked) == 1


def test_a_server_that_never_answers_is_given_up(centre: FakeCentre, key: SigningKey) -> None:
    def answer(_: Any) -> Any:
        centre.wait_slowly(60)
        return Answer(REPLY.to_json())

    centre.answer = answer
    with (
        centre.connection(key, timeouts=IMPATIENT) as connection,
        pytest.raises(Unreachable, match="does not come"),
    ):
        ask(connection)


def test_a_head_without_an_end_is_given_up(centre: FakeCentre, key: SigningKey) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def trickle() -> None:
            plain, _ = listening.accept()
            with plain, centre.context.wrap_socket(plain, server_side=True) as line:
                try:
                    line.send(b"HTTP/1.1 200 OK\r\n")
                    while True:
                        line.send(b"X: y\r\n")
                        centre.wait_slowly(0.2)
                except OSError:
                    return

        thread = threading.Thread(target=trickle)
        thread.start()
        url = f"https://127.0.0.1:{listening.getsockname()[1]}"
        with (
            centre.connection(key, timeouts=IMPATIENT, urls=url) as connection,
            pytest.raises(Unreachable),
        ):
            ask(connection)
        centre.ending.set()
        thread.join()


def test_an_answer_that_is_too_large_is_not_read_to_its_end(
    centre: FakeCentre, key: SigningKey
) -> None:
    sent = []

    def endless() -> Iterator[Any]:
        while not centre.ending.is_set():
            sent.append(1)
            yield bytes(65_536)

    centre.answer = lambda _: Answer(endless(), length=10 * 2**30)
    with centre.connection(key) as connection, pytest.raises(Unreachable, match="larger than"):
        connection.post("/v1/keys", REQUEST, KeysReply, limit=100_000)
    assert len(sent) < 1000


def test_stopping_ends_a_wait(centre: FakeCentre, key: SigningKey) -> None:
    asked = threading.Event()

    def answer(_: Any) -> Any:
        asked.set()
        centre.wait_slowly(60)
        return Answer(REPLY.to_json())

    centre.answer = answer
    failures = []

    def wait(connection: Any) -> None:
        try:
            ask(connection)
        except Unreachable as error:
            failures.append(error)

    with centre.connection(key) as connection:
        thread = threading.Thread(target=wait, args=(connection,))
        thread.start()
        asked.wait()
        connection.stop()
        thread.join()
    assert failures


# ---- TLS -------------------------------------------------------------------------------------


def test_a_foreign_authority_is_refused(centre: FakeCentre, key: SigningKey) -> None:
    with (
        centre.connection(key, authority=new_authority()[1]) as connection,
        pytest.raises(Unreachable, match="another server answers there"),
    ):
        ask(connection)
    assert centre.asked == []


def test_a_certificate_for_another_name_is_refused(centre: FakeCentre, key: SigningKey) -> None:
    url = centre.url.replace("127.0.0.1", "localhost")
    with centre.connection(key, urls=url) as connection, pytest.raises(Unreachable):
        ask(connection)
    assert centre.asked == []


def test_an_expired_certificate_is_refused_before_a_byte_is_sent(
    tmp_path: Path, key: SigningKey
) -> None:
    past = datetime.now(UTC) - timedelta(days=10)
    with (
        serving(FakeCentre(tmp_path, new_authority(), past, days=5)) as centre,
        centre.connection(key) as connection,
        pytest.raises(Unreachable, match="the certificate ended"),
    ):
        ask(connection)
    assert centre.asked == []


def test_a_clock_set_back_does_not_lock_out(centre: FakeCentre, key: SigningKey) -> None:
    centre.answer = lambda _: Answer(REPLY.to_json())
    with centre.connection(key, now=lambda: datetime(1990, 1, 1, tzinfo=UTC)) as connection:
        assert ask(connection).body == REPLY


def test_the_trusted_time_ends_a_certificate_whatever_the_system_says(
    centre: FakeCentre, key: SigningKey
) -> None:
    later = datetime.now(UTC) + timedelta(days=31)
    with (
        centre.connection(key, now=lambda: later) as connection,
        pytest.raises(Unreachable, match="the certificate ended"),
    ):
        ask(connection)


# ---- proxies ---------------------------------------------------------------------------------


def proxy(listening: socket.socket, first_answer: bytes, target: tuple[str, int] | None) -> None:
    """One CONNECT, answered with `first_answer`; bytes are then passed on to `target`."""
    line, _ = listening.accept()
    with line:
        line.settimeout(10)
        while b"\r\n\r\n" not in line.recv(65_536):
            continue
        line.sendall(first_answer)
        if target is None:
            return
        with socket.create_connection(target) as onward:

            def pump(source: Any, sink: Any) -> None:
                try:
                    while data := source.recv(65_536):
                        sink.sendall(data)
                    sink.shutdown(socket.SHUT_WR)
                except OSError:
                    return

            back = threading.Thread(target=pump, args=(onward, line))
            back.start()
            pump(line, onward)
            back.join()


@pytest.mark.parametrize("works", [True, False])
def test_the_way_through_a_proxy(
    centre: FakeCentre, key: SigningKey, works: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")  # nobody there: it must not be used
    centre.answer = lambda _: Answer(REPLY.to_json())
    page = b"<html>no</html>"
    answer = (
        b"HTTP/1.1 200 Connection established\r\n\r\n"
        if works
        else b"HTTP/1.1 403 Forbidden\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n"
        % len(page)
        + page
    )
    with socket.create_server(("127.0.0.1", 0)) as listening:
        target = centre.server_address if works else None
        thread = threading.Thread(target=proxy, args=(listening, answer, target))
        thread.start()
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        with centre.connection(key, proxy=address) as connection:
            if works:
                assert ask(connection).body == REPLY
            else:
                with pytest.raises(Unreachable, match="the proxy refuses"):
                    ask(connection)
        thread.join()


@pytest.mark.parametrize(
    "answer", [b"", b"<html>no</html>", b"HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n"]
)
def test_where_a_proxy_finds_no_way_the_next_address_is_tried(
    centre: FakeCentre, key: SigningKey, answer: bytes
) -> None:
    urls = ("https://127.0.0.1:1", centre.url)
    centre.answer = lambda _: Answer(REPLY.to_json())
    with SayingProxy(answer) as saying:
        address = f"http://127.0.0.1:{saying.port}"
        with centre.connection(key, urls=urls, proxy=address) as connection:
            with pytest.raises(Unreachable):
                ask(connection)
            saying.answer = None
            assert ask(connection).body == REPLY
            assert connection.url == centre.url


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"<html>no</html>",
        b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 9\r\n\r\n<p>Log in",
        b"HTTP/1.1 200 Connection established\r\n\r\n",  # and then nothing
        b"HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n",
    ],
)
def test_however_often_a_proxy_failed_it_is_used_when_it_works(
    centre: FakeCentre, key: SigningKey, answer: bytes
) -> None:
    centre.answer = lambda _: Answer(REPLY.to_json())
    with SayingProxy(answer) as saying:
        address = f"http://127.0.0.1:{saying.port}"
        with centre.connection(key, proxy=address) as connection:
            for _ in range(MAX_CONNECTIONS + 1):
                with pytest.raises(Unreachable):
                    ask(connection)
            saying.answer = None
            assert ask(connection).body == REPLY


def test_an_answer_that_is_cut_off_leaves_the_address(centre: FakeCentre, key: SigningKey) -> None:
    with SayingProxy(None) as saying:
        address, urls = f"http://127.0.0.1:{saying.port}", (centre.url, "https://127.0.0.1:1")
        with centre.connection(key, urls=urls, proxy=address) as connection:
            centre.answer = lambda _: Answer(b"", length=9)
            with pytest.raises(Unreachable):
                ask(connection)
            centre.answer = lambda _: Answer(REPLY.to_json())
            assert ask(connection).body == REPLY


def test_no_network_is_said_in_words() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    key, authority = SigningKey.generate(), new_authority()[1]
    connection = Connection(
        f"https://127.0.0.1:{port}", CENTRE, authority, key, lambda: datetime.now(UTC)
    )
    told = f"no connection to https://127.0.0.1:{port}: Connection refused"
    with connection, pytest.raises(Unreachable, match=f"{told}$"):
        ask(connection)


# ---- events ----------------------------------------------------------------------------------


def test_announcements_come_as_they_are_made(centre: FakeCentre, key: SigningKey) -> None:
    lines = [b": hello\n\n", b'event: changed\ndata: {"sequence":4}\n\n', b": still here\n\n"]
    lines += [b"event: other\ndata: x\n\n", b'event: changed\r\ndata: {"sequence":5}\r\n\r\n']
    centre.answer = lambda _: Answer(iter(lines), type="text/event-stream")
    with centre.connection(key) as connection:
        said = list(connection.events())
    assert said == [None, Announcement(sequence=4), Announcement(sequence=5)]


def test_signs_of_life_keep_a_stream_open_and_silence_ends_it(
    centre: FakeCentre, key: SigningKey
) -> None:
    pieces = [b": life\n\n"] * 12

    def stream() -> Iterator[Any]:
        yield from slowly(centre, pieces, 0.4)  # 5 s of signs, with a patience of 4
        yield b'event: changed\ndata: {"sequence":1}\n\n'
        centre.wait_slowly(60)

    centre.answer = lambda _: Answer(stream(), type="text/event-stream")
    with centre.connection(key, timeouts=replace(IMPATIENT, events=4)) as connection:
        events = connection.events()
        assert [next(events), next(events)] == [None, Announcement(sequence=1)]
        with pytest.raises(Unreachable):
            next(events)


def test_an_event_without_an_end_is_given_up(centre: FakeCentre, key: SigningKey) -> None:
    def endless() -> Iterator[Any]:
        while not centre.ending.is_set():
            yield b"data: " + b"x" * 10_000 + b"\n"

    centre.answer = lambda _: Answer(endless(), type="text/event-stream")
    with (
        centre.connection(key, timeouts=IMPATIENT) as connection,
        pytest.raises(Unreachable, match="without an end"),
    ):
        list(connection.events())


@pytest.mark.parametrize("answer", [Answer(b"<html>", type="text/html"), Answer(b"{}")])
def test_a_page_is_no_stream(centre: FakeCentre, key: SigningKey, answer: Answer) -> None:
    centre.answer = lambda _: answer
    with centre.connection(key) as connection, pytest.raises(Unreachable):
        list(connection.events())


# ---- pace ------------------------------------------------------------------------------------


def test_a_bandwidth_is_kept_over_any_number_of_pieces() -> None:
    now = [0.0]

    def sleep(seconds: Any) -> None:
        now[0] += seconds

    bucket = TokenBucket(2_000, lambda: now[0], sleep)
    for _ in range(100):
        bucket.consume(1_000)
    assert now[0] == pytest.approx(50.0, abs=1.01)
    now[0] += 3600  # an idle hour saves up one second's worth, no more
    begun = now[0]
    for _ in range(10):
        bucket.consume(2_000)
    assert now[0] - begun == pytest.approx(9.0, abs=0.01)


def test_a_limited_connection_carries_everything(centre: FakeCentre, key: SigningKey) -> None:
    centre.answer = lambda _: Answer(FILE, type="application/octet-stream")
    with centre.connection(key, bandwidth=200_000) as connection:
        assert b"".join(connection.fetch("targets/list-x/1.snapshot")) == FILE
