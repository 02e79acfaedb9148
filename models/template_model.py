"""A template model as `manifest.toml` states it: network, input, alignment, calibration. Pure.

Everything that depends on the recogniser stands in these values. The rest of the code asks them,
so a new model is a change of the manifest and of nothing else.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from models.calibration import Calibration
from models.errors import BadInput, ManifestError

Points = tuple[tuple[float, float], ...]

MAX_INPUT_SIZE = 1024  # pixels; recognisers take 112 to 448
MAX_TEMPLATE_SIZE = 4096  # values; what a package's header may state (sync/protocol/content.py)
_MODEL_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")  # 64: the registry's column

# The keys of a [[model]] entry, and what TOML may give for each.
_KEYS: Mapping[str, type] = {
    "model_id": str,
    "weights": str,
    "input_size": int,
    "template_size": int,
    "colour": str,
    "value_range": list,
    "alignment": str,
    "mirrored": bool,
}
_OPTIONAL: Mapping[str, type] = {"calibration": dict}


@dataclass(frozen=True, slots=True)
class Alignment:
    """Where the five landmarks of a face belong in a model's square input."""

    name: str
    size: int  # pixels; side of the square that `points` are given for
    points: Points  # x, y: eye on the left of the picture, other eye, nose, mouth corners likewise

    def reference_points(self, input_size: int) -> NDArray[np.float64]:
        """Return the points in a square of `input_size` pixels: (5, 2) float64, x and y."""
        return np.array(self.points, np.float64) * (input_size / self.size)


@dataclass(frozen=True, slots=True)
class MeanFace:
    """The middle of a model's templates: faces lie near it, random vectors do not."""

    values: tuple[float, ...]  # of a template, unit length
    floor: float  # cosine in (-1, 1) that nearly all faces reach; see `evaluation.mean_face`

    def is_face(self, template: NDArray[np.float32]) -> bool:
        """Return whether a template, unit length, can be a face's."""
        return float(np.array(self.values) @ template) >= self.floor


@dataclass(frozen=True, slots=True)
class TemplateModel:
    """What templates are made with; templates of different models cannot be compared."""

    model_id: str
    weights: str  # name of the ONNX file
    input_size: int  # pixels, square
    template_size: int  # float32 values
    colour: Literal["RGB", "BGR"]  # order of the network's three planes
    value_range: tuple[float, float]  # what the pixel values 0 and 255 become
    mirrored: bool  # whether the template is of the picture and of its mirror image, added
    alignment: Alignment
    calibration: Calibration | None  # None: not measured yet
    provenance: Mapping[str, str | int] = field(default_factory=dict)  # of the calibration
    mean_face: MeanFace | None = None  # None: not measured yet, every template passes for a face

    @property
    def reference_points(self) -> NDArray[np.float64]:
        """Return where the five landmarks belong in the input: (5, 2) float64 pixels."""
        return self.alignment.reference_points(self.input_size)

    def require_calibration(self) -> Calibration:
        """Return the calibration. Raise ManifestError when the model was never calibrated."""
        if self.calibration is None:
            raise ManifestError(
                f"the model {self.model_id} has no calibration in models/manifest.toml: run"
                f" `gapura evaluate DIR --model {self.model_id} --calibrate NAME`"
            )
        return self.calibration


@dataclass(frozen=True, slots=True)
class PublishedModel:
    """A template model as a package's header names it: what is checked before a comparison."""

    model_id: str
    sha256: str  # of the weight file as its owner published it
    dimension: int  # values of a template
    calibration: Calibration | None = None


def read_alignment(entry: dict[str, Any]) -> Alignment:
    """Return an [[alignment]] entry. Raise ValueError that says what is wrong with it."""
    if set(entry) != {"name", "size", "points"}:
        raise ValueError("an alignment has the keys name, size and points")
    name, size = str(entry["name"]), entry["size"]
    points = tuple(tuple(map(float, point)) for point in entry["points"])
    if not isinstance(size, int) or not 0 < size <= MAX_INPUT_SIZE:
        raise ValueError(f"alignment {name}: size is {size}, not 1 to {MAX_INPUT_SIZE} pixels")
    if len(points) != 5 or any(len(point) != 2 for point in points):
        raise ValueError(f"alignment {name}: points must be five pairs of x and y")
    if not all(0 <= value <= size for point in points for value in point):
        raise ValueError(f"alignment {name}: a point lies outside the square of {size} pixels")
    if np.var(points, axis=0).sum() < 1:
        raise ValueError(f"alignment {name}: the five points lie on one spot")
    return Alignment(name, size, tuple((x, y) for x, y in points))


