"""Links, pipes and other people's files on a stick that somebody prepared."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from sync.central.centre import Centre
from sync.central.exchange.bundle import write_bundle
from sync.central.exchange.bundle_back import read_bundle
from sync.protocol.bundle import Stick
from sync.protocol.errors import StickRefused
from tests.sync.bundle.sticks import Gate
from tests.sync.central.releases.registry_rows import (
    NOW,
)


def links_of_finding_4(centre: Centre, stick: Path) -> list[Path]:
    """Places whose folders the data centre cleared, links and all."""
    root = stick / Stick(centre.centre_id).root
    return [root / name for name in ("metadata", "keys", "leases", "targets/list-cekal", "targets")]


@pytest.mark.parametrize("number", range(5))
def test_a_link_on_a_stick_deletes_no_key_of_the_data_centre(
    centre: Centre, gate: Gate, stick: Path, number: int
) -> None:
    assert gate.terminal_id
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    place = links_of_finding_4(centre, stick)[number]
    shutil.rmtree(place)
    place.symlink_to(centre.secrets)
    before = {path: path.read_bytes() for path in centre.secrets.rglob("*") if path.is_file()}
    with pytest.raises(StickRefused, match="a link, or no folder"):
        write_bundle(centre, "gate-a", stick, "sari", NOW)
    after = {path: path.read_bytes() for path in centre.secrets.rglob("*") if path.is_file()}
    assert after == before


def test_a_link_on_a_stick_deletes_no_key_of_a_terminal(
    centre: Centre, gate: Gate, stick: Path
) -> None:
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    results_of = stick / Stick(centre.centre_id).results_of(gate.terminal_id)
    results_of.symlink_to(gate.state.credentials)
    before = sorted(gate.state.credentials.iterdir())
    with pytest.raises(StickRefused, match="a link, or no folder"):
        gate.carry(stick)
    assert sorted(gate.state.credentials.iterdir()) == before


def test_a_fifo_on_a_stick_holds_no_data_centre_up(centre: Centre, gate: Gate, stick: Path) -> None:
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    gate.decide()
    gate.carry(stick)
    os.mkfifo(stick / Stick(centre.centre_id).results_of(gate.terminal_id) / "000001.json")
    read = read_bundle(centre, stick, "sari", NOW)
    assert len(read.refused) == 1
    assert "no regular file" in read.refused[0]


@pytest.mark.parametrize("place", ["lease", "receipt", "keys", "timestamp", "result"])
def test_a_fifo_on_a_stick_holds_no_terminal_up(
    centre: Centre, gate: Gate, stick: Path, place: str
) -> None:
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    names, own = Stick(centre.centre_id), gate.terminal_id
    name = {
        "lease": names.lease_of(own),
        "receipt": names.receipt_of(own),
        "keys": names.keys_of(own),
        "timestamp": f"{names.metadata}/timestamp.json",
        "result": f"{names.results_of(own)}/000000.json",
    }[place]
    (stick / name).unlink(missing_ok=True)
    (stick / name).parent.mkdir(exist_ok=True)
    os.mkfifo(stick / name)
    gate.decide()
    with pytest.raises(StickRefused, match="no regular file"):
        gate.carry(stick)


def test_what_is_not_ours_on_a_stick_stays(centre: Centre, gate: Gate, stick: Path) -> None:
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    names = Stick(centre.centre_id)
    others = [
        stick / "holiday.jpg",
        stick / names.root / "notes.txt",
        stick / names.metadata / "notes.json",
        stick / names.keys / "spare.json",
        stick / names.targets / "list-cekal" / "mine.pdf",
        stick / names.results_of(gate.terminal_id) / "read me.txt",
    ]
    gate.carry(stick)
    for path in others:
        path.write_text("mine")
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    gate.carry(stick)
    read_bundle(centre, stick, "sari", NOW)
    assert [path.read_text() for path in others] == ["mine"] * len(others)
