"""An acceptance report is its terminal's own, and as its kiosk signed it."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from sync.protocol.acceptance import (
    AcceptanceBody,
    AcceptedStep,
    HeldList,
    SignedAcceptance,
    TrialAlert,
    open_acceptance,
    sign_acceptance,
)
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.errors import PackageError
from sync.protocol.signed_reports import DOMAIN

AT = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
KIOSK = SigningKey.generate()
BODY = AcceptanceBody(
    terminal_id="1" * 32,
    checkpoint_id="gate-1",
    checkpoint="Gerbang Utama",
    lane="Lajur 2",
    made_at=AT,
    technician="9001",
    software="gapura 0.3.0",
    steps=(
        AcceptedStep(step="network", state="done"),
        AcceptedStep(step="touch", state="failing", at=AT),
    ),
    alert=TrialAlert(at=AT, score=0.71, threshold=0.43, latency_ms=312.0),
    lists=(HeldList(list_id="dpo", version=42),),
    references=1200,
)


def test_what_was_signed_is_read_also_from_a_file() -> None:
    file = sign_acceptance(BODY, KIOSK).to_json()
    assert open_acceptance(SignedAcceptance.from_json(file), KIOSK.public) == BODY


@pytest.mark.parametrize(
    ("said", "instead"),
    [("failing", "done"), ("9001", "9002"), ('"score":0.71', '"score":0.91'), ("1111", "2222")],
)
def test_a_word_that_was_changed_is_refused(said: str, instead: str) -> None:
    signed = sign_acceptance(BODY, KIOSK)
    assert said in signed.body
    changed = signed.model_copy(update={"body": signed.body.replace(said, instead)})
    with pytest.raises(PackageError, match="changed since"):
        open_acceptance(changed, KIOSK.public)


def test_another_kiosks_is_refused_and_what_was_signed_for_something_else() -> None:
    with pytest.raises(PackageError, match="not signed by its kiosk"):
        open_acceptance(sign_acceptance(BODY, SigningKey.generate()), KIOSK.public)
    text = BODY.to_json()
    forged = SignedAcceptance(
        terminal_id=BODY.terminal_id, body=text.decode(), signature=KIOSK.sign(DOMAIN, text)
    )
    with pytest.raises(PackageError, match="not signed by its kiosk"):
        open_acceptance(forged, KIOSK.public)


def test_a_report_under_another_terminals_name_is_refused() -> None:
    signed = sign_acceptance(BODY, KIOSK).model_copy(update={"terminal_id": "2" * 32})
    with pytest.raises(PackageError, match="another terminal's"):
        open_acceptance(signed, KIOSK.public)


def test_what_a_newer_gapura_says_besides_is_signed_and_ignored() -> None:
    newer = json.loads(BODY.to_json()) | {"region": [0, 0, 1, 1]}
    newer["steps"].append({"step": "roof", "state": "humming", "at": None, "photo": 3})
    text = json.dumps(newer)
    signed = SignedAcceptance(
        terminal_id=BODY.terminal_id, body=text, signature=KIOSK.sign("acceptance", text.encode())
    )
    read = open_acceptance(signed, KIOSK.public)
    assert read.steps[-1] == AcceptedStep(step="roof", state="humming")
