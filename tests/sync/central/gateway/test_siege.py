"""Strangers at a real server's door: none costs more than he should, and terminals go on.

The attacks are those of `gapura bench siege`, fewer of each. They come from 127.0.0.2 and the
terminals from 127.0.0.1, as from two addresses outside.
"""

from __future__ import annotations

import resource
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

import psutil
import pytest

from edge_app.bench.siege import attacks
from edge_app.bench.siege.attacks import Evil, SiegeTarget
from sync.central.gateway import limits
from sync.protocol.envelope.random_values import random_id
from sync.protocol.envelope.signatures import SigningKey
from tests.fakes.heartbeats import heartbeat
from tests.sync.central.gateway.conftest import Gate, House, founded, running
from tests.waiting import PATIENCE_S, until

ATTACKER = "127.0.0.2"
OPEN_FILES = 1024  # what a service may open that asks for no more
MARGIN_S = 5.0  # over the time that something is allowed to take
PIECE = b"a" * 65536
ENOUGH = 64 * 2**20  # bytes: far more than lies in buffers before a connection is cut


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A server of its own."""
    folder = tmp_path_factory.mktemp("siege")
    before, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with founded(folder) as centre, ExitStack() as opened:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(before, OPEN_FILES), most))
        try:
            house = opened.enter_context(running(centre, folder / "offline"))
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, (before, most))
        yield house


def target(house: House, gate: Gate) -> SiegeTarget:
    port = int(house.url.rpartition(":")[2])
    return SiegeTarget("127.0.0.1", port, gate.terminal_id, ATTACKER)


def evil(house: House, gate: Gate) -> Evil:
    centre = house.centre
    public = centre.sealing.public
    return Evil(centre.centre_id, gate.terminal_id, gate.signing.raw, public)


@contextmanager
def talking(where: SiegeTarget, tls: bool = True) -> Iterator[socket.socket]:
    """A connection by hand."""
    address = (where.host, where.port)
    with socket.create_connection(address, PATIENCE_S, (where.source, 0)) as plain:
        if not tls:
            yield plain
            return
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        with context.wrap_socket(plain) as spoken:
            yield spoken


def is_cut(spoken: socket.socket) -> bool:
    """Whether the server has ended the connection; what it says before is dropped."""
    spoken.settimeout(0.01)
    try:
        while spoken.recv(65536):
            pass
    except TimeoutError:
        return False
    except OSError:
        return True
    return True


def processes(house: House) -> list[psutil.Process]:
    """The server's: parent, keeper and gateway."""
    parent = psutil.Process(house.process.pid)
    return [parent, *parent.children(recursive=True)]


def memory_mb(house: House) -> float:
    return sum(float(each.memory_info().rss) for each in processes(house)) / 1e6


def connections_of(house: House, address: str) -> int:
    """How many connections the server holds from that address."""
    held = [each for one in processes(house) for each in one.net_connections("tcp")]
    return sum(bool(each.raddr) and each.raddr.ip == address for each in held)


