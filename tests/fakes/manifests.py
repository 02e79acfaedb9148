"""Manifests that differ from the shipped one, put in its place for a test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import tomlkit

from models import manifest

SECOND = "sface-2021dec"  # the published file as it is: one picture, no mirror image
STOCK = "face_recognition_sface_2021dec.onnx"

# Measured: `gapura evaluate faces-dev --model sface-2021dec --calibrate`, 750,925 impostor pairs.
SECOND_SCORES = [0.21169, 0.26432, 0.30399, 0.34122, 0.37214, 0.402, 0.42889, 0.45456]
SECOND_FMR = [0.1, 0.03, 0.01, 0.003, 0.001, 0.0003, 9.99e-05, 3.06e-05]


def edited(path: Path, change: Callable[[tomlkit.TOMLDocument], None]) -> Path:
    """Write the shipped manifest to `path`, changed."""
    document = tomlkit.parse(manifest.MANIFEST.read_text("utf-8"))
    change(document)
    path.write_text(tomlkit.dumps(document), "utf-8")
    return path


def add_second_model(document: tomlkit.TOMLDocument) -> None:
    """The stock SFace beside the current model."""
    models = document["model"]
    models.append(
        tomlkit.item(
            {
                "model_id": SECOND,
                "weights": STOCK,
                "input_size": 112,
                "template_size": 128,
                "colour": "RGB",
                "value_range": [0, 255],
                "alignment": "arcface",
                "mirrored": False,
                "calibration": {
                    "scores": SECOND_SCORES,
                    "fmr": SECOND_FMR,
                    "provenance": {"model": SECOND},
                },
            }
        )
    )


def put_in_place(
    monkeypatch: pytest.MonkeyPatch,
    path: Path,
    change: Callable[[tomlkit.TOMLDocument], None] = add_second_model,
) -> manifest.Manifest:
    """Let every part of the engine read the changed manifest, in this process."""
    monkeypatch.setattr(manifest, "MANIFEST", edited(path, change))
    return manifest.load_manifest()
