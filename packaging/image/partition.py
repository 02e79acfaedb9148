"""Tells where a partition of an image begins, in bytes: `partition.py IMAGE LABEL`.

Only the standard library.
"""

from __future__ import annotations

import struct
import sys
from pathlib import Path

SECTOR = 512


def start_of(image: Path, label: str) -> int:
    """Return the first byte of the partition `label` of a GPT. Raise KeyError: there is none."""
    with image.open("rb") as disk:
        disk.seek(SECTOR)
        header = disk.read(SECTOR)
        table, count, size = struct.unpack_from("<QII", header, 72)
        disk.seek(table * SECTOR)
        entries = disk.read(count * size)
    for at in range(0, count * size, size):
        (first,) = struct.unpack_from("<Q", entries, at + 32)
        if entries[at + 56 : at + 128].decode("utf-16-le").rstrip("\0") == label:
            return int(first) * SECTOR
    raise KeyError(label)


def main() -> int:
    """Print where it begins."""
    sys.stdout.write(f"{start_of(Path(sys.argv[1]), sys.argv[2])}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
