"""What is in the way to the data centre, each layer broken for real: sockets, TLS, DNS, proxies."""

from __future__ import annotations

import json
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from edge_app.demo.cable import Cable
from sync.protocol.envelope.certificates import tls_authority
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.finding_table import FindingCode, Severity
from sync.protocol.findings import Finding
from sync.protocol.wire import ProblemCode
from sync.terminal.addresses import FACT, CentreAddresses
from sync.terminal.check.link import look_at_link
from sync.terminal.check.network import NAME_S
from sync.terminal.clock import ClockState, TrustedClock
from sync.terminal.state import TerminalState
from tests.fakes.proxies import SayingProxy
from tests.sync.terminal.fake_centre import (
    Answer,
    FakeCentre,
    new_authority,
    problem,
    serving,
)
from tests.sync.terminal.whole_centre import WholeCentre

ROOT = Path(__file__).resolve().parents[3]

NOTHING: Mapping[str, str] = {}

# In a network namespace or a mount namespace of its own: what a terminal there says.
LOOK = """
import json, sys
from datetime import UTC, datetime
from pathlib import Path
from sync.terminal.check.link import look_at_link
from sync.terminal.clock import ClockState, TrustedClock
from sync.terminal.state import TerminalState
state = TerminalState(Path(sys.argv[1]))
system = lambda: datetime.now(UTC)
clock = TrustedClock(ClockState(), lambda _: None)
found = look_at_link(state, state.config(), {}.get, clock, system)
print(json.dumps([[each.code.value, each.sentence] for each in found]))
"""


def now() -> datetime:
    return datetime.now(UTC)


def look(
    state: TerminalState, system: Callable[[], datetime] = now, facts: Mapping[str, str] = NOTHING
) -> list[Finding]:
    def fact(name: str) -> str | None:
        return facts.get(name)

    clock = TrustedClock(ClockState.of_facts(fact), lambda _: None, system)
    return list(look_at_link(state, state.config(), fact, clock, system))


def only(found: list[Finding]) -> Finding:
    """The one finding; it never blames the internet, and says what to do."""
    assert len(found) == 1, found
    assert "internet" not in (found[0].sentence + found[0].step).lower()
    return found[0]


def lead(state: TerminalState, **settings: str) -> None:
    """Give the terminal another way."""
    state.write_config(state.config().model_copy(update=settings))


def test_a_good_way_is_told_by_nothing(state: TerminalState, whole: WholeCentre) -> None:
    assert look(state) == []
    assert whole.asked_in_vain == ["lane-messages"]  # a signed question, and nothing more
    assert whole.beats == []


@pytest.mark.parametrize(
    ("standing", "code"),
    [("pending", FindingCode.PENDING), ("revoked", FindingCode.REVOKED)],
)
def test_the_data_centres_word_is_passed_on(
    state: TerminalState, whole: WholeCentre, standing: str, code: FindingCode
) -> None:
    whole.standing = standing
    assert only(look(state)).code is code


def test_who_waits_for_approval_is_told_the_number_to_read(
    state: TerminalState, whole: WholeCentre
) -> None:
    whole.standing = "pending"
    assert state.config().terminal_id[:8] in only(look(state)).step


def test_a_terminal_that_nobody_knows_there_is_told_so(
    state: TerminalState, whole: WholeCentre
) -> None:
    whole.server.terminals.clear()
    assert only(look(state)).code in (FindingCode.NOT_KNOWN, FindingCode.SIGNATURE)


@pytest.mark.parametrize("hours", [-30, 30])
def test_a_clock_that_is_off_is_told_with_both_times(state: TerminalState, hours: int) -> None:
    off = timedelta(hours=hours)
    told = only(look(state, lambda: datetime.now(UTC) + off))
    assert told.code is FindingCode.CLOCK_OFF
    values = dict(told.values)
    assert values["ours"] != values["theirs"]
    assert values["ours"] in told.sentence
    assert values["theirs"] in told.sentence