def goes_on(gate: Gate, seconds: float) -> None:
    """The terminal beats, each time over a new connection, and is answered each time in time."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        begun = time.monotonic()
        answer = gate.post("/v1/heartbeat", heartbeat())
        assert answer.status_code == 200, answer.text
        assert time.monotonic() - begun < limits.FIRST_REQUEST_S
        time.sleep(0.25)  # a terminal has 30 heartbeats at once


ENDLESS = {
    "headers": (b"GET / HTTP/1.1\r\n", attacks.HEADER * 64),
    "one header": (b"GET / HTTP/1.1\r\nx: ", PIECE),
    "an address": (b"GET /", PIECE),
    "a method": (b"", PIECE.upper()),
    "trailers": (
        b"POST /v1/enrol HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n",
        attacks.HEADER * 64,
    ),
    "chunk sizes": (
        b"POST /v1/enrol HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"1;" + b"e" * 500 + b"\r\na\r\n",
    ),
    "requests without waiting": (b"", b"GET /v1/events HTTP/1.1\r\nHost: centre\r\n\r\n" * 1000),
}


@pytest.mark.parametrize("kind", ENDLESS)
def test_what_is_no_body_has_an_end(house: House, kind: str) -> None:
    begin, piece = ENDLESS[kind]
    before, sent = memory_mb(house), 0
    with talking(target(house, house.gate())) as spoken:
        spoken.sendall(begin)
        with suppress(ConnectionError, ssl.SSLError):  # cut; one that only waits is a TimeoutError
            while sent < ENOUGH:  # a server that takes it all has no end
                spoken.sendall(piece)
                sent += len(piece)
    assert sent < ENOUGH, "the server cut it off"
    assert memory_mb(house) - before < 40


@pytest.mark.parametrize(
    ("version", "agreed"), [(ssl.TLSVersion.TLSv1_2, ""), (ssl.TLSVersion.TLSv1_3, "TLSv1.3")]
)
def test_a_server_that_runs_speaks_no_tls_before_1_3(
    house: House, version: ssl.TLSVersion, agreed: str
) -> None:
    port = int(house.url.rpartition(":")[2])
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.minimum_version = context.maximum_version = version
    said = ""
    plain = socket.create_connection(("127.0.0.1", port), PATIENCE_S)
    with plain, suppress(ssl.SSLError, ConnectionError), context.wrap_socket(plain) as spoken:
        said = str(spoken.version())
    assert said == agreed


@pytest.mark.slow
def test_every_stage_has_its_time(house: House) -> None:
    where = target(house, house.gate())
    half = {"Signature-Input": f'a=();keyid="{random_id()}"', "Signature": "a=:AAAA:"}
    body = attacks._head("/v1/enrol", 1000, half) + b"{"
    stages = {
        "no handshake": (False, b"", limits.HANDSHAKE_S),
        "half a handshake": (False, b"\x16\x03\x01\x02\x00\x01", limits.HANDSHAKE_S),
        "no request": (True, b"", limits.FIRST_REQUEST_S),
        "half a head": (True, b"GET / HTTP/1.1\r\nx:", limits.HEAD_S),
        "half a body": (True, body, limits.STRANGER_BODY_S),
    }
    begun = time.monotonic()
    with ExitStack() as opened:
        held = {}
        for name, (tls, said, _) in stages.items():
            held[name] = opened.enter_context(talking(where, tls))
            held[name].sendall(said)
        lasted: dict[str, float] = {}
        ends = begun + max(allowed for _, _, allowed in stages.values()) + MARGIN_S
        while len(lasted) < len(stages) and time.monotonic() < ends:
            for name, spoken in held.items():
                if name not in lasted and is_cut(spoken):
                    lasted[name] = time.monotonic() - begun
    assert lasted.keys() == stages.keys()
    for name, (_, _, allowed) in stages.items():
        assert allowed - 1 < lasted[name] < allowed + MARGIN_S, name


@pytest.mark.slow
def test_a_head_that_drips_is_no_excuse(house: House) -> None:
    begun = time.monotonic()
    with talking(target(house, house.gate())) as spoken:
        spoken.sendall(b"GET / HTTP/1.1\r\n")
        while not is_cut(spoken) and time.monotonic() - begun < limits.HEAD_S + MARGIN_S:
            time.sleep(0.5)
            with suppress(OSError):
                spoken.sendall(b"a: b\r\n")
    assert time.monotonic() - begun < limits.HEAD_S + MARGIN_S


@pytest.mark.slow
def test_a_crowd_of_silent_ones_takes_no_more_than_its_address_may(house: House) -> None:
    gate = house.gate()
    where = target(house, gate)
    with attacks.under_attack(["silent"], where, evil(house, gate), scale=0.2):
        until(lambda: connections_of(house, ATTACKER) >= limits.MAX_PER_ADDRESS)
        goes_on(gate, 5.0)
        assert connections_of(house, ATTACKER) < 1.2 * limits.MAX_PER_ADDRESS
    goes_on(gate, 0.5)


@pytest.mark.slow
def test_half_bodies_make_nobody_wait(house: House) -> None:
    gate = house.gate()
    where = target(house, gate)
    before = memory_mb(house)
    with attacks.under_attack(["bodies"], where, evil(house, gate), scale=0.6):
        goes_on(gate, 5.0)
        assert memory_mb(house) - before < 150  # each connection has buffers of 256 KiB
    goes_on(gate, 0.5)


def test_a_body_is_not_awaited_of_somebody_who_proved_nothing(house: House) -> None:
    gate = house.gate()
    forged = gate.headers("POST", "/v1/results", b"x" * 1000, key=SigningKey.generate())
    with talking(target(house, gate)) as spoken:
        spoken.sendall(attacks._head("/v1/results", 1000, forged) + b"x" * 500)
        assert spoken.recv(65536).startswith(b"HTTP/1.1 401 ")


def test_nothing_is_locked_out_and_the_log_is_short(house: House) -> None:
    new = Gate(house)
    where = target(house, new)
    for _ in range(20):
        for nonsense in (b"nonsense\r\n\r\n", b"POST /v1/refresh HTTP/1.1\r\nhost: a\r\n\r\n"):
            with suppress(OSError), talking(where) as spoken:  # or he has too many handshakes
                spoken.sendall(nonsense)
                spoken.recv(65536)
    assert new.enrol(house.token()).status_code == 200

    def refusals() -> list[str]:
        return [line for line in house.lines if "refused: " in line]

    until(lambda: len(refusals()) >= 2, refusals)  # of each kind
    assert len(refusals()) < 40
    assert not [line for line in house.lines if "Invalid HTTP" in line]
    until(lambda: connections_of(house, ATTACKER) == 0)
