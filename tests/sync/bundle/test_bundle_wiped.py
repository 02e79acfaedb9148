"""A wiped terminal: the proof of it goes by stick, and what was copied before opens no list."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from edge_app import cli
from sync.central.centre import Centre
from sync.central.exchange.bundle import write_bundle
from sync.central.exchange.bundle_back import read_bundle
from sync.central.registry.schema import Terminal
from sync.central.registry.terminals import fleet
from sync.protocol.bundle import Stick
from sync.protocol.envelope.sealing import SealingKey
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.errors import EnvelopeError
from sync.protocol.wiped import WIPE_FILE, SignedWipe
from sync.terminal.erasure import KEY_FILE
from sync.terminal.spool import Spool
from sync.terminal.state import TerminalState
from tests.disks import SmallDisk, fill
from tests.sync.bundle.sticks import Gate
from tests.sync.central.releases.registry_rows import NOW

LATER = NOW + timedelta(hours=1)
KIOSK = SigningKey.generate()


@pytest.fixture
def gate(centre: Centre, gate: Gate, stick: Path) -> Gate:
    """With all keys of a terminal, and a list."""
    for name, data in (
        ("kiosk.key", gate.sealing.seed),
        ("kiosk-signing.key", KIOSK.raw),
        ("store.key", b"s" * 32),
    ):
        place = gate.state.credentials / name
        place.write_bytes(data)
        place.chmod(0o600)
    gate.state.write_config(gate.state.config().model_copy(update={"kiosk_key": KIOSK.public}))
    gate.state.authority.write_bytes(centre.ca.read_bytes())
    with centre.registry.transaction() as session:
        session.get_one(Terminal, gate.terminal_id).kiosk_key = KIOSK.public
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    gate.carry(stick)
    return gate


def wipe(gate: Gate, releases: Path, *more: object, status: int = 0) -> None:
    given = ("provision", "wipe", "--yes", "--state", gate.state.root, "--kept", releases, *more)
    assert cli.main([str(each) for each in given]) == status


def states(centre: Centre, gate: Gate) -> tuple[str, bool]:
    with centre.registry.session() as session:
        (row,) = [each for each in fleet(session, LATER) if each.terminal_id == gate.terminal_id]
    return row.state, row.wiped_at is not None


def test_without_a_network_the_proof_goes_on_a_stick_and_the_fleet_shows_it(
    centre: Centre, gate: Gate, stick: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gate.decide()
    wipe(gate, tmp_path / "releases", "--stick", stick)
    assert "the proof is on" in capsys.readouterr().out
    assert list(gate.state.root.iterdir()) == [], "bare"
    read = read_bundle(centre, stick, "sari", LATER)
    assert (read.wiped, read.refused) == ((gate.terminal_id,), ())
    assert states(centre, gate) == ("revoked", True)
    with centre.registry.session() as session:
        row = session.get_one(Terminal, gate.terminal_id)
        kept = SignedWipe.model_validate(row.wipe_proof).opened(gate.signing.public, KIOSK.public)
    assert (kept.keys, kept.waiting) == (5, 1), "four keys and the one that lists hang on"


def test_a_wipe_waits_for_nobody_and_its_proof_for_a_later_stick(
    centre: Centre, gate: Gate, stick: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gate.state.write_config(
        gate.state.config().model_copy(update={"url": "https://127.0.0.1:9"})
    )  # nobody answers
    wipe(gate, tmp_path / "releases")
    assert "does not know it yet" in capsys.readouterr().out
    assert [each.name for each in gate.state.root.iterdir()] == [WIPE_FILE]
    wipe(gate, tmp_path / "releases", status=2)
    assert "waits for a stick (--stick)" in capsys.readouterr().err
    wipe(gate, tmp_path / "releases", "--stick", stick)
    assert list(gate.state.root.iterdir()) == []
    assert read_bundle(centre, stick, "sari", LATER).wiped == (gate.terminal_id,)
    assert states(centre, gate) == ("revoked", True)


@pytest.mark.parametrize("said", ["[[[", "[" * 100_000, "7", '["x", 3]', "\x00", '{"a": 1}'])
def test_what_a_broken_in_agent_wrote_keeps_no_wipe_from_being_proven(
    centre: Centre, gate: Gate, stick: Path, tmp_path: Path, said: str
) -> None:
    with Spool(gate.state.spool) as spool:
        names = ("addresses", "clock", "centre.keys", "keys", "centre_keys", "lease")
        spool.put_facts(dict.fromkeys(names, said))
    wipe(gate, tmp_path / "releases", "--stick", stick)
    assert list(gate.state.root.iterdir()) == []
    assert read_bundle(centre, stick, "sari", LATER).wiped == (gate.terminal_id,)


def test_a_full_stick_keeps_no_wipe_and_its_proof_waits_for_another(
    centre: Centre,
    gate: Gate,
    small_disk: SmallDisk,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    full = small_disk(tmp_path / "full", "1m")
    fill(full / "holiday.mp4")
    wipe(gate, tmp_path / "releases", "--stick", full)
    assert "full does not take it" in capsys.readouterr().out
    assert [each.name for each in gate.state.root.iterdir()] == [WIPE_FILE]
    wipe(gate, tmp_path / "releases", "--stick", full, status=2)
    assert "No space left" in capsys.readouterr().err
    (full / "holiday.mp4").unlink()
    wipe(gate, tmp_path / "releases", "--stick", full)
    assert read_bundle(centre, full, "sari", LATER).wiped == (gate.terminal_id,)


def test_nobody_else_says_that_it_is_wiped(
    centre: Centre, gate: Gate, stick: Path, tmp_path: Path
) -> None:
    wipe(gate, tmp_path / "releases", "--stick", stick)
    place = stick / Stick(centre.centre_id).wiped_of(gate.terminal_id)
    whole = json.loads(place.read_bytes())
    unsigned = {name: value for name, value in whole.items() if name != "kiosk_signature"}
    for forged in (
        whole | {"wipe": whole["wipe"].replace('"keys":5', '"keys":9')},
        unsigned,  # by the agent alone, which may be broken in
    ):
        place.write_text(json.dumps(forged))
        (refusal,) = read_bundle(centre, stick, "sari", LATER).refused
        assert "not signed by the terminal" in refusal
        assert states(centre, gate) == ("active", False)


def test_what_was_copied_before_the_wipe_opens_no_list_without_the_erased_keys(
    gate: Gate, stick: Path, tmp_path: Path
) -> None:
    """Every file of before, but those that the wipe overwrote."""
    root = gate.state.root
    copy = tmp_path / "recovered"
    shutil.copytree(root, copy)
    erased = {each.name: each.read_bytes() for each in gate.state.credentials.iterdir()}
    erased[KEY_FILE] = (gate.state.mirror / KEY_FILE).read_bytes()[:32]
    assert len(gate.persons()) > 0, "with its keys it opens"
    wipe(gate, tmp_path / "releases", "--stick", stick)

    shutil.rmtree(copy / "credentials")
    (copy / "mirror" / KEY_FILE).unlink()
    places = [each for each in copy.rglob("*") if each.is_file()]
    assert any(each.suffix == ".key" for each in places), "content keys are among them"
    recovered = {each: each.read_bytes() for each in places}
    for name, key in erased.items():
        halves = {key[start : start + 32] for start in range(0, len(key), 32)}
        found = [each for each, data in recovered.items() if any(one in data for one in halves)]
        assert found == [], f"{name} lies elsewhere, too"
    thief = Gate(TerminalState(copy), gate.signing, SealingKey.generate(), gate.centre_key)
    with pytest.raises(EnvelopeError):
        thief.persons()
    (copy / "mirror" / KEY_FILE).write_bytes(erased[KEY_FILE])
    with pytest.raises(EnvelopeError):  # one of the two does not do
        thief.persons()
    (copy / "mirror" / KEY_FILE).unlink()
    thief.sealing = gate.sealing
    with pytest.raises(EnvelopeError):
        thief.persons()
    (copy / "mirror" / KEY_FILE).write_bytes(erased[KEY_FILE])
    assert len(thief.persons()) > 0, "with both it would"
