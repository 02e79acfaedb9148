"""Files that are there whole or not at all."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from models.whole_file import write_whole
from tests.disks import SmallDisk, fill


def test_a_full_disk_is_told_with_the_file_that_was_asked_for(
    tmp_path: Path, small_disk: SmallDisk
) -> None:
    disk = small_disk(tmp_path / "disk", "64k")
    place = disk / "report.csv"
    write_whole(place, b"before")
    fill(disk / "full")
    with pytest.raises(OSError, match="No space left") as full:
        write_whole(place, bytes(2**17))
    assert (full.value.errno, full.value.filename) == (errno.ENOSPC, str(place))
    assert place.read_bytes() == b"before"
    assert sorted(each.name for each in disk.iterdir()) == ["full", "report.csv"]
