"""`gapura provision owners`, as a technician gives it."""

from __future__ import annotations

import os
import pwd
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from edge_app.cli import cli
from edge_app.pipeline.camera_settings import Camera
from edge_app.terminal.camera_file import write_camera
from edge_app.terminal.kiosk_unit import DROP_IN
from sync.terminal.errors import StateError
from sync.terminal.state import TerminalState
from tests.edge_app.terminal.terminal_fixtures import Centre, provision

# Of every Debian, and of nobody's use in a test.
NAMES = ("--kiosk", "backup", "--agent", "www-data", "--group", "games")

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files to others")


@pytest.fixture
def state(tmp_path: Path) -> TerminalState:
    return provision(tmp_path / "terminal", Centre(tmp_path / "centre", datetime.now(UTC)))


@pytest.fixture
def units(tmp_path: Path) -> Path:
    (tmp_path / "units").mkdir()
    return tmp_path / "units"


def owners(state: TerminalState, units: Path, *names: str) -> Result:
    kept = units.parent / "update"
    options = ["--state", str(state.root), "--units", str(units), "--kept", str(kept)]
    options += names or NAMES
    return CliRunner().invoke(cli, ["provision", "owners", *options])


def test_the_folder_is_given_and_the_unit_told_of_the_camera(
    state: TerminalState, units: Path
) -> None:
    write_camera(state, Camera("rtsp://admin:r4hasia@10.0.0.7/main"))
    done = owners(state, units)
    assert done.exit_code == 0, done.output
    assert (units.parent / "update" / "trusted.json").stat().st_uid == 0
    assert "r4hasia" not in done.output
    assert str(units / DROP_IN) in done.output
    assert state.kiosk_store.parent.stat().st_uid == pwd.getpwnam("backup").pw_uid
    assert state.mirror.stat().st_uid == pwd.getpwnam("www-data").pw_uid
    write_camera(state, Camera("/dev/video0"))
    assert owners(state, units).exit_code == 0
    assert not (units / DROP_IN).exists()


def test_a_bare_folder_is_given_and_its_units_started(
    tmp_path: Path, units: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stand-in for systemd, which runs no machine here, writes down what it is asked."""
    program = tmp_path / "bin" / "systemctl"
    program.parent.mkdir()
    program.write_text('#!/bin/sh\necho "$*" >>"$0.said"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    monkeypatch.setattr("sync.command_line.units.RUNS", tmp_path)
    bare = TerminalState(tmp_path / "bare")
    bare.root.mkdir()  # as the package makes it
    done = owners(bare, units, *NAMES, "--start")
    assert done.exit_code == 0, done.output
    assert bare.root.stat().st_uid == pwd.getpwnam("backup").pw_uid
    asked = Path(f"{program}.said").read_text()
    assert "enable --now gapura-kiosk.service gapura-agent.service gapura-update.timer" in asked


def test_a_root_of_trust_that_was_changed_meanwhile_is_not_taken(
    state: TerminalState, units: Path
) -> None:
    """The kiosk's user owns it; root's trust in releases of software started with the first."""
    assert owners(state, units).exit_code == 0
    state.trusted_root.write_bytes(state.trusted_root.read_bytes() + b" ")
    done = owners(state, units)
    assert "was altered" in str(done.exception)


def test_a_camera_by_a_name_is_told_before_anything_is_given(
    state: TerminalState, units: Path
) -> None:
    write_camera(state, Camera("rtsp://u:r4hasia@camera.lane2/main"))
    done = owners(state, units)
    assert done.exit_code != 0
    assert isinstance(done.exception, StateError) or "number" in done.output
    assert "r4hasia" not in f"{done.output}{done.exception}"
    assert state.root.stat().st_uid == 0
    assert not state.reports.exists()


def test_names_that_are_not_here_are_told(state: TerminalState, units: Path) -> None:
    done = owners(state, units)
    assert done.exit_code == 0
    done = owners(state, units, "--agent", "nobody-here")
    assert "no such user" in f"{done.output}{done.exception}"


def test_a_wiped_device_takes_another_terminals_root_and_no_other_does(
    state: TerminalState, units: Path, tmp_path: Path
) -> None:
    assert owners(state, units).exit_code == 0
    altered = state.config().model_copy(update={"terminal_id": "f" * 32})
    before = state.config()
    state.write_config(altered)
    assert "is of another terminal than" in str(owners(state, units).exception)
    state.write_config(before)
    kept = tmp_path / "update"
    wipe = ["provision", "wipe", "--yes", "--state", str(state.root), "--kept", str(kept)]
    done = CliRunner().invoke(cli, wipe)
    assert done.exit_code == 0, done.output
    assert not (kept / "trusted.json").exists()


def test_an_update_of_a_folder_that_was_mistyped_makes_nothing(tmp_path: Path) -> None:
    kept = tmp_path / "update"
    command = ["provision", "update", "--state", str(tmp_path / "nowhere"), "--kept", str(kept)]
    done = CliRunner().invoke(cli, command)
    assert "holds no provisioned terminal" in str(done.exception)
    assert not kept.exists()
