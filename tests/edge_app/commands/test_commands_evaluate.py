"""`gapura evaluate` prints the object of the design; what it cannot measure is one line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from edge_app import cli
from models.calibration import Calibration
from models.manifest import load_manifest
from tests.fakes.manifests import SECOND, put_in_place
from tests.present import present

KEYS = [
    "model",
    "images",
    "identities",
    "failure_to_acquire",
    "genuine",
    "impostor",
    "tar_at_far",
    "gallery",
    "rank1",
    "fnir_at_fpir",
]


@pytest.fixture(scope="module")
def heads(tmp_path_factory: pytest.TempPathFactory, portraits: dict[str, Path]) -> Any:
    """Three people, one of them with three pictures, each cut out around the head."""
    folder = tmp_path_factory.mktemp("heads")
    boxes = {file.name: present(file.face_box).square(2.5) for file in load_manifest().portraits}
    for person, names in {
        "Barack_Obama": ["obama.jpg", "obama2.jpg", "obama3.jpg"],
        "Joe_Biden": ["biden.jpg"],
        "Eileen_Collins": ["astronaut.png"],
    }.items():
        (folder / person).mkdir()
        for name in names:
            with Image.open(portraits[name]) as portrait:
                head = boxes[name].clipped(*portrait.size)
                part = portrait.crop((head.x, head.y, head.x + head.w, head.y + head.h))
                part.convert("RGB").save(folder / person / f"{Path(name).stem}.png")
    return folder


@pytest.fixture
def faces(tmp_path: Path, heads: Any) -> Path:
    """A copy of them for a test to change."""
    shutil.copytree(heads, tmp_path, dirs_exist_ok=True)
    return tmp_path


def test_the_figures_of_a_folder_are_those_of_the_design(
    faces: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["evaluate", str(faces), "--json"]) == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    told = json.loads(shown.out)
    assert list(told) == KEYS
    assert told["model"].startswith("sface")
    assert (told["images"], told["identities"], told["gallery"]) == (5, 3, 1)
    assert (told["genuine"], told["impostor"]) == (3, 3)
    assert told["failure_to_acquire"] == 0
    assert told["rank1"] == 1
    assert told["tar_at_far"] == {"1e-3": 1, "1e-4": 1, "1e-5": 1}
    assert told["fnir_at_fpir"] == {"0.1": 0, "0.01": 0, "0.003": 0}


def test_a_picture_without_a_face_counts_as_failure_to_acquire(
    faces: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Image.new("RGB", (300, 300), (90, 120, 90)).save(faces / "Barack_Obama" / "zz.png")
    assert cli.main(["evaluate", str(faces), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["failure_to_acquire"] == pytest.approx(1 / 6, abs=1e-4)
    assert told["rank1"] == pytest.approx(2 / 3, abs=1e-4)
    assert told["fnir_at_fpir"]["0.01"] == pytest.approx(1 / 3, abs=1e-4)


def test_a_person_reads_words(faces: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["evaluate", str(faces)]) == 0
    shown = capsys.readouterr().out
    for words in ("failure to acquire", "FNIR at FPIR 1.0%", "gallery 1"):
        assert words in shown


def test_a_damaged_picture_is_named(faces: Path, capsys: pytest.CaptureFixture[str]) -> None:
    damaged = faces / "Joe_Biden" / "biden.png"
    damaged.write_bytes(b"")
    assert cli.main(["evaluate", str(faces), "--json"]) == 2
    assert capsys.readouterr() == ("", f"gapura: {damaged}: the file is empty (0 bytes)\n")


def test_a_folder_that_measures_nothing_is_said_so(
    faces: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for person in ("Joe_Biden", "Eileen_Collins"):
        shutil.rmtree(faces / person)
    assert cli.main(["evaluate", str(faces), "--json"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("gapura: too few identities: ")


@pytest.fixture
def two_models(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The manifest has a second model that is not current; its file."""
    path = tmp_path_factory.mktemp("manifest") / "manifest.toml"
    put_in_place(monkeypatch, path)
    return path


@pytest.mark.slow
@pytest.mark.usefixtures("two_models")
def test_a_model_that_is_not_current_is_evaluated_by_its_name(
    faces: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = []
    for model_id in (load_manifest().current_model, SECOND):
        assert cli.main(["evaluate", str(faces), "--json", "--model", model_id]) == 0
        told.append(json.loads(capsys.readouterr().out))
    assert [one["model"] for one in told] == [load_manifest().current_model, SECOND]
    assert [(one["genuine"], one["rank1"]) for one in told] == [(3, 1), (3, 1)]


def test_a_calibration_is_written_for_the_model_that_was_measured(
    faces: Path,
    two_models: Any,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scores = np.linspace(-0.5, 0.5, 1001)  # three pairs are too few to calibrate
    measured = Calibration.from_impostor_scores(scores)
    monkeypatch.setattr(Calibration, "from_impostor_scores", lambda _: measured)
    before = load_manifest()
    command = ["evaluate", str(faces), "--json", "--model", SECOND, "--calibrate", "five portraits"]
    assert cli.main(command) == 0
    capsys.readouterr()
    after = load_manifest(two_models)
    found = after.by_id[SECOND].require_calibration()
    assert found.scores == pytest.approx(measured.scores, abs=1e-5)
    assert found.rates == pytest.approx(measured.rates, rel=1e-2)
    assert after.by_id[SECOND].provenance["pictures"] == "five portraits"
    assert after.model == before.model


def test_a_model_that_the_manifest_does_not_have_is_named(
    faces: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["evaluate", str(faces), "--model", "arcface"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err == (
        "gapura: arcface is no model of models/manifest.toml; known:"
        f" {load_manifest().current_model}\n"
    )


@pytest.mark.parametrize(
    ("name", "text"), [("gone", "no such folder; "), ("", "no identities in it; ")]
)
def test_what_is_no_folder_of_identities_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, text: str
) -> None:
    path = tmp_path / name
    assert cli.main(["evaluate", str(path), "--json"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith(f"gapura: {path}: {text}")
