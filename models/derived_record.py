"""`derived.json` beside the weights: what each derived file must be.

It is not in the manifest because the bytes that onnx writes depend on its version.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from models.whole_file import write_whole

RECORD = "derived.json"


@dataclass(frozen=True, slots=True)
class DerivedRecord:
    """A derived file as it was made and proved."""

    sha256: str
    original_sha256: str
    cosine: float  # the smallest, templates of the original and of this file


def read_records(directory: Path) -> dict[str, DerivedRecord]:
    """Return the records by name of the file.

    What is missing or damaged is left out, so that it is made anew.
    """
    try:
        document = json.loads((directory / RECORD).read_text("utf-8"))
        return {name: DerivedRecord(**fields) for name, fields in document.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def add_record(directory: Path, name: str, record: DerivedRecord) -> None:
    """Write `record` for the file `name`, beside those of other files. Raise OSError."""
    records = {**read_records(directory), name: record}
    document = {entry: asdict(fields) for entry, fields in records.items()}
    write_whole(directory / RECORD, json.dumps(document, indent=2).encode() + b"\n")
