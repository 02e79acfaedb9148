"""Whatever is sent, signed as it must be, the answer is one that the OpenAPI document names."""

from __future__ import annotations

import time
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation.case import Case
from schemathesis.specs.openapi.checks import (
    response_schema_conformance,
    status_code_conformance,
)

from sync.central.gateway import limits
from sync.central.gateway.app import openapi
from sync.protocol.wire import Problem
from tests.sync.central.gateway.conftest import Gate, House
from tests.waiting import PATIENCE_S, until

SCHEMA = schemathesis.openapi.from_dict(openapi())
# Each request is a connection of its own, and so many of one address are let in: a quick machine
# that makes more has some reset in the handshake, as they should be.
PACE = limits.Rates(0.8 * limits.CONNECTS_PER_S, 1)
ROUTES = SCHEMA.exclude(path="/v1/events")  # a stream: it does not end


@pytest.fixture(scope="module")
def gate(house: House) -> Gate:
    return house.gate()


@pytest.mark.slow
@ROUTES.parametrize()
@settings(
    max_examples=25,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_no_signed_request_is_too_much(house: House, gate: Gate, case: Any) -> None:
    answer = sent(house, gate, case, signed=True)
    case.validate_response(
        answer, checks=[not_a_server_error, status_code_conformance, response_schema_conformance]
    )


@ROUTES.parametrize()
@settings(
    max_examples=5,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_no_unsigned_request_is_answered(house: House, gate: Gate, case: Any) -> None:
    answer = sent(house, gate, case, signed=False)
    assert 400 <= answer.status_code < 500
    Problem.from_json(answer.content)


def sent(house: House, gate: Gate, case: Case[Any], *, signed: bool) -> requests.Response:
    """What the server answers to `case`, signed by a terminal or by nobody."""
    wanted = requests.Request(**case.as_transport_kwargs(base_url=house.url)).prepare()
    for name in ("Signature", "Signature-Input", "Content-Digest"):
        wanted.headers.pop(name, None)
    body = wanted.body or b""
    body = body.encode() if isinstance(body, str) else body
    assert isinstance(body, bytes)
    assert wanted.method is not None
    if signed:
        wanted.headers.update(gate.headers(wanted.method, wanted.path_url, body))
    until(lambda: PACE.take("here", time.monotonic()))
    with requests.Session() as session:
        return session.send(wanted, verify=str(house.centre.ca), timeout=PATIENCE_S)
