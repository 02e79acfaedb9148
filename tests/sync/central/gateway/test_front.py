"""Debian's HAProxy, configured by us, before a real server: strangers do not get past it."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from edge_app import cli
from edge_app.bench.siege.attacks import SiegeTarget
from sync.central.gateway import limits
from tests.fakes.heartbeats import heartbeat
from tests.sync.central.gateway.conftest import Gate, House, founded, running
from tests.sync.central.gateway.test_siege import MARGIN_S, connections_of, is_cut, talking
from tests.waiting import until

STRANGER = "127.0.0.2"


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A server at a Unix socket, and HAProxy before it; `url` is HAProxy's."""
    if shutil.which("haproxy") is None:
        pytest.skip("Debian's haproxy is not installed: packaging/debian-packages.txt")
    folder, port = tmp_path_factory.mktemp("fronted"), free_port()
    with tempfile.TemporaryDirectory(prefix="gapura-") as short, founded(folder) as centre:
        place, written = Path(short) / "gateway.sock", folder / "haproxy.cfg"
        asked = ["central", "front", "--home", str(centre.home), "--out", str(written)]
        asked += ["--bind", f"127.0.0.1:{port}", "--socket", str(place), "--user", ""]
        assert cli.main(asked) == 0
        options = ["--bind", f"unix:{place}"]
        with running(centre, folder / "offline", options=options) as house:
            assert house.url == f"unix:{place}"
            assert place.stat().st_mode & 0o777 == 0o660
            house.url = f"https://127.0.0.1:{port}"
            with subprocess.Popen(["haproxy", "-f", str(written), "-q"]) as front:
                until(lambda: answers(port))
                yield house
                assert front.poll() is None
                front.terminate()


def answers(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
        return True
    return False


def front(house: House) -> SiegeTarget:
    return SiegeTarget("127.0.0.1", int(house.url.rpartition(":")[2]), "", STRANGER)


def said(house: House, request: bytes) -> bytes:
    """The first line of the answer to a stranger's request."""
    with talking(front(house)) as spoken:
        spoken.sendall(request)
        return spoken.recv(65536).partition(b"\r\n")[0]


def test_terminals_enrol_and_beat_through_it(house: House) -> None:
    new = Gate(house)
    assert new.enrol(house.token()).status_code == 200
    gate = house.gate()
    for _ in range(3):
        assert gate.post("/v1/heartbeat", heartbeat()).status_code == 200


def test_a_large_body_and_a_stream_pass(house: House) -> None:
    gate = house.gate()
    body = b"[" * 2**20
    assert gate.post("/v1/results", body).status_code == 422
    headers = gate.headers("GET", "/v1/events")
    with house.client() as client, client.stream("GET", "/v1/events", headers=headers) as stream:
        assert next(stream.iter_lines()).startswith("event: changed")


def test_the_server_hears_for_whom_it_connects_and_believes_no_header(house: House) -> None:
    lie = b"X-Forwarded-For: 198.51.100.9\r\nForwarded: for=198.51.100.9\r\n"
    assert said(house, b"GET /lie HTTP/1.1\r\nHost: c\r\n" + lie + b"\r\n").split()[1] == b"404"
    until(lambda: any(f"none of ours from {STRANGER}" in line for line in house.lines))
    assert not [line for line in house.lines if "198.51.100.9" in line]


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"GET / HTTP/1.1\r\nHost: c\r\nx: " + b"a" * 20_000 + b"\r\n\r\n", b"400"),
        (b"POST /v1/enrol HTTP/1.1\r\nHost: c\r\nContent-Length: 8193\r\n\r\n", b"413"),
        (b"POST /v1/enrol HTTP/1.1\r\nHost: c\r\nTransfer-Encoding: chunked\r\n\r\n", b"400"),
        (b"POST /v1/results HTTP/1.1\r\nHost: c\r\nContent-Length: 99999999\r\n\r\n", b"413"),
    ],
)
def test_what_is_too_much_never_reaches_the_server(
    house: House, request_: bytes, status: bytes
) -> None:
    assert said(house, request_).split()[1] == status


@pytest.mark.slow
def test_every_stage_has_its_time(house: House) -> None:
    half = b"POST /v1/enrol HTTP/1.1\r\nHost: c\r\nContent-Length: 99\r\n\r\n{"
    stages = {
        b"": limits.HEAD_S,
        b"GET / HTTP/1.1\r\nx:": limits.HEAD_S,
        half: limits.STRANGER_BODY_S,
    }
    for begun_with, allowed in stages.items():
        begun = time.monotonic()
        with talking(front(house)) as spoken:
            spoken.sendall(begun_with)
            while not is_cut(spoken) and time.monotonic() - begun < allowed + MARGIN_S:
                time.sleep(0.1)
        assert allowed - 1 < time.monotonic() - begun < allowed + MARGIN_S, begun_with
    assert connections_of(house, STRANGER) == 0


def test_older_tls_is_not_spoken(house: House) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    where = front(house)
    with (
        socket.create_connection((where.host, where.port)) as plain,
        pytest.raises(ssl.SSLError),
        context.wrap_socket(plain),
    ):
        pass
