"""A terminal looked at as a technician does: over real files, disks, devices and locks."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any

import numpy as np
import pytest

from edge_app.pipeline.camera_settings import Camera
from edge_app.terminal.camera_file import write_camera
from edge_app.terminal.check import all_probes, machine_probes
from models.weights import LANDMARK_WEIGHTS, weights_dir
from sync.private_memory import Swap
from sync.protocol.finding_table import FindingCode
from sync.protocol.findings import Finding, found, merged
from sync.protocol.wire import HeldCollection
from sync.terminal.check.disk import MIN_FREE, MIN_RATE, judge_rate, look_at_disk
from sync.terminal.check.known import read_known
from sync.terminal.check.memory import KIOSK_NEEDS, RESERVE, judge_memory, look_at_memory
from sync.terminal.check.probes import Probe, look_at_all
from sync.terminal.clock import ClockState, TrustedClock
from sync.terminal.kiosk_status import KioskStatus, write_kiosk_status
from sync.terminal.lock import only_one
from sync.terminal.spool import Spool
from sync.terminal.state import CREDENTIALS, TerminalState
from tests.disks import SmallDisk, fill, remount
from tests.fakes.videos import write_video
from tests.rights import UNPRIVILEGED
from tests.sync.terminal.conftest import centre as centre
from tests.sync.terminal.conftest import state as state
from tests.sync.terminal.conftest import whole as whole
from tests.sync.terminal.whole_centre import WholeCentre

ROOT = Path(__file__).resolve().parents[3]
CHECK = (sys.executable, "-m", "edge_app.cli", "provision", "check", "--state")


def check(state: TerminalState, *before: str) -> Any:
    """The command, as a process; its JSON, and `status` in it."""
    done = subprocess.run(
        [*before, *CHECK, str(state.root), "--json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    return json.loads(done.stdout) | {"status": done.returncode}


def codes(told: Any) -> list[str]:
    return [each["code"] for each in told["findings"]]


def look(state: TerminalState, *names: str) -> list[Finding]:
    """What the probes `names` find."""
    probes = [probe for probe in all_probes(read_known(state)) if probe.name in names]
    assert len(probes) == len(names)
    return list(look_at_all(probes))


def only(findings: list[Finding]) -> Finding:
    assert len(findings) == 1, findings
    return findings[0]


def see(state: TerminalState, source: Path | str) -> None:
    write_camera(state, Camera(str(source)))


def hall(light: int) -> np.ndarray:
    """(240, 320, 3) uint8: sharp edges, and a sensor's noise."""
    rng = np.random.default_rng(light)
    squares = np.kron(rng.integers(light // 2, light, (15, 20, 1)), np.ones((16, 16, 3)))
    return np.clip(squares + rng.normal(0, 2, squares.shape), 0, 255).astype(np.uint8)


@pytest.fixture
def seen(state: TerminalState, tmp_path: Path) -> TerminalState:
    """A terminal with a lane that is well lit."""
    video = tmp_path / "hall.avi"
    write_video(video, [hall(220 + step % 3) for step in range(50)])
    see(state, video)
    return state


def test_a_terminal_that_nobody_started_is_told_so_and_nothing_else(seen: TerminalState) -> None:
    before = sorted(path for path in seen.root.rglob("*"))
    told = check(seen)
    assert told["status"] == 1
    told["findings"] = [each for each in told["findings"] if not each["code"].startswith("tpm-")]
    assert codes(told) == ["agent-off", "kiosk-off"]
    assert sorted(path for path in seen.root.rglob("*")) == before  # it left nothing behind
    assert told["well"] is False
    for each in told["findings"]:
        assert each["sentence"].endswith(".")
        assert each["step"].endswith(".")


@pytest.mark.slow
def test_in_words_the_worst_comes_first(seen: TerminalState) -> None:
    (seen.credentials / "kiosk.key").unlink()
    done = subprocess.run(
        [*CHECK, str(seen.root)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert lines[0] == "fault     The key kiosk.key is missing."
    assert lines[1].startswith(" " * 10 + "Wipe this terminal")
    assert [line.split()[0] for line in lines[:6:2]] == ["fault", "attention", "attention"]


@pytest.mark.slow
def test_where_there_is_no_terminal_the_command_is_wrong(tmp_path: Path) -> None:
    done = subprocess.run(
        [*CHECK, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "gapura provision init" in done.stderr


# ---- keys ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CREDENTIALS)
def test_a_key_that_is_missing_has_a_sentence_of_its_own(
    seen: TerminalState, whole: WholeCentre, name: str
) -> None:
    (seen.credentials / name).unlink()
    told = only(look(seen, "the keys", "the way to the data centre"))
    assert told == found(FindingCode.KEY_MISSING, name=name)
    assert "network" not in told.sentence + told.step
    assert whole.beats == []


def test_a_key_that_others_may_read(seen: TerminalState) -> None:
    (seen.credentials / "store.key").chmod(0o644)
    assert only(look(seen, "the keys")).code is FindingCode.KEY_OPEN


@pytest.mark.parametrize("data", [b"", b"short", bytes(400)])
@pytest.mark.parametrize("name", ["agent.key", "kiosk-signing.key"])
def test_a_key_that_is_cut_or_another(seen: TerminalState, name: str, data: bytes) -> None:
    (seen.credentials / name).write_bytes(data)
    assert only(look(seen, "the keys")) == found(FindingCode.KEY_DAMAGED, name=name)
    (seen.credentials / name).write_bytes(bytes(32))  # a key, and not this terminal's
    assert only(look(seen, "the keys")) == found(FindingCode.KEY_DAMAGED, name=name)


@pytest.mark.slow
def test_a_key_of_another_user_is_told_as_that(seen: TerminalState) -> None:
    os.chown(seen.credentials / "agent.key", 4321, 4321)
    told = check(seen, *UNPRIVILEGED)
    keys = [each for each in told["findings"] if each["code"].startswith("key-")]
    assert [(each["code"], each["about"]) for each in keys] == [
        ("key-denied", {"name": "agent.key"})
    ]
    assert "no-way" not in codes(told)


# ---- lists, and who runs -------------------------------------------------------------------------


def say(state: TerminalState, at: datetime | None = None, **status: Any) -> None:
    with Spool(state.spool) as spool:
        write_kiosk_status(spool, KioskStatus(**status), at or datetime.now(UTC))


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("stale", FindingCode.LIST_OLD),
        ("expired", FindingCode.LIST_OLD),
        ("failed", FindingCode.LIST_REFUSED),
        ("waiting", FindingCode.LIST_AWAITED),
    ],
)
def test_lists_are_told_as_the_kiosk_said(
    state: TerminalState, word: Any, code: FindingCode
) -> None:
    held = HeldCollection(
        collection="list-dpo", version=3, references=9, state=word, error="no room"
    )
    good = HeldCollection(collection="list-vip", version=1, references=9, state="serving")
    say(state, collections=(held, good))
    told = [each for each in look(state, "the lists") if each.code.value.startswith("list")]
    assert only(told).code is code
    assert "list-dpo" in only(told).sentence


def test_a_kiosk_that_runs_is_asked_and_its_camera_is_left_to_it(state: TerminalState) -> None:
    say(state, camera="live", faults=("dark", "queue", "slow"), frame_rate=3.6, silent="no device")
    with only_one(state.kiosk_lock, "a kiosk"):
        told = {each.code: each for each in look(state, "the lists", "the camera")}
    assert set(told) == {
        FindingCode.AGENT_OFF,
        FindingCode.CAMERA_DARK,
        FindingCode.LANE_SLOW,
        FindingCode.SOUND_OFF,
    }
    assert "4 pictures a second" in told[FindingCode.LANE_SLOW].sentence


@pytest.mark.parametrize(
    ("camera", "code"),
    [
        ("black", FindingCode.CAMERA_DARK),
        ("blank", FindingCode.CAMERA_BLANK),
        ("unreadable", FindingCode.CAMERA_UNREADABLE),
        ("frozen", FindingCode.CAMERA_FROZEN),
    ],
)
def test_what_a_running_kiosk_says_of_its_pictures(
    state: TerminalState, camera: str, code: FindingCode
) -> None:
    say(state, camera=camera)
    with only_one(state.kiosk_lock, "a kiosk"):
        assert only(look(state, "the camera")).code is code


def test_a_camera_that_was_pulled_out_of_a_running_kiosk(state: TerminalState) -> None:
    say(state, camera="lost")
    see(state, "/dev/v4l/by-id/usb-Lane_2")
    with only_one(state.kiosk_lock, "a kiosk"):
        assert only(look(state, "the camera")).code is FindingCode.CAMERA_ABSENT
        ours, theirs = os.openpty()  # a device that is there, and gives no picture
        see(state, os.ttyname(theirs))
        assert only(look(state, "the camera")).code is FindingCode.CAMERA_LOST
        os.close(ours)
        os.close(theirs)


def test_a_kiosk_that_says_nothing_any_more(state: TerminalState) -> None:
    say(state, datetime.now(UTC) - timedelta(minutes=30))
    with only_one(state.kiosk_lock, "a kiosk"):
        told = [each.code for each in look(state, "the lists")]
    assert told == [FindingCode.AGENT_OFF, FindingCode.KIOSK_QUIET]


def test_a_revoked_terminal_and_one_whose_lease_is_over(state: TerminalState) -> None:
    with Spool(state.spool) as spool:
        spool.put_facts({"lease.wiped": "n", "lease.nonce": "n"})
    assert FindingCode.LEASE_OVER in [each.code for each in look(state, "the lists")]
    with Spool(state.spool) as spool:
        spool.put_facts({"revoked": datetime.now(UTC).isoformat()})
    assert FindingCode.REVOKED in [each.code for each in look(state, "the lists")]


def test_a_spool_that_cannot_be_read_is_a_finding_and_the_rest_is_looked_at(
    seen: TerminalState,
) -> None:
    seen.spool.write_bytes(b"no database at all" * 999)
    told = [each.code for each in look(seen, "the lists", "the way to the data centre")]
    assert told == [FindingCode.SPOOL_UNUSABLE, FindingCode.AGENT_OFF, FindingCode.KIOSK_OFF]


# ---- the camera ----------------------------------------------------------------------------------


def test_a_camera_that_is_away_is_named_without_its_password(state: TerminalState) -> None:
    see(state, "/dev/v4l/by-id/usb-Lane_2")
    told = only(look(state, "the camera"))
    assert told == found(FindingCode.CAMERA_ABSENT, source="/dev/v4l/by-id/usb-Lane_2")
    see(state, "rtsp://gate:rahasia@127.0.0.1:1/main")
    told = only(look(state, "the camera"))
    assert told.code is FindingCode.CAMERA_SILENT
    assert "rahasia" not in told.sentence


def test_a_camera_that_another_program_has_is_told_with_that_program(
    state: TerminalState,
) -> None:
    ours, theirs = os.openpty()
    name = os.ttyname(theirs)
    see(state, name)
    assert only(look(state, "the camera")).code is FindingCode.CAMERA_SILENT  # this process has it
    with Path(name).open("rb", buffering=0) as held:
        other = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stderr=held)
    try:
        told = only(look(state, "the camera"))
    finally:
        other.communicate()
        os.close(ours)
        os.close(theirs)
    assert told.code is FindingCode.CAMERA_BUSY
    assert f"cat ({other.pid})" in told.sentence


@pytest.mark.parametrize(
    ("light", "code"), [(0, FindingCode.CAMERA_DARK), (12, FindingCode.CAMERA_DARK)]
)
def test_a_dark_picture(state: TerminalState, tmp_path: Path, light: int, code: Any) -> None:
    video = tmp_path / "night.avi"
    pictures = [hall(light) if light else np.zeros((240, 320, 3), np.uint8) for _ in range(50)]
    write_video(video, pictures)
    see(state, video)
    assert only(look(state, "the camera")).code is code


def test_a_picture_of_one_colour(state: TerminalState, tmp_path: Path) -> None:
    video = tmp_path / "blue.avi"
    write_video(video, [np.full((240, 320, 3), (10, 20, 220), np.uint8)] * 50)
    see(state, video)
    assert only(look(state, "the camera")).code is FindingCode.CAMERA_BLANK


def test_a_lane_that_is_lit_and_a_desk_without_a_camera_are_well(seen: TerminalState) -> None:
    assert look(seen, "the camera") == []
    see(seen, "none")
    assert look(seen, "the camera") == []


# ---- models, disk, memory, time ------------------------------------------------------------------


@pytest.fixture
def copied_weights(weights: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy = tmp_path / "weights"
    shutil.copytree(weights, copy)
    monkeypatch.setenv("GAPURA_WEIGHTS", str(copy))
    return copy


def test_a_model_that_is_missing_and_one_that_was_altered(
    state: TerminalState, copied_weights: Path
) -> None:
    assert weights_dir() == copied_weights
    assert look(state, "the models") == []
    file = copied_weights / LANDMARK_WEIGHTS
    file.write_bytes(file.read_bytes()[:-1] + b"!")
    assert only(look(state, "the models")) == found(
        FindingCode.MODEL_ALTERED, name=LANDMARK_WEIGHTS
    )
    file.unlink()
    assert only(look(state, "the models")) == found(
        FindingCode.MODEL_MISSING, name=LANDMARK_WEIGHTS
    )


def test_a_full_disk_and_one_that_takes_no_writes(tmp_path: Path, small_disk: SmallDisk) -> None:
    disk = small_disk(tmp_path / "disk", "8m")
    told = only(list(look_at_disk(disk)))
    assert told == found(FindingCode.DISK_FULL, free=8, least=MIN_FREE // 2**20)
    fill(disk / "filler")
    assert "Only 0 MB" in only(list(look_at_disk(disk))).sentence
    remount(disk, "ro")
    assert only(list(look_at_disk(disk))).code is FindingCode.DISK_READ_ONLY


def test_a_disk_is_measured_by_what_reached_it_and_nothing_stays(tmp_path: Path) -> None:
    assert {each.code for each in look_at_disk(tmp_path)} <= {FindingCode.DISK_SLOW}
    assert list(tmp_path.iterdir()) == []
    assert judge_rate(8 * 2**20, 8 * 2**20 / MIN_RATE) == ()
    assert only(list(judge_rate(3 * 2**20, 2.5))).sentence.startswith("The disk writes 1 MB")


def test_memory_is_enough_with_a_kiosk_that_has_its_part() -> None:
    assert judge_memory(RESERVE, kiosk_runs=True) == ()
    assert judge_memory(RESERVE + KIOSK_NEEDS, kiosk_runs=False) == ()
    told = only(list(judge_memory(RESERVE, kiosk_runs=False)))
    assert (told.code, dict(told.values)) == (
        FindingCode.MEMORY_SHORT,
        {"free": "200", "least": "1000"},
    )
    told = list(look_at_memory(True, Swap(("/swap", "/dev/zram0"), ("/swap",))))[-1]
    assert told == found(FindingCode.SWAP_CLEAR, places="/swap")


@pytest.mark.parametrize(
    ("off", "code"),
    [
        (timedelta(hours=-400_000), FindingCode.CLOCK_UNSET),  # 1981: a clock without a battery
        (timedelta(hours=-1), FindingCode.CLOCK_BEHIND),
        (timedelta(hours=1), FindingCode.CLOCK_OFF),
        (timedelta(minutes=1), None),
    ],
)
def test_a_clock_is_judged_without_a_network(
    state: TerminalState, off: timedelta, code: FindingCode | None
) -> None:
    real = datetime.now(UTC)
    with Spool(state.spool) as spool:
        TrustedClock(ClockState(), lambda kept: spool.put_facts(kept.facts())).adopt(real)
    known = read_known(state, lambda: datetime.now(UTC) + off)
    probe = next(probe for probe in machine_probes(known) if probe.name == "the clock")
    assert [each.code for each in probe.look()] == ([] if code is None else [code])


def test_a_clock_that_no_data_centre_ever_judged_is_not_said_to_be_off(
    state: TerminalState,
) -> None:
    known = read_known(state, lambda: datetime.now(UTC) + timedelta(hours=3))
    probe = next(probe for probe in machine_probes(known) if probe.name == "the clock")
    assert list(probe.look()) == []


# ---- the check itself ----------------------------------------------------------------------------


def test_a_probe_that_hangs_is_a_finding_and_the_others_are_told() -> None:
    never = Event()

    def hang() -> tuple[Finding, ...]:
        never.wait()
        return ()

    probes = (
        Probe("the disk", lambda: (found(FindingCode.CLOCK_OFF, ours="1", theirs="2"),)),
        Probe("the camera", hang),
    )
    steps: list[tuple[int, int, str]] = []
    told = look_at_all(probes, lambda *step: steps.append(step), within_s=0.3)
    never.set()
    assert [each.code for each in told] == [FindingCode.CLOCK_OFF, FindingCode.UNFINISHED]
    assert "the camera" in told[1].sentence
    assert steps[-1] == (1, 2, "the camera")


def test_a_fault_of_ours_is_none_of_the_terminals() -> None:
    def fail() -> tuple[Finding, ...]:
        raise KeyError("ours")

    with pytest.raises(KeyError):
        look_at_all((Probe("the disk", fail),))


def test_a_thing_that_two_looks_find_is_told_once() -> None:
    off = found(FindingCode.CLOCK_OFF, ours="1", theirs="2")
    other = found(FindingCode.CLOCK_OFF, ours="1", theirs="3")
    unset = found(FindingCode.CLOCK_UNSET, ours="1")
    gone = found(FindingCode.REVOKED)
    assert merged((off, gone, other, gone)) == (gone, off)
    assert merged((off, unset)) == (unset,)


def test_the_kiosks_part_asks_no_network(state: TerminalState, whole: WholeCentre) -> None:
    look_at_all(machine_probes(read_known(state)))
    assert whole.asked_in_vain == []
