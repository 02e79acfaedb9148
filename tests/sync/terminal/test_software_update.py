"""Software of a terminal: only what was released, never older, and back where it does not work."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from sync.protocol.jakarta import jakarta_text
from sync.protocol.turns import is_turn
from sync.terminal.errors import StateError, UpdateRefused
from sync.terminal.software_download import SoftwareDownload
from sync.terminal.software_update import SoftwareUpdate
from sync.terminal.update_record import UpdateRecord, forget_trust, read_record, trust_root
from sync.terminal.updater import Updater
from tests.disks import SmallDisk, remount
from tests.fakes.release_machine import TERMINAL, ReleaseMachine, has_dpkg
from tests.present import present

pytestmark = pytest.mark.skipif(not has_dpkg(), reason="dpkg is Debian's")
NEW, NEXT = "0.4.0", "0.4.1"


@pytest.fixture
def machine(tmp_path: Path) -> ReleaseMachine:
    return ReleaseMachine(tmp_path)


def planned(machine: ReleaseMachine, version: str = NEW) -> None:
    machine.release(version)
    machine.plan(version)
    machine.mirrored()


def test_a_planned_release_is_installed_and_kept(machine: ReleaseMachine) -> None:
    with machine.kiosk():
        assert machine.update().step().state == "nothing-planned"
        planned(machine)
        step = machine.update(60.0).step()
    assert (step.state, machine.chosen) == ("installed", NEW), step.words
    assert machine.installed("0.3.0")  # the way back
    assert machine.update().step().state == "nothing-planned"
    with machine.kiosk():
        planned(machine, NEXT)
        assert machine.update(60.0).step().state == "installed"
    assert machine.installed(NEW)
    assert not machine.installed("0.3.0")
    assert not (machine.versions / "0.3.0").exists()


@pytest.mark.parametrize(
    ("new", "word"),
    [
        ({"camera": False}, "it looks at no pictures"),
        pytest.param(*({"lists": 0}, "it serves no list"), marks=pytest.mark.slow),
        pytest.param(
            *({"contact": False}, "it does not reach the data centre"), marks=pytest.mark.slow
        ),
        ({"fault": "the database is of a newer version"}, "the database is of a newer version"),
    ],
)
def test_a_version_that_does_less_than_the_one_before_goes_back(
    machine: ReleaseMachine, new: dict[str, object], word: str
) -> None:
    planned(machine)
    with machine.kiosk(**new):
        step = machine.update(3.0).step()
        assert (step.state, machine.chosen) == ("failed", "0.3.0")
        assert word in step.words
        assert read_record(machine.kept).failed == (NEW,)
        assert machine.units == "0.3.0"  # they would start the old version as the new one is
        assert not machine.installed(NEW)  # and nothing needs it any more
        assert not (machine.versions / NEW).exists()
        again = machine.update().step()
        assert (again.state, machine.chosen) == ("failed", "0.3.0")
        planned(machine, NEXT)
    with machine.kiosk():
        assert machine.update(60.0).step().state == "installed"
    assert machine.chosen == NEXT
    assert read_record(machine.kept).failed == ()  # the data centre is told no more of it


def test_a_way_back_that_was_cut_off_is_gone_to_its_end(
    machine: ReleaseMachine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The power goes when the old version runs again, before anybody noted that."""
    planned(machine)
    with machine.kiosk(camera=False):
        with monkeypatch.context() as patch:
            patch.setattr(UpdateRecord, "to_json", interrupted_after_failing)
            with pytest.raises(KeyboardInterrupt):
                machine.update(2.0).step()
        assert (machine.chosen, machine.units) == ("0.3.0", "0.3.0")
        assert machine.installed(NEW)
        step = machine.update(0.5).step()
    assert step.state == "failed"
    assert (machine.chosen, machine.units, machine.installed(NEW)) == ("0.3.0", "0.3.0", False)
    assert read_record(machine.kept).failed == (NEW,)


def interrupted_after_failing(record: UpdateRecord) -> bytes:
    if record.failed:
        raise KeyboardInterrupt
    return record.model_dump_json().encode()


