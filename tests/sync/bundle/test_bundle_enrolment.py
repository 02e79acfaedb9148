"""A terminal that never has a network: enrolled, served and heard of by stick alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from edge_app import cli
from sync.central.centre import Centre
from sync.central.cli.terminals import _state
from sync.central.exchange.bundle import write_bundle
from sync.central.exchange.bundle_back import read_bundle
from sync.central.exchange.tickets import ticket
from sync.central.registry import operators, terminal_places, terminals
from sync.central.registry.terminals import TerminalStatus, fleet
from sync.protocol.bundle import Stick
from sync.protocol.envelope.random_values import random_id
from sync.protocol.envelope.sealing import SealingKey
from sync.protocol.envelope.signatures import SigningKey
from sync.terminal.state import TerminalState
from tests.disks import SmallDisk, fill
from tests.sync.bundle.sticks import Gate
from tests.sync.central.releases.registry_rows import NOW

LATER = NOW + timedelta(hours=1)


@dataclass
class Bare:
    """A device without a network, its ticket on the stick."""

    root: Path
    stick: Path

    def init(self, *more: str, status: int = 0) -> None:
        given = ("--state", self.root, "--ticket", self.stick / "ticket.json", *more)
        words = ("provision", "init", *given, "--stick", self.stick)
        assert cli.main([str(each) for each in words]) == status

    @property
    def state(self) -> TerminalState:
        return TerminalState(self.root)

    @property
    def number(self) -> str:
        return self.state.config().terminal_id


@pytest.fixture
def office(centre: Centre) -> Callable[[str | None], bytes]:
    """A new ticket for a lane, made by one of two operators."""
    with centre.registry.transaction() as session:
        for name in ("sari", "budi"):
            operators.add(session, name, name.title(), random_id(), NOW)

    def made(lane: str | None) -> bytes:
        with centre.registry.transaction() as session:
            token, expires = terminals.issue_token(
                session, centre.vault, "gate-a", "sari", NOW, lane=lane
            )
            given = ticket(centre, "gate-a", token, expires, lane=lane)
            terminals.bind_ticket(session, centre.vault, token, given.digest)
        return given.to_json()

    return made


@pytest.fixture
def bare(tmp_path: Path, stick: Path, office: Callable[[str | None], bytes]) -> Bare:
    (stick / "ticket.json").write_bytes(office("Lajur 4"))
    return Bare(tmp_path / "device", stick)


def row_of(centre: Centre, number: str) -> TerminalStatus:
    with centre.registry.session() as session:
        (row,) = [each for each in fleet(session, LATER) if each.terminal_id == number]
    return row


def test_a_life_by_stick_alone(
    centre: Centre, bare: Bare, stick: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bare.init()
    words = " ".join(bare.state.config().words)
    shown = capsys.readouterr().out
    assert words in shown
    assert "has the stick read first" in shown
    read = read_bundle(centre, stick, "sari", NOW)
    assert (read.enrolled, read.refused) == ({bare.number: words}, ())
    assert _state(row_of(centre, bare.number)) == "pending, enrolled by stick"
    with centre.registry.transaction() as session:
        terminals.approve(session, bare.number, "budi", NOW)
        told = [each.words for each in terminal_places.history(session, bare.number)]
    assert told[0] == "enrolled, by a stick that sari read"
    row = row_of(centre, bare.number)
    assert [each.code for each in row.troubles] == ["stick-due"]
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    state = bare.state
    gate = Gate(
        state,
        SigningKey(state.credential("agent.key")),
        SealingKey(state.credential("kiosk.key")),
        centre.sealing.public,
    )
    assert gate.carry(stick).changed
    assert len(gate.persons()) > 0, "its lists are here, and it never had a network"
    assert read_bundle(centre, stick, "sari", LATER).received == {bare.number: 0}
    row = row_of(centre, bare.number)
    assert (row.by_stick, row.troubles, _state(row)) == (True, (), "active, enrolled by stick")


def test_a_stick_that_was_lost_is_written_again(centre: Centre, bare: Bare, stick: Path) -> None:
    bare.init()
    place = stick / Stick(centre.centre_id).enrolment_of(bare.number)
    first = json.loads(place.read_bytes())
    place.unlink()
    bare.init()
    assert json.loads(place.read_bytes())["request"] == first["request"]
    assert list(read_bundle(centre, stick, "sari", NOW).enrolled) == [bare.number]
    place.write_text(json.dumps(first))
    assert list(read_bundle(centre, stick, "sari", NOW).enrolled) == [bare.number], "twice is once"


def test_what_is_wrong_with_a_ticket_on_a_stick_is_a_sentence(
    centre: Centre,
    bare: Bare,
    stick: Path,
    tmp_path: Path,
    office: Callable[[str | None], bytes],
    capsys: pytest.CaptureFixture[str],
) -> None:
    def refusal() -> str:
        (told,) = read_bundle(centre, stick, "sari", NOW).refused
        return told

    bare.init("--lane", "Lajur 5", status=2)
    assert "the ticket is for lane Lajur 4, not Lajur 5" in capsys.readouterr().err
    bare.init()
    assert list(read_bundle(centre, stick, "sari", NOW).enrolled) == [bare.number]
    second = Bare(tmp_path / "second", stick)
    second.init()
    assert "was used by another device" in refusal()
    place = stick / Stick(centre.centre_id).enrolment_of(second.number)
    signed = json.loads(place.read_bytes())
    altered = signed["request"].replace("Lajur 4", "Lajur 6")
    place.write_text(json.dumps(signed | {"request": altered}))
    assert "not signed with the key that it brings" in refusal()
    place.unlink()
    (stick / "ticket.json").write_bytes(office(None))
    third = Bare(tmp_path / "third", stick)
    held = json.loads((stick / "ticket.json").read_bytes())
    (stick / "ticket.json").write_text(json.dumps(held | {"url": "https://evil.example:1"}))
    third.init("--lane", "Lajur 7", status=2)
    assert "not as it was made" in capsys.readouterr().err
    assert not third.state.config_file.exists()


def test_a_full_stick_leaves_no_terminal_and_its_keys_are_used_later(
    bare: Bare, small_disk: SmallDisk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    full = Bare(bare.root, small_disk(tmp_path / "full", "1m"))
    (full.stick / "ticket.json").write_bytes((bare.stick / "ticket.json").read_bytes())
    fill(full.stick / "holiday.mp4")
    full.init(status=2)
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "No space left" in told
    assert not full.state.config_file.exists()
    key = full.state.credential("agent.key")
    (full.stick / "holiday.mp4").unlink()
    full.init()
    assert full.state.credential("agent.key") == key


def test_a_stick_that_takes_nothing_leaves_no_terminal(bare: Bare, tmp_path: Path) -> None:
    """Pulled out, read-only, or a link where our folder was to be."""
    (bare.stick / "gapura").symlink_to(tmp_path)
    bare.init(status=2)
    assert not bare.state.config_file.exists()
    assert not list(tmp_path.rglob("enrolments"))
    (bare.stick / "gapura").unlink()
    bare.init()
    assert bare.state.config_file.exists()
