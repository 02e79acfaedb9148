"""Lists that are fetched onto a terminal's full disk: what fits comes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.protocol.wire import CheckpointConfig
from sync.terminal.enrolment import enrol
from sync.terminal.spool import Spool
from sync.terminal.state import TerminalState
from tests.disks import SmallDisk, fill
from tests.fakes.published import FakePublished
from tests.sync.terminal.fake_centre import FakeCentre
from tests.sync.terminal.test_agent import running
from tests.sync.terminal.whole_centre import WholeCentre
from tests.waiting import until

LARGE = bytes(12 * 2**20)  # of it twice that much must be free
ROOM = 30  # MiB of the disk


@pytest.fixture
def disk(tmp_path: Path, small_disk: SmallDisk) -> Path:
    return small_disk(tmp_path / "disk", f"{ROOM}m")


@pytest.fixture
def whole(centre: FakeCentre, tmp_path: Path) -> WholeCentre:
    """It has a second, small list."""
    made = WholeCentre(centre, tmp_path / "centre")
    published = made.published
    published.publisher.delegate("list-b", published.stick, published.now)
    config = CheckpointConfig(
        checkpoint_id="gate",
        collections=("list-a", "list-b"),
        lease_days=30,
        stale_after_hours=24,
        outdated_after_hours=48,
        centre=bytes(1216),
    )
    changed = {"checkpoints": {"checkpoints/gate.json": config.to_json()}}
    published.publisher.publish(changed, published.now)
    put(made, "list-b", 11)
    return made


def put(whole: WholeCentre, role: str, version: int, content: bytes = b"") -> None:
    whole.published.put(version, content, role=role)
    whole.announce()


@pytest.fixture
def state(whole: WholeCentre, disk: Path, monkeypatch: pytest.MonkeyPatch) -> TerminalState:
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    made = TerminalState(disk / "terminal")
    enrol(made, whole.ticket(), "Jalur 2")
    whole.standing = "active"
    return made


def held(state: TerminalState) -> set[str]:
    """Packages, and what is left of downloads."""
    return {place.relative_to(state.targets).as_posix() for place in state.targets.rglob("*.*")}


def told(whole: WholeCentre) -> str:
    return whole.beats[-1].update_error if whole.beats else ""


def test_a_list_that_does_not_fit_keeps_no_other_one_back(
    whole: WholeCentre, state: TerminalState, disk: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with running(state):
        until(lambda: held(state) == {"list-a/1.snapshot", "list-b/11.snapshot"})
        (disk / "others.log").write_bytes(bytes(10 * 2**20))
        put(whole, "list-a", 2, LARGE)
        put(whole, "list-b", 12)
        until(lambda: held(state) == {"list-a/1.snapshot", "list-b/12.snapshot"})
        until(lambda: "the terminal's disk is full" in told(whole))
        assert "25.2 MB must be free for it" in told(whole)
        assert state.content_key(f"{1:032x}").exists()  # what is served opens
        (disk / "others.log").unlink()
        whole.announce()
        until(lambda: held(state) == {"list-a/2.snapshot", "list-b/12.snapshot"})
        until(lambda: not told(whole))
    assert "not updated: list-a" in caplog.text
    caplog.clear()


def test_a_download_that_fills_the_disk_gives_its_room_back(
    whole: WholeCentre,
    state: TerminalState,
    disk: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Somebody else takes the room while it comes; alerts need what it has."""
    honest = whole.published.fetch

    def crowded(path: str, offset: int) -> Iterator[bytes]:
        for number, piece in enumerate(honest(path, offset)):
            if path.endswith("2.snapshot") and number == 20:
                fill(disk / "others.log")
            yield piece

    monkeypatch.setattr(FakePublished, "fetch", property(lambda _: crowded))
    with running(state):
        until(lambda: "list-a/1.snapshot" in held(state))
        put(whole, "list-a", 2, LARGE)
        until(lambda: (disk / "others.log").exists() and "disk is full" in said(state))
        assert not [name for name in held(state) if name.endswith(".part")]
        with Spool(state.spool) as spool:
            assert spool.counts().waiting == 0
    caplog.clear()


def said(state: TerminalState) -> str:
    with Spool(state.spool) as spool:
        status = spool.status("agent")
        return str(status.value) if status is not None else ""
