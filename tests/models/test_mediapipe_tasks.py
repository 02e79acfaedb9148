"""The two native tasks: closed in time, quiet, and clear about a bundle that is none."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from models.errors import WeightsError
from models.mediapipe_tasks import DetectorTask, LandmarkerTask
from models.weights import path_of

ROOT = Path(__file__).resolve().parents[2]
TASKS = [DetectorTask, LandmarkerTask]


def run(program: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", "-c", program]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


@pytest.mark.parametrize(
    "program",
    [
        "kept = (detector, landmarker)",
        "del detector, landmarker",
        "detector.close(); landmarker.close()",
        "detector.close(); detector.close(); landmarker.close(); landmarker.close()",
    ],
    ids=["forgotten", "dropped", "closed", "closed twice"],
)
def test_a_program_ends_silently_however_its_tasks_end(weights: Path, program: str) -> None:
    assert weights.is_dir()
    start = (
        "from models.mediapipe_tasks import DetectorTask, LandmarkerTask\n"
        "from models.weights import read_weights\n"
        "bundle = read_weights('face_landmarker.task')\n"
        "detector, landmarker = DetectorTask(bundle, 0.5), LandmarkerTask(bundle, 0.5)\n"
    )
    done = run(start + program)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_what_only_draws_is_not_loaded() -> None:
    program = "from models.mediapipe_tasks import _tasks; import sys; _tasks(); print(*sys.modules)"
    done = run(program)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert "mediapipe" in loaded, done.stderr
    assert "matplotlib" not in loaded


def no_zip(file: Path) -> None:
    file.write_bytes(b"this is no bundle\n" * 100)


def empty(file: Path) -> None:
    file.write_bytes(b"")


def half(file: Path) -> None:
    content = path_of("face_landmarker.task").read_bytes()
    file.write_bytes(content[: len(content) // 2])


def other_models(file: Path) -> None:
    with zipfile.ZipFile(file, "w") as bundle:
        bundle.writestr("face_detector.tflite", b"this is no model\n" * 100)


@pytest.mark.usefixtures("weights")
@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("spoil", [no_zip, empty, half, other_models])
def test_a_bundle_that_is_none_is_named_in_one_line(
    tmp_path: Path, task: type[DetectorTask] | type[LandmarkerTask], spoil: Callable[..., Any]
) -> None:
    file = tmp_path / "face_landmarker.task"
    spoil(file)
    with pytest.raises(WeightsError) as raised:
        task(file.read_bytes(), 0.5)
    assert str(raised.value).startswith("face_landmarker.task: ")
    assert str(raised.value).endswith("; run `gapura models fetch`")
    assert "\n" not in str(raised.value)