def test_nothing_that_listens_is_told_with_the_port(state: TerminalState) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    lead(state, url=f"https://127.0.0.1:{port}")
    told = only(look(state))
    assert told.code is FindingCode.PORT_CLOSED
    assert str(port) in told.sentence


@contextmanager
def filtered() -> Iterator[int]:
    """A port whose queue is full, so that the kernel drops what comes, as a firewall does."""
    with ExitStack() as lines:
        server = lines.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        for _ in range(3):
            line = lines.enter_context(socket.socket())
            line.setblocking(False)
            line.connect_ex(server.getsockname())
        yield server.getsockname()[1]


@pytest.mark.parametrize("proxied", [False, True])
def test_a_port_that_is_filtered_is_told_apart_from_a_closed_one(
    state: TerminalState, proxied: bool
) -> None:
    with filtered() as port:
        if proxied:
            lead(state, proxy=f"http://127.0.0.1:{port}")
        else:
            lead(state, url=f"https://127.0.0.1:{port}")
        told = only(look(state))
    assert told.code is (FindingCode.PROXY_SILENT if proxied else FindingCode.PORT_SILENT)


def test_a_server_that_takes_the_connection_and_says_nothing(state: TerminalState) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        lead(state, url=f"https://127.0.0.1:{silent.getsockname()[1]}")
        assert only(look(state)).code is FindingCode.CENTRE_SILENT


def test_a_portal_in_the_data_centres_place(state: TerminalState) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as portal:
        thread = threading.Thread(target=portal.serve_forever, args=(0.05,))
        thread.start()
        lead(state, url=f"https://127.0.0.1:{portal.server_address[1]}")
        try:
            told = only(look(state))
        finally:
            portal.shutdown()
            thread.join()
    assert told.code is FindingCode.PORTAL


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Answer(b"<html>Bad gateway</html>", 502, "text/html"), FindingCode.CENTRE_STRANGE),
        (problem(ProblemCode.BUSY, 503), FindingCode.CENTRE_BUSY),
        (problem(ProblemCode.TOO_LARGE), FindingCode.REFUSED),
    ],
)
def test_an_answer_that_is_no_lease(
    state: TerminalState, centre: FakeCentre, answer: Answer, code: FindingCode
) -> None:
    centre.answer = lambda _: answer
    assert only(look(state)).code is code


# ---- TLS -----------------------------------------------------------------------------------------


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Callable[..., FakeCentre]]:
    """A server of another authority, as one that opens connections on the way."""
    with ExitStack() as servers:

        def make(name: str, days: int = 30) -> FakeCentre:
            folder = tmp_path / name.replace(" ", "")
            folder.mkdir()
            authority = tls_authority(name, datetime.now(UTC), 30)
            return servers.enter_context(serving(FakeCentre(folder, authority, days=days)))

        yield make


def test_whoever_opens_tls_is_named(state: TerminalState, other: Callable[..., FakeCentre]) -> None:
    opener = other("Kantor Proxy CA")
    lead(state, url=opener.url)
    told = only(look(state))
    assert told.code is FindingCode.TLS_INTERCEPTED
    assert "Kantor Proxy CA" in told.sentence
    assert opener.asked == []  # nothing was sent there


def test_an_authority_of_the_same_name_is_one_that_was_made_anew(
    state: TerminalState, other: Callable[..., FakeCentre]
) -> None:
    lead(state, url=other("Test").url)  # as the data centre's own is called
    told = only(look(state))
    assert told.code is FindingCode.AUTHORITY_UNKNOWN
    assert "Test" in told.sentence


def test_what_an_issuer_calls_itself_steers_no_screen(
    state: TerminalState, other: Callable[..., FakeCentre]
) -> None:
    lead(state, url=other("x\x1b[2J\u202emoc" + "y" * 40).url)
    told = only(look(state))
    assert "\x1b" not in told.sentence
    assert "\u202e" not in told.sentence


