"""A process knows which networks it opened, and which a terminal of its version opens."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys

import pytest

from models.manifest import load_manifest
from models.networks import expected_networks
from models.weights import path_of

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