def test_a_kiosk_that_never_starts_again_goes_back(machine: ReleaseMachine) -> None:
    planned(machine)
    machine.say("0.3.0")
    step = machine.update().step()
    assert (step.state, machine.chosen) == ("failed", "0.3.0")
    assert "did not say that it runs" in step.words


def test_what_the_one_before_could_not_do_is_not_asked_of_the_new(machine: ReleaseMachine) -> None:
    machine.health |= {"camera": False, "contact": False, "lists": 0}
    planned(machine)
    with machine.kiosk():
        assert machine.update(60.0).step().state == "installed"


def test_a_version_that_recognises_nobody_is_never_chosen(machine: ReleaseMachine) -> None:
    machine.release(NEW, python="#!/bin/sh\necho '{\"alerts\": []}'\n")
    machine.plan(NEW)
    machine.mirrored()
    with machine.kiosk():
        steps = [machine.update().step() for _ in range(3)]
    assert [each.state for each in steps] == ["waits", "waits", "failed"]
    assert "does not recognise a face that it must" in steps[-1].words
    assert machine.chosen == "0.3.0"


@pytest.mark.slow
def test_a_real_engine_is_asked_for_a_real_face(tmp_path: Path) -> None:
    machine = ReleaseMachine(tmp_path, recognises=True)
    planned(machine)
    with machine.kiosk():
        assert machine.update(60.0).step().state == "installed"


def test_what_was_fetched_of_a_release_that_has_ended_is_not_taken(machine: ReleaseMachine) -> None:
    """Without a network lists go on beyond their day; software is not begun with."""
    planned(machine)
    released = machine.centre.now
    machine.centre.now = released + timedelta(days=366)
    with machine.kiosk():
        step = machine.update().step()
        assert (step.state, machine.chosen) == ("nothing-planned", "0.3.0")
        assert f"{NEW} was released until" in step.words
        machine.centre.now = released + timedelta(days=300)  # lists' word is long over by then
        assert machine.update(60.0).step().state == "installed"


def test_the_first_look_keeps_the_root_of_trust_and_no_later_one_takes_another(
    machine: ReleaseMachine, tmp_path: Path
) -> None:
    """A device that was set up at the glass: nobody gave its folder away after that."""
    (machine.kept / "trusted.json").unlink()
    with machine.kiosk():
        assert machine.update().step().state == "nothing-planned"
        assert (machine.kept / "trusted.json").exists()
        other = ReleaseMachine(tmp_path / "attacker")
        machine.state.trusted_root.write_bytes(other.centre.root)
        with pytest.raises(StateError, match="was altered"):
            machine.update().step()


def test_nobody_is_disturbed(machine: ReleaseMachine) -> None:
    planned(machine)
    machine.health["quiet_s"] = 20.0
    with machine.kiosk():
        assert "waits for a quiet minute" in machine.update().step().words
    assert machine.chosen == "0.3.0"


