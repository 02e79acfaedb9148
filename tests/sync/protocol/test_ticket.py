"""A ticket is whole, as it was made, and for one lane; or it is said what it is instead."""

from __future__ import annotations

import json
import zlib
from datetime import UTC, datetime
from typing import Any

import pytest

from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.errors import PackageError
from sync.protocol.ticket import (
    TICKET_LIMIT,
    Ticket,
    TicketAltered,
    TicketCut,
    packed,
    read,
)

KEY = SigningKey.generate()
ROOT = json.dumps({"signed": {"keys": "ab" * 900}}).encode()


def made(**more: Any) -> Ticket:
    return Ticket(
        centre_id="centre-1",
        url="https://centre.example",
        checkpoint_id="gate-1",
        token="a" * 26,
        ca=b"-----BEGIN CERTIFICATE-----",
        root=ROOT,
        statements_key=KEY.public,
        expires_at=datetime(2026, 12, 1, tzinfo=UTC),
        **more,
    )


TICKET = made(lane="Lajur 2").signed(KEY)


def test_file_and_code_hold_the_same_ticket() -> None:
    file, code = read(TICKET.to_json()), read(packed(TICKET.to_json()))
    assert file == code
    assert file.to_json() == code.to_json() == TICKET.to_json()
    assert file.digest == code.digest == TICKET.digest
    assert len(packed(TICKET.to_json())) < len(TICKET.to_json()) / 2


@pytest.mark.parametrize("name", ["centre_id", "url", "checkpoint_id", "token", "lane", "root"])
def test_a_ticket_that_was_changed_is_refused(name: str) -> None:
    held = json.loads(TICKET.to_json())
    held[name] = {"url": "https://evil.example", "root": "e30="}.get(name, "b" * 26)
    for data in (json.dumps(held).encode(), packed(json.dumps(held).encode())):
        with pytest.raises(TicketAltered):
            read(data)


def test_one_that_an_editor_wrote_anew_is_the_same() -> None:
    written = json.dumps(json.loads(TICKET.to_json()), indent=2, sort_keys=True).encode()
    assert read(written).digest == TICKET.digest


def test_a_field_of_tomorrow_is_signed_and_told_by_too() -> None:
    held = json.loads(TICKET.to_json()) | {"of_tomorrow": 1}
    with pytest.raises(TicketAltered):
        read(json.dumps(held).encode())
    del held["signature"]
    tomorrow = read(json.dumps(held).encode())
    assert tomorrow.digest != TICKET.digest


def test_an_older_ticket_has_neither_lane_nor_signature() -> None:
    older = made()
    held = {name: each for name, each in json.loads(older.to_json()).items() if each is not None}
    read_back = read(json.dumps(held).encode())
    assert (read_back.lane, read_back.signature, read_back.token) == (None, None, older.token)


@pytest.mark.parametrize("share", [0.02, 0.5, 0.99])
def test_one_that_is_cut_says_so(share: float) -> None:
    for data in (TICKET.to_json(), packed(TICKET.to_json())):
        with pytest.raises(TicketCut):
            read(data[: max(9, int(len(data) * share))])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GAPURA1 " + zlib.compress(b"[" * 100_000),
        b"GAPURA1 " + zlib.compress(b"[]"),
        b"GAPURA1 " + zlib.compress(b"{}"),
        b"GAPURA1 " + zlib.compress(b" " * 50_000_000),  # 48 kB, as a code never holds
        b"[1]",
        b"{}",
        b" " * (TICKET_LIMIT + 1),
    ],
    ids=["empty", "deep", "list", "bare", "bomb", "array", "object", "large"],
)
def test_what_is_no_ticket_is_refused(data: bytes) -> None:
    with pytest.raises(PackageError):
        read(data)
