"""What a gateway in wrong hands gets from the keeper: what terminals signed, and nothing else."""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from sync.central.channel.frames import MAX_BODY
from sync.central.channel.messages import (
    INLINE,
    Answer,
    FileAnswer,
    FromKeeper,
    NotUnderstood,
    ReadFile,
    Refusal,
    RefusedAtGateway,
    Who,
    WhoIs,
)
from sync.central.gateway_files import keeper_socket
from sync.central.keeper.gateway_connection import MAX_UNDER_WAY
from sync.central.keeper.refusal_audit import MAX_ENTRIES
from sync.central.keeper.server import (
    MAX_BYTES_OF_ALL,
    MAX_CONNECTIONS,
    MAX_OF_TERMINAL,
)
from sync.central.registry import audit
from sync.protocol.envelope.digests import fingerprint
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.wire import KeysRequest, ProblemCode, Question, RefreshRequest
from tests.fakes.heartbeats import heartbeat
from tests.sync.central.gateway.conftest import Gate, House
from tests.sync.central.keeper.evil_gateway import EvilGateway, connected, signed
from tests.waiting import until

REFRESH = RefreshRequest(metadata={}, packages=()).to_json()


@pytest.fixture
def evil(house: House) -> Iterator[EvilGateway]:
    until(lambda: house.head("cekal") is not None)
    with connected(keeper_socket(house.centre.home)) as gateway:
        yield gateway


def test_what_a_terminal_signed_is_answered_once(house: House, evil: EvilGateway) -> None:
    request = signed(house.gate(), "POST", "/v1/refresh", REFRESH)
    answer, data = evil.ask(request, REFRESH)
    assert isinstance(answer, Answer)
    assert json.loads(data)["files"]
    assert evil.refused(request, REFRESH) == "replay"


def test_a_body_a_path_or_a_signature_of_its_own_is_refused(
    house: House, evil: EvilGateway
) -> None:
    gate = house.gate()
    request = signed(gate, "POST", "/v1/refresh", REFRESH)
    other = RefreshRequest(metadata={"root": 1}, packages=()).to_json()
    assert evil.refused(request, other) == "signature"
    elsewhere = request.model_copy(update={"path": "/v1/heartbeat"})
    assert evil.refused(elsewhere, REFRESH) == "signature"
    gate.signing = SigningKey.generate()
    assert evil.refused(signed(gate, "POST", "/v1/refresh", REFRESH), REFRESH) == "signature"
    unsigned = request.model_copy(update={"signature_input": "", "signature": ""})
    assert evil.refused(unsigned, REFRESH) == "signature"


def test_a_lease_keys_and_results_need_a_request_of_the_terminals_own(
    house: House, evil: EvilGateway
) -> None:
    gate = house.gate()
    wanted = KeysRequest(packages=("a" * 32,)).to_json()
    lifted = signed(gate, "POST", "/v1/keys", wanted)
    for path, body in (("/v1/heartbeat", heartbeat().to_json()), ("/v1/results", b"{}")):
        assert evil.refused(lifted.model_copy(update={"path": path}), body) == "signature"


def test_a_terminal_that_is_pending_or_revoked_is_refused_whatever_the_gateway_thinks(
    house: House, evil: EvilGateway
) -> None:
    for state in ("pending", "revoked"):
        request = signed(house.gate(state), "POST", "/v1/refresh", REFRESH)
        assert evil.refused(request, REFRESH) == state


