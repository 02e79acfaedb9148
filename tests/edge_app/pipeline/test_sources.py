"""Everything that may be named as a source gives pictures, or one clear line."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from edge_app.errors import SourceError
from edge_app.pipeline.sources import STILL_GAP_S, PictureSource, open_source
from models.images import read_image
from tests.present import present


def all_of(
    source: PictureSource,
) -> list[tuple[float, NDArray[np.uint8] | None]]:
    pictures = []
    while (got := source.read()) is not None:
        pictures.append(got)
    source.close()
    return pictures


def refusal(spec: Path | str) -> str:
    with pytest.raises(SourceError) as caught:
        open_source(str(spec))
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_video_gives_its_frames_at_its_own_times(walk: Path) -> None:
    pictures = all_of(open_source(str(walk)))
    assert [time_s for time_s, _ in pictures] == pytest.approx([n / 10 for n in range(12)])
    assert {present(image).shape for _, image in pictures} == {(480, 250, 3)}


def test_a_gif_is_a_video(clip: Path) -> None:
    pictures = all_of(open_source(str(clip)))
    assert [time_s for time_s, _ in pictures] == pytest.approx([n / 10 for n in range(5)])


def test_colours_are_those_of_the_picture(clip: Path, portraits: dict[str, Path]) -> None:
    _, image = present(open_source(str(clip)).read())
    skin = present(image)[120:300, 60:190].reshape(-1, 3).mean(axis=0)
    told = read_image(portraits["obama2.jpg"])[300:750, 150:475].reshape(-1, 3).mean(axis=0)
    assert skin == pytest.approx(told, abs=12)
    assert abs(skin[0] - skin[2]) > 24  # red and blue would not pass for each other


def test_a_folder_gives_its_pictures_by_name_each_a_scene_of_its_own(
    tmp_path: Path, portraits: dict[str, Path]
) -> None:
    shutil.copy(portraits["biden.jpg"], tmp_path / "2.jpg")
    (tmp_path / "1.jpg").write_text("this is no picture")
    shutil.copy(portraits["astronaut.png"], tmp_path / "3.png")
    (tmp_path / "notes.txt").write_text("neither is this")
    pictures = all_of(open_source(str(tmp_path)))
    assert [time_s for time_s, _ in pictures] == [0, STILL_GAP_S, 2 * STILL_GAP_S]
    assert pictures[0][1] is None
    assert np.array_equal(present(pictures[1][1]), read_image(portraits["biden.jpg"]))
    assert np.array_equal(present(pictures[2][1]), read_image(portraits["astronaut.png"]))


def test_a_file_cut_in_the_middle_ends_where_it_was_cut(walk: Path, tmp_path: Path) -> None:
    whole = walk.read_bytes()
    cut = tmp_path / "cut.avi"
    cut.write_bytes(whole[: len(whole) // 2])
    assert 3 <= len(all_of(open_source(str(cut)))) < 12


def test_a_file_damaged_in_the_middle_still_ends(
    walk: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    damaged = bytearray(walk.read_bytes())
    middle = len(damaged) // 2
    damaged[middle : middle + 20_000] = np.random.default_rng(3).bytes(20_000)
    path = tmp_path / "damaged.avi"
    path.write_bytes(damaged)
    times = [time_s for time_s, _ in all_of(open_source(str(path)))]
    assert len(times) >= 3
    assert times == sorted(set(times))
    assert capfd.readouterr() == ("", "")


def test_a_colon_in_a_name_is_no_protocol(
    walk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(walk, tmp_path / "12:30.avi")
    monkeypatch.chdir(tmp_path)
    assert len(all_of(open_source("12:30.avi"))) == 12


def test_text_in_a_videos_clothes_is_no_video(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "film.mkv"
    path.write_text("not a film\n" * 100)
    assert refusal(path) == f"{path}: not a video that can be read"
    assert capfd.readouterr() == ("", "")


def test_an_empty_file_is_said_to_be_empty(tmp_path: Path) -> None:
    path = tmp_path / "film.avi"
    path.touch()
    assert refusal(path) == f"{path}: the file is empty (0 bytes)"


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    path = tmp_path / "film.avi"
    assert refusal(path) == f"{path}: no such file, folder or camera"


def test_a_name_that_no_file_can_have_is_refused_as_such() -> None:
    assert refusal("x" * 5000).endswith(": File name too long")


def test_a_folder_without_pictures_is_no_source(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x")
    assert refusal(tmp_path) == f"{tmp_path}: no picture in the folder"


@pytest.mark.parametrize("spec", ["/dev/video99", "99"])
def test_a_camera_that_is_not_there(spec: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert refusal(spec).startswith("/dev/video99: the camera does not answer; ")
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("rtsp://127.0.0.1:9/x", "rtsp://127.0.0.1:9/x"),
        ("rtsp://gate:rahasia@127.0.0.1:9/x", "rtsp://127.0.0.1:9/x"),
        ("rtsp://gate:rah@s/ia@127.0.0.1:9/x", "rtsp://127.0.0.1:9/x"),
        ("rtsp://127.0.0.1:9/user=gate&password=rahasia", "rtsp://127.0.0.1:9/…"),
        ("rtsp://127.0.0.1:9/x?channel=1&password=rahasia", "rtsp://127.0.0.1:9/x?…"),
    ],
)
def test_an_address_that_refuses_is_named_without_its_password(
    address: str, shown: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert refusal(address).startswith(f"{shown}: the camera does not answer; ")
    assert capfd.readouterr() == ("", "")
