"""Requests that must not be answered, and what becomes of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from httpx import Response
from sqlalchemy import select

from sync.central.registry.schema import AuditEntry
from sync.protocol.envelope.random_values import random_id
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.wire import Problem, RefreshRequest
from tests.sync.central.gateway.conftest import Gate, House, problem
from tests.waiting import until

BODY = RefreshRequest(metadata={}, packages=()).to_json()
PATH = "/v1/refresh"


def sent(
    house: House,
    headers: dict[str, str],
    body: bytes = BODY,
    path: str = PATH,
    before: Gate | None = None,
) -> Response:
    """`before`: who had an honest answer on the same connection."""
    with house.client() as client:
        if before is not None:
            honest = client.post(PATH, content=BODY, headers=before.headers("POST", PATH, BODY))
            assert honest.status_code == 200, (honest.text, house.lines)
        return client.post(path, content=body, headers=headers)


@pytest.fixture(params=["a new connection", "its own connection"])
def before(request: pytest.FixtureRequest) -> Callable[[Gate], Gate | None]:
    """Whether the terminal has proven itself on the connection already."""
    return lambda gate: gate if request.param == "its own connection" else None


def audited(house: House, gate: Gate) -> list[dict[str, Any]]:
    with house.centre.registry.session() as session:
        asked = select(AuditEntry).where(
            AuditEntry.subject == gate.terminal_id, AuditEntry.action == "request-refused"
        )
        return [entry.details for entry in session.scalars(asked)]


def test_a_signed_request_is_answered(house: House) -> None:
    gate = house.gate()
    answer = sent(house, gate.headers("POST", PATH, BODY))
    assert answer.status_code == 200, (answer.text, house.lines)


def test_an_unsigned_request_is_refused(house: House) -> None:
    assert problem(sent(house, {})) == "signature"


def test_a_stranger_is_refused_before_the_body_is_read(house: House) -> None:
    stranger = Gate(house)
    assert problem(sent(house, stranger.headers("POST", PATH, BODY))) == "unknown"


@pytest.mark.parametrize(
    "alter",
    [
        lambda headers: headers | {"Signature": headers["Signature"].replace("=:", "A:")},
        lambda headers: headers | {"Signature-Input": headers["Signature-Input"] + "x"},
        lambda headers: {k: v for k, v in headers.items() if k != "Content-Digest"},
        lambda headers: headers | {"Signature": "gapura=:AAAA:"},
    ],
)
def test_altered_headers_are_refused(
    house: House, before: Callable[[Gate], Gate | None], alter: Callable[..., Any]
) -> None:
    gate = house.gate()
    headers = alter(gate.headers("POST", PATH, BODY))
    assert problem(sent(house, headers, before=before(gate))) == "signature"


def test_an_altered_body_path_and_query_are_refused(
    house: House, before: Callable[[Gate], Gate | None]
) -> None:
    gate = house.gate()
    other = RefreshRequest(metadata={"root": 1}, packages=()).to_json()
    for body, path in ((other, PATH), (BODY, "/v1/keys"), (BODY, PATH + "?a=1")):
        headers = gate.headers("POST", PATH, BODY)
        assert problem(sent(house, headers, body, path, before(gate))) == "signature"


def test_another_keys_signature_is_refused_and_on_the_audit_log(
    house: House, before: Callable[[Gate], Gate | None]
) -> None:
    gate = house.gate()
    headers = gate.headers("POST", PATH, BODY, key=SigningKey.generate())
    assert problem(sent(house, headers, before=before(gate))) == "signature"
    until(lambda: bool(audited(house, gate)), between=lambda: sent(house, headers))
    assert audited(house, gate)[0]["problem"] == "signature"


def test_a_stranger_on_a_terminals_connection_is_refused(house: House) -> None:
    gate, other = house.gate(), house.gate()
    headers = other.headers("POST", PATH, BODY, key=SigningKey.generate())
    assert problem(sent(house, headers, before=gate)) == "signature"


def test_a_request_for_another_data_centre_is_refused(
    house: House, before: Callable[[Gate], Gate | None]
) -> None:
    gate = house.gate()
    headers = gate.headers("POST", PATH, BODY, centre_id=random_id())
    assert problem(sent(house, headers, before=before(gate))) == "signature"


def test_a_replayed_request_is_refused_logged_and_on_the_audit_log(house: House) -> None:
    gate = house.gate()
    headers = gate.headers("POST", PATH, BODY)
    assert sent(house, headers).status_code == 200
    assert problem(sent(house, headers)) == "replay"
    until(lambda: bool(audited(house, gate)), between=lambda: sent(house, headers))
    assert audited(house, gate)[0]["problem"] == "replay"
    until(lambda: any("replay" in line and gate.terminal_id in line for line in house.lines))


def test_a_flood_of_replays_is_one_entry_on_the_audit_log(house: House) -> None:
    gate = house.gate()
    headers = gate.headers("POST", PATH, BODY)
    sent(house, headers)
    for _ in range(20):
        assert problem(sent(house, headers)) == "replay"
    until(lambda: bool(audited(house, gate)), between=lambda: sent(house, headers))
    assert len(audited(house, gate)) == 1


@pytest.mark.parametrize("minutes", [-6, 6])
def test_a_wrong_clock_is_told_the_time(
    house: House, before: Callable[[Gate], Gate | None], minutes: int
) -> None:
    gate = house.gate()
    created = datetime.now(UTC) + timedelta(minutes=minutes)
    headers = gate.headers("POST", PATH, BODY, created=created)
    response = sent(house, headers, before=before(gate))
    assert problem(response) == "clock"
    told = Problem.from_json(response.content).at
    assert abs(told - datetime.now(UTC)) < timedelta(minutes=1)


@pytest.mark.parametrize("body", [b"", b"{", b"[" * 100_000, b'{"metadata":{},"x":1}', b"\xff"])
def test_a_body_that_is_none_is_refused_without_repeating_it(house: House, body: bytes) -> None:
    gate = house.gate()
    response = sent(house, gate.headers("POST", PATH, body), body)
    assert problem(response) == "invalid"
    assert len(response.content) < 500


def test_a_body_over_the_limit_is_refused_unread(house: House) -> None:
    gate = house.gate()
    body = b"x" * 300_000
    assert problem(sent(house, gate.headers("POST", PATH, body), body)) == "too-large"


def test_a_body_over_the_limit_is_refused_also_in_chunks_without_a_length(house: House) -> None:
    gate = house.gate()
    body = b"x" * 300_000
    headers = gate.headers("POST", PATH, body)
    with house.client() as client:
        pieces = (body[start : start + 10_000] for start in range(0, len(body), 10_000))
        assert problem(client.post(PATH, content=pieces, headers=headers)) == "too-large"


def test_nothing_is_told_to_strangers(house: House) -> None:
    with house.client() as client:
        for path in ("/", "/docs", "/redoc", "/openapi.json", "/v1", "/v1/enrol"):
            assert problem(client.get(path)) == "not-found"


def test_the_log_names_no_key_token_or_body(house: House) -> None:
    token = house.token()
    gate = Gate(house)
    gate.enrol(token)
    gate.enrol(token[:-1] + "0")
    text = "".join(house.lines)
    assert token not in text
    assert "Traceback" not in text