def test_a_file_is_read_only_where_a_terminals_own_request_was_answered_with_it(
    house: House, evil: EvilGateway
) -> None:
    data = bytes(range(256)) * 2000
    path = f"list-cekal/{fingerprint(data)}.8.snapshot"
    assert evil.refused(ReadFile(file=1, start=0, length=10)) == "busy"
    gate = house.gate()

    def read() -> FileAnswer | None:
        """Put it there and read it; a keeper that just started sweeps away what is unpublished."""
        house.centre.blobs.put(f"tuf/targets/{path}", data)
        answer, _ = evil.ask(signed(gate, "GET", f"/v1/tuf/targets/{path}"))
        if not isinstance(answer, FileAnswer):
            return None
        _, part = evil.ask(ReadFile(file=answer.file, start=256, length=INLINE))
        return answer if part == data[256 : 256 + INLINE] else None

    answer = until(read)
    with connected(keeper_socket(house.centre.home)) as another:
        assert another.refused(ReadFile(file=answer.file, start=0, length=10)) == "busy"


def test_it_learns_public_keys_and_nothing_else_of_a_terminal(
    house: House, evil: EvilGateway
) -> None:
    gate = house.gate()
    known, body = evil.ask(WhoIs(key_id=gate.terminal_id))
    assert (known, body) == (Who(signing_key=gate.signing.public), b"")
    stranger, _ = evil.ask(WhoIs(key_id="0" * 32))
    assert stranger == Who(signing_key=None)


def test_it_writes_on_the_audit_log_about_enrolled_terminals_only_and_one_entry_a_minute(
    house: House, evil: EvilGateway
) -> None:
    gate, stranger = house.gate(), Gate(house)
    for terminal_id in [gate.terminal_id, stranger.terminal_id] * 20:
        note = RefusedAtGateway(
            problem=ProblemCode.SIGNATURE, terminal_id=terminal_id, path="/v1/keys"
        )
        evil.ask(note)

    def noted() -> list[str]:
        with house.centre.registry.session() as session:
            rows = [row for row in audit.entries(session) if row.action == "request-refused"]
        return [row.subject for row in rows]

    # What other tests of this house had noted within the minute may have left no room.
    again = note.model_copy(update={"terminal_id": gate.terminal_id})
    until(lambda: gate.terminal_id in noted(), between=lambda: evil.ask(again))
    assert noted().count(gate.terminal_id) == 1
    assert stranger.terminal_id not in noted()


def test_one_terminals_questions_leave_room_for_those_of_others(
    house: House, evil: EvilGateway
) -> None:
    greedy, modest = house.gate(), house.gate()
    body = Question(question_id="a" * 32, sealed=b"x" * 1000).to_json()
    requests = [signed(greedy, "POST", "/v1/questions", body) for _ in range(4 * MAX_OF_TERMINAL)]
    asked = [evil.write(request, body) for request in requests]
    own = evil.write(signed(modest, "POST", "/v1/refresh", REFRESH), REFRESH)
    answers = {}
    for _ in range(len(asked) + 1):
        number, reply, data = evil.read()
        answers[number] = (reply, data)
    assert isinstance(answers[own][0], Answer)
    assert {type(answers[number][0]) for number in asked} == {Refusal}
    codes = [json.loads(answers[number][1])["problem"] for number in asked]
    assert set(codes) == {"busy", "invalid"}


@pytest.mark.parametrize(
    "data",
    [
        struct.pack(">IIQ", 2**31, 0, 1),
        struct.pack(">IIQ", 2, MAX_BODY + 1, 1) + b"{}",
        struct.pack(">IIQ", 2, 0, 1) + b"[]",
        b"GET / HTTP/1.1\r\nHost: keeper\r\n\r\n",
    ],
)
def test_what_breaks_the_rules_is_cut_off_and_others_are_answered(
    house: House, evil: EvilGateway, data: bytes
) -> None:
    with connected(keeper_socket(house.centre.home)) as broken:
        broken.connection.sendall(data)
        with pytest.raises((EOFError, ConnectionError)):
            broken.read()
    assert isinstance(evil.ask(WhoIs(key_id="0" * 32))[0], Who)
    until(lambda: any("a gateway was cut off" in line for line in house.lines))
    house.lines[:] = [line for line in house.lines if "a gateway was cut off" not in line]