def test_a_certificate_for_another_name(state: TerminalState, centre: FakeCentre) -> None:
    lead(state, url=centre.url.replace("127.0.0.1", "localhost"))
    told = only(look(state))
    assert told.code is FindingCode.CERTIFICATE_NAME
    assert "localhost" in told.sentence


def test_a_certificate_that_has_ended(state: TerminalState) -> None:
    late = datetime.now(UTC) + timedelta(days=300)
    facts = ClockState(seen=late, floor=late, witnessed=True).facts()
    told = only(look(state, lambda: late, facts))
    assert told.code is FindingCode.CERTIFICATE_ENDED


def test_a_server_that_takes_only_old_tls(state: TerminalState, centre: FakeCentre) -> None:
    centre.context.maximum_version = ssl.TLSVersion.TLSv1_2
    assert only(look(state)).code is FindingCode.TLS_BROKEN


def test_a_connection_that_is_cut_in_the_handshake(state: TerminalState) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def cut() -> None:
            with suppress(OSError):  # it listens no more
                while True:
                    line, _ = server.accept()
                    with line:
                        line.recv(100)

        thread = threading.Thread(target=cut)
        thread.start()
        try:
            lead(state, url=f"https://127.0.0.1:{server.getsockname()[1]}")
            assert only(look(state)).code is FindingCode.TLS_BROKEN
        finally:
            server.shutdown(socket.SHUT_RDWR)  # wakes who waits for the next
            thread.join()


# ---- a proxy -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", FindingCode.PROXY_PASSWORD),
        (b"HTTP/1.1 403 Forbidden\r\n\r\n", FindingCode.PROXY_REFUSES),
        (b"HTTP/1.1 502 Bad Gateway\r\n\r\n", FindingCode.PROXY_NO_WAY),
        (b"HTTP/1.1 302 Found\r\nLocation: http://masuk/\r\n\r\n", FindingCode.PROXY_PAGE),
        (b"HTTP/1.1 200 OK\r\n\r\n<html>Selamat datang!</html>", FindingCode.PROXY_PAGE),
        (b"SSH-2.0-OpenSSH_9.2\r\n", FindingCode.PROXY_PAGE),
        (b"", FindingCode.PROXY_PAGE),
    ],
)
def test_what_a_proxy_says(state: TerminalState, answer: bytes, code: FindingCode) -> None:
    with SayingProxy(answer) as proxy:
        lead(state, proxy=f"http://127.0.0.1:{proxy.port}")
        assert only(look(state)).code is code


def test_a_proxy_that_is_away(state: TerminalState) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    lead(state, proxy=f"http://127.0.0.1:{port}")
    told = only(look(state))
    assert told.code is FindingCode.PROXY_CLOSED
    assert str(port) in told.sentence


def test_a_proxy_as_it_should_be_is_no_finding(state: TerminalState) -> None:
    with SayingProxy(None) as proxy:
        lead(state, proxy=f"http://sandi:rahasia@127.0.0.1:{proxy.port}")
        assert look(state) == []
        assert proxy.passed >= 2  # the look, and the question


# ---- names ---------------------------------------------------------------------------------------