def read_model(
    entry: dict[str, Any], alignments: Mapping[str, Alignment], files: set[str]
) -> TemplateModel:
    """Return a [[model]] entry. Raise ValueError that says what is wrong with it.

    `alignments`: by name; `files`: names of the weight files that the manifest has.
    """
    model_id = entry.get("model_id")
    if not isinstance(model_id, str) or not _MODEL_ID.fullmatch(model_id):
        raise ValueError(
            f"model_id {model_id!r} must be 1 to 64 letters, digits, '_', '.' or '-', the first"
            " a letter or digit"
        )
    what = f"model {model_id}"
    _require_keys(entry, what)
    for key, largest in (("input_size", MAX_INPUT_SIZE), ("template_size", MAX_TEMPLATE_SIZE)):
        if not 2 <= entry[key] <= largest:
            raise ValueError(f"{what}: {key} is {entry[key]}, not 2 to {largest}")
    weights, colour, alignment = entry["weights"], entry["colour"], entry["alignment"]
    if weights not in files:
        raise ValueError(f"{what}: weights {weights!r}: add a [[file]] or [[derived]] of that name")
    if not weights.endswith(".onnx"):
        raise ValueError(f"{what}: weights {weights!r} must be an .onnx file")
    if colour not in ("RGB", "BGR"):
        raise ValueError(f"{what}: colour is {colour!r}, not 'RGB' or 'BGR'")
    if alignment not in alignments:
        known = ", ".join(alignments) or "none"
        raise ValueError(
            f"{what}: alignment {alignment!r} is unknown (known: {known}); add an [[alignment]]"
        )
    calibration, provenance = _calibration(entry.get("calibration"), model_id, what)
    return TemplateModel(
        model_id=model_id,
        weights=weights,
        input_size=entry["input_size"],
        template_size=entry["template_size"],
        colour="RGB" if colour == "RGB" else "BGR",
        value_range=_value_range(entry["value_range"], what),
        mirrored=entry["mirrored"],
        alignment=alignments[alignment],
        calibration=calibration,
        provenance=provenance,
        mean_face=_mean_face(entry.get("calibration", {}), entry["template_size"], what),
    )


def _require_keys(entry: dict[str, Any], what: str) -> None:
    if missing := [key for key in _KEYS if key not in entry]:
        raise ValueError(f"{what}: {missing[0]} is missing; add it")
    kinds = {**_KEYS, **_OPTIONAL}
    if unknown := [key for key in entry if key not in kinds]:
        raise ValueError(f"{what}: {unknown[0]} is no key of a model; remove it")
    for key, value in entry.items():
        if type(value) is not kinds[key]:  # not isinstance: true is an int to Python
            raise ValueError(f"{what}: {key} is {value!r}; write a TOML {_TOML[kinds[key]]}")


_TOML = {str: "string", int: "integer", list: "array", bool: "boolean", dict: "table"}


def _value_range(given: list[Any], what: str) -> tuple[float, float]:
    numbers = [float(v) for v in given if type(v) in (int, float) and math.isfinite(v)]
    if len(numbers) != 2 or len(given) != 2 or not numbers[0] < numbers[1]:
        raise ValueError(f"{what}: value_range is {given}; write [lowest, highest], as [0, 255]")
    return numbers[0], numbers[1]


def _calibration(
    entry: dict[str, Any] | None, model_id: str, what: str
) -> tuple[Calibration | None, dict[str, str | int]]:
    if entry is None:
        return None, {}
    again = f"run `gapura evaluate DIR --model {model_id} --calibrate NAME`"
    if not {"scores", "fmr"} <= set(entry) <= {"scores", "fmr", "provenance", *_MEAN_FACE}:
        raise ValueError(f"{what}: calibration must have scores, fmr and provenance; {again}")
    provenance = dict(entry.get("provenance", {}))
    if provenance.get("model") != model_id:  # a table of another model gives wrong thresholds
        raise ValueError(
            f"{what}: its calibration was measured for {provenance.get('model')}; {again}"
        )
    try:
        scores, rates = tuple(map(float, entry["scores"])), tuple(map(float, entry["fmr"]))
        return Calibration(scores, rates), provenance
    except (BadInput, TypeError, ValueError) as error:
        raise ValueError(f"{what}: {error}; {again}") from error


_MEAN_FACE = ("mean_face", "mean_face_floor")


def _mean_face(calibration: Mapping[str, Any], size: int, what: str) -> MeanFace | None:
    given = [key for key in _MEAN_FACE if key in calibration]
    if not given:
        return None
    try:
        values = tuple(map(float, calibration["mean_face"]))
        floor = float(calibration["mean_face_floor"])
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{what}: mean_face and mean_face_floor: numbers, or neither") from error
    length = math.sqrt(sum(value * value for value in values))
    if len(values) != size or not abs(length - 1.0) < 1e-3 or not -1.0 < floor < 1.0:
        raise ValueError(f"{what}: mean_face is no template of {size} values, or its floor none")
    return MeanFace(values, floor)
