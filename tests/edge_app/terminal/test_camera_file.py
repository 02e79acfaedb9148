"""The camera that a technician chose is kept, and nothing else is read from its file."""

from __future__ import annotations

import io
import json
import stat
from pathlib import Path

import pytest

from edge_app import cli
from edge_app.commands.kiosk import _chosen
from edge_app.pipeline.camera_settings import Camera, CameraSettings
from edge_app.terminal.camera_file import camera_file, read_camera, write_camera
from sync.terminal.enrolment import make_credentials
from sync.terminal.errors import StateError
from sync.terminal.state import TerminalConfig, TerminalState

SECRET = "rtsp://gate:rahasia@camera/main"  # noqa: S105
REPEATS = f'{{"source": ["{SECRET}"]}}'


@pytest.fixture
def state(tmp_path: Path) -> TerminalState:
    return TerminalState(tmp_path / "terminal")


def test_a_terminal_that_was_told_nothing_has_the_first_camera(state: TerminalState) -> None:
    assert read_camera(state) == Camera("/dev/video0", CameraSettings())


def test_what_was_chosen_is_read_again_and_is_nobody_elses(state: TerminalState) -> None:
    camera = Camera(SECRET, CameraSettings(rotate=270, pixel_aspect=2.0, interlaced=True))
    write_camera(state, camera)
    assert read_camera(state) == camera
    assert stat.S_IMODE(camera_file(state).stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "text", ["", "{", '{"rotate": 45}', '{"source": ""}', '{"pixel_aspect": 9}', REPEATS]
)
def test_a_damaged_file_is_named_and_not_repeated(state: TerminalState, text: str) -> None:
    camera_file(state).parent.mkdir(parents=True)
    camera_file(state).write_text(text)
    with pytest.raises(StateError, match="is damaged; choose the camera again") as caught:
        read_camera(state)
    assert "rahasia" not in str(caught.value)


def test_a_newer_gapuras_file_is_read(state: TerminalState) -> None:
    camera_file(state).parent.mkdir(parents=True)
    camera_file(state).write_text('{"source": "/dev/video2", "exposure": "auto"}')
    assert read_camera(state).source == "/dev/video2"


def test_an_address_without_end_is_refused(state: TerminalState) -> None:
    with pytest.raises(StateError, match="1 to 1000 signs"):
        write_camera(state, Camera("x" * 1001))
    assert not camera_file(state).exists()


# ---- gapura provision camera ---------------------------------------------------------------------


@pytest.fixture
def provisioned(state: TerminalState) -> TerminalState:
    state.prepare()
    state.write_config(
        TerminalConfig(
            terminal_id="0" * 32,
            checkpoint_id="ikn-1",
            lane="Lajur 1",
            centre_id="dukcapil",
            url="https://centre.example:9443",
            statements_key=bytes(32),
        )
    )
    return state


def test_a_technician_chooses_a_camera_and_its_password_is_not_shown(
    provisioned: TerminalState, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(SECRET + "\n"))
    arguments = ["provision", "camera", "--state", str(provisioned.root)]
    assert cli.main([*arguments, "--source", "-", "--rotate", "90", "--json"]) == 0
    told = json.loads(capfd.readouterr().out)
    assert told == {
        "source": "rtsp://camera/main",
        "rotate": 90,
        "pixel_aspect": None,
        "interlaced": False,
    }
    assert read_camera(provisioned) == Camera(SECRET, CameraSettings(rotate=90))
    assert cli.main([*arguments, "--pixel-aspect", "2:1"]) == 0
    assert "rahasia" not in capfd.readouterr().out
    assert read_camera(provisioned) == Camera(SECRET, CameraSettings(90, 2.0))


def test_another_camera_hangs_in_its_own_way(
    provisioned: TerminalState, capfd: pytest.CaptureFixture[str]
) -> None:
    write_camera(provisioned, Camera(SECRET, CameraSettings(rotate=90)))
    arguments = ["provision", "camera", "--state", str(provisioned.root)]
    assert cli.main([*arguments, "--source", "/dev/video1"]) == 0
    assert capfd.readouterr().out.endswith("changed; start the kiosk again\n")
    assert read_camera(provisioned) == Camera("/dev/video1", CameraSettings())


def test_the_kiosk_takes_the_camera_that_was_chosen(provisioned: TerminalState) -> None:
    gone = provisioned.root / "gone.avi"
    write_camera(provisioned, Camera(str(gone), CameraSettings(rotate=90)))
    chosen = _chosen(provisioned.root, None, None, None, None)
    assert chosen == Camera(str(gone), CameraSettings(rotate=90))
    turned = _chosen(provisioned.root, None, "180", "2:1", True)
    assert turned == Camera(str(gone), CameraSettings(180, 2.0, True))
    other = _chosen(provisioned.root, "/dev/video1", None, None, None)
    assert other == Camera("/dev/video1", CameraSettings())


# ---- the password ----------------------------------------------------------------------------


@pytest.fixture
def keyed(provisioned: TerminalState) -> TerminalState:
    """A terminal with the kiosk's key."""
    make_credentials(provisioned, ("kiosk.key",))
    return provisioned


def test_a_disk_without_its_key_tells_no_password(
    keyed: TerminalState, caplog: pytest.LogCaptureFixture
) -> None:
    camera = Camera(SECRET, CameraSettings(rotate=90))
    write_camera(keyed, camera)
    text = camera_file(keyed).read_bytes()
    assert b"rahasia" not in text
    assert b"gate" not in text
    assert read_camera(keyed) == camera
    keyed.credentials.joinpath("kiosk.key").unlink()
    left = Camera("rtsp://camera/main", camera.settings)
    assert read_camera(keyed) == left, "the lane starts, and the camera asks for its password"
    assert "no key here opens the camera's password" in caplog.text
    assert "rahasia" not in caplog.text
    caplog.clear()
    with pytest.raises(StateError, match="choose the camera again") as caught:
        read_camera(keyed, strict=True)
    assert "rahasia" not in str(caught.value)


def test_another_key_opens_no_password(
    keyed: TerminalState, caplog: pytest.LogCaptureFixture
) -> None:
    write_camera(keyed, Camera(SECRET))
    keyed.credentials.joinpath("kiosk.key").unlink()
    make_credentials(keyed, ("kiosk.key",))
    assert read_camera(keyed).source == "rtsp://camera/main"
    caplog.clear()


def test_what_has_no_password_and_what_an_older_gapura_wrote_stay_readable(
    keyed: TerminalState,
) -> None:
    for source in ("/dev/video2", "rtsp://camera/main"):
        write_camera(keyed, Camera(source))
        assert json.loads(camera_file(keyed).read_text())["source"] == source
        assert read_camera(keyed).source == source
    camera_file(keyed).write_text(json.dumps({"source": SECRET}))
    assert read_camera(keyed).source == SECRET


def test_a_turn_keeps_the_password_and_one_that_cannot_be_read_is_not_lost(
    keyed: TerminalState, capfd: pytest.CaptureFixture[str]
) -> None:
    write_camera(keyed, Camera(SECRET))
    arguments = ["provision", "camera", "--state", str(keyed.root), "--rotate", "180"]
    assert cli.main(arguments) == 0
    assert read_camera(keyed) == Camera(SECRET, CameraSettings(rotate=180))
    before = camera_file(keyed).read_bytes()
    keyed.credentials.joinpath("kiosk.key").unlink()
    assert cli.main(arguments) == 2
    assert "choose the camera again" in capfd.readouterr().err
    assert camera_file(keyed).read_bytes() == before
