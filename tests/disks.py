"""Small disks, and how they fill up."""

from __future__ import annotations

import resource
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest

SmallDisk = Callable[[Path, str], Path]


@pytest.fixture
def small_disk() -> Iterator[SmallDisk]:
    """`small_disk(folder, "8m")`: that folder, as a file system of its own of that size."""
    with ExitStack() as mounted:

        def mount(folder: Path, size: str) -> Path:
            folder.mkdir(exist_ok=True)
            options = ["-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
            if subprocess.run(["mount", *options], capture_output=True, check=False).returncode:
                pytest.skip("a small file system can be mounted by root only")
            mounted.callback(subprocess.run, ["umount", "-l", str(folder)], check=True)
            return folder

        yield mount


def remount(disk: Path, how: str) -> None:
    """`how`: "ro" or "rw"."""
    subprocess.run(["mount", "-o", f"remount,{how}", str(disk)], check=True)


def fill(path: Path) -> None:
    """Until the disk takes no more."""
    with path.open("ab", buffering=0) as file:
        for size in (2**16, 2**12):
            with suppress(OSError):
                while file.write(bytes(size)) == size:
                    pass


@contextmanager
def failing_disk(most: int = 2**20) -> Iterator[None]:
    """Whose writes beyond `most` bytes of a file fail for SQLite as those of a broken disk do."""
    before, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (before, hard))
