"""`gapura central` on what a shift sends: verifications, arrivals, terminals' audit chains."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from sync.central.centre import Centre
from sync.central.registry import audit, callers, terminal_chains, visitors
from sync.central.registry.schema import Person
from sync.protocol.jakarta import JAKARTA
from sync.protocol.wire import KioskReport
from sync.protocol.zones import gate_day
from tests.fakes.heartbeats import heartbeat
from tests.present import present
from tests.sync.central.cli.conftest import Desk
from tests.sync.central.registry.shift_rows import add_terminal, keep, verified

NIK = "3171014808610001"


@pytest.fixture
def now() -> datetime:
    """The time of this test: what was heard at the beginning of a long run would be too old."""
    return datetime.now(UTC)


@pytest.fixture
def today(now: datetime) -> str:
    return now.astimezone(JAKARTA).date().isoformat()


@pytest.fixture
def arrived(now: datetime, today: str) -> datetime:
    """When the visitor came: earlier, where it is tomorrow already in the east."""
    return now if str(gate_day(now, "WIT")) == today else now - timedelta(hours=2)


@pytest.fixture
def shift(founded: Desk, tmp_path: Path, now: datetime, today: str, arrived: datetime) -> Desk:
    """Two visitors today, one of them let in, one who was compared at the centre and sent away."""
    rows = [
        {"day": today, "name": "Nama Rahasia", "passport": "X1234567", "party": "Dinas"},
        {"day": today, "name": "Belum Datang", "passport": "X7654321"},
    ]
    (tmp_path / "day.jsonl").write_text("\n".join(map(json.dumps, rows)))
    day = tmp_path / "day.jsonl"
    founded("visitors", "import", day, "--checkpoint", "gate-1", by="sari")
    with Centre.open(founded.home) as centre, centre.registry.transaction() as session:
        kept = visitors.list_all(session, centre.vault, "gate-1", now.date() - timedelta(days=1))
        came = next(each.visitor_id for each in kept if each.name == "Nama Rahasia")
        own = add_terminal(session, now, kiosk_key=None)
        gone = verified(now, method="centre", outcome="no", score=0.12, admitted=False)
        keep(session, centre.vault, own, verified(arrived, came, live=True), gone)
    return founded


def test_verifications_are_listed_without_a_name(shift: Desk) -> None:
    rows = shift.json("verifications", "list", "--checkpoint", "gate-1")["verifications"]
    assert {(row["method"], row["outcome"], row["live"], row["admitted"]) for row in rows} == {
        ("visitor", "yes", True, True),
        ("centre", "no", None, False),
    }
    assert {row["officer"] for row in rows} == {"1001"}
    text = shift("verifications", "list")
    assert "visitor" in text
    assert "Rahasia" not in text


def test_a_day_is_told_in_counts_and_named_to_an_operator_only(shift: Desk, today: str) -> None:
    said = shift.json("visitors", "status", "gate-1")
    assert said == {
        "checkpoint": "gate-1",
        "day": today,
        "zone": "WIB",
        "expected": 2,
        "due": 1,
        "came": 1,
        "refused": 0,
        "others": 0,
    }
    assert "2 expected, 1 due, 1 came, 0 refused" in shift("visitors", "status", "gate-1")
    refusal = shift("visitors", "status", "gate-1", "--names", status=2)
    assert "--names needs --operator" in refusal
    named = shift.json("visitors", "status", "gate-1", "--names", by="sari")
    assert [(each["name"], each["state"]) for each in named["visitors"]] == [
        ("Belum Datang", "due"),
        ("Nama Rahasia", "came"),
    ]
    log = shift("audit", "list")
    assert "arrivals-viewed  gate-1" in log
    assert "Rahasia" not in log


def test_arrivals_are_told_by_the_gates_own_clock(
    shift: Desk, arrived: datetime, today: str
) -> None:
    shift("checkpoint", "change", "gate-1", "--zone", "WIT", by="sari")
    shift("approve", shift.json("proposals")["proposals"][-1]["proposal"], by="budi")
    text = shift("visitors", "status", "gate-1", "--day", today, "--names", by="sari")
    at_the_gate = arrived.astimezone(timezone(timedelta(hours=9))).strftime("%Y-%m-%d %H:%M WIT")
    assert f"came     {at_the_gate}  Nama Rahasia" in text
    assert "WIB" not in text
    head, waiting, came = text.splitlines()
    assert head.startswith(f"{today} WIT  gate-1: ")
    assert waiting.index("Belum Datang") == came.index("Nama Rahasia"), "one below the other"


def test_a_day_without_anybody_is_zeros(shift: Desk) -> None:
    said = shift.json("visitors", "status", "gate-1", "--day", "2027-01-31")
    assert (said["expected"], said["others"]) == (0, 0)
    assert "no such checkpoint" in shift("visitors", "status", "gate-9", status=2)


def test_a_chain_that_was_cut_shows_among_the_terminals(shift: Desk, now: datetime) -> None:
    said = heartbeat(now, KioskReport(chain_rows=9, chain_head="a" * 64))
    cut = heartbeat(now, KioskReport(chain_rows=4, chain_head="a" * 64))
    own = shift.json("terminals")["terminals"][0]["terminal"]
    with Centre.open(shift.home) as centre, centre.registry.transaction() as session:
        callers.keep_heartbeat(session, own, said, now)
        shown = present(callers.keep_heartbeat(session, own, cut, now).chain_cut)
        terminal_chains.record_cut(session, own, shown, now)
    (row,) = shift.json("terminals", "--troubled")["terminals"]
    assert [each["code"] for each in row["troubles"]] == ["chain", "unsigned"]
    assert row["chain_cut_at"] == now.isoformat()
    assert "terminal-chain-cut" in shift("audit", "list")


def test_the_audit_log_shows_who_asked_and_what_for(founded: Desk, now: datetime) -> None:
    details = {"officer": "1001", "purpose": "Paspor\x1b[2J hilang", "asked": "1:N"}
    with Centre.open(founded.home) as centre, centre.registry.transaction() as session:
        audit.append(session, now, "f" * 32, "question", "e" * 32, details)
    line = founded("audit", "list").splitlines()[-1]
    assert "officer=1001  purpose=Paspor?[2J hilang  asked=1:N" in line


def test_a_family_card_comes_with_a_person_and_by_import(
    founded: Desk, tmp_path: Path, portraits: dict[str, Path]
) -> None:
    who = {"name": "Nama Rahasia", "nik": NIK, "family_card": "3171010101150001"}
    photo = portraits["obama.jpg"]
    person = founded.json("person", "add", photo, "--stdin", by="sari", stdin=json.dumps(who))
    shutil.copy(portraits["biden.jpg"], tmp_path / "b.jpg")
    rows = ["photo,name,family_card", "b.jpg,Satu,3171010101150001", "b.jpg,Dua,3171010101150000"]
    (tmp_path / "persons.csv").write_text("\n".join(rows))
    taken = founded.json("import", tmp_path / "persons.csv", by="sari")
    assert (taken["stored"], taken["reasons"]) == (1, {"family-card-serial": 1})
    with Centre.open(founded.home) as centre, centre.registry.session() as session:
        found = session.query(Person).all()
        assert len({each.family_index for each in found}) == 1
        assert person["person"] in {each.person_id for each in found}
    kept = (founded.home / "registry.sqlite3").read_bytes()
    assert b"3171010101150001" not in kept
