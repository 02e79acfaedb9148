"""`gapura central terminal acceptance`: an acceptance report is proved and shown, or refused."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sync.central.centre import Centre
from sync.central.registry.schema import Terminal
from sync.protocol.acceptance import (
    AcceptanceBody,
    AcceptedStep,
    TrialAlert,
    sign_acceptance,
)
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.wire import ReportedFinding
from tests.sync.central.cli.conftest import Desk
from tests.sync.central.cli.devices import enrolled
from tests.sync.central.cli.test_cli_ticket import ticketed

AT = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
KIOSK = SigningKey.generate()


@pytest.fixture
def number(founded: Desk, tmp_path: Path) -> str:
    """Of an approved terminal whose kiosk's key is KIOSK."""
    number, words, _ = enrolled(founded.home, ticketed(founded, tmp_path), "Lajur 1")
    founded("terminal", "approve", number[:8], "--words", words, by="budi")
    with Centre.open(founded.home) as centre, centre.registry.transaction() as session:
        session.get_one(Terminal, number).kiosk_key = KIOSK.public
    return number


def report(number: str, **changes: Any) -> AcceptanceBody:
    usual: dict[str, Any] = {
        "terminal_id": number,
        "checkpoint_id": "gate-1",
        "lane": "Lajur 1",
        "made_at": AT,
        "technician": "9001",
        "software": "gapura 0.3.0",
        "steps": (AcceptedStep(step="touch", state="failing", at=AT),),
        "findings": (ReportedFinding(code="disk-full", about={"free": "3", "least": "512"}),),
        "alert": TrialAlert(at=AT, score=0.71, threshold=0.43, latency_ms=312.0),
    }
    return AcceptanceBody(**(usual | changes))


def put(folder: Path, body: AcceptanceBody, key: SigningKey = KIOSK) -> Path:
    file = folder / "laporan-pemasangan.json"
    file.write_bytes(sign_acceptance(body, key).to_json())
    return file


def test_a_report_is_proved_and_shown(founded: Desk, number: str, tmp_path: Path) -> None:
    said = founded("terminal", "acceptance", put(tmp_path, report(number)))
    assert f"terminal {number[:8]} (active), Lajur 1 of gate-1: signed by its kiosk" in said
    assert "by technician 9001, gapura 0.3.0" in said
    assert "score 0.71 over 0.43, 312 ms" in said
    assert "touch" in said
    assert "failing" in said
    assert "Only 3 MB" in said
    told = founded.json("terminal", "acceptance", put(tmp_path, report(number, alert=None)))
    assert (told["state"], told["well"], told["alert"]) == ("active", False, None)
    assert told["steps"][0]["state"] == "failing"
    assert "none was made" in founded(
        "terminal", "acceptance", put(tmp_path, report(number, alert=None))
    )


def test_a_word_that_was_changed_is_refused(founded: Desk, number: str, tmp_path: Path) -> None:
    file = put(tmp_path, report(number))
    file.write_text(file.read_text().replace("failing", "done"))
    said = founded("terminal", "acceptance", file, status=2)
    assert f"{file}: not signed by its kiosk, or changed since: ask for the file again" in said
    other = put(tmp_path, report(number), SigningKey.generate())
    assert "not signed by its kiosk" in founded("terminal", "acceptance", other, status=2)


def test_a_terminal_that_is_not_known_proves_nothing(founded: Desk, tmp_path: Path) -> None:
    file = put(tmp_path, report("f" * 32))
    said = founded("terminal", "acceptance", file, status=2)
    assert "terminal ffffffff is not one of this data centre's" in said


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff\xfe", b"[1]", b"{" * 100_000])
def test_what_is_no_report_is_refused_in_a_line(
    founded: Desk, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "x.json"
    file.write_bytes(content)
    said = founded("terminal", "acceptance", file, status=2)
    assert f"{file}: no acceptance report of a terminal" in said
    assert len(said.splitlines()) == 1
    assert str(tmp_path / "none") in founded("terminal", "acceptance", tmp_path / "none", status=2)
    assert str(tmp_path) in founded("terminal", "acceptance", tmp_path, status=2)


def test_signs_that_move_the_cursor_are_shown_and_of_a_newer_report_what_is_known(
    founded: Desk, number: str, tmp_path: Path
) -> None:
    body = report(number, lane="Lajur\x1b[2J 1")
    newer = json.loads(body.to_json()) | {"region": [0, 0, 1, 1]}
    newer["findings"].append({"code": "roof-open", "about": {}})
    text = json.dumps(newer)
    signed = sign_acceptance(body, KIOSK).model_copy(
        update={"body": text, "signature": KIOSK.sign("acceptance", text.encode())}
    )
    file = tmp_path / "newer.json"
    file.write_bytes(signed.to_json())
    said = founded("terminal", "acceptance", file)
    assert "\x1b" not in said
    assert "1 finding of a newer Gapura, unread" in said
    assert "touch" in said
