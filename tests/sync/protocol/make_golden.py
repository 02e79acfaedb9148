"""Keep the messages of this version, and what it reads, for every later one to be tested with.

    python -m tests.sync.protocol.make_golden

Writes `golden/<version>/<Message>.json` and `<Message>.schema.json` where they are missing, and
changes none that is there: what was released is what terminals in the field send and read. While a
version is still being made, delete the file of the message that changed, and run this again.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

from sync.protocol.message import Wire
from tests.sync.protocol.sample_messages import MESSAGES

ROOT = Path(__file__).resolve().parents[3]
_PROSE = {"title", "description", "examples"}
GOLDEN = Path(__file__).with_name("golden")


def version() -> str:
    """Return the version that is being made."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return str(project["version"])


def reader(kind: type[Wire]) -> Any:
    """Return what this version reads as `kind`, as JSON Schema: lengths of bytes as base64's."""
    return _clean(kind.model_json_schema())


def _clean(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_clean(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {}
    for key, value in schema.items():
        if key in _PROSE and not isinstance(value, dict):
            continue
        if schema.get("format") == "base64url" and key in ("minLength", "maxLength"):
            kept[key] = (value + 2) // 3 * 4
        elif key == "oneOf":  # the reader takes the one that the type names
            kept["anyOf"] = _clean(value)
        elif key != "discriminator":
            kept[key] = _clean(value)
    return kept


def main() -> None:
    """Write what is missing."""
    folder = GOLDEN / version()
    folder.mkdir(parents=True, exist_ok=True)
    for message in MESSAGES:
        name = type(message).__name__
        schema = reader(type(message))
        for path, value in (
            (folder / f"{name}.json", json.loads(message.to_json())),
            (folder / f"{name}.schema.json", schema),
        ):
            if not path.exists():
                path.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", "utf-8")
                print(f"kept {path.relative_to(ROOT)}")  # noqa: T201


if __name__ == "__main__":
    main()
