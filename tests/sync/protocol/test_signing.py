"""A request is its signer's, unaltered, for this data centre, and of this moment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.errors import SignatureRefused
from sync.protocol.signing import WINDOW, sign_request, verify_request

KEY = SigningKey.generate()
NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


def request(**changed: Any) -> dict[str, Any]:
    headers, _ = sign_request("POST", "/v1/results?x=1", b"{}", KEY, "t1", "c1", NOW)
    sent = {
        "method": "POST",
        "path": "/v1/results?x=1",
        "headers": headers,
        "body": b"{}",
        "public_key": lambda key_id: KEY.public if key_id == "t1" else None,
        "centre_id": "c1",
        "now": NOW,
    }
    return sent | changed


def test_a_signed_request_names_its_signer_and_nonce() -> None:
    headers, nonce = sign_request("GET", "/v1/events", b"", KEY, "t1", "c1", NOW)
    sent = request(method="GET", path="/v1/events", headers=headers, body=b"")
    found = verify_request(**sent)
    assert (found.key_id, found.nonce, found.created) == ("t1", nonce, NOW)


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"method": "PUT"}, "signature"),
        ({"path": "/v1/results"}, "signature"),
        ({"path": "/v1/keys?x=1"}, "signature"),
        ({"body": b"{ }"}, "signature"),
        ({"body": b""}, "signature"),
        ({"headers": {}}, "signature"),
        ({"centre_id": "c2"}, "signature"),
        ({"public_key": lambda _: SigningKey.generate().public}, "signature"),
        ({"public_key": lambda _: None}, "unknown"),
        ({"now": NOW + WINDOW + timedelta(seconds=1)}, "clock"),
        ({"now": NOW - WINDOW - timedelta(seconds=1)}, "clock"),
    ],
)
def test_any_other_request_is_refused_and_says_why(changed: dict[str, Any], problem: str) -> None:
    with pytest.raises(SignatureRefused) as refused:
        verify_request(**request(**changed))
    assert refused.value.problem == problem


def test_a_wrong_clock_is_told_only_to_whoever_holds_the_key() -> None:
    late = {"now": NOW + timedelta(days=1), "body": b"altered"}
    with pytest.raises(SignatureRefused) as refused:
        verify_request(**request(**late))
    assert refused.value.problem == "signature"


@given(
    st.sampled_from(["Signature", "Signature-Input", "Content-Digest"]),
    st.text(st.characters(max_codepoint=255), max_size=200),
)
def test_noise_in_the_headers_is_refused(name: Any, noise: Any) -> None:
    sent = request()
    if sent["headers"][name] == noise:
        return
    with pytest.raises(SignatureRefused):
        verify_request(**(sent | {"headers": sent["headers"] | {name: noise}}))
