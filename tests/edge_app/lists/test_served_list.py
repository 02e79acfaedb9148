"""A folder of persons becomes a list, or one line says which file stands in the way."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from edge_app.errors import ReferencesError
from edge_app.lists.folder_list import TARGET_FPIR, local_list, reference_name, reference_pictures
from edge_app.lists.served_list import ServedList, load_calibration
from models.engine import FaceEngine, enrol, open_detector
from models.errors import BadInput, NoFace, SeveralFaces, UnreadableImage
from models.images import read_image


def listed(folder: Path, advance: Callable[..., Any] = lambda *_: None) -> ServedList:
    return local_list(folder, load_calibration(), advance)


@pytest.fixture(scope="module")
def template_of(portraits: dict[str, Path]) -> Callable[..., Any]:
    def template_of(name: str) -> np.ndarray:
        detector, engine = open_detector(), FaceEngine()
        try:
            return enrol(detector, engine, read_image(portraits[name]), name).template
        finally:
            engine.close()
            detector.close()

    return template_of


def test_two_pictures_of_one_person_are_one_reference(
    references: Path, portraits: dict[str, Path], template_of: Callable[..., Any]
) -> None:
    shutil.copy(portraits["obama2.jpg"], references / "Barack_Obama")
    (references / "Joe_Biden").mkdir()
    shutil.copy(portraits["biden.jpg"], references / "Joe_Biden")
    told = []
    served = listed(references, lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]
    (found,) = served.candidates(template_of("obama3.jpg"), shots=3)
    assert found.reference.reference_id == "Barack_Obama"
    assert found.reference.name == "Barack Obama"
    assert found.threshold == served.thresholds.fused <= found.score < 1
    assert served.candidates(template_of("astronaut.png"), shots=3) == []


def test_the_reference_shows_the_persons_face(references: Path, portraits: dict[str, Path]) -> None:
    reference = listed(references).reference_of("Barack_Obama")
    height, width, _ = reference.portrait.shape
    assert height == width
    assert 250 < width < read_image(portraits["obama.jpg"]).shape[1]
    assert reference.portrait.mean() > 60


def test_a_local_list_says_what_it_is(references: Path) -> None:
    described = listed(references).watch_list
    assert (described.list_id, described.name) == ("persons", "persons")
    assert described.target_fpir == TARGET_FPIR
    assert described.issued_at.tzinfo is not None
    assert described.instruction.id
    assert described.instruction.en


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("Barack_Obama", "Barack Obama"),
        ("Siti  Rahayu ", "Siti Rahayu"),
        ("Nur-Aini", "Nur-Aini"),
    ],
)
def test_a_folders_name_is_the_persons(folder: str, name: str) -> None:
    assert reference_name(folder) == name


def test_pictures_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("B/2.jpg", "B/1.PNG", "A/9.webp", "A/notes.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "readme.txt").touch()
    found = reference_pictures(tmp_path)
    assert list(found) == ["A", "B"]
    assert [[p.name for p in files] for files in found.values()] == [["9.webp"], ["1.PNG", "2.jpg"]]


def test_a_folder_without_identities_is_no_list(tmp_path: Path) -> None:
    (tmp_path / "loose.jpg").touch()
    with pytest.raises(ReferencesError, match=f"^{tmp_path}: no identities in it; "):
        reference_pictures(tmp_path)


def test_an_identity_without_a_picture_is_named(references: Path) -> None:
    (references / "Siti").mkdir()
    (references / "Siti" / "notes.txt").touch()
    with pytest.raises(ReferencesError, match="/Siti: no picture in it; "):
        reference_pictures(references)


@pytest.mark.parametrize("name", ["gone", "persons/Barack_Obama/obama.jpg"])
def test_what_is_no_folder_is_no_list(references: Path, name: str) -> None:
    path = references.parent / name
    with pytest.raises(ReferencesError, match=f"^{path}: no such folder of references$"):
        reference_pictures(path)


def test_a_picture_that_is_no_reference_is_named_with_what_is_wrong(
    references: Path, portraits: dict[str, Path]
) -> None:
    man, other = (
        Image.open(portraits[name]).convert("RGB").resize((500, 700))
        for name in ("obama.jpg", "biden.jpg")
    )
    both = Image.new("RGB", (1000, 700))
    both.paste(man, (0, 0))
    both.paste(other, (500, 0))
    path = references / "Barack_Obama" / "zz.png"
    for picture, error, text in (
        (both, SeveralFaces, "2 faces in the picture; "),
        (Image.new("RGB", (400, 400), (90, 120, 90)), NoFace, "no face in the picture; "),
        (None, UnreadableImage, r"the file is empty \(0 bytes\)"),
    ):
        if picture is None:
            path.write_bytes(b"")
        else:
            picture.save(path)
        with pytest.raises(error, match=f"^{path}: {text}") as caught:
            listed(references)
        assert isinstance(caught.value, BadInput)
