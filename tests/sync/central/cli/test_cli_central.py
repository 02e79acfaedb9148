"""`gapura central`, as operators type it: from an empty folder to a proposal that is approved."""

from __future__ import annotations

import csv
import io
import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from models.images import read_image
from sync.central.centre import Centre
from sync.central.cli.list import EXAMPLE
from sync.central.registry import answers, enrolments, intake, received, terminals, visitors
from sync.central.registry.schema import OfficerAccount
from sync.protocol.envelope.digests import fingerprint, key_digits
from sync.protocol.envelope.random_values import random_id
from sync.protocol.envelope.sealing import SealingKey
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.jakarta import jakarta_text
from sync.protocol.result_content import (
    AlertAnswered,
    AlertEscalated,
    AlertFollowed,
    ResultContent,
)
from sync.protocol.ticket import Ticket
from tests.fakes.alerts import raised
from tests.fakes.pictures import jpeg
from tests.present import present
from tests.sync.central.cli.conftest import Desk

NIK = "3171014808610001"
KIOSK_KEY = b"q" * 32


def enrolled_terminal(home: Path, ticket: Ticket, kiosk: bytes | None = KIOSK_KEY) -> str:
    key = SigningKey.generate()
    terminal_id = fingerprint(key.public)[:32]
    sealing = SealingKey.generate().public
    new = enrolments.NewTerminal(terminal_id, "lane 1", key.public, sealing, kiosk)
    with Centre.open(home) as centre, centre.registry.transaction() as session:
        index = enrolments.token_index(centre.vault, ticket.token)
        enrolments.enrol(session, index, new, datetime.now(UTC))
    return terminal_id


def test_a_list_needs_two_operators(
    founded: Desk, tmp_path: Path, portraits: dict[str, Path]
) -> None:
    who = json.dumps({"name": "Nama Rahasia", "nik": NIK})
    photo = portraits["obama.jpg"]
    person = founded.json("person", "add", photo, "--stdin", by="sari", stdin=who)
    assert person["new"]
    (tmp_path / "dpo.toml").write_text(EXAMPLE)
    first = founded.json("list", "create", "dpo", "--from", tmp_path / "dpo.toml", by="sari")
    refusal = founded("approve", first["proposal"], by="sari", status=2)
    assert "another operator" in refusal
    assert refusal.count("\n") == 1
    founded("approve", first["proposal"], by="budi")
    (tmp_path / "niks.txt").write_text(NIK + "\n")
    added = founded.json(
        "list", "members", "add", "dpo", "--persons", tmp_path / "niks.txt", by="sari"
    )
    (waiting,) = founded.json("proposals")["proposals"]
    assert (waiting["summary"], waiting["proposed_by"]) == ("add 1 person", "sari")
    shown = founded.json("proposals", added["proposal"], by="budi")
    assert [each["name"] for each in shown["persons"]] == ["Nama Rahasia"]
    founded("approve", added["proposal"], by="budi")
    (listed,) = founded.json("list", "show")["lists"]
    assert (listed["list"], listed["members"], listed["officers"]) == ("dpo", 1, 2)
    assert "Nama Rahasia" not in founded("audit", "list", "--json")
    assert founded.json("audit", "verify")["broken"] is None
    home = [path.read_bytes() for path in founded.home.rglob("*") if path.is_file()]
    assert not any(NIK.encode() in data or b"Nama Rahasia" in data for data in home)


def test_a_wrong_passphrase_and_an_unknown_operator_are_told_alike(
    founded: Desk, tmp_path: Path
) -> None:
    (tmp_path / "budi.txt").write_text("something else entirely\n")
    (tmp_path / "nobody.txt").write_text("something else entirely\n")
    (tmp_path / "nobody.txt").chmod(0o600)
    refused = [founded("reject", 1, by=name, status=2) for name in ("budi", "nobody")]
    assert refused[0] == refused[1] == "gapura: operator or passphrase is wrong\n"
    (tmp_path / "sari.txt").chmod(0o644)
    assert "others may read it" in founded("reject", 1, by="sari", status=2)
    rows = [json.loads(line) for line in founded("audit", "list", "--json").splitlines()]
    refusals = [row["details"]["reason"] for row in rows if row["action"] == "operator-refused"]
    assert refusals == ["passphrase", "unknown"]


