"""A stick that carries lists carries the planned release, and an old one leads nowhere back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from sync.central.centre import Centre
from sync.central.exchange.bundle import BundleWritten, write_bundle
from sync.central.publisher import (
    OfflineKeys,
    Publisher,
    ReadRelease,
    adopt_release,
    make_key,
    present_software,
    request_release,
)
from sync.central.publisher.targets import TargetSource, put_target
from sync.central.registry import roll_outs
from sync.central.registry.roll_outs import RollOut
from sync.central.releases.publish import publish_due
from sync.protocol.roles import SOFTWARE
from sync.protocol.software_releases import SoftwareRelease, SoftwareReleases
from sync.protocol.wire import SoftwarePlan
from sync.terminal.errors import UpdateRefused
from sync.terminal.software_download import SoftwareDownload
from sync.terminal.software_plan import Machine
from tests.disks import SmallDisk
from tests.sync.bundle.sticks import Gate
from tests.sync.central.releases.registry_rows import NOW

SIZE = 300_000  # bytes of a package
NEW, NEXT = "0.4.0", "0.4.1"


@pytest.fixture(autouse=True)
def packaged(monkeypatch: pytest.MonkeyPatch) -> None:
    """The terminal is a machine with Gapura's packages."""
    monkeypatch.setattr("sync.terminal.bundle.here", lambda: Machine("bookworm", "amd64"))
    monkeypatch.setattr("sync.terminal.bundle.running_version", lambda: "0.3.0")


@pytest.fixture
def release(tmp_path: Path, centre: Centre) -> Callable[[str], None]:
    """Release a version for two distributions, and plan it at the gate."""
    custodians = OfflineKeys([tmp_path / name for name in "abc"])
    keys = [make_key(OfflineKeys([each]), "software") for each in custodians.folders]
    publisher = Publisher(centre.blobs, centre.secrets)
    publisher.change(
        lambda wanted: wanted.give_release_keys([each.key() for each in keys]),
        tmp_path / "offline",
        NOW,
        ("targets",),
    )

    def released(version: str) -> None:
        blobs, secrets = centre.blobs, centre.secrets
        present = present_software(blobs, secrets)
        releases, sources = list(present.releases.releases), dict(present.packages)
        for distribution in ("bookworm", "trixie"):
            path = f"{SOFTWARE}/gapura-terminal-{version}-{distribution}.deb"
            data = f"{version} {distribution}".encode().ljust(SIZE, b".")
            source = put_target(blobs, path, data)
            sources[path] = TargetSource(path, source.length, source.sha256)
            releases.append(
                SoftwareRelease(
                    version=version,
                    distribution=distribution,
                    architecture="amd64",
                    packages=(path,),
                )
            )
        wanted = request_release(
            blobs, secrets, "0" * 32, SoftwareReleases(releases=tuple(releases)), sources, NOW
        )
        read = ReadRelease(wanted)
        signed = [read.sign(OfflineKeys([each])) for each in custodians.folders[:2]]
        adopt_release(blobs, secrets, read, signed, NOW)
        with centre.registry.transaction() as session:
            change = RollOut(checkpoints=("gate-a",), plan=SoftwarePlan(version=version))
            roll_outs.apply(session, change, "sari", NOW)
        publish_due(centre, NOW)

    return released


def written(centre: Centre, stick: Path, hours: int = 0) -> BundleWritten:
    return write_bundle(centre, "gate-a", stick, "sari", NOW + timedelta(hours=hours))


def brought(gate: Gate) -> list[str]:
    folder = gate.state.targets / SOFTWARE
    return sorted(each.name for each in folder.iterdir()) if folder.is_dir() else []


def test_a_stick_brings_the_planned_release_for_this_machine(
    centre: Centre, gate: Gate, stick: Path, release: Callable[[str], None]
) -> None:
    release(NEW)
    assert written(centre, stick).software == NEW
    done = gate.carry(stick)
    assert (done.software, done.update_error) == (True, "")
    assert brought(gate) == [f"gapura-terminal-{NEW}-bookworm.deb"]
    data = (gate.state.targets / SOFTWARE / brought(gate)[0]).read_bytes()
    assert data.startswith(b"0.4.0 bookworm")
    assert not gate.carry(stick).software  # it is here


def test_an_agent_without_a_network_leaves_what_a_stick_brought(
    centre: Centre, gate: Gate, stick: Path, release: Callable[[str], None]
) -> None:
    release(NEW)
    written(centre, stick)
    gate.carry(stick)
    idle = SoftwareDownload(gate.state, gate.terminal_id, lambda *_: iter(()), None, "0.3.0")
    assert not idle.step()
    assert brought(gate) == [f"gapura-terminal-{NEW}-bookworm.deb"]


def test_an_old_stick_leads_to_no_older_release(
    centre: Centre, gate: Gate, stick: Path, tmp_path: Path, release: Callable[[str], None]
) -> None:
    release(NEW)
    written(centre, stick)
    (tmp_path / "newer").mkdir()
    release(NEXT)
    written(centre, tmp_path / "newer", 1)
    gate.carry(tmp_path / "newer")
    with pytest.raises(UpdateRefused):
        gate.carry(stick)
    assert brought(gate) == [f"gapura-terminal-{NEXT}-bookworm.deb"]


def test_a_package_that_was_altered_on_the_stick_is_not_taken(
    centre: Centre, gate: Gate, stick: Path, release: Callable[[str], None]
) -> None:
    release(NEW)
    written(centre, stick)
    (package,) = stick.rglob("*bookworm.deb")
    package.write_bytes(package.read_bytes().replace(b"0.4.0", b"6.6.6"))
    done = gate.carry(stick)
    assert (done.software, brought(gate)) == (False, [])
    assert "software" in done.update_error
    assert gate.persons()  # lists came


def test_lists_go_before_software_where_a_stick_has_no_room(
    centre: Centre,
    gate: Gate,
    tmp_path: Path,
    small_disk: SmallDisk,
    release: Callable[[str], None],
) -> None:
    release(NEW)
    stick = small_disk(tmp_path / "small", "600k")
    done = written(centre, stick)
    assert (done.software, done.software_left) == (None, NEW)
    carried = gate.carry(stick)
    assert (carried.software, carried.update_error) == (False, "")
    assert gate.persons()


def test_what_is_planned_no_more_leaves_the_stick(
    centre: Centre, gate: Gate, stick: Path, release: Callable[[str], None]
) -> None:
    release(NEW)
    written(centre, stick)
    with centre.registry.transaction() as session:
        roll_outs.stop(session, ["gate-a"], "sari", NOW)
    publish_due(centre, NOW)
    assert written(centre, stick, 1).software is None
    assert not list(stick.rglob("*.deb"))
    assert gate.carry(stick).update_error == ""
