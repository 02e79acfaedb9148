"""Folders and lists of real portraits, the command line from outside."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from PIL import Image

from edge_app.demo.verdict import demo_list
from edge_app.lists.served_list import ServedList
from edge_app.pipeline.sources import quiet_opencv

ROOT = Path(__file__).resolve().parents[2]

quiet_opencv()  # FFmpeg asks once, at its first use: a video that a test writes may be that

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def gapura(weights: Path) -> Run:
    """Run `gapura` as a process of its own, with options of `subprocess.run`."""

    def run(*arguments: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
        # Without what this process or a CI has set for its libraries.
        mute = ("OPENCV_", "ORT_", "CI")
        inherited = {k: v for k, v in os.environ.items() if not k.startswith(mute)}
        environment = {
            **inherited,
            "GAPURA_WEIGHTS": str(weights),
            **options.pop("env", {}),
        }
        return subprocess.run(
            [sys.executable, "-m", "edge_app.cli", *map(str, arguments)],
            capture_output=True,
            text=True,
            check=False,
            env=environment,
            **{"cwd": ROOT, **options},
        )

    return run


@pytest.fixture(scope="session")
def served(weights: Path) -> ServedList:  # noqa: ARG001  needed by it
    """The demo's list: Barack_Obama and Joe_Biden."""
    return demo_list()


@pytest.fixture
def references(tmp_path: Path, portraits: dict[str, Path]) -> Path:
    """A folder with one identity, Barack_Obama, and one picture of him."""
    folder = tmp_path / "persons" / "Barack_Obama"
    folder.mkdir(parents=True)
    shutil.copy(portraits["obama.jpg"], folder)
    return folder.parent


@pytest.fixture(scope="session")
def walk(tmp_path_factory: pytest.TempPathFactory, portraits: dict[str, Path]) -> Path:
    """A video file, 12 frames of 10 a second, 480 px high: the man of obama2.jpg moves along."""
    picture = _upright(portraits["obama2.jpg"])
    path = tmp_path_factory.mktemp("video") / "walk.avi"
    size = (picture.shape[1], picture.shape[0])
    writer = cv2.VideoWriter(str(path), cv2.CAP_FFMPEG, cv2.VideoWriter.fourcc(*"MJPG"), 10, size)
    for number in range(12):
        writer.write(np.roll(picture, 4 * number, axis=1)[:, :, ::-1])
    writer.release()
    return path


@pytest.fixture(scope="session")
def clip(tmp_path_factory: pytest.TempPathFactory, portraits: dict[str, Path]) -> Path:
    """A GIF, 5 frames of 10 a second."""
    picture = _upright(portraits["obama2.jpg"])
    path = tmp_path_factory.mktemp("gif") / "walk.gif"
    first, *rest = [Image.fromarray(np.roll(picture, 4 * number, axis=1)) for number in range(5)]
    first.save(path, save_all=True, append_images=rest, duration=100, loop=0)
    return path


def _upright(portrait: Path) -> np.ndarray:
    picture = Image.open(portrait).convert("RGB")
    return np.asarray(picture.resize((250, 480)))
