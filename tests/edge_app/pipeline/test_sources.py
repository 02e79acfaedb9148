"""Everything that may be named as a source gives pictures, or one clear line."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from edge_app.errors import SourceError
from edge_app.pipeline.camera_settings import CameraSettings, pixel_aspect, upright
from edge_app.pipeline.picture_source import PictureSource
from edge_app.pipeline.sources import STILL_GAP_S, is_live, open_source, pictures_left_out
from models.images import read_image
from tests.fakes.videos import mark_interlaced, write_video
from tests.present import present


def all_of(
    source: PictureSource,
) -> list[tuple[float, NDArray[np.uint8] | None]]:
    pictures = []
    while (got := source.read()) is not None:
        pictures.append(got)
    source.close()
    return pictures


@pytest.fixture(scope="module")
def interlaced(walk: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The walk as a stream whose pictures are marked as made of two halves."""
    path = tmp_path_factory.mktemp("interlaced") / "walk.m2v"
    pictures = [present(image) for _, image in all_of(open_source(str(walk)))]
    write_video(path, [image[:480, :240] for image in pictures], "mpg2", fps=25)
    path.write_bytes(mark_interlaced(path.read_bytes()))
    return path


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
    pictures = all_of(open_source(str(cut)))
    assert len(pictures) == 12  # what the file announces
    there = [image is not None for _, image in pictures]
    assert 3 <= there.count(True) < 12
    assert there == sorted(there, reverse=True)


