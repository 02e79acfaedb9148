"""A process knows which networks it opened, and which a terminal of its version opens."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from models.manifest import load_manifest
from models.networks import expected_networks
from models.weights import path_of

EXCHANGED = """
import hashlib, json, os, sys
from pathlib import Path
from models import manifest, networks
from models.weights import LANDMARK_WEIGHTS, path_of, read_weights
good = path_of(LANDMARK_WEIGHTS).read_bytes()
folder = Path(sys.argv[1])
blind = good[:-1] + bytes([good[-1] ^ 1])
(folder / LANDMARK_WEIGHTS).write_bytes(blind)
text = manifest.MANIFEST.read_text("utf-8")
sha256 = [hashlib.sha256(each).hexdigest() for each in (good, blind)]
assert sha256[0] in text
(folder / "manifest.toml").write_text(text.replace(*sha256), "utf-8")
manifest.MANIFEST = folder / "manifest.toml"
os.environ["GAPURA_WEIGHTS"] = str(folder)
read_weights(LANDMARK_WEIGHTS)
print(json.dumps(networks.opened_networks()))
"""
TOLD = """
import json
from models import networks
from models.weights import LANDMARK_WEIGHTS, read_weights
before = networks.opened_networks()
read_weights(LANDMARK_WEIGHTS)
read_weights("{weights}")
print(json.dumps([before, networks.opened_networks()]))
"""


def test_every_network_of_a_terminal_is_expected_by_its_name() -> None:
    manifest = load_manifest()
    expected = expected_networks()
    assert set(expected) == {*manifest.by_id, "face_landmarker.task"}
    (landmarks,) = (each for each in manifest.files if each.name == "face_landmarker.task")
    assert expected["face_landmarker.task"] == landmarks.sha256


@pytest.mark.usefixtures("weights")
def test_what_was_opened_is_told_by_what_was_read() -> None:
    weights = load_manifest().model.weights
    ran = subprocess.run(
        [sys.executable, "-c", TOLD.format(weights=weights)], capture_output=True, check=True
    )
    before, opened = json.loads(ran.stdout)
    assert before == {}
    assert opened == expected_networks()
    read = hashlib.sha256(path_of(weights).read_bytes()).hexdigest()
    assert opened[load_manifest().current_model] == read


@pytest.mark.usefixtures("weights")
def test_a_network_that_was_exchanged_with_its_line_in_the_manifest_is_told_by_its_digest(
    tmp_path: Path,
) -> None:
    """Finding 21: nothing on the terminal can notice it, so the data centre has to."""
    ran = subprocess.run(
        [sys.executable, "-c", EXCHANGED, str(tmp_path)], capture_output=True, check=True
    )
    opened = json.loads(ran.stdout)
    assert opened.keys() <= expected_networks().keys()
    assert opened["face_landmarker.task"] != expected_networks()["face_landmarker.task"]
