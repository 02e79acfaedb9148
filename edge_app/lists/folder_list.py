"""A list that lives in a folder of this terminal: `root/<identity>/<picture>`."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from edge_app.domain import Image, Phrase, Reference, Template, WatchList
from edge_app.errors import ReferencesError
from edge_app.lists.served_list import ServedList
from edge_app.lists.thresholds import Thresholds
from models.calibration import Calibration
from models.engine import FaceEngine, enrol, open_detector
from models.gallery import Gallery
from models.images import other_files, picture_files, read_image
from models.portrait import portrait as portrait  # the pipeline takes it from here
from sync.protocol.content import ShortPhrase

TARGET_FPIR = 0.001  # of a local list: one person in a thousand on no list raises an alert

INSTRUCTION = Phrase(
    id="Minta dokumen identitas. Bandingkan wajahnya sendiri, lalu putuskan.",
    en="Ask for an identity document. Compare the face yourself, then decide.",
)
SHORT = ShortPhrase(id="Minta dokumen, bandingkan", en="Ask for papers, compare")


def reference_name(folder: str) -> str:
    """Return the name of a folder's person: `Barack Obama` of `Barack_Obama`."""
    return re.sub(r"[_\s]+", " ", folder).strip()


def serve(
    watch_list: WatchList,
    enrolled: dict[str, tuple[Image, list[Template]]],
    calibration: Calibration,
    model_id: str,
) -> ServedList:
    """Return a list of `{reference id: (portrait, templates)}`, ready to be searched.

    `model_id`: of the templates, which `calibration` was measured for.
    """
    ids = [name for name, (_, templates) in enrolled.items() for _ in templates]
    rows = np.stack([row for _, templates in enrolled.values() for row in templates])
    references = {
        name: Reference(name, reference_name(name), watch_list.list_id, picture)
        for name, (picture, _) in enrolled.items()
    }
    return ServedList(
        watch_list,
        references.__getitem__,
        Gallery.from_templates(rows, ids),
        Thresholds.of(calibration, watch_list.target_fpir, len(rows)),
        calibration,
        model_id,
    )


def local_list(
    root: Path, calibration: Calibration, advance: Callable[[int, int], None]
) -> ServedList:
    """Return the list of a folder: `root/<identity>/<picture>`.

    `advance(done, total)` is called after each picture. Raise ReferencesError, and BadInput for a
    picture that is none or does not show exactly one face.
    """
    pictures = reference_pictures(root)
    total, done = sum(map(len, pictures.values())), 0
    detector, engine = open_detector(), FaceEngine()
    enrolled: dict[str, tuple[Image, list[Template]]] = {}
    try:
        for name, files in pictures.items():
            for file in files:
                image = read_image(file)
                sample = enrol(detector, engine, image, str(file))
                enrolled.setdefault(name, (portrait(image, sample), []))[1].append(sample.template)
                done += 1
                advance(done, total)
    finally:
        engine.close()
        detector.close()
    return serve(folder_list(root), enrolled, calibration, engine.model.model_id)


def folder_list(root: Path) -> WatchList:
    """Return the description of a list that lives in a folder of this terminal."""
    changed = datetime.fromtimestamp(root.stat().st_mtime, UTC)
    return WatchList(
        list_id=root.name,
        name=reference_name(root.name),
        owner="lokal",
        target_fpir=TARGET_FPIR,
        instruction=INSTRUCTION,
        short=SHORT,
        version=1,
        issued_at=changed,
    )


def reference_pictures(root: Path) -> dict[str, list[Path]]:
    """Return the pictures of each identity, by name. Raise ReferencesError for none."""
    if not root.is_dir():
        raise ReferencesError(f"{root}: no such folder of references")
    try:
        found = {d.name: picture_files(d) for d in sorted(root.iterdir()) if d.is_dir()}
    except OSError as error:
        raise ReferencesError(f"{root}: {error.strerror}") from error
    empty = [name for name, files in found.items() if not files]
    if empty:
        others = [f" ({file.name}: {why})" for file, why in other_files(root / empty[0])[:1]]
        raise ReferencesError(
            f"{root / empty[0]}: no picture in it; remove it or add one{''.join(others)}"
        )
    if not found:
        raise ReferencesError(f"{root}: no identities in it; expected DIR/<identity>/<picture>")
    return found


def other_references(root: Path) -> list[str]:
    """Return a line on each file of the identities that is read as no picture. Raise OSError."""
    folders = sorted(each for each in root.iterdir() if each.is_dir())
    return [f"{file}: {why}" for folder in folders for file, why in other_files(folder)]