def test_a_file_damaged_in_the_middle_still_ends(
    walk: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    damaged = bytearray(walk.read_bytes())
    middle = len(damaged) // 2
    damaged[middle : middle + 20_000] = np.random.default_rng(3).bytes(20_000)
    path = tmp_path / "damaged.avi"
    path.write_bytes(damaged)
    pictures = all_of(open_source(str(path)))
    times = [time_s for time_s, _ in pictures]
    assert sum(image is not None for _, image in pictures) >= 3
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
    assert refusal(tmp_path) == f"{tmp_path}: no picture in the folder"
    (tmp_path / "notes.txt").write_text("x")
    why = "notes.txt: its name does not end like a picture's"
    assert refusal(tmp_path) == f"{tmp_path}: no picture in the folder ({why})"


def test_a_broken_picture_ends_no_recording(walk: Path, tmp_path: Path) -> None:
    whole = walk.read_bytes()
    pictures = [found.start() for found in re.finditer(b"00dc", whole)]
    pictures = [at for at in pictures if at > whole.index(b"movi")][:12]
    broken = bytearray(whole)
    for number in (3, 5, 6):
        at = pictures[number] + 4
        size = int.from_bytes(whole[at : at + 4], "little")
        broken[at + 4 : at + 4 + size] = bytes(size)
    path = tmp_path / "broken.avi"
    path.write_bytes(broken)
    read = all_of(open_source(str(path)))
    lost = [number for number, (_, image) in enumerate(read) if image is None]
    assert lost == [3, 5, 6]
    assert len(read) == 12
    times = [time_s for time_s, _ in read]
    assert times == sorted(set(times))
    for (read_s, image), (whole_s, whole_image) in zip(
        read, all_of(open_source(str(walk))), strict=False
    ):
        if image is not None:
            assert read_s == pytest.approx(whole_s)
            assert np.array_equal(image, present(whole_image))


def test_pictures_that_their_stream_marks_as_interlaced_are_read(
    walk: Path, interlaced: Path
) -> None:
    read = all_of(open_source(str(interlaced)))
    assert len(read) == 12
    for (_, image), (_, whole) in zip(read, all_of(open_source(str(walk))), strict=True):
        picture = present(image).astype(int)
        assert np.abs(picture - present(whole)[:, :240].astype(int)).mean() < 12


def test_a_recording_that_stands_still_is_read_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "still.avi"
    write_video(path, [np.full((96, 128, 3), 90, np.uint8)] * 30)
    read = all_of(open_source(str(path)))
    assert len(read) == 30
    assert all(image is not None for _, image in read)


@pytest.mark.parametrize(
    ("settings", "shape"),
    [
        (CameraSettings(), (480, 250, 3)),
        (CameraSettings(rotate=90), (250, 480, 3)),
        (CameraSettings(rotate=180), (480, 250, 3)),
        (CameraSettings(pixel_aspect=2.0), (480, 500, 3)),
        (CameraSettings(pixel_aspect=0.5), (960, 250, 3)),
        (CameraSettings(rotate=270, pixel_aspect=2.0), (500, 480, 3)),
        (CameraSettings(interlaced=True), (480, 250, 3)),
    ],
)
def test_a_camera_hangs_as_it_is_said_to(
    walk: Path, settings: CameraSettings, shape: tuple[int, ...]
) -> None:
    pictures = all_of(open_source(str(walk), settings))
    assert {present(image).shape for _, image in pictures} == {shape}


def test_a_turned_picture_is_turned_clockwise(walk: Path) -> None:
    (_, image), (_, turned) = (
        present(open_source(str(walk), CameraSettings(rotate=rotate)).read()) for rotate in (0, 90)
    )
    assert np.array_equal(np.rot90(present(image), -1), present(turned))


def test_lines_of_two_moments_are_taken_from_one() -> None:
    image = np.zeros((100, 64, 3), np.uint8)
    image[::2] = 200
    assert upright(image, 0, 1.0, interlaced=True).min() == 200


@pytest.mark.parametrize(
    ("text", "aspect"), [("2:1", 2.0), ("12/11", 12 / 11), ("1.5", 1.5), (" 8:9 ", 8 / 9)]
)
def test_a_pixels_shape_is_width_to_height(text: str, aspect: float) -> None:
    assert pixel_aspect(text) == pytest.approx(aspect)


@pytest.mark.parametrize("text", ["", "2:0", "x", "2:1:1", "-1", "1e3", "0"])
def test_a_shape_that_no_pixel_has_is_refused(text: str) -> None:
    with pytest.raises(SourceError, match="pixel's shape"):
        CameraSettings(pixel_aspect=pixel_aspect(text))


def test_what_is_left_out_of_a_folder_is_named(tmp_path: Path, portraits: dict[str, Path]) -> None:
    shutil.copy(portraits["biden.jpg"], tmp_path / "a.jfif")
    for name in ("b.HEIC", "c.avif", "d.txt", ".hidden", "Thumbs.db", "e.CR2"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "f.jpg").write_bytes(b"no picture")
    (tmp_path / "g.png").mkdir()
    source = open_source(str(tmp_path))
    assert [image is None for _, image in all_of(source)] == [False, True]
    told = {line.partition(": ")[0]: line.partition(": ")[2] for line in pictures_left_out(source)}
    assert [Path(file).name for file in told] == [
        "b.HEIC",
        "c.avif",
        "d.txt",
        "e.CR2",
        "g.png",
        "f.jpg",
    ]
    assert told[str(tmp_path / "b.HEIC")] == "HEIC: not read here; save it as JPEG or PNG"


def test_a_folder_of_foreign_pictures_says_which(tmp_path: Path) -> None:
    (tmp_path / "a.heic").write_bytes(b"x")
    why = "a.heic: HEIC: not read here; save it as JPEG or PNG"
    assert refusal(tmp_path) == f"{tmp_path}: no picture in the folder ({why})"


@pytest.mark.parametrize(
    ("spec", "live"),
    [
        ("0", True),
        ("/dev/video0", True),
        ("/dev/v4l/by-id/usb-Some_Camera-video-index0", True),
        ("/dev/lane-camera", True),
        ("/dev/null", True),
        ("rtsp://camera/main", True),
        ("RTSP://camera/main", True),
        ("rtsps://camera/main", True),
        ("/dev", False),
        ("clip.mkv", False),
        ("rtsp.mkv", False),
        ("x" * 5000, False),
    ],
)
def test_a_camera_may_be_away_and_a_recording_may_not(spec: str, live: bool) -> None:
    assert is_live(spec) is live


def test_a_link_to_a_device_is_a_camera(tmp_path: Path) -> None:
    link = tmp_path / "camera"
    link.symlink_to("/dev/null")
    assert is_live(str(link))
    assert refusal(link).startswith(f"{link}: the camera does not answer; ")


def test_capitals_are_an_address_too(capfd: pytest.CaptureFixture[str]) -> None:
    said = refusal("RTSP://gate:rahasia@127.0.0.1:9/x")
    assert said.startswith("RTSP://127.0.0.1:9/x: the camera does not answer; ")
    assert capfd.readouterr() == ("", "")


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