def test_a_third_operator_takes_two_who_vouch(
    founded: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GAPURA_NEW_PASSPHRASE_FILE", str(tmp_path / "sari.txt"))
    monkeypatch.setenv("GAPURA_SECOND_PASSPHRASE_FILE", str(tmp_path / "budi.txt"))
    assert "second" in founded("operator", "add", "tono", by="sari", status=2)
    assert "second" in founded("operator", "add", "tono", status=2)
    founded("operator", "add", "tono", "--second", "budi", by="sari")
    founded("operator", "suspend", "tono", by="sari")
    rows = founded.json("operator", "list")["operators"]
    assert [row["operator"] for row in rows if not row["suspended"]] == ["budi", "sari"]


def test_a_terminal_is_ticketed_approved_and_revoked(founded: Desk, tmp_path: Path) -> None:
    founded("token", "gate-1", "--out", tmp_path / "ticket.json", by="sari")
    assert (tmp_path / "ticket.json").stat().st_mode & 0o077 == 0
    ticket = Ticket.from_json((tmp_path / "ticket.json").read_bytes())
    assert (ticket.url, ticket.checkpoint_id) == ("https://localhost:8443", "gate-1")
    terminal_id = enrolled_terminal(founded.home, ticket)
    (row,) = founded.json("terminals")["terminals"]
    assert [each["code"] for each in row["troubles"]] == ["pending"]
    assert key_digits(KIOSK_KEY) in row["troubles"][0]["text"], "the approver compares it"
    shown = ("terminal", "approve", terminal_id[:8])
    compared = ("--kiosk-key", key_digits(KIOSK_KEY))
    alone = founded(*shown, *compared, by="sari", status=2)
    assert "you made its ticket; another operator" in alone
    for few in (terminal_id[:4], terminal_id[:7]):
        told = founded("terminal", "approve", few, *compared, by="budi", status=2)
        assert "the first 8 digits" in told
    told = founded(*shown, "--kiosk-key", "0" * 16, by="budi", status=2)
    assert "another terminal than the technician's" in told
    told = founded(*shown, by="budi", status=2)
    assert key_digits(KIOSK_KEY) in told, "it is shown before anybody is asked"
    assert "--kiosk-key is needed" in told
    assert founded.json("terminals")["terminals"][0]["state"] == "pending"
    assert key_digits(KIOSK_KEY) in founded(*shown, *compared, by="budi")
    (row,) = founded.json("terminals")["terminals"]
    assert (row["state"], [each["code"] for each in row["troubles"]]) == ("active", ["never-seen"])
    told = founded("terminal", "revoke", terminal_id[:8], by="budi", status=2)
    assert "--yes is needed" in told
    assert f"terminal {terminal_id}: gate-1" in told
    assert founded.json("terminals")["terminals"][0]["state"] == "active"
    founded("terminal", "revoke", terminal_id[:8], "--yes", by="budi")
    assert founded.json("terminals")["terminals"] == []
    (row,) = founded.json("terminals", "--all")["terminals"]
    assert (row["state"], row["told_at"]) == ("revoked", None)
    assert "revoked, not yet told" in founded("terminals", "--all")
    with Centre.open(founded.home) as centre, centre.registry.transaction() as session:
        terminals.note_told(session, terminal_id, datetime(2026, 11, 27, 6, 0, tzinfo=UTC))
    assert "revoked, told 2026-11-27 13:00" in founded("terminals", "--all")
    assert ticket.token.encode() not in (founded.home / "registry.sqlite3").read_bytes()


def test_a_terminal_that_would_sign_nothing_is_let_in_by_a_word_of_its_own_and_named(
    founded: Desk, tmp_path: Path
) -> None:
    founded("token", "gate-1", "--out", tmp_path / "ticket.json", by="sari")
    ticket = Ticket.from_json((tmp_path / "ticket.json").read_bytes())
    terminal_id = enrolled_terminal(founded.home, ticket, None)
    shown = ("terminal", "approve", terminal_id[:8])
    for given in ((), ("--kiosk-key", "none"), ("--kiosk-key", key_digits(KIOSK_KEY))):
        assert founded(*shown, *given, by="budi", status=2)
        assert founded.json("terminals")["terminals"][0]["state"] == "pending"
    assert "--older-gapura" in founded(*shown, by="budi", status=2)
    assert founded.json("status")["unsigned"] == []
    assert "nobody signs its questions" in founded(*shown, "--older-gapura", by="budi")
    assert founded.json("status")["unsigned"] == [terminal_id]
    assert f"terminals of an older Gapura: {terminal_id[:8]};" in founded("status")
    founded("terminal", "revoke", terminal_id[:8], "--yes", by="budi")
    assert founded.json("status")["unsigned"] == []


def test_a_kiosk_with_a_key_is_let_in_by_that_key_alone(founded: Desk, tmp_path: Path) -> None:
    founded("token", "gate-1", "--out", tmp_path / "ticket.json", by="sari")
    ticket = Ticket.from_json((tmp_path / "ticket.json").read_bytes())
    terminal_id = enrolled_terminal(founded.home, ticket)
    told = founded("terminal", "approve", terminal_id[:8], "--older-gapura", by="budi", status=2)
    assert "its kiosk has a key" in told
    assert founded.json("terminals")["terminals"][0]["state"] == "pending"


def test_visitors_are_checked_row_by_row(
    founded: Desk, tmp_path: Path, portraits: dict[str, Path]
) -> None:
    shutil.copy(portraits["obama.jpg"], tmp_path / "face.jpg")
    day = (datetime.now(UTC) + timedelta(days=2)).date().isoformat()
    rows = [
        {"day": day, "name": "Satu", "nik": NIK, "photo": "face.jpg", "party": "Dinas"},
        {"day": day, "name": "Dua", "passport": "x 1234567", "family_card": NIK},
        {"day": day, "name": "Dua Lagi", "passport": "X1234567"},
        {"day": "2020-01-01", "name": "Lewat", "nik": NIK},
        {"day": day, "name": "Tanpa"},
        {"day": day, "name": "Salah", "nik": "3171013202610001"},
    ]
    file = tmp_path / "day.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)))
    arguments = ("visitors", "import", file, "--checkpoint", "gate-1")
    held = founded.json(*arguments, "--strict", by="sari", status=2)
    assert (held["stored"], held["held_back"], held["refused"]) == (0, 2, 4)
    assert founded.json("visitors", "list")["visitors"] == []
    taken = founded.json(*arguments, by="sari")
    assert [row["reason"] for row in taken["rows"]] == ["duplicate", "day", "identity", "nik-date"]
    founded.json(*arguments, by="sari")
    assert founded.json("visitors", "list")["visitors"][0]["visitors"] == 2
    with Centre.open(founded.home) as centre, centre.registry.session() as session:
        kept = visitors.list_all(session, centre.vault, "gate-1", datetime.now(UTC).date())
    found = {each.name: each for each in kept}
    assert len(present(found["Satu"].template)) == 512
    assert found["Dua"].passport == "X1234567"


def test_officers_keep_no_pin(founded: Desk, tmp_path: Path) -> None:
    file = tmp_path / "shift.csv"
    with file.open("w", newline="") as opened:
        table = csv.writer(opened, delimiter=";")
        table.writerow(["number", "name", "role", "pin"])
        table.writerow(["1001", "Petugas Satu", "officer", "482915"])
        table.writerow(["1002", "Petugas Dua", "king", "482916"])
        table.writerow(["1003", "Petugas Tiga", "supervisor", "12"])
        table.writerow(["1001", "Petugas Lain", "officer", "482917"])
    arguments = ("officers", "import", file, "--checkpoint", "gate-1")
    taken = founded.json(*arguments, by="sari")
    assert [row["reason"] for row in taken["rows"]] == ["role", "pin-form", "duplicate"]
    assert (taken["proposed"], taken["proposal"]) == (1, 1)
    assert founded.json("officers", "list", "--checkpoint", "gate-1")["officers"] == []
    assert "another operator" in founded("approve", 1, by="sari", status=2)
    founded("approve", 1, by="budi")
    assert founded.json(*arguments, by="sari")["unchanged"] == 1
    (officer,) = founded.json("officers", "list", "--checkpoint", "gate-1")["officers"]
    assert officer.pop("pin_reset_at") is not None
    assert officer == {
        "number": "1001",
        "name": "Petugas Satu",
        "role": "officer",
        "suspended": False,
        "pin_changed_at": None,
    }
    with Centre.open(founded.home) as centre, centre.registry.session() as session:
        (row,) = session.query(OfficerAccount).all()
    assert b"482915" not in row.sealed


def test_results_are_listed_exported_and_shown_beside_the_reference(
    founded: Desk, tmp_path: Path, portraits: dict[str, Path]
) -> None:
    who = json.dumps({"name": "Nama Rahasia", "nik": NIK})
    photo = portraits["obama.jpg"]
    person = founded.json("person", "add", photo, "--stdin", by="sari", stdin=who)["person"]
    founded("token", "gate-1", "--out", tmp_path / "ticket.json", by="sari")
    ticket = Ticket.from_json((tmp_path / "ticket.json").read_bytes())
    terminal_id = enrolled_terminal(founded.home, ticket)
    alert = raised(reference_id=person, captured=portraits["obama2.jpg"].read_bytes())
    answered = AlertAnswered(
        alert_id=alert.alert_id, at=alert.at, answer="confirmed", officers=("1001",), reason="=1"
    )
    escalated = AlertEscalated(
        alert_id=alert.alert_id, at=alert.at, cause="colleague", officer="1002"
    )
    ended = AlertFollowed(
        alert_id=alert.alert_id, at=alert.at, step="outcome", officer="1001", code="handed_police"
    )
    noted = AlertFollowed(alert_id=alert.alert_id, at=alert.at, step="note", note="POS 2")
    photographed = AlertFollowed(
        alert_id=alert.alert_id, at=alert.at, step="photograph", picture=jpeg(90, 60)
    )
    with Centre.open(founded.home) as centre, centre.registry.transaction() as session:
        rows = []
        for body in (alert, escalated, answered, ended, noted, photographed):
            result_id = random_id()
            context = received.Received.context(result_id)
            rows.append(
                received.Received(
                    result_id,
                    terminal_id,
                    body.type,
                    body.alert_id,
                    "dpo" if body is alert else None,
                    person if body is alert else None,
                    body.at,
                    centre.vault.seal(ResultContent(body=body).to_json(), context),
                )
            )
        intake.take(session, terminal_id, rows, (), alert.at)
    (row,) = founded.json("results", "list")["results"]
    assert (row["person"], row["answer"], row["officers"]) == (person, "confirmed", ["1001"])
    assert [(each["cause"], each["officer"]) for each in row["escalations"]] == [
        ("colleague", "1002")
    ]
    listed = founded("results", "list")
    assert {"colleague", "(1002)", "handed_police"} <= set(listed.split())
    assert (row["outcome"], row["closed_by"]) == ("handed_police", None)
    assert "POS 2" not in listed
    founded("results", "export", tmp_path / "all.csv", by="sari")
    (line,) = csv.DictReader(io.StringIO((tmp_path / "all.csv").read_text()))
    assert (line["answer"], line["reason"]) == ("confirmed", "'=1")
    assert (line["escalations"], line["outcome"]) == ("colleague (1002)", "handed_police")
    short = alert.alert_id[:8]
    shown = founded.json("results", "show", short, "--out", tmp_path / "a.png", by="sari")
    assert shown["name"] == "Nama Rahasia"
    assert {(each["step"], each["note"]) for each in shown["case"]} == {
        ("outcome", ""),
        ("note", "POS 2"),
        ("photograph", ""),
    }
    told = founded("results", "show", short, by="sari")
    assert f"at: {jakarta_text(alert.at)}\n" in told
    assert "+00:00" not in told, "each moment as a person reads it, those of the case too"
    assert (row["documents"], shown["documents"], line["documents"]) == (1, 1, "1")
    assert (tmp_path / "a.png").read_bytes()[:4] == b"\x89PNG"
    founded("results", "show", short, "--documents", tmp_path / "b.png", by="sari")
    assert read_image(tmp_path / "b.png").shape == (60, 90, 3)
    with Centre.open(founded.home) as centre, centre.registry.session() as session:
        assert len(list(answers.alerts(session, centre.vault))) == 1