def test_who_does_not_say_hello_is_cut_off(house: House) -> None:
    with connected(keeper_socket(house.centre.home), greet=False) as mute:
        mute.write(WhoIs(key_id="0" * 32))
        with pytest.raises((EOFError, ConnectionError)):
            mute.read()
    until(lambda: any("says hello first" in line for line in house.lines))
    house.lines[:] = [line for line in house.lines if "says hello first" not in line]


def test_a_message_of_a_newer_gateway_is_answered_as_not_understood(evil: EvilGateway) -> None:
    head = b'{"kind":"weigh","grams":1}'
    evil.connection.sendall(struct.pack(">IIQ", len(head), 0, 9) + head)
    number, answer, _ = evil.read()
    assert (number, answer) == (9, NotUnderstood())


def test_more_questions_than_it_may_ask_wait_and_are_all_answered(evil: EvilGateway) -> None:
    asked = {evil.write(WhoIs(key_id=f"{number:032x}")) for number in range(2 * MAX_UNDER_WAY)}
    assert {evil.read()[0] for _ in asked} == asked


def test_a_gateway_that_stops_reading_holds_up_nobody(house: House, evil: EvilGateway) -> None:
    gate = house.gate()
    with connected(keeper_socket(house.centre.home)) as stuck:
        stuck.connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
        for _ in range(40):
            stuck.write(signed(gate, "GET", "/v1/tuf/metadata/1.root.json"))
        request = signed(house.gate(), "POST", "/v1/refresh", REFRESH)
        assert isinstance(evil.ask(request, REFRESH)[0], Answer)


def test_it_fills_no_audit_log_with_what_it_invents_about_many_terminals(
    house: House, evil: EvilGateway
) -> None:
    def noted() -> int:
        with house.centre.registry.session() as session:
            return sum(row.action == "request-refused" for row in audit.entries(session))

    before = noted()
    for gate in [house.gate() for _ in range(MAX_ENTRIES + 20)]:
        for problem in (ProblemCode.SIGNATURE, ProblemCode.REPLAY):
            note = RefusedAtGateway(problem=problem, terminal_id=gate.terminal_id, path="/v1/keys")
            evil.ask(note)
    until(lambda: noted() > before)
    gate = house.gate()
    assert evil.refused(signed(gate, "POST", "/v1/keys", b"{}"), b"{}") == "invalid"
    assert noted() - before <= MAX_ENTRIES


def test_more_connections_than_gateways_need_are_refused(house: House) -> None:
    path = keeper_socket(house.centre.home)
    with ExitStack() as opened:
        refused = 0
        for _ in range(MAX_CONNECTIONS + 8):
            try:
                opened.enter_context(connected(path))
            except (EOFError, ConnectionError):
                refused += 1
        assert refused >= 8
        house.gate()
    until(lambda: answers(house))  # who left gives his place back
    house.lines[:] = [line for line in house.lines if "more connections" not in line]


def answers(house: House) -> bool:
    try:
        with connected(keeper_socket(house.centre.home)) as gateway:
            return isinstance(gateway.ask(WhoIs(key_id="0" * 32))[0], Who)
    except (EOFError, ConnectionError):
        return False


def test_bodies_that_are_announced_and_never_sent_take_a_bounded_room(house: House) -> None:
    path = keeper_socket(house.centre.home)
    head = signed(house.gate(), "POST", "/v1/results", b"{}").to_json()
    announced = struct.pack(">IIQ", len(head), MAX_BODY, 7) + head
    gate = house.gate()

    def answer() -> FromKeeper:
        with connected(path) as modest:
            return modest.ask(signed(gate, "POST", "/v1/refresh", REFRESH), REFRESH)[0]

    with ExitStack() as opened:
        for _ in range(MAX_BYTES_OF_ALL // MAX_BODY):
            slow = opened.enter_context(connected(path))
            slow.connection.sendall(announced)
        until(lambda: isinstance(answer(), Refusal))
    until(lambda: isinstance(answer(), Answer))
