"""The cameras of a machine are found under the names that stay theirs."""

from __future__ import annotations

from pathlib import Path

import pytest

from edge_app.pipeline.cameras import MAX_NAME, CameraDevice, find_cameras


@pytest.fixture
def machine(tmp_path: Path) -> tuple[Path, Path]:
    devices, kernel = tmp_path / "dev", tmp_path / "video4linux"
    (devices / "v4l" / "by-id").mkdir(parents=True)
    kernel.mkdir()
    return devices, kernel


def plug(machine: tuple[Path, Path], number: int, name: str, index: int = 0) -> Path:
    devices, kernel = machine
    device = devices / f"video{number}"
    device.touch()
    entry = kernel / device.name
    entry.mkdir()
    (entry / "name").write_text(f"{name}\n")
    (entry / "index").write_text(f"{index}\n")
    return device


def test_a_machine_without_cameras_has_none(tmp_path: Path) -> None:
    assert find_cameras(tmp_path / "dev", tmp_path / "video4linux") == ()


def test_cameras_come_by_number_and_their_second_devices_do_not(
    machine: tuple[Path, Path],
) -> None:
    for number, name, index in ((10, "Third", 0), (0, "First", 0), (1, "First", 1), (2, "Next", 0)):
        plug(machine, number, name, index)
    assert [camera.name for camera in find_cameras(*machine)] == ["First", "Next", "Third"]


def test_a_link_by_id_is_the_address(machine: tuple[Path, Path]) -> None:
    devices, _ = machine
    device = plug(machine, 0, "Lane Camera")
    link = devices / "v4l" / "by-id" / "usb-Lane_Camera-video-index0"
    link.symlink_to(device)
    assert find_cameras(*machine) == (CameraDevice(str(link), "Lane Camera"),)


def test_what_a_device_says_of_itself_is_cut_and_cleaned(machine: tuple[Path, Path]) -> None:
    plug(machine, 0, "\x1b[2J" + "x" * 200)
    (camera,) = find_cameras(*machine)
    assert camera.name == ("[2J" + "x" * 200)[:MAX_NAME]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("HD Webcam C525: HD Webcam C525", "HD Webcam C525"),
        ("Integrated Camera: Integrated C", "Integrated Camera"),
        ("UVC Camera (046d:0825)", "UVC Camera (046d:0825)"),
        ("Lane: left", "Lane: left"),
    ],
)
def test_a_name_that_is_said_twice_is_shown_once(
    machine: tuple[Path, Path], said: str, name: str
) -> None:
    plug(machine, 0, said)
    assert [camera.name for camera in find_cameras(*machine)] == [name]


def test_a_camera_that_is_just_pulled_out_is_none(machine: tuple[Path, Path]) -> None:
    plug(machine, 0, "Lane Camera").unlink()
    assert find_cameras(*machine) == ()
