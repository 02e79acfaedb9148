"""What waits in a broken terminal comes home from its disk, by the terminal that took its place."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from edge_app import cli
from sync.central.centre import Centre
from sync.central.exchange.bundle_back import BundleRead, read_bundle
from sync.central.registry import operators, terminals
from sync.central.registry.schema import ReceivedResult, Terminal
from sync.protocol.bundle import Stick
from sync.protocol.envelope.random_values import random_id
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.errors import StickRefused
from sync.protocol.result_content import AlertAnswered, ResultContent
from sync.protocol.results import seal_result
from sync.terminal.rescue import rescue
from sync.terminal.spool import Spool
from tests.disks import SmallDisk, fill
from tests.sync.bundle.sticks import Gate, enrolled, results
from tests.sync.central.releases.registry_rows import NOW

KIOSK = SigningKey.generate()
LATER = NOW + timedelta(hours=2)


def decide(gate: Gate, number: int) -> str:
    """A result that the broken terminal's kiosk signed, and that waits; its id."""
    body = AlertAnswered(alert_id=random_id(), at=NOW, answer="confirmed")
    content = ResultContent(body=body, series="5" * 32, number=number)
    made = seal_result(content, gate.centre_key, gate.terminal_id, NOW, KIOSK)
    with Spool(gate.state.spool) as spool:
        spool.put_results([made])
    return made.result_id


def take_place(centre: Centre, old: Gate, new: Gate) -> None:
    with centre.registry.transaction() as session:
        operators.add(session, "sari", "Sari", random_id(), NOW)
        session.get_one(Terminal, new.terminal_id).replaces = old.terminal_id
        terminals.revoke(session, old.terminal_id, "sari", NOW, replaced_by=new.terminal_id)


@pytest.fixture
def broken(centre: Centre, gate: Gate) -> Gate:
    """A terminal with three results that nobody has."""
    with centre.registry.transaction() as session:
        session.get_one(Terminal, gate.terminal_id).kiosk_key = KIOSK.public
    for number in range(1, 4):
        decide(gate, number)
    return gate


@pytest.fixture
def new(centre: Centre, tmp_path: Path) -> Gate:
    return enrolled(tmp_path / "new", centre)


@pytest.fixture
def home(centre: Centre, stick: Path) -> Callable[[], BundleRead]:
    return lambda: read_bundle(centre, stick, "sari", LATER)


def test_nothing_of_a_broken_terminal_is_lost_while_its_disk_can_be_read(
    centre: Centre, broken: Gate, new: Gate, stick: Path, home: Callable[[], BundleRead]
) -> None:
    take_place(centre, broken, new)
    shutil.rmtree(broken.state.credentials)  # sealed to a machine that starts no more
    before = {each: each.read_bytes() for each in broken.state.root.rglob("*.db*")}
    done = rescue(new.state, broken.state, stick)
    assert (done.terminal_id, done.results) == (broken.terminal_id, 3)
    assert {each: each.read_bytes() for each in broken.state.root.rglob("*.db*")} == before
    read = home()
    assert (read.rescued, read.refused) == ({broken.terminal_id: 3}, ())
    assert not read.brought_nothing
    with centre.registry.session() as session:
        owners = {session.get_one(ReceivedResult, each).terminal_id for each in results(centre)}
    assert owners == {broken.terminal_id}, "they stay under the name of who made them"
    assert len(results(centre)) == 3
    rescue(new.state, broken.state, stick)
    again = home()
    assert (again.rescued, len(results(centre))) == ({broken.terminal_id: 3}, 3), "kept once"


def test_only_who_took_its_place_brings_it(
    centre: Centre, broken: Gate, new: Gate, stick: Path, home: Callable[[], BundleRead]
) -> None:
    rescue(new.state, broken.state, stick)
    (refusal,) = home().refused
    assert "did not take that terminal's place" in refusal
    take_place(centre, broken, new)
    (place,) = (stick / Stick(centre.centre_id).rescued_of(broken.terminal_id)).iterdir()
    whole = place.read_bytes()
    said = json.loads(whole)
    said["batch"] = said["batch"].replace(
        json.loads(said["batch"])["results"][0]["result_id"], "a" * 32
    )
    place.write_text(json.dumps(said))
    (refusal,) = home().refused
    assert "not signed by the terminal that says it brings them" in refusal
    assert results(centre) == []
    place.write_bytes(whole)
    assert home().rescued == {broken.terminal_id: 3}


def test_a_full_stick_takes_nothing_and_says_how_much_is_missing(
    broken: Gate, new: Gate, small_disk: SmallDisk, tmp_path: Path
) -> None:
    full = small_disk(tmp_path / "full", "1m")
    fill(full / "holiday.mp4")
    with pytest.raises(StickRefused, match="make room, or take another stick"):
        rescue(new.state, broken.state, full)
    assert [each.name for each in full.iterdir()] == ["holiday.mp4"]
    assert broken.waiting() == 3


def test_what_cannot_be_rescued_is_said_in_one_line(
    centre: Centre,
    broken: Gate,
    new: Gate,
    stick: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def command(folder: Path) -> str:
        given = ["provision", "rescue", str(folder), str(stick), "--state", str(new.state.root)]
        assert cli.main(given) == 2
        told = capsys.readouterr().err
        assert told.count("\n") == 1
        return told

    assert "holds no provisioned terminal" in command(tmp_path)
    assert "is this very terminal" in command(new.state.root)
    broken.state.spool.write_bytes(b"SQLite format 3\0" + bytes(5000))
    assert "damaged" in command(broken.state.root)
    broken.state.spool.unlink()
    broken.state.spool.symlink_to("/etc/passwd")
    assert "no result of it can be read" in command(broken.state.root)
    broken.state.spool.unlink()
    assert "no result of it can be read" in command(broken.state.root)
    assert not (stick / Stick(centre.centre_id).rescued_of(broken.terminal_id)).exists()
