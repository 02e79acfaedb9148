"""`gapura evaluate` prints the object of the design; what it cannot measure is one line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from PIL import Image

from edge_app import cli
from models.manifest import load_manifest

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


@pytest.fixture
def faces(tmp_path, portraits):
    """Three people, one of them with three pictures, each cut out around the head."""
    boxes = {file.name: file.face_box.square(2.5) for file in load_manifest().portraits}
    for person, names in {
        "Barack_Obama": ["obama.jpg", "obama2.jpg", "obama3.jpg"],
        "Joe_Biden": ["biden.jpg"],
        "Eileen_Collins": ["astronaut.png"],
    }.items():
        (tmp_path / person).mkdir()
        for name in names:
            with Image.open(portraits[name]) as portrait:
                head = boxes[name].clipped(*portrait.size)
                part = portrait.crop((head.x, head.y, head.x + head.w, head.y + head.h))
                part.convert("RGB").save(tmp_path / person / f"{Path(name).stem}.png")
    return tmp_path


def test_the_figures_of_a_folder_are_those_of_the_design(faces, capsys):
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


def test_a_picture_without_a_face_counts_as_failure_to_acquire(faces, capsys):
    Image.new("RGB", (300, 300), (90, 120, 90)).save(faces / "Barack_Obama" / "zz.png")
    assert cli.main(["evaluate", str(faces), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["failure_to_acquire"] == pytest.approx(1 / 6, abs=1e-4)
    assert told["rank1"] == pytest.approx(2 / 3, abs=1e-4)
    assert told["fnir_at_fpir"]["0.01"] == pytest.approx(1 / 3, abs=1e-4)


def test_a_person_reads_words(faces, capsys):
    assert cli.main(["evaluate", str(faces)]) == 0
    shown = capsys.readouterr().out
    for words in ("failure to acquire", "FNIR at FPIR 1.0%", "gallery 1"):
        assert words in shown


def test_a_damaged_picture_is_named(faces, capsys):
    damaged = faces / "Joe_Biden" / "biden.png"
    damaged.write_bytes(b"")
    assert cli.main(["evaluate", str(faces), "--json"]) == 2
    assert capsys.readouterr() == ("", f"gapura: {damaged}: the file is empty (0 bytes)\n")


def test_a_folder_that_measures_nothing_is_said_so(faces, capsys):
    for person in ("Joe_Biden", "Eileen_Collins"):
        shutil.rmtree(faces / person)
    assert cli.main(["evaluate", str(faces), "--json"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("gapura: too few identities: ")


@pytest.mark.parametrize(
    ("name", "text"), [("gone", "no such folder; "), ("", "no identities in it; ")]
)
def test_what_is_no_folder_of_identities_is_named(tmp_path, capsys, name, text):
    path = tmp_path / name
    assert cli.main(["evaluate", str(path), "--json"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith(f"gapura: {path}: {text}")