def cut_off(machine: ReleaseMachine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A step that ends, as by a power cut, once the new version is unpacked."""
    planned(machine)
    with machine.kiosk(), monkeypatch.context() as patch:
        patch.setattr(SoftwareUpdate, "_test", interrupted)
        with pytest.raises(KeyboardInterrupt):
            machine.update().step()
    assert machine.installed(NEW)


def interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def test_what_was_cut_off_waits_for_a_quiet_minute_too(
    machine: ReleaseMachine, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_off(machine, monkeypatch)
    machine.health["quiet_s"] = 3.0
    with machine.kiosk():
        assert "waits for a quiet minute" in machine.update().step().words
    assert machine.chosen == "0.3.0"
    machine.health |= {"quiet_s": 600.0, "contact": False}  # the line fell meanwhile
    with machine.kiosk():
        assert machine.update(60.0).step().state == "installed"


def test_what_was_cut_off_waits_for_its_hours_too(
    machine: ReleaseMachine, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_off(machine, monkeypatch)
    machine.plan(NEW, from_hour=1, until_hour=4)  # it is 15:00 there
    machine.mirrored()
    with machine.kiosk():
        assert "waits for its hours" in machine.update().step().words
    assert machine.chosen == "0.3.0"


def test_an_officer_puts_it_off_and_no_longer_than_operators_allow(
    machine: ReleaseMachine,
) -> None:
    machine.release(NEW)
    machine.plan(NEW, put_off_hours=6)
    machine.mirrored()
    began = machine.centre.now
    machine.health |= {"put_off": NEW, "put_off_until": began + timedelta(hours=4)}
    with machine.kiosk():
        assert f"{NEW} was put off until" in machine.update().step().words
        machine.centre.now = began + timedelta(hours=5)
        machine.health["put_off_until"] = began + timedelta(days=300)  # a kiosk in wrong hands
        at_most = jakarta_text(began + timedelta(hours=6))
        assert machine.update().step().words == f"{NEW} was put off until {at_most}"
        machine.centre.now = began + timedelta(hours=6)
        assert machine.update(60.0).step().state == "installed"


@pytest.mark.parametrize("hours", [0, 24])
def test_what_may_not_be_put_off_or_is_another_version_is_taken(
    machine: ReleaseMachine, hours: int
) -> None:
    machine.release(NEW)
    machine.plan(NEW, put_off_hours=hours)
    machine.mirrored()
    later = machine.centre.now + timedelta(hours=4)
    machine.health |= {"put_off": NEXT if hours else NEW, "put_off_until": later}
    with machine.kiosk():
        assert machine.update(60.0).step().state == "installed"


def test_one_lane_of_a_gate_at_a_time(machine: ReleaseMachine) -> None:
    """It is unpacked meanwhile, so that a turn is for the switch alone."""
    machine.release(NEW)
    machine.plan(NEW, lanes=("0" * 32, TERMINAL))
    machine.mirrored()
    began, words = machine.centre.now, set[str]()
    with machine.kiosk():
        for minute in range(0, 3 * 60, 5):
            machine.centre.now = began + timedelta(minutes=minute)
            step = machine.update(60.0).step()
            if step.state == "installed":
                break
            assert machine.installed(NEW)
            assert machine.chosen == "0.3.0"
            words.add(step.words)
    assert machine.chosen == NEW
    assert is_turn(("0" * 32, TERMINAL), TERMINAL, machine.centre.now)
    assert words == {f"{NEW} waits for its turn among this gate's lanes"}


@pytest.mark.parametrize("then", [None, NEXT])
def test_what_is_planned_no_more_is_not_chosen(
    machine: ReleaseMachine, monkeypatch: pytest.MonkeyPatch, then: str | None
) -> None:
    """An operator stopped it, or planned another one, while it was unpacked."""
    cut_off(machine, monkeypatch)
    if then:
        planned(machine, then)
    else:
        machine.plan(None)
        machine.mirrored()
    with machine.kiosk():
        step = machine.update(60.0).step()
        assert (step.state, machine.chosen) == ("nothing-planned", "0.3.0")
        assert f"{NEW} was not chosen" in step.words
        assert not machine.installed(NEW)
        assert read_record(machine.kept).failed == ()
        machine.update(60.0).step()
    assert machine.chosen == (then or "0.3.0")


def test_a_full_disk_is_not_held_against_a_version(machine: ReleaseMachine) -> None:
    machine.release(NEW, python="#!/bin/sh\necho 'x: No space left on device' >&2\nexit 1\n")
    machine.plan(NEW)
    machine.mirrored()
    with machine.kiosk():
        for _ in range(4):
            with pytest.raises(StateError, match="waits for room") as refused:
                machine.update().step()
            assert refused.value.kind == "full"
    assert read_record(machine.kept).failed == ()


def test_what_a_program_says_steers_no_screen(machine: ReleaseMachine) -> None:
    machine.release(NEW, python="#!/bin/sh\nprintf 'no\\033[2J camera' >&2\nexit 1\n")
    machine.plan(NEW)
    machine.mirrored()
    with machine.kiosk():
        steps = [machine.update().step() for _ in range(3)]
    assert steps[-1].words == f"{NEW} did not work: python: no?[2J camera; 0.3.0 runs on"
    assert read_record(machine.kept).why == "python: no?[2J camera"
    assert not machine.installed(NEW)


def test_the_hours_of_the_plan_are_the_gates(machine: ReleaseMachine) -> None:
    machine.release(NEW)
    machine.plan(NEW, from_hour=1, until_hour=4)  # it is 15:00 there
    machine.mirrored()
    with machine.kiosk():
        assert "waits for its hours" in machine.update().step().words
        machine.plan(NEW, from_hour=14, until_hour=16)
        machine.mirrored()
        assert machine.update(60.0).step().state == "installed"


def test_nothing_leads_back_to_an_older_version(machine: ReleaseMachine) -> None:
    machine.release("0.2.0", NEW, NEXT)
    machine.plan(NEXT)
    machine.mirrored()
    with machine.kiosk():
        assert machine.update(60.0).step().state == "installed"
        for older in ("0.2.0", "0.3.0", NEW):
            machine.plan(older)
            machine.mirrored()
            assert machine.update().step().state == "nothing-planned"
    assert machine.chosen == NEXT
    machine.update()._run([str(machine.root / "switch"), "0.3.0"])  # a technician, by hand
    machine.plan(NEW)
    machine.mirrored()
    with machine.kiosk():
        assert machine.update().step().state == "nothing-planned"
    assert machine.chosen == "0.3.0"


def test_a_release_that_ended_troubles_nobody_who_runs_it(machine: ReleaseMachine) -> None:
    """Nothing was released for a year: neither the agent nor root has anything to complain of."""
    planned(machine)
    with machine.kiosk():
        assert machine.update(60.0).step().state == "installed"
    machine.centre.now += timedelta(days=366)
    machine.renew()
    machine.plan(NEW)
    machine.mirrored()
    with machine.kiosk():
        step = machine.update().step()
    assert (step.state, machine.chosen) == ("nothing-planned", NEW)
    machine.plan(NEXT)
    with pytest.raises(UpdateRefused, match="software is expired"):
        machine.mirrored()


def test_a_download_ends_once_it_is_not_wanted_any_more(machine: ReleaseMachine) -> None:
    """A thin line takes days for 480 MB: a stop, and a revocation, end it at once."""
    machine.release(NEW)
    machine.plan(NEW)
    centre, state = machine.centre, machine.state
    updater = Updater(state.metadata, state.targets, centre.root, centre.fetch, centre.now)
    updater.refresh()
    release = present(present(updater.software()).find(NEW, "bookworm", "amd64"))
    sent = 0

    def fetch(path: str, offset: int) -> Iterator[bytes]:
        nonlocal sent
        for piece in centre.fetch(path, offset):
            for start in range(0, len(piece), 1000):
                sent += 1
                if sent == 5:
                    download.want(())
                yield piece[start : start + 1000]

    download = SoftwareDownload(state, TERMINAL, fetch, None, None)
    download.want(updater.software_files(release.packages))
    assert not download.step()
    assert sent == 5
    assert not download.step()
    assert not list((state.targets / "software").iterdir())


def test_a_folder_that_cannot_be_tidied_ends_no_agent(
    machine: ReleaseMachine, small_disk: SmallDisk
) -> None:
    """What is no SyncError ends it; a broken-into kiosk, too, can leave such a folder there."""
    folder = small_disk(machine.state.targets / "software", "1m")
    (folder / "old.deb").touch()
    download = SoftwareDownload(machine.state, TERMINAL, machine.centre.fetch, None, None)
    download.want(())
    remount(folder, "ro")
    with pytest.raises(StateError, match="software: Read-only file system"):
        download.step()
    remount(folder, "rw")
    download.step()
    assert not list(folder.iterdir())


def test_one_release_key_is_not_enough(machine: ReleaseMachine) -> None:
    with pytest.raises(Exception, match="signed by 1 of its keys, needed are 2"):
        machine.release(NEW, sign=1)


def test_an_agent_that_alters_a_package_is_not_believed(machine: ReleaseMachine) -> None:
    planned(machine)
    for place in (machine.state.targets / "software").iterdir():
        data = bytearray(place.read_bytes())
        data[-1] ^= 1
        place.write_bytes(data)
    with machine.kiosk():
        assert "not here yet" in machine.update().step().words
    assert machine.chosen == "0.3.0"
    assert not machine.installed(NEW)


def test_a_link_in_the_mirror_leads_nowhere(machine: ReleaseMachine, tmp_path: Path) -> None:
    planned(machine)
    for place in (machine.state.targets / "software").iterdir():
        moved = tmp_path / place.name
        shutil.move(place, moved)
        place.symlink_to(moved)
    with machine.kiosk():
        assert "not here yet" in machine.update().step().words
    assert not machine.installed(NEW)


def test_another_root_of_trust_is_refused(machine: ReleaseMachine, tmp_path: Path) -> None:
    """The kiosk's user owns the terminal's folder, and may put its own root there."""
    other = ReleaseMachine(tmp_path / "attacker")
    planned(other)
    shutil.rmtree(machine.state.mirror)
    shutil.copytree(other.state.mirror, machine.state.mirror)
    with machine.kiosk(), pytest.raises(UpdateRefused):
        machine.update().step()
    machine.state.trusted_root.write_bytes(other.centre.root)
    with machine.kiosk(), pytest.raises(StateError, match="was altered"):
        machine.update().step()
    assert machine.chosen == "0.3.0"
    with pytest.raises(StateError, match="was altered"):
        trust_root(machine.state, machine.kept)


def another_terminal(machine: ReleaseMachine) -> None:
    altered = machine.state.config().model_copy(update={"terminal_id": "f" * 32})
    machine.state.write_config(altered)


def test_another_terminals_name_brings_no_other_root_of_trust(
    machine: ReleaseMachine, tmp_path: Path
) -> None:
    """A broken-into kiosk names another terminal, and waits for the technician's `owners`."""
    other = ReleaseMachine(tmp_path / "attacker")
    before = (machine.kept / "trusted.json").read_bytes()
    another_terminal(machine)
    machine.state.trusted_root.write_bytes(other.centre.root)
    with pytest.raises(StateError, match="is of another terminal than"):
        trust_root(machine.state, machine.kept)
    assert (machine.kept / "trusted.json").read_bytes() == before
    forget_trust("f" * 32, machine.kept)  # a wipe by that name
    assert (machine.kept / "trusted.json").read_bytes() == before


def test_after_a_wipe_another_terminal_brings_its_own_root(machine: ReleaseMachine) -> None:
    forget_trust(machine.state.config().terminal_id, machine.kept)
    another_terminal(machine)
    trust_root(machine.state, machine.kept)
    with machine.kiosk():
        assert machine.update().step().state == "nothing-planned"


@pytest.mark.parametrize("what", ["link", "pipe", "text", "huge"])
def test_what_is_no_root_of_trust_is_copied_nowhere(
    machine: ReleaseMachine, tmp_path: Path, what: str
) -> None:
    """Root's copy can be read by everybody: a link to a secret must not end there."""
    place, secret = machine.state.trusted_root, tmp_path / "secret"
    secret.write_text("root:$y$j9T$")
    forget_trust(machine.state.config().terminal_id, machine.kept)
    place.unlink()
    spoil(place, what, secret)
    with pytest.raises(StateError, match=r"root\.json"):
        trust_root(machine.state, machine.kept)
    assert not (machine.kept / "trusted.json").exists()


@pytest.mark.parametrize("what", ["link", "pipe", "huge"])
def test_root_neither_waits_for_terminal_json_nor_reads_without_end(
    machine: ReleaseMachine, tmp_path: Path, what: str
) -> None:
    place = machine.state.config_file
    data = tmp_path / "data"
    place.rename(data)
    spoil(place, what, data)
    with pytest.raises(StateError, match=r"terminal\.json"):
        machine.update().step()


def spoil(place: Path, what: str, target: Path) -> None:
    if what == "link":
        place.symlink_to(target)
    elif what == "pipe":
        os.mkfifo(place)
    elif what == "text":
        place.write_text("{}")
    else:
        place.touch()
        os.truncate(place, 1 << 40)


def test_what_was_proven_is_not_hashed_again_until_it_changes(
    machine: ReleaseMachine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A plan may wait a day for its hours; the agent looks every four minutes."""
    machine.release(NEW)
    machine.plan(NEW)
    state, centre = machine.state, machine.centre
    updater = Updater(state.metadata, state.targets, centre.root, centre.fetch, centre.now)
    updater.refresh()
    release = present(present(updater.software()).find(NEW, "bookworm", "amd64"))
    download = SoftwareDownload(state, TERMINAL, centre.fetch, None, None)
    download.want(updater.software_files(release.packages))
    assert download.step()
    hashed: list[str] = []
    real = hashlib.file_digest

    def noted(file: Any, kind: str) -> Any:
        hashed.append(file.name)
        return real(file, kind)

    monkeypatch.setattr(hashlib, "file_digest", noted)
    assert not download.step()
    assert hashed == []
    place = state.targets / release.packages[0]
    place.write_bytes(place.read_bytes()[:-1] + b"x")
    assert download.step()
    assert str(place) in hashed


def test_a_full_disk_is_said_before_anything_is_unpacked(
    machine: ReleaseMachine, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned(machine)
    usage = shutil.disk_usage(machine.folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1000))
    with machine.kiosk(), pytest.raises(StateError, match="MB must be free for another version"):
        machine.update().step()
    assert not machine.installed(NEW)


def test_a_record_of_a_newer_gapura_is_read(machine: ReleaseMachine) -> None:
    planned(machine)
    with machine.kiosk():
        machine.update(60.0).step()
    place = machine.kept / "record.json"
    place.write_text(json.dumps(json.loads(place.read_text()) | {"waves": [1, 2]}))
    assert read_record(machine.kept).good == NEW
    place.write_text("{")
    with pytest.raises(StateError, match=r"record\.json"):
        machine.update().step()


@pytest.mark.slow
def test_killed_anywhere_a_whole_version_runs_and_none_older(
    machine: ReleaseMachine, draw: Callable[[int, int], int]
) -> None:
    """Root's step and all that it started are killed at random moments of one update after another.

    50 kills; 200 in full.
    """
    kills, number, best = draw(200, 50), 0, "0.3.0"
    seed = random.randrange(1 << 32)  # noqa: S311
    print(f"seed {seed}")  # noqa: T201  of a failure
    chance = random.Random(seed)  # noqa: S311
    planned(machine, f"0.4.{number}")
    longest = 0.4
    for kill in range(kills):
        with machine.kiosk():
            child = os.fork()
            if child == 0:
                os.setsid()
                code = 1
                try:
                    code = 0 if machine.update(120.0).step().state in ("installed", "waits") else 3
                finally:
                    os._exit(code)
            begun = time.monotonic()
            time.sleep(chance.uniform(0.0, longest))
            try:
                os.killpg(child, signal.SIGKILL)
            except ProcessLookupError:  # before it had its own group
                os.kill(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
            longest = max(longest, min(2.0, time.monotonic() - begun))
        runs, record = machine.chosen, read_record(machine.kept)
        assert record.failed == (), f"kill {kill}: {record.why}"
        assert machine.is_whole(runs), f"kill {kill}: {runs} runs, and is not whole"
        assert tuple(map(int, runs.split("."))) >= tuple(map(int, best.split("."))), f"kill {kill}"
        best = runs
        assert os.WIFSIGNALED(status) or os.waitstatus_to_exitcode(status) == 0, f"kill {kill}"
        if record.good == f"0.4.{number}":
            number += 1
            planned(machine, f"0.4.{number}")
    with machine.kiosk():
        step = machine.update(120.0).step()
    assert (step.state, machine.chosen) == ("installed", f"0.4.{number}"), step.words
