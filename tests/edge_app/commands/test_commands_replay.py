"""`gapura replay` from outside: the object of the design, one line for bad input, no trace."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from edge_app import cli
from edge_app.pipeline import sources
from tests.fakes.videos import write_video
from tests.present import present

KEYS = ["frames", "seconds", "fps", "tracks", "captured", "alerts", "latency_ms"]
KEYS += ["unreadable", "unusable", "faults", "turn", "pixel_aspect", "left_out"]
ALERT_KEYS = ["time_s", "frame", "track", "reference", "score", "threshold", "box"]


@pytest.fixture
def refused(capfd: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    """Run a command in this process: the one line that it leaves on stderr."""

    def refused(*arguments: str | Path) -> str:
        assert cli.main([str(one) for one in arguments]) == 2
        out, err = capfd.readouterr()
        assert out == ""
        assert err.startswith("gapura: ")
        assert err.endswith("\n")
        assert err.count("\n") == 1
        return err.removeprefix("gapura: ").removesuffix("\n")

    return refused


def test_the_object_is_that_of_the_design(
    gapura: Callable[..., Any], clip: Path, references: Path
) -> None:
    done = gapura("replay", clip, "--references", references, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") == 1
    told = json.loads(done.stdout)
    assert list(told) == KEYS
    assert (told["frames"], told["tracks"], told["captured"]) == (5, 1, 1)
    assert told["fps"] == pytest.approx(5 / told["seconds"], rel=0.05)
    assert list(told["latency_ms"]) == ["p50", "p95"]
    (alert,) = told["alerts"]
    assert list(alert) == ALERT_KEYS
    assert alert["reference"] == "Barack_Obama"
    assert alert["threshold"] <= alert["score"] <= 1
    x, y, w, h = alert["box"]
    assert 0 < x < x + w < 250
    assert 0 < y < y + h < 480


def test_a_recording_without_people_is_still_json(
    references: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    wall = tmp_path / "wall.png"
    Image.linear_gradient("L").save(wall)
    assert cli.main(["replay", str(wall), "--references", str(references), "--json"]) == 0
    told = json.loads(capfd.readouterr().out)
    assert told["alerts"] == []
    assert told["latency_ms"] == {"p50": None, "p95": None}


def test_a_person_reads_who_was_there(
    clip: Path, references: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["replay", str(clip), "--references", str(references)]) == 0
    shown = capfd.readouterr().out
    assert "1 people, 1 captured, 1 alert" in shown
    assert "Barack Obama  score 0." in shown


@pytest.mark.slow
def test_what_was_not_read_is_counted_and_named(
    references: Path, tmp_path: Path, portraits: dict[str, Path], capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "recording"
    folder.mkdir()
    shutil.copy(portraits["obama2.jpg"], folder / "1.jpg")
    (folder / "2.jpg").write_bytes(b"no picture")
    (folder / "3.HEIC").write_bytes(b"x")
    (references / "Barack_Obama" / "4.avif").write_bytes(b"x")
    arguments = ["replay", str(folder), "--references", str(references)]
    assert cli.main(arguments) == 0
    shown = capfd.readouterr().out
    assert shown.startswith("2 frames (1 not usable) in ")
    left_out = [line for line in shown.splitlines() if line.startswith("  left out: ")]
    assert [Path(line.split(": ")[1]).name for line in left_out] == ["4.avif", "3.HEIC", "2.jpg"]
    assert cli.main([*arguments, "--json"]) == 0
    told = json.loads(capfd.readouterr().out)
    assert told["unreadable"] == 1
    assert told["left_out"] == [line.removeprefix("  left out: ") for line in left_out]


@pytest.mark.slow
def test_a_turned_recording_is_turned_upright(
    walk: Path, references: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    turned = tmp_path / "turned.avi"
    source = sources.open_source(str(walk))
    pictures = []
    while (got := source.read()) is not None:
        pictures.append(np.rot90(present(got[1])))
    write_video(turned, pictures)
    arguments = ["replay", str(turned), "--references", str(references), "--json"]
    assert cli.main([*arguments, "--rotate", "90"]) == 0
    (alert,) = json.loads(capfd.readouterr().out)["alerts"]
    assert alert["reference"] == "Barack_Obama"


@pytest.mark.parametrize(
    ("options", "line"),
    [
        (["--rotate", "45"], "Invalid value for '--rotate': "),
        (["--pixel-aspect", "x"], "x: not a pixel's shape; give width to height, as 2:1 or 12:11"),
        (["--pixel-aspect", "9:1"], "a pixel's shape is its width to its height, from 1:4 to 4:1"),
    ],
)
def test_a_camera_that_hangs_in_no_way_is_refused(
    refused: Callable[..., Any], clip: Path, references: Path, options: list[str], line: str
) -> None:
    assert refused("replay", clip, "--references", references, *options).startswith(line)


def test_nothing_of_it_is_written_anywhere(
    gapura: Callable[..., Any], clip: Path, references: Path, tmp_path: Path
) -> None:
    places = {name: tmp_path / name for name in ("home", "tmp", "cwd", "cache", "config")}
    for place in places.values():
        place.mkdir()
    done = gapura(
        "replay",
        clip,
        "--references",
        references,
        cwd=places["cwd"],
        env={
            "HOME": str(places["home"]),
            "TMPDIR": str(places["tmp"]),
            "XDG_CACHE_HOME": str(places["cache"]),
            "XDG_CONFIG_HOME": str(places["config"]),
        },
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 alert" in done.stdout
    written = [f for place in places.values() for f in place.rglob("*") if f.is_file()]
    assert written == []
    assert sorted(p.name for p in references.rglob("*")) == ["Barack_Obama", "obama.jpg"]


def test_a_fault_in_the_pipeline_names_no_one(
    clip: Path, references: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any) -> None:
        raise ValueError("Barack Obama [0.25, -0.13, 0.4]")

    monkeypatch.delenv("GAPURA_TRACEBACK", raising=False)
    monkeypatch.setattr("edge_app.pipeline.recogniser.Recogniser.recognise", fails)
    assert cli.main(["replay", str(clip), "--references", str(references)]) == 1
    out, err = capfd.readouterr()
    assert out == ""
    assert err.startswith("gapura: a fault in Gapura: ValueError at edge_app/pipeline/")
    assert "Obama" not in err
    assert "0.25" not in err


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("film.mkv", "film.mkv: not a video that can be read"),
        ("rtsp://gate:rahasia@127.0.0.1:9/x", "rtsp://127.0.0.1:9/x: the camera does not answer; "),
    ],
)
def test_no_library_chatters_beside_the_line(
    gapura: Callable[..., Any], tmp_path: Path, references: Path, source: str, line: str
) -> None:
    (tmp_path / "film.mkv").write_text("not a film\n" * 100)
    done = gapura("replay", source, "--references", references, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"gapura: {line}")
    assert done.stderr.count("\n") == 1
    assert "rahasia" not in done.stderr


def test_a_source_that_is_none_is_named(
    refused: Callable[..., Any], references: Path, tmp_path: Path
) -> None:
    empty, folder = tmp_path / "empty.avi", tmp_path / "folder"
    empty.touch()
    folder.mkdir()
    for source, line in (
        (tmp_path / "gone.avi", "no such file, folder or camera"),
        (empty, "the file is empty (0 bytes)"),
        (folder, "no picture in the folder"),
    ):
        assert refused("replay", source, "--references", references) == f"{source}: {line}"


def test_a_black_or_damaged_recording_is_said_to_be_so(
    refused: Callable[..., Any], references: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "recording"
    folder.mkdir()
    Image.new("RGB", (200, 200)).save(folder / "1.png")
    (folder / "2.png").write_bytes(b"\x89PNG")
    line = refused("replay", folder, "--references", references)
    assert line == "no usable picture in 2 frames: black, unreadable"


def test_a_recording_of_one_colour_is_no_recording_of_a_hall(
    refused: Callable[..., Any], references: Path, tmp_path: Path
) -> None:
    path = tmp_path / "blue.avi"
    write_video(path, [np.full((96, 128, 3), (0, 0, 190), np.uint8)] * 30)
    line = refused("replay", path, "--references", references)
    assert line == "no usable picture in 30 frames: blank"


def test_a_camera_is_for_the_kiosk(
    refused: Callable[..., Any], references: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Camera:
        live: bool | None = True

        def close(self) -> None:
            self.live = None

    monkeypatch.setattr(sources, "VideoSource", lambda *_, **__: Camera())
    line = refused("replay", "rtsp://gate:rahasia@camera/x", "--references", references)
    assert line.startswith("a camera never ends; use `gapura kiosk --source`")


@pytest.mark.parametrize("command", ["replay", "kiosk"])
def test_references_that_are_none_are_named(
    refused: Callable[..., Any],
    command: str,
    clip: Path,
    references: Path,
    portraits: dict[str, Path],
) -> None:
    source = [clip] if command == "replay" else ["--source", clip]

    def line(folder: Path) -> Any:
        return refused(command, *source, "--references", folder)

    person = references / "Barack_Obama"
    assert line(references / "gone") == f"{references / 'gone'}: no such folder of references"
    assert line(person).startswith(f"{person}: no identities in it; ")
    empty = person / "0.jpg"
    empty.touch()
    assert line(references) == f"{empty}: the file is empty (0 bytes)"
    Image.new("RGB", (300, 300), (90, 120, 90)).save(empty)
    assert line(references).startswith(f"{empty}: no face in the picture; ")
    with Image.open(portraits["obama.jpg"]) as one, Image.open(portraits["biden.jpg"]) as other:
        both = Image.new("RGB", (1000, 700))
        both.paste(one.resize((500, 700)), (0, 0))
        both.paste(other.resize((500, 700)), (500, 0))
    both.save(empty)
    assert line(references).startswith(f"{empty}: 2 faces in the picture; ")
    shutil.rmtree(person)
    person.mkdir()
    assert line(references).startswith(f"{person}: no picture in it; ")


def test_the_kiosk_refuses_a_source_that_is_none(tmp_path: Path) -> None:
    """As a process of its own: it closes its memory to others first of all, for good."""
    source = tmp_path / "gone.avi"
    done = subprocess.run(
        [sys.executable, "-m", "edge_app.cli", "kiosk", "--source", str(source)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert f"gapura: {source}: no such file, folder or camera" in done.stderr


def test_replay_needs_references(refused: Callable[..., Any], clip: Path) -> None:
    assert refused("replay", clip).startswith(
        "Missing option '--references'; `gapura replay --help`"
    )


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["demo", "--json"], "--json goes with --headless"),
        (["demo", "--headless", "--seconds", "0"], "Invalid value for '--seconds': "),
        (["demo", "--headless", "--seconds", "x"], "Invalid value for '--seconds': "),
    ],
)
def test_a_demo_that_cannot_be_is_refused(
    refused: Callable[..., Any], arguments: list[str], line: str
) -> None:
    assert refused(*arguments).startswith(line)