def in_namespace(state: TerminalState, *unshared: str, before: str = "true") -> list[list[str]]:
    """What is found by a process of root's own namespaces, after the command `before`."""
    given = [sys.executable, "-c", LOOK, str(state.root)]
    script = f'{before} && exec "$@"'
    done = subprocess.run(
        ["unshare", *unshared, "sh", "-c", script, "sh", *given],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if "Operation not permitted" in done.stderr:
        pytest.skip("namespaces are root's")
    assert done.returncode == 0, done.stderr
    told: list[list[str]] = json.loads(done.stdout)
    return told


@contextmanager
def name_server(answers: bool) -> Iterator[str]:
    """A name server on loopback that knows nothing, or says nothing; its address."""
    place = "127.0.0.78"
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        server.bind((place, 53))
    except PermissionError:
        pytest.skip("port 53 is root's")

    def answer() -> None:
        while True:
            asked, asker = server.recvfrom(512)
            if not asked:
                return
            if answers:  # the question back, with RCODE 3: no such name (RFC 1035, 4.1.1)
                server.sendto(asked[:2] + b"\x81\x83" + asked[4:], asker)

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    try:
        yield place
    finally:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as ending:
            ending.sendto(b"", (place, 53))
        thread.join()
        server.close()


@pytest.mark.parametrize(
    ("answers", "code"), [(True, FindingCode.NAME_UNKNOWN), (False, FindingCode.NAME_SILENT)]
)
def test_a_name_that_leads_nowhere_is_told_apart_from_a_silent_name_server(
    state: TerminalState, tmp_path: Path, answers: bool, code: FindingCode
) -> None:
    lead(state, url="https://pusat.example:9443")
    with name_server(answers) as place:
        file = tmp_path / "resolv.conf"
        file.write_text(f"nameserver {place}\noptions timeout:{int(NAME_S) + 2} attempts:1\n")
        told = in_namespace(state, "--mount", before=f"mount --bind {file} /etc/resolv.conf")
    assert [each[0] for each in told] == [code.value]
    assert "pusat.example" in told[0][1]


def test_a_machine_without_a_network_has_no_way(state: TerminalState) -> None:
    lead(state, url="https://192.0.2.7:9443")
    told = in_namespace(state, "--net")
    assert told == [["no-way", "There is no way from here to 192.0.2.7."]]


# ---- keys, and several addresses -----------------------------------------------------------------


def test_a_key_that_is_missing_is_never_the_networks_fault(
    state: TerminalState, whole: WholeCentre
) -> None:
    (state.credentials / "agent.key").unlink()
    assert look(state) == []  # the way stands; keys.py tells of the key
    assert whole.asked_in_vain == []


def test_an_authority_that_is_damaged_is_told_as_that(state: TerminalState) -> None:
    state.authority.write_bytes(b"-----BEGIN CERTIFICATE-----\nnone\n")
    assert only(look(state)).code is FindingCode.AUTHORITY_LOST


def test_another_authority_in_the_folder_is_told_as_what_it_is(state: TerminalState) -> None:
    state.authority.write_bytes(new_authority()[1])
    assert only(look(state)).code is FindingCode.AUTHORITY_UNKNOWN


def test_one_good_address_of_two_is_enough(state: TerminalState, centre: FakeCentre) -> None:
    kept: dict[str, str] = {}
    with socket.create_server(("127.0.0.1", 0)) as free:
        away = f"https://127.0.0.1:{free.getsockname()[1]}"
    CentreAddresses(centre.url, lambda _: None, kept.update).take((away,))
    assert set(kept) == {FACT}
    assert look(state, facts=kept) == []
    lead(state, url=away.replace("127.0.0.1", "127.0.0.2"))
    assert [each.code for each in look(state, facts=kept)] == [FindingCode.PORT_CLOSED] * 2


def test_a_cable_that_is_pulled_out_is_a_fault(state: TerminalState, centre: FakeCentre) -> None:
    with Cable(centre.server_address[1]) as cable:
        lead(state, url=f"https://127.0.0.1:{cable.port}")
        assert look(state) == []
        cable.pull()
        told = only(look(state))
    assert told.code is FindingCode.TLS_BROKEN
    assert told.severity is Severity.FAULT


def test_a_foreign_key_is_refused_as_one(state: TerminalState, whole: WholeCentre) -> None:
    (state.credentials / "agent.key").write_bytes(SigningKey.generate().raw)
    assert only(look(state)).code in (FindingCode.NOT_KNOWN, FindingCode.SIGNATURE)
    assert whole.beats == []
