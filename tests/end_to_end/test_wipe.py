"""What a wipe leaves on a real ext4: whoever carves it opens nothing with what lies on it."""

from __future__ import annotations

import io
import os
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest

from edge_app.terminal.terminal import Terminal
from sync.central.registry import terminals
from sync.central.registry.schema import Checkpoint
from sync.protocol.envelope.sealed_file import SealedFile
from sync.protocol.envelope.sealing import SealingKey
from sync.protocol.envelope.vault import Vault
from sync.protocol.errors import EnvelopeError
from sync.terminal.erasure import BLOCK, KEY_FILE
from sync.terminal.state import TerminalState
from tests.end_to_end.fake_lane import FakeLane, alert_of
from tests.end_to_end.system import APPROVES, CHECKPOINT, ListedCentre, agent, name_of, picture
from tests.fakes.carving import carved
from tests.waiting import until

SIZE = 96 * 2**20
PACKAGE, MARK = b"GAPURA\x00\x01", b"erasable\x01"
SEALED_KEY = 1168  # bytes of a content key that is sealed to a terminal


class Disk:
    """A file system of its own, in a file."""

    def __init__(self, folder: Path) -> None:
        self.image, self.root = folder / "disk.img", folder / "disk"
        self.root.mkdir()
        with self.image.open("wb") as file:
            file.truncate(SIZE)
        subprocess.run(["mkfs.ext4", "-q", "-b", str(BLOCK), str(self.image)], check=True)
        mounted = subprocess.run(
            ["mount", "-o", "loop", str(self.image), str(self.root)],
            capture_output=True,
            check=False,
        )
        if mounted.returncode:
            pytest.skip("a file system in a file can be mounted by root only")

    def bytes(self) -> bytes:
        """All of it, as it would be found on a disk that was taken out."""
        os.sync()
        return self.image.read_bytes()

    def unmount(self) -> None:
        subprocess.run(["umount", "-l", str(self.root)], check=False, capture_output=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    made = Disk(tmp_path)
    yield made
    made.unmount()


@pytest.fixture
def centre(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ListedCentre]:
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    with ListedCentre(tmp_path) as made:
        made.persons = made.people(range(20))
        made.add(made.persons)
        made.publish()
        made.start()
        yield made


def carved_keys(image: bytes, kiosk: SealingKey, erase: list[bytes], ids: list[str]) -> set[bytes]:
    """Content keys that open with those keys, at the beginning of any block."""
    found: set[bytes] = set()
    for start in range(0, len(image), BLOCK):
        block = image[start : start + BLOCK]
        if not any(block[:64]):
            continue
        sealed = [block[:SEALED_KEY]]
        if block.startswith(MARK):
            sealed = []
            for key in erase:
                for package_id in ids:
                    try:
                        sealed.append(
                            Vault(key).unseal(
                                block[len(MARK) : len(MARK) + SEALED_KEY + 28],
                                f"erasable {package_id}",
                            )
                        )
                    except EnvelopeError:
                        continue
        for each in sealed:
            for package_id in ids:
                context = f"content-key {package_id} {TERMINAL_ID[0]}"
                try:
                    found.add(kiosk.unseal(each, context))
                except EnvelopeError:
                    continue
    return found


TERMINAL_ID: list[str] = []


def opened(image: bytes, keys: set[bytes]) -> int:
    """How many packages in the image open with these content keys."""
    count, start = 0, image.find(PACKAGE)
    while start >= 0:
        for key in keys:
            try:
                SealedFile(io.BytesIO(image[start : start + 2**20]), key)
                count += 1
            except EnvelopeError:
                continue
        start = image.find(PACKAGE, start + 1)
    return count


@pytest.mark.slow
@pytest.mark.parametrize("cause", ["revoked", "the lease is over"])
def test_nothing_that_is_carved_out_of_a_wiped_disk_opens(
    centre: ListedCentre, disk: Disk, cause: str, caplog: pytest.LogCaptureFixture
) -> None:
    state = centre.provision(disk.root / "terminal")
    TERMINAL_ID[:] = [state.config().terminal_id]
    kiosk = state.credential("kiosk.key")
    terminal, lane = Terminal(state), FakeLane()
    terminal.start(cast("Any", lane))
    try:
        with agent(state):
            until(lambda: lane.lists, "the list")
            name = name_of(0)
            (held,) = lane.lists
            terminal.store.raised(alert_of(held, centre.persons[0], picture(1)))
            until(lambda: not terminal.store.unwritten, "the alert")
            terminal.database.give_back()  # out of the log, whose frames are in no block of theirs
            ids = [place.stem for place in state.content_keys.glob("*.key")]
            erase = (state.mirror / KEY_FILE).read_bytes()[:32]
            store = state.credential("store.key")
            before = disk.bytes()
            if cause == "revoked":
                revoke(centre, state)
            else:
                lend_nothing(centre)
            until(lambda: not lane.lists, "the end")
            until(lambda: not list(state.content_keys.iterdir()), "the wipe")
            until(lambda: not list(state.targets.rglob("*.snapshot")), "the packages' end")
            until(lambda: state.credential("store.key") != store, "the store's other key")
    finally:
        terminal.stop()
    Terminal(state).stop()  # a kiosk starts on what is left, to say so
    left_kiosk, left_store = state.credential("kiosk.key"), state.credential("store.key")
    left_erase = (state.mirror / KEY_FILE).read_bytes()[:32]
    disk.unmount()
    after = disk.bytes()

    # With what lay there before the wipe, the same carving opens the list.
    assert opened(before, carved_keys(before, SealingKey(kiosk), [erase], ids)) >= 1
    # The packages may be in free blocks still, as far as nothing took these; what opened them is
    # nowhere.
    for each in {kiosk, left_kiosk}:
        assert carved_keys(after, SealingKey(each), [left_erase], ids) == set()
    assert erase not in after
    # Nor does what is left open names that the kiosk's database held.
    assert carved(before, store, name)
    assert store not in after
    assert carved(after, left_store, name) == 0
    if cause == "revoked":
        assert left_kiosk != kiosk
        assert kiosk[:32] not in after
    caplog.clear()


def revoke(centre: ListedCentre, state: TerminalState) -> None:
    with centre.centre.registry.transaction() as session:
        terminals.revoke(session, state.config().terminal_id, APPROVES, datetime.now(UTC))


def lend_nothing(centre: ListedCentre) -> None:
    """From now on a lease is over as soon as it is given."""
    with centre.centre.registry.transaction() as session:
        row = session.get_one(Checkpoint, CHECKPOINT)
        row.settings = {**row.settings, "lease_days": 0}
